"""An SGML full submission taken apart: its header, and the documents with their bodies."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from extractor.background import check_cancelled
from extractor.filing._header import Header, parse_header
from extractor.filing._trace import Run, SourceMap, substituted

_SUBMISSION = re.compile(
    r"^[ \t]*(?:<(?:SEC|IMS)-(?:DOCUMENT|HEADER)>|<SUBMISSION>|-----BEGIN PRIVACY-ENHANCED MESSAGE-----|"
    r"<DOCUMENT>[ \t]*\n\s*<TYPE>)",
    re.MULTILINE | re.IGNORECASE,
)
_SUBMISSION_WITHIN = 20_000
_HEADER_END = re.compile(r"</(?:SEC|IMS)-HEADER>", re.IGNORECASE)
_DOCUMENT = re.compile(r"^[ \t]*<DOCUMENT>", re.MULTILINE)
_CLOSING = re.compile(
    r"^[ \t]*(?:</(?:DOCUMENT|SEC-DOCUMENT|IMS-DOCUMENT|SUBMISSION)>|-----END PRIVACY-ENHANCED MESSAGE-----)",
    re.MULTILINE,
)
_TEXT = re.compile(r"<TEXT>")
_FIELD = re.compile(r"^[ \t]*<(TYPE|SEQUENCE|FILENAME|DESCRIPTION)>(.*)$", re.MULTILINE)
_WRAPPER = re.compile(r"\A\s*<(XBRL|XML|PDF|JSON)>\n?|\n?</(?:XBRL|XML|PDF|JSON)>\s*\Z")

_UNREADABLE_TYPES = ("GRAPHIC", "ZIP", "EXCEL", "XML", "JSON", "EX-100", "EX-101")
_UNREADABLE_BODY = re.compile(r"\A\s*(?:<PDF>|begin [0-7]{3} \S)")

_TABLE_TAG = re.compile(r"</?(?:TABLE|CAPTION|S|C|FN|F\d{1,2}|R|PAGE-HEADER)>")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PAGE = "<PAGE>"
_PAGE_NUMBER = re.compile(
    r"\s*(?:page\s+)?(?:[-\u2013—]\s*)?(?:[A-Z]-)?(?:\d{1,4}|[ivxl]{1,7})(?:\s*[-\u2013—])?(?:\s+of\s+\d{1,4})?\s*",
    re.IGNORECASE,
)
_MUST_GO_ON = re.compile(
    r"(?:^|\s)(?:a|an|the|of|in|to|for|by|with|at|from|and|or|its|their|el|la|los|las|de|del|en|y|por|con|su|der|die|das"
    r"|und|mit|et|le|les|du)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One document of a submission: its own fields, and its body as it stands, empty if that is not for reading.

    `start` is where the body begins in the submission.
    """

    type: str | None
    sequence: int | None
    filename: str | None
    description: str | None
    body: str
    start: int = 0


def is_submission(text: str) -> bool:
    """Whether `text` is an SGML submission, whole or cut short."""
    return _SUBMISSION.search(text[:_SUBMISSION_WITHIN]) is not None


def split_submission(text: str) -> tuple[Header, list[Part]]:
    """The header and the documents; what lacks its closing tags runs up to the next document or the end."""
    starts = [match.start() for match in _DOCUMENT.finditer(text)]
    if not starts:
        end = _HEADER_END.search(text)
        header = parse_header(text[: end.start()] if end else text)
        start = end.end() if end else len(text)
        rest = _trimmed(text[start:])
        return header, [
            Part(type=header.form_type, sequence=None, filename=None, description=None, body=rest, start=start)
        ]
    ends = [*starts[1:], len(text)]
    parts = [_part(text[start:end], start) for start, end in zip(starts, ends, strict=True)]
    header = parse_header(text[: starts[0]])
    unclosed = _CLOSING.search(text, starts[-1]) is None
    return replace(header, cut_short=unclosed or len(parts) < (header.document_count or 0)), parts


def _part(text: str, start: int) -> Part:
    opening = _TEXT.search(text)
    head = text[: opening.start()] if opening else text[:2000]
    fields = {match[1]: html.unescape(match[2]).strip() for match in _FIELD.finditer(head)}
    if opening:
        first = opening.end()
    else:
        first = max((match.end() for match in _FIELD.finditer(head)), default=_DOCUMENT.match(text).end())  # type: ignore[union-attr]  # starts so
    body = text[first:]
    type_ = fields.get("TYPE") or None
    unreadable = bool(type_ and type_.upper().startswith(_UNREADABLE_TYPES)) or _UNREADABLE_BODY.match(body)
    sequence = fields.get("SEQUENCE", "")
    body = "" if unreadable else _trimmed(body)
    wrapped = _WRAPPER.match(body)
    return Part(
        type=type_,
        sequence=int(sequence) if re.fullmatch("[0-9]{1,6}", sequence) else None,
        filename=fields.get("FILENAME") or None,
        description=fields.get("DESCRIPTION") or None,
        body=_WRAPPER.sub("", body),
        start=start + first + (wrapped.end() if wrapped else 0),
    )


def _trimmed(body: str) -> str:
    closing = _CLOSING.search(body)
    body = body[: closing.start()] if closing else body
    end = body.rfind("</TEXT>")
    return body[:end] if end >= 0 else body


def plain_body(body: str, *, references: bool = False) -> str:
    """A plain-text body without its SGML marks, as `traced_body` gives it."""
    return traced_body(body, references=references)[0]


class _Line(NamedTuple):
    """A line and where it begins in the body; one that stands for a turned page begins nowhere."""

    text: str
    start: int | None


_TURNED = (_Line("", None), _Line("\f", None))


def traced_body(body: str, *, references: bool = False) -> tuple[str, SourceMap]:
    """A plain-text body without its SGML marks, and where it stands in `body`.

    Table tags become blanks, so that columns stay in line, and lines of nothing else go. A `<PAGE>` mark goes with the
    blank lines and the page number about it: a form feed on a line of its own stands for it, or a single line end
    where the page turned within a sentence. With `references`, character references such as `&amp;` are resolved.
    """
    lines = []
    start = 0
    for line in body.split("\n"):
        check_cancelled()
        bare = _TABLE_TAG.sub(lambda match: " " * len(match[0]), line)
        if bare == line:
            lines.append(_Line(line, start))
        elif bare.strip():
            lines.append(_Line(bare.rstrip(), start))
        start += len(line) + 1
    lines = _turn_pages(lines)
    text = "\n".join(line.text for line in lines)
    trace = SourceMap.of(_runs(lines, body))
    if references:
        text, resolved = substituted(_REFERENCE, text, lambda match: html.unescape(match[0]))
        trace = resolved.through(trace)
    return text, trace


def _runs(lines: Iterable[_Line], body: str) -> Iterable[Run]:
    """Where joined lines stand in the body, each with its line end unless blanks were cut off before that."""
    length = 0
    for text, start in lines:
        if start is not None:
            end = start + len(text)
            end += body.startswith("\n", end)
            yield Run(length, length + end - start, start, end)
        length += len(text) + 1


def _turn_pages(lines: Iterable[_Line]) -> list[_Line]:
    kept: list[_Line] = []
    turned = False
    for line in lines:
        rest = line.text
        if rest.lstrip().startswith(_PAGE):
            turned = True
            _drop_page_end(kept)
            while rest.lstrip().startswith(_PAGE):
                rest = rest.lstrip().removeprefix(_PAGE)
            rest = "" if is_page_number(rest) else rest
        if turned and not rest.strip():
            continue
        if turned and kept and not goes_on(kept[-1].text, rest):
            kept += _TURNED
        turned = False
        kept.append(line if rest == line.text else _Line(rest, (line.start or 0) + len(line.text) - len(rest)))
    return kept


def _drop_page_end(lines: list[_Line]) -> None:
    """Drop the blank lines at a page's end, and its number if that stands apart."""
    _drop_blank_end(lines)
    if len(lines) > 1 and not lines[-2].text.strip() and is_page_number(lines[-1].text):
        lines.pop()
        _drop_blank_end(lines)


def _drop_blank_end(lines: list[_Line]) -> None:
    while lines and not lines[-1].text.strip():
        lines.pop()


def is_page_number(line: str) -> bool:
    """Whether a line is the number of a page: "12", "- 4 -", "Page 2 of 9"."""
    return _PAGE_NUMBER.fullmatch(line) is not None


def goes_on(before: str, after: str) -> bool:
    """Whether a sentence runs on from one page to the next: no stop, and a small letter or a word that must go on."""
    last = before.rstrip()
    if not (last[-1:].isalnum() or last[-1:] in {",", "-"}):
        return False
    return after.lstrip()[:1].islower() or _MUST_GO_ON.search(last[-12:]) is not None
