"""When a predicted slot says what the gold slot says: one table of rules, with their thresholds.

The rules are those of the annotation guide's section "When a fact is right". A rule prepares each value once (folding,
words, aliases) and then compares prepared values, so that pairing many facts stays cheap.
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
from functools import cache, lru_cache
from typing import Any

from evals.kinds import BY_NAME, is_empty
from extractor.facts import Fact, fold


def words(text: str) -> tuple[str, ...]:
    """The words of a text, case folded, punctuation dropped."""
    return tuple(re.findall(r"\w+", text.casefold()))


AMOUNT_TOLERANCE = Decimal("0.005")
"""Amounts are equal within this share of the gold amount."""

STATEMENT_RATIO = Fraction(9, 10)
"""Least `difflib` ratio of two statements' texts."""

OFFERING_WORD_F1 = Fraction(6, 10)
"""Least word F1 of two offerings' names."""

TECHNOLOGY_WORD_F1 = Fraction(3, 4)
"""Least word F1 of two technologies, generic words dropped."""

TEXT_WORD_F1 = Fraction(6, 10)
"""Least word F1 of free text that is no key: scopes and roles."""

PARTIES_SHARE = Fraction(1, 2)
"""Least share of all parties named by either side that both sides name."""

GENERIC_TECHNOLOGY_WORDS = frozenset(
    words(
        """a an and the of in, network networks service services band bands licence licences license licenses,
        technology technologies system systems platform platforms standard standards, red redes servicio servicios
        banda bandas licencia licencias tecnología tecnologías sistema sistemas plataforma plataformas de la el y"""
    )
)
"""Words that say nothing of which technology is meant."""

_UNIT_GROUPS = tuple(
    frozenset(group.split())
    for group in (
        "subscriber customer user account",
        "people person employee staff worker inhabitant",
        "operator partner network carrier company",
    )
)
_OWN_UNITS = re.compile(r"percent|percentage points|[A-Z]{3}")


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
def similarity(left: str, right: str) -> Fraction:
    """The `difflib` ratio of two texts, exactly, with no character taken for junk; 0 for texts that are far apart."""
    if left == right:
        return Fraction(1)
    total = len(left) + len(right)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.quick_ratio() < float(STATEMENT_RATIO) / 2:  # an upper bound: far apart, not worth the search
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

    name: str
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
    """Whether two units agree: percent and currencies only with themselves, counted nouns loosely."""
    return _same_unit(_unit(left), _unit(right))


def _same_unit(left: tuple[bool, frozenset[str]], right: tuple[bool, frozenset[str]]) -> bool:
    return left[0] == right[0] and bool(left[1] & right[1])


def same_amount(gold: Decimal, predicted: Decimal) -> bool:
    """Whether the predicted amount is within half a percent of gold's."""
    return abs(gold - predicted) <= _tolerance(gold)


def _tolerance(gold: Decimal) -> Decimal:
    return AMOUNT_TOLERANCE * abs(gold)


def _name_rule() -> Rule:
    return Rule("name", lambda value, entities: entities.ids(value), lambda left, right: not left.isdisjoint(right))


def _words_rule(name: str, threshold: Fraction, dropped: frozenset[str] = frozenset()) -> Rule:
    def prepare(value: str, entities: Entities) -> tuple[tuple[str, ...], ...]:
        bags = []
        for alias in entities.names(value):
            bag = words(alias)
            bags.append(tuple(sorted(word for word in bag if word not in dropped)) or bag)
        return tuple(bags)

    def equal(left: tuple[tuple[str, ...], ...], right: tuple[tuple[str, ...], ...]) -> bool:
        return any(mine == theirs or word_f1(mine, theirs) >= threshold for mine in left for theirs in right)

    return Rule(name, prepare, equal)


def _parties_equal(gold: tuple[frozenset[str], ...], predicted: tuple[frozenset[str], ...]) -> bool:
    left = list(predicted)
    common = 0
    for party in gold:
        found = next((place for place, other in enumerate(left) if not party.isdisjoint(other)), None)
        if found is not None:
            common += 1
            del left[found]
    named = len(gold) + len(predicted) - common
    return common >= PARTIES_SHARE * named


def _parties(value: tuple[str, ...], entities: Entities) -> tuple[frozenset[str], ...]:
    seen: list[frozenset[str]] = []
    for party in sorted(value):
        ids = entities.ids(party)
        if not any(ids & other for other in seen):
            seen.append(ids)
    return tuple(seen)


def _plain(value: Any, _: Entities) -> Any:
    return value


NAME = _name_rule()
LITERAL_NAME = Rule("literal name", lambda value, _: fold_name(value), lambda left, right: bool(left == right))
SAME_WORDS = Rule("same words", lambda value, _: tuple(sorted(words(value))), lambda left, right: bool(left == right))
FOLDED = Rule("folded", lambda value, _: fold(value).casefold(), lambda left, right: bool(left == right))
CHOICE = Rule("choice", _plain, lambda left, right: bool(left == right))
MEASURE = Rule("measure", _plain, lambda left, right: left == right or "other" in (left, right))
TECHNOLOGY = _words_rule("technology words", TECHNOLOGY_WORD_F1, GENERIC_TECHNOLOGY_WORDS)
OFFERING = _words_rule("offering words", OFFERING_WORD_F1)
TEXT = _words_rule("words", TEXT_WORD_F1)
STATEMENT = Rule(
    "statement",
    lambda value, _: fold(value).casefold(),
    lambda left, right: similarity(left, right) >= STATEMENT_RATIO,
)
PARTIES = Rule("parties", _parties, _parties_equal)
SET = Rule("set", lambda value, _: frozenset(value), lambda left, right: bool(left == right))
DIGITS = Rule("digits", lambda value, _: re.sub(r"\D", "", value), lambda left, right: bool(left == right))
QUANTITY = Rule(
    "quantity",
    lambda value, _: (value.amount, _tolerance(value.amount), _unit(value.unit)),
    lambda gold, predicted: abs(gold[0] - predicted[0]) <= gold[1] and _same_unit(gold[2], predicted[2]),
)
WHEN = Rule("dates", lambda value, _: (value.start, value.end), lambda left, right: bool(left == right))

RULES: Mapping[tuple[str, str], Rule] = {
    ("membership", "alliance"): NAME,
    ("membership", "member"): NAME,
    ("membership", "countries"): SET,
    ("metric", "subject"): NAME,
    ("metric", "measure"): MEASURE,
    ("metric", "value"): QUANTITY,
    ("metric", "as_of"): WHEN,
    ("metric", "scope"): TEXT,
    ("ownership", "owner"): NAME,
    ("ownership", "owned"): NAME,
    ("ownership", "stake"): QUANTITY,
    ("identity", "entity"): LITERAL_NAME,
    ("identity", "name"): LITERAL_NAME,
    ("identity", "relation"): CHOICE,
    ("technology", "operator"): NAME,
    ("technology", "technology"): TECHNOLOGY,
    ("technology", "status"): CHOICE,
    ("technology", "as_of"): WHEN,
    ("person", "name"): SAME_WORDS,
    ("person", "role"): TEXT,
    ("person", "organization"): NAME,
    ("person", "email"): FOLDED,
    ("person", "phone"): DIGITS,
    ("statement", "speaker"): NAME,
    ("statement", "text"): STATEMENT,
    ("offering", "provider"): NAME,
    ("offering", "name"): OFFERING,
    ("offering", "countries"): SET,
    ("offering", "available"): WHEN,
    ("agreement", "parties"): PARTIES,
    ("agreement", "type"): CHOICE,
    ("agreement", "date"): WHEN,
}
"""The rule of each slot of each kind."""

SYMMETRIC: Mapping[str, tuple[str, str]] = {"identity": ("entity", "name")}
"""Kinds whose two names may stand in either order."""


def rule_of(kind: str, slot: str) -> Rule:
    """The rule for a slot; one that the table does not know is compared by its folded words."""
    return RULES.get((kind, slot), TEXT)


Prepared = Mapping[str, Any]


@cache
def _slots(kind: str) -> tuple[str, ...]:
    return BY_NAME[kind].slots()


def prepare(fact: Fact, entities: Entities) -> Prepared:
    """Each stated slot of a fact, ready to be compared."""
    values = ((slot, getattr(fact, slot)) for slot in _slots(fact.kind))
    return {slot: rule_of(fact.kind, slot).prepare(value, entities) for slot, value in values if not is_empty(value)}


def orientations(kind: str, predicted: Prepared) -> tuple[Prepared, ...]:
    """A prediction as it is, and if its kind is symmetric also with its two names exchanged."""
    if kind not in SYMMETRIC:
        return (predicted,)
    one, other = SYMMETRIC[kind]
    return predicted, {**predicted, one: predicted[other], other: predicted[one]}


def outcomes(kind: str, gold: Prepared, predicted: Prepared) -> dict[str, Outcome]:
    """What became of every slot of a pair of facts of one kind, in the order of the class."""
    compared = [
        {slot: outcome(rule_of(kind, slot), gold.get(slot), turned.get(slot)) for slot in _slots(kind)}
        for turned in orientations(kind, predicted)
    ]
    return max(compared, key=lambda result: sum(result[slot] in GOOD for slot in BY_NAME[kind].key))


def outcome(rule: Rule, gold: Any, predicted: Any) -> Outcome:
    """What became of one slot, from its prepared values; none is a slot that is not stated."""
    if gold is None:
        return Outcome.ABSENT if predicted is None else Outcome.SPURIOUS
    if predicted is None:
        return Outcome.MISSING
    return Outcome.RIGHT if rule.equal(gold, predicted) else Outcome.WRONG


def is_right(kind: str, result: Mapping[str, Outcome]) -> bool:
    """Whether a pair is right: every key slot is right, or stated by neither side."""
    return all(result[slot] in GOOD for slot in BY_NAME[kind].key)
