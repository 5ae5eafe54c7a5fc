"""Parts that fail for a while: what is promised is kept all the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from extractor.errors import OutputError, StoreBusy
from extractor.result import Result
from extractor.service import _ledger, _state, _worker
from extractor.service._ledger import Ledger
from extractor.service._worker import Worker
from extractor.store import Store
from tests.batch import yard
from tests.service.serving import V1, Held, done, reading, served, until
from tests.service.test_extractions import problem


@pytest.mark.parametrize("write", ["claim", "finish"])
def test_reading_goes_on_once_the_ledger_can_be_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: str
) -> None:
    full = [True]
    kept = getattr(Ledger, write)

    def written(*given: Any) -> Any:
        if full:
            raise OutputError("the disk is full")
        return kept(*given)

    monkeypatch.setattr(Ledger, write, written)
    monkeypatch.setattr(_worker, "_AGAIN", 0.02)
    with served(tmp_path) as client:
        place = client.post(V1, json={"text": yard.text(1)}).headers["location"]
        until(lambda: "disk is full" in client.get("/readyz").text)
        problem(client.get("/readyz"), 503)
        full.clear()
        until(lambda: client.get(place).json()["status"] == "done")
        until(lambda: client.get("/readyz").status_code == 200)
        done(client, 2)


def test_a_filing_for_which_the_disk_has_no_room_is_refused_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_ledger, "_TABLES", f"{_ledger._TABLES} PRAGMA max_page_count = 40;")
    with served(tmp_path) as client:
        refused = client.post(V1, json={"text": "a hen " * 100_000})
        assert "disk is full" in (said := problem(refused, 507))
        assert "DELETE" in said
        assert client.get(V1).json()["items"] == []
        done(client, 1)


def test_a_result_that_cannot_be_kept_fails_and_the_next_filing_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unfit(result: Result) -> str:
        monkeypatch.undo()
        raise UnicodeError("not this one")

    monkeypatch.setattr(Result, "to_json", unfit)
    with served(tmp_path, limits={"jobs": 1}) as client:
        failed = client.post(V1, json={"text": yard.text(1)}, params={"wait": 30}).json()
        assert failed["status"] == "failed"
        done(client, 2)


def test_a_worker_that_has_ended_is_told_of_and_requests_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(Worker, "_reader", broken)
        with served(tmp_path) as client:
            until(lambda: "has ended" in client.get("/readyz").text)
            place = client.post(V1, json={"text": yard.text(1)}).headers["location"]
            other = client.post(V1, json={"text": yard.text(2)}).headers["location"]
            assert client.delete(other).status_code == 204
    with served(tmp_path) as client:
        until(lambda: client.get(place).json()["status"] == "done")


def test_facts_of_a_store_that_was_held_are_found_once_it_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_state, "_AGAIN", 0.05)
    load, held = Store.load, [True]

    def loading(store: Any, result: Any) -> Any:
        if held:
            raise StoreBusy("another process holds it")
        return load(store, result)

    monkeypatch.setattr(Store, "load", loading)
    with served(tmp_path) as client:
        done(client)
        assert client.get("/v1/facts").json()["items"] == []
        held.clear()
        until(lambda: len(client.get("/v1/facts").json()["items"]) == 1)
    with duckdb.connect(tmp_path / "facts.duckdb", read_only=True) as store:
        assert store.execute("SELECT count(*) FROM filings").fetchone() == (1,)


def test_an_empty_ledger_beside_facts_is_told_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "service.db").touch()
    Ledger(tmp_path / "service.db").close()
    assert "is empty" in caplog.text


def test_a_filing_that_is_deleted_while_it_waits_is_not_read(tmp_path: Path) -> None:
    model = Held()
    with served(tmp_path, reading(model), limits={"jobs": 1}) as client:
        first, second = (client.post(V1, json={"text": yard.text(n)}).headers["location"] for n in (1, 2))
        until(lambda: client.get(first).json()["status"] == "running")
        assert client.delete(second).status_code == 204
        assert client.delete(first).status_code == 204
        model.go.set()
        done(client, 3)
        assert len(client.get(V1).json()["items"]) == 1
