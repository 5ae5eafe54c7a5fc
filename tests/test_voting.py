"""What two readers say of the same words: which of it stands."""

from __future__ import annotations

import pytest

from extractor.facts import Fact, Name, Span
from extractor.voting import Claim, standing

EVEN = {"": (3.0, 3.0, 3.0, 3.0, 3.0, 0.0, 0.0, 0.0, 0.0)}
"""Whoever says something is believed."""


class Belonging(Fact, key=("herd", "animal")):
    """An animal belongs to a herd."""

    herd: Name
    animal: Name


class Keeping(Fact, key=("keeper", "kept")):
    """Somebody keeps an animal."""

    keeper: Name
    kept: Name


BELONGS = Belonging(herd="The Meadow", animal="Hen")
KEEPS = Keeping(keeper="Meadow", kept="Hen")


def by_rules(fact: Fact, *spans: Span) -> Claim:
    return Claim(fact.kind, by_rules=fact, spans=list(spans))


def pointed(fact: Fact, *spans: Span) -> Claim:
    return Claim(fact.kind, pointed=fact, spans=list(spans))


def stand(*claims: Claim) -> set[str]:
    return {claim.kind for claim, _ in standing(claims, EVEN)}


def test_where_rules_say_how_two_names_go_together_the_trained_reader_says_nothing_else_of_them_there() -> None:
    assert stand(by_rules(BELONGS, Span(4, 7)), pointed(KEEPS, Span(4, 7))) == {"belonging"}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(pointed(KEEPS, Span(40, 43)), id="of other words"),
        pytest.param(pointed(Keeping(keeper="Fox", kept="Hen"), Span(4, 7)), id="of another pair"),
        pytest.param(by_rules(KEEPS, Span(4, 7)), id="by the rules themselves"),
    ],
)
def test_what_is_said_of_other_words_or_another_pair_or_by_the_rules_themselves_stands_beside_it(other: Claim) -> None:
    assert stand(by_rules(BELONGS, Span(4, 7)), other) == {"belonging", "keeping"}


def test_two_readings_by_the_trained_reader_of_two_kinds_stand_beside_each_other() -> None:
    assert stand(pointed(BELONGS, Span(4, 7)), pointed(KEEPS, Span(4, 7))) == {"belonging", "keeping"}
