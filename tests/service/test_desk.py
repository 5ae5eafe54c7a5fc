from __future__ import annotations

from pathlib import Path

from tests.service.serving import V1, done, served
from tests.service.test_extractions import problem
from tests.service.test_reviews import item, kept, review


def test_the_kinds_are_listed_with_what_a_form_needs_of_their_slots(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        holding, saying = client.get("/v1/kinds").json()["kinds"]
    assert (holding["kind"], holding["title"]) == ("holding", "An animal has a number of things.")
    slots = {slot["name"]: slot for slot in holding["slots"]}
    assert list(slots) == ["owner", "count", "at", "lands"]
    assert [slots[name]["form"] for name in slots] == ["name", "quantity", "when", "country"]
    assert (slots["owner"]["required"], slots["owner"]["key"], slots["lands"]["many"]) == (True, True, True)
    assert saying["description"] == "An animal says something."


def test_a_fact_that_a_person_states_is_read_or_told_what_is_wrong_with_it(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        place = f"{V1}/{done(client)['id']}/said"
        stated = {"kind": "holding", "owner": "Hen number 1", "count": {"text": "3 eggs"}, "lands": ["Norway"]}
        quote = "Hen number 1 of Norway had 3 eggs"
        read = client.post(place, json={**stated, "quote": quote}).json()
        assert read["faults"] == []
        assert read["said"]["count"] == {"text": "3 eggs", "amount": 3, "unit": "eggs", "bound": "exact"}
        assert read["said"]["lands"] == ["NO"]
        assert read["fact"]["evidence"][0]["quote"] == quote
        wrong = client.post(place, json={**stated, "owner": "A duck", "quote": quote}).json()
        assert wrong["fact"] is wrong["said"] is None
        assert [fault["where"] for fault in wrong["faults"]] == ["owner"]
        assert client.post(place, json={"kind": ["<b>"]}).json()["faults"][0]["where"] == "kind"
        problem(client.post(place, json=[1]), 422)
        problem(client.post(f"{V1}/nowhere/said", json={}), 404)


def test_two_reviews_are_settled_by_choosing_and_nothing_is_kept_of_it_yet(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        made = done(client)
        place = f"{V1}/{made['id']}"
        kept(client, f"{place}/reviews/Ada", review(made, item("accepted")))
        kept(client, f"{place}/reviews/Ben", review(made, item("rejected")))
        both = {"a": "Ada", "b": "Ben", "reviewer": "Cy"}
        assert "f0" in problem(client.post(f"{place}/settled", json=both), 422)
        problem(client.post(f"{place}/settled", json={**both, "a": "Dan"}), 404)
        settled = client.post(f"{place}/settled", json={**both, "choices": {"f0": "a"}}).json()
        assert (settled["reviewer"], [one["verdict"] for one in settled["items"]]) == ("Cy", ["accepted"])
        problem(client.get(f"{place}/reviews/Cy"), 404)
        assert kept(client, f"{place}/reviews/Cy", settled).status_code == 201
