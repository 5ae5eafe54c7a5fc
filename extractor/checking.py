"""From candidates to facts: words are found, values read, and what the text does not bear out is refused.

Slot by slot and item by item, so that nothing is lost that the text states: a slot that cannot be found costs the fact
only if it is a key slot, and every loss is named with its reason.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from extractor.annotations import Annotations
from extractor.background import check_cancelled
from extractor.candidates import Candidate, SlotValue
from extractor.errors import fault
from extractor.facts import Evidence, Fact, Span, fold
from extractor.grounding import Finder, Refusal, ground_slots
from extractor.normalization import Normalizer
from extractor.result import Rejected
from extractor.slots import slots_of
from extractor.validation import objection

_NAMING = r"(?:names?|brands?|trade\s?marks?|labels?|abbreviations?|acronyms?|initials)\b"
_POSSESSED = re.compile(rf"['’]s\s+(?!(?:[\w-]+\s+){{0,3}}{_NAMING})[a-z]")
_DESCRIPTION = re.compile(r"['’]s\s+[a-z]")
"""A thing that is somebody's: "Alpha's rival", and not "Alpha's brand Beta"."""
_LONGEST_EVIDENCE = 1200
"""In characters: slots further apart than this are no one run that states a fact."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a candidate's words stand: the run that states it, the spans of each slot, and what was refused."""

    run: Span | None
    spans: Mapping[str, tuple[Span, ...]]
    refused: Mapping[str, Refusal]


@dataclass
class Checker:
    """Checks candidates against one filing.

    `examples` are the texts of the worked examples, so that what was copied from one is known as such; `today` stands
    in for the date of a filing that has none.
    """

    annotations: Annotations
    examples: Sequence[Finder] = ()
    today: dt.date | None = None
    _checked: dict[int, tuple[Candidate, Fact | None, list[Rejected]]] = field(default_factory=dict)
    _rejected: list[Rejected] = field(default_factory=list)

    def check(self, candidates: Iterable[Candidate]) -> tuple[list[Fact], list[Rejected]]:
        """The facts that stand, and what does not: whole candidates, and slots of facts that stand without them.

        A candidate that was checked before is not checked again.
        """
        facts: list[Fact] = []
        rejected: list[Rejected] = []
        for candidate in candidates:
            check_cancelled()
            if id(candidate) not in self._checked:
                self._rejected = []
                self._checked[id(candidate)] = candidate, self._check(candidate), self._rejected
            _, fact, refused = self._checked[id(candidate)]
            facts += [fact] if fact is not None else []
            rejected += refused
        return facts, rejected

    def place(self, candidate: Candidate) -> Mapping[str, tuple[Span, ...]]:
        """Where the words of each slot of a candidate stand; slots that are not found are left out."""
        return self.ground(candidate).spans

    def ground(self, candidate: Candidate) -> Placed:
        """Where the words of a candidate stand, and why those do not that are refused."""
        finder, within = self.annotations.finder, candidate.within
        run = candidate.trigger
        if run is None and candidate.quote is not None:
            run = finder.find(candidate.quote, within=within)
        spans = {name: said.spans for name, said in candidate.slots.items() if said.spans}
        forms = {slot.name: slot for slot in slots_of(candidate.kind)}
        words = {
            name: said.words if forms[name].many else said.words[0]
            for name, said in candidate.slots.items()
            if said.words and not said.spans
        }
        names = frozenset(name for name in words if forms[name].form == "name")
        partial = frozenset(
            name for name in words if forms[name].many or (forms[name].form == "text" and not forms[name].key)
        )
        grounded = ground_slots(
            words,
            finder,
            passage=within,
            outside=names,
            names=names,
            partial=partial,
            quote=run,
            examples=self.examples,
        )
        refused = {name: found for name, found in grounded.items() if isinstance(found, Refusal)}
        spans |= {name: found for name, found in grounded.items() if not isinstance(found, Refusal)}
        return Placed(run, spans, refused)

    def _check(self, candidate: Candidate) -> Fact | None:
        try:
            return self._fact(candidate)
        except Exception as error:  # noqa: BLE001 - a fault of ours costs the item it met, and is named there
            self._reject(candidate, "fault", fault(error))
            return None

    def _fact(self, candidate: Candidate) -> Fact | None:
        placed = self.ground(candidate)
        normalizer = Normalizer(self.annotations, self.today)
        values: dict[str, Any] = {}
        for slot in slots_of(candidate.kind):
            said = candidate.slots.get(slot.name)
            if said is None:
                continue
            refusal = placed.refused.get(slot.name)
            if refusal is not None:
                self._reject(candidate, refusal.reason, f"{slot.name}: {refusal.message}", slot.name)
            else:
                value = normalizer.value(slot, said, placed.spans.get(slot.name, ()), placed.run)
                if value is not None:
                    values[slot.name] = value
                    continue
                self._reject(candidate, "unreadable", f"{slot.name}: {_shown(said)} cannot be read", slot.name)
            if slot.key:
                return None
        return self._built(candidate, placed, values)

    def _built(self, candidate: Candidate, placed: Placed, values: dict[str, Any]) -> Fact | None:
        spans = {name: found for name, found in placed.spans.items() if name in values}
        run = placed.run or self._hull(candidate, spans)
        if run is None:
            self._reject(candidate, "empty", "nothing of it stands in the filing")
            return None
        quote = fold(self.annotations.text[run.start : run.end])
        evidence = Evidence(start=run.start, end=run.end, quote=quote, slots=spans)
        against = self._objection(candidate.kind, spans)
        if against is not None:
            self._reject(candidate, "validation", against)
            return None
        if candidate.kind.same is not None and self._is_described(spans):
            self._reject(candidate, "invalid", "it takes somebody's thing for a name")
            return None
        if _of_one_name(candidate.kind, values):
            self._reject(candidate, "invalid", "it relates a name to itself")
            return None
        try:
            fact = candidate.kind(**values, evidence=(evidence,), confidence=candidate.probability)
        except ValidationError as error:
            self._reject(candidate, "invalid", str(error.errors()[0]["msg"]))
            return None
        if all(getattr(fact, name) in (None, (), "") for name in fact.key):
            self._reject(candidate, "incomplete", f"none of the key slots is stated: {', '.join(fact.key)}")
            return None
        return fact

    def _objection(self, kind: type[Fact], spans: Mapping[str, tuple[Span, ...]]) -> str | None:
        """What the clause that states the key slots has against a fact of this kind: it denies it, it was once."""
        stated = [span for name in kind.key for span in spans.get(name, ())]
        if not stated:
            return None
        last = max(stated)
        sentence = self.annotations.sentence_at(last.start)
        text = self.annotations.text
        found = (
            objection(text, sentence, stated, refuses=kind.refuses, language=language)
            for language in self.annotations.languages_at(sentence)
        )
        return next(filter(None, found), None)

    def _is_described(self, spans: Mapping[str, tuple[Span, ...]]) -> bool:
        """Whether what stands for a name is, or begins, a description by whose it is: "Alpha's rival"."""
        text = self.annotations.text
        return any(
            _DESCRIPTION.search(text, span.start, span.end) or _POSSESSED.match(text, span.end)
            for found in spans.values()
            for span in found
        )

    def _hull(self, candidate: Candidate, spans: Mapping[str, tuple[Span, ...]]) -> Span | None:
        """The run from the first to the last of the slots' words in the passage; if far apart, the last's sentence."""
        every = [span for found in spans.values() for span in found]
        inside = [span for span in every if candidate.within.covers(span)] or every
        if not inside:
            return None
        hull = Span(min(span.start for span in inside), max(span.end for span in inside))
        if hull.end - hull.start <= _LONGEST_EVIDENCE:
            return hull
        return self.annotations.sentence_at(max(inside).start)

    def _reject(self, candidate: Candidate, reason: str, message: str, slot: str | None = None) -> None:
        item = {name: _shown(said) for name, said in candidate.slots.items()}
        if candidate.quote:
            item["quote"] = candidate.quote[:300]
        self._rejected.append(
            Rejected(
                kind=candidate.kind.kind,
                reason=reason,
                message=message,
                item=item,
                passage=candidate.passage,
                slot=slot,
            )
        )


def _of_one_name(kind: type[Fact], values: Mapping[str, Any]) -> bool:
    """Whether two key slots that each hold one name hold the same: nothing is owned by itself, or also called so."""
    names = [
        fold(values[slot.name])
        for slot in slots_of(kind)
        if slot.key and slot.form == "name" and not slot.many and slot.name in values
    ]
    return len(names) != len(set(names))


def _shown(said: SlotValue) -> str:
    """What a reader said of a slot, in short."""
    return ", ".join(said.words) if said.words else str(getattr(said.value, "text", said.value))
