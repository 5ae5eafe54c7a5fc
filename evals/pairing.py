"""Pairs the facts of one kind in one document: as many right pairs as possible, then the nearest of what is left.

Right pairs are chosen first, by maximum-weight assignment. The weight puts, strictly in this order: the number of right
pairs; required over optional gold facts; right slots that are no key; nearness. What still answers a gold fact that is
taken is a duplicate. The rest is paired with the gold facts left over where it is near: the same fact, misread.

Facts that have nothing in common never meet, so they fall into small groups, each solved exactly, on integer weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from evals.evidence import alike
from evals.items import Item
from evals.kinds import BY_NAME
from evals.match import Entities, Outcome, count_right, outcomes, prepare

_NEARNESS = 128  # more than any pair's nearness
_EXTRAS = 8  # more than any kind has slots that are no key
_EXACT_LIMIT = 2**53  # up to here the solver's doubles hold integers exactly


@dataclass(frozen=True)
class Pair:
    """A gold fact and the prediction that answers it; `right` where every key slot is."""

    gold: Item
    predicted: Item
    slots: dict[str, Outcome]
    right: bool
    quoted: int


@dataclass(frozen=True)
class Pairing:
    """The pairs, right and near, and what is left on either side, in canonical order."""

    pairs: tuple[Pair, ...]
    duplicates: tuple[Item, ...]
    unpaired_gold: tuple[Item, ...]
    unpaired_predicted: tuple[Item, ...]


@dataclass(frozen=True)
class _Edge:
    slots: dict[str, Outcome]
    right: bool
    required: bool
    quoted: int
    extra: int
    nearness: int


_Edges = dict[tuple[int, int], _Edge]


def pair(kind: str, gold: Sequence[Item], predicted: Sequence[Item], entities: Entities) -> Pairing:
    """The best pairing of the facts of one kind. Invalid predictions (`fact` none) must have been set aside."""
    gold = sorted(gold, key=lambda item: item.order)
    predicted = sorted(predicted, key=lambda item: item.order)
    edges = _edges(kind, gold, predicted, entities)
    right = {place: edge for place, edge in edges.items() if edge.right}
    chosen = _assign(right)
    rows, columns = {row for row, _ in chosen}, {column for _, column in chosen}
    duplicates = {column for _, column in right} - columns
    spent = columns | duplicates
    chosen += _assign(
        {(row, column): edge for (row, column), edge in edges.items() if row not in rows and column not in spent}
    )
    rows |= {row for row, _ in chosen}
    spent |= {column for _, column in chosen}
    return Pairing(
        pairs=tuple(_pair(gold[row], predicted[column], edges[row, column]) for row, column in sorted(chosen)),
        duplicates=tuple(predicted[column] for column in sorted(duplicates)),
        unpaired_gold=tuple(item for row, item in enumerate(gold) if row not in rows),
        unpaired_predicted=tuple(item for column, item in enumerate(predicted) if column not in spent),
    )


def _pair(gold: Item, predicted: Item, edge: _Edge) -> Pair:
    return Pair(gold, predicted, edge.slots, edge.right, edge.quoted)


def _edges(kind: str, gold: Sequence[Item], predicted: Sequence[Item], entities: Entities) -> _Edges:
    key = BY_NAME[kind].key
    left = [prepare(item.fact, entities) if item.fact else {} for item in gold]
    right = [prepare(item.fact, entities) if item.fact else {} for item in predicted]
    edges: _Edges = {}
    for row, mine in enumerate(left):
        for column, theirs in enumerate(right):
            right_keys = count_right(kind, mine, theirs)
            if right_keys == 0:
                continue
            quoted = alike(gold[row].quotes, predicted[column].quotes)
            if right_keys < len(key) and not _near(len(key), right_keys, quoted):
                continue
            result = outcomes(kind, mine, theirs)
            same = sum(gold[row].slots.get(slot) == predicted[column].slots.get(slot) for slot in key)
            edges[row, column] = _Edge(
                slots=result,
                right=right_keys == len(key),
                required=not gold[row].optional,
                quoted=quoted,
                extra=sum(result[slot] is Outcome.RIGHT for slot in result if slot not in key),
                nearness=16 * right_keys + 8 * quoted + 4 * same + (not gold[row].optional),
            )
    return edges


def _near(keys: int, right_keys: int, quoted: int) -> bool:
    """Whether a pair that is not right is the same fact misread: all keys but one of three, or one and the quote."""
    return quoted > 0 or 2 <= right_keys == keys - 1


def _assign(edges: _Edges) -> list[tuple[int, int]]:
    return [place for group in _groups(edges) for place in _assign_group(group)]


def _groups(edges: _Edges) -> list[_Edges]:
    """The connected groups of edges."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for row, column in edges:
        parent[root(("row", row))] = root(("column", column))
    groups: dict[tuple[str, int], _Edges] = {}
    for (row, column), edge in edges.items():
        groups.setdefault(root(("row", row)), {})[row, column] = edge
    return list(groups.values())


def _assign_group(edges: _Edges) -> list[tuple[int, int]]:
    if len(edges) == 1:
        return list(edges)
    rows = sorted({row for row, _ in edges})
    columns = sorted({column for _, column in edges})
    size = min(len(rows), len(columns))
    extra = _NEARNESS * size
    required = extra * _EXTRAS * size
    right = required * (size + 1)
    assert right * (size + 1) < _EXACT_LIMIT, "a group of alike facts is too large to be weighed exactly"
    weights = np.zeros((len(rows), len(columns)), dtype=np.int64)
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            edge = edges.get((row, column))
            if edge:
                weights[i, j] = edge.nearness + edge.right * (right + required * edge.required + extra * edge.extra)
    chosen = zip(*linear_sum_assignment(weights, maximize=True), strict=True)
    return [(rows[i], columns[j]) for i, j in chosen if (rows[i], columns[j]) in edges]
