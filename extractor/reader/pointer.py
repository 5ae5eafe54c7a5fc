"""Pointing: a text in, the spans of facts out, each fact with a probability. No domain's classes are needed for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from extractor.facts import Span, fold
from extractor.reader.about import About, Pointed, Pointing
from extractor.reader.artifact import Artifact
from extractor.reader.base import Base, Floats, locate
from extractor.reader.encoder import Encoder
from extractor.reader.heads import Heads, Ints, Words, sigmoid
from extractor.reader.text import WIDEST, Section, Text, Vocabulary

_FLOOR = 0.1
"""Anchors less likely than this are not looked at."""
_ONE_OF_SEVERAL = 0.12
"""The share that one of several names of a slot has at least."""
_MOST = 5
_BEST = 24
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class _Filled:
    spans: tuple[Span, ...]
    probability: float


class Pointer:
    """Points with what an artifact has learnt. Loads its encoder when it is first used; safe to call from threads.

    `encoder` is the encoder's file, where it is not the installed one, or what was read from it.
    """

    def __init__(self, artifact: Artifact, encoder: Path | Base | None = None) -> None:
        self.artifact = artifact
        self._given = encoder
        self._lock = threading.Lock()

    def point(self, text: str) -> Pointed:
        """Read a text once. Raises `ModelUnavailable` or `WeightsError` where the encoder is not there."""
        with self._lock:
            read = Text(text, self._vocabulary, self._base.longest)
            if not read.words:
                return Pointed(sections=[], found=[])
            encoded = self._encoder.words(read)
            return Pointed(
                sections=[tuple(read.span(section.start, section.end - 1)) for section in read.sections],
                found=[found for section in read.sections for found in self._section(read, section, encoded)],
            )

    @cached_property
    def _base(self) -> Base:
        return self._given if isinstance(self._given, Base) else Base(locate(self._given))

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._base)

    @cached_property
    def _encoder(self) -> Encoder:
        return Encoder(self._base, self.artifact.tuned)

    @cached_property
    def _heads(self) -> Heads:
        return Heads(self.artifact.heads)

    def _section(self, text: Text, section: Section, encoded: Floats) -> Iterator[Pointing]:
        about = self.artifact.about
        words = self._heads.words(encoded[section.words], text.breaks(section), text.places(section))
        for number, kind in enumerate(about.kinds):
            anchors = _anchors(words, number, section)
            if not anchors:
                continue
            spans = np.array([(first, last) for first, last, _ in anchors])
            rep = self._heads.represent(words, np.full(len(anchors), number), spans)
            chosen = {slot: self._heads.classes(rep, about.choice_index(kind, slot)) for slot in about.choices[kind]}
            for row, (first, last, likely) in enumerate(anchors):
                filled = {slot: self._fill(text, section, words, rep[row], kind, slot, spans[row])
                          for slot in about.slots[kind]}  # fmt: skip
                shares = {slot: of_all[row] for slot, of_all in chosen.items()}
                yield _pointing(about, kind, _span(text, section, first, last), likely, filled, shares)

    def _fill(
        self, text: Text, section: Section, words: Words, rep: Floats, kind: str, slot: str, anchor: Ints
    ) -> _Filled:
        """The likeliest filling of a slot: the same words together, wherever they stand."""
        about = self.artifact.about
        shares = self._heads.slot(words, rep, about.slot_index(kind, slot), anchor)
        grouped: dict[str, tuple[float, list[Span]]] = {}
        for place in np.argsort(-shares[1:], kind="stable")[:_BEST]:
            first, width = divmod(int(place), WIDEST)
            if first + width >= len(section.words):
                continue  # a short text has fewer runs than are looked at
            if first < section.title <= first + width:
                continue  # the title's last words and the section's first are no run of the text
            span = _span(text, section, first, first + width)
            written = fold(text.text[span.start : span.end]).lower()
            share, spans = grouped.get(written, (0.0, []))
            grouped[written] = (share + float(shares[1 + place]), [*spans, span])
        ranked = sorted(grouped.values(), key=lambda group: -group[0])
        if slot in about.listed.get(kind, ()):
            kept: list[Span] = []
            listed = [group for group in ranked if group[0] >= _ONE_OF_SEVERAL][:_MOST]
            for _, spans in listed:
                if not any(spans[0].overlaps(other) for other in kept):
                    kept.append(spans[0])
            return _Filled(tuple(sorted(kept)), sum(share for share, _ in listed))
        nothing = float(shares[0])
        if not ranked or (nothing >= ranked[0][0] and slot not in about.needed.get(kind, ())):
            return _Filled((), nothing)
        return _Filled((ranked[0][1][0],), ranked[0][0])


def _pointing(
    about: About,
    kind: str,
    anchor: Span,
    likely: float,
    filled: Mapping[str, _Filled],
    shares: Mapping[str, Floats],
) -> Pointing:
    """A fact; its probability is that of its anchor and of all its key slots together, calibrated."""
    slots: dict[str, list[tuple[int, int]]] = {about.anchors[kind]: [(anchor.start, anchor.end)]}
    for slot, found in filled.items():
        spans = found.spans
        if slot == about.anchors[kind]:
            spans = tuple(sorted({anchor, *(span for span in spans if not span.overlaps(anchor))}))
        if spans:
            slots[slot] = [(span.start, span.end) for span in spans]
        if slot in about.keys.get(kind, ()):
            likely *= found.probability
    choices: dict[str, str] = {}
    for slot, of_each in shares.items():
        choices[slot] = about.choices[kind][slot][int(of_each.argmax())]
        if slot in about.keys.get(kind, ()):
            likely *= float(of_each.max())
    calibration = about.calibration.get(kind)
    likely = calibration.of(likely) if calibration is not None else likely
    return Pointing(
        kind=kind, probability=round(min(1.0, likely), _DIGITS), anchor=tuple(anchor), slots=slots, choices=choices
    )


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
