"""A filing as read: its text, where it came from, and what it says of itself."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, TypeVar

from extractor.errors import EmptyFiling, FilingError
from extractor.facts import Fact, Span
from extractor.filing._cover import Cover, parse_cover
from extractor.filing._dates import dated_name, issued
from extractor.filing._header import Header
from extractor.filing._html import Page, is_html, render
from extractor.filing._language import language_of
from extractor.filing._sgml import Part, is_submission, split_submission, traced_body
from extractor.filing._source import MAX_BYTES, Source, load
from extractor.filing._trace import Run, SourceMap
from extractor.result import FilingInfo

Format = Literal["text", "sgml", "html"]
DatedBy = Literal["caller", "header", "cover", "document", "period", "name"]
F = TypeVar("F", bound=Fact)

_HEAD = 6000  # characters in which a document says when it was issued
_BETWEEN_DOCUMENTS = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of a filing: a report, an exhibit. `span` is its body in `Filing.text`, empty if it has no text.

    `type`, `sequence`, `filename` and `description` are an SGML submission's; `date` is the day the document itself
    says it was issued.
    """

    span: Span
    type: str | None = None
    sequence: int | None = None
    filename: str | None = None
    description: str | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A filing as read. All offsets, here and in everything made from a filing, refer to `text`.

    `sha256` is that of the source's bytes, of its UTF-8 form for a `str`. `encoding` is how the bytes were decoded, and
    ends in "with replacements" if some could not be; for a `str` it is "str". `language` is an ISO 639-1 code.
    `headings` are those that HTML markup shows. `date` is the filing's own: the one the caller gave, when it was filed,
    or what its cover or dateline says; `None` if it has none. `dated_by` says which of these it is; "name" is a day in
    the file's name, taken where nothing else gives one. `source_map` says what of `text` stands where in the source.
    """

    text: str
    name: str
    sha256: str
    format: Format
    encoding: str
    language: str
    header: Header
    cover: Cover
    documents: tuple[Document, ...]
    headings: tuple[Span, ...]
    date: dt.date | None
    dated_by: DatedBy | None = None
    source_map: SourceMap = field(default=SourceMap(), repr=False, compare=False)

    @classmethod
    def read(
        cls,
        source: str | Path | bytes,
        *,
        date: dt.date | str | None = None,
        name: str | None = None,
        max_bytes: int = MAX_BYTES,
    ) -> Filing:
        """Read plain text, an SGML full submission, or HTML, from a path, from bytes, or from the text itself.

        A string is a path if it names an existing file, or is one line that looks like a path. Line ends become LF; a
        `<PAGE>` mark becomes a form feed on a line of its own, or a single line end where the page turned within a
        sentence; the SGML header is in `header` and not in the text. `date` is the filing's, where the caller knows it:
        it stands before any that the filing gives itself. `name` is what bytes are called, as a file's name would be.

        Raises `FilingNotFound`, `EmptyFiling`, `BinaryFiling`, `FilingTooLarge` (over `max_bytes`), or `FilingError` if
        the file cannot be opened or `date` is no day.
        """
        date = _day(date)
        loaded = load(source, max_bytes, name)
        if is_submission(loaded.text):
            header, parts = split_submission(loaded.text)
            return _assembled(loaded, "sgml", header, parts, date)
        markup = is_html(loaded.text, loaded.name)
        part = Part(type=None, sequence=None, filename=None, description=None, body=loaded.text)
        return _assembled(loaded, "html" if markup else "text", Header(), [part], date)

    def document_at(self, offset: int) -> Document | None:
        """The document whose body has the character at `offset`, if any."""
        index = bisect_right([document.span.start for document in self.documents], offset) - 1
        while index >= 0 and self.documents[index].span.start == self.documents[index].span.end:
            index -= 1
        if index < 0 or offset >= self.documents[index].span.end or offset < 0:
            return None
        return self.documents[index]

    @property
    def form(self) -> str | None:
        """Under which form it was filed ("6-K"), as its header says or else its cover; None where neither does."""
        return self.header.form_type or self.cover.form_type

    def date_at(self, offset: int) -> dt.date | None:
        """The date of the document the character at `offset` is in; the filing's if that has none, or its caller's."""
        document = None if self.dated_by == "caller" else self.document_at(offset)
        return document.date if document and document.date else self.date

    def source_span(self, span: Span) -> Span | None:
        """Where a run of `text` stands in the source: characters of the source as decoded, its byte order mark apart.

        None where the source is HTML, and where the run begins or ends with what the reader put in, as the form feed
        of a turned page. What was left out, such as a page's number, may lie within the span.
        """
        return self.source_map.locate(span)

    def placed(self, fact: F) -> F:
        """The fact, its evidence saying where it stands in the source too."""
        evidence = []
        for one in fact.evidence:
            found = self.source_span(Span(one.start, one.end))
            start, end = found or (None, None)
            evidence.append(one.model_copy(update={"source_start": start, "source_end": end}))
        return fact.model_copy(update={"evidence": tuple(evidence)})

    def info(self) -> FilingInfo:
        """What a result says of its filing."""
        header = _present(asdict(self.header) | {"cut_short": self.header.cut_short or None})
        cover = _present(asdict(self.cover))
        return FilingInfo(
            name=self.name,
            sha256=self.sha256,
            format=self.format,
            language=self.language,
            date=self.date,
            header={**header, "cover": cover} if cover else header,
            documents=tuple(_present(asdict(document)) for document in self.documents),
        )


def _day(date: dt.date | str | None) -> dt.date | None:
    """A filing's date as its caller gives it."""
    if isinstance(date, dt.datetime):
        return date.date()
    if date is None or isinstance(date, dt.date):
        return date
    try:
        return dt.date.fromisoformat(date)
    except (TypeError, ValueError) as error:
        raise FilingError(f"{date!r} is no day; give a date, or YYYY-MM-DD") from error


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in fields.items()
        if value is not None and value != ()
    }


def _assembled(source: Source, format_: Format, header: Header, parts: list[Part], given: dt.date | None) -> Filing:
    text = ""
    documents: list[Document] = []
    headings: list[Span] = []
    runs: list[Run] = []
    for part in parts:
        page, trace = _page(part, format_)
        if text and page.text:
            text += _BETWEEN_DOCUMENTS
        start = len(text)
        text += page.text
        in_source = trace.through(SourceMap.cut(len(part.body), part.start)).through(source.trace)
        runs += in_source.moved(start)
        headings += [Span(start + first, start + last) for first, last in page.headings]
        documents.append(
            Document(
                span=Span(start, len(text)),
                type=part.type,
                sequence=part.sequence,
                filename=part.filename,
                description=part.description,
                date=page.published,
            )
        )
    if not text.strip():
        raise EmptyFiling(f"{source.name} holds no text to read once its {format_.upper()} markup is taken away")
    language = language_of(text)
    documents = [_dated(document, text, language) for document in documents]
    first = next(document.span for document in documents if document.span.start < document.span.end)
    cover = parse_cover(text[first.start : first.end], language)
    dated = next((document.date for document in documents if document.date), None)
    dates: dict[DatedBy, dt.date | None] = {
        "caller": given,
        "header": header.filed,
        "cover": cover.date,
        "document": dated,
        "period": header.period,
        "name": dated_name(source.name),
    }
    dated_by = next((by for by, date in dates.items() if date is not None), None)
    return Filing(
        text=text,
        name=source.name,
        sha256=source.sha256,
        format=format_,
        encoding=source.encoding,
        language=language,
        header=header,
        cover=cover,
        documents=tuple(documents),
        headings=tuple(headings),
        date=dates[dated_by] if dated_by else None,
        dated_by=dated_by,
        source_map=SourceMap.of(runs),
    )


def _page(part: Part, format_: Format) -> tuple[Page, SourceMap]:
    """The text of one document, and where it stands in the document's body: nowhere if that is HTML."""
    if format_ == "html" or (format_ == "sgml" and is_html(part.body, part.filename or "")):
        return render(part.body), SourceMap()
    text, trace = traced_body(part.body, references=format_ == "sgml")
    if format_ == "text":
        return Page(text=text), trace
    bare = text.strip("\n")
    return Page(text=bare), SourceMap.cut(len(bare), text.index(bare)).through(trace)


def _dated(document: Document, text: str, language: str) -> Document:
    """The document with the day its own text gives, else the one its markup gives."""
    head = text[document.span.start : min(document.span.end, document.span.start + _HEAD)]
    return replace(document, date=issued(head, language) or document.date)
