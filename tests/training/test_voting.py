"""How much each of two readers is believed is learnt from what was right."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.annotations import Annotations
from extractor.candidates import Ask, Candidate, Findings, Found, SlotValue
from extractor.domain import Domain
from extractor.facts import Fact, Span
from extractor.reader.base import Base
from extractor.reader.pointer import Pointer
from extractor.result import Unaccounted
from extractor.training.scoring import Verdict
from extractor.training.voting import Hearing, hear, judge_vote, measure_vote, own, weigh
from extractor.voting import Claim, likelihood
from tests.pipeline.toy import Holding, Saying
from tests.reader import heads
from tests.training.told import FARM, documents

FARM_READ, POND_READ = documents()
HEN, FOX, _ = (stated.fact for stated in FARM_READ.facts)


def claim(who: str, fact: Fact = HEN) -> Claim:
    """What rules, a trained reader, or both say, the trained one as often right as wrong."""
    pointed = fact.model_copy(update={"confidence": 0.5})
    return Claim(fact.kind, by_rules=fact if who != "alone" else None, pointed=pointed if who != "rules" else None)


def heard(*said: tuple[str, int, int], fact: Fact = HEN) -> Hearing:
    """Claims of each form: how many of them are right, and how many wrong."""
    claims = [(claim(who, fact), at < right) for who, right, wrong in said for at in range(right + wrong)]
    return Hearing(FARM_READ, tuple(one for one, _ in claims), tuple(right for _, right in claims))


def likely(who: str, weights: Sequence[float]) -> float:
    return likelihood(claim(who).features(), weights)


def test_what_both_say_is_believed_more_than_what_one_says_where_it_was_right_more_often() -> None:
    weights = weigh([heard(("rules", 30, 30), ("alone", 10, 50), ("both", 58, 2))], ["holding"])["holding"]
    found = [likely(who, weights) for who in ("alone", "rules", "both")]
    assert found == sorted(found)
    assert found == pytest.approx([1 / 6, 1 / 2, 58 / 60], abs=0.06)


def test_a_kind_of_which_little_is_known_goes_by_what_all_share() -> None:
    saying = FARM_READ.facts[-1].fact
    told = [heard(("both", 90, 10)), heard(("both", 0, 1), fact=saying)]
    weights = weigh(told, ["holding", "saying", "third"])
    assert weights["third"] == weights[""]
    assert 0.5 < likely("both", weights["saying"]) < likely("both", weights["holding"])


def test_without_a_claim_nothing_is_learnt() -> None:
    assert weigh([Hearing(FARM_READ, (), ())], ["holding"]) == {}


def test_what_stands_is_judged_by_the_labels_of_its_document() -> None:
    wrong = HEN.model_copy(update={"owner": "Newt"})
    one = Hearing(FARM_READ, (claim("both"), claim("rules", wrong)), (True, False))
    [found] = judge_vote([one], {"": (1.0,) * 9})
    assert sorted((each.kind, each.verdict) for each in found.found) == [
        ("holding", Verdict.RIGHT), ("holding", Verdict.WRONG),
    ]  # fmt: skip
    assert found.stated == {"holding": 2, "saying": 1}


def test_a_vote_is_measured_on_other_documents_than_it_was_fitted_on() -> None:
    wrong = HEN.model_copy(update={"owner": "Newt"})
    believed = Hearing(FARM_READ, tuple(claim("rules") for _ in range(30)), (True,) * 30)
    doubted = Hearing(FARM_READ, tuple(claim("rules", wrong) for _ in range(30)), (False,) * 30)
    measured = measure_vote([believed, doubted, believed, doubted], ["holding"])
    assert measured.apart
    assert measured.error > 0.5  # what one half teaches is false of the other


class Stating:
    """A domain's own reader, which states that the hen holds nine eggs, and asks nobody."""

    async def read(self, annotations: Annotations, ask: Ask, found: Found) -> Findings:
        assert await ask([]) == []
        if "Hen" not in annotations.text:
            return Findings()
        places = {"owner": "Hen", "count": "9 eggs"}
        spans = {slot: Span(at := FARM.index(words), at + len(words)) for slot, words in places.items()}
        slots = {slot: SlotValue(spans=(span,)) for slot, span in spans.items()} | {"mood": SlotValue(value="happy")}
        within = Span(0, len(annotations.text))
        return Findings(candidates=[Candidate(kind=Holding, slots=slots, within=within, passage=0, source="own")])

    async def look_again(
        self, annotations: Annotations, ask: Ask, left: Sequence[Unaccounted], found: Found
    ) -> Findings:
        return Findings()


def test_a_domains_own_reader_is_heard_beside_the_trained_one(base: Base) -> None:
    pytest.importorskip("openvino", reason="needs OpenVINO: install the extra `local`")
    domain = Domain(kinds=(Holding, Saying), readers={"vote": lambda _: Stating()})
    reader = own(domain)
    assert reader is not None
    pointed = Pointer(heads.artifact(), base).point(FARM)
    found = hear(FARM_READ, reader, pointed, heads.ABOUT, domain.kinds)
    by_rules = [(one.kind, right) for one, right in zip(found.claims, found.right, strict=True) if one.by_rules]
    assert by_rules == [("holding", True)]


def test_a_domain_without_a_reader_of_its_own_has_none_for_a_vote() -> None:
    assert own(Domain(kinds=(Holding, Saying))) is None


def test_what_is_said_of_a_kind_that_was_not_looked_for_is_not_held_against_a_reader(base: Base) -> None:
    pytest.importorskip("openvino", reason="needs OpenVINO: install the extra `local`")
    reader = own(Domain(kinds=(Holding, Saying), readers={"vote": lambda _: Stating()}))
    assert reader is not None
    sayings = documents((Saying,))[0]
    found = hear(sayings, reader, Pointer(heads.artifact(), base).point(FARM), heads.ABOUT, (Holding, Saying))
    assert {claim.kind for claim in found.claims} <= {"saying"}
    assert found.labelled.required == {"saying": 1}
