"""The ablation: each way switches off what it says, and nothing else."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from alliances import DOMAIN
from benchmarks import ablation
from benchmarks._documents import HELD_OUT, Document, load
from benchmarks._ways import Asking, Way, ways
from extractor.extractor import Extractor
from extractor.filing import Filing
from extractor.model import EMBEDDED, HOSTED, Message, ScriptedModel, open_model
from extractor.replies import Replies
from tests.evals.toys import all_facts, gold_file, write_gold


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (found,) = load([write_gold(tmp_path, gold_file(all_facts()))])
    return found


def test_a_way_asks_as_it_says_and_leaves_the_model_open(document: Document) -> None:
    scripted = ScriptedModel(lambda _: "{}")
    asking = Asking(scripted, Way("the question alone", HOSTED, turns=lambda messages: messages[-1:]))
    assert (asking.name, asking.profile) == ("scripted", HOSTED)
    asyncio.run(Extractor(model=asking, domain=DOMAIN).aextract(document.filing))
    assert all(len(request.messages) == 1 for request in scripted.transcript)


def test_the_whole_way_comes_first_and_the_model_reads_in_all() -> None:
    found = ways(EMBEDDED)
    assert found[0] == Way("as it is", replace(EMBEDDED, reader="model"))
    assert {way.profile.reader for way in found} == {"model"}
    assert len({way.name for way in found}) == len(found)


def test_what_is_asked_and_found_is_in_the_table(document: Document) -> None:
    model = ScriptedModel(lambda _: "{}", HOSTED)
    table = asyncio.run(ablation.compare("T", [document], model, "second look"))
    first, second = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    assert (first["way"], second["way"]) == ("as it is", "with a second look")
    assert (first["requests"], second["requests"]) == ("1", "2")
    assert first["R"] == "0.000"
    assert "toy.txt" in table.note


def test_a_way_whose_replies_are_not_recorded_shows_so(document: Document, tmp_path: Path) -> None:
    with Replies(tmp_path / "record") as record:
        model = open_model("embedded", replies=record, offline=True)
        assert asyncio.run(ablation.measure(ways(model.profile)[0], [document], model)) is None


def test_the_committed_documents_are_those_developed_with_and_those_held_out() -> None:
    first, second = ablation.sets([], [], "unused").values()
    assert {each.name for each in second} == HELD_OUT
    assert not HELD_OUT & {each.name for each in first}
    assert any(each.name.startswith("mmo2") for each in first)


def test_the_command_prints_a_table(tmp_path: Path, document: Document, capsys: pytest.CaptureFixture[str]) -> None:
    del document
    ablation.main(
        model="embedded",
        gold=[tmp_path / "toy.json"],
        title="Toys",
        only="worked examples",
        replies=tmp_path / "record",
        offline=True,
    )
    printed = capsys.readouterr().out
    assert "### Toys" in printed
    assert "| no worked examples | - |" in printed
    assert "1 documents: toy.txt." in printed


def test_a_model_that_reads_for_itself_has_parts_of_its_own() -> None:
    whole, bare, alone, lone, *_ = ways(HOSTED)
    filing = Filing.read(b'Norda plc ("Norda") has 2 million customers.')

    async def asked(way: Way) -> tuple[Message, ...]:
        model = ScriptedModel(lambda _: "{}", way.profile)
        await Extractor(Asking(model, way), domain=DOMAIN).aextract(filing)
        return model.transcript[0].messages

    everything, no_conventions, no_examples, no_context = (asyncio.run(asked(w)) for w in (whole, bare, alone, lone))
    assert "- stake (quantity, or null): the share held" in everything[0].content
    assert "- stake (quantity, or null)\n" in no_conventions[0].content
    assert "(its parties are" not in no_conventions[0].content
    assert (len(everything), len(no_examples)) == (6, 2)
    assert "Date of the document" in everything[1].content
    assert "Date of the document" not in no_context[1].content
