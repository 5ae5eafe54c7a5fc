"""Readers: which model each is, how it is asked, and what a command line changes of that."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals import readers
from evals.errors import BadInput
from evals.readers import Reader
from extractor.model import EMBEDDED


def test_a_reader_without_overrides_is_used_as_its_model_is() -> None:
    assert Reader("embedded", "embedded", Path("none")).opened_profile() is None


def test_overrides_change_the_fields_they_name_and_no_other() -> None:
    settings = readers.overrides(["passage_chars=1200", "temperature=0.5"])
    found = Reader("embedded", "embedded", Path("none"), profile=settings).opened_profile()
    assert found is not None
    assert (found.passage_chars, found.temperature) == (1200, 0.5)
    assert found.concurrency == EMBEDDED.concurrency


def test_values_are_json_or_else_words() -> None:
    assert readers.overrides(["a=1", "b=true", "c=null", "d=copy", "e=x=y"]) == {
        "a": 1, "b": True, "c": None, "d": "copy", "e": "x=y",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "message"),
    [("height=3", "has no field 'height'; it has "), ("passage_chars=long", "profile.passage_chars: ")],
)
def test_a_field_that_is_not_there_and_a_wrong_value_are_bad_input(setting: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        Reader("embedded", "embedded", Path("none"), profile=readers.overrides([setting])).opened_profile()


def test_a_setting_has_a_name_and_a_value() -> None:
    with pytest.raises(BadInput, match="strict:-:profile: must be NAME=VALUE"):
        readers.overrides(["strict"])


def test_readers_are_named_in_a_file_beside_their_recordings(tmp_path: Path) -> None:
    path = tmp_path / "readers.toml"
    path.write_text('[a]\nmodel = "embedded"\n[b]\nmodel = "openai/b"\nprofile.strict = true\n', encoding="utf-8")
    known = readers.known(path, tmp_path)
    assert known["b"] == Reader("b", "openai/b", tmp_path / "b", profile={"strict": True})
    assert [each.name for each in readers.chosen("all", known)] == ["a", "b"]
    assert [each.name for each in readers.chosen("a", known)] == ["a"]
    with pytest.raises(BadInput, match=r"c: is no reader; readers.toml names a, b"):
        readers.chosen("c", known)


def test_a_reader_that_no_endpoint_has_is_recorded_from_batch_files() -> None:
    assert "--live" in Reader("a", "embedded", Path("none")).how_to_record
    assert "--live" not in Reader("a", "openai/a", Path("none"), batch=True).how_to_record


def test_the_committed_readers_have_profiles_that_can_be_used() -> None:
    for reader in readers.known().values():
        reader.opened_profile()
