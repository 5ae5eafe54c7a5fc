from __future__ import annotations

import os
from pathlib import Path

import pytest
import typer

from extractor.cli import _targets
from extractor.errors import OutputError


def test_one_filing_goes_to_the_file_named(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    assert _targets.plan("--json", str(tmp_path / "deep" / "b.out"), [source]) == {source: tmp_path / "deep" / "b.out"}


def test_into_a_folder_each_filing_goes_under_its_own_name(tmp_path: Path) -> None:
    sources = [Path("x/a.txt"), Path("y/b.html")]
    assert _targets.plan("--html", str(tmp_path), sources) == {
        sources[0]: tmp_path / "a.html",
        sources[1]: tmp_path / "b.html",
    }
    assert _targets.plan("--json", str(tmp_path), sources[:1]) == {sources[0]: tmp_path / "a.json"}


def test_a_folder_need_not_be_there_if_it_is_named_as_one(tmp_path: Path) -> None:
    source = Path("a.txt")
    assert _targets.plan("--json", f"{tmp_path}/new/", [source]) == {source: tmp_path / "new" / "a.json"}


def test_no_target_writes_nothing() -> None:
    assert _targets.plan("--json", None, [Path("a.txt")]) == {}


def test_several_filings_do_not_go_into_one_file(tmp_path: Path) -> None:
    with pytest.raises(typer.BadParameter, match="name a folder"):
        _targets.plan("--json", str(tmp_path / "all.json"), [Path("a.txt"), Path("b.txt")])
    with pytest.raises(typer.BadParameter, match="standard output takes one"):
        _targets.plan("--json", "-", [Path("a.txt"), Path("b.txt")])


def test_filings_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    with pytest.raises(typer.BadParameter, match=r"x/a\.txt and y/a\.html would both"):
        _targets.plan("--json", str(tmp_path), [Path("x/a.txt"), Path("y/a.html")])


def test_a_filing_is_not_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "a.html"
    source.write_text("words", encoding="utf-8")
    with pytest.raises(typer.BadParameter, match="overwrite the filing"):
        _targets.plan("--html", str(tmp_path), [source])


def test_a_place_that_cannot_hold_a_file_is_refused_before_the_work(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("words", encoding="utf-8")
    with pytest.raises(OutputError, match="is no folder"):
        _targets.plan("--json", str(file / "a.json"), [Path("a.txt")])
    (tmp_path / "a.json").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        _targets.plan("--json", str(tmp_path), [Path("a.txt")])


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator may write anywhere")
def test_a_place_that_is_not_ours_is_refused_before_the_work(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="not allowed to write"):
        _targets.plan("--json", str(tmp_path / "a.json"), [Path("a.txt")])


def test_what_is_written_is_there_whole_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "a.json"
    _targets.write(target, "línea\n")
    _targets.write(target, "línea dos\n")
    assert target.read_bytes() == "línea dos\n".encode()
    assert list(target.parent.iterdir()) == [target]


def test_a_failed_writing_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        _targets.write(target, "\ud800")
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_keeps_pointing_at_what_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "a.json", tmp_path / "link.json"
    link.symlink_to(target)
    _targets.write(link, "new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


@pytest.mark.skipif(os.name == "nt", reason="there is no such device")
def test_a_device_can_be_written_to() -> None:
    _targets.write(Path(os.devnull), "words")
    assert Path(os.devnull).is_char_device()


def test_a_writing_error_names_the_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("words", encoding="utf-8")
    with pytest.raises(OutputError, match=r"a\.json: .*not written there"):
        _targets.write(tmp_path / "file" / "a.json", "words")
