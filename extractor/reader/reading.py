"""A trained reader: points at the spans of facts, each with a probability. See `extractor.candidates.Reader`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from extractor.annotations import Annotations
from extractor.candidates import Ask, Candidate, Findings, SlotValue
from extractor.facts import Fact, Span, fold
from extractor.reader.artifact import Artifact, load
from extractor.reader.base import Base, Floats, locate
from extractor.reader.encoder import Encoder
from extractor.reader.heads import Heads, Words, sigmoid
from extractor.reader.text import WIDEST, Section, Text, Vocabulary
from extractor.result import PassageReport, Unaccounted
from extractor.slots import Slot, slots_of

STEP = "point"
_FLOOR = 0.1
"""Anchors less likely than this are not looked at."""
_PARTY = 0.12
"""The share that one of several names of a slot has at least."""
_LISTED = 5
_BEST = 24


@dataclass(frozen=True, slots=True)
class _Filled:
    """What a slot is filled with: its spans, and how likely that is."""

    spans: tuple[Span, ...]
    probability: float


class TrainedReader:
    """Reads filings with what an artifact has learnt; `kinds` are those of the domain, others are left out."""

    def __init__(self, artifact: Artifact | Path, kinds: Collection[type[Fact]], encoder: Path | None = None) -> None:
        self._artifact = load(artifact) if isinstance(artifact, Path) else artifact
        self._kinds = {kind.kind: kind for kind in kinds}
        self._file = encoder

    @property
    def digest(self) -> str:
        """The SHA-256 of the reader's file."""
        return self._artifact.digest

    async def read(self, annotations: Annotations, ask: Ask) -> Findings:  # noqa: ARG002 - nothing is asked
        """Read the filing once."""
        text = Text(annotations.text, self._vocabulary, self._base.longest)
        if not text.words:
            return Findings()
        encoded = self._encoder.words(text)
        candidates: list[Candidate] = []
        reports: list[PassageReport] = []
        for index, section in enumerate(text.sections):
            found = list(self._section(annotations, text, section, index, encoded))
            candidates += found
            start, end = text.span(section.start, section.end - 1)
            reports.append(
                PassageReport(
                    index=index, start=start, end=end, heading=None, step=STEP, status="done", candidates=len(found)
                )
            )
        return Findings(candidates=candidates, reports=reports)

    async def look_again(
        self,
        annotations: Annotations,  # noqa: ARG002 - it has said all it knows
        ask: Ask,  # noqa: ARG002
        left: Sequence[Unaccounted],  # noqa: ARG002
    ) -> Findings:
        """Nothing more."""
        return Findings()

    @cached_property
    def _base(self) -> Base:
        return Base(locate(self._file))

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._base)

    @cached_property
    def _encoder(self) -> Encoder:
        return Encoder(self._base, self._artifact.tuned)

    @cached_property
    def _heads(self) -> Heads:
        return Heads(self._artifact.heads)

    def _section(
        self, annotations: Annotations, text: Text, section: Section, index: int, encoded: Floats
    ) -> Iterator[Candidate]:
        words = self._heads.words(encoded[section.words], text.breaks(section), text.places(section))
        about = self._artifact.about
        start, end = text.span(section.start, section.end - 1)
        for number, name in enumerate(about.kinds):
            kind = self._kinds.get(name)
            if kind is None:
                continue
            anchors = _anchors(words, number, section)
            if not anchors:
                continue
            spans = np.array([(first, last) for first, last, _ in anchors])
            rep = self._heads.represent(words, np.full(len(anchors), number), spans)
            chosen = {slot: self._heads.classes(rep, about.choice_index(name, slot)) for slot in about.choices[name]}
            for row, (first, last, likely) in enumerate(anchors):
                filled = {
                    slot.name: self._fill(text, section, words, rep[row], name, slot, spans[row])
                    for slot in slots_of(kind)
                    if slot.name in about.slots[name]
                }
                classes = {slot: shares[row] for slot, shares in chosen.items()}
                anchor = _span(text, section, first, last)
                found = self._candidate(annotations, kind, anchor, likely, filled, classes)
                if found is not None:
                    slots, trigger, raw = found
                    calibration = about.calibration.get(name)
                    yield Candidate(
                        kind=kind,
                        slots=slots,
                        within=Span(start, end),
                        passage=index,
                        source="trained",
                        trigger=trigger,
                        probability=calibration.of(raw) if calibration else raw,
                    )

    def _fill(
        self, text: Text, section: Section, words: Words, rep: Floats, kind: str, slot: Slot, anchor: Floats
    ) -> _Filled:
        """The likeliest filling of a slot: a name by all its mentions together, other words by one."""
        about = self._artifact.about
        shares = self._heads.slot(words, rep, about.slot_index(kind, slot.name), anchor.astype(np.int64))
        best = np.argsort(-shares[1:], kind="stable")[:_BEST]
        grouped: dict[str, tuple[float, list[Span]]] = {}
        for place in best:
            first, width = divmod(int(place), WIDEST)
            if first < section.title <= first + width:
                continue  # the title's last words and the section's first are no run of the filing
            span = _span(text, section, first, first + width)
            written = fold(text.text[span.start : span.end]).lower()
            total, spans = grouped.get(written, (0.0, []))
            grouped[written] = (total + float(shares[1 + place]), [*spans, span])
        ranked = sorted(grouped.values(), key=lambda group: -group[0])
        if slot.many:
            listed = [group for group in ranked if group[0] >= _PARTY][:_LISTED]
            kept: list[Span] = []
            for _, spans in listed:
                if not any(spans[0].overlaps(other) for other in kept):
                    kept.append(spans[0])
            return _Filled(tuple(sorted(kept)), sum(group[0] for group in listed))
        nothing = float(shares[0])
        if not ranked or (nothing >= ranked[0][0] and not (slot.key and slot.required)):
            return _Filled((), nothing)
        return _Filled((ranked[0][1][0],), ranked[0][0])

    def _candidate(
        self,
        annotations: Annotations,
        kind: type[Fact],
        anchor: Span,
        likely: float,
        filled: Mapping[str, _Filled],
        classes: Mapping[str, Floats],
    ) -> tuple[dict[str, SlotValue], Span, float] | None:
        """The slots of a fact, the run that states it, and its probability: of its anchor and all its key slots."""
        about = self._artifact.about
        name = kind.kind
        slots: dict[str, SlotValue] = {about.anchors[name]: SlotValue(spans=(anchor,))}
        for slot in slots_of(kind):
            if slot.name in filled:
                spans = filled[slot.name].spans
                if slot.name == about.anchors[name]:
                    spans = tuple(sorted({anchor, *(s for s in spans if not s.overlaps(anchor))}))
                if spans:
                    slots[slot.name] = SlotValue(spans=spans)
                if slot.key:
                    likely *= filled[slot.name].probability
            elif slot.name in classes:
                shares = classes[slot.name]
                slots[slot.name] = SlotValue(value=about.choices[name][slot.name][int(shares.argmax())])
                if slot.key:
                    likely *= float(shares.max())
        sentence = annotations.sentence_at(anchor.start)
        near = [s for said in slots.values() for s in said.spans if sentence.covers(s)] or [anchor]
        return slots, Span(min(s.start for s in near), max(s.end for s in near)), min(1.0, likely)


def _anchors(words: Words, kind: int, section: Section) -> list[tuple[int, int, float]]:
    """The likely anchors of a kind in a section: first and last word, and probability; none overlaps a likelier one."""
    shares = sigmoid(words.anchors[:, :, kind])
    start, end = section.core
    found = [
        (float(shares[first, width]), int(first), int(first + width))
        for first, width in np.argwhere(shares > _FLOOR)
        if start <= first and first + width < end
    ]
    kept: list[tuple[int, int, float]] = []
    for share, first, last in sorted(found, key=lambda one: (-one[0], one[1])):
        if not any(first <= other[1] and other[0] <= last for other in kept):
            kept.append((first, last, share))
    return sorted(kept)


def _span(text: Text, section: Section, first: int, last: int) -> Span:
    """The characters of words counted within a section."""
    numbers = section.words
    return text.span(int(numbers[first]), int(numbers[last]))
