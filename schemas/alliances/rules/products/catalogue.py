"""Products that a layout lists under a word for them: rows of a table, items under a line, a labelled line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliances.rules.marks import Marks
from alliances.rules.marks.tables import read_table
from alliances.rules.products.offers import Offer
from alliances.rules.products.products import is_name
from alliances.rules.products.words import LISTED
from extractor.facts import Span
from extractor.passages import Block

_MOST = 20  # things that one list names
_CLASS = (
    r"(?:(?:main|our|principal|key|commercial|consumer|business|core|leading)\s)*(?:brands|products|services"
    r"|tariffs|plans"
    r"|offers|marcas|productos|servicios|tarifas|planes|ofertas)(?:\s(?:names|and services|comerciales|y servicios))?"
)
_CORNER = re.compile(
    rf"{_CLASS}|brand(?:\sname)?|product|service|tariff|plan|marca|producto|servicio|tarifa", re.IGNORECASE
)
_LABELLED = re.compile(
    r"^\W*(?:(?:main|our|key)\s)?(?:brands|products|tariffs|marcas|productos|tarifas)\s?(?::|\|"
    r"|\s{2,})\s*(?P<list>\S[^\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_LEADS_IN = re.compile(
    rf"(?:^|.*\b)(?:{_CLASS})(?:\s(?:are|include|son|incluyen))?\s?:?\s*$", re.IGNORECASE | re.DOTALL
)
_ITEM = re.compile(r"\W*(?P<name>[^\s–—:(-][^\n–—:(]{1,30}?)(?=\s[–—-]\s|\s?:\s|\s\(|,\s(?:an?|the|our|una?|el|la)\s)")
_QUOTED_ITEM = re.compile(
    r"\W{0,4}[\"“«‘'](?P<name>[A-Z][^\"“”«»\n]{1,30})[\"”»’']\s?(?::|\s[–—-]\s)\s?(?:an?|the|una?|el|la|our"
    r"|[a-z]+ing)\s"
)
_TOTAL = re.compile(r"(?:sub-?)?total|others?\b|otr[oa]s\b|all\b|\W*\d", re.IGNORECASE)


def catalogue(marks: Marks) -> Iterator[Offer]:
    """What the passage's tables, lists and labelled lines name as brands or products."""
    above: Block | None = None
    for block in marks.passage.blocks:
        if block.type in ("table", "columns", "lines"):
            listed = list(_labelled(marks, block))
            yield from listed or (_rows(marks, block) if block.type == "table" else [])
        if block.type != "item":
            above = block
        elif _QUOTED_ITEM.match(marks.text, *block.span) or (above is not None and _leads_in(marks, above)):
            item = _QUOTED_ITEM.match(marks.text, *block.span) or _ITEM.match(marks.text, *block.span)
            if item is not None and is_name(marks, Span(*item.span("name"))):
                yield Offer(Span(*item.span("name")), sure=True, standing=True)


def _rows(marks: Marks, block: Block) -> Iterator[Offer]:
    """The labels of a table's rows whose corner says that they are brands or products."""
    table = read_table(marks.text, block.span)
    if table is None or not any(_CORNER.fullmatch(marks.words(span)) for span in table.corner):
        return
    for label in [row.label for row in table.rows if row.label is not None][:_MOST]:
        if not _TOTAL.match(marks.words(label)):
            yield Offer(label, sure=True, standing=True)


def _labelled(marks: Marks, block: Block) -> Iterator[Offer]:
    """The names in a line such as "Brands: Zap, Zing"."""
    for line in _LABELLED.finditer(marks.text, *block.span):
        for name in LISTED.finditer(line.group("list")):
            span = Span(line.start("list") + name.start("name"), line.start("list") + name.end("name"))
            if is_name(marks, span):
                yield Offer(span, sure=True, standing=True)


def _leads_in(marks: Marks, block: Block) -> bool:
    words = marks.words(block.span)
    return len(words) < 90 and _LEADS_IN.fullmatch(words) is not None
