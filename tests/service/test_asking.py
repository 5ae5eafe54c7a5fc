"""The store of facts, asked over HTTP, of the two operators of the examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from alliances import DOMAIN
from extractor import Extractor
from tests.service.serving import V1, served

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "operators").glob("*.txt"))
FACTS = "/v1/facts"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    def make() -> Extractor:
        return Extractor(domain=replace(DOMAIN, trained=None), offline=True, replies=tmp_path_factory.mktemp("replies"))

    with served(tmp_path_factory.mktemp("data"), make, kinds=DOMAIN.kinds) as client:
        for file in EXAMPLES:
            sent = {"text": file.read_text(encoding="utf-8"), "name": file.name}
            assert client.post(V1, json=sent, params={"wait": 60}).json()["status"] == "done"
        yield client


def ask(client: httpx2.Client, question: str, **given: str) -> Any:
    answered = client.get(f"{FACTS}/{question}", params=given)
    assert answered.status_code == 200, answered.text
    return answered.json()


def test_a_profile_has_names_figures_owners_and_holdings(client: httpx2.Client) -> None:
    found = ask(client, "profile", name="Brennet Mobil")
    assert {one["measure"]: one["amount"] for one in found["figures"]} == {"subscribers": 1251000, "market_share": 33.5}
    assert [(one["owner"], one["stake"]) for one in found["owners"]] == [("Sundvik", 60)]
    assert [(one["owned"], one["stake"]) for one in found["holdings"]] == [("Skerry Net AS", 75)]
    assert found["owners"][0]["facts"][0]["filing"]["name"] in {file.name for file in EXAMPLES}
    before = ask(client, "profile", name="Brennet Mobil", as_of="2009-06-30")
    assert before["as_of"] == "2009-06-30"
    assert {one["stored"]["filing"]["date"] for one in before["figures"]} == {"2009-05-12"}


def test_figures_are_told_filing_after_filing(client: httpx2.Client) -> None:
    found = ask(client, "history", name="Brennet Mobil", measure="market_share")["items"]
    assert {(one["end"], one["amount"]) for one in found} >= {("2009-03-31", 31.5), ("2009-03-31", 33.5)}
    assert {one["measure"] for one in found} == {"market_share"}
    until = ask(client, "history", name="Brennet Mobil", measure="market_share", as_of="2009-06-30")["items"]
    assert {one["stored"]["filing"]["date"] for one in until} == {"2009-05-12"}


def test_owners_and_holdings_are_told_with_those_between(client: httpx2.Client) -> None:
    stated = ask(client, "owners")["items"]
    assert {(one["owner"], one["owned"]) for one in stated} == {
        ("Sundvik", "Brennet Mobil"),
        ("Brennet Mobil", "Skerry Net AS"),
    }
    [direct, through] = ask(client, "owners", of="Skerry Net")["items"]
    assert (direct["owner"], through["owner"], through["stake"]) == ("Brennet Mobil", "Sundvik", 45)
    assert through["paths"] == [[["Sundvik", "Brennet Mobil", "Skerry Net AS"], 45]]
    assert len(ask(client, "owners", by="Sundvik")["items"]) == 2
    refused = client.get(f"{FACTS}/owners", params={"of": "Skerry Net", "by": "Sundvik"})
    assert refused.status_code == 422
    assert "not both" in refused.json()["detail"]


def test_members_and_merges_are_told(client: httpx2.Client) -> None:
    assert ask(client, "members", alliance="Polaris Alliance")["items"][0]["first"]
    [merge] = ask(client, "merges", name="Sundvik Telecom ASA")["items"]
    assert (merge["one"], merge["rule"]) == ("Sundvik", "stated")
    assert {one["rule"] for one in ask(client, "merges")["items"]} == {"stated", "legal form"}


@pytest.mark.parametrize(
    "question",
    [
        "profile?name=",
        "history?name=",
        "owners?of=",
        "owners?by=",
        "members?alliance=",
        "merges?name=",
        "conflicts?name=",
    ],
)
def test_a_name_that_no_fact_has_is_answered_with_the_nearest(client: httpx2.Client, question: str) -> None:
    answered = client.get(f"{FACTS}/{question}=Brenet Mobil")
    assert answered.status_code == 404
    assert "Brennet Mobil" in answered.json()["detail"]
    assert client.get(f"{FACTS}/{question}=%00%F0%9F%90%94").status_code == 404


def test_extractions_are_found_by_their_filing(client: httpx2.Client) -> None:
    [fact, *_] = ask(client, "profile", name="Brennet Mobil")["figures"]
    filing = fact["stored"]["filing"]
    [found] = client.get(V1, params={"filing": filing["sha256"]}).json()["items"]
    assert found["name"] == filing["name"]
    assert client.get(V1, params={"filing": "0" * 64}).json()["items"] == []
