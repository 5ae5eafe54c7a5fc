"""The tables as Parquet: their schemas, and who reads them."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.dataset
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliances import KINDS
from extractor import Extractor
from extractor.batch import Batch, Format, Item, Tally, items, run
from extractor.batch._parquet import schema, write
from extractor.batch.reading import outcome
from extractor.batch.tables import BESIDE, lines_of, table_columns
from extractor.replies import Replies
from tests import invented
from tests.batch.test_batch import ALL, opened, outcomes

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "scale.md"
ITEM = Item(id="nordwind", path=Path("in/nordwind.txt"), columns={"sector": "telecom"})
TEXT, REAL, WHOLE, DAY = pa.string(), pa.float64(), pa.int64(), pa.date32()


def test_a_kind_s_schema_follows_from_its_slots() -> None:
    columns = table_columns((invented.Membership, invented.Metric))
    evidence = {"quote": TEXT, "start": WHOLE, "end": WHOLE, "source_start": WHOLE, "source_end": WHOLE}
    after = {
        **{f"evidence_{name}": kind for name, kind in evidence.items()},
        "evidence_count": WHOLE,
        "confidence": REAL,
    }
    before = {"filing_sha256": TEXT, "filing_id": TEXT, "fact": WHOLE, "kind": TEXT}
    value = {"value_text": TEXT, "value_amount": REAL, "value_unit": TEXT, "value_bound": TEXT}
    at = {"as_of_text": TEXT, "as_of_start": DAY, "as_of_end": DAY}
    metric = {**before, "subject": TEXT, "measure": TEXT, **value, **at, **after}
    assert schema(columns["metric"]) == pa.schema(list(metric.items()))
    membership = {**before, "alliance": TEXT, "member": TEXT, "countries": pa.list_(TEXT), **after}
    assert schema(columns["membership"]) == pa.schema(list(membership.items()))
    assert set(columns) == {"membership", "metric", *BESIDE}


def test_every_kind_of_alliances_has_a_schema() -> None:
    for columns in table_columns(KINDS).values():
        assert schema(columns).names == list(columns)


@pytest.mark.parametrize("facts", [invented.FACTS, ()])
def test_parquet_holds_what_the_lines_hold(tmp_path: Path, facts: tuple[Any, ...]) -> None:
    columns = table_columns((invented.Membership, invented.Metric))
    written = lines_of(ITEM, invented.result(facts=facts), complete=True)
    for table, lines in written.items():
        file = tmp_path / f"{table}.parquet"
        with file.open("wb") as out:
            write(lines, columns[table], out)
        found = pyarrow.dataset.dataset(file).to_table().to_pylist()
        assert json.loads(json.dumps(found, default=str)) == [json.loads(line) for line in lines.splitlines()]
    assert bool(facts) == ("metric" in written)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_any_words_come_back_as_they_are(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    file = tmp_path_factory.mktemp("words") / "a.parquet"
    rows = [{"name": word, "all": words, "at": "2004-02-29"} for word in words]
    lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    with file.open("wb") as out:
        write(lines, {"name": str, "all": tuple[str, ...], "at": dt.date | None, "none": int | None}, out)
    assert pyarrow.dataset.dataset(file).to_table().to_pylist() == [
        {"name": word, "all": words, "at": dt.date(2004, 2, 29), "none": None} for word in words
    ]


def test_a_form_and_year_stand_in_the_folders_and_a_table_without_rows_can_be_read(tmp_path: Path) -> None:
    with opened(tmp_path / "out", formats=ALL) as batch:
        for one in outcomes(tmp_path / "in", range(8)):
            batch.take(one)
    query = "SELECT form_type, year, count(*) FROM '{}/out/parquet/{}/**/*.parquet' GROUP BY ALL ORDER BY ALL"
    forms = [("10-K/A", 2003), ("10-K/A", 2004), ("20-F", 2003), ("20-F", 2004), ("6-K", 2003), ("6-K", 2004)]
    found = duckdb.execute(query.format(tmp_path, "holding")).fetchall()
    assert found == [*((form, year, 1) for form, year in forms), ("unknown", 0, 2)]
    assert duckdb.execute(query.format(tmp_path, "saying")).fetchall() == []
    read = pyarrow.dataset.dataset(tmp_path / "out" / "parquet" / "holding", partitioning="hive").to_table()
    assert sorted(read["form_type"].to_pylist()) == sorted(form for form, *_, of in found for _ in range(of))
    assert sorted(set(read["lands"].to_pylist()[0])) == ["NO"]


def test_a_form_that_is_none_and_a_filing_without_a_date_are_unknown() -> None:
    info = invented.result().filing
    for form, year, header, date in (
        ("6-K", 2004, {"form_type": "6-K"}, dt.date(2004, 2, 1)),
        ("SC 13D/A", 0, {"cover": {"form_type": " sc 13d/a"}}, None),
        ("unknown", 0, {"form_type": "../../x" * 40}, None),
        ("unknown", 0, {}, None),
    ):
        filing = info.model_copy(update={"header": header, "date": date})
        there = invented.result().model_copy(update={"filing": filing})
        one = outcome(ITEM, there)
        assert (one.form_type, one.year) == (form, year)
        assert outcome(Item(id="a", path=ITEM.path, columns={"form": "8-k"}), there).form_type == "8-K"


def test_the_queries_in_the_docs_run_over_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def read() -> None:
        with Replies(tmp_path / "replies") as record:
            record.import_(ROOT / "examples" / "mmo2-6k-2004-11-11.replies.jsonl")
            async with Extractor(replies=record, offline=True) as extractor:
                with Batch(
                    Path("out"), kinds=KINDS, configuration=extractor.configuration(), formats=[Format.PARQUET]
                ) as batch:
                    await run(items([str(ROOT / "examples")]), extractor, batch, Tally(total=1))

    asyncio.run(read())
    queries = re.findall(r"```sql\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert len(queries) == 5
    for query in queries:
        assert duckdb.execute(query).fetchall(), query
