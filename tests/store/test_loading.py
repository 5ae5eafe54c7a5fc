"""What is loaded, from where, and that loading twice is loading once."""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
from pathlib import Path

import pytest

from extractor import Result
from extractor.errors import StoreError
from extractor.store import Loaded, Store


def everything(store: Store) -> list[dict[str, object]]:
    found, cursor = [], None
    while True:
        page = store.facts(limit=7, cursor=cursor)
        found += [stored.fact for stored in page.facts]
        if (cursor := page.cursor) is None:
            return found


def test_a_result_comes_out_as_it_went_in_page_after_page(tmp_path: Path, result: Result) -> None:
    store = Store(tmp_path / "facts.duckdb")
    assert store.load(result) == Loaded(filings=1, new=1, facts=len(result.facts))
    assert everything(store) == [fact.model_dump(mode="json") for fact in result.facts]


@pytest.mark.parametrize("source", ["result.json", "out", "out/jsonl", "out/parquet"])
def test_json_lines_and_parquet_hold_the_same_run(tmp_path: Path, made: Path, result: Result, source: str) -> None:
    store = Store(tmp_path / "facts.duckdb")
    assert store.load_files([made / source]) == Loaded(filings=1, new=1, facts=len(result.facts))
    assert store.load(result) == Loaded(filings=1, known=1)
    assert everything(store) == [fact.model_dump(mode="json") for fact in result.facts]


def test_another_run_of_a_filing_takes_the_place_of_the_one_before(tmp_path: Path, result: Result) -> None:
    store = Store(tmp_path / "facts.duckdb")
    fewer = result.model_copy(update={"facts": result.facts[:3]})
    assert store.load([result, fewer]) == Loaded(filings=2, new=1, replaced=1, facts=3)
    assert len(everything(store)) == 3
    assert store.load(result).replaced == 1
    assert len(everything(store)) == len(result.facts)


def test_what_was_read_in_part_takes_no_place_of_what_was_read_whole(tmp_path: Path, result: Result) -> None:
    store = Store(tmp_path / "facts.duckdb")
    cut = result.passages[0].model_copy(update={"status": "failed"})
    partly = result.model_copy(update={"facts": result.facts[:3], "passages": (cut,)})
    assert store.load(partly).new == 1
    assert store.load(result).replaced == 1
    assert store.load(partly).passed_over == 1
    assert len(everything(store)) == len(result.facts)


def test_what_is_forgotten_is_gone_until_it_is_loaded_again(tmp_path: Path, result: Result) -> None:
    store = Store(tmp_path / "facts.duckdb")
    store.load(result)
    store.join("Amena", "Wind")
    assert [store.forget(result.filing.sha256), store.forget(result.filing.sha256)] == [True, False]
    assert everything(store) == [*store.entities()] == []
    assert store.load(result).new == 1
    assert len(everything(store)) == len(result.facts)
    assert store.entities().of("Amena") is store.entities().of("Wind")


def test_facts_are_found_by_kind_name_filing_and_day(tmp_path: Path, result: Result) -> None:
    store = Store(tmp_path / "facts.duckdb")
    store.load(result)
    metrics = store.facts(kind="metric", name="Amena").facts
    assert {stored.fact["subject"] for stored in metrics} == {"Amena"}
    assert len(metrics) == 5
    for named in (result.filing.sha256, result.filing.sha256[:12], result.filing.name):
        assert len(store.facts(filing=named).facts) == len(result.facts)
    with pytest.raises(
        StoreError, match=f"filing 'other': there is none .*; there are {re.escape(result.filing.name)}"
    ):
        store.facts(filing="other")
    assert store.facts(since=dt.date(2004, 11, 12)).facts == ()
    assert len(store.facts(since=dt.date(2004, 11, 11), until=dt.date(2004, 11, 11)).facts) == len(result.facts)
    with pytest.raises(StoreError, match="there is none of that name"):
        store.facts(kind="metrics")
    digest = "0" * 64
    places = (
        f'["2009-05-01", "{digest}", {number}]'
        for number in ("Infinity", "NaN", "1e400", "9" * 400, "-1", "1.5", "true")
    )
    others = ('["2009-05-01", "\\ud800", 1]', f'["\\ud800", "{digest}", 1]', '["2009-05-01", 7, 1]', "[[[[", "{}")
    made = [base64.urlsafe_b64encode(place.encode()).decode().rstrip("=") for place in (*places, *others)]
    for cursor in ("nonsense", "W10", "é", "\ud800", "", *made):
        with pytest.raises(StoreError, match="take it from the page before"):
            store.facts(cursor=cursor)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", b"", "no result as to_json writes it"),
        ("a.json", b"\xff\xfe{", "no result"),
        ("a.json", b'{"facts": []}', "does not hold"),
        ("a.jsonl", b"{}\n", "rows of one table alone"),
        ("a.parquet", b"PAR1", "rows of one table alone"),
        ("jsonl/filings/part-1.jsonl", b"{}\n", "do not hold together"),
        ("jsonl/filings/part-1.jsonl", b"[\n", "cannot be read"),
        ("parquet/filings/part-1.parquet", b"PAR1", "cannot be read"),
        ("a.txt", b"words", "no result"),
    ],
)
def test_what_is_no_result_is_refused_with_its_reason(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    file = tmp_path / "in" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    store = Store(tmp_path / "facts.duckdb")
    with pytest.raises(StoreError, match=said):
        store.load_files([tmp_path / "in" if "/" in name else file])
    assert everything(store) == []


def test_what_came_before_something_that_is_no_result_is_loaded(tmp_path: Path, made: Path, result: Result) -> None:
    store = Store(tmp_path / "facts.duckdb")
    with pytest.raises(StoreError, match="there is no such file"):
        store.load_files([made / "result.json", made / "nothing.json"])
    assert len(everything(store)) == len(result.facts)


def test_a_batch_without_one_of_its_files_is_refused(tmp_path: Path, made: Path) -> None:
    for file in (made / "out" / "jsonl").rglob("*.jsonl"):
        target = tmp_path / file.relative_to(made)
        if "metric" not in str(file):
            target.parent.mkdir(parents=True)
            target.write_bytes(file.read_bytes())
    with pytest.raises(StoreError, match="a file is missing"):
        Store(tmp_path / "facts.duckdb").load_files([tmp_path / "out"])


def test_a_filing_without_facts_is_loaded_too(tmp_path: Path, result: Result) -> None:
    store = Store(tmp_path / "facts.duckdb")
    assert store.load(result.model_copy(update={"facts": ()})).new == 1
    assert json.loads(store.facts().model_dump_json()) == {"facts": [], "cursor": None}
