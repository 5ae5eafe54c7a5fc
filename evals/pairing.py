"""Pairs the facts of one kind in one document: as many right pairs as possible, then the nearest of what is left.

Right pairs are chosen first, by maximum-weight assignment. The weight puts, strictly in this order: the number of right
pairs; required over optional gold facts; slots that are no key and right, or stated by neither side; nearness. What
still answers a gold fact that is taken is a duplicate. The rest is paired with the gold facts left over where it is
near: the same fact, misread.

Facts that have nothing in common never meet, so they fall into small groups, each solved exactly, on integer weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from evals.evidence import alike
from evals.items import Item
from extractor.comparison import GOOD, Entities, Kind, Outcome, Prepared, outcome

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


_Place = tuple[int, int]
_Edges = dict[_Place, _Edge]


def pair(kind: Kind, gold: Sequence[Item], predicted: Sequence[Item], entities: Entities) -> Pairing:
    """The best pairing of the facts of one kind. Invalid predictions (`fact` none) must have been set aside."""
    gold = sorted(gold, key=lambda item: item.order)
    predicted = sorted(predicted, key=lambda item: item.order)
    left = [kind.prepare(item.fact, entities) for item in gold if item.fact]
    right = [kind.prepare(item.fact, entities) for item in predicted if item.fact]
    assert (len(left), len(right)) == (len(gold), len(predicted)), "what is no fact cannot be paired"

    def edge(place: _Place, quoted: int) -> _Edge:
        row, column = place
        return _edge(kind, gold[row], predicted[column], kind.outcomes(left[row], right[column]), quoted)

    def quoted(place: _Place) -> int:
        return alike(gold[place[0]].quotes, predicted[place[1]].quotes)

    answers = {place: edge(place, quoted(place)) for place in _right_places(kind, left, right)}
    edges = dict(answers)
    chosen = _assign(answers)
    rows, columns = {row for row, _ in chosen}, {column for _, column in chosen}
    duplicates = {column for _, column in answers} - columns
    spent = columns | duplicates

    rest = [row for row in range(len(gold)) if row not in rows], [at for at in range(len(predicted)) if at not in spent]
    for place, right_keys in sorted(_shared_keys(kind, left, right, *rest).items()):
        agreement = quoted(place)
        if _is_near(len(kind.key), right_keys, agreement):
            edges[place] = edge(place, agreement)
    chosen += _assign({place: edge for place, edge in edges.items() if place not in answers})
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


def _right_places(kind: Kind, left: Sequence[Prepared], right: Sequence[Prepared]) -> list[_Place]:
    """Where every key slot is right."""
    rows, columns = range(len(left)), range(len(right))
    turns = _turns(kind, right)
    return sorted({place for turn in turns for place in _join(kind, kind.key, left, turn, rows, columns)})


def _shared_keys(
    kind: Kind, left: Sequence[Prepared], right: Sequence[Prepared], rows: Sequence[int], columns: Sequence[int]
) -> Mapping[_Place, int]:
    """How many key slots are right, wherever at least one is."""
    best: Counter[_Place] = Counter()
    for turn in _turns(kind, right):
        best |= Counter(place for slot in kind.key for place in _join(kind, (slot,), left, turn, rows, columns))
    return best


def _turns(kind: Kind, right: Sequence[Prepared]) -> list[tuple[Prepared, ...]]:
    """The predictions in each orientation that their kind allows."""
    return list(zip(*(kind.orientations(each) for each in right), strict=True))


def _join(
    kind: Kind,
    slots: tuple[str, ...],
    left: Sequence[Prepared],
    right: Sequence[Prepared],
    rows: Iterable[int],
    columns: Iterable[int],
) -> Iterator[_Place]:
    """Where all of some slots are right: slot by slot, and equal values at once, so that few are compared."""
    if not slots:
        yield from product(rows, columns)
        return
    slot, *others = slots
    rule = kind.slots[slot].rule
    mine_by_value, theirs_by_value = _by_value(slot, left, rows), _by_value(slot, right, columns)
    for mine, mine_at in mine_by_value.items():
        for theirs, theirs_at in theirs_by_value.items():
            if outcome(rule, mine, theirs) in GOOD:
                yield from _join(kind, tuple(others), left, right, mine_at, theirs_at)


def _by_value(slot: str, facts: Sequence[Prepared], places: Iterable[int]) -> dict[Any, list[int]]:
    grouped: dict[Any, list[int]] = {}
    for place in places:
        grouped.setdefault(facts[place].get(slot), []).append(place)
    return grouped


def _edge(kind: Kind, gold: Item, predicted: Item, result: dict[str, Outcome], quoted: int) -> _Edge:
    key = kind.key
    right_keys = sum(result[slot] in GOOD for slot in key)
    same = sum(gold.slots.get(slot) == predicted.slots.get(slot) for slot in key)
    return _Edge(
        slots=result,
        right=right_keys == len(key),
        required=not gold.optional,
        quoted=quoted,
        extra=sum(result[slot] in GOOD for slot in result if slot not in key),
        nearness=16 * right_keys + 8 * quoted + 4 * same + (not gold.optional),
    )


def _is_near(keys: int, right_keys: int, quoted: int) -> bool:
    """Whether a pair that is not right is the same fact misread: all keys but one of three, or one and the quote."""
    return quoted > 0 or 2 <= right_keys == keys - 1


def _assign(edges: _Edges) -> list[_Place]:
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


def _assign_group(edges: _Edges) -> list[_Place]:
    if len(edges) == 1:
        return list(edges)
    rows = sorted({row for row, _ in edges})
    columns = sorted({column for _, column in edges})
    size = min(len(rows), len(columns))
    extra = (1 + max(edge.nearness for edge in edges.values())) * size
    required = extra * (1 + max(edge.extra for edge in edges.values())) * size
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
