"""A review held to its filing: no fact without its words goes for a person's too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from pycountry import countries
from pydantic import ValidationError

from extractor.annotations import Annotations
from extractor.candidates import Candidate, SlotValue
from extractor.checking import Checker, Placed
from extractor.comparison import same_amount
from extractor.errors import ReviewError
from extractor.facts import Evidence, Fact, Quantity, Span, fold
from extractor.filing import Cover, Filing, Header
from extractor.normalization import Normalizer
from extractor.result import Result
from extractor.review.review import Item, Review, facts_digest, is_text, listed
from extractor.slots import Slot, slots_of
from extractor.values import KNOWN, read_quantities

if TYPE_CHECKING:
    from extractor.filing._filing import Format

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_ROUGHLY = re.compile(
    r"\b(?:dozen|docena|dutzend|douzaine|dezena|hundred|hundert|centen|cient|thousand|tausend|[mb]il(?:es|l[ei]|h[aeõ])"
    r"|orders? of magnitude)",
    re.IGNORECASE,
)
_PARTS, _FEW = (0, 50, 100), (0, 1, 2)
"""What words without a figure may say: in percent "a majority" or "all of the shares", else "both countries"."""
_SCALES = (1, 1000, 1_000_000, 1_000_000_000)
_MOST_UNKNOWN = 20
_NOT_SLOTS = ("kind", "quote", "optional")
_EMPTY: tuple[Any, ...] = (None, "", [], ())


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold: of which item and slot, "-" where it is about no one of them."""

    item: str
    slot: str
    message: str

    def __str__(self) -> str:
        return f"{self.item}:{self.slot}: {self.message}"


@dataclass(frozen=True, slots=True)
class Checked:
    """A review with what it comes to: the fact that each item says is right, by the item's id; and what is wrong."""

    review: Review
    facts: Mapping[str, Fact] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def held(self) -> Checked:
        """The same, where everything holds. Raises `ReviewError` with the problems, the first of many."""
        if self.problems:
            whose = f" of {self.review.reviewer}" if self.review.reviewer else ""
            wrong = listed(self.problems, "\n")
            raise ReviewError(f"the review{whose} does not hold (item:slot: what is wrong):\n{wrong}")
        return self


class Desk:
    """Where one result is reviewed: holds what a person says to the filing's words.

    Raises `ReviewError` for a result without its filing's text, as one read back from JSON may be.
    """

    def __init__(self, result: Result, kinds: Sequence[type[Fact]]) -> None:
        if not result.text:
            raise ReviewError(
                f"the result of {result.filing.name} does not hold its filing's text, in which a review's words must"
                " stand; give that to Result.from_json"
            )
        self.result = result
        self._kinds = {kind.kind: kind for kind in kinds}

    def check(self, review: Review) -> Checked:
        """The review, held to the result and its filing. Problems of all items come together."""
        problems = [*self._of_another(review), *self._items(review.items)]
        facts: dict[str, Fact] = {}
        for item in review.items:
            if item.said is not None:
                fact, wrong = self.read(item.said)
                problems += [Problem(item.id, slot, message) for slot, message in wrong]
            elif item.fact is not None and item.fact < len(self.result.facts) and item.verdict == "accepted":
                fact = self.result.facts[item.fact]
            else:
                fact = None
            if fact is not None:
                facts[item.id] = fact
        return Checked(review, facts, tuple(problems))

    def read(self, said: Mapping[str, Any]) -> tuple[Fact | None, list[tuple[str, str]]]:
        """The fact that `said` states, in the filing's own words and with their places; or what is wrong, by slot.

        A quantity or a date may be its words alone, and a country its name: then code reads them, as it reads what a
        model copies. Otherwise what a person makes of the words stands,
        where their figures do not say another amount.
        """
        if not is_text(said):
            return None, [("-", "half of a surrogate pair is no character; write the whole character")]
        kind = self._kinds.get(str(said.get("kind")))
        if kind is None:
            return None, [("kind", f"{said.get('kind')!r} is none of {', '.join(self._kinds)}")]
        unknown = [name for name in said if name not in (*_NOT_SLOTS, *kind.slots())]
        if unknown:
            return None, [
                (name, f"a {kind.kind} has no such slot; it has {', '.join(kind.slots())}")
                for name in unknown[:_MOST_UNKNOWN]
            ]
        quote = said.get("quote")
        if not isinstance(quote, str) or not fold(quote):
            return None, [("quote", "the words of the filing that state the fact are wanted")]
        stated = {name: said[name] for name in kind.slots() if said.get(name) not in _EMPTY}
        words = {slot.name: _words(slot, stated[slot.name]) for slot in slots_of(kind)
                 if slot.name in stated and slot.form != "choice"}  # fmt: skip
        sought = {name: found for name, found in words.items() if found}
        placed = self._checker.ground(self._candidate(kind, sought, quote))
        wrong = [(name, refused.message) for name, refused in placed.refused.items()]
        if placed.run is None:
            wrong.append(("quote", f"the filing does not say {fold(quote)[:200]!r}"))
        if wrong:
            return None, wrong
        values: dict[str, Any] = {}
        for slot in slots_of(kind):
            if slot.name in stated:
                values[slot.name] = self._value(slot, stated[slot.name], words.get(slot.name, ()), placed)
        wrong = [(name, f"{' '.join(words[name])!r} cannot be read; say what it comes to")
                 for name, value in values.items() if value in _EMPTY]  # fmt: skip
        return (None, wrong) if wrong else self._built(kind, values, placed)

    def _built(
        self, kind: type[Fact], values: Mapping[str, Any], placed: Placed
    ) -> tuple[Fact | None, list[tuple[str, str]]]:
        assert placed.run is not None  # noqa: S101 - it was looked for
        run = placed.run
        quote = fold(self.result.text[run.start : run.end])
        try:
            fact = kind(**values, evidence=(Evidence(start=run.start, end=run.end, quote=quote, slots=placed.spans),))
        except ValidationError as error:
            return None, [(".".join(map(str, one["loc"])) or "-", one["msg"]) for one in error.errors()]
        wrong = [
            (slot.name, f"{code} is no country's ISO 3166-1 code")
            for slot in slots_of(kind)
            if slot.form == "country"
            for code in _listed(values.get(slot.name))
            if countries.get(alpha_2=code) is None
        ]
        wrong += [
            (slot.name, f"{value.text!r} holds no figure; give the words that say how much")
            for slot in slots_of(kind)
            if isinstance(value := getattr(fact, slot.name), Quantity) and not self._says_how_much(value)
        ]
        wrong += [
            (slot.name, f"{_shown(value.amount)} does not follow from {value.text!r}, which reads {_shown(read)}")
            for slot in slots_of(kind)
            if isinstance(value := getattr(fact, slot.name), Quantity) and (read := self._otherwise(value)) is not None
        ]
        if wrong:
            return None, wrong
        if all(getattr(fact, name) in _EMPTY for name in kind.key):
            return None, [("-", f"none of the slots that tell facts apart is stated: {', '.join(kind.key)}")]
        return fact, []

    def _value(self, slot: Slot, given: Any, words: tuple[str, ...], placed: Placed) -> Any:
        """What a slot holds: its words are the filing's own, what they come to is what the person says, else code."""
        spans = placed.spans.get(slot.name, ())
        if slot.form == "choice" or (slot.form == "country" and not words):
            return tuple(given) if slot.many and isinstance(given, list) else given
        said = SlotValue(words=words)
        normalizer = Normalizer(self._annotations)
        if slot.form in ("quantity", "when") and isinstance(given, Mapping) and len(given) > 1:
            return {**given, "text": fold(" ".join(self.result.text[at.start : at.end] for at in spans))}
        if slot.form == "text" and not slot.many and len(spans) > 1:
            return fold(words[0])  # said in several places: the person's own order and commas
        return normalizer.value(slot, said, spans, placed.run)

    def _otherwise(self, value: Quantity) -> Decimal | None:
        """The amount that code reads in a quantity's figures, if it is another one, whatever its sign and scale.

        A loss is negative without a sign, and a table's head may give the scale.
        """
        languages = dict.fromkeys((self.result.filing.language, *KNOWN)) if _FIGURE.search(value.text) else ()
        every = [one.amount for name in languages for one in read_quantities(value.text, language=name)]
        printed = map(Decimal, _FIGURE.findall(value.text))  # "20/80", "over 1.2 m" of metres
        follows = (same_amount(abs(value.amount), abs(one) * scale) for one in (*every, *printed) for scale in _SCALES)
        return every[0] if every and not any(follows) else None

    def _says_how_much(self, value: Quantity) -> bool:
        """Whether words have a figure, or a number written out; without one they may yet say none, all, or dozens."""
        if any(map(str.isnumeric, value.text)) or _ROUGHLY.search(value.text):
            return True
        if abs(value.amount) in (_PARTS if value.unit == "percent" else _FEW):
            return True
        languages = dict.fromkeys((self.result.filing.language, *KNOWN))
        return any(read_quantities(value.text, language=name) for name in languages)

    def _candidate(self, kind: type[Fact], words: Mapping[str, tuple[str, ...]], quote: str) -> Candidate:
        slots = {name: SlotValue(words=found) for name, found in words.items()}
        whole = Span(0, len(self.result.text))
        return Candidate(kind=kind, slots=slots, within=whole, passage=0, source="review", quote=quote)

    def _of_another(self, review: Review) -> Iterator[Problem]:
        filing = self.result.filing
        if review.sha256 != filing.sha256:
            yield Problem("-", "sha256", f"the review is of another document than {filing.name}: its SHA-256 differs")
        elif review.facts is not None and review.facts != facts_digest(self.result):
            yield Problem("-", "facts", f"the review is of another reading of {filing.name}: the result's facts differ")

    def _items(self, items: Iterable[Item]) -> Iterator[Problem]:
        for name, count in Counter(item.id for item in items).items():
            if count > 1:
                yield Problem(name, "id", f"{count} items have this id; each needs its own")
        judging: dict[int, list[str]] = {}
        for item in items:
            if item.fact is not None:
                judging.setdefault(item.fact, []).append(item.id)
        for index, ids in judging.items():
            if len(ids) > 1:
                yield Problem(listed(ids, ", "), "fact", f"fact {index} is judged {len(ids)} times; keep one")
            if index >= len(self.result.facts):
                has = f"has {len(self.result.facts)} facts, counted from 0"
                yield Problem(ids[0], "fact", f"there is no fact {index}: the result {has}")

    @cached_property
    def _annotations(self) -> Annotations:
        return Annotations(_filing(self.result))

    @cached_property
    def _checker(self) -> Checker:
        return Checker(self._annotations)


def _shown(amount: Decimal) -> str:
    return f"{amount.normalize():,f}"


def _listed(value: Any) -> tuple[Any, ...]:
    return () if value is None else tuple(value) if isinstance(value, list | tuple) else (value,)


def _words(slot: Slot, given: Any) -> tuple[str, ...]:
    """The words of a slot that must stand in the filing; none of a country that is given as its code."""
    words = tuple(str(one.get("text", "")) if isinstance(one, Mapping) else str(one) for one in _listed(given))
    if slot.form == "country" and all(len(one) == 2 and one.isupper() for one in words):
        return ()
    return words


def _filing(result: Result) -> Filing:
    """The filing of a result, as far as the result knows it."""
    info = result.filing
    return Filing(
        text=result.text,
        name=info.name,
        sha256=info.sha256,
        format=cast("Format", info.format),
        encoding="",
        language=info.language,
        header=Header(fiscal_year_end=info.header.get("fiscal_year_end")),
        cover=Cover(),
        documents=(),
        headings=(),
        date=info.date,
    )
