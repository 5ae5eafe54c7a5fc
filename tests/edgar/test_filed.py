from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.edgar import Document, accession_number
from extractor.edgar._filed import readable


@given(st.from_regex(r"[0-9]{10}-[0-9]{2}-[0-9]{6}", fullmatch=True))
def test_an_accession_number_is_read_with_and_without_dashes(number: str) -> None:
    assert accession_number(f" {number} ") == accession_number(number.replace("-", "")) == number


@given(st.text())
def test_what_is_no_accession_number_is_none(text: str) -> None:
    number = accession_number(text)
    assert number is None or number.replace("-", "") == text.strip().replace("-", "")


@given(st.text(st.sampled_from("./\\a-~:?=\x00 é"), max_size=12), st.sampled_from([".htm", ".TXT", ".pdf", ""]))
def test_no_document_is_written_outside_its_filings_folder_or_hidden(path: str, ending: str) -> None:
    if readable(f"/{path}{ending}"):
        name = Document(path=f"/{path}{ending}", type="6-K").name
        assert Path("folder", name).parent == Path("folder")
        assert name[0] not in ".-"
        assert "\\" not in name


def test_a_document_elsewhere_than_on_edgars_site_is_not_read() -> None:
    assert not readable("@elsewhere.example/x.htm")
    assert not readable("http://elsewhere.example/x.htm")


@pytest.mark.parametrize(
    ("kind", "main", "wanted", "is_of"),
    [
        ("EX-99.1", False, ["EX-99"], True),
        ("EX-99", False, ["ex-99.*"], True),
        ("EX-99.1", False, ["EX-99.1"], True),
        ("EX-99.2", False, ["EX-99.1"], False),
        ("EX-990", False, ["EX-99"], False),
        ("EX-101.INS", False, ["EX-10"], False),
        ("10-K", True, ["main"], True),
        ("10-K", True, ["EX-99"], False),
        ("EX-21", False, ["all"], True),
    ],
)
def test_a_document_is_chosen_by_its_type_or_that_of_its_family(
    kind: str, main: bool, wanted: list[str], is_of: bool
) -> None:
    assert Document(path="/x.htm", type=kind, main=main).is_of(wanted) is is_of
