"""Holdings in tables, as filings set them. All companies are invented."""

from __future__ import annotations

import pytest

from tests.alliances.rules.reading import holdings

ALPHATEL = 'Alphatel ASA ("Alphatel" or "the Company") is an operator. Alphatel has customers.\n\n'
TABLES = [
    (
        """PRINCIPAL SHAREHOLDERS

Name                              Shares           Percentage
-------------------------------------------------------------
Betacom Holding Ltd.          78,940,104                51.2%
Gamma Provident Fund           7,708,424                 5.0%
Treasury and public           67,534,400                43.8%
""",
        "Betacom Holding Ltd. > Alphatel 51.2%, Gamma Provident Fund > Alphatel 5.0%",
    ),
    (
        """THE TWENTY LARGEST SHAREHOLDERS

1  Ministry of Trade and Industry     895,100,000    53.97%
2  Gamma Pension Fund                  68,200,000     4.11%
""",
        "Gamma Pension Fund > Alphatel 4.11%, Ministry of Trade and Industry > Alphatel 53.97%",
    ),
    (
        """SUBSCRIBERS BY COUNTRY

                               Effective       Subscribers
Country     Company             interest       (thousands)
Chad        Betacom                86.4%             2,914
Peru        Gammafone              65.0%               738
""",
        "Alphatel > Betacom 86.4%, Alphatel > Gammafone 65.0%",
    ),
    (
        """OUR OPERATORS

Operator          Country       Subscribers     Market share     Our stake
                                 (millions)              (%)           (%)
Betacom           Denmark               2.1               24          51.0
Gammafone         Norway                1.3               31         100.0
""",
        "Alphatel > Betacom 51.0, Alphatel > Gammafone 100.0",
    ),
    (
        """ALPHATEL'S MOBILE OPERATIONS

Company              Country         Ownership    Subscribers
                                           (%)           (000)
Betacom (1)          Ukraine              56.5          13,925
Gammafone            Malaysia             61.0           4,795
""",
        "Alphatel > Betacom 56.5, Alphatel > Gammafone 61.0",
    ),
    (
        """Alphatel was informed that the following interests in 3% or more of its share capital had been notified:

Gamma Research Mgmt          45,201,000     7.02%
Delta Investors plc          31,442,100     4.88%
""",
        "Delta Investors plc > Alphatel 4.88%, Gamma Research Mgmt > Alphatel 7.02%",
    ),
    (
        """MARKET SHARES

Operator              2005          2004
Betacom              51.2%         49.0%
Gammafone            24.0%         25.1%
""",
        "",
    ),
]


FACTS = [
    (
        "Shareholders: Betacom AS (55.8%), Gammafone (34.2%) and general public (10%)\nCustomers: 40.2 million",
        "Betacom AS > Alphatel 55.8%, Gammafone > Alphatel 34.2%",
    ),
    (
        "Ownership: 51% Betacom, 49% Gammafone\nCustomers: 40.2 million",
        "Betacom > Alphatel 51%, Gammafone > Alphatel 49%",
    ),
    (
        "ACCIONISTAS: Betacom Internacional (65%), Grupo Gamma (35%)\nGERENTE: Juan Pérez",
        "Betacom Internacional > Alphatel 65%, Grupo Gamma > Alphatel 35%",
    ),
    ("Parent company: Betacom Holdings Ltd.\nCustomers: 40.2 million", "Betacom Holdings Ltd. > Alphatel"),
    (
        "Betacom Inc. (Malaysia)\nAlphatel's ownership interest: 61.0%\nCustomers: 4.8 million",
        "Alphatel > Betacom Inc. 61.0%",
    ),
]


@pytest.mark.parametrize(("table", "expected"), TABLES)
def test_a_table_gives_holders_or_what_is_held(table: str, expected: str) -> None:
    assert holdings(f"{ALPHATEL}{table}\n") == expected


@pytest.mark.parametrize(("lines", "expected"), FACTS)
def test_a_fact_sheet_gives_holders_or_what_is_held(lines: str, expected: str) -> None:
    assert holdings(f"{ALPHATEL}FACTS\n\n{lines}\n") == expected
