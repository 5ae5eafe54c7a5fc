from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from extractor.service._ledger import Ledger
from tests.batch import yard
from tests.service.serving import V1, done, reading, served
from tests.service.test_extractions import problem

NOW = "2026-01-31T12:00:00Z"


def review(made: dict[str, Any], *items: dict[str, Any], reviewer: str = "") -> dict[str, Any]:
    filing = made["result"]["filing"]
    said = {"version": 1, "document": filing["name"], "sha256": filing["sha256"], "reviewer": reviewer, "updated": NOW}
    return {**said, "items": list(items)}


def item(verdict: str, fact: int | None = 0, said: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"id": f"i{fact}", "fact": fact, "verdict": verdict, "said": said, "note": ""}


def kept(client: httpx2.Client, place: str, said: dict[str, Any], **headers: str) -> httpx2.Response:
    return client.put(place, json=said, headers=headers)


def test_a_review_is_kept_and_two_tabs_do_not_overwrite_each_other(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        made = done(client)
        place = f"{V1}/{made['id']}/reviews/Ada Lovelace"
        problem(client.get(place), 404)
        first = kept(client, place, review(made))
        assert first.status_code == 201
        assert client.get(place).headers["etag"] == first.headers["etag"]
        assert client.get(place).json()["reviewer"] == "Ada Lovelace"
        problem(kept(client, place, review(made, item("accepted"))), 428)
        second = kept(client, place, review(made, item("accepted")), **{"If-Match": first.headers["etag"]})
        assert second.status_code == 200
        late = kept(client, place, review(made, item("rejected")), **{"If-Match": first.headers["etag"]})
        assert "another tab" in problem(late, 412)
        assert client.get(place).json()["items"][0]["verdict"] == "accepted"
        problem(kept(client, f"{place}2", review(made), **{"If-Match": '"x"'}), 412)
        listed = client.get(f"{V1}/{made['id']}/reviews").json()["items"]
        assert listed == [client.get(place).json()]
    assert len(listed[0]["facts"]) == 64
    with served(tmp_path) as client:
        assert client.get(place).json() == listed[0]
        client.delete(f"{V1}/{made['id']}")
        problem(client.get(place), 404)


def test_a_review_that_does_not_hold_is_refused_with_its_items_and_slots(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        made = done(client)
        place = f"{V1}/{made['id']}/reviews/Ada"
        said = {"kind": "holding", "owner": "A duck", "count": {"text": "3 eggs"}, "quote": "A duck had 3 eggs"}
        refused = kept(client, place, review(made, item("corrected", said=said)))
        problem(refused, 422)
        assert {fault["where"] for fault in refused.json()["faults"]} >= {"i0:owner"}
        said = {**said, "owner": "Hen number 1", "count": {"text": "3 eggs", "amount": 1900000.0, "unit": "eggs"}}
        said["quote"] = "Hen number 1 of Norway had 3 eggs"
        refused = kept(client, place, review(made, item("corrected", said=said)))
        assert "1,900,000 does not follow from '3 eggs', which reads 3" in str(refused.json()["faults"])
        problem(kept(client, place, review(made, item("accepted", fact=9))), 422)
        problem(kept(client, place, review(made, reviewer="Bob")), 422)
        problem(kept(client, place, {**review(made), "sha256": "0" * 64}), 422)
        problem(kept(client, place, {"items": []}), 422)
        problem(kept(client, f"{V1}/none/reviews/Ada", review(made)), 404)
        nan = client.put(place, content=json.dumps({**review(made), "note": float("nan")}))
        assert nan.status_code in (415, 422)
        assert client.get(f"{V1}/{made['id']}/reviews").json() == {"items": []}


def test_two_reviews_are_compared_and_each_becomes_gold(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        made = done(client)
        place = f"{V1}/{made['id']}"
        assert "two reviews" in problem(client.get(f"{place}/agreement"), 409)
        kept(client, f"{place}/reviews/Ada", review(made, item("accepted")))
        kept(client, f"{place}/reviews/Bob", review(made, item("rejected")))
        found = client.get(f"{place}/agreement").json()
        assert (found["a"], found["b"], found["agreed"], found["unseen"]) == ("Ada", "Bob", 0, 0)
        assert [one["fact"] for one in found["differing"]] == [0]
        assert client.get(f"{place}/agreement", params={"a": "Ada", "b": "Ada"}).json()["differing"] == []
        problem(client.get(f"{place}/agreement", params={"a": "Ada", "b": "Eve"}), 409)
        assert "Ada, Bob" in problem(client.get(f"{place}/export", params={"format": "gold"}), 422)
        lacking = client.get(f"{place}/agreement", params={"a": "Ada"})
        problem(lacking, 422)
        assert [fault["where"] for fault in lacking.json()["faults"]] == ["query.b"]
        problem(client.get(f"{place}/export", params={"format": "gold", "reviewer": "Eve"}), 404)
        by = {
            name: client.get(f"{place}/export", params={"format": "gold", "reviewer": name}) for name in ("Ada", "Bob")
        }
        kept(client, f"{place}/reviews/Eve", review(made))
        assert "name those that are meant as a and b" in problem(client.get(f"{place}/agreement"), 422)
    assert (len(by["Ada"].json()["facts"]), by["Bob"].json()["facts"]) == (1, [])
    [fact] = by["Ada"].json()["facts"]
    assert (fact["owner"], fact["quote"]) == ("Hen number 1", "Hen number 1 of Norway had 3 eggs in 2003")


def test_the_facts_of_a_filing_go_with_the_last_extraction_of_it(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        other, first, second = (done(client, number) for number in (1, 2, 2))
        assert first["id"] != second["id"]

        def left() -> list[str]:
            return [one["fact"]["owner"] for one in client.get("/v1/facts").json()["items"]]

        assert len(left()) == 2
        assert client.delete(f"{V1}/{first['id']}").status_code == 204
        assert len(left()) == 2
        assert client.delete(f"{V1}/{second['id']}").status_code == 204
        assert left() == [fact["owner"] for fact in other["result"]["facts"]]
        done(client, 2)
        assert len(left()) == 2


def test_the_facts_of_all_filings_are_queried_page_after_page(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        assert client.get("/v1/facts", params={"kind": "holding"}).json() == {"items": [], "next": None}
        problem(client.get("/v1/facts", params={"kind": "nonsense"}), 422)
        for number in range(3):
            done(client, number)
        found, cursor = list[str](), None
        while True:
            page = client.get("/v1/facts", params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
            found += [one["fact"]["owner"] for one in page["items"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert sorted(found) == [f"Hen number {number}" for number in range(3)]
        [one] = client.get("/v1/facts", params={"kind": "holding", "name": "Hen number 2"}).json()["items"]
        assert (one["fact"]["owner"], one["filing"]["name"]) == ("Hen number 2", "0002.txt")
        assert client.get("/v1/facts", params={"until": "1999-01-01"}).json()["items"] == []
        problem(client.get("/v1/facts", params={"cursor": "x"}), 422)
        assert client.get("/v1/facts/conflicts").json() == {"items": []}


def test_filings_that_disagree_are_listed_with_the_words_of_both(tmp_path: Path) -> None:
    with served(tmp_path, reading()) as client:
        for eggs in (3, 9):
            text = yard.text(3).replace("5 eggs", f"{eggs} eggs")
            answered = client.post(V1, json={"text": text, "date": "2004-03-01"}, params={"wait": 30})
            assert answered.json()["facts"] == 1
        [conflict] = client.get("/v1/facts/conflicts").json()["items"]
    assert sorted(side["text"] for side in conflict["sides"]) == ["3 eggs", "9 eggs"]


def test_a_deleted_extraction_is_gone_for_all_who_still_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(tmp_path) as client:
        made = done(client)
        place, kept = f"{V1}/{made['id']}", Ledger.reviews

        def deleted(ledger: Ledger, extraction: str) -> Any:
            found = kept(ledger, extraction)
            ledger.delete(extraction)
            return found

        monkeypatch.setattr(Ledger, "reviews", deleted)
        assert "no extraction" in problem(client.put(f"{place}/reviews/ada", json=review(made)), 404)
        for path in ("/text", "/export"):
            problem(client.get(f"{place}{path}"), 404)
