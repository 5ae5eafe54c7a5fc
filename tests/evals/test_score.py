"""Scores worked by hand, their arithmetic beside them, and what one change to one fact moves."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

import pytest

from evals import predictions as results
from evals.errors import BadInput
from evals.line import By, Miss, Verdict
from evals.predictions import Prediction
from evals.report.tables import tables
from evals.score import Score, score
from evals.tally import Tally
from extractor.comparison import Outcome
from tests.evals.toys import (
    ALBA,
    BREVO,
    KINDS,
    LUMEN,
    SHARE,
    TEXT,
    all_facts,
    brevo,
    customers,
    gold_file,
    gold_of,
    membership,
    metric,
    ownership,
    prediction_of,
    quantity,
    result_file,
    scored,
    share,
    when,
)


def _verdicts(found: Score) -> Counter[tuple[Verdict, Miss | None]]:
    return Counter((line.verdict, line.miss) for line in found.lines)


def _only(found: Score) -> tuple[Verdict, Miss | None]:
    [line] = [line for line in found.lines if line.miss or line.verdict is not Verdict.TP]
    return line.verdict, line.miss


def test_a_perfect_prediction_scores_one() -> None:
    found = scored(all_facts(), all_facts())
    # 6 required facts are got; the optional one that is given counts neither way
    assert found.micro == Tally(tp=6)
    assert found.micro.f1 == found.micro.precision == found.micro.recall == 1
    assert _verdicts(found) == {(Verdict.TP, None): 6, (Verdict.OPTIONAL, None): 1}


def test_a_case_worked_by_hand() -> None:
    # Gold: 6 required facts, 1 optional. Said:
    #   customers with 3.2 thousand for 3.2 million     FD, wrong unit or scale
    #   the share, right                                TP
    #   Brevo's customers, right                        TP
    #   the ownership is not given                      FN, missed
    #   Alba a member, right, and said twice            TP and FA, duplicate
    #   Delta a member, quoted in the same sentence:    FD with Brevo's membership, wrong entity
    #   Corvo a member (optional)                       counts neither way
    #   a market share of Cedar's that nobody states    FA, hallucinated
    said = [
        metric("Alba Mobil", "subscribers", quantity("3.2 million customers", 3200), ALBA, as_of=customers()["as_of"]),
        share(),
        brevo(),
        membership("Alba Mobil", countries=["ES"]),
        membership("the Alba Mobil", countries=["ES"]),
        membership("Delta", countries=["IT"]),
        membership("Corvo", countries=["PT"]),
        metric("Cedar Group", "market_share", quantity("12 %", 12, "percent"), "nowhere to be found"),
    ]
    found = scored(all_facts(), said)
    # TP 3, FD 2, FN 1, FA 2:  P = 3/(3+2+2) = 3/7,  R = 3/(3+2+1) = 1/2,  F1 = 2*3/(7+6) = 6/13
    assert found.micro == Tally(tp=3, fd=2, fn=1, fa=2)
    assert found.micro.precision == Fraction(3, 7)
    assert found.micro.recall == Fraction(1, 2)
    assert found.micro.f1 == Fraction(6, 13)
    assert _verdicts(found) == {
        (Verdict.TP, None): 3,
        (Verdict.FD, Miss.WRONG_UNIT): 1,
        (Verdict.FD, Miss.WRONG_ENTITY): 1,
        (Verdict.FN, Miss.MISSED): 1,
        (Verdict.FA, Miss.DUPLICATE): 1,
        (Verdict.FA, Miss.HALLUCINATED): 1,
        (Verdict.OPTIONAL, None): 1,
    }
    # Metrics: gold 3, said 4: TP 2, FD 1, FA 1. Memberships: gold 2, said 4, one of them optional: TP 1, FD 1, FA 1.
    kinds = {kind: sum(counts, Tally()) for kind, counts in found.by_kind().items()}
    assert kinds["metric"] == Tally(tp=2, fd=1, fa=1)
    assert kinds["membership"] == Tally(tp=1, fd=1, fa=1)
    assert kinds["ownership"] == Tally(fn=1)


def test_an_optional_fact_that_is_not_given_is_not_missed() -> None:
    assert scored([membership("Corvo", optional=True)], []).micro == Tally()


def test_a_prediction_that_gets_an_optional_fact_wrong_is_a_false_alarm_and_nothing_missed() -> None:
    optional = metric("Alba", "revenue", quantity("EUR 5", 5, "EUR"), ALBA, optional=True)
    found = scored([optional], [metric("Alba", "revenue", quantity("EUR 6", 6, "EUR"), ALBA)])
    assert found.micro == Tally(fa=1)
    assert _only(found) == (Verdict.FA, Miss.WRONG_VALUE)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"value": quantity("3.4 million", 3_400_000)}, (Verdict.FD, Miss.WRONG_VALUE)),
        ({"value": quantity("3.2 billion", 3_200_000_000)}, (Verdict.FD, Miss.WRONG_UNIT)),
        ({"value": quantity("3.2 million", 3_200_000, "EUR")}, (Verdict.FD, Miss.WRONG_UNIT)),
        ({"subject": "Brevo"}, (Verdict.FD, Miss.WRONG_ENTITY)),
        ({"measure": "employees"}, (Verdict.FD, Miss.WRONG_VALUE)),
        ({"as_of": when("June 2008", "2008-06-01", "2008-06-30")}, (Verdict.TP, Miss.WRONG_DATE)),
        ({"as_of": None}, (Verdict.TP, Miss.WRONG_DATE)),
        ({"scope": "mobile"}, (Verdict.TP, Miss.WRONG_VALUE)),
        ({"quote": "not where it is said"}, (Verdict.TP, Miss.WRONG_EVIDENCE)),
        ({"quote": ""}, (Verdict.TP, Miss.WRONG_EVIDENCE)),
    ],
)
def test_one_change_puts_a_fact_in_one_class(change: dict[str, Any], expected: tuple[Verdict, Miss]) -> None:
    assert _only(scored([customers()], [{**customers(), **change}])) == expected


def test_a_fact_given_as_another_kind_is_of_the_wrong_kind_on_both_sides() -> None:
    said = {"kind": "agreement", "parties": ["Cedar Group", "Brevo"], "type": "acquisition", "quote": BREVO}
    found = scored([ownership()], [said])
    assert found.micro == Tally(fn=1, fa=1)
    assert {line.miss for line in found.lines} == {Miss.WRONG_KIND}
    assert {line.why for line in found.lines} == {
        "the other side has the same words as agreement: Cedar Group, Brevo | acquisition",
        "the other side has the same words as ownership: Cedar Group | Brevo | -",
    }


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "metric", "subject": "Alba", "quote": ALBA},  # lacks key slots
        {"kind": "metric", "subject": "Alba", "measure": "size", "value": quantity("1", 1), "quote": ALBA},
        {"kind": "rumour", "text": "something", "quote": ALBA},  # no such kind
        {**share(), "colour": "blue"},  # no such slot
    ],
)
def test_what_is_no_fact_is_invalid_and_counts_as_a_false_alarm(said: dict[str, Any]) -> None:
    found = scored([], [said])
    assert _only(found) == (Verdict.FA, Miss.INVALID)
    assert found.micro == Tally(fa=1)


def test_kinds_that_a_document_was_not_annotated_for_are_left_out() -> None:
    found = scored([customers()], [customers(), membership("Alba Mobil")], kinds=["metric"])
    assert found.micro == Tally(tp=1)


def test_a_document_that_failed_costs_all_its_facts() -> None:
    gold = gold_of(all_facts())
    found = score([gold], {"toy.txt": Prediction("toy.txt", error="cannot be read")}, KINDS)
    assert found.micro == Tally(fn=6)
    assert found.documents[0].error == "cannot be read"


def test_a_document_without_a_prediction_failed_and_an_unknown_one_is_named() -> None:
    gold = gold_of(all_facts())
    assigned, unknown = results.assign([gold], [prediction_of([], document="other.txt")])
    # its sha256 is that of the gold document, so it answers it under another name
    assert assigned["toy.txt"].document == "other.txt"
    assert unknown == ()
    assigned, unknown = results.assign([gold], [Prediction("stranger.txt", "0" * 64)])
    assert assigned["toy.txt"].error == "no prediction"
    assert unknown == ("stranger.txt",)


def test_two_predictions_for_one_document_are_refused() -> None:
    with pytest.raises(BadInput, match=r"two predictions answer toy\.txt"):
        results.assign([gold_of([])], [prediction_of([]), prediction_of([], document="copy.txt")])


def test_slots_are_counted_over_pairs_and_over_what_is_unpaired() -> None:
    # The pair: subject, measure and value right, as_of wrong. Missed: subject, measure, value, as_of of Brevo.
    # Made up: subject, measure, value of the share.
    wrong = {**customers(), "as_of": when("June", "2010-06-01", "2010-06-30")}
    found = scored([customers(), brevo()], [wrong, {**share(), "quote": "elsewhere"}])
    counted = Counter(outcome for line in found.lines for outcome in line.slot_outcomes())
    assert counted["subject", Outcome.RIGHT] == 1
    assert counted["as_of", Outcome.WRONG] == 1
    assert counted["as_of", Outcome.MISSING] == 1
    assert counted["value", Outcome.SPURIOUS] == 1
    assert counted["as_of", Outcome.SPURIOUS] == 0


def test_a_value_that_is_not_in_the_text_is_counted_as_such() -> None:
    made_up = metric("Alba Mobil", "market_share", quantity("77 %", 77, "percent"), "a market share of 31 %")
    gold = gold_of([share()])
    found = score([gold], {"toy.txt": prediction_of([share(), made_up])}, KINDS, texts={"toy.txt": TEXT})
    assert [line.ungrounded for line in found.lines if line.predicted].count(True) == 1


def test_words_put_together_from_several_places_are_in_the_text_where_the_prediction_says_so() -> None:
    # a table's head stands over its columns: "at the end of" in one place, "2008" in another
    as_of = when("at the end of 2008", "2008-12-31")
    head, year = TEXT.index("at the end of"), TEXT.index("2008")
    spans = [[head, head + len("at the end of")], [year, year + 4]]

    def ungrounded(places: dict[str, Any]) -> bool:
        raw = result_file([{**share(), "as_of": as_of}])
        raw["facts"][0]["evidence"][0]["slots"] = places
        found = score([gold_of([share()])], {"toy.txt": results.parse(raw, KINDS)}, KINDS, texts={"toy.txt": TEXT})
        return found.lines[0].ungrounded

    assert not ungrounded({"as_of": spans})
    assert ungrounded({})
    assert ungrounded({"as_of": spans[::-1]})
    assert ungrounded({"value": spans})


def test_a_fact_is_right_by_its_key_slots_whole_or_with_its_quote() -> None:
    dated = {**customers(), "as_of": None}
    elsewhere = {**share(), "quote": "not where it is said"}
    found = scored(all_facts(), [dated, elsewhere, brevo()])
    assert found.micro == Tally(tp=3, fn=3)
    assert found.total(By.WHOLE) == Tally(tp=2, fd=1, fn=3)  # not the one whose date is lacking
    assert found.total(By.EVIDENCE) == Tally(tp=2, fd=1, fn=3)  # not the one quoted elsewhere


def test_a_change_to_one_fact_moves_exactly_the_cells_it_should() -> None:
    before = {table.title: table for table in tables(scored(all_facts(), all_facts()))}
    changed = [metric("Alba Mobil", "market_share", quantity("31 %", 13, "percent"), SHARE)]
    said = [fact for fact in all_facts() if fact.get("measure") != "market_share"] + changed
    after = {table.title: table for table in tables(scored(all_facts(), said))}
    moved = {
        (title, row[0], column)
        for title, table in before.items()
        for row, new in zip(table.rows, after[title].rows, strict=True)
        for column, cell, now in zip(table.columns, row, new, strict=True)
        if cell != now
    }
    shares = {"P", "R", "F1"}
    assert moved == {
        *(("Totals", str(by), column) for by in By for column in shares | {"TP", "FD"}),
        *(("Totals", "mean of documents", column) for column in shares),
        *(("Facts by kind", "metric", column) for column in shares | {"whole F1", "evidence F1", "TP", "FD"}),
        *(("Documents", "toy.txt", column) for column in shares | {"whole", "evidence", "right"}),
        *(
            ("Misses by class", row, column)
            for row in ("wrong value", "total")
            for column in ("gold facts not got", "predictions not right")
        ),
        *(("Slots", "metric.value*", column) for column in shares | {"accuracy", "right", "wrong"}),
        *(("Evidence", row, column) for row in ("strict", "type") for column in shares | {"COR", "INC"}),
    }


def test_a_gold_file_s_own_facts_are_predictions_too() -> None:
    content = gold_file(all_facts())
    prediction = results.parse({"filing": {"name": "toy.txt"}, "facts": content["facts"]}, KINDS)
    assert score([gold_of(all_facts())], {"toy.txt": prediction}, KINDS).micro == Tally(tp=6)
    assert prediction.facts[-1].quotes == (LUMEN,)
