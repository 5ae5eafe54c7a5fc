"""The questions that the rules may ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliances.rules import RULES
from alliances.rules.picking import STATED, Pick, open_slots
from alliances.rules.prompts import Prompts
from alliances.rules.reading import read
from extractor.annotations import Annotations
from extractor.errors import SchemaError
from extractor.filing import Filing

EXAMPLE = Path(__file__).parents[3] / "examples" / "mmo2-6k-2004-11-11.txt"


def test_a_prompt_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match=r"the rules have no prompt pick\.system\.j2; it is looked for in "):
        Prompts(tmp_path).render()


def test_a_misspelt_name_in_a_template_is_an_error_and_no_blank(tmp_path: Path) -> None:
    (tmp_path / "pick.system.j2").write_text("{{ sentense }}")
    with pytest.raises(SchemaError, match=r"pick\.system\.j2: 'sentense' is undefined"):
        Prompts(tmp_path).render(sentence="x")


def test_a_file_of_another_shape_is_named(tmp_path: Path) -> None:
    (tmp_path / "examples.toml").write_text("[[pick]]\nuser.a = 1\n")
    (tmp_path / "questions.toml").write_text("a = 1\n")
    with pytest.raises(SchemaError, match=r"^examples\.toml: "):
        assert Prompts(tmp_path).examples
    with pytest.raises(SchemaError, match=r"^questions\.toml: "):
        Prompts(tmp_path).wording("a", "b")


def test_a_question_without_wording_is_named(tmp_path: Path) -> None:
    (tmp_path / "questions.toml").write_text('["a.b"]\nquestion = "?"\n')
    with pytest.raises(SchemaError, match=r'questions\.toml does not word the question \["tariff\.price"\]'):
        Prompts(tmp_path).wording("tariff", "price")


def test_every_question_that_may_be_asked_has_a_wording_and_several_options() -> None:
    prompts = RULES.prompts
    asked = set()
    for marks in read(Annotations(Filing.read(EXAMPLE)), passage_chars=900).passages:
        for kind, propose in RULES.proposers.items():
            for proposal in propose(marks):
                asked |= {(kind.kind, slot) for slot in open_slots(proposal)}
                for slot in open_slots(proposal):
                    said = Pick(marks, proposal, slot, prompts).request().messages[-1].content
                    assert "\nA. " in said
                    assert "\nB. " in said
    for name, slot in asked | {("metric", STATED), ("offering", STATED)}:
        assert prompts.wording(name, slot).question


def test_worked_examples_name_nobody_of_the_example_filing() -> None:
    words = set(EXAMPLE.read_text(encoding="utf-8").split())
    strangers = {"Kestrel", "Brandt", "Ostara", "Lumio", "Havel"}
    said = [str(example.user["sentence"]) for example in RULES.prompts.examples]
    assert all(strangers & set(sentence.split()) for sentence in said)
    assert not strangers & words
