"""What a reader's confidence is worth, counted by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from evals import confidence
from evals.line import Verdict
from evals.report.tables import confidences
from evals.score import Score
from tests.evals import toys


def _owns(owned: str, likely: float | None = None) -> dict[str, Any]:
    said: dict[str, Any] = {"kind": "ownership", "owner": "Nordtel", "owned": owned, "stake": None, "quote": owned}
    return said if likely is None else said | {"confidence": likely}


def _scored(*said: dict[str, Any]) -> Score:
    return toys.scored([_owns("Kaira"), _owns("Sudfone"), _owns("Lumio")], said)


def test_a_threshold_takes_away_what_is_less_likely_and_what_was_right_of_it_is_missed() -> None:
    score = _scored(_owns("Kaira", 0.9), _owns("Lumio", 0.4), _owns("X", 0.3))
    points = {point.least: point.tally for point in confidence.curve(score)}

    assert (points[Fraction(0)].tp, points[Fraction(0)].precision) == (2, Fraction(2, 3))
    assert (points[Fraction(1, 2)].tp, points[Fraction(1, 2)].precision, points[Fraction(1, 2)].recall) == (
        1,
        Fraction(1),
        Fraction(1, 3),
    )


def test_a_fact_without_confidence_stands_at_every_threshold() -> None:
    points = confidence.curve(_scored(_owns("Kaira"), _owns("Lumio", 0.4)))

    assert points[-1].tally.tp == 1


def test_where_no_fact_has_a_confidence_there_is_no_table() -> None:
    assert confidences(_scored(_owns("Kaira"))) == ()


def test_the_calibration_error_is_how_far_confidence_and_right_facts_lie_apart() -> None:
    bins = confidence.reliability(_scored(_owns("Kaira", 0.85), _owns("Lumio", 0.85), _owns("X", 0.25)))

    assert [(each.count, each.right) for each in bins] == [(1, 0), (2, 2)]
    assert confidence.calibration_error(bins) == (Fraction("0.25") + 2 * Fraction("0.15")) / 3


def test_confidence_is_no_slot_so_two_facts_that_differ_in_it_alone_are_duplicates() -> None:
    lines = _scored(_owns("Kaira", 0.9), _owns("Kaira", 0.2)).lines

    assert [line.verdict for line in lines if line.predicted].count(Verdict.TP) == 1
