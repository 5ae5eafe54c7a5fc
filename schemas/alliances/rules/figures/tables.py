"""What tables say: the figures of rows and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alliances.rules.figures.cues import NOUNS, PERCENTAGES
from alliances.rules.figures.headed import (
    counted,
    currency_of,
    has_no_figures,
    is_change,
    is_stake,
    measure_of,
    scale_of,
    things,
)
from alliances.rules.fill import company, joined
from alliances.rules.marks import Marks, Mention
from alliances.rules.marks.tables import Cell, Row, Table, read_table
from alliances.rules.proposals import Filled
from extractor.facts import Quantity, Span, When
from extractor.passages import is_figure, is_period
from extractor.values import find_dates, read_country, read_quantity, read_when

_TOTAL = re.compile(r"\b(?:total|group|consolidated|grupo|gesamt|konzern|groupe|totale|consolidado)\b", re.IGNORECASE)
_MONEY = frozenset({"revenue", "profit", "investment", "arpu", "price", "cost_savings"})
_IN_PARTS = frozenset({"subscribers", "net_additions", "revenue", "arpu", "employees"})
_TELLING = 1000  # figures from here on are no two companies' by chance
_CAPTION = 150  # characters of a block right above a table that is taken as its caption


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure of a table: whose, of what, how much, and as of when."""

    subject: Filled
    measure: str
    value: Filled
    as_of: Filled | None
    anchor: Span


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell with all that heads it, nearest first: label, head, group, corner, captions."""

    table: Table
    row: Row
    cell: Cell
    label: tuple[Span, ...]
    head: tuple[Span, ...]
    group: tuple[Span, ...]
    above: tuple[Span, ...]

    @property
    def near(self) -> tuple[Span, ...]:
        """What heads the cell within its table."""
        return (*self.label, *self.head, *self.group)


def table_figures(marks: Marks) -> Iterator[Reading]:
    """The figures of the passage's tables whose measure and owner the table states."""
    for place in _places(marks):
        reading = _reading(marks, place)
        if reading is not None:
            yield reading


def _places(marks: Marks) -> Iterator[_Place]:
    for number, block in enumerate(marks.passage.blocks):
        table = read_table(marks.text, block.span) if block.type == "table" else None
        if table is None:
            continue
        before = marks.passage.blocks[number - 1].span if number else None
        captions = [before] if before is not None and _leads_in(marks, before) else []
        above = (*table.corner, *captions, *([marks.passage.heading] if marks.passage.heading else []))
        for row in table.rows:
            for cell in row.cells:
                if is_figure(marks.words(cell.span)):
                    label = (row.label,) if row.label else ()
                    group = (row.group,) if row.group else ()
                    yield _Place(table, row, cell, label, table.head(cell.column), group, above)


def _leads_in(marks: Marks, block: Span) -> bool:
    return block.end - block.start <= (2 * _CAPTION if marks.text[block.end - 1] == ":" else _CAPTION)


def _said(marks: Marks, spans: tuple[Span, ...]) -> str:
    return " ".join(marks.words(s) for s in spans)


def _reading(marks: Marks, place: _Place) -> Reading | None:
    head, label = _said(marks, place.head), _said(marks, place.label)
    above = [marks.words(s) for s in place.above]
    if has_no_figures(head) or is_stake(head) or (is_stake(label) and measure_of(label) is None):
        return None
    named = _company(marks, place.label) or _beside_country(marks, place) or _known(marks, (*place.head, *place.group))
    measure = _measure(marks, place, of_company=named is not None or _TOTAL.search(label) is not None)
    measure = measure or _of_row_above(marks, place) or ("other" if named is not None and is_change(head) else None)
    thing = things(label, marks.filing.language) if measure is None and not any(is_stake(a) for a in above) else None
    measure = "other" if thing is not None else measure
    if measure is None:
        return None
    owner = named if named is not None else _default(marks, place)
    value = _value(marks, place, measure, thing)
    subject = _country(marks, place) if named is None else None
    if subject is None and owner is not None:
        subject = company(marks, owner)
    if subject is None or value is None:
        return None
    changes = is_change(head) or is_change(label)
    if changes:
        if value.unit not in ("percent", "percentage points"):
            return None
        measure = "revenue_growth" if measure == "revenue" and value.unit == "percent" else "other"
    elif value.unit == "percent" and measure not in PERCENTAGES:
        measure = "population_coverage" if measure == "population_covered" else "other"
    return Reading(
        subject=subject,
        measure=measure,
        value=Filled(value, (place.cell.span,), value.text),
        as_of=_as_of(marks, place),
        anchor=joined(*(place.label or place.head[-1:]), place.cell.span),
    )


def _measure(marks: Marks, place: _Place, *, of_company: bool) -> str | None:
    """What a cell measures, by the nearest words that say so. A title says it only of rows that name a company."""
    broken = bool(place.label) and marks.text[place.label[0].start].islower()
    whole = ((*place.group, *place.label),) if broken else ()
    for spans in (*whole, place.label, place.head, place.group, *(((a,) for a in place.above) if of_company else ())):
        said = " ".join(marks.words(s) for s in spans)
        measure = measure_of(said)
        if measure is not None:
            return measure
    return None


def _of_row_above(marks: Marks, place: _Place) -> str | None:
    """What the row measures that an indented one is a part of: "Prepaid" under "Mobile customers"."""
    if not place.label or measure_of(_said(marks, place.head)) is not None:
        return None
    own = _indent(marks, place.label[0])
    for row in reversed([r for r in place.table.rows if r.label and r.label.start < place.label[0].start]):
        if row.label is not None and _indent(marks, row.label) < own:
            measure = measure_of(marks.words(row.label))
            return measure if measure in _IN_PARTS else None
    return None


def _indent(marks: Marks, label: Span) -> int:
    return label.start - (marks.text.rfind("\n", 0, label.start) + 1)


def _company(marks: Marks, spans: tuple[Span, ...]) -> Mention | None:
    """The company that a label or head names: one known, or a name that is most of its words."""
    known_one = _known(marks, spans)
    if known_one is not None:
        return known_one
    for span in spans:
        for mention in marks.names.within(span):
            known = marks.names.entities[mention.entity]
            whole = (
                mention.span.start == span.start
                and 2 * (mention.span.end - mention.span.start) >= span.end - span.start
            )
            if (
                whole
                and not known.place
                and not known.person
                and measure_of(marks.words(span)) is None
                and not _TOTAL.search(mention.text)
            ):
                return mention
    return None


def _beside_country(marks: Marks, place: _Place) -> Mention | None:
    """The company that a row names in a cell after that of its country: "Ghana | Alpha | 51.0% | 1,465"."""
    label = next(iter(place.label), None)
    if label is None or read_country(marks.words(label), language=marks.filing.language) is None:
        return None
    after = Span(label.end, max(label.end, place.cell.span.start))
    return None if "\n" in marks.text[after.start : after.end] else _known(marks, (after,))


def _country(marks: Marks, place: _Place) -> Filled | None:
    """The country that labels a row, where other rows are labelled with countries too."""
    language = marks.filing.language
    labels = [row.label for row in place.table.rows if row.label is not None]
    countries = [label for label in labels if read_country(marks.words(label), language=language) is not None]
    own = next(iter(place.label), None)
    if own is None or own not in countries or len(countries) < 2:
        return None
    return Filled(marks.words(own), (own,))


def _known(marks: Marks, spans: tuple[Span, ...]) -> Mention | None:
    """The first known company that a label or head names."""
    return next(
        (m for span in spans for m in marks.names.companies(span) if not is_period(m.text) and not is_change(m.text)),
        None,
    )


def _default(marks: Marks, place: _Place) -> Mention | None:
    """Whose the figures of a row are that names nobody: the title's company, the section's, the one that files."""
    for span in place.above:
        named = marks.names.companies(span)
        if len({m.entity for m in named}) == 1:
            return named[0]
    return marks.section or _of_same_figure(marks, place.table) or marks.subject or marks.issuer


def _of_same_figure(marks: Marks, table: Table) -> Mention | None:
    """The company of which the prose beside a table says one of its figures: "X’s clients numbered 986.310"."""
    figures = {marks.words(c.span) for row in table.rows for c in row.cells}
    for found in marks.quantities:
        if found.value.amount < _TELLING or table.span.covers(found.span):
            continue
        if marks.words(found.number) in figures:
            whose = marks.whose(found.span)
            return whose.mentions[0] if whose.sure and whose.mentions else None
    return None


def _value(marks: Marks, place: _Place, measure: str, thing: str | None) -> Quantity | None:
    language = marks.filing.language
    words = marks.words(place.cell.span)
    read = read_quantity(words, language=language)
    if read is None:
        return None
    if words.startswith("(") and words.endswith(")") and read.amount > 0:
        read = read.model_copy(update={"amount": -read.amount})
    near, above = [marks.words(s) for s in place.near], [marks.words(s) for s in place.above]
    if read.unit in ("percent", "percentage points"):
        return read.model_copy(update={"text": words})
    if measure in PERCENTAGES or any(
        re.search(r"%|\bper ?cent\b|\bpercent\b", said) for said in near[: len(place.label) + len(place.head)]
    ):
        return read.model_copy(update={"text": words, "unit": "percent"})
    scale = next((s for s in map(scale_of, near) if s), None)
    if measure in _MONEY or len(read.unit) == 3:
        cells = [marks.words(c.span) for c in place.table.rows[0].cells]
        named = (currency_of(said, language) for said in [*near, *above, *cells])
        code = read.unit if len(read.unit) == 3 else next((c for c in named if c), None)
        scale = scale or next((s for s in map(scale_of, above) if s), None)
        unit = code
        if measure in ("arpu", "price", "other"):
            scale = None  # an amount for one: a user, a share
    else:
        unit = thing or counted([*near, *above]) or NOUNS.get(measure, "")
        titled = next((s for s in (scale_of(w) for w in above if currency_of(w, language) is None) if s), None)
        scale = scale or (titled if measure in ("subscribers", "net_additions", "population_covered") else None)
    if unit is None or (measure == "other" and not unit):
        return None
    return read.model_copy(update={"text": words, "amount": read.amount * (scale or 1), "unit": unit})


def _as_of(marks: Marks, place: _Place) -> Filled | None:
    """The period or day that heads a column, labels a row, or stands in a title."""
    if len(place.head) > 1 and any(is_period(marks.words(s)) for s in place.head):
        whole = _read(marks, _said(marks, place.head))
        if whole is not None:
            return Filled(whole, place.head, whole.text)
    for span in (*reversed(place.head), *place.label, *place.group, *place.above):
        words = marks.text[span.start : span.end]
        for found in find_dates(words, today=marks.today, language=marks.filing.language):
            own = Span(span.start + found.span.start, span.start + found.span.end)
            return Filled(found.value, (own,), found.value.text)
        period = _read(marks, words) if is_period(words) else None
        if period is not None:
            return Filled(period, (span,), period.text)
    return None


def _read(marks: Marks, words: str) -> When | None:
    return read_when(words, today=marks.today, language=marks.filing.language)
