"""Labelled documents as a reader sees them: sections of words, anchors, and the word spans of each slot."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from extractor.facts import Fact, Span
from extractor.reader.base import Base
from extractor.reader.text import WIDEST, Section, Text
from extractor.slots import slots_of
from extractor.training.labels import Labelled, Stated

WordSpan = tuple[int, int]
Targets = tuple[tuple[WordSpan, ...], ...] | None
"""As `labels.Filling`, in words of a section."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The form of a kind as heads see it: the slot that anchors a fact, slots filled by pointing, and by a class."""

    kind: type[Fact]
    anchor: str
    pointed: tuple[str, ...]
    chosen: Mapping[str, tuple[str, ...]]


def outline(kind: type[Fact]) -> Outline | None:
    """The form of a kind; None where nothing anchors it.

    A fact is anchored where its figure stands, or else the last of its key slots that must be stated: of "X owns Y", Y.
    """
    slots = [slot for slot in slots_of(kind) if slot.form not in ("choice", "country")]
    keys = [slot for slot in slots if slot.key and slot.required]
    figures = [slot for slot in keys if slot.form == "quantity"]
    if not keys:
        return None
    anchor = (figures or keys)[-1]
    pointed = tuple(slot.name for slot in slots if slot.name != anchor.name or slot.many)
    return Outline(
        kind, anchor.name, pointed, {slot.name: slot.choices for slot in slots_of(kind) if slot.form == "choice"}
    )


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be found at one anchor of a section."""

    kind: int
    anchor: WordSpan
    slots: Mapping[str, Targets]
    choices: Mapping[str, int]
    optional: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A section with what is to be found in it.

    `spared` are anchors that print what another anchor prints; `kinds` those that were looked for.
    """

    section: Section
    words: npt.NDArray[np.int64]
    breaks: npt.NDArray[np.int64]
    places: npt.NDArray[np.int64]
    shapes: npt.NDArray[np.int64]
    targets: tuple[Target, ...]
    spared: tuple[tuple[int, int, int], ...]
    kinds: tuple[int, ...]


@dataclass(frozen=True)
class Document:
    """A document ready to be learnt from."""

    name: str
    text: Text
    parts: tuple[Part, ...]

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the text."""
        return hashlib.sha256(self.text.text.encode()).hexdigest()


def document(labelled: Labelled, outlines: Sequence[Outline], base: Base) -> Document:
    """A labelled document in sections of words."""
    text = Text(labelled.filing.text, base)
    numbers = {each.kind: index for index, each in enumerate(outlines)}
    targets = [
        target
        for fact in labelled.facts
        if fact.kind in numbers
        for target in _targets(text, fact, numbers[fact.kind], outlines[numbers[fact.kind]])
    ]
    spared = _spared(text, targets)
    looked = tuple(number for kind, number in numbers.items() if kind.kind in labelled.kinds)
    parts = (_part(text, section, targets, spared, looked) for section in text.sections)
    return Document(labelled.name, text, tuple(parts))


def _targets(text: Text, fact: Stated, number: int, form: Outline) -> list[Target]:
    own = sorted(fact.own.get(form.anchor, ()))
    anchor = text.word_span(own[0]) if own else None
    if anchor is None:
        return []
    slots: dict[str, Targets] = {}
    for name in form.pointed:
        filling = fact.slots.get(name)
        groups = None if filling is None else [_in_words(text, group) for group in filling]
        if groups is None:
            slots[name] = None
        elif name == form.anchor:  # of several values, one anchors the fact, and the others are pointed at from there
            others = tuple(group for group in groups if group and anchor not in group)
            slots[name] = others or None
        else:
            kept = tuple(group for group in groups if group)
            slots[name] = kept if kept or not groups else None
    choices = {name: classes.index(fact.choices[name]) for name, classes in form.chosen.items()
               if fact.choices.get(name) in classes}  # fmt: skip
    return [Target(number, anchor, slots, choices, fact.optional)]


def _in_words(text: Text, spans: Sequence[Span]) -> tuple[WordSpan, ...]:
    return tuple(sorted({found for span in spans if (found := text.word_span(span)) is not None}))


def _spared(text: Text, targets: Sequence[Target]) -> set[tuple[int, int, int]]:
    """Other places that print what an anchor prints: they may state the same fact, so they hardly count as wrong."""
    low = [text.text[span.start : span.end].lower() for span in text.words]
    where: dict[str, list[int]] = {}
    for index, word in enumerate(low):
        where.setdefault(word, []).append(index)
    own = {(target.kind, *target.anchor) for target in targets}
    found: set[tuple[int, int, int]] = set()
    for kind, first, last in own:
        size = last - first
        found |= {(kind, at, at + size) for at in where[low[first]] if low[at : at + size + 1] == low[first : last + 1]}
    return found - own


def _part(text: Text, section: Section, targets: Sequence[Target], spared: set[tuple[int, int, int]],
          looked: tuple[int, ...]) -> Part:  # fmt: skip
    def placed(span: WordSpan) -> WordSpan | None:
        first, last = section.place(span[0]), section.place(span[1])
        return (first, last) if first is not None and last is not None and last - first == span[1] - span[0] else None

    def moved(groups: Targets) -> Targets:
        if groups is None or groups == ():
            return groups
        kept = [tuple(at for span in group if (at := placed(span)) is not None) for group in groups]
        return tuple(group for group in kept if group) or None  # outside the section: unknown

    inside: list[Target] = []
    for target in targets:
        if section.start <= target.anchor[0] and target.anchor[1] < section.end:
            anchor = placed(target.anchor)
            if anchor is not None:
                slots = {name: moved(groups) for name, groups in target.slots.items()}
                inside.append(Target(target.kind, anchor, slots, target.choices, target.optional))
    near = [
        (kind, *at)
        for kind, first, last in spared
        if section.start <= first and last < section.end and last - first < WIDEST
        if (at := placed((first, last))) is not None
    ]
    said = text.breaks(section), text.places(section), text.shapes(section)
    return Part(section, section.words, *said, tuple(inside), tuple(sorted(near)), looked)
