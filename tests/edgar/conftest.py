from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor._config import few_retries
from tests.edgar.standin import Paper, Site, Submission

SLOUGH, OSLO = 1164964, 77


def report(number: int, form: str, filed: str, **more: bool) -> Submission:
    papers = (
        Paper(form, f"report{number}.htm", b"<html><body>Caf\xe9 report</body></html>", description="Report"),
        Paper("EX-99.1", f"release{number}.txt", b"A release.\x0cNext page.\r\n", "2", "Press release"),
        Paper("EX-21", f"list{number}.htm", b"<html>Subsidiaries</html>", "3"),
        Paper("EX-99.2", f"slides{number}.pdf", b"%PDF", "4"),
        Paper("GRAPHIC", "logo.jpg", b"\xff", "5"),
        Paper("", f"0000000001-04-{number:06}.txt", b"all of it", "", "Complete submission text file"),
    )
    return Submission(f"0000000001-04-{number:06}", form, filed, SLOUGH, "Slough Telecom plc", papers, **more)


INLINE = Submission(
    "0000000002-24-000001",
    "10-K",
    "2024-02-01",
    OSLO,
    "Oslo Tele ASA",
    (
        Paper("10-K", "oslo-20231231.htm", b"<html>Annual</html>", inline=True),
        Paper("EX-990", "other.htm", b"<html>other</html>", "2"),
    ),
)
EARLY = Submission(
    "0000000002-96-000007",
    "10-K",
    "1996-05-02",
    OSLO,
    "Oslo Tele ASA",
    (
        Paper("10-K", ""),
        Paper("", "0000000002-96-000007.txt", b"<SEC-DOCUMENT>all", "", "Complete submission text file"),
    ),
    searchable=False,
    recent=False,
)
SCANNED = Submission(
    "0000000002-05-000003", "6-K", "2005-01-03", OSLO, "Oslo Tele ASA", (Paper("6-K", "scanned.pdf", b"%PDF"),)
)
SUBMISSIONS = (
    report(3, "6-K", "2004-11-11"),
    report(2, "6-K/A", "2004-06-01"),
    report(1, "20-F", "2004-05-01", recent=False),
    INLINE,
    EARLY,
    SCANNED,
)


@pytest.fixture(scope="session")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The one site of the session: edgartools takes its address as it is loaded."""
    if importlib.util.find_spec("edgar") is None:
        pytest.skip("edgartools is not installed: the extra `edgar`")
    site = Site(SUBMISSIONS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EDGAR_BASE_URL", site.url)
        patch.setenv("EDGAR_DATA_URL", site.url)
        patch.setenv("EDGAR_LOCAL_DATA_DIR", str(tmp_path_factory.mktemp("edgar")))
        yield site
    site.down()


@pytest.fixture
def site(_site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("EDGAR_IDENTITY", "A Tester tester@example.com")
    _site.asked.clear()
    _site.agents.clear()
    _site.times.clear()
    _site.failing.clear()
    _site.held.clear()
    with few_retries(3):
        yield _site


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "filings"
