"""Labels from results, gold files and reviews."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from extractor import Extractor, ScriptedModel
from extractor.errors import TrainingError
from extractor.training.labels import Labelled, read
from tests.pipeline.toy import DOMAIN, FULL
from tests.training.told import FARM, FARM_FACTS, KINDS, POND


def gold(folder: Path, **more: Any) -> Path:
    """A gold file beside its document."""
    (folder / "farm.txt").write_text(FARM, encoding="utf-8")
    digest = hashlib.sha256(FARM.encode()).hexdigest()
    file = folder / "farm.json"
    file.write_text(
        json.dumps({"document": "farm.txt", "sha256": digest, "facts": FARM_FACTS, **more}), encoding="utf-8"
    )
    return file


def result(folder: Path) -> Path:
    """What `extractor extract --json` writes of the same document, where the model says the same."""
    (folder / "farm.txt").write_text(FARM, encoding="utf-8")
    said: dict[str, list[dict[str, Any]]] = {"holding": [], "saying": []}
    for fact in FARM_FACTS:
        said[str(fact["kind"])].append({name: value for name, value in fact.items() if name != "kind"})
    with Extractor(ScriptedModel([json.dumps(said)], FULL), domain=DOMAIN) as extractor:
        written = extractor.extract(folder / "farm.txt").to_json()
    (folder / "result.json").write_text(written, encoding="utf-8")
    return folder / "result.json"


def test_a_gold_file_and_a_result_of_the_same_facts_label_a_document_alike(tmp_path: Path) -> None:
    [of_gold] = read([gold(tmp_path)], KINDS)
    [of_result] = read([result(tmp_path)], KINDS)

    def told(labelled: Labelled) -> list[tuple[object, ...]]:
        every = (
            (fact.kind.kind, fact.fact.model_copy(update={"evidence": ()}), fact.slots, fact.choices, fact.own)
            for fact in labelled.facts
        )
        return sorted(every, key=repr)

    assert told(of_gold) == told(of_result)
    assert len(of_gold.facts) == len(FARM_FACTS)
    assert of_gold.filing.text == of_result.filing.text


def test_a_folder_is_read_and_documents_may_lie_in_another(tmp_path: Path) -> None:
    (tmp_path / "labels").mkdir()
    gold(tmp_path)
    (tmp_path / "farm.json").rename(tmp_path / "labels" / "farm.json")
    assert [found.name for found in read([tmp_path / "labels"], KINDS, [tmp_path])] == ["farm.txt"]
    with pytest.raises(TrainingError, match=r"farm\.txt is not beside it; name its folder with --documents"):
        read([tmp_path / "labels"], KINDS)


def test_a_file_annotated_for_some_kinds_says_nothing_of_the_others(tmp_path: Path) -> None:
    [found] = read([gold(tmp_path, kinds=["holding"])], KINDS)
    assert found.kinds == {"holding"}
    assert {fact.kind.kind for fact in found.facts} == {"holding"}


def test_a_name_of_the_same_thing_fills_a_slot_too(tmp_path: Path) -> None:
    [found] = read([gold(tmp_path, entities={"Hen": ["barn"]})], KINDS)
    [owners] = found.facts[0].slots["owner"] or ()
    assert {found.filing.text[start:end] for start, end in owners} == {"Hen", "barn"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[]", "no result and no gold file"),
        ("{", "no result and no gold file"),
        ('{"document": "farm.txt", "facts": [1]}', "no result and no gold file"),
        ('{"document": "farm.txt", "facts": [{"kind": "holding", "owner": "Hen"}]}', r"holding\.count: Field required"),
    ],
)
def test_what_cannot_be_learnt_from_is_told_with_its_file(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "farm.txt").write_text(FARM, encoding="utf-8")
    (tmp_path / "other.json").write_text(content, encoding="utf-8")
    with pytest.raises(TrainingError, match=rf"other\.json: .*{says}"):
        read([tmp_path / "other.json"], KINDS)


def test_a_document_that_has_changed_is_not_learnt_from(tmp_path: Path) -> None:
    file = gold(tmp_path)
    (tmp_path / "farm.txt").write_text(POND, encoding="utf-8")
    with pytest.raises(TrainingError, match="its SHA-256 differs"):
        read([file], KINDS)
