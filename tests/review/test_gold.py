from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals import gold as golds
from evals.gold import Gold
from evals.kinds import kinds_of
from evals.lint import lint
from evals.predictions import Prediction, parse
from evals.score import score
from extractor.errors import ReviewError
from extractor.review import Item, gold, said_of
from extractor.training import labels
from tests.review.yard import (
    CUSTOMERS,
    HOLDING,
    KINDS,
    OFFER,
    RESULT,
    TEXT,
    accepted,
    added,
    corrected,
    rejected,
    review,
)

SCORED = kinds_of("alliances")
REVIEWED = (
    accepted(0),
    rejected(1),
    corrected(2, HOLDING, stake=None),
    accepted(4),
    added(OFFER),
)


def written(folder: Path, *items: Item) -> Path:
    (folder / "nordwind.txt").write_bytes(TEXT.encode())
    path = folder / "nordwind.json"
    path.write_text(json.dumps(gold(RESULT, review(*items), KINDS)), encoding="utf-8")
    return path


def loaded(folder: Path, *items: Item) -> Gold:
    [found] = golds.load([written(folder, *items)], SCORED)
    return found


def said(kind: str, content: dict[str, Any]) -> list[dict[str, Any]]:
    return [fact for fact in content["facts"] if fact["kind"] == kind]


def test_what_is_accepted_corrected_and_added_is_gold_and_what_is_rejected_is_not() -> None:
    content = gold(RESULT, review(*REVIEWED), KINDS)
    assert [fact["kind"] for fact in content["facts"]] == [
        "identity", "metric", "ownership", "offering", "membership",
    ]  # fmt: skip
    assert said("metric", content) == [CUSTOMERS]
    assert said("ownership", content) == [{key: value for key, value in HOLDING.items() if key != "stake"}]
    assert said("offering", content) == [OFFER]
    assert content["entities"] == {"Nordwind": ["Nordwind AS"]}


def test_what_is_not_reviewed_is_optional() -> None:
    content = gold(RESULT, review(*REVIEWED), KINDS)
    assert [fact["kind"] for fact in content["facts"] if fact.get("optional")] == ["membership"]
    assert all(fact["optional"] for fact in gold(RESULT, review(), KINDS)["facts"])
    kept = gold(RESULT, review(corrected(2, HOLDING, optional=True)), KINDS)
    assert said("ownership", kept)[0]["optional"] is True


def test_the_evals_load_it_lint_it_and_score_the_result_by_it(tmp_path: Path) -> None:
    found = loaded(tmp_path, *REVIEWED)
    report = lint([tmp_path / "nordwind.json"], SCORED)
    assert (report.problems, report.facts) == ((), 5)
    prediction: Prediction = parse(json.loads(RESULT.to_json()), SCORED)
    counts = score([found], {found.document: prediction}, SCORED).total()
    assert (counts.tp, counts.fn + counts.fd) == (2, 2)  # the stake is not stated, the offering not found
    assert counts.fa == 1  # what was rejected


def test_a_reader_is_trained_on_it(tmp_path: Path) -> None:
    written(tmp_path, *REVIEWED)
    [document] = labels.read([tmp_path / "nordwind.json"], KINDS)
    assert len(document.facts) == 5
    assert [fact.kind.kind for fact in document.facts if fact.optional] == ["membership"]
    offer = next(fact for fact in document.facts if fact.kind.kind == "offering")
    [[span]] = offer.slots["name"]  # type: ignore[misc]
    assert document.filing.text[span.start : span.end] == "Brisk Data"


def test_a_fact_said_twice_is_there_once_and_required(tmp_path: Path) -> None:
    found = loaded(tmp_path, added(HOLDING), added(HOLDING, "a1"))
    assert [item.optional for item in found.facts if item.kind == "ownership"] == [False]
    assert lint([tmp_path / "nordwind.json"], SCORED).problems == ()


def test_what_a_result_says_can_be_said_by_a_person() -> None:
    again = gold(RESULT, review(*(added(said_of(fact, TEXT), f"a{at}") for at, fact in enumerate(RESULT.facts))), KINDS)
    assert [fact for fact in again["facts"] if not fact.get("optional")] == again["facts"]
    all_accepted = gold(RESULT, review(*map(accepted, range(5))), KINDS)
    assert again == all_accepted


def test_a_review_that_does_not_hold_gives_no_gold() -> None:
    with pytest.raises(ReviewError, match="f9:fact"):
        gold(RESULT, review(accepted(9)), KINDS)
