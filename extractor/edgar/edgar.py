"""EDGAR: filings by number or by company, the documents of each, and their bytes as they were filed."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import re
from collections.abc import Iterator, Sequence
from typing import Any

import httpx2

from extractor.edgar._filed import Document, Filed, Listed, accession_number, readable
from extractor.edgar._tools import asking, edgartools, patiently
from extractor.errors import EdgarError

_E_MAIL = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]")
_RATE = "EDGAR_RATE_LIMIT_PER_SEC"
_FULL_TEXT = "Complete submission text file"
"""What an index page calls the whole submission in one file."""


def identity_problem(identity: str | None) -> str | None:
    """What is wrong with who one says one is, and what to do; None if nothing is."""
    if not identity:
        return 'the SEC wants to know who asks: give --identity "NAME E-MAIL", or set EDGAR_IDENTITY to the same'
    if not (identity.isascii() and identity.isprintable() and _E_MAIL.search(identity)):
        return f'{identity!r} is no identity that the SEC takes: give name and e-mail address, "NAME E-MAIL", in ASCII'
    return None


def rate_problem() -> str | None:
    """What is wrong with the rate that the environment sets, and what to do; None if nothing is."""
    rate = os.environ.get(_RATE, "9")
    if rate.isdecimal() and int(rate):
        return None
    return f"{_RATE} is {rate!r}; give a whole number of requests a second, 9 or less for the SEC, or unset it"


class Edgar:
    """EDGAR, asked in the name of `identity` (a name and an e-mail address), at most nine times a second.

    `EDGAR_RATE_LIMIT_PER_SEC` sets another rate. Nothing is asked, and edgartools is not loaded, before the first call.
    Raises `EdgarError` if the identity or the rate is none. Every call raises `EdgarError` for what EDGAR has not, and
    `EdgarUnavailable` where it cannot be asked.
    """

    def __init__(self, identity: str) -> None:
        if problem := identity_problem(identity) or rate_problem():
            raise EdgarError(problem)
        self._identity = identity.strip()
        self._named = False

    def filing(self, accession: str) -> Filed:
        """The filing of that accession number, by the search of full texts, and before 2001 by the quarterly index."""
        number = accession_number(accession)
        if number is None:
            raise EdgarError(f"{accession}: is no accession number; one looks like 0001193125-04-194093")
        tools = self._tools()
        with asking(number):
            found = patiently()(tools.get_by_accession_number, number)
            if found is None:
                raise EdgarError(f"{number}: EDGAR has no filing of that accession number; check it")
            return _filed(found)

    def company(self, named: str) -> int:
        """The CIK of a company given as its CIK, its ticker, or its whole name where it has a ticker today."""
        number = named.strip().upper().removeprefix("CIK")
        if number.isdecimal():
            return int(number)
        tools = self._tools()
        with asking(named):
            if " " not in named.strip():
                cik = patiently()(tools.reference.tickers.find_cik, named.strip())
                if cik is not None:
                    return int(cik)
            near = {(row.company, int(row.cik)) for row in tools.find_company(named, top_n=10).results.itertuples()}
        same = {cik for name, cik in near if _folded(name) == _folded(named)}
        if len(same) == 1:
            return same.pop()
        others = ", ".join(f"{name} (CIK {cik})" for name, cik in sorted(near)[:5])
        raise EdgarError(
            f"{named}: no one company with a ticker is called so{f'; near it: {others}' if others else ''}; "
            "give its CIK, which https://www.sec.gov/search-filings finds"
        )

    def filings(
        self,
        cik: int,
        *,
        forms: Sequence[str] = (),
        since: dt.date | None = None,
        until: dt.date | None = None,
        limit: int | None = None,
    ) -> Iterator[Filed]:
        """The filings of a company, the newest first, amendments of the `forms` included, `since` and `until` too."""
        tools = self._tools()
        with asking(f"CIK {cik}"):
            company = tools.Company(cik)
            if patiently()(lambda: company.not_found):
                raise EdgarError(f"CIK {cik}: EDGAR knows no such filer; check the number")
            days = f"{since or ''}:{until or ''}" if since or until else None
            wanted = [form.upper() for form in forms]
            found = patiently()(company.get_filings, form=wanted or None, filing_date=days)
            yield from itertools.islice(map(_filed, found), limit)

    def listed(self, filed: Filed) -> Listed:
        """The filing with its documents, from its index page.

        A filing of before 2001 is one text file, and has that as its main document.
        """
        tools = self._tools()
        pages = tools.attachments
        url = tools.Filing(
            cik=filed.cik,
            company=filed.company,
            form=filed.form,
            filing_date=filed.filed.isoformat(),
            accession_no=filed.accession,
        ).homepage_url
        with asking(filed.accession):
            index = pages.Attachments.load(pages.parse_homepage_html(patiently()(_get, tools, url)))
            documents = tuple(_documents(index))
        if not documents:
            raise EdgarError(f"{filed.accession}: has no document that can be read as text (PDF and pictures cannot)")
        return Listed(**filed.model_dump(), documents=documents)

    def read(self, document: Document) -> bytes:
        """The document's bytes, as they were filed."""
        tools = self._tools()
        with asking(document.name):
            return patiently()(_get, tools, tools.attachments.sec_document_url(document.path))

    def _tools(self) -> Any:
        tools = edgartools()
        if not self._named:
            tools.set_identity(self._identity)
            self._named = True
        return tools


def _get(tools: Any, url: str) -> bytes:
    """The bytes at `url`, at the rate and in the name that edgartools keeps; its own calls decode what is text."""
    with tools.httpclient.http_client() as client:
        response: httpx2.Response = client.get(url, follow_redirects=True)
    response.raise_for_status()
    return response.content


def _filed(filing: Any) -> Filed:
    return Filed(
        accession=filing.accession_no,
        form=filing.form,
        filed=filing.filing_date,
        company=filing.company,
        cik=filing.cik,
    )


def _documents(index: Any) -> Iterator[Document]:
    """The documents that an index page lists, as far as they are text; the main one is the first of them."""
    listed = [each for each in index.documents if each.description != _FULL_TEXT]
    if all(each.empty for each in listed):
        whole = index.text_document
        if whole is not None and readable(whole.path):
            yield Document(path=_bare(whole.path), type=whole.document_type, description=_FULL_TEXT, main=True)
        return
    main = next((each for each in index.primary_documents if readable(each.path)), None)
    for each in listed:
        if not each.empty and readable(each.path):
            yield Document(
                path=_bare(each.path), type=each.document_type, description=each.description, main=each is main
            )


def _bare(path: str) -> str:
    """A document's own path, without that of the viewer for inline XBRL before it."""
    return path.partition("?doc=")[2] or path


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold()).strip()
