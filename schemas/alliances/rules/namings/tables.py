"""Names told in tables: a column of brands, and rows such as "Legal name: Alpha Telecom plc"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alliances.identity import Relation
from alliances.rules.marks import Marks, Mention
from alliances.rules.marks.tables import Row, Table, read_table
from extractor.facts import Span

_BRAND = (
    r"(?:(?:main |commercial |consumer |mobile )?brands?(?: names?)?|trad(?:e|ing) names?|trading as"
    r"|commercial names?|nombres? comercial(?:es)?|marcas?(?: comercial(?:es)?)?)"
)
_LEGAL = (
    r"(?:legal|registered|corporate|full|company|official|full company|full legal) name|legal entity"
    r"|raz[oó]n social|denominaci[oó]n social|nombre legal"
)
_FORMER = (
    r"former(?:ly)?(?: names?| known as)?|previous(?:ly)?(?: names?| known as)?|old names?"
    r"|nombres? anterior(?:es)?|anteriormente|antes"
)
_RELATIONS: tuple[Relation, ...] = ("brand", "legal_name", "former_name")
_ROW = re.compile(
    rf"[ \t]*(?:(?P<brand>{_BRAND})|(?P<legal_name>{_LEGAL})|(?P<former_name>{_FORMER}))[ \t]*(?::|\|| {{2,}}"
    rf"|\t)[ \t]*(?P<value>[^\n|]{{2,90}}?)[ \t]*",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[ \t]*(?:,|;|/| and | y )[ \t]*")
_NAME = re.compile(r"[^\W_][\w&.’' -]{1,40}")


@dataclass(frozen=True, slots=True)
class Plate:
    """A name that a table gives a company; `relation` as identities have it."""

    company: Mention
    name: Span
    relation: Relation


def nameplates(marks: Marks) -> Iterator[Plate]:
    """The names that the tables and lines of a passage give companies."""
    for block in marks.passage.blocks:
        if block.type in ("paragraph", "heading"):
            continue
        table = read_table(marks.text, block.span)
        if table is not None:
            yield from _columns(marks, table)
        for line in re.compile(r"[^\n]+").finditer(marks.text, *block.span):
            heads = table is not None and any(
                line.start() <= h.start < line.end() for head in table.heads for h in head
            )
            yield from _row(marks, Span(line.start(), line.end())) if not heads else ()


def _row(marks: Marks, line: Span) -> Iterator[Plate]:
    """What a line of two cells says that the company spoken of is called."""
    match = _ROW.fullmatch(marks.text, *line)
    company = marks.section or marks.subject or marks.issuer
    if match is None or company is None:
        return
    relation = next(name for name in _RELATIONS if match.group(name))
    for span in _names(marks, Span(*match.span("value")), whole=relation != "brand"):
        yield Plate(company, span, relation)


def _columns(marks: Marks, table: Table) -> Iterator[Plate]:
    """The cells under "Brand", each the name of the company its row speaks of."""
    for column in range(1, len(table.heads) + 1):
        if not any(re.fullmatch(_BRAND, marks.words(head).strip(), re.IGNORECASE) for head in table.head(column)):
            continue
        for row in table.rows:
            cell = next((c.span for c in row.cells if c.column == column), None)
            company = _company(marks, row, column)
            if cell is not None and company is not None:
                for span in _names(marks, cell, whole=False):
                    yield Plate(company, span, "brand")


def _company(marks: Marks, row: Row, column: int) -> Mention | None:
    """The company that a row speaks of, outside the column of brands: a name known as one, else what fills a cell."""
    spans = [*([row.label] if row.label else []), *(c.span for c in row.cells if c.column != column)]
    known = next((m for span in spans for m in marks.names.companies(span)), None)
    entities = marks.names.entities
    filling = (m for span in spans for m in marks.names.within(span) if marks.words(span) == m.text)
    return known or next((m for m in filling if not entities[m.entity].place and not entities[m.entity].person), None)


def _names(marks: Marks, value: Span, *, whole: bool) -> Iterator[Span]:
    """The names in a cell, which commas and the like part, unless a legal name has them; brackets are left out."""
    at = value.start
    breaks = [] if whole else list(_PARTED.finditer(marks.text, *value))
    for part in [*(Span(b.start(), b.end()) for b in breaks), Span(value.end, value.end)]:
        said = marks.text[at : part.start].split(" (")[0]
        start = at + len(said) - len(said.lstrip())
        said = said.strip()
        if not said.islower() and (whole or _NAME.fullmatch(said)) and 0 < len(said.split()) <= (8 if whole else 4):
            yield Span(start, start + len(said))
        at = part.end
