from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extractor.cli import app
from tests.edgar.conftest import EARLY, INLINE, OSLO, SCANNED, SLOUGH
from tests.edgar.standin import Site

RUN = CliRunner()
DOCS = Path(__file__).parents[2] / "docs/edgar.md"
FIRST, SECOND, THIRD = (f"0000000001-04-{number:06}" for number in (1, 2, 3))


def fetch(out: Path, *arguments: str, code: int = 0) -> str:
    done = RUN.invoke(app, ["fetch", "--out", str(out), *arguments])
    assert done.exit_code == code, done.stderr
    return done.stderr


def manifest(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]


def paths(out: Path) -> list[str]:
    return [row["path"] for row in manifest(out)]


@pytest.mark.parametrize("rate", ["fast", "", "0", "-1", "2.5"])
def test_a_rate_that_is_none_is_said_before_anything_is_asked(
    out: Path, monkeypatch: pytest.MonkeyPatch, rate: str
) -> None:
    monkeypatch.setenv("EDGAR_RATE_LIMIT_PER_SEC", rate)
    said = fetch(out, THIRD, "--identity", "A Tester tester@example.com", code=11)
    assert f"EDGAR_RATE_LIMIT_PER_SEC is {rate!r}; give a whole number" in " ".join(said.split())
    assert not out.exists()


def test_a_folder_without_a_name_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = RUN.invoke(app, ["fetch", THIRD, "--out", "", "--identity", "A Tester tester@example.com"])
    assert done.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_filing_is_fetched_by_its_number_with_its_main_document_and_press_release(site: Site, out: Path) -> None:
    fetch(out, THIRD)
    assert manifest(out) == [
        {
            "path": f"{THIRD}/report3.htm",
            "date": "2004-11-11",
            "accession": THIRD,
            "form": "6-K",
            "company": "Slough Telecom plc",
            "cik": SLOUGH,
            "type": "6-K",
        },
        {
            "path": f"{THIRD}/release3.txt",
            "date": "2004-11-11",
            "accession": THIRD,
            "form": "6-K",
            "company": "Slough Telecom plc",
            "cik": SLOUGH,
            "type": "EX-99.1",
        },
    ]


def test_a_document_is_kept_byte_for_byte_as_it_was_filed(site: Site, out: Path) -> None:
    fetch(out, THIRD)
    assert (out / THIRD / "report3.htm").read_bytes() == b"<html><body>Caf\xe9 report</body></html>"
    assert (out / THIRD / "release3.txt").read_bytes() == b"A release.\x0cNext page.\r\n"


def test_a_number_may_be_written_without_dashes_and_twice(site: Site, out: Path) -> None:
    fetch(out, THIRD.replace("-", ""), THIRD)
    assert len(manifest(out)) == 2


def test_what_is_there_already_is_not_fetched_again_nor_asked_about(site: Site, out: Path) -> None:
    fetch(out, THIRD)
    site.asked.clear()
    assert "0 documents fetched, 2 there already" in fetch(out, THIRD)
    assert site.asked == []
    (out / THIRD / "release3.txt").unlink()
    fetch(out, THIRD)
    assert [path.rpartition("/")[2] for path in site.asked] == ["release3.txt"]


def test_a_listing_that_is_damaged_is_fetched_again(site: Site, out: Path) -> None:
    fetch(out, THIRD)
    (out / THIRD / "filing.json").write_text("{", encoding="utf-8")
    fetch(out, THIRD)
    assert len(manifest(out)) == 2


@pytest.mark.parametrize(
    ("types", "names"),
    [
        ("main", ["report3.htm"]),
        ("EX-21", ["list3.htm"]),
        ("main,ex-21,EX-99.*", ["report3.htm", "release3.txt", "list3.htm"]),
        ("all", ["report3.htm", "release3.txt", "list3.htm"]),
    ],
)
def test_documents_are_chosen_by_type(site: Site, out: Path, types: str, names: list[str]) -> None:
    fetch(out, THIRD, "--documents", types)
    assert paths(out) == [f"{THIRD}/{name}" for name in names]


def test_a_type_is_not_met_by_one_that_only_begins_alike(site: Site, out: Path) -> None:
    fetch(out, INLINE.accession)
    assert paths(out) == [f"{INLINE.accession}/oslo-20231231.htm"]


def test_a_document_shown_in_the_viewer_for_inline_xbrl_is_fetched_itself(site: Site, out: Path) -> None:
    fetch(out, INLINE.accession, "--documents", "main")
    assert f"{INLINE.folder}/oslo-20231231.htm" in site.asked
    assert not any("ix?" in path for path in site.asked)


def test_a_filing_of_before_2001_is_found_in_the_quarterly_index_and_fetched_whole(site: Site, out: Path) -> None:
    fetch(out, EARLY.accession)
    assert paths(out) == [f"{EARLY.accession}/{EARLY.accession}.txt"]
    assert manifest(out)[0]["company"] == "Oslo Tele ASA"


def test_a_company_is_fetched_by_form_and_days_from_all_its_years(site: Site, out: Path) -> None:
    fetch(out, "--company", str(SLOUGH), "--form", "6-K", "--documents", "main")
    assert paths(out) == [f"{SECOND}/report2.htm", f"{THIRD}/report3.htm"]  # the amendment too
    days = ("--from", "2004-05-01", "--to", "2004-05-31", "--documents", "main")
    fetch(out.with_name("days"), "--company", f"CIK{SLOUGH:010}", *days)
    assert paths(out.with_name("days")) == [f"{FIRST}/report1.htm"]  # on an older page of the list


def test_a_limit_takes_the_newest(site: Site, out: Path) -> None:
    fetch(out, "--company", str(SLOUGH), "--limit", "1", "--documents", "main")
    assert paths(out) == [f"{THIRD}/report3.htm"]


@pytest.mark.parametrize("named", ["VOD", "Vodafone Group Public Ltd Co"])
def test_a_company_goes_by_its_ticker_or_whole_name(site: Site, out: Path, named: str) -> None:
    said = fetch(out, "--company", named, code=11)
    assert "CIK 839923: EDGAR has no such" in said  # the name is known; the stand-in has no such filer


def test_a_name_that_is_not_whole_is_not_guessed_at_but_shown_what_is_near(site: Site, out: Path) -> None:
    said = fetch(out, "--company", "Vodafone", code=11)
    assert "(CIK 839923)" in said
    assert "give its CIK" in said


def test_the_manifest_is_of_all_that_is_there_and_the_same_whatever_the_order(site: Site, out: Path) -> None:
    fetch(out, THIRD, "--documents", "main")
    fetch(out, INLINE.accession, SECOND, "--documents", "main")
    other = out.with_name("other")
    fetch(other, SECOND, INLINE.accession, THIRD, "--documents", "main")
    assert len(paths(out)) == 3
    assert (out / "manifest.jsonl").read_bytes() == (other / "manifest.jsonl").read_bytes()


def test_every_request_says_who_asks(site: Site, out: Path) -> None:
    fetch(out, THIRD, "--identity", "Another Tester another@example.com")
    assert site.agents == {"Another Tester another@example.com"}


@pytest.mark.parametrize("identity", ["", "nobody", "Zoë zoe@example.com", "A b@c.com\r\nX: y"])
def test_without_a_proper_identity_nothing_is_asked_and_what_to_do_is_said(
    site: Site, out: Path, monkeypatch: pytest.MonkeyPatch, identity: str
) -> None:
    monkeypatch.delenv("EDGAR_IDENTITY")
    said = " ".join(
        fetch(out, THIRD, *(["--identity", identity] if identity else []), code=2).replace("│", " ").split()
    )
    assert "NAME E-MAIL" in said
    assert site.asked == []
    assert not out.exists()


def test_no_more_than_ten_requests_fall_into_any_second(site: Site, out: Path) -> None:
    for run in range(4):
        fetch(out.with_name(str(run)), FIRST, SECOND, "--documents", "main,EX-99")
    assert len(site.times) > 20
    gaps = [later - first for first, later in zip(site.times, site.times[10:], strict=False)]
    assert min(gaps) > 0.99  # a busy machine only widens them; the limiter counts whole milliseconds


def test_one_filing_that_fails_does_not_stop_the_next(site: Site, out: Path) -> None:
    said = fetch(out, "0000000009-04-000009", SCANNED.accession, THIRD, code=11)
    assert "0000000009-04-000009: EDGAR has no filing of that accession number" in said
    assert f"{SCANNED.accession}: has no document that can be read as text" in said
    assert "1 filing, 2 documents fetched, 2 failed" in said
    assert len(manifest(out)) == 2


def test_types_that_a_filing_has_not_are_an_error_that_says_which_it_has(site: Site, out: Path) -> None:
    assert "it has 6-K, EX-21, EX-99.1" in fetch(out, THIRD, "--documents", "EX-10", code=11)


def test_a_fault_of_the_server_is_tried_again(site: Site, out: Path) -> None:
    page = f"/Archives/edgar/data/{SLOUGH}/{THIRD.replace('-', '')}/report3.htm"
    site.failing[page] = [503, 500]
    fetch(out, THIRD)
    assert site.asked.count(page) == 3


def test_a_document_that_is_gone_fails_and_leaves_no_file_of_the_errors_page(site: Site, out: Path) -> None:
    site.failing[f"/Archives/edgar/data/{SLOUGH}/{THIRD.replace('-', '')}/release3.txt"] = [404]
    assert "EDGAR has no such thing (404)" in fetch(out, THIRD, code=11)
    assert sorted(path.name for path in (out / THIRD).iterdir()) == ["filing.json", "report3.htm"]
    fetch(out, THIRD)  # and the next time the rest is fetched
    assert len(paths(out)) == 2


@pytest.mark.parametrize("status", [403, 429])
def test_a_refusal_stops_the_run_and_what_is_fetched_stands(site: Site, out: Path, status: int) -> None:
    site.failing[f"/Archives/edgar/data/{SLOUGH}/{SECOND.replace('-', '')}/{SECOND}-index.html"] = [status]
    said = fetch(out, THIRD, SECOND, FIRST, code=11)
    assert "wait ten minutes" in " ".join(said.split())
    assert not any(FIRST in path for path in site.asked)
    assert len(paths(out)) == 2


def test_without_a_network_it_says_so_and_stops(site: Site, out: Path) -> None:
    site.down()
    try:
        said = fetch(out, THIRD, SECOND, code=11)
        assert said.count("EDGAR cannot be reached") == 1
        assert "check the network" in said
        assert "EDGAR cannot be reached" in fetch(out, "--company", str(SLOUGH), code=11)
    finally:
        site.up()


def test_json_says_what_was_fetched_what_was_there_and_what_failed(site: Site, out: Path) -> None:
    fetch(out, THIRD, "--documents", "main")
    arguments = ["fetch", "--out", str(out), THIRD, SCANNED.accession, "--json", "-", "--quiet"]
    done = RUN.invoke(app, arguments)
    said = json.loads(done.stdout)
    assert done.exit_code == 11
    assert said["manifest"] == str(out / "manifest.jsonl")
    (filing,) = said["filings"]
    assert (filing["accession"], filing["form"], filing["cik"]) == (THIRD, "6-K", SLOUGH)
    assert filing["fetched"] == [str(out / THIRD / "release3.txt")]
    assert filing["kept"] == [str(out / THIRD / "report3.htm")]
    assert [each["accession"] for each in said["failed"]] == [SCANNED.accession]


@pytest.mark.parametrize(("ended", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_ended_amid_a_fetch_it_goes_on_where_it_was_and_fetches_nothing_twice(
    site: Site, out: Path, ended: signal.Signals, code: int
) -> None:
    folder = f"/Archives/edgar/data/{SLOUGH}/{SECOND.replace('-', '')}"
    site.held[f"{folder}/release2.txt"] = threading.Event()
    command = [sys.executable, "-m", "extractor.cli", "fetch", THIRD, SECOND, "--out", str(out)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - this very program
        while f"{folder}/release2.txt" not in site.asked and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(ended)
        assert process.wait() == code
    site.held.pop(f"{folder}/release2.txt").set()
    if ended is signal.SIGINT:
        assert len(paths(out)) == 3
    before = [path for path in site.asked if path.startswith("/Archives/")]
    site.asked.clear()
    fetch(out, THIRD, SECOND)
    assert site.asked == [f"{folder}/release2.txt"]
    assert len(set(before)) == len(before)
    assert len(paths(out)) == 4
    assert not list(out.rglob("*.part"))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "name what to fetch"),
        (["12345"], "is no accession number"),
        ([THIRD, "--form", "6-K"], "go with --company"),
        (["--company", "1", "--from", "2005-01-01", "--to", "2004-01-01"], "is after"),
        (["--company", "1", "--from", "2005"], "is no day"),
        ([THIRD, "--documents", ","], "name what to fetch"),
    ],
)
def test_a_command_given_wrongly_asks_nothing(site: Site, out: Path, arguments: list[str], says: str) -> None:
    assert says in " ".join(fetch(out, *arguments, code=2).replace("│", " ").split())
    assert site.asked == []


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_asked(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    fetch(tmp_path / "file", THIRD, code=9)
    assert site.asked == []


def test_a_company_without_filings_of_those_days_is_no_error(site: Site, out: Path) -> None:
    assert "0 filings" in fetch(out, "--company", str(OSLO), "--to", "1995-01-01")


def test_the_docs_example_fetches_as_the_command_does(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(example.replace("NAME E-MAIL", "A Tester tester@example.com"), {})  # noqa: S102 - our own docs
    assert f"{THIRD} 2004-11-11 ['report3.htm', 'release3.txt']" in capsys.readouterr().out
    assert len(paths(tmp_path / "filings")) == 4


def test_no_command_but_fetch_loads_edgartools() -> None:
    script = (
        "import sys, extractor.cli._app, extractor.edgar; sys.exit('edgar' in sys.modules or 'pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0  # noqa: S603 - this very program
