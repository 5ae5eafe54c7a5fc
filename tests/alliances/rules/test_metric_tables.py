"""The figures and holdings of tables and sheets of facts. All companies are invented."""

from __future__ import annotations

import pytest

from alliances.rules import metric
from alliances.rules.reading import read
from extractor.annotations import Annotations
from extractor.filing import Filing
from tests.alliances.rules.reading import OPERATORS, metrics

FIGURES = """KEY FIGURES

EUR million unless stated      Q1 2016     Q1 2015     Change
Revenue                          412.0       390.0       5.6%
EBITDA margin                    36.4%       35.9%
Net profit (loss)                 12.1       (3.4)
Mobile customers (thousand)      5,120       4,980       2.8%
ARPU (EUR)                        18.2        18.9     (3.7%)
Employees                        2,300       2,410
Basic earnings per share          0.31      (0.24)
Goodwill                         310.0       298.0
"""

COMPANIES = """OUR OPERATORS

Operator          Country       Subscribers     Market share     Our stake
                                 (millions)              (%)           (%)
Montel            Denmark               2.1               24          51.0
Ruritel           Norway                1.3               31         100.0
"""

INGRESOS = """INGRESOS POR SOCIEDADES (millones de euros)

                   2009          2008       Variación
Ruritel           612,4         566,1            8,2%
Montel          1.124,0       1.047,5            7,3%
"""


def test_a_table_of_figures_is_the_issuer_s() -> None:
    found = metrics('Montel (the "Company") grew.\n\n' + FIGURES)
    assert found == [
        "Montel | revenue | 412000000 EUR",
        "Montel | revenue | 390000000 EUR",
        "Montel | revenue_growth | 5.6 percent",
        "Montel | other | 36.4 percent",
        "Montel | other | 35.9 percent",
        "Montel | profit | 12100000 EUR",
        "Montel | profit | -3400000 EUR",
        "Montel | subscribers | 5120000 customers",
        "Montel | subscribers | 4980000 customers",
        "Montel | other | 2.8 percent",
        "Montel | arpu | 18.2 EUR",
        "Montel | arpu | 18.9 EUR",
        "Montel | other | -3.7 percent",
        "Montel | employees | 2300 employees",
        "Montel | employees | 2410 employees",
    ]


def test_a_row_that_names_a_company_is_that_company_s() -> None:
    assert metrics(COMPANIES) == [
        "Montel | subscribers | 2100000 subscribers",
        "Montel | market_share | 24 percent",
        "Ruritel | subscribers | 1300000 subscribers",
        "Ruritel | market_share | 31 percent",
    ]


def test_a_title_gives_measure_scale_and_currency() -> None:
    assert metrics(INGRESOS, "es") == [
        "Ruritel | revenue | 612400000 EUR",
        "Ruritel | revenue | 566100000 EUR",
        "Ruritel | revenue_growth | 8.2 percent",
        "Montel | revenue | 1124000000 EUR",
        "Montel | revenue | 1047500000 EUR",
        "Montel | revenue_growth | 7.3 percent",
    ]


def test_a_date_of_the_head_is_the_figure_s() -> None:
    filing = Filing.read(OPERATORS + FIGURES)
    found = [p.slots for marks in read(Annotations(filing), passage_chars=900).passages for p in metric.propose(marks)]
    assert found[0]["as_of"].value.text == "Q1 2016"
    assert found[1]["as_of"].value.text == "Q1 2015"


PARTS = """DATOS OPERATIVOS (miles)

                            2008        2007     % Var.
Clientes móviles         4.120,0     3.802,7      8,3
   Prepago               2.960,4     2.811,0      5,3
Importe neto de la cifra de
negocios (EUR)             1.812       1.701      6,5
"""

COVERED = """OPERATING DATA

                                 1999        1998
Covered POPs (millions)          22.4        17.9
Net subscriber additions       61,300      48,200
"""

GROWTH = """OPERATORS IN MARCH

Company          Country      Customers ('000)     Growth
Ruritel          Norway                 1,866        24%
Montel           Denmark                  694        31%
"""

SHEET = """RURITEL AT A GLANCE

Founded:             1996
Subscribers:         8.4 million (June 2011)
Market share:        26%
Employees:           2,900
Population coverage: 95%
Revenue 2010:        RM 5.4 billion
Stock code:          6947
"""


TWO_TABLES = """OPERATORS

Operator | Country | Stake | Customers (m) | Market share
Ruritel | Norway | 100% | 3.1 | 41%
Montel | Poland | 74.5% | 8.9 | 22%

2019 | 2018
Revenue (€ million) | 4,201 | 4,011
Employees | 12,400 | 12,913
"""


def test_barred_tables_that_follow_one_another_are_two() -> None:
    found = metrics(TWO_TABLES)
    assert found[:2] == ["Ruritel | subscribers | 3100000 customers", "Ruritel | market_share | 41 percent"]
    assert [fact.partition(" | ")[2] for fact in found[4:6]] == ["revenue | 4201000000 EUR", "revenue | 4011000000 EUR"]


def _measured(text: str, language: str = "en") -> list[str]:
    """What is proposed, without its subjects."""
    return [fact.partition(" | ")[2] for fact in metrics(text, language)]


def test_an_indented_row_is_a_part_of_the_one_above() -> None:
    found = _measured(PARTS, "es")
    assert "subscribers | 2960400 subscribers" in found
    assert "other | 5.3 percent" in found


def test_a_label_may_run_over_two_lines() -> None:
    assert "revenue_growth | 6.5 percent" in _measured(PARTS, "es")


def test_covered_pops_are_people() -> None:
    assert _measured(COVERED)[:3] == [
        "population_covered | 22400000 people",
        "population_covered | 17900000 people",
        "net_additions | 61300 subscribers",
    ]


def test_a_column_of_growth_is_the_company_s() -> None:
    assert metrics(GROWTH) == [
        "Ruritel | subscribers | 1866000 customers",
        "Ruritel | other | 24 percent",
        "Montel | subscribers | 694000 customers",
        "Montel | other | 31 percent",
    ]


def test_a_sheet_of_facts_is_read_line_by_line() -> None:
    assert _measured(SHEET) == [
        "subscribers | 8400000 subscribers",
        "market_share | 26 percent",
        "employees | 2900 employees",
        "population_coverage | 95 percent",
        "revenue | 5400000000 MYR",
    ]


@pytest.mark.parametrize("line", ["Contact: Ada Holm, 1,200 High Street", "Ruritel Limited\nSuite 2,100\nOslo"])
def test_lines_without_a_measure_are_no_figures(line: str) -> None:
    assert metrics(line + "\n") == []


LEADERS = """MEMBERS

Operator                Country          Subscribers
                                         (millions)
Montel ................ Denmark ............ 2.1
Ruritel ............... Norway ............. 1.3
"""

PROFILE = """Ruritel is held by Montel.

PROFILE OF RURITEL

Network:          1,040 base stations; covers 81% of the population
Subscribers:      912,000
2007 revenue:     EUR 74.2 million
"""

TRANSLATED = """Ruritel reported an EBITDA margin of 9,4%, a share of 18,5% and growth of 3,1%.

The customers of Montel numbered 986.310 in June.

                     2003        2002
Customers         986.310     801.240
Base stations       1.480       1.340

Its incomes reached EUR 148.720 million.
"""


def test_dotted_leaders_part_cells() -> None:
    assert "Montel | subscribers | 2100000 subscribers" in metrics(LEADERS)


def test_a_profile_s_lines_are_of_the_company_it_is_of() -> None:
    assert {
        "Ruritel | subscribers | 912000 subscribers",
        "Ruritel | population_coverage | 81 percent",
        "Ruritel | revenue | 74200000 EUR",
    } <= set(metrics(PROFILE))


def test_a_table_s_figures_are_of_the_company_the_prose_says_one_of() -> None:
    found = metrics(TRANSLATED)
    assert "Montel | subscribers | 801240 customers" in found
    assert "Montel | other | 1480 stations" in found


def test_points_are_thousands_marks_where_fractions_have_commas() -> None:
    assert any(fact.endswith("revenue | 148720000000 EUR") for fact in metrics(TRANSLATED))
