"""The gate: what may get worse by how much, and what it says when more does."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals import runs
from evals.errors import BadInput
from evals.gate import compare
from evals.report.changes import comparison_tables, leaderboard
from evals.runs import Margins, Run
from evals.score import score
from tests.evals.toys import JSON, KINDS, all_facts, brevo, customers, gold_of, membership, prediction_of, share

DOCUMENTS = ("one.txt", "two.txt", "three.txt")


def _run(name: str, *said: list[JSON], gold: list[JSON] | None = None) -> Run:
    golds = [gold_of(all_facts() if gold is None else gold, document=document) for document in DOCUMENTS]
    predicted = {
        document: prediction_of(facts, document=document, requests=2, completion_tokens=50, seconds=1.25)
        for document, facts in zip(DOCUMENTS, said, strict=True)
    }
    return runs.record(name, golds, score(golds, predicted, KINDS))


@pytest.fixture
def perfect() -> Run:
    return _run("perfect", all_facts(), all_facts(), all_facts())


def _without(fact: JSON) -> list[JSON]:
    return [each for each in all_facts() if each != fact]


def test_the_same_run_is_no_regression(perfect: Run) -> None:
    found = compare(perfect, perfect)
    assert (found.regressions, found.lost, found.found, found.failed) == ((), (), (), ())
    assert found.overall.p == 1


def test_a_lost_fact_is_a_regression_and_named(perfect: Run) -> None:
    found = compare(perfect, _run("worse", all_facts(), _without(share()), all_facts()))
    assert found.lost == (("two.txt", "metric: Alba Mobil | market_share | 31 percent (31 %)"),)
    # 17 of 18 right, none made up: F1 34/35; of the 9 metrics 8: 16/17
    assert found.regressions == (
        "all (micro): F1 1.000 -> 0.971 (-0.029, margin 0.005)",
        "metric: F1 1.000 -> 0.941 (-0.059, margin 0.020)",
    )
    assert [change.name for change in found.documents if change.difference] == ["two.txt"]


def test_a_found_fact_is_named_and_no_regression(perfect: Run) -> None:
    found = compare(_run("worse", all_facts(), _without(share()), all_facts()), perfect)
    assert found.regressions == ()
    assert [fact for _, fact in found.found] == ["metric: Alba Mobil | market_share | 31 percent (31 %)"]


def test_margins_are_the_baseline_s_overall_and_for_each_kind(perfect: Run) -> None:
    worse = _run("worse", all_facts(), _without(share()), all_facts())
    lenient = perfect.model_copy(update={"margins": Margins(overall=50, kinds={"metric": 60})})
    assert compare(lenient, worse).regressions == ()
    strict = perfect.model_copy(update={"margins": Margins(overall=50, kind=100, kinds={"metric": 58})})
    assert [line.partition(":")[0] for line in compare(strict, worse).regressions] == ["metric"]


def test_a_drop_of_exactly_the_margin_is_let_pass() -> None:
    before = _run("before", [customers(), brevo()], [], [], gold=[customers(), brevo()])
    after = _run("after", [customers()], [], [], gold=[customers(), brevo()])
    # TP 2 of 6 gold, 2 said: 4/8; then 1 of 6 gold, 1 said: 2/7. The drop is 3/14, 214 thousandths and a bit
    assert [change.name for change in compare(before, after).kinds if change.is_regression] == ["metric"]
    passing = before.model_copy(update={"margins": Margins(overall=215, kind=215)})
    assert compare(passing, after).regressions == ()


def test_a_document_that_newly_fails_is_a_regression(perfect: Run) -> None:
    failed = perfect.documents[0].model_copy(update={"error": "cannot be read"})
    after = perfect.model_copy(update={"documents": (failed, *perfect.documents[1:])})
    assert compare(perfect, after).regressions == ("one.txt: failed: cannot be read",)
    assert compare(after, after).regressions == ()


def test_runs_over_other_gold_are_not_compared(perfect: Run) -> None:
    other = _run("other", all_facts(), all_facts(), all_facts(), gold=all_facts()[:-1])
    with pytest.raises(BadInput, match="bless"):
        compare(perfect, other)
    with pytest.raises(BadInput, match="in only one of the runs"):
        compare(perfect, perfect.model_copy(update={"documents": perfect.documents[1:]}))


def test_two_facts_with_the_same_words_are_told_apart() -> None:
    twice = [membership("Alba Mobil"), membership("Alba Mobil", quote="said again elsewhere in the text")]
    run = _run("run", [], [], [], gold=twice)
    assert run.documents[0].lost == (
        "membership: Lumen Alliance | Alba Mobil",
        "membership: Lumen Alliance | Alba Mobil #2",
    )


def test_a_run_is_kept_and_read_again(perfect: Run, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(perfect.to_json(), encoding="utf-8")
    assert runs.load(path) == perfect
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(BadInput, match="is no recorded run"):
        runs.load(path)
    with pytest.raises(BadInput, match="python -m evals bless"):
        runs.load(tmp_path / "nothing.json")


def test_a_comparison_s_tables_name_what_moved(perfect: Run) -> None:
    tables = comparison_tables(compare(perfect, _run("worse", all_facts(), _without(share()), all_facts())))
    assert [table.title for table in tables] == ["perfect -> worse", "By document", "Newly lost", "Newly found"]
    assert tables[0].rows[0][-1] == "REGRESSION"
    assert tables[2].rows == (("two.txt", "metric: Alba Mobil | market_share | 31 percent (31 %)"),)


def test_the_leaderboard_puts_the_best_run_first(perfect: Run) -> None:
    worse = _run("a worse one", all_facts(), [], all_facts())
    table = leaderboard([worse, perfect])
    assert [row[0] for row in table.rows] == ["perfect", "a worse one"]
    columns = dict(zip(table.columns, table.rows[0], strict=True))
    assert columns == {
        "run": "perfect", "model": "toy", "P": "1.000 1.0-1.0", "R": "1.000 1.0-1.0", "F1": "1.000 1.0-1.0",
        "whole F1": "1.000 1.0-1.0", "evidence F1": "1.000 1.0-1.0",
        "documents": "3", "requests": "6", "tokens out": "150", "seconds": "3.7",
    }  # fmt: skip
