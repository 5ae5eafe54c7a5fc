"""Gold files: read whole, and everything wrong with all of them said at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals import gold as golds
from evals.errors import BadInput
from evals.lint import lint
from evals.tally import Tally
from tests.evals.toys import (
    ALBA,
    BREVO,
    KINDS,
    LUMEN,
    all_facts,
    brevo,
    customers,
    gold_file,
    gold_of,
    membership,
    metric,
    ownership,
    quantity,
    scored,
    share,
    when,
    write_gold,
)

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_mmo2_filing_s_gold_holds() -> None:
    report = lint([EXAMPLES], KINDS)
    assert report.problems == ()
    assert report.facts == 117


def test_the_committed_set_holds() -> None:
    report = lint([Path(golds.__file__).parent / "gold"], KINDS)
    assert report.problems == ()


def test_toy_gold_holds(tmp_path: Path) -> None:
    report = lint([write_gold(tmp_path, gold_file(all_facts()))], KINDS)
    assert report.problems == ()
    assert [note.rpartition(":")[0] for note in report.notes] in ([], ["toy.json:3:stake"])


def test_all_problems_of_all_files_are_said_in_one_pass(tmp_path: Path) -> None:
    write_gold(tmp_path, gold_file([{**customers(), "measure": "size"}, {**share(), "quote": ""}], document="a.txt"))
    write_gold(tmp_path, gold_file([{**share(), "as_of": when("2008", "2009-01-01", "2008-01-01")}], document="b.txt"))
    write_gold(
        tmp_path, gold_file([{"kind": "rumour", "quote": ALBA}, {**share(), "optional": "yes"}], document="c.txt")
    )
    (tmp_path / "d.json").write_text("{", encoding="utf-8")
    (tmp_path / "e.json").write_text(json.dumps({"document": "e.txt", "facts": {}}), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        golds.load([tmp_path], KINDS)
    found = [":".join(problem.split(":")[:3]) for problem in caught.value.problems]
    assert found == [
        "a.json:0:measure",
        "a.json:1:quote",
        "b.json:0:as_of",
        "c.json:0:kind",
        "c.json:1:optional",
        "d.json:-:-",
        "e.json:-:sha256",
        "e.json:-:facts",
    ]


def test_an_empty_folder_and_a_missing_file_are_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no gold file"):
        golds.load([tmp_path], KINDS)
    with pytest.raises(BadInput, match="cannot be read"):
        golds.load([tmp_path / "nothing.json"], KINDS)


def test_a_sample_is_the_same_whatever_the_order_and_whatever_else_there_is() -> None:
    annotated = [gold_of([], document=f"{number}.txt") for number in range(20)]
    drawn = golds.sample(annotated, 5, seed=1)
    assert len(drawn) == 5
    assert golds.sample(annotated[::-1], 5, seed=1) == drawn
    rest = [gold for gold in annotated if gold in drawn or gold.document > "15"]
    assert golds.sample(rest, 5, seed=1) == drawn
    assert golds.sample(annotated, 5, seed=2) != drawn
    assert golds.sample(annotated, 50, seed=1) == tuple(sorted(annotated, key=lambda gold: gold.document))


def test_documents_are_left_out_by_their_names(tmp_path: Path) -> None:
    annotated = [gold_of([], document=name) for name in ("a.txt", "b.txt", "ab.txt")]
    listed = tmp_path / "seen"
    listed.write_text("a.txt\n\n b \n", encoding="utf-8")
    assert [gold.document for gold in golds.without(annotated, [listed])] == ["ab.txt"]
    assert golds.without(annotated, []) == tuple(annotated)
    with pytest.raises(BadInput, match="cannot be read"):
        golds.without(annotated, [tmp_path / "none"])


def test_one_document_annotated_twice_is_refused(tmp_path: Path) -> None:
    write_gold(tmp_path, gold_file(all_facts()))
    (tmp_path / "again.json").write_text(json.dumps(gold_file([])), encoding="utf-8")
    with pytest.raises(BadInput, match="annotated in more than one file"):
        golds.load([tmp_path], KINDS)


def test_facts_of_kinds_that_the_file_does_not_name_are_refused(tmp_path: Path) -> None:
    write_gold(tmp_path, gold_file([membership("Alba Mobil")], kinds=["metric", "gossip"]))
    with pytest.raises(BadInput) as caught:
        golds.load([tmp_path], KINDS)
    assert [problem.split(": ")[0] for problem in caught.value.problems] == ["toy.json:-:kinds", "toy.json:0:kind"]


@pytest.mark.parametrize(
    ("fact", "place", "message"),
    [
        ({**customers(), "quote": "Alba Mobil had 4 million customers"}, "0:quote", "is not in the document"),
        ({**customers(), "subject": "Altair"}, "0:subject", "'Altair' is not in the document"),
        (
            metric("Brevo", "subscribers", quantity("2.5 million", 2_500_000), BREVO),
            "0:value",
            "is not in the document",
        ),
        (
            metric("Brevo", "subscribers", quantity("1.5 million customers", 1_600_000), BREVO),
            "0:value",
            "amount 1600000 does not follow from '1.5 million customers', which reads 1500000",
        ),
        (membership("Corvo", countries=["PT", "PT"]), "0:countries", "names PT twice"),
        (
            {"kind": "agreement", "parties": ["Brevo", "Zephyr"], "type": "sale", "quote": BREVO},
            "0:parties",
            "'Zephyr' is not in the document",
        ),
        ({"kind": "person", "name": "Ana Prado", "quote": LUMEN}, "0:name", "'Ana Prado' is not in the document"),
    ],
)
def test_what_a_fact_says_must_stand_in_its_document(
    tmp_path: Path, fact: dict[str, Any], place: str, message: str
) -> None:
    [problem] = lint([write_gold(tmp_path, gold_file([fact]))], KINDS).problems
    assert problem.startswith(f"toy.json:{place}: ")
    assert message in problem


def test_words_far_from_the_quote_are_not_the_quote_s(tmp_path: Path) -> None:
    text = f"In 2008 all was well.{' So it went on.' * 150}\n{ALBA}."
    fact = {**customers(), "as_of": when("2008", "2008-01-01", "2008-12-31")}
    [problem] = lint([write_gold(tmp_path, gold_file([fact], text=text), text=text)], KINDS).problems
    assert problem.startswith("toy.json:0:as_of: '2008' is neither in the quote nor in the sentence around it")


@pytest.mark.parametrize(
    ("words", "amount"), [("(31.7)", -31_700_000), ("over 95% and 85%", 85), ("1.5", 1_500_000), ("Thrice forty", 120)]
)
def test_amounts_may_follow_from_brackets_lists_and_carried_scales(tmp_path: Path, words: str, amount: int) -> None:
    text = f"Alba Mobil counted {words} of them."
    fact = metric("Alba Mobil", "other", quantity(words, amount, "percent"), text)
    assert lint([write_gold(tmp_path, gold_file([fact], text=text), text=text)], KINDS).problems == ()


def test_a_fact_that_stands_twice_is_a_problem(tmp_path: Path) -> None:
    facts = [share(), brevo(), {**share(), "optional": True}]
    [problem] = lint([write_gold(tmp_path, gold_file(facts))], KINDS).problems
    assert problem.startswith("toy.json:2:-: says the same as fact 0")


def test_aliases_must_be_used_stand_in_the_document_and_tell_things_apart(tmp_path: Path) -> None:
    entities = {"Brevo": ["Cedar Group"], "Cedar Group": ["Cedar Holdings"], "Ines Prado": []}
    problems = lint([write_gold(tmp_path, gold_file([brevo(), ownership()], entities=entities))], KINDS).problems
    assert [problem.split(": ", 1)[1] for problem in problems] == [
        "'Cedar Holdings', an alias of 'Cedar Group', is not in the document",
        "'Ines Prado' is named by no fact; drop it",
        "'Cedar Group' stands for 2 entities; an alias must tell them apart",
    ]


def test_a_changed_document_and_a_missing_one_are_problems(tmp_path: Path) -> None:
    write_gold(tmp_path, gold_file([share()]))
    (tmp_path / "toy.txt").write_text("Something else.", encoding="utf-8")
    assert any(problem.startswith("toy.json:-:sha256: ") for problem in lint([tmp_path], KINDS).problems)
    (tmp_path / "toy.txt").unlink()
    [problem] = lint([tmp_path], KINDS).problems
    assert problem.startswith("toy.json:-:document: 'toy.txt' is not beside the gold file")


def test_documents_are_found_in_another_folder(tmp_path: Path) -> None:
    write_gold(tmp_path / "gold", gold_file([share()]))
    (tmp_path / "filings").mkdir()
    (tmp_path / "gold" / "toy.txt").rename(tmp_path / "filings" / "toy.txt")
    assert lint([tmp_path / "gold"], KINDS, [tmp_path / "filings"]).problems == ()


def test_the_mmo2_gold_scores_one_against_itself() -> None:
    content = json.loads((EXAMPLES / "mmo2-6k-2004-11-11.json").read_text(encoding="utf-8"))
    found = scored(content["facts"], content["facts"], entities=content["entities"])
    assert found.micro == Tally(tp=sum(not fact.get("optional", False) for fact in content["facts"]))
