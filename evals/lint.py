"""Holds gold files to the annotation guide: what they say must stand in their documents.

A problem is something to mend; a note is something code cannot tell and a person should look at.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from evals import documents
from evals import gold as golds
from evals.evidence import fold_quote
from evals.gold import Gold
from evals.items import Item
from evals.kinds import Kinds
from extractor.comparison import is_empty, same_amount, words
from extractor.facts import Quantity, When, fold
from extractor.values import find_quantities, read_quantity

_BEFORE, _AFTER = 1500, 400
"""Characters around a quote in which its values' words must stand: its sentence, or the heads of its table."""

_COUNTRY = re.compile("[A-Z]{2}")


@dataclass(frozen=True)
class Report:
    """What is wrong, and what code cannot tell, each as `file:fact:slot: message`."""

    problems: tuple[str, ...]
    notes: tuple[str, ...]
    facts: int


def lint(paths: Sequence[Path], kinds: Kinds, folders: Sequence[Path] = ()) -> Report:
    """Checks every gold file of `paths`; documents are looked for beside them and in `folders`."""
    annotated, problems = golds.read(golds.files(paths), kinds)
    notes: list[str] = []
    for gold in annotated:
        problems += [f"{gold.path.name}:{message}" for message in _document_problems(gold, folders)]
        path = documents.find(gold, folders)
        text = documents.text_of(path) if path else None
        if text is not None:
            check = _Check(gold, kinds, fold_quote(text))
            problems += [f"{gold.path.name}:{message}" for message in check.problems()]
            notes += [f"{gold.path.name}:{message}" for message in check.notes()]
    return Report(tuple(problems), tuple(notes), sum(len(gold.facts) for gold in annotated))


def _document_problems(gold: Gold, folders: Sequence[Path]) -> Iterator[str]:
    path = documents.find(gold, folders)
    if path is None:
        yield f"-:document: {gold.document!r} is not beside the gold file; put it there, or name its folder"
        return
    if hashlib.sha256(path.read_bytes()).hexdigest() != gold.sha256:
        yield f"-:sha256: is not that of {path.name}; if the document was meant to change, annotate it anew"
    if documents.text_of(path) is None:
        yield f"-:document: {path.name} cannot be read as a filing"


class _Check:
    """One gold file against its document's folded text."""

    def __init__(self, gold: Gold, kinds: Kinds, text: str) -> None:
        self._gold = gold
        self._kinds = kinds
        self._text = text
        self._lower = text.casefold()

    def problems(self) -> Iterator[str]:
        for number, item in enumerate(self._gold.facts):
            for slot, message in self._fact(item):
                yield f"{number}:{slot}: {message}"
        yield from self._repeated()
        yield from self._entities()

    def notes(self) -> Iterator[str]:
        for name, aliases in self._gold.aliases.items():
            for alias in aliases:
                if fold(alias).casefold() not in self._lower:
                    yield f"-:entities: the words of {alias!r}, an alias of {name!r}, do not stand together"
        for number, item in enumerate(self._gold.facts):
            quote = fold_quote(item.quotes[0])
            for slot, value in _values(item):
                if not isinstance(value, Quantity):
                    continue
                if not self._amounts(value, quote):
                    yield f"{number}:{slot}: {value.text!r} cannot be read by code; check {value.amount:f} by hand"
                elif not re.search(r"\d", value.text) and (read := self._disagreement(value, quote)):
                    yield f"{number}:{slot}: {value.text!r} reads {read} to code; check {value.amount:f} by hand"

    def _fact(self, item: Item) -> Iterator[tuple[str, str]]:
        quote = fold_quote(item.quotes[0])
        if quote and quote not in self._text:
            yield "quote", f"is not in the document: {_short(quote)!r}"
            return
        for slot, value in _values(item):
            if isinstance(value, Quantity | When):
                yield from ((slot, message) for message in self._value(quote, value))
                continue
            values = value if isinstance(value, tuple) else (value,)
            if twice := sorted(each for each in set(values) if values.count(each) > 1):
                yield slot, f"names {', '.join(twice)} twice"
            if self._kinds[item.kind].slots[slot].form == "name":
                absent = (each for each in values if fold(each).casefold() not in self._lower)
                yield from ((slot, f"{each!r} is not in the document") for each in absent)

    def _value(self, quote: str, value: Quantity | When) -> Iterator[str]:
        said = fold_quote(value.text)
        if said not in self._text:
            yield f"{said!r} is not in the document"
        elif not any(said in around for around in self._around(quote)):
            yield f"{said!r} is neither in the quote nor in the sentence around it"
        has_digits = re.search(r"\d", said) is not None
        if isinstance(value, Quantity) and has_digits and (read := self._disagreement(value, quote)):
            yield f"amount {value.amount:f} does not follow from {value.text!r}, which reads {read}"

    def _disagreement(self, value: Quantity, quote: str) -> str:
        """What code reads in a value's words, if it reads something and not the amount."""
        amounts = self._amounts(value, quote)
        if any(_follows(value, amount) for amount in amounts):
            return ""
        return " or ".join(f"{amount:f}" for amount in amounts)

    def _amounts(self, value: Quantity, quote: str) -> list[Decimal]:
        """What code reads in a value's words, in their sentence and by themselves."""
        read = read_quantity(value.text, language=self._gold.language, context=quote)
        found = [each.value.amount for each in find_quantities(value.text, language=self._gold.language)]
        return list(dict.fromkeys([*([read.amount] if read else []), *found]))

    def _around(self, quote: str) -> Iterator[str]:
        for found in re.finditer(re.escape(quote), self._text):
            yield self._text[max(0, found.start() - _BEFORE) : found.end() + _AFTER]

    def _repeated(self) -> Iterator[str]:
        seen: dict[str, int] = {}
        for number, item in enumerate(self._gold.facts):
            first = seen.setdefault(item.content, number)
            if first != number:
                yield f"{number}:-: says the same as fact {first}; keep the one quoted most fully"

    def _entities(self) -> Iterator[str]:
        said = Counter(fold(name) for item in self._gold.facts for name in _strings(item))
        for name, aliases in self._gold.aliases.items():
            if not any(said[fold(each)] for each in (name, *aliases)):
                yield f"-:entities: {name!r} is named by no fact; drop it"
            for alias in aliases:
                if not all(word in self._lower for word in words(alias)):
                    yield f"-:entities: {alias!r}, an alias of {name!r}, is not in the document"
            if len(set(aliases)) != len(aliases):
                yield f"-:entities: {name!r} has an alias twice"
        owners = Counter(fold(each) for name, aliases in self._gold.aliases.items() for each in {name, *aliases})
        for alias, count in owners.items():
            if count > 1:
                yield f"-:entities: {alias!r} stands for {count} entities; an alias must tell them apart"


def _follows(value: Quantity, read: Decimal) -> bool:
    """Whether an amount is what was read, or that times a scale that the sentence or table carries over.

    Brackets make an amount negative, as in accounts.
    """
    sign = -1 if "(" in value.text and value.amount < 0 < read else 1
    return any(same_amount(value.amount, sign * read * scale) for scale in (1, 1000, 1_000_000, 1_000_000_000))


def _values(item: Item) -> Iterator[tuple[str, Any]]:
    if item.fact is not None:
        for slot in item.fact.slots():
            value = getattr(item.fact, slot)
            if not is_empty(value):
                yield slot, value


def _strings(item: Item) -> Iterator[str]:
    for _, value in _values(item):
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from value


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:89]}…"
