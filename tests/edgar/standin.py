"""A stand-in for EDGAR on loopback: two companies, their filings and documents, as EDGAR's own addresses serve them."""

from __future__ import annotations

import contextlib
import gzip
import html
import json
import re
import threading
import time
import urllib.parse
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ADDRESS = {
    "street1": "1 Some Street",
    "street2": "",
    "city": "Slough",
    "stateOrCountry": "X0",
    "stateOrCountryDescription": "United Kingdom",
    "zipCode": "SL1",
}


@dataclass(frozen=True)
class Paper:
    """A document as it is filed; `sequence` empty for the whole submission, `name` empty where EDGAR names none."""

    type: str
    name: str
    body: bytes = b""
    sequence: str = "1"
    description: str = ""
    inline: bool = False


@dataclass(frozen=True)
class Submission:
    """A filing as EDGAR has it; `searchable` if the search of full texts finds it, `recent` if it heads the list."""

    accession: str
    form: str
    filed: str
    cik: int
    company: str
    papers: tuple[Paper, ...]
    searchable: bool = True
    recent: bool = True

    @property
    def folder(self) -> str:
        return f"/Archives/edgar/data/{self.cik}/{self.accession.replace('-', '')}"

    def index(self) -> str:
        """The index page, as far as it tells the documents."""
        rows = []
        for paper in self.papers:
            viewer = "/ix?doc=" if paper.inline else ""
            link = f'<a href="{viewer}{self.folder}/{paper.name}">{paper.name}</a>{" iXBRL" if paper.inline else ""}'
            cells = (paper.sequence or "&nbsp;", html.escape(paper.description), link, paper.type or "&nbsp;", "10")
            rows.append("".join(f"<td>{cell}</td>" for cell in cells))
        head = "<tr><th>Seq</th><th>Description</th><th>Document</th><th>Type</th><th>Size</th></tr>"
        table = "".join(f"<tr>{row}</tr>" for row in rows)
        return f'<html><body><table class="tableFile">{head}{table}</table></body></html>'


@dataclass
class Site:
    """Serves `submissions` at `url`. `asked` is what it was asked for, `agents` by whom, `times` when, in seconds.

    `failing` names paths that are answered with a status in place of what is there, as often as it lists them, `held`
    those that are answered when their event is set.
    """

    submissions: Iterable[Submission]
    asked: list[str] = field(default_factory=list)
    agents: set[str | None] = field(default_factory=set)
    times: list[float] = field(default_factory=list)
    failing: dict[str, list[int]] = field(default_factory=dict)
    held: dict[str, threading.Event] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._port = 0
        self.up()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def up(self) -> None:
        """Listen, at the same address as before."""
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.agents.add(self.headers["User-Agent"])
                site.times.append(time.monotonic())
                if self.path in site.held:
                    site.held[self.path].wait(60)
                statuses = site.failing.get(self.path, [])
                status, body = (statuses.pop(0), b"<html>sorry</html>") if statuses else site.answer(self.path)
                with contextlib.suppress(ConnectionError):  # who asked may be gone
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), Handler)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def down(self) -> None:
        """Listen no more: who calls finds nobody."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str) -> tuple[int, bytes]:
        """What EDGAR has there."""
        where, _, query = path.partition("?")
        if where == "/LATEST/search-index":
            return 200, json.dumps(self._found(urllib.parse.parse_qs(query)["q"][0].strip('"'))).encode()
        if where == "/files/company_tickers.json":
            return 200, json.dumps(
                {"0": {"cik_str": 5, "ticker": "ZZNEW", "title": "Newly Listed Telecom plc"}}
            ).encode()
        if where == "/files/company_tickers_mf.json":
            return 200, json.dumps({"data": []}).encode()
        if company := re.fullmatch(r"/submissions/CIK0*(\d+)(-older)?\.json", where):
            return self._filings(int(company[1]), older=bool(company[2]))
        if quarter := re.fullmatch(r"/Archives/edgar/full-index/(\d{4})/QTR(\d)/form\.gz", where):
            return 200, gzip.compress(self._quarter(int(quarter[1]), int(quarter[2])).encode())
        for each in self.submissions:
            if where == f"{each.folder}/{each.accession}-index.html":
                return 200, each.index().encode()
            for paper in each.papers:
                if paper.name and where == f"{each.folder}/{paper.name}":
                    return 200, paper.body
        return 404, b"<html>not here</html>"

    def _found(self, accession: str) -> dict[str, object]:
        hits = [
            {
                "_source": {
                    "adsh": each.accession,
                    "ciks": [f"{each.cik:010}"],
                    "display_names": [f"{each.company}  (CIK {each.cik:010})"],
                    "form": each.form,
                    "file_date": each.filed,
                }
            }
            for each in self.submissions
            if each.accession == accession and each.searchable
        ]
        return {"hits": {"hits": hits}}

    def _filings(self, cik: int, *, older: bool) -> tuple[int, bytes]:
        filed = [each for each in self.submissions if each.cik == cik]
        if not filed:
            return 404, b"<html>not here</html>"
        said = _columns(each for each in filed if each.recent is not older)
        if older:
            return 200, json.dumps(said).encode()
        more = [{"name": f"CIK{cik:010}-older.json"}] if any(not each.recent for each in filed) else []
        text = ["sic", "sicDescription", "category", "fiscalYearEnd", "entityType", "phone", "flags", "ein"]
        text += ["description", "website", "investorWebsite", "stateOfIncorporation", "stateOfIncorporationDescription"]
        company = {
            "cik": f"{cik:010}",
            "name": filed[0].company,
            "tickers": [],
            "exchanges": [],
            "addresses": {"mailing": ADDRESS, "business": ADDRESS},
            "insiderTransactionForOwnerExists": 0,
            "insiderTransactionForIssuerExists": 0,
            "formerNames": [],
            "filings": {"recent": said, "files": more},
            **dict.fromkeys(text, ""),
        }
        return 200, json.dumps(company).encode()

    def _quarter(self, year: int, quarter: int) -> str:
        lines = ["Description: Master Index of EDGAR Dissemination Feed by Form Type", ""]
        lines += [f"{'Form Type':<12}{'Company Name':<62}{'CIK':<12}{'Date Filed':<12}File Name", "-" * 142]
        for each in self.submissions:
            if int(each.filed[:4]) == year and (int(each.filed[5:7]) + 2) // 3 == quarter:
                name = f"edgar/data/{each.cik}/{each.accession}.txt"
                lines.append(f"{each.form:<12}{each.company:<62}{each.cik:<12}{each.filed:<12}{name}")
        return "\n".join(lines) + "\n"


def _columns(filings: Iterable[Submission]) -> dict[str, list[object]]:
    those = list(filings)
    blank = ("reportDate", "act", "fileNumber", "items", "primaryDocDescription")
    return {
        "accessionNumber": [each.accession for each in those],
        "filingDate": [each.filed for each in those],
        "acceptanceDateTime": [f"{each.filed}T12:00:00.000Z" for each in those],
        "form": [each.form for each in those],
        "size": [10 for _ in those],
        "isXBRL": [0 for _ in those],
        "isInlineXBRL": [0 for _ in those],
        "primaryDocument": [each.papers[0].name for each in those],
        **{name: ["" for _ in those] for name in blank},
    }
