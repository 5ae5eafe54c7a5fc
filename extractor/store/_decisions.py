"""What the store says of names, and what people have decided about them, which outlives every load."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from extractor.comparison import fold_name
from extractor.errors import StoreError
from extractor.store._naming import core
from extractor.store._pages import Key
from extractor.store.entities import Entities, Entity, Said
from extractor.tables import noun

_SCHEMES = ("cik", "lei")


def said(connection: Any) -> Said:
    """All that the store says of names."""
    names: dict[str, dict[str, int]] = defaultdict(dict)
    around: dict[Key, list[tuple[str, str, str]]] = defaultdict(list)
    for sha256, fact, kind, slot, name in connection.execute(
        "SELECT filing_sha256, fact, kind, slot, name FROM _names ORDER BY ALL"
    ).fetchall():
        names[name][sha256] = names[name].get(sha256, 0) + 1
        around[sha256, fact].append((kind, slot, name))
    beside: dict[str, dict[tuple[str, str, str], Key]] = defaultdict(dict)
    for key, found in around.items():
        for kind, slot, name in found:
            for _, elsewhere, other in found:
                if elsewhere != slot:
                    beside[name].setdefault((kind, slot, core(other)), key)
    same = connection.execute("SELECT one, other, filing_sha256, fact FROM _same ORDER BY ALL").fetchall()
    registrants = {}
    for sha256, registrant, header, manifest in connection.execute(
        "SELECT filing_sha256, registrant, header, manifest FROM filings WHERE registrant IS NOT NULL"
    ).fetchall():
        stated = json.loads(manifest) | json.loads(header)
        numbers = {scheme: str(stated[scheme]).strip().lstrip("0") for scheme in _SCHEMES if stated.get(scheme)}
        registrants[sha256] = (registrant, numbers)
    decisions = connection.execute("SELECT action, one, other FROM _decisions ORDER BY ALL").fetchall()
    return Said(
        names=names,
        same=[(one, other, (sha256, fact)) for one, other, sha256, fact in same],
        registrants=registrants,
        beside=beside,
        joined=[(one, other) for action, one, other in decisions if action == "join"],
        split=[(one, other) for action, one, other in decisions if action == "split"],
    )


def one_of(entities: Entities, name: str) -> Entity:
    """The one thing that is meant by a name. Raises `StoreError` where there is none, or several may be meant."""
    found = entities.named(name)
    if len(found) == 1:
        return found[0]
    if found:
        several = "; ".join(f"{one.name!r} ({', '.join(one.names[:4])})" for one in found)
        raise StoreError(f"{name!r} may be several: {several}. Name one of them by a name that is its own")
    near = entities.nearest(name)
    hint = f"; the nearest {noun(len(near), 'is', 'are')} {', '.join(map(repr, near))}" if near else ""
    raise StoreError(f"{name!r}: no fact here names it{hint}")


def join(connection: Any, one: str, other: str) -> str:
    """Decide that two names are one; what was done, in words. Raises `StoreError` where a name is not there."""
    pair = sorted((_folded(connection, one), _folded(connection, other)))
    undone = connection.execute(
        "DELETE FROM _decisions WHERE action = 'split' AND list_sort([one, other]) = ? RETURNING *", [pair]
    ).fetchall()
    entities = Entities(said(connection))
    if entities.of(pair[0]) is entities.of(pair[1]):
        return f"{one!r} and {other!r} are one {'again' if undone else 'already'}"
    _decide(connection, "join", *pair)
    return f"joined {one!r} and {other!r}"


def split(connection: Any, name: str, other: str | None = None) -> str:
    """Undo what people have joined with a name; else decide that it stands alone, or apart from `other`.

    Raises `StoreError` where a name is not there, or there is nothing to undo or split.
    """
    folded = [_folded(connection, one) for one in (name, other) if one is not None]
    undone = connection.execute(
        "DELETE FROM _decisions WHERE action = 'join' AND list_has_all([one, other], ?) RETURNING one, other", [folded]
    ).fetchall()
    entities = Entities(said(connection))
    entity = entities.of(folded[0])
    if other is None:
        one_still = entity is not None and len({*map(fold_name, entity.names)}) > 1
    else:
        one_still = entity is entities.of(folded[1])
    if undone and (other is None or not one_still):
        pairs = ([entities.spelled(one) or one for one in pair] for pair in undone)
        return "undone: " + "; ".join(f"{one!r} is not joined with {two!r} any more" for one, two in pairs)
    if not one_still:
        raise StoreError(f"{name!r} is not one with {'any other name' if other is None else repr(other)}")
    _decide(connection, "split", folded[0], "" if other is None else folded[1])
    return f"{name!r} stands {'alone' if other is None else f'apart from {other!r}'} now"


def _decide(connection: Any, action: str, one: str, other: str) -> None:
    connection.execute(
        "INSERT INTO _decisions SELECT coalesce(max(number), 0) + 1, ?, ?, ? FROM _decisions", [action, one, other]
    )


def _folded(connection: Any, name: str) -> str:
    """A name that is in the store, as names are compared. Raises `StoreError` where none is meant by it."""
    entities = Entities(said(connection))
    return fold_name(name if entities.of(name) is not None else one_of(entities, name).name)
