"""Pointing: a text in, the spans of facts out, each fact with a probability. No domain's classes are needed for it."""

from __future__ import annotations

import itertools
import math
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from extractor._weights import Progress, no_progress
from extractor.facts import Span, fold
from extractor.reader.about import About, Calibration, Known, Pointed, Pointing
from extractor.reader.artifact import Artifact, load
from extractor.reader.base import Base, Floats
from extractor.reader.encoder import Encoder
from extractor.reader.heads import Facts, Heads, Ints
from extractor.reader.text import WIDEST, Section, Text
from extractor.reader.weights import locate

_FLOOR = 0.05
"""Anchors less likely than this are not looked at."""
_OTHER_FLOOR = 0.02
"""Other readings of an anchor less likely than this are not told."""
_READINGS = 4
"""The most readings of one anchor that are told."""
_OPTIONS = 3
"""The most fillings of one slot that are looked at for them."""
_ONE_OF_SEVERAL = 0.12
"""The share that one of several names of a slot has at least."""
_MOST = 5
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class _Filled:
    spans: tuple[Span, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class _Chosen:
    choice: str
    probability: float


class Pointer:
    """Points with what a reader has learnt. Loads it and its encoder when first used; safe to call from threads.

    `encoder` is the encoder's folder, where it is not the usual one, or what was read from it; `progress` is told how
    getting it goes.
    """

    def __init__(
        self, reader: Artifact | Known, encoder: Path | Base | None = None, progress: Progress = no_progress
    ) -> None:
        self._progress = progress
        self.digest = reader.digest
        self._reader = reader
        self._given = encoder
        self._lock = threading.Lock()

    def point(self, text: str) -> Pointed:
        """Read a text once. Raises `ModelUnavailable` or `WeightsError` where the encoder is not there."""
        with self._lock:
            read = Text(text, self._base)
            if not read.words:
                return Pointed(sections=[], found=[])
            encoded = self._encoder.words(read)
            return Pointed(
                sections=[tuple(read.span(section.start, section.end - 1)) for section in read.sections],
                found=[found for section in read.sections for found in self._section(read, section, encoded)],
            )

    @cached_property
    def artifact(self) -> Artifact:
        """What the reader has learnt."""
        return load(self._reader) if isinstance(self._reader, Known) else self._reader

    @cached_property
    def _base(self) -> Base:
        return self._given if isinstance(self._given, Base) else Base(locate(self._given, progress=self._progress))

    @cached_property
    def _encoder(self) -> Encoder:
        return Encoder(self._base, self.artifact.differences())

    @cached_property
    def _heads(self) -> Heads:
        return Heads(self.artifact.heads)

    def _section(self, text: Text, section: Section, encoded: Floats) -> Iterator[Pointing]:
        about, heads = self.artifact.about, self._heads
        words = heads.words(encoded[section.words], text.breaks(section), text.places(section), text.shapes(section))
        kinds, places = heads.propose(words, section.core)
        if not len(kinds):
            return
        every = heads.facts(words, kinds, places)
        for number, kind in enumerate(about.kinds):
            rows = _apart(every, number)
            if not len(rows):
                continue
            spans, facts = every.spans[rows], every.features[rows]
            filled = {slot: heads.slot(words, facts, spans, about.slot_index(kind, slot)) for slot in about.slots[kind]}
            chosen = {slot: heads.classes(words, spans, about.choice_index(kind, slot)) for slot in about.choices[kind]}
            for row, likely in enumerate(every.likely[rows].tolist()):
                options: dict[str, Sequence[_Filled | _Chosen]] = {
                    slot: self._fill(text, section, kind, slot, at[row], shares[row])
                    for slot, (at, shares) in filled.items()
                }
                for slot, of_all in chosen.items():
                    best = np.argsort(-of_all[row], kind="stable")[:_OPTIONS]
                    options[slot] = [_Chosen(about.choices[kind][slot][n], float(of_all[row, n])) for n in best]
                yield from _readings(about, kind, _span(text, section, *spans[row].tolist()), likely, options)

    def _fill(self, text: Text, section: Section, kind: str, slot: str, at: Ints, shares: Floats) -> Sequence[_Filled]:
        """The likeliest fillings of a slot, the likeliest first: the same words together, wherever they stand."""
        about = self.artifact.about
        grouped: dict[str, tuple[float, list[Span]]] = {}
        for place in np.argsort(-shares[1:], kind="stable"):
            first, width = divmod(int(at[place]), WIDEST)
            if first + width >= section.size:
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
            return [_Filled(tuple(sorted(kept)), sum(share for share, _ in listed))]
        options = [_Filled((spans[0],), share) for share, spans in ranked[:_OPTIONS]]
        if not options or slot not in about.needed.get(kind, ()):
            options.append(_Filled((), float(shares[0])))
        return sorted(options, key=lambda option: (-option.probability, bool(option.spans)))


def _readings(
    about: About, kind: str, anchor: Span, likely: float, options: Mapping[str, Sequence[_Filled | _Chosen]]
) -> Iterator[Pointing]:
    """What an anchor may state, the likeliest first: readings that differ in key slots, each of these likely enough.

    The probability of a reading is that of its anchor and of all its key slots together, calibrated.
    """
    keys = [slot for slot in options if slot in about.keys.get(kind, ())]
    shares = [[option.probability for option in options[slot]] for slot in keys]
    ranked = sorted(
        ((likely * math.prod(share[n] for share, n in zip(shares, picked, strict=True)), picked)
         for picked in itertools.product(*(range(len(share)) for share in shares))),
        key=lambda one: (-one[0], one[1]),
    )  # fmt: skip
    calibration = about.calibration.get(kind, Calibration())
    for rank, (probability, picked) in enumerate(ranked[:_READINGS]):
        if rank and probability < _OTHER_FLOOR:
            return
        number = dict(zip(keys, picked, strict=True))
        slots: dict[str, list[tuple[int, int]]] = {about.anchors[kind]: [(anchor.start, anchor.end)]}
        choices: dict[str, str] = {}
        for slot, of_slot in options.items():
            option = of_slot[number.get(slot, 0)]
            if isinstance(option, _Chosen):
                choices[slot] = option.choice
                continue
            spans = option.spans
            if slot == about.anchors[kind]:
                spans = tuple(sorted({anchor, *(span for span in spans if not span.overlaps(anchor))}))
            if spans:
                slots[slot] = [(span.start, span.end) for span in spans]
        sure = round(min(1.0, calibration.of(probability)), _DIGITS)
        yield Pointing(kind=kind, probability=sure, anchor=tuple(anchor), slots=slots, choices=choices, other=rank > 0)


def _apart(facts: Facts, kind: int) -> Ints:
    """Which facts of a kind are likely, in the order of their anchors; none overlaps a likelier one."""
    kept: list[int] = []
    spans = facts.spans.tolist()
    for row in np.argsort(-facts.likely, kind="stable").tolist():
        if facts.kinds[row] != kind or facts.likely[row] <= _FLOOR:
            continue
        first, last = spans[row]
        if not any(first <= spans[other][1] and spans[other][0] <= last for other in kept):
            kept.append(row)
    return np.array(sorted(kept, key=lambda row: spans[row]), dtype=np.int64)


def _span(text: Text, section: Section, first: int, last: int) -> Span:
    """The characters of words counted within a section."""
    return text.span(section.word(first), section.word(last))
