"""Holdings in tables: companies with the stake held in them, or the holders of one with theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliances.rules.figures.headed import heads_holders, is_stake, measure_of
from alliances.rules.fill import company, joined
from alliances.rules.holdings.sentence import Holding
from alliances.rules.marks import Marks, Mention
from alliances.rules.marks.tables import Row, Table, read_table
from alliances.rules.proposals import Filled
from extractor.facts import Quantity, Span
from extractor.values import read_country, read_quantity

_PERCENTAGE = re.compile(r"%|\b(?:per ?cent(?:age)?|porcentaje|prozent|pourcentage|percentuale)\b", re.IGNORECASE)
_OF_HOLDERS = re.compile(
    r"\b(?:share ?holders?|stockholders?|(?:substantial|significant) (?:share)?(?:holdings?|interests?)"
    r"|notifi\w+ interests?"
    r"|interests? in .{0,40}share capital|participaciones significativas|shareholding structure"
    r"|ownership structure|beneficial owner\w*|accionistas"
    r"|accionariado|estructura accionarial|composición accionaria|Aktionär\w*|actionn\w+|acionistas|azionisti)\b",
    re.IGNORECASE,
)
_OF_HELD = re.compile(
    r"\b(?:subsidiar\w+|affiliates?|associat\w+|joint ventures|investments|interests|holdings|participations"
    r"|group companies"
    r"|filiales|participadas|participaciones|sociedades|Beteiligungen)\b",
    re.IGNORECASE,
)
_SHARES = re.compile(r"\b(?:shares?|acciones|millions?|number|value|cost|US\$|EUR)\b", re.IGNORECASE)
"""In the head of a column of stakes, what makes it count something else."""
_NOBODY = re.compile(
    r"\b(?:total|others?|public|free[ -]?float|float|treasury|management|employees?|directors|minorit\w+|institution\w*"
    r"|remaining|retail|otr[oa]s|autocartera|resto|bolsa|público|minoritarios|empleados|streubesitz|übrige"
    r"|autres|outros)\b",
    re.IGNORECASE,
)
"""Labels that name no holder."""
_TITLE = re.compile(r"\n[ \t]*\n[ \t]*(\S[^\n|]{3,80})\n[ \t]*\n")
"""A line that stands alone inside a table."""
_NAME_HEAD = re.compile(
    r"^\W*(?:compan(?:y|ies)|operators?|operating compan\w+|brands?|names?|entit(?:y|ies)|subsidiar(?:y|ies)"
    r"|affiliates?|investments?"
    r"|holders?|share ?holders?|sociedad(?:es)?|operadoras?|empresas?|compañías?|nombre|marca|Gesellschaft|société)\b",
    re.IGNORECASE,
)
"""What heads a column of names."""
_ENOUGH = 2  # rows with a stake: a single one makes no list of holders where no column says so


def table_holdings(marks: Marks) -> Iterator[Holding]:
    """The holdings of the passage's tables."""
    for number, block in enumerate(marks.passage.blocks):
        if block.type != "table":
            continue
        above = _caption(marks, [b.span for b in marks.passage.blocks[max(0, number - 1) : number]])
        if marks.passage.heading:
            above.append(marks.passage.heading)
        for span, title in _parts(marks, block.span):
            table = read_table(marks.text, span)
            if table is not None:
                yield from _holdings(marks, table, [*table.corner, *([title] if title else above)])


def _parts(marks: Marks, span: Span) -> Iterator[tuple[Span, Span | None]]:
    """The tables of a block, each with the title that stands between it and the one before."""
    start, title = span.start, None
    for match in _TITLE.finditer(marks.text, *span):
        own = Span(match.start(1), match.end(1))
        barred = " | " in marks.text[match.end() : span.end]
        if barred or _OF_HOLDERS.search(marks.words(own)) or _OF_HELD.search(marks.words(own)):
            yield Span(start, match.start()), title
            start, title = match.end(), own
    yield Span(start, span.end), title


def _caption(marks: Marks, above: list[Span]) -> list[Span]:
    """The last sentence right above a table."""
    return [s for s in marks.sentences if above and above[-1].covers(s)][-1:]


def _holdings(marks: Marks, table: Table, above: list[Span]) -> Iterator[Holding]:
    context = " ".join(marks.words(s) for s in above)
    column = _column(marks, table, context)
    if column is None:
        return
    heads = " ".join(marks.words(s) for s in (*table.corner, *above))
    of_holders = _OF_HOLDERS.search(context) is not None or heads_holders(heads)
    named = [m for span in above for m in marks.names.companies(span)]
    other = next(iter(named), marks.section or marks.issuer) if of_holders else marks.issuer
    if other is None:
        return
    for row in table.rows:
        stake, labelled = _stake(marks, table, row, column), _labelled(marks, table, row, other)
        if stake is None or labelled is None:
            continue
        whole = company(marks, other)
        owner, owned = (labelled, whole) if of_holders else (whole, labelled)
        yield Holding(owner, owned, stake, joined(row.label or stake.spans[0], *labelled.spans, *stake.spans))


def _column(marks: Marks, table: Table, context: str) -> int | None:
    """The column of stakes: one headed so, or one of percentages in a table of holders or holdings."""
    columns = range(1, len(table.heads) + 1)
    heads = {n: " ".join(marks.words(s) for s in table.head(n)) for n in columns}
    for number, head in heads.items():
        if is_stake(head) and any(_stake(marks, table, row, number) for row in table.rows):
            return number
    if not (_OF_HOLDERS.search(context) or (_OF_HELD.search(context) and is_stake(context))):
        return None
    for number, head in heads.items():
        filled = [row for row in table.rows if _stake(marks, table, row, number)]
        if len(filled) >= _ENOUGH and measure_of(head) is None:
            return number
    return None


def _stake(marks: Marks, table: Table, row: Row, column: int) -> Filled | None:
    head = " ".join(marks.words(s) for s in table.head(column))
    for cell in row.cells:
        if cell.column == column:
            words = marks.words(cell.span)
            value: Quantity | None = read_quantity(words, language=marks.filing.language)
            plain = is_stake(head) and not _SHARES.search(head)  # "Ownership", with the per cent sign left out
            if value is None or not (value.unit == "percent" or _PERCENTAGE.search(head) or plain):
                return None
            if not 0 < value.amount <= 100:
                return None
            return Filled(value.model_copy(update={"unit": "percent"}), (cell.span,), value.text)
    return None


def _labelled(marks: Marks, table: Table, row: Row, other: Mention) -> Filled | None:
    """Whom a row is of: a known name, or words where they look like a name."""
    label = _name_of(marks, table, row)
    words = marks.words(label) if label is not None else ""
    if label is None or _NOBODY.search(words):
        return None
    for mention in (*marks.names.companies(label), *marks.names.within(label)):
        more = re.compile(r"\s+(?:&|and|y|of|de|und)\s").match(marks.text, mention.span.end, label.end)
        whole = more is None and 2 * (mention.span.end - mention.span.start) >= label.end - label.start
        if whole and mention.span.start == label.start and not marks.names.entities[mention.entity].place:
            return company(marks, mention) if mention.entity != other.entity else None
    if read_country(words, language=marks.filing.language) is not None:
        return None
    named = re.compile(r"[A-ZÀ-Þ][^%()\d\n]*").match(marks.text, *label)
    if named is None or measure_of(words) is not None:
        return None
    span = Span(named.start(), named.start() + len(named.group().rstrip()))
    return Filled(marks.words(span), (span,))


def _name_of(marks: Marks, table: Table, row: Row) -> Span | None:
    """What names a row: the cell of a column of names, the cell after a rank, else its label; no brackets."""
    label = row.label
    for cell in row.cells:
        head = " ".join(marks.words(s) for s in table.head(cell.column))
        if _NAME_HEAD.search(head) and not any(ch.isdigit() for ch in marks.words(cell.span)[:1]):
            label = cell.span
            break
    if label is not None and re.fullmatch(r"\d{1,2}\.?", marks.words(label)) and row.cells:
        label = row.cells[0].span
    named = re.compile(r"(?:\d{1,2}[.)]?\s+)?([^(\n]*[^(\s])").match(marks.text, *label) if label is not None else None
    return Span(named.start(1), named.end(1)) if named is not None else None
