import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from alliances import DOMAIN
from extractor import Filing
from extractor.choosing import STATED, Pick, open_slots
from extractor.copying import CopySheet, answer_model
from extractor.errors import SchemaError
from extractor.prompts import Prompts
from extractor.reading import read

EXAMPLE = Path(__file__).parents[1] / "examples" / "mmo2-6k-2004-11-11.txt"


@pytest.fixture
def package(tmp_path: Path) -> Iterator[Path]:
    """A package `mine` on the path, with an empty folder of prompts."""
    (tmp_path / "mine" / "prompts").mkdir(parents=True)
    (tmp_path / "mine" / "__init__.py").write_text("")
    sys.path.insert(0, str(tmp_path))
    yield tmp_path / "mine"
    sys.path.remove(str(tmp_path))
    sys.modules.pop("mine", None)


def test_a_prompt_that_is_not_there_is_named(package: Path) -> None:
    with pytest.raises(SchemaError, match=r"domain mine has no prompt copy\.system\.j2; it is looked for in "):
        Prompts("mine").render("copy", json.dumps)


def test_a_misspelt_name_in_a_template_is_an_error_and_no_blank(package: Path) -> None:
    (package / "prompts" / "copy.system.j2").write_text("{{ pasage }}")
    with pytest.raises(SchemaError, match=r"copy\.system\.j2: 'pasage' is undefined"):
        Prompts("mine").render("copy", json.dumps, passage="x")


def test_a_question_without_wording_is_named(package: Path) -> None:
    (package / "prompts" / "questions.toml").write_text('["a.b"]\nquestion = "?"\n')
    with pytest.raises(SchemaError, match=r'questions\.toml does not word the question \["tariff\.price"\]'):
        Prompts("mine").wording("tariff", "price")


def test_every_question_that_alliances_may_ask_has_a_wording() -> None:
    prompts = Prompts("alliances")
    asked = set()
    for marks in read(Filing.read(EXAMPLE), passage_chars=900).passages:
        for kind in DOMAIN.kinds:
            for proposal in DOMAIN.proposers[kind](marks):
                asked |= {(kind.kind, slot) for slot in open_slots(proposal)}
                for slot in open_slots(proposal):
                    assert len(Pick(marks, proposal, slot, prompts).values()["options"]) > 1
    for name, slot in asked | {("metric", STATED), ("offering", STATED)}:
        assert prompts.wording(name, slot).question


def test_the_worked_examples_of_copying_have_the_shape_that_is_asked_for() -> None:
    marks = read(Filing.read(EXAMPLE), passage_chars=900).passages[3]
    sheet = CopySheet(marks, DOMAIN.kinds, read(marks.filing, passage_chars=900).finder)
    shape = answer_model(DOMAIN.kinds)
    for example in Prompts("alliances").examples["copy"]:
        shape.model_validate_json(sheet.write(example.answer))


def test_worked_examples_name_nobody_of_the_example_filing() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    for way, examples in Prompts("alliances").examples.items():
        for example in examples:
            said = str(example.user.get("text") or example.user["sentence"])
            names = [word.strip(".,'\"") for word in said.split() if word[:1].isupper()]
            strangers = {"Kestrel", "Brandt", "Ostara", "Lumio", "Havel", "Norda", "Teleplan", "Boreal", "Lind"}
            assert not strangers & set(names) & set(text.split()), way
