"""What the sources of a command come to."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from extractor.errors import FilingError, FilingNotFound
from extractor.sources import Item, check, files, items


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("a/1.txt", "a/b/2.HTM", "a/b/3.pdf", "a/b/.hidden.txt", "a/.git/4.txt", "c.md", "a/0.txt"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("words", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("a", ["a/0.txt", "a/1.txt", "a/b/2.HTM"]),  # what is text or HTML, hidden ones apart
        ("a/b/3.pdf", ["a/b/3.pdf"]),  # what is named is taken as it is
        ("*.md", ["c.md"]),
        ("a/*", ["a/0.txt", "a/1.txt", "a/b/2.HTM"]),
        ("a/**/*.txt", ["a/0.txt", "a/1.txt"]),
    ],
)
def test_files_folders_and_patterns_come_to_files_in_order(place: Path, source: str, found: list[str]) -> None:
    assert [path.as_posix() for path in files([source])] == found
    assert list(items([source])) == [Item(id=name, path=Path(name)) for name in found]


@pytest.mark.parametrize("source", ["none.txt", "none/*.txt", "-"])
def test_a_source_that_names_nothing_is_an_error(place: Path, source: str) -> None:
    with pytest.raises(FilingNotFound, match="check the"):
        list(files([source]))


def test_an_accession_number_is_told_what_to_do(place: Path) -> None:
    with pytest.raises(FilingError, match="extractor fetch 0000950103-04-001629 --out DIR"):
        check(["0000950103-04-001629"])


def test_the_paths_on_standard_input_are_filings_that_need_not_exist(place: Path) -> None:
    check(["-"])
    assert [item.id for item in items(["a/1.txt", "-"], given=["c.md", "none.txt"])] == ["a/1.txt", "c.md", "none.txt"]


LINES = [
    {"path": "a/1.txt", "id": "one", "date": "2004-11-11", "sector": "telecom"},
    {"path": "none.txt", "id": "", "date": "", "sector": "rail"},
]
READ = [
    Item(id="one", path=Path("a/1.txt"), date="2004-11-11", columns={"sector": "telecom"}),
    Item(id="none.txt", path=Path("none.txt"), columns={"sector": "rail"}),
]


def test_a_manifest_names_filings_beside_itself_and_its_further_columns_are_kept(place: Path) -> None:
    table = "path,id,date,sector\n" + "".join(",".join(line.values()) + "\n" for line in LINES)
    (place / "list.csv").write_text(table, encoding="utf-8-sig")
    (place / "list.jsonl").write_text("".join(f"{json.dumps(line)}\n\n" for line in LINES), encoding="utf-8")
    assert list(items(["list.csv"])) == list(items(["list.jsonl"])) == READ
    os.chdir("a")
    assert [item.path for item in items(["../list.csv"])] == [Path("../a/1.txt"), Path("../none.txt")]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("m.csv", "id\none\n", "m.csv:2: the line names no path"),
        ("m.csv", "path\na.txt,b\n", "more columns than the head"),
        ("m.csv", 'path\n"a.txt\n', "cannot be read as a manifest"),
        ("m.jsonl", '{"path": 3}\n', "m.jsonl:1: the line names no path"),
        ("m.jsonl", '["a.txt"]\n', "line 1 is no JSON object"),
        (
            "m.jsonl",
            '\n{"path": "a.txt"}\n{"path": }\n',
            "manifest: line 3, column 10: Expecting",
        ),
        ("m.csv", 'path\na.txt\n"a"b.txt\n', "m.csv: cannot be read as a manifest: after line 2: "),
        ("m.csv", "path,id\na.txt,one\nb.txt,two\nc.txt,one\n", "m.csv:4: the id 'one' is that of a.txt too"),
        ("m.jsonl", '{"path": "a.txt", "id": "\\ud800"}\n', "cannot be read as a manifest: line 1"),
    ],
)
def test_a_manifest_that_is_none_is_said_with_its_line(place: Path, name: str, text: str, says: str) -> None:
    (place / name).write_text(text, encoding="utf-8")
    with pytest.raises(FilingError, match=says):
        list(items([name]))


@pytest.mark.parametrize("name", ["m.csv", "m.jsonl"])
def test_a_manifest_in_another_encoding_is_told_what_to_do(place: Path, name: str) -> None:
    Path(name).write_bytes(b"path\ncaf\xe9.txt\n")
    with pytest.raises(FilingError, match=f"{name}: .*save it as UTF-8"):
        list(items([name]))


def test_a_line_that_stands_twice_is_the_same_filing(place: Path) -> None:
    Path("m.csv").write_text("path,id\na/1.txt,one\na/1.txt,one\n", encoding="utf-8")
    assert [item.id for item in items(["m.csv"])] == ["one", "one"]


@pytest.mark.skipif(os.name == "nt", reason="names are UTF-16 there")
def test_a_name_that_is_no_utf_8_is_read_and_can_be_shown(place: Path) -> None:
    name = os.fsdecode(b"a/b\xe9.txt")
    Path(name).write_text("words", encoding="utf-8")
    [item] = items([name])
    assert item.path == Path(name)
    assert item.id == item.shown == "a/b\ufffd.txt"
