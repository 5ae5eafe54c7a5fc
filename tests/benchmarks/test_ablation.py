"""The ablation: each way switches off what it says, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from alliances.rules import RULES, Rules
from alliances.rules.marks import Marks
from alliances.rules.proposals import Filled, Proposal
from alliances.rules.reading import read
from benchmarks import ablation
from benchmarks._documents import HELD_OUT, Document, load
from benchmarks._ways import (
    Asking,
    Way,
    asked_kinds,
    bare,
    changed,
    likeliest,
    only,
    reading_ways,
    reverse,
    seen,
    ways,
    without_examples,
    without_heading,
)
from extractor.annotations import Annotations
from extractor.extractor import Extractor
from extractor.facts import Fact, Name, Quantity
from extractor.filing import Filing
from extractor.model import EMBEDDED, Message, ScriptedModel, open_model
from extractor.replies import Replies
from tests.evals.toys import all_facts, gold_file, write_gold

MESSAGES = (
    Message("system", "Read."),
    Message("user", "Under the heading: Products\nSentence: Under the heading of change."),
    Message("assistant", "A"),
    Message("user", "Under the heading: Alba\nSentence: It has 3."),
)


class Sighting(Fact, key=("who", "count")):
    """Somebody counts something."""

    who: Name
    count: Quantity


class Rumour(Fact, key=("who",)):
    """Somebody says something."""

    who: Name


def sightings(marks: Marks) -> Iterator[Proposal]:
    """Every number, whose is asked; whether at all is asked too."""
    for found in marks.quantities:
        count = Filled(found.value, (found.span,), found.value.text)
        who = tuple(Filled(name) for name in ("Ida", "Eli", marks.subject.text if marks.subject else "Uma"))
        yield Proposal(kind=Sighting, anchor=found.span, slots={"count": count}, open={"who": who}, asks=True)


def rumours(marks: Marks) -> Iterator[Proposal]:
    """Always one, open."""
    yield Proposal(kind=Rumour, anchor=marks.passage.span, open={"who": (Filled("Ida"), Filled("Eli"))})


TOY = Rules(proposers={Sighting: sightings, Rumour: rumours})


def passages(text: str) -> tuple[Marks, ...]:
    return read(Annotations(Filing.read(text.encode())), passage_chars=900).passages


def proposed(rules: Rules, text: str = "Ida saw 40 customers.") -> list[Proposal]:
    return [p for marks in passages(text) for propose in rules.proposers.values() for p in propose(marks)]


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (found,) = load([write_gold(tmp_path, gold_file(all_facts()))])
    return found


def test_the_likeliest_option_stands_and_nothing_is_asked() -> None:
    for proposal, was in zip(proposed(changed(TOY, likeliest)), proposed(TOY), strict=True):
        assert proposal.settled
        assert proposal.slots == was.first()


def test_of_one_kind_only() -> None:
    settled = {p.kind: p.settled for p in proposed(changed(TOY, only("rumour", likeliest)))}
    assert settled == {Sighting: False, Rumour: True}


def test_options_are_turned_round() -> None:
    names = [[option.value for option in p.open["who"]] for p in proposed(changed(TOY, reverse))]
    assert names == [["Uma", "Eli", "Ida"], ["Eli", "Ida"]]


def test_a_passage_that_stands_alone_has_no_heading_and_no_subject_carried_over() -> None:
    text = "Alba Mobil Ltd is large.\n\nAlba Mobil Ltd\n\nThere were 40 customers."
    assert any(marks.passage.heading for marks in passages(text))
    alone = [bare(marks) for marks in passages(text)]
    assert not any(marks.passage.heading or marks.section for marks in alone)
    (proposal,) = (p for p in proposed(seen(TOY, bare), text) if p.kind is Sighting)
    (was,) = (p for p in proposed(TOY, text) if p.kind is Sighting)
    assert (was.open["who"][-1].value, proposal.open["who"][-1].value) == ("Alba Mobil Ltd", "Uma")


def test_the_second_question_is_changed_too() -> None:
    toy = replace(TOY, again=lambda marks, left: [] if not left else sightings(marks))
    (marks,) = passages("Ida saw 40 customers.")
    closed, shown = changed(toy, likeliest).again, seen(toy, bare).again
    assert closed is not None
    assert shown is not None
    left = [marks.passage.span]
    assert all(proposal.settled for proposal in closed(marks, left))
    assert len(list(shown(marks, left))) == 1


def test_the_heading_line_goes_and_the_text_stays() -> None:
    contents = [turn.content for turn in without_heading(MESSAGES)]
    assert contents == ["Read.", "Sentence: Under the heading of change.", "A", "Sentence: It has 3."]


def test_the_examples_go() -> None:
    assert without_examples(MESSAGES) == (MESSAGES[0], MESSAGES[-1])


def test_a_way_asks_as_it_says_and_leaves_the_model_open(document: Document) -> None:
    scripted = ScriptedModel(lambda _: '{"answer":"A"}')
    way = Way("no worked examples", turns=without_examples)
    asking = Asking(scripted, way)
    assert (asking.name, asking.profile) == ("scripted", EMBEDDED)
    asyncio.run(Extractor(model=asking, domain=way.domain).aextract(document.filing))
    assert all(len(request.messages) == 2 for request in scripted.transcript)


def test_the_whole_way_comes_first_and_each_kind_asked_about_has_a_row() -> None:
    kinds = asked_kinds(TOY, passages("Ida saw 40 customers."))
    assert kinds == ["rumour", "sighting"]
    names = [way.name for way in ways(TOY, kinds)]
    assert names[0] == "as it is"
    assert {f"no questions about {kind}" for kind in kinds} < set(names)
    assert len(set(names)) == len(names)


def test_without_the_model_nothing_is_asked_and_the_documents_are_scored(document: Document) -> None:
    model = ScriptedModel(lambda _: '{"answer":"A"}', EMBEDDED)
    table = asyncio.run(ablation.compare("T", [document], model, "no model"))
    _, row = table.rows
    cells = dict(zip(table.columns, row, strict=True))
    assert (cells["requests"], cells["tokens out"], cells["seconds"]) == ("0", "0", "0.0")
    assert float(cells["F1"]) > 0
    assert "toy.txt" in table.note


def test_a_way_whose_replies_are_not_recorded_shows_so(document: Document, tmp_path: Path) -> None:
    doubted = changed(RULES, only("metric", lambda proposal: replace(proposal, asks=True)))
    with Replies(tmp_path / "record") as record:
        model = open_model("embedded", replies=record, offline=True)
        assert asyncio.run(ablation.measure(Way("all asked", doubted), [document], model)) is None


def test_the_committed_documents_are_those_developed_with_and_those_held_out() -> None:
    first, second = ablation.sets([], [], "unused").values()
    assert {each.name for each in second} == HELD_OUT
    assert not HELD_OUT & {each.name for each in first}
    assert any(each.name.startswith("mmo2") for each in first)


def test_the_command_prints_a_table(tmp_path: Path, document: Document, capsys: pytest.CaptureFixture[str]) -> None:
    del document
    ablation.main(
        gold=[tmp_path / "toy.json"],
        title="Toys",
        only="no model",
        replies=tmp_path / "record",
        offline=True,
    )
    printed = capsys.readouterr().out
    assert "### Toys" in printed
    assert "| no model: the likeliest option stands |" in printed
    assert "1 documents: toy.txt." in printed


def test_a_model_that_reads_for_itself_has_parts_of_its_own() -> None:
    whole, bare, alone, lone, *_ = reading_ways()
    filing = Filing.read(b'Norda plc ("Norda") has 2 million customers.')

    async def asked(way: Way) -> tuple[Message, ...]:
        model = ScriptedModel(lambda _: "{}", way.profile)
        await Extractor(Asking(model, way), domain=way.domain).aextract(filing)
        return model.transcript[0].messages

    everything, no_conventions, no_examples, no_context = (asyncio.run(asked(w)) for w in (whole, bare, alone, lone))
    assert "- stake (quantity, or null): the share held" in everything[0].content
    assert "- stake (quantity, or null)\n" in no_conventions[0].content
    assert "(its parties are" not in no_conventions[0].content
    assert (len(everything), len(no_examples)) == (6, 2)
    assert "Date of the document" in everything[1].content
    assert "Date of the document" not in no_context[1].content
