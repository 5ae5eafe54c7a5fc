from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
from rich.console import Console

from extractor import tables
from extractor.facts import Bound, Quantity, When
from tests import invented


def quantity(amount: str, unit: str, bound: Bound = "exact") -> Quantity:
    return Quantity(text="as printed", amount=Decimal(amount), unit=unit, bound=bound)


def when(start: str, end: str) -> When:
    return When(text="as printed", start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        ("Nordwind", "Nordwind"),
        (("NO", "DK"), "NO, DK"),
        (quantity("1245000000", "EUR"), "EUR 1,245,000,000"),
        (quantity("51.50", "percent"), "51.5%"),
        (quantity("100", "percent", "up_to"), "up to 100%"),
        (quantity("4400000", "customers", "about"), "about 4,400,000 customers"),
        (quantity("1E+2", "operators"), "100 operators"),
        (quantity("-3", "percentage points"), "-3 percentage points"),
        (when("2004-03-31", "2004-03-31"), "2004-03-31"),
        (when("2003-01-01", "2003-12-31"), "2003"),
        (when("2004-01-01", "2004-03-31"), "2004 Q1"),
        (when("2004-02-01", "2004-04-30"), "2004-02-01 to 2004-04-30"),
        (when("2004-02-01", "2004-02-29"), "2004-02"),
        (when("2003-04-01", "2004-03-31"), "2003-04-01 to 2004-03-31"),
    ],
)
def test_a_slots_value_is_shown_in_full(value: object, shown: str) -> None:
    assert tables.cell(value) == shown


def test_a_choice_is_shown_as_words_and_a_name_as_printed() -> None:
    fact = invented.FACTS[1].model_copy(update={"subject": "Nord_wind"})
    assert tables.cells(fact) == {
        "subject": "Nord_wind",
        "measure": "market share",
        "value": "31%",
        "as_of": "2003",
    }


def test_the_filings_own_words_stand_behind_a_value() -> None:
    assert tables.printed(invented.FACTS[1]) == {"value": "31 %", "as_of": "in 2003"}


def test_kinds_come_in_the_order_given_and_others_after() -> None:
    assert list(tables.by_kind(invented.FACTS)) == [invented.Metric, invented.Membership]
    assert list(tables.by_kind(invented.FACTS, (invented.Membership,))) == [invented.Membership, invented.Metric]
    assert tables.by_kind((), (invented.Membership,)) == {}


def test_a_table_has_a_row_for_each_fact_and_no_empty_column() -> None:
    (metrics,) = tables.tables(invented.FACTS[:1])
    assert metrics.row_count == 1
    assert [column.header for column in metrics.columns] == ["subject", "measure", "value"]


def test_square_brackets_in_a_filing_are_no_markup() -> None:
    fact = invented.FACTS[3].model_copy(update={"member": "[red]Sol[/red]"})
    console = Console(file=io.StringIO(), width=100)
    console.print(*tables.tables((fact,)))
    assert isinstance(console.file, io.StringIO)
    assert "[red]Sol[/red]" in console.file.getvalue()


@pytest.mark.parametrize(("count", "said"), [(0, "0 facts"), (1, "1 fact"), (2, "2 facts")])
def test_a_count_has_the_noun_that_belongs_to_it(count: int, said: str) -> None:
    assert tables.counted(count, "fact") == said
    assert tables.counted(count, "reply", "replies") == said.replace("facts", "replies").replace("fact", "reply")


def test_a_step_is_said_in_plain_words_and_one_without_by_its_name() -> None:
    assert tables.step_label("read again") == "read by the model again"
    assert tables.step_label("layout") == "layout"


def test_what_is_in_a_fact_is_counted_in_plain_words() -> None:
    coverage = invented.result().coverage
    assert tables.covered(coverage) == "3 of 4 numbers, quotations and contacts are in a fact"
    none = coverage.model_copy(update={"countable": 0, "accounted": 0})
    assert "0 of 0" not in tables.covered(none)
