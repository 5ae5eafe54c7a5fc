"""A trained reader on the way of a filing: alone, and in a vote with a domain's own reader."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import pytest

from extractor import Extractor, Fact, Filing, Name, Quantity, ScriptedModel, Text
from extractor.annotations import Annotations
from extractor.candidates import Ask, Candidate, Findings, Found, SlotValue
from extractor.domain import Domain
from extractor.errors import BadAnswer, ModelUnavailable
from extractor.facts import Span
from extractor.model import Profile, Request
from extractor.result import Result, Unaccounted
from extractor.voting import ELSEWHERE, USUAL, Bar, bar
from tests.pipeline.toy import Holding, Saying
from tests.reader import heads

TEXT = "Nordtel holds 40 licences. Sudfone holds 12 licences, and Kaira holds 7 licences."
COUNTS = {"Nordtel": "40 licences", "Sudfone": "12 licences", "Kaira": "7 licences"}


def span(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def pointing(owner: str, count: str, share: float, **more: object) -> dict[str, object]:
    slots = {"owner": [span(owner)], "count": [span(count)]}
    return {"kind": "holding", "probability": share, "anchor": span(count), "slots": slots, **more}


def pointed(*others: dict[str, object], **likely: float) -> str:
    """What a trained reader says: who holds what, and how likely that is."""
    found = [*(pointing(owner, COUNTS[owner], share) for owner, share in likely.items()), *others]
    return json.dumps({"sections": [[0, len(TEXT)]], "found": found})


class Stating:
    """A domain's own reader, which says that these hold what they hold."""

    def __init__(self, owners: Sequence[str]) -> None:
        self._owners = owners

    async def read(self, annotations: Annotations, ask: Ask, found: Found) -> Findings:
        whole = Span(0, len(annotations.text))
        return Findings(
            candidates=[
                Candidate(
                    kind=Holding,
                    slots={
                        "owner": SlotValue(spans=(Span(*span(owner)),)),
                        "count": SlotValue(spans=(Span(*span(COUNTS[owner])),)),
                    },
                    within=whole,
                    passage=0,
                    source="stated",
                )
                for owner in self._owners
            ]
        )

    async def look_again(
        self, annotations: Annotations, ask: Ask, left: Sequence[Unaccounted], found: Found
    ) -> Findings:
        return Findings()


@pytest.fixture
def reader(tmp_path: Path) -> Path:
    heads.artifact().write(tmp_path / "reader")
    return tmp_path / "reader"


HARDLY = {"": (-3.0, -3.0, 0.0, 3.0, 3.0, 1.0, 1.0, 0.0, 0.0)}


def voting(tmp_path: Path, weights: Mapping[str, tuple[float, ...]] = HARDLY) -> Path:
    """A reader's file with weights: both are right, the reader alone as often as it says, the other alone hardly."""
    about = heads.ABOUT.model_copy(update={"vote": weights})
    made = heads.artifact()
    type(made)(about, made.tuned, made.heads).write(tmp_path / "voter")
    return tmp_path / "voter"


def read(reply: str, trained: Path, how: str, *, stated: Sequence[str] = (), least: float | None = None) -> Result:
    domain = Domain(
        kinds=(Holding, Saying), trained=trained, readers={"vote": lambda _: Stating(stated)} if stated else {}
    )
    model = ScriptedModel([reply], profile=Profile(passage_chars=4000, concurrency=1, reader=how))
    with Extractor(model, domain=domain, min_confidence=least) as extractor:
        return extractor.extract(Filing.read(TEXT.encode()))


def held(result: Result) -> dict[str, float | None]:
    return {fact.owner: fact.confidence for fact in result.facts if isinstance(fact, Holding)}


def test_what_a_trained_reader_points_at_is_read_checked_and_as_likely_as_it_says(reader: Path) -> None:
    result = read(pointed(Nordtel=0.9, Kaira=0.4), reader, "trained")

    assert held(result) == {"Nordtel": 0.9, "Kaira": 0.4}
    assert [fact.count.amount for fact in result.facts if isinstance(fact, Holding)] == [40, 7]
    assert [report.step for report in result.passages] == ["point"]


def test_what_is_less_likely_than_is_wanted_is_refused_with_its_confidence(reader: Path) -> None:
    result = read(pointed(Nordtel=0.9, Kaira=0.4), reader, "trained", least=0.5)

    assert held(result) == {"Nordtel": 0.9}
    assert [(r.reason, r.item["owner"]) for r in result.rejected] == [("unlikely", "Kaira")]
    assert "0.40" in result.rejected[0].message


def test_words_that_only_repeat_the_class_which_was_chosen_fill_no_slot(reader: Path) -> None:
    text = "Hen is a layer: of nine eggs."
    at = text.index("nine eggs")

    class Laying(Fact, key=("owner", "count")):
        """A bird lays."""

        owner: Name
        count: Quantity
        sort: Literal["layer", "other"]
        note: Text | None = None

    def said(note: str) -> str:
        slots = {"owner": [[0, 3]], "count": [[at, at + 9]], "note": [[text.index(note), text.index(note) + len(note)]]}
        found = {
            "kind": "laying",
            "probability": 0.9,
            "anchor": [at, at + 9],
            "slots": slots,
            "choices": {"sort": "layer"},
        }
        return json.dumps({"sections": [[0, len(text)]], "found": [found]})

    def notes(note: str) -> list[str | None]:
        model = ScriptedModel([said(note)], profile=Profile(passage_chars=4000, concurrency=1, reader="trained"))
        with Extractor(model, domain=Domain(kinds=(Laying,), trained=reader)) as extractor:
            return [fact.note for fact in extractor.extract(text.encode()).facts if isinstance(fact, Laying)]

    assert notes("layer") == [None]
    assert notes("a layer") == ["a layer"]


def test_in_a_vote_two_readers_make_a_fact_likely_and_one_alone_has_to_be_sure(tmp_path: Path) -> None:
    result = read(pointed(Nordtel=0.5, Kaira=0.9), voting(tmp_path), "vote", stated=["Nordtel", "Sudfone"])

    likely = held(result)
    assert set(likely) == {"Nordtel", "Kaira"}
    assert likely["Nordtel"] == pytest.approx(0.95, abs=0.01)
    assert likely["Kaira"] == pytest.approx(0.9, abs=0.01)
    assert [r.item["owner"] for r in result.rejected if r.reason == "unlikely"] == ["Sudfone"]


def test_of_two_readings_of_the_same_words_the_likelier_stands_and_the_rules_are_told_outvoted(tmp_path: Path) -> None:
    reply = pointed(pointing("Kaira", "12 licences", 0.99))
    result = read(reply, voting(tmp_path), "vote", stated=["Sudfone"])

    assert set(held(result)) == {"Kaira"}
    [refused] = result.rejected
    assert (refused.reason, refused.item["owner"]) == ("unlikely", "Sudfone")
    assert "not likely enough" in refused.message


def test_what_rules_say_is_heard_before_another_reading_of_the_same_words(tmp_path: Path) -> None:
    believed = {"": (1.0, -3.0, 0.0, 3.0, 3.0, 1.0, 1.0, 0.0, 0.0)}
    reply = pointed(pointing("Kaira", "12 licences", 0.99))
    result = read(reply, voting(tmp_path, believed), "vote", stated=["Sudfone"])

    assert set(held(result)) == {"Sudfone"}


def test_where_the_vote_was_not_learnt_on_documents_of_a_form_rules_stand_and_the_reader_adds_what_it_is_sure_of() -> (
    None
):
    learnt = heads.ABOUT.model_copy(update={"forms": ("", "8-K")})

    assert bar(learnt, None, None) == bar(learnt, "8-K", None) == USUAL
    assert bar(learnt, "6-K", None) == ELSEWHERE
    assert ELSEWHERE.rules == ELSEWHERE.both == 0 < USUAL.rules == USUAL.both == USUAL.alone < ELSEWHERE.alone
    assert bar(learnt, "6-K", 0.7) == Bar(rules=0.7, alone=0.7, both=0.7)


def test_another_reading_of_an_anchor_stands_only_where_a_vote_speaks_for_it(tmp_path: Path, reader: Path) -> None:
    reply = pointed(pointing("Sudfone", "12 licences", 0.3, other=True), pointing("Kaira", "12 licences", 0.5))

    assert held(read(reply, reader, "trained")) == {"Kaira": 0.5}
    assert set(held(read(reply, voting(tmp_path), "vote", stated=["Sudfone"]))) == {"Sudfone"}


def test_a_fact_that_both_state_is_one_fact(tmp_path: Path) -> None:
    result = read(pointed(Nordtel=0.8), voting(tmp_path), "vote", stated=["Nordtel"])

    assert len(result.facts) == 1


@pytest.mark.parametrize("least", [None, 0.5])
def test_a_voter_that_cannot_be_had_is_reported_and_the_domains_own_reader_stands(
    tmp_path: Path, least: float | None
) -> None:
    missing = ModelUnavailable("the encoder is not here; install it")
    domain = Domain(
        kinds=(Holding, Saying), trained=voting(tmp_path), readers={"vote": lambda _: Stating(["Nordtel", "Sudfone"])}
    )
    model = ScriptedModel([missing], profile=Profile(passage_chars=4000, concurrency=1, reader="vote"))
    with Extractor(model, domain=domain, min_confidence=least) as extractor:
        result = extractor.extract(Filing.read(TEXT.encode()))

    assert held(result) == {"Nordtel": None, "Sudfone": None}
    [report] = result.passages
    assert (report.step, report.status) == ("point", "failed")
    assert "install it; the facts are those of the rules alone" in (report.message or "")


def test_a_trained_reader_that_reads_alone_and_cannot_be_had_is_an_error(reader: Path) -> None:
    model = ScriptedModel(
        [ModelUnavailable("not here")], profile=Profile(passage_chars=4000, concurrency=1, reader="trained")
    )
    with (
        Extractor(model, domain=Domain(kinds=(Holding,), trained=reader)) as extractor,
        pytest.raises(ModelUnavailable, match="not here"),
    ):
        extractor.extract(Filing.read(TEXT.encode()))


def test_the_readers_digest_is_in_what_it_is_asked_as_so_that_another_readers_reply_is_never_taken_for_its_own(
    reader: Path,
) -> None:
    asked: list[Request] = []

    def answer(request: Request) -> str:
        asked.append(request)
        return pointed()

    model = ScriptedModel(answer, profile=Profile(passage_chars=4000, concurrency=1, reader="trained"))
    domain = Domain(kinds=(Holding, Saying), trained=reader)
    with Extractor(model, domain=domain) as extractor:
        extractor.extract(Filing.read(TEXT.encode()))

    assert domain.known is not None
    assert asked[0].model == f"reader-{domain.known.digest[:16]}"
    assert asked[0].messages[0].content == TEXT


def test_a_recorded_reply_that_is_none_of_a_reader_is_an_error_that_says_so(reader: Path) -> None:
    with pytest.raises(BadAnswer, match="none of a reader"):
        read('{"facts": []}', reader, "trained")
