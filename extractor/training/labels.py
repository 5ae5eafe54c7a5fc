"""Documents with their facts, from results, gold files and reviews: what a reader is trained on.

All have one JSON shape. Words are found in the document the way a model's reply is, so that a reader learns what
grounding would let stand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extractor.annotations import Annotations
from extractor.candidates import Candidate, SlotValue
from extractor.checking import Checker
from extractor.errors import FilingError, TrainingError
from extractor.facts import Fact, Span
from extractor.filing import Filing
from extractor.slots import Slot, slots_of

Filling = tuple[tuple[Span, ...], ...] | None
"""What fills a slot: for each of its values all places that name it; empty if nothing does, None if that is unknown."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One fact of a document. One that is `optional` counts for less: two careful readers may differ on it."""

    kind: type[Fact]
    fact: Fact
    slots: Mapping[str, Filling]
    choices: Mapping[str, str]
    own: Mapping[str, tuple[Span, ...]]
    """The places of each slot's words in the statement itself."""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document and all its facts of some `kinds`; `entities` gives further names of what a name names."""

    name: str
    filing: Filing
    facts: tuple[Stated, ...]
    kinds: frozenset[str]
    entities: Mapping[str, Sequence[str]]

    @property
    def required(self) -> dict[str, int]:
        """How many facts of each kind are to be found."""
        counts = dict.fromkeys(self.kinds, 0)
        for fact in self.facts:
            counts[fact.kind.kind] += not fact.optional
        return counts


def read(paths: Iterable[Path], kinds: Sequence[type[Fact]], folders: Sequence[Path] = ()) -> list[Labelled]:
    """The documents of results, gold files and reviews, or of folders of them; their texts beside them or in `folders`.

    Raises `TrainingError` with everything that is wrong with any of them.
    """
    found: list[Labelled] = []
    problems: list[str] = []
    for path in _files(paths):
        try:
            found.append(_document(path, kinds, folders))
        except (TrainingError, FilingError) as error:
            problems.append(f"{path}: {error}")
    if problems:
        raise TrainingError("\n".join(problems))
    if not found:
        raise TrainingError(f"{', '.join(map(str, paths))}: there is no result or gold file (*.json) to learn from")
    return found


def label(
    filing: Filing,
    facts: Iterable[Mapping[str, Any]],
    kinds: Sequence[type[Fact]],
    entities: Mapping[str, Sequence[str]] | None = None,
    name: str = "",
) -> Labelled:
    """A document and its facts, as their JSON says them; `kinds` are those that were looked for.

    Raises `TrainingError` where a fact does not fit its kind.
    """
    annotations = Annotations(filing)
    by_name = {kind.kind: kind for kind in kinds}
    known = [(by_name[said["kind"]], said) for said in facts if said.get("kind") in by_name]
    given = entities or {one: [other] for one, other in _pairs(known)}
    names = _Names(annotations, [{first, *more} for first, more in given.items()])
    stated = tuple(_stated(annotations, kind, said, names) for kind, said in known)
    return Labelled(name or filing.name, filing, stated, frozenset(by_name), given)


class _Names:
    """All places of a document that name what a name names."""

    def __init__(self, annotations: Annotations, groups: Sequence[set[str]]) -> None:
        self._annotations = annotations
        self._groups: dict[str, set[str]] = {}
        for group in groups:
            joined = group.union(*(self._groups.get(name, set()) for name in group))
            for name in joined:
                self._groups[name] = joined
        self._places: dict[str, tuple[Span, ...]] = {}

    def places(self, name: str) -> set[Span]:
        """Where the name itself, or another of the same thing, stands."""
        return {span for one in self._groups.get(name, {name}) | {name} for span in self.written(one)}

    def written(self, name: str) -> tuple[Span, ...]:
        """Where the name itself stands."""
        if name not in self._places:
            whole = Span(0, len(self._annotations.text))
            self._places[name] = tuple(self._annotations.finder.find_all(name, within=whole))
        return self._places[name]


def _pairs(facts: Iterable[tuple[type[Fact], Mapping[str, Any]]]) -> Iterator[tuple[str, str]]:
    """Names that are one thing, by the facts that say so."""
    for kind, said in facts:
        if kind.same:
            one, other = (str(said.get(slot)) for slot in kind.same)
            yield one, other


def _stated(annotations: Annotations, kind: type[Fact], said: Mapping[str, Any], names: _Names) -> Stated:
    stated = {name: said[name] for name in kind.slots() if said.get(name) not in (None, "", [])}
    try:
        fact = kind.model_validate(stated)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, (kind.kind, *first["loc"])))
        raise TrainingError(f"{where}: {first['msg']}, in the fact {json.dumps(stated, ensure_ascii=False)}") from error
    whole = Span(0, len(annotations.text))
    given = {slot.name: said.get(slot.name) for slot in slots_of(kind)}
    words = {
        slot.name: SlotValue(words=tuple(_words(given[slot.name])))
        for slot in slots_of(kind)
        if slot.form not in ("choice", "country") and given[slot.name] not in (None, "", [])
    }
    candidate = Candidate(kind=kind, slots=words, within=whole, passage=0, source="label", quote=said.get("quote"))
    own = Checker(annotations).place(candidate)
    slots = {slot.name: _filling(slot, given[slot.name], own.get(slot.name, ()), names, kind)
             for slot in slots_of(kind) if slot.form not in ("choice", "country")}  # fmt: skip
    choices = {
        slot.name: str(given[slot.name]) for slot in slots_of(kind) if slot.form == "choice" and given[slot.name]
    }
    return Stated(kind, fact, slots, choices, own, bool(said.get("optional")))


def _words(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        yield str(one["text"]) if isinstance(one, dict) else str(one)


def _filling(slot: Slot, value: Any, own: tuple[Span, ...], names: _Names, kind: type[Fact]) -> Filling:
    if value in (None, "", []):
        return ()
    if slot.form != "name":
        return (tuple(sorted(own)),) if own else None
    # Names that a fact sets against each other stand for themselves; elsewhere any name of the thing will do.
    places = names.written if kind.same and slot.name in kind.same else names.places
    groups = [tuple(sorted({*places(name), *((own) if not slot.many else ())})) for name in _words(value)]
    groups = [group for group in groups if group]
    return tuple(groups) or None


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.glob("*.json")) if path.is_dir() else [path]


def _document(path: Path, kinds: Sequence[type[Fact]], folders: Sequence[Path]) -> Labelled:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        filing = said.get("filing") or {}
        name, digest = said.get("document") or filing["name"], said.get("sha256") or filing.get("sha256")
        facts = [_from_result(fact) for fact in said["facts"]]
        looked = [kind for kind in kinds if kind.kind in (said.get("kinds") or [kind.kind])]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise TrainingError(f"this is no result and no gold file ({type(error).__name__}: {error})") from error
    text = next((file for folder in (path.parent, *folders) if (file := folder / Path(name).name).is_file()), None)
    if text is None:
        raise TrainingError(f"its document {name} is not beside it; name its folder with --documents")
    if digest and hashlib.sha256(text.read_bytes()).hexdigest() != digest:
        raise TrainingError(f"{text} is not the document it was made from: its SHA-256 differs")
    return label(Filing.read(text, date=filing.get("date")), facts, looked, said.get("entities"), name)


def _from_result(fact: Mapping[str, Any]) -> dict[str, Any]:
    """A fact as gold has it; a result keeps its quote among the evidence."""
    evidence = fact.get("evidence")
    quote = evidence[0].get("quote") if evidence else fact.get("quote")
    return {**fact, "quote": quote}
