"""How filings phrase numbers: whose they are, what they measure, and which are none. All companies are invented."""

from __future__ import annotations

import pytest

from tests.alliances.rules.reading import metrics

MEASURES = [
    ("Ruritel touted 831,000 postpaid net adds in the quarter.", "net_additions | 831000 subscribers"),
    ("Ruritel recorded net additions of 45,000, total customer base 1.12 million.", "subscribers | 1120000 customers"),
    ("Ruritel lost 258,000 wireless customers in the period.", "other | 258000 customers"),
    ("Ruritel ended with 2.2 million subscribers, down 80,000 on the quarter.", "other | 80000 subscribers"),
    ("Ruritel recorded $183 million of costs for the shutdown.", "other | 183000000 USD"),
    ("Ruritel expects restructuring charges of $60 million.", "other | 60000000 USD"),
    ("Ruritel posted gains of 41 percent in total revenues.", "revenue_growth | 41 percent"),
    ("Ruritel's EBITDA rose 27% to EUR 104 million on revenues of EUR 214 million.", "profit | 104000000 EUR"),
    ("Ruritel's blended ARPU declined 9% to EUR 18 per month.", "arpu | 18 EUR"),
    ("Ruritel's revenue was EUR 98 million, of which data made up EUR 38 million.", "revenue | 38000000 EUR"),
    ("Ruritel supplies equipment in 14 markets.", "other | 14 markets"),
    ("Ruritel supplied a network for 400,000 lines.", "other | 400000 lines"),
    ("Ruritel's home subscribers breached the one million mark in May.", "subscribers | 1000000 subscribers"),
    ("Ruritel had 4.5 million accesses, of which 585 thousand were ADSL lines.", "subscribers | 585000 lines"),
    ("Ruritel's minutes of use averaged 301 per month.", "other | 301 minutes"),
    ("Ruritel's roaming relationships rose from 2,300 to over 3,100 in a year.", "other | 3100 relationships"),
    (
        "Ruritel had 3 million customers. Montel contributed 1.2 million of the total.",
        "subscribers | 1200000 customers",
    ),
    ("Ruritel's headcount went up to 1,420 from 1,180.", "employees | 1180 employees"),
    ("Ruritel's network now covers 28 cities and runs over 12,400 kilometres.", "other | 12400 kilometres"),
    ("Ruritel offers value-added services to 190 million customers.", "subscribers | 190000000 customers"),
    ("Ruritel's revenue fell by CHF 21 million to CHF 82 million.", "other | 21000000 CHF"),
    ("Ruritel's revenue fell by CHF 21 million to CHF 82 million.", "revenue | 82000000 CHF"),
    ("Ruritel had 3 million lines, 480,000 more than in May.", "other | 480000 lines"),
    ("Ruritel added 403,000 customers to reach 9.85 million.", "subscribers | 9850000 customers"),
    ("The customers of Ruritel added up to 1,284,560.", "subscribers | 1284560 subscribers"),
    ("The consolidated incomes of Ruritel reached EUR 148 million.", "revenue | 148000000 EUR"),
    ("Ruritel's net utility ascended to EUR 11 million.", "profit | 11000000 EUR"),
    ("Ruritel's churn was 0.4%p lower than in the previous quarter.", "other | 0.4 percentage points"),
    ("Ruritel cut 950 jobs from its work force of about 30,000.", "employees | 30000 employees"),
    ("Ruritel won a $70 million one-year frame agreement.", "other | 70000000 USD"),
    ("Ruritel's net sales rose to SEK 61,423 million (58,873).", "revenue | 58873000000 SEK"),
    ("Ruritel's margin was 34.1 percent (36.8).", "other | 36.8 percent"),
    ("Ruritel had revenue of EUR 24 million, with EBITDA rising from EUR 11 million.", "profit | 11000000 EUR"),
    ("Ruritel had 3,215,000 customers, representing an annual rise of 283,000.", "other | 283000 customers"),
    ("Ruritel lost 58,000 customers, against net customer additions of 292,000.", "net_additions | 292000 subscribers"),
    ("Ruritel recorded 1.1 million net additions to 4.6 million subscribers.", "subscribers | 4600000 subscribers"),
    ("Ruritel added 3,700 high-speed Internet (HSI) subscribers.", "net_additions | 3700 subscribers"),
    ("Ruritel is adding 122,000 homes passed in the quarter.", "other | 122000 homes"),
    ("Ruritel's revenue was up 4%, driven by 8% growth in its customer base.", "other | 8 percent"),
    ("Ruritel's revenues amounted to euro 522.3 mil.", "revenue | 522300000 EUR"),
    ("Ruritel paid $14.2 million in preferred stock dividends.", "other | 14200000 USD"),
]

SPANISH = [
    ("Ruritel ganó 108.000 líneas, hasta alcanzar un parque total de 1,6 millones.", "subscribers | 1600000 lines"),
    ("Ruritel sumó a su base 1 millón 269 mil 500 clientes.", "1269500 customers"),
    ("El ingreso medio por cliente de Ruritel es de 5,80 euros al mes.", "arpu | 5.8 EUR"),
    ("La base de clientes de Ruritel superó los 3 millones.", "subscribers | 3000000 customers"),
    ("Ruritel cuenta con 17,3 millones de accesos móviles.", "subscribers | 17300000 accounts"),
    ("Ruritel tiene una plantilla de más de 21.000 profesionales.", "employees | 21000 employees"),
    ("Los ingresos de Ruritel se contrajeron un 2,8 por ciento.", "revenue_growth | 2.8 percent"),
    (
        "Los clientes de banda ancha de Ruritel aumentaron en 8 por ciento, a 7,7 millones.",
        "subscribers | 7700000 subscribers",
    ),
    ("Ruritel tenía 15 millones 522,000 líneas facturadas.", "subscribers | 15522000 lines"),
    ("En Chile, Ruritel tuvo ingresos de $845.300 millones de pesos.", "revenue | 845300000000 CLP"),
    ("En Argentina, Ruritel ganó $2.261 millones e invirtió 312 millones de pesos.", "profit | 2261000000 ARS"),
    ("La deuda neta de Ruritel es de 2,4 veces el OIBDA.", "other | 2.4 times"),
    ("Ruritel sumó 1,2 millones de suscriptores en el trimestre.", "net_additions | 1200000 subscribers"),
    ("Ruritel ya suma 5 millones de clientes.", "subscribers | 5000000 customers"),
    ("Ruritel llevará fibra óptica a más de 48.000 hogares.", "other | 48000 hogares"),
    ("El volumen de negocio de Ruritel bajó un 7,1%.", "revenue_growth | 7.1 percent"),
    ("El parque de Ruritel creció durante 2003 en casi 4 millones.", "other | 4000000 "),
]

OWNERS = [
    # In apposition, of a merger, of those whose shares are paid for, of both who buys and who is bought.
    (
        "Ruritel also offers Zippay, a mobile wallet with over 38 million users.",
        "Zippay | subscribers | 38000000 users",
    ),
    ("The new company will have 8.6 million customers.", "new company | subscribers | 8600000 customers"),
    ("Ruritel shareholders will receive $9.25 in cash.", "Ruritel | price | 9.25 USD"),
    (
        "Each outstanding share of Ruritel common stock will be converted into $14.50 in cash.",
        "Ruritel | price | 14.5 USD",
    ),
    ("Montel agreed to buy Ruritel from Vardo Telecom for $45 million.", "Ruritel | price | 45000000 USD"),
    ("Montel agreed to buy Ruritel from Vardo Telecom for $45 million.", "Montel | price | 45000000 USD"),
    (
        "Penetration in Denmark reached 119%, 3 percentage points more than in May.",
        "Denmark | other | 3 percentage points",
    ),
    # Dates and kinds between a name and its verb; a country before it; the one who speaks for a company.
    (
        "Montel was founded in 1998. Ruritel in February agreed to pay $4 million for towers.",
        "Ruritel | price | 4000000 USD",
    ),
    (
        "Montel reported that its Ruritel Mobile MVNO ended June with 2.3 million subscribers.",
        "Ruritel Mobile | subscribers | 2300000 subscribers",
    ),
    ("In Russia Ruritel has 44 million users.", "Ruritel | subscribers | 44000000 users"),
    (
        "The CEO of Ruritel Sur Telecom, Ricardo Vardo, announced that it invested $19 million.",
        "Ruritel Sur Telecom | investment | 19000000 USD",
    ),
]

NOTHING = [
    "Ruritel's ordinary shares, par value $0.01 each, are listed in Oslo.",
    "Ruritel redeemed the 8.25% Senior Notes due 2010 at 104.125% of their principal amount.",
    "Ruritel's loan bears interest at LIBOR plus 2.25%.",
    "Ruritel's accounts were translated at an exchange rate of EUR 1 = USD 1.2342.",
    "Ruritel's board, which has nine members, met in May.",
    "A person acquires 15 percent or more of the common stock of Ruritel.",
    "Montel agreed to buy 87.86 percent of shares in Ruritel.",
    "Montel will keep the remaining 70% of its assets.",
    "The Danish State holds 34.9%.",
    "Ruritel is owned 49% by Montel, 23% by the Vardo Fund and 5% by the State.",
    "Ruritel has two partners.",
    "Ruritel supplies its Loopmaster 3000 terminals.",
    "Ruritel supplies the two operators.",
    "OWNERSHIP\n\n- Ruritel Holdings 25.6%\n- Public float 42.9%\n",
    "Ruritel now holds the following interests:\n\n- 65.12% of Vardo Telecom\n- 40.91% of Kelda Mobile\n",
]


MARKETS = [
    ("Penetration was 52% in Malawi and 84% in Benin.", "Benin | penetration | 84 percent"),
    ("In Nepal, where fewer than 30% of the population owned a mobile phone,", "Nepal | penetration | 30 percent"),
    ("Peru has 28 million people. Mobile penetration stood at 60%.", "Peru | penetration | 60 percent"),
    ("There were 50.8 million subscribers in Turkey in May.", "Turkey | subscribers | 50800000 subscribers"),
    ("The network covers Georgia (population: 4.6 million).", "Georgia | other | 4600000 people"),
    ("Ruritel entered the Altun region (population of 700,000).", "the Altun region | other | 700000 people"),
    (
        "THE CHILEAN MOBILE MARKET\n\nFour operators in Chile had 9 million subscribers.\n",
        "Chile | subscribers | 9000000 subscribers",
    ),
]


def _check(text: str, expected: str, language: str = "en") -> None:
    found = metrics(text, language)
    assert any(fact.endswith(expected) for fact in found), found


@pytest.mark.parametrize(("text", "expected"), MEASURES)
def test_what_a_number_measures(text: str, expected: str) -> None:
    _check(text, expected)


@pytest.mark.parametrize(("text", "expected"), SPANISH)
def test_what_a_number_measures_in_spanish(text: str, expected: str) -> None:
    _check(text, expected, "es")


@pytest.mark.parametrize(("text", "expected"), OWNERS)
def test_whose_a_number_is(text: str, expected: str) -> None:
    assert expected in metrics(text)


@pytest.mark.parametrize("text", NOTHING)
def test_numbers_that_are_no_metrics(text: str) -> None:
    assert metrics(text) == []


@pytest.mark.parametrize(("text", "expected"), MARKETS)
def test_a_market_s_numbers_are_no_company_s(text: str, expected: str) -> None:
    assert expected in metrics(text)
