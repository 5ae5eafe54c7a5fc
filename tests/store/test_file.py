"""The file: refused where it is no store, shared by turns, and whole whenever a load is killed."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from extractor.errors import StoreBusy, StoreError
from extractor.store import Store, default_path
from tests.store.facts import filed, metric

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
COUNT = 900
HOLDING = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


def foreign(file: Path) -> None:
    duckdb.connect(file).execute("CREATE TABLE animals (name VARCHAR)").close()


def later(file: Path) -> None:
    Store(file)
    duckdb.connect(file).execute("UPDATE _about SET value = '2' WHERE name = 'version'").close()


def damaged(file: Path) -> None:
    Store(file).load([filed(f"2009-05-{day:02}", *[metric("Alpha", "1", day)] * 50) for day in range(1, 29)])
    content = bytearray(file.read_bytes())
    content[8192:] = bytes(len(content) - 8192)
    file.write_bytes(content)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (foreign, "is a DuckDB database, but no store of facts"),
        (later, "is a store of version 2, and 1 is known here"),
        (damaged, "where it is damaged, load the results into another file"),
        (lambda file: file.write_text("a table\n" * 500), "is no store of facts, nor any DuckDB database"),
        (lambda file: file.touch(), "is no store of facts"),
        (lambda file: file.mkdir(), "is no file"),
        (lambda file: file.parent.joinpath("facts").symlink_to("/dev/zero"), "is no file"),
    ],
)
def test_a_file_that_is_no_store_is_refused_with_its_reason_and_left_as_it_is(
    tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    file = tmp_path / "facts"
    make(file)
    before = file.read_bytes() if file.is_file() else None
    with pytest.raises(StoreError, match=said):
        Store(file).facts()
    assert before is None or file.read_bytes() == before


def test_a_place_where_nothing_can_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="name another file"):
        Store(tmp_path / "file" / "facts.duckdb")
    with pytest.raises(StoreError, match="name another file"):
        Store(tmp_path / ("long" * 200) / "facts.duckdb")


def test_the_store_lies_among_the_user_s_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_path() == tmp_path / "filing-facts" / "facts.duckdb"
    assert Store().path == default_path()
    assert default_path().is_file()


def test_a_store_that_another_process_holds_is_waited_for_and_named(tmp_path: Path) -> None:
    file = tmp_path / "facts.duckdb"
    Store(file)
    with subprocess.Popen(  # noqa: S603 - this interpreter
        [sys.executable, "-c", HOLDING, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreBusy, match=rf"another process \(process {holder.pid}\) has the store open"):
            Store(file, patience=0.2)
        with ThreadPoolExecutor() as threads:
            waiting = threads.submit(lambda: Store(file, patience=60).facts())
            holder.communicate()
            assert waiting.result().facts == ()


def test_threads_ask_while_others_load(tmp_path: Path) -> None:
    store = Store(tmp_path / "facts.duckdb")
    filings = [filed(f"2009-05-{day:02}", metric("Alpha", str(day), day)) for day in range(1, 9)]

    def work(nth: int) -> int:
        if nth % 2:
            return store.load(filings[nth // 2]).filings
        return len(Store(tmp_path / "facts.duckdb").facts(name="Alpha").facts)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(16)))
    assert len(store.facts().facts) == len(filings)


@pytest.mark.skipif(os.name == "nt", reason="nothing is killed there")
def test_a_load_that_is_killed_leaves_whole_filings_and_the_next_one_loads_the_rest(tmp_path: Path) -> None:
    folder, file = tmp_path / "results", tmp_path / "facts.duckdb"
    folder.mkdir()
    Store(file).load(filed("2009-05-01", metric("Alpha", "1", 1)))
    for nth in range(COUNT):
        facts = [metric(f"Alpha {nth}", f"{one}", one) for one in range(1, 4)]
        text = filed("2009-05-01", *facts, name=f"filing {nth}").to_json()
        (folder / f"{nth:04}.json").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "extractor.cli", "facts", "load", str(folder), "--store", str(file), "--json"]
    chance = random.Random()  # noqa: S311 - no secret
    for _ in range(3):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as process:  # noqa: S603 - the same
            time.sleep(chance.uniform(1.0, 4.0))
            process.kill()
            process.communicate()
        whole = "SELECT count(*) FROM filings WHERE facts != (SELECT count(*) FROM {} AS own WHERE {})"
        for table in ("_facts", "metric", "evidence", "_names"):
            query = whole.format(table, "own.filing_sha256 = filings.filing_sha256")
            assert Store(file).sql(query)[1] == [(0,)]
    done = subprocess.run(command, capture_output=True, check=True, env=ENVIRONMENT)  # noqa: S603 - the same
    said = json.loads(done.stdout)
    assert said["new"] + said["known"] == COUNT
    assert Store(file).sql("SELECT count(*), sum(facts) FROM filings")[1] == [(COUNT + 1, 3 * COUNT + 1)]
    assert not list(tmp_path.glob(".*.part"))
