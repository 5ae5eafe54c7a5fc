"""When a predicted slot says what the gold slot says.

How a slot is compared follows from its type, or from the `Compared` that its class marks it with. A rule prepares each
value once (folding, words, aliases) and then compares prepared values, so that pairing many facts stays cheap.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from extractor.facts import Compared, Comparison, fold


def words(text: str) -> tuple[str, ...]:
    """The words of a text, case folded, punctuation dropped."""
    return tuple(re.findall(r"\w+", text.casefold()))


AMOUNT_TOLERANCE = Decimal("0.005")
"""Amounts are equal within this share of the gold amount."""

TEXT_WORD_F1 = 0.6
"""Least word F1 of free text, where its class says nothing else."""

_UNIT_GROUPS = tuple(
    frozenset(group.split())
    for group in (
        "subscriber customer user account",
        "people person employee staff worker inhabitant",
        "operator partner network carrier company",
        "country",
        "member",
    )
)
_OWN_UNITS = re.compile(r"percent|percentage points|basis points|[A-Z]{3}|")


class Outcome(StrEnum):
    """What became of one slot of a pair."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"
    SPURIOUS = "spurious"
    ABSENT = "absent"
    """Neither side states it, which counts for nothing."""


GOOD = frozenset((Outcome.RIGHT, Outcome.ABSENT))
"""The outcomes that do not stand against a pair."""


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """A name as names are compared: white space and case folded, a leading "the" dropped."""
    return fold(name).casefold().removeprefix("the ")


def word_f1(left: Iterable[str], right: Iterable[str]) -> Fraction:
    """The F1 of two bags of words, exactly. Two empty bags have none."""
    left_bag, right_bag = Counter(left), Counter(right)
    total = left_bag.total() + right_bag.total()
    return Fraction(2 * (left_bag & right_bag).total(), total) if total else Fraction(0)


@lru_cache(maxsize=4096)
def similarity(left: str, right: str, least: Fraction) -> Fraction:
    """The `difflib` ratio of two texts, exactly, with no character taken for junk; 0 where it is far below `least`."""
    if left == right:
        return Fraction(1)
    total = len(left) + len(right)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.quick_ratio() < float(least) / 2:  # an upper bound: far apart, not worth the search
        return Fraction(0)
    return Fraction(2 * sum(block.size for block in matcher.get_matching_blocks()), total)


class Entities:
    """The names that a document gives the same thing, from a gold file's `entities`."""

    def __init__(self, entities: Mapping[str, Iterable[str]]) -> None:
        self._groups: dict[str, set[str]] = {}
        self._names: dict[str, set[str]] = {}
        for name, aliases in entities.items():
            for alias in (name, *aliases):
                self._groups.setdefault(fold_name(alias), set()).add(f"={fold_name(name)}")
                self._names.setdefault(f"={fold_name(name)}", set()).add(alias)

    def ids(self, name: str) -> frozenset[str]:
        """What `name` may stand for: two names are the same entity if these meet."""
        folded = fold_name(name)
        return frozenset((folded, *self._groups.get(folded, ())))

    def names(self, name: str) -> tuple[str, ...]:
        """`name` and every other name of the same things, in canonical order."""
        groups = self._groups.get(fold_name(name), set())
        return tuple(sorted({name, *(alias for group in groups for alias in self._names[group])}))


@dataclass(frozen=True)
class Rule:
    """How the values of one slot are compared: each is prepared once, then any two are compared."""

    prepare: Callable[[Any, Entities], Any]
    equal: Callable[[Any, Any], bool]


@lru_cache(maxsize=1024)
def _unit(unit: str) -> tuple[bool, frozenset[str]]:
    """Whether a unit equals only itself, and the stems or groups that it may share with another."""
    if _OWN_UNITS.fullmatch(unit):
        return True, frozenset((unit,))
    stems = {re.sub(r"ies$", "y", word) if word.endswith("ies") else word.removesuffix("s") for word in words(unit)}
    groups = {f"={place}" for place, group in enumerate(_UNIT_GROUPS) if stems & group}
    return False, frozenset(stems | groups)


def same_unit(left: str, right: str) -> bool:
    """Whether two units agree: percent and currencies only with themselves, counted nouns loosely.

    Nouns agree if they share a stem or are one of the guide's; and any two do of which the guide has not both, since
    gold may have a noun in English or in the document's language ("hospitals", "hospitales").
    """
    return _same_unit(_unit(left), _unit(right))


def _same_unit(left: tuple[bool, frozenset[str]], right: tuple[bool, frozenset[str]]) -> bool:
    if left[0] or right[0] or left[1] & right[1]:
        return left[0] == right[0] and bool(left[1] & right[1])
    return not all(any(stem.startswith("=") for stem in stems) for stems in (left[1], right[1]))


def same_amount(gold: Decimal, predicted: Decimal) -> bool:
    """Whether the predicted amount is within half a percent of gold's."""
    return abs(gold - predicted) <= _tolerance(gold)


def _tolerance(gold: Decimal) -> Decimal:
    return AMOUNT_TOLERANCE * abs(gold)


def is_empty(value: Any) -> bool:
    """Whether a slot states nothing: null, or an empty list."""
    return value is None or value in ((), [])


def compared(how: Compared) -> Rule:
    """The rule that a class marks a slot with."""
    least = Fraction(str(how.at_least))
    rules: dict[Comparison, Callable[[], Rule]] = {
        "names": lambda: NAME,
        "printed names": lambda: Rule(lambda value, _: fold_name(value), _equal),
        "folded": lambda: FOLDED,
        "same words": lambda: Rule(lambda value, _: tuple(sorted(words(value))), _equal),
        "words": lambda: _by_words(least, frozenset(words(how.dropped))),
        "similar": lambda: Rule(_folded, lambda gold, said: similarity(gold, said, least) >= least),
        "digits": lambda: Rule(lambda value, _: re.sub(r"\D", "", value), _equal),
        "choice": lambda: Rule(_plain, lambda gold, said: gold == said or how.anything in (gold, said)),
        "in common": lambda: Rule(_parties, lambda gold, said: _in_common(gold, said, least)),
    }
    return rules[how.how]()


def _equal(gold: Any, predicted: Any) -> bool:
    return bool(gold == predicted)


def _plain(value: Any, _: Entities) -> Any:
    return value


def _folded(value: Any, _: Entities) -> str:
    return fold(str(value)).casefold()


def _by_words(least: Fraction, dropped: frozenset[str]) -> Rule:
    def prepare(value: str, entities: Entities) -> tuple[tuple[str, ...], ...]:
        bags = []
        for alias in entities.names(value):
            bag = words(alias)
            bags.append(tuple(sorted(word for word in bag if word not in dropped)) or bag)
        return tuple(bags)

    def equal(left: tuple[tuple[str, ...], ...], right: tuple[tuple[str, ...], ...]) -> bool:
        return any(mine == theirs or word_f1(mine, theirs) >= least for mine in left for theirs in right)

    return Rule(prepare, equal)


def _parties(value: tuple[str, ...], entities: Entities) -> tuple[frozenset[str], ...]:
    seen: list[frozenset[str]] = []
    for party in sorted(value):
        ids = entities.ids(party)
        if not any(ids & other for other in seen):
            seen.append(ids)
    return tuple(seen)


def _in_common(gold: tuple[frozenset[str], ...], predicted: tuple[frozenset[str], ...], least: Fraction) -> bool:
    left = list(predicted)
    common = 0
    for party in gold:
        found = next((place for place, other in enumerate(left) if not party.isdisjoint(other)), None)
        if found is not None:
            common += 1
            del left[found]
    return common >= least * (len(gold) + len(predicted) - common)


NAME = Rule(lambda value, entities: entities.ids(value), lambda left, right: not left.isdisjoint(right))
FOLDED = Rule(_folded, _equal)
EXACT = Rule(_plain, _equal)
SET = Rule(lambda value, _: frozenset(value), _equal)
QUANTITY = Rule(
    lambda value, _: (value.amount, _tolerance(value.amount), _unit(value.unit)),
    lambda gold, predicted: abs(gold[0] - predicted[0]) <= gold[1] and _same_unit(gold[2], predicted[2]),
)
WHEN = Rule(lambda value, _: (value.start, value.end), _equal)
TEXT = compared(Compared("words", at_least=TEXT_WORD_F1))
NAMES = compared(Compared("in common"))


def outcome(rule: Rule, gold: Any, predicted: Any) -> Outcome:
    """What became of one slot, from its prepared values; none is a slot that is not stated."""
    if gold is None:
        return Outcome.ABSENT if predicted is None else Outcome.SPURIOUS
    if predicted is None:
        return Outcome.MISSING
    return Outcome.RIGHT if rule.equal(gold, predicted) else Outcome.WRONG
