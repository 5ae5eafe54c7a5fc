"""The peers: what they are given, our value reading lent to them, and how all are counted alike."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from alliances import KINDS
from benchmarks import peers
from benchmarks._documents import HELD_OUT, ROOT, Document, load
from benchmarks._examples import AGREED, WORKED, choices, chosen, filled, instructions
from benchmarks._lending import Item, read
from benchmarks._meter import Meter, serving
from benchmarks._systems import SYSTEMS, Instructor, LangExtract, Ours
from evals.errors import BadInput
from evals.tally import Tally
from extractor.facts import Span
from extractor.filing import Filing
from extractor.slots import slot_of
from extractor.tasks.codec import COMPACT
from tests.evals.toys import TEXT, all_facts, gold_file, write_gold
from tests.model.endpoint import Answer, Endpoint, completion

SAID: dict[str, list[dict[str, Any]]] = {
    "metric": [
        {"subject": "Alba Mobil", "measure": "subscribers", "value": "3.2 million customers", "as_of": None},
        {"subject": "Alba Mobil", "measure": "subscribers", "value": "3.2 million customers", "as_of": None},
        {"subject": "Brevo", "measure": "subscribers", "value": "many", "as_of": None},
    ],
    "membership": [{"alliance": "Lumen Alliance", "member": "Brevo", "countries": ["Italy"]}],
}


def whole(said: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """An answer as the schema wants it: every kind, every slot."""
    return json.dumps({kind.kind: [filled(kind, words) for words in said.get(kind.kind, ())] for kind in KINDS})


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (found,) = load([write_gold(tmp_path, gold_file(all_facts()))])
    return found


# What the peers are given.


def test_the_worked_example_has_every_kind_and_only_words_of_its_text() -> None:
    assert set(WORKED.facts) == {kind.kind for kind in KINDS}
    for kind in KINDS:
        for words in WORKED.facts[kind.kind]:
            assert set(words) <= set(kind.slots())
            for slot, said in words.items():
                for each in said if isinstance(said, list) else [said]:
                    assert each in WORKED.text if slot_of(kind, slot).verbatim else each in choices(kind, slot)
    assert AGREED in WORKED.text


def test_the_worked_answer_keeps_to_the_schema_that_is_asked_for() -> None:
    answer = COMPACT.schema(KINDS).model_validate_json(whole(WORKED.facts))
    assert json.loads(answer.model_dump_json()) == json.loads(whole(WORKED.facts))


def test_our_value_reading_reads_every_fact_of_the_worked_example() -> None:
    items = [Item(kind, words) for kind, several in WORKED.facts.items() for words in several]
    assert len(read(items, Filing.read(WORKED.text.encode()))) == len(items)


def test_the_instructions_name_every_slot_and_every_option() -> None:
    said = instructions()
    for kind in KINDS:
        assert f"- {kind.kind} ({', '.join(kind.slots())})" in said
        for slot in chosen(kind):
            assert f"- {kind.kind} {slot}: {', '.join(choices(kind, slot))}" in said


# What is lent to them.


def test_words_become_values_as_ours_do() -> None:
    filing = Filing.read(b"Milan, 5 May 2009\n\nAlba had nearly 3.2 million customers at the end of March.")
    words = {"subject": "Alba", "measure": "subscribers", "value": "nearly 3.2 million customers"}
    (fact,) = read([Item("metric", {**words, "as_of": "at the end of March"})], filing)
    assert (fact["value"]["amount"], fact["value"]["unit"], fact["value"]["bound"]) == (3_200_000, "customers", "about")
    assert (fact["as_of"]["start"], fact["as_of"]["end"]) == ("2009-03-31", "2009-03-31")


def test_the_sentence_lends_what_the_words_leave_out() -> None:
    text = "Alba has 28.3 million customers, including 10.2 mobile users."
    words = {"subject": "Alba", "measure": "subscribers", "value": "10.2 mobile users"}
    (fact,) = read([Item("metric", words)], Filing.read(text.encode()))
    assert fact["value"]["amount"] == 10_200_000


def test_what_cannot_be_read_is_left_out_and_what_is_repeated_counts_once() -> None:
    items = [Item(kind, words) for kind, several in SAID.items() for words in several]
    facts = read([*items, Item("rumour", {}), Item("person", {"role": "chairman"})], Filing.read(TEXT.encode()))
    assert [(f["kind"], f.get("subject") or f.get("member")) for f in facts] == [
        ("metric", "Alba Mobil"),
        ("membership", "Brevo"),
    ]


def test_an_option_that_is_none_is_dropped_where_the_slot_may_be_empty() -> None:
    words = {"entity": "Alba Mobil", "name": "Alba", "relation": "Short name"}
    known, unknown = read(
        [Item("identity", words), Item("identity", {**words, "name": "AM", "relation": "nickname"})],
        Filing.read(TEXT.encode()),
    )
    assert (known["relation"], unknown["relation"]) == ("short_name", None)


def test_a_span_is_the_evidence() -> None:
    (fact,) = read([Item("person", {"name": "Ines Prado"}, Span(0, 10))], Filing.read(TEXT.encode()))
    assert [(e["start"], e["end"], e["quote"]) for e in fact["evidence"]] == [(0, 10, "Alba Mobil")]


# The systems.


def test_instructor_asks_once_for_the_whole_filing_after_one_example(document: Document) -> None:
    with Endpoint(completion(whole(SAID))) as endpoint:
        said = Instructor().ask(document.filing, endpoint.base_url)
        (asked,) = endpoint.asked
    turns = [turn["role"] for turn in asked["messages"]]
    assert turns == ["system", "user", "assistant", "user"]
    assert asked["messages"][-1]["content"].endswith(document.filing.text)
    assert asked["response_format"]["type"] == "json_schema"
    assert [fact["kind"] for fact in Instructor().facts(said, document.filing)] == ["membership", "metric"]


def test_of_a_reply_that_is_cut_off_the_whole_items_count(document: Document) -> None:
    cut = whole(SAID)
    cut = cut[: cut.index('"Brevo", "measure"')]
    with Endpoint(completion(cut, finish="length")) as endpoint:
        said = Instructor().ask(document.filing, endpoint.base_url)
        assert len(endpoint.asked) == 1
    assert [fact["kind"] for fact in Instructor().facts(said, document.filing)] == ["membership", "metric"]


def test_langextract_counts_what_it_could_locate(document: Document) -> None:
    place = TEXT.index("Brevo (Italy)")
    attributes = {"alliance": "Lumen Alliance", "countries": ["Italy"]}
    said = [
        {"kind": "membership", "text": "Brevo", "attributes": attributes, "at": [place, place + 5]},
        {"kind": "membership", "text": "Draco", "attributes": attributes, "at": None},
        {"kind": "person", "text": "Ines Prado", "attributes": None, "at": [0, 10]},
    ]
    facts = LangExtract().facts(said, document.filing)
    assert [fact.get("member") or fact.get("name") for fact in facts] == ["Brevo", "Ines Prado"]


def test_langextract_asks_with_its_own_prompt_and_reads_its_own_answer(document: Document) -> None:
    pytest.importorskip("langextract", reason="needs the extra `peers`")
    person = {"role": "chief executive", "organization": "Alba Mobil", "email": None, "phone": None}
    answer = {"extractions": [{"person": "Ines Prado", "person_attributes": person}]}
    with Endpoint(completion(json.dumps(answer))) as endpoint:
        said = LangExtract().ask(document.filing, endpoint.base_url)
        assert "Ines Prado" in endpoint.asked[0]["messages"][-1]["content"]
    (fact,) = LangExtract().facts(said, document.filing)
    assert (fact["name"], fact["organization"]) == ("Ines Prado", "Alba Mobil")


def test_ours_asks_the_same_server(document: Document) -> None:
    with Endpoint(completion('{"answer":"A"}')) as endpoint, Meter(endpoint.base_url) as meter:
        said = Ours().ask(document.filing, meter.base_url)
        assert len(endpoint.asked) == len(meter.take())
    assert document.tally(said).tp > 0


# How they are counted.


def test_the_meter_passes_everything_on_and_counts_it() -> None:
    refusal = Answer(status=400, body='{"error": {"message": "no"}}')
    with Endpoint(completion("{}"), refusal) as endpoint, Meter(endpoint.base_url) as meter:
        body = json.dumps({"model": "embedded"}).encode()
        answers = [meter.pass_on("POST", "/v1/chat/completions", body) for _ in range(2)]
        kept = meter.take()
        assert meter.take() == ()
    assert [status for status, _ in answers] == [200, 400] == [each.status for each in kept]
    assert [(each.tokens("prompt"), each.tokens("completion")) for each in kept] == [(7, 3), (0, 0)]
    assert endpoint.asked == [{"model": "embedded"}] * 2


def test_a_server_that_ends_is_no_server() -> None:
    with pytest.raises(RuntimeError, match="ended with 3"), serving(["/bin/sh", "-c", "exit 3"]):
        pass


def test_answers_that_are_kept_are_scored_again_without_asking(document: Document, tmp_path: Path) -> None:
    keep = peers.Keep(tmp_path / "kept")
    with Endpoint(completion(whole(SAID))) as endpoint, Meter(endpoint.base_url) as meter:
        (asked,) = peers.compare([Instructor()], [document], meter, keep)
    (again,) = peers.compare([Instructor()], [document], None, keep)
    assert (asked.tally.tp, asked.tally.fa, asked.cost.requests, asked.cost.completion_tokens) == (2, 0, 1, 3)
    assert (again.tally, again.cost, asked.kept, again.kept) == (asked.tally, asked.cost, False, True)


def test_an_answer_to_another_text_is_not_taken_up(document: Document, tmp_path: Path) -> None:
    keep = peers.Keep(tmp_path / "kept")
    keep.put(Instructor(), document, peers.Answer([], peers.Cost()), [])
    other = Document(document.gold, document.path, Filing.read(b"Another text."))
    assert keep.get(Instructor(), document) is not None
    assert keep.get(Instructor(), other) is None


def test_the_table_has_ratios_to_ours_and_sums() -> None:
    def row(document: str, system: str, tp: int, fn: int, tokens: int, ms: int) -> peers.Row:
        return peers.Row(document, system, Tally(tp=tp, fn=fn), peers.Cost(1, 10, tokens, ms))

    rows = [row("a", "ours", 3, 1, 100, 2000), row("a", "peer", 1, 3, 400, 3000), row("b", "ours", 1, 1, 50, 1000)]
    rows += peers.summed(rows)
    cells = {(r[0], r[1]): r[2:] for r in peers.table(rows, "ours").rows}
    # F1: 6/7 and 2/5, so 14/30; tokens 4 times, seconds one and a half times.
    assert cells["a", "peer"][-3:] == ("0.47", "4.00", "1.50")
    assert cells["a", "ours"][-3:] == ("1.00", "1.00", "1.00")
    assert cells[peers.ALL, "ours"][1] == "0.667"
    assert cells[peers.ALL, "ours"][6:8] == ("150", "3.0")
    assert (peers.ALL, "peer") not in cells  # it has not answered b


def test_the_command_prints_and_writes_what_is_kept(
    document: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = peers.Answer([SAID], peers.Cost(1, 7, 3, 1500))
    peers.Keep(tmp_path / "kept").put(Instructor(), document, answer, [])
    peers.main(
        gold=[tmp_path / "toy.json"],
        systems="instructor",
        keep=tmp_path / "kept",
        offline=True,
        json_to=tmp_path / "rows.json",
    )
    printed = capsys.readouterr().out
    assert "| toy.txt | instructor | 1.000 |" in printed
    assert "1.5 (kept)" in printed
    assert "- instructor 1." in printed
    (row,) = json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))["rows"]
    assert (row["system"], row["tp"], row["kept"]) == ("instructor", 2, True)


def test_a_document_that_is_not_there_is_named(tmp_path: Path) -> None:
    write_gold(tmp_path, gold_file(all_facts()))
    (tmp_path / "toy.txt").unlink()
    with pytest.raises(BadInput, match=r"toy\.txt"):
        load([tmp_path / "toy.json"])


def test_the_documents_held_out_are_committed() -> None:
    assert {path.name for path in (ROOT / "evals" / "gold").iterdir()} >= HELD_OUT


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_system_says_its_version(name: str) -> None:
    if name == "langextract":
        pytest.importorskip("langextract", reason="needs the extra `peers`")
    assert SYSTEMS[name]().title.startswith(SYSTEMS[name].name)


def test_the_peers_pins_name_no_registry_and_hash_everything() -> None:
    pins = (ROOT / "requirements" / "peers.txt").read_text(encoding="utf-8")
    lines = [line for line in pins.splitlines() if not line.startswith("#")]
    assert "langextract==1.7.1 \\" in lines
    assert not [line for line in lines if "://" in line or "@ " in line]
    entries = [place for place, line in enumerate(lines) if "==" in line]
    assert all("--hash=sha256:" in lines[place + 1] for place in entries)
