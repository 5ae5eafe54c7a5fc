"""Evidence: quotes that are the same, overlap or do not, and the four schemes as nervaluate counts them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nervaluate import Evaluator

from evals.evidence import EXACT, NONE, PARTIAL, Scheme, SpanCounts, alike, count
from evals.line import Verdict
from tests.evals.toys import JSON, membership, scored

WORDS = [f"w{number}" for number in range(200)]


@pytest.mark.parametrize(
    ("gold", "said", "expected"),
    [
        ("one two three four five", "one two\n three four  five", EXACT),
        ("its significant <PAGE> presence", "its significant presence", EXACT),
        ("one two three four five", "two three", PARTIAL),  # one lies within the other
        ("one two three four five", "two three four five six", PARTIAL),  # four words in a row
        ("one two three four five", "three four five six", NONE),  # three words in a row are chance
        ("one two", "", NONE),
        ("one two", "three four", NONE),
    ],
)
def test_quotes_are_the_same_overlap_or_do_not(gold: str, said: str, expected: int) -> None:
    assert alike([gold], [said]) == expected


def test_the_best_of_several_quotes_counts() -> None:
    assert alike(["one two three"], ["four", "one two three", "two three"]) == EXACT


def test_the_four_schemes_worked_by_hand() -> None:
    # Four gold quotes, and: one the same and right; one overlapping and right; one the same and wrong; one missing;
    # one prediction elsewhere.
    facts = [_span(f"A{number}", 20 * number, 20 * number + 10) for number in range(4)]
    said = [facts[0], _span("A1", 22, 30), _span("X", 40, 50), _span("Y", 190, 199)]
    found = {scheme: _counts(facts, said, scheme) for scheme in Scheme}
    assert found[Scheme.STRICT] == SpanCounts(correct=1, incorrect=2, missing=1, spurious=1)
    assert found[Scheme.EXACT] == SpanCounts(correct=2, incorrect=1, missing=1, spurious=1)
    assert found[Scheme.PARTIAL] == SpanCounts(correct=2, partial=1, missing=1, spurious=1)
    assert found[Scheme.TYPE] == SpanCounts(correct=2, incorrect=1, missing=1, spurious=1)
    # partial: (2 + 1/2) of 4 gold and of 4 predicted
    halves = found[Scheme.PARTIAL].tally
    assert halves.precision == halves.recall == halves.f1 == 5 / 8


_moves = st.lists(
    st.one_of(
        st.none(),  # not predicted
        st.tuples(st.booleans(), st.integers(-3, 3), st.integers(-3, 3)),  # whether right, how far each end is off
    ),
    max_size=8,
)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(_moves, st.integers(0, 2))
def test_the_four_schemes_agree_with_nervaluate(moves: list[tuple[bool, int, int] | None], spurious: int) -> None:
    gold, said = [], []
    true: list[dict[str, Any]] = []
    predicted: list[dict[str, Any]] = []
    for number, move in enumerate(moves):
        start, end = 20 * number + 4, 20 * number + 16
        gold.append(_span(f"A{number}", start, end))
        true.append({"label": f"A{number}", "start": start, "end": end})
        if move is not None:
            right, left, width = move
            label = f"A{number}" if right else f"X{number}"
            said.append(_span(label, start + left, end + width))
            predicted.append({"label": label, "start": start + left, "end": end + width})
    for number in range(spurious):
        said.append(_span(f"S{number}", 180 + 10 * number, 188 + 10 * number))
        predicted.append({"label": f"S{number}", "start": 180 + 10 * number, "end": 188 + 10 * number})
    labels = sorted({span["label"] for span in [*true, *predicted]})
    if not labels:
        return
    overall = Evaluator([true], [predicted], tags=labels, loader="dict").evaluate()["overall"]
    for scheme, theirs in ((scheme, "ent_type" if scheme is Scheme.TYPE else str(scheme)) for scheme in Scheme):
        expected = overall[theirs]
        assert _counts(gold, said, scheme) == SpanCounts(
            expected.correct, expected.incorrect, expected.partial, expected.missed, expected.spurious
        )


def test_a_right_fact_quoted_elsewhere_is_one_quote_missing_and_one_spurious() -> None:
    found = _counts([_span("A", 0, 10)], [_span("A", 50, 60)], Scheme.TYPE)
    assert found == SpanCounts(missing=1, spurious=1)


def _span(member: str, start: int, end: int) -> JSON:
    return membership(member, quote=" ".join(WORDS[start:end]))


def _counts(gold: list[JSON], said: list[JSON], scheme: Scheme) -> SpanCounts:
    lines = [line for line in scored(gold, said).lines if line.verdict is not Verdict.OPTIONAL]
    return count(scheme, [outcome for line in lines for outcome in line.span_outcomes()])
