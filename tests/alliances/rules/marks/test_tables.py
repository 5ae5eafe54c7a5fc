"""Tables read as rows and columns. All texts are invented."""

from __future__ import annotations

import pytest

from alliances.rules.marks.tables import Table, read_table
from extractor.facts import Span


def read(text: str) -> Table:
    table = read_table(text, Span(len(text) - len(text.lstrip()), len(text.rstrip())))
    assert table is not None
    return table


def words(text: str, *spans: Span) -> str:
    return " / ".join(" ".join(text[s.start : s.end].split()) for s in spans)


def cells(text: str) -> list[str]:
    """Every cell as "group > label > head: cell"."""
    table = read(text)
    found = []
    for row in table.rows:
        for cell in row.cells:
            group = [words(text, row.group)] if row.group else []
            label = [words(text, row.label)] if row.label else [""]
            found.append(
                " > ".join([*group, *label, words(text, *table.head(cell.column))]) + ": " + words(text, cell.span)
            )
    return found


BARRED = """EUR million | 2013 | 2012
Revenue | 1,786.4 | 1,724.3
Net profit (loss) | 148.6 | (31.7)
"""

STACKED = """
                      Customers      Share of       Member
                    (thousands)   home market        since
----------------------------------------------------------
Ruritel                   2 041          34 %         2003
Montel                   12 306           n/a         2003
"""

GROUPED = """
                             Q3 2012    Q2 2012    Change
                             -------    -------    ------
Subscribers ('000)
  Ruritel ..............       5,218      5,102      2.3%
  Montel ...............       3,047      3,020      0.9%
                             -------    -------
  Total                        8,265      8,122

ARPU (US$)
  Ruritel                        8.4        8.3
"""

SPANNING = """
                          Three months ended        Nine months ended
                             September 30,             September 30,
                           2001         2000         2001         2000
Revenue               $  12,345    $  10,210    $  35,600    $  30,100
Net loss                   (510)        (450)      (1,600)      (1,100)
"""

TEXT_COLUMN = """
Operator     Country      Stake
Ruritel      Norway       51.0%
Montel       Denmark     100.0%
"""

CHANGES = """Metric | 2016 | 2015 | Change
Revenue | 412 | 390 | 5.6%
Customers | 512 | 498 | 2.8%
Employees | 2,300 | 2,410
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            BARRED,
            [
                "Revenue > 2013: 1,786.4",
                "Revenue > 2012: 1,724.3",
                "Net profit (loss) > 2013: 148.6",
                "Net profit (loss) > 2012: (31.7)",
            ],
        ),
        (
            STACKED,
            [
                "Ruritel > Customers / (thousands): 2 041",
                "Ruritel > Share of / home market: 34 %",
                "Ruritel > Member / since: 2003",
                "Montel > Customers / (thousands): 12 306",
                "Montel > Share of / home market: n/a",
                "Montel > Member / since: 2003",
            ],
        ),
        (
            GROUPED,
            [
                "Subscribers ('000) > Ruritel > Q3 2012: 5,218",
                "Subscribers ('000) > Ruritel > Q2 2012: 5,102",
                "Subscribers ('000) > Ruritel > Change: 2.3%",
                "Subscribers ('000) > Montel > Q3 2012: 3,047",
                "Subscribers ('000) > Montel > Q2 2012: 3,020",
                "Subscribers ('000) > Montel > Change: 0.9%",
                "Subscribers ('000) > Total > Q3 2012: 8,265",
                "Subscribers ('000) > Total > Q2 2012: 8,122",
                "ARPU (US$) > Ruritel > Q3 2012: 8.4",
                "ARPU (US$) > Ruritel > Q2 2012: 8.3",
            ],
        ),
        (
            TEXT_COLUMN,
            [
                "Ruritel > Country: Norway",
                "Ruritel > Stake: 51.0%",
                "Montel > Country: Denmark",
                "Montel > Stake: 100.0%",
            ],
        ),
        (
            CHANGES,
            [
                "Revenue > 2016: 412",
                "Revenue > 2015: 390",
                "Revenue > Change: 5.6%",
                "Customers > 2016: 512",
                "Customers > 2015: 498",
                "Customers > Change: 2.8%",
                "Employees > 2016: 2,300",
                "Employees > 2015: 2,410",
            ],
        ),
    ],
    ids=["barred", "stacked", "grouped", "text column", "last cell empty"],
)
def test_every_cell_has_its_label_and_its_head(text: str, expected: list[str]) -> None:
    assert cells(text) == expected


def test_a_head_may_span_columns() -> None:
    assert cells(SPANNING)[:4] == [
        "Revenue > Three months ended / September 30, / 2001: $ 12,345",
        "Revenue > Three months ended / September 30, / 2000: $ 10,210",
        "Revenue > Nine months ended / September 30, / 2001: $ 35,600",
        "Revenue > Nine months ended / September 30, / 2000: $ 30,100",
    ]


def test_the_corner_heads_the_labels() -> None:
    assert words(BARRED, *read(BARRED).corner) == "EUR million"
    assert words(TEXT_COLUMN, *read(TEXT_COLUMN).corner) == "Operator"


@pytest.mark.parametrize("text", ["Just words.\n", "2009 | 2008\n", "Name\nOther name\n", " | | \n"])
def test_what_has_no_rows_is_no_table(text: str) -> None:
    assert read_table(text, Span(0, len(text.rstrip()))) is None
