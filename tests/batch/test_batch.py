"""A batch's folder: what is taken is written once, whatever ends the run."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from extractor import Extractor, Profile, ScriptedModel
from extractor.batch import Batch, Format, Item, Outcome, Tally, items, read, run
from extractor.errors import MissingReply, ModelError, ModelUnavailable, OutputError, SchemaError, SpendingLimit
from extractor.facts import Fact, Name
from extractor.model import Request, Spending
from tests.batch import yard
from tests.batch.test_killed import lines

CONFIGURATION = {"model": "small"}
ALL = (Format.JSONL, Format.PARQUET)


def opened(out: Path, **options: Any) -> Batch:
    return Batch(out, kinds=yard.DOMAIN.kinds, **{"configuration": CONFIGURATION, **options})


def answered(request: Request) -> str:
    return yard.answer(request.messages[-1].content)


def outcomes(folder: Path, numbers: Iterable[int], script: Any = answered) -> list[Outcome]:
    """What comes of these filings."""
    extractor = Extractor(ScriptedModel(script), domain=yard.DOMAIN)

    async def all_read() -> list[Outcome]:
        return [await read(extractor, Item(id=path.stem, path=path)) for path in yard.filings(folder, numbers)]

    return asyncio.run(all_read())


def half(outcome: Outcome) -> Outcome:
    """The outcome, as if passages had failed."""
    return Outcome(
        item=outcome.item, state="incomplete", sha256=outcome.sha256, form_type=outcome.form_type, year=outcome.year,
        facts=outcome.facts, lines=outcome.lines, reason="1 of 2 passages: busy",
    )  # fmt: skip


def owners(out: Path) -> list[str]:
    return sorted(str(fact["owner"]) for fact in lines(out, "holding"))


def hens(*numbers: int) -> list[str]:
    return sorted(f"Hen number {number}" for number in numbers)


def files(out: Path) -> set[str]:
    return {str(path.relative_to(out)) for path in out.rglob("part-*")}


def test_filings_are_written_by_form_and_year_as_soon_as_there_are_enough_and_at_the_end(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with opened(out, part=2) as batch:
        for outcome in outcomes(tmp_path, [0, 1, 3, 8]):
            batch.take(outcome)
        assert {name for name in files(out) if "holding" in name} == {
            "jsonl/holding/form_type=6-K/year=2003/part-000001.jsonl"
        }
        assert batch.counts() == (4, 4)
    assert {name for name in files(out) if "holding" in name} == {
        "jsonl/holding/form_type=6-K/year=2003/part-000001.jsonl",
        "jsonl/holding/form_type=20-F/year=2003/part-000002.jsonl",
        "jsonl/holding/form_type=unknown/year=0/part-000003.jsonl",
    }
    assert owners(out) == hens(0, 1, 3, 8)


def test_what_was_taken_and_not_written_is_written_by_the_next_run(tmp_path: Path) -> None:
    out, read_before = tmp_path / "out", outcomes(tmp_path, range(3))
    batch = opened(out)
    for outcome in read_before:
        batch.take(outcome)
    batch.close()  # as a run that is killed
    assert not files(out)
    with opened(out) as batch:
        assert all(batch.done(outcome.sha256) for outcome in read_before)
    assert owners(out) == hens(0, 1, 2)


def test_a_part_that_was_half_written_is_written_again_under_its_name(tmp_path: Path) -> None:
    out = tmp_path / "out"
    in_the_way = out / "jsonl" / "usage" / "form_type=6-K" / "year=2003" / "part-000001.jsonl"
    in_the_way.mkdir(parents=True)
    batch = opened(out, part=2)
    first, second = outcomes(tmp_path, [0, 8])
    batch.take(first)
    with pytest.raises(OutputError, match=r"part-000001\.jsonl"):
        batch.take(second)
    batch.close()
    assert {path.parts[-4] for path in out.rglob("part-*") if path.is_file()} == {"filings", "holding", "evidence"}
    in_the_way.rmdir()
    with opened(out, part=2) as batch:
        batch.take(first)
        batch.take(second)
        assert batch.counts() == (2, 2)
    assert owners(out) == hens(0, 8)
    assert len(lines(out, "filings")) == len(lines(out, "evidence")) == len(lines(out, "usage")) == 2
    assert not [name for name in files(out) if "part-000001" not in name]


@pytest.mark.parametrize("formats", [ALL, (Format.JSONL,)])
def test_an_incomplete_filing_is_written_and_gives_way_to_the_whole_one(
    tmp_path: Path, formats: tuple[Format, ...]
) -> None:
    out = tmp_path / "out"
    first, second = outcomes(tmp_path, [0, 8])
    with opened(out, formats=formats) as batch:
        batch.take(first)
        batch.take(half(second))
        assert not batch.done(second.sha256)
    assert owners(out) == hens(0, 8)
    [told] = [json.loads(line) for line in (out / "failed.jsonl").read_text(encoding="utf-8").splitlines()]
    assert told == {
        "id": "0008", "path": str(second.item.path), "state": "incomplete", "error": "",
        "reason": "1 of 2 passages: busy", "exit_code": 0,
    }  # fmt: skip
    before = files(out)
    with opened(out, formats=formats) as batch:
        assert batch.failed() == [second.item]
        batch.take(half(second))
        assert owners(out) == hens(0)
        batch.take(second)
    assert owners(out) == hens(0, 8)
    assert len(files(out)) == len(before)
    assert (out / "failed.jsonl").read_text(encoding="utf-8") == ""


def test_a_part_that_is_gone_is_said_and_not_passed_over(tmp_path: Path) -> None:
    with opened(tmp_path / "out") as out:
        for outcome in outcomes(tmp_path / "in", range(2)):
            out.take(outcome)
    next((tmp_path / "out").rglob("filings/**/part-*")).unlink()

    with pytest.raises(OutputError, match="is gone"):
        opened(tmp_path / "out")


def test_a_failure_is_listed_until_the_filing_is_done(tmp_path: Path) -> None:
    out = tmp_path / "out"
    [failed] = outcomes(tmp_path, [0], [ModelError("busy")])
    assert (failed.state, failed.reason, failed.exit_code, failed.lines) == ("failed", "busy", 5, {})
    [done] = outcomes(tmp_path, [0])
    for outcome, listed in ((failed, 1), (failed, 1), (done, 0)):
        with opened(out) as batch:
            batch.take(outcome)
        assert (out / "failed.jsonl").read_text(encoding="utf-8").count("\n") == listed
    assert owners(out) == hens(0)


def test_what_is_done_is_not_taken_twice(tmp_path: Path) -> None:
    first, second = outcomes(tmp_path, [0, 8])
    for outcome in (first, second, first, half(first)):
        with opened(tmp_path / "out") as batch:
            batch.take(outcome)
    assert owners(tmp_path / "out") == hens(0, 8)


def test_a_batch_is_one_run_s_at_a_time_and_one_configuration_s(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with opened(out), pytest.raises(OutputError, match="another run of this batch is under way"):
        opened(out)
    with pytest.raises(OutputError, match="begun with --model small; go on so, or give another --out"):
        opened(out, configuration={"model": "large"})
    with pytest.raises(OutputError, match="begun with --format jsonl; go on so"):
        opened(out, formats=ALL)
    with opened(out):
        pass


def test_a_journal_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"no database, and long enough to be looked at" * 99)
    with pytest.raises(OutputError, match=r"journal\.db: the journal cannot be used"):
        opened(tmp_path)


def test_a_kind_that_cannot_name_a_table_is_refused(tmp_path: Path) -> None:
    class Evidence(Fact, key=("name",)):
        """Something else."""

        name: Name

    class Odd(Fact, key=("name",), kind="../odd"):
        """Something odd."""

        name: Name

    for kind in (Evidence, Odd):
        with pytest.raises(SchemaError, match="cannot be the name of a table"):
            Batch(tmp_path, kinds=[kind], configuration=CONFIGURATION)


def through(batch: Batch, folder: Path, script: Any, **options: Any) -> Tally:
    """A run of the filings in a folder."""
    todo = list(items([str(folder)]))
    tally = Tally(total=len(todo))
    profile = Profile(passage_chars=4000, concurrency=1)
    asyncio.run(run(todo, Extractor(ScriptedModel(script, profile), domain=yard.DOMAIN), batch, tally, **options))
    return tally


def test_a_run_reads_each_filing_once_and_counts(tmp_path: Path) -> None:
    files = yard.filings(tmp_path / "in", range(5))
    (tmp_path / "in" / "copy.txt").write_bytes(files[0].read_bytes())
    files[4].write_bytes(b"\0\1\2")
    model: list[str] = []

    def script(request: Request) -> str:
        model.append(request.label)
        if "number 3 " in request.messages[-1].content:
            raise MissingReply("not there")
        return answered(request)

    with opened(tmp_path / "out") as batch:
        first = through(batch, tmp_path / "in", script, jobs=3)
        assert len(model) == 4
        second = through(batch, tmp_path / "in", script, jobs=3)
        assert len(model) == 5
    assert first.outcomes == {"done": 3, "known": 1, "failed": 2}
    assert second.outcomes == {"known": 4, "failed": 2}
    assert (first.facts, first.requests, first.seen, second.facts) == (3, 3, 6, 0)
    assert first.first_failure in (3, 7)
    assert owners(tmp_path / "out") == hens(0, 1, 2)


def test_a_limit_to_spending_ends_a_run_and_leaves_the_rest_for_another(tmp_path: Path) -> None:
    yard.filings(tmp_path / "in", range(6))
    spending = Spending()

    def script(request: Request) -> str:
        if "number 2 " in request.messages[-1].content:
            spending.reached = True
            raise SpendingLimit("no more")
        return answered(request)

    with opened(tmp_path / "out") as batch:
        tally = through(batch, tmp_path / "in", script, jobs=1, spending=spending)
        assert not batch.failed()
        assert tally.outcomes == {"done": 2, "stopped": 1}
        assert tally.seen == 2
        assert through(batch, tmp_path / "in", answered).outcomes == {"done": 4, "known": 2}


def test_what_would_cost_every_filing_alike_ends_a_run(tmp_path: Path) -> None:
    yard.filings(tmp_path / "in", range(6))
    asked: list[Request] = []

    def script(request: Request) -> str:
        asked.append(request)
        raise ModelUnavailable("the key is refused")

    with opened(tmp_path / "out") as batch, pytest.raises(ModelUnavailable):
        through(batch, tmp_path / "in", script, jobs=1)
    assert len(asked) == 1
    assert (tmp_path / "out" / "failed.jsonl").read_text(encoding="utf-8") == ""


def test_a_fault_in_this_program_costs_the_filing(tmp_path: Path) -> None:
    yard.filings(tmp_path / "in", range(2))

    def script(request: Request) -> str:
        if "number 0 " in request.messages[-1].content:
            raise ZeroDivisionError("oh")
        return answered(request)

    with opened(tmp_path / "out") as batch:
        assert through(batch, tmp_path / "in", script).outcomes == {"done": 1, "failed": 1}
    [told] = [json.loads(line) for line in (tmp_path / "out" / "failed.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (told["error"], told["exit_code"]) == ("ZeroDivisionError", 1)
