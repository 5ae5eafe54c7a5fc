"""Whose a number is and what it measures, as filings phrase it. All companies are invented."""

from __future__ import annotations

import pytest

from tests.alliances.rules.reading import metrics

SHARED = [
    # A number alone takes the noun or currency of the one it is a part of, or stands in a list with.
    (
        "Ruritel had 38.6 million subscribers, including 33.4 million in Norway and 2.1 million in Iceland.",
        ["Ruritel | subscribers | 33400000 subscribers", "Ruritel | subscribers | 2100000 subscribers"],
    ),
    (
        "Ruritel's capital expenditure was EUR 77 million, of which 21 million went into spectrum.",
        ["Ruritel | investment | 77000000 EUR", "Ruritel | investment | 21000000 EUR"],
    ),
    (
        "Ruritel will invest 9.5 billion rubles (approximately US$380 million) in its network.",
        ["Ruritel | investment | 9500000000 RUB", "Ruritel | investment | 380000000 USD"],
    ),
    (
        "The group serves 13 million customers. Ruritel leads with 6.1 million, followed by Montel (3.4 million).",
        ["Ruritel | subscribers | 6100000 customers", "Montel | subscribers | 3400000 customers"],
    ),
    (
        "Ruritel and Montel recorded 3.1 million and 1.2 million customers respectively.",
        ["Ruritel | subscribers | 3100000 customers", "Montel | subscribers | 1200000 customers"],
    ),
    ("Ruritel's number of broadband lines rose to 812,000.", ["Ruritel | subscribers | 812000 lines"]),
    (
        "Ruritel cut its staff to 13,260 employees, down from 13,900 six months before.",
        ["Ruritel | employees | 13900 employees"],
    ),
]

SUBJECTS = [
    # A company that is named once, in a clause of its own.
    (
        "In Norway, Ruritel holds 13% of Kelda Networks, which has 2 million customers.",
        ["Kelda Networks | subscribers | 2000000 customers"],
    ),
    (
        "Ruritel competes with Kelda Mobile, whose base of 1.1 million customers is growing.",
        ["Kelda Mobile | subscribers | 1100000 customers"],
    ),
    (
        "Ruritel's unit in Iceland, Kelda Mobile, raised its revenue to EUR 12 million.",
        ["Kelda Mobile | revenue | 12000000 EUR"],
    ),
    ("The combined company will serve 640,000 subscribers.", ["combined company | subscribers | 640000 subscribers"]),
    ("Norway has a population of 5 million people, and Ruritel is there.", ["Norway | other | 5000000 people"]),
    (
        "Ruritel agreed to purchase from Montel a further 9% interest in Vardo Telecom for EUR 142 million.",
        ["Vardo Telecom | price | 142000000 EUR"],
    ),
    ("EUR 40 million has been earmarked by Ruritel for its network.", ["Ruritel | investment | 40000000 EUR"]),
    ("Ruritel's monthly revenue per user averaged $56.", ["Ruritel | arpu | 56 USD"]),
    ("Quarterly revenues of Ruritel totalled EUR 12 million.", ["Ruritel | revenue | 12000000 EUR"]),
]


ENGLISH = [
    (
        "Buying together saved the members EUR 5 million. The Orbis Alliance has ten members.",
        ["Orbis Alliance | cost_savings | 5000000 EUR", "Orbis Alliance | members | 10 members"],
    ),
    # Whose: the clause a number stands in.
    ("Ruritel had 5.2 million customers at year-end.", ["Ruritel | subscribers | 5200000 customers"]),
    ("Ruritel is a subsidiary of Montel Group and employs more than 300 people.", ["Ruritel | employees | 300 people"]),
    ("Ruritel bought Montel, which has 2 million subscribers.", ["Montel | subscribers | 2000000 subscribers"]),
    ("Ruritel, which is owned by Montel, has 2 million subscribers.", ["Ruritel | subscribers | 2000000 subscribers"]),
    ("With 1.4 million customers, Ruritel is the largest operator.", ["Ruritel | subscribers | 1400000 customers"]),
    ("Ruritel's network covers 98% of the population.", ["Ruritel | population_coverage | 98 percent"]),
    (
        "Ruritel serves 3 million customers. Its network covers 92% of the population.",
        ["Ruritel | subscribers | 3000000 customers", "Ruritel | population_coverage | 92 percent"],
    ),
    (
        "Ruritel announced its results. The company added 45,000 new customers in the quarter.",
        ["Ruritel | net_additions | 45000 customers"],
    ),
    (
        "Montel and Ruritel signed the contract. Ruritel has 40,000 customers, while Montel serves 75,000 users.",
        ["Ruritel | subscribers | 40000 customers", "Montel | subscribers | 75000 users"],
    ),
    ("Net additions at Ruritel totalled 60,000.", ["Ruritel | net_additions | 60000 subscribers"]),
    (
        "Under the agreement with Montel, Ruritel will invest $30 million in its network.",
        ["Ruritel | investment | 30000000 USD"],
    ),
    (
        "Ruritel reported revenue of EUR 640 million and net profit of EUR 51 million.",
        ["Ruritel | revenue | 640000000 EUR", "Ruritel | profit | 51000000 EUR"],
    ),
    (
        "Ruritel's revenue rose 8% to $1.2 billion.",
        ["Ruritel | revenue_growth | 8 percent", "Ruritel | revenue | 1200000000 USD"],
    ),
    (
        "Ruritel posted a net loss of $12.5 million on sales of $80 million.",
        ["Ruritel | profit | 12500000 USD", "Ruritel | revenue | 80000000 USD"],
    ),
    (
        "Ruritel (NYSE: RUR) today reported EBITDA of $44 million, up 12% from a year ago.",
        ["Ruritel | profit | 44000000 USD", "Ruritel | other | 12 percent"],
    ),
    ("Ruritel holds a 31% share of the mobile market.", ["Ruritel | market_share | 31 percent"]),
    ("Ruritel has a market share of 22.4 per cent.", ["Ruritel | market_share | 22.4 percent"]),
    ("Ruritel accounts for about 40% of the Danish broadband market.", ["Ruritel | market_share | 40 percent"]),
    ("Ruritel captured 55% of net additions in the quarter.", ["Ruritel | share_of_net_additions | 55 percent"]),
    (
        "Ruritel added 312,000 new customers, 51.5 % market share.",
        ["Ruritel | net_additions | 312000 customers", "Ruritel | share_of_net_additions | 51.5 percent"],
    ),
    (
        "Ruritel's subscriber base grew by 14% to 3.1 million.",
        ["Ruritel | other | 14 percent", "Ruritel | subscribers | 3100000 subscribers"],
    ),
    ("Mobile penetration in Poland reached 96%.", ["Poland | penetration | 96 percent"]),
    (
        "Ruritel leads the Polish mobile market, where penetration exceeds 110%.",
        ["Polish mobile market | penetration | 110 percent"],
    ),
    (
        "Ruritel has roaming agreements with 310 operators in 140 countries.",
        ["Ruritel | roaming_partners | 310 operators", "Ruritel | roaming_countries | 140 countries"],
    ),
    (
        "Ruritel operates in 14 countries and employs 23,000 people worldwide.",
        ["Ruritel | countries | 14 countries", "Ruritel | employees | 23000 people"],
    ),
    (
        "The Orbis Alliance has twelve members with a combined base of 90 million customers.",
        ["Orbis Alliance | members | 12 members", "Orbis Alliance | subscribers | 90000000 customers"],
    ),
    ("ARPU at Ruritel was EUR 24.30.", ["Ruritel | arpu | 24.3 EUR"]),
    ("Ruritel expects annual cost savings of $15 million from the merger.", ["Ruritel | cost_savings | 15000000 USD"]),
    ("Ruritel expects synergies of approximately EUR 90 million a year.", ["Ruritel | cost_savings | 90000000 EUR"]),
    ("Ruritel's capital expenditure was GBP 77 million.", ["Ruritel | investment | 77000000 GBP"]),
    ("Ruritel spent $9 million on its network.", ["Ruritel | investment | 9000000 USD"]),
    (
        "Montel agreed to acquire Ruritel for $450 million in cash.",
        ["Ruritel | price | 450000000 USD", "Montel | price | 450000000 USD"],
    ),
    ("Ruritel's network reaches 12 million people.", ["Ruritel | population_covered | 12000000 people"]),
    ("Ruritel issued 12,000,000 ordinary shares.", ["Ruritel | shares | 12000000 shares"]),
    ("Ruritel's EBITDA margin was 38.2%.", ["Ruritel | other | 38.2 percent"]),
    ("Data services contributed 17% of Ruritel's revenue.", ["Ruritel | other | 17 percent"]),
    ("Ruritel's churn fell to 1.4% a month.", ["Ruritel | other | 1.4 percent"]),
    ("Prepaid customers account for 62% of Ruritel's base.", ["Ruritel | other | 62 percent"]),
    ("Ruritel has a workforce of 4,100.", ["Ruritel | employees | 4100 employees"]),
    ("At the end of June 2004 Ruritel had 812,000 customers.", ["Ruritel | subscribers | 812000 customers"]),
    ("Ruritel secured a $200 million credit facility.", ["Ruritel | other | 200000000 USD"]),
    (
        "Ruritel's LTE network now covers 85% of the population and its 3G network 97%.",
        ["Ruritel | population_coverage | 85 percent", "Ruritel | population_coverage | 97 percent"],
    ),
    ("Ruritel has more than 2.5 million broadband lines.", ["Ruritel | subscribers | 2500000 lines"]),
    (
        "Ruritel Wireless signed up 20,000 customers in its first month.",
        ["Ruritel Wireless | subscribers | 20000 customers"],
    ),
    ("Ruritel reduced its operating costs by 6%.", ["Ruritel | cost_savings | 6 percent"]),
    (
        'Montel (the "Group") met its targets. We ended the year with 9.1 million customers.',
        ["Montel | subscribers | 9100000 customers"],
    ),
    (
        'Montel (the "Company") owns Ruritel. Ruritel has 40,000 customers. The Company\'s revenue was $3 million.',
        ["Ruritel | subscribers | 40000 customers", "Montel | revenue | 3000000 USD"],
    ),
    ("Ruritel sold 44,000 handsets.", ["Ruritel | other | 44000 handsets"]),
    ("Service revenue at Ruritel increased 5.1% year-on-year.", ["Ruritel | revenue_growth | 5.1 percent"]),
    (
        "Montel's total revenues for the quarter were $12.3 million, compared with $10.1 million a year earlier.",
        ["Montel | revenue | 12300000 USD", "Montel | revenue | 10100000 USD"],
    ),
    (
        "Ruritel, a leading provider of wireless services with over 1.1 million subscribers, launched the plan.",
        ["Ruritel | subscribers | 1100000 subscribers"],
    ),
    ("The tariff costs EUR 0.29 per minute. Ruritel introduced it in May.", ["Ruritel | price | 0.29 EUR"]),
    ("Ruritel paid USD 35 million for the licence.", ["Ruritel | price | 35000000 USD"]),
    (
        "Ruritel has 970 employees (860 full-time).",
        ["Ruritel | employees | 970 employees", "Ruritel | employees | 860 employees"],
    ),
]

SPANISH = [
    ("Ruritel cuenta con 3,2 millones de clientes.", ["Ruritel | subscribers | 3200000 customers"]),
    (
        "Ruritel cerró el ejercicio con 812.000 abonados y una cuota de mercado del 24%.",
        ["Ruritel | subscribers | 812000 subscribers", "Ruritel | market_share | 24 percent"],
    ),
    ("Ruritel captó 54.000 nuevos clientes en el trimestre.", ["Ruritel | net_additions | 54000 customers"]),
    (
        "Los ingresos de Ruritel crecieron un 9,4% hasta los 320 millones de euros.",
        ["Ruritel | revenue_growth | 9.4 percent", "Ruritel | revenue | 320000000 EUR"],
    ),
    ("Ruritel obtuvo un beneficio neto de 41 millones de euros.", ["Ruritel | profit | 41000000 EUR"]),
    ("La red de Ruritel cubre el 97% de la población.", ["Ruritel | population_coverage | 97 percent"]),
    ("Ruritel emplea a 1.200 personas.", ["Ruritel | employees | 1200 people"]),
    ("La plantilla de Ruritel era de 640 empleados.", ["Ruritel | employees | 640 employees"]),
    ("Ruritel invertirá 90 millones de euros en su red.", ["Ruritel | investment | 90000000 EUR"]),
    (
        "Ruritel compró Montel por 45 millones de euros.",
        ["Montel | price | 45000000 EUR", "Ruritel | price | 45000000 EUR"],
    ),
    ("La penetración móvil en Chile alcanza el 88%.", ["Chile | penetration | 88 percent"]),
    (
        "Ruritel tiene acuerdos de itinerancia con 180 operadores en 95 países.",
        ["Ruritel | roaming_partners | 180 operators", "Ruritel | roaming_countries | 95 countries"],
    ),
    ("El margen de EBITDA de Ruritel fue del 33%.", ["Ruritel | other | 33 percent"]),
    ("Ruritel prevé sinergias de 25 millones de euros.", ["Ruritel | cost_savings | 25000000 EUR"]),
    ("Ruritel firmó un préstamo de 100 millones de euros.", ["Ruritel | other | 100000000 EUR"]),
    (
        "Montel (la «Sociedad») celebró su junta. La Sociedad ingresó 80 millones de euros.",
        ["Montel | revenue | 80000000 EUR"],
    ),
    ("Ruritel está presente en 12 países.", ["Ruritel | countries | 12 countries"]),
]

NOTHING = [
    "Montel holds a 60% stake in Ruritel.",
    "Ruritel is 49% owned by Montel.",
    "Ruritel is a wholly owned subsidiary of Montel.",
    "The shareholders of Ruritel are Montel (51%) and the Vardo Fund (49%).",
    "Ruritel operates a GSM 900/1800 network.",
    "Ruritel has offered services for ten years.",
    "Montel will acquire the remaining 30% of Ruritel.",
    "Ruritel signed a five-year agreement with one of its suppliers.",
    "Montel posee el 75% del capital de Ruritel.",
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[t[:40] for t, _ in ENGLISH])
def test_english_numbers(text: str, expected: list[str]) -> None:
    assert metrics(text) == expected


@pytest.mark.parametrize(("text", "expected"), SPANISH, ids=[t[:40] for t, _ in SPANISH])
def test_spanish_numbers(text: str, expected: list[str]) -> None:
    assert metrics(text, "es") == expected


@pytest.mark.parametrize(("text", "expected"), [*SHARED, *SUBJECTS])
def test_shared_nouns_and_subjects_of_clauses(text: str, expected: list[str]) -> None:
    found = metrics(text)
    assert [fact for fact in expected if fact not in found] == []


@pytest.mark.parametrize(
    "text",
    [
        "Ruritel's units include Kelda Networks (100%) and Ostra Mobile (51%).",
        "Ruritel controls Kelda LLP (75% less one share).",
    ],
)
def test_a_share_in_brackets_after_a_name_is_a_stake(text: str) -> None:
    assert metrics(text) == []


@pytest.mark.parametrize("text", NOTHING)
def test_stakes_bands_and_durations_are_no_metrics(text: str) -> None:
    assert metrics(text) == []


GAPS = [
    ("Montel took its membership to eleven.", ["Montel | members | 11 members"]),
    ("Montel has a sixteen-country footprint.", ["Montel | countries | 16 countries"]),
]


@pytest.mark.parametrize(("text", "expected"), GAPS)
@pytest.mark.xfail(strict=True, reason="needs more of the sentence than its numbers and names")
def test_known_gaps(text: str, expected: list[str]) -> None:
    assert metrics(text) == expected


@pytest.mark.parametrize(
    "hostile",
    [
        "5% " * 330,
        "1,234 | " * 125,
        "12 345 " * 140,
        "Ruritel has " * 85,
        "Ruritel, which, who, the, its, " * 33,
        "(" * 500 + ")" * 500,
        "share of the market of 5% " * 40,
        "increased by up to a 5% " * 40,
        "a   1   2   3\n" * 80,
        "OSLO, 2001 -- " * 70,
    ],
)
def test_no_text_makes_it_raise(hostile: str) -> None:
    for found in metrics(hostile):
        assert " | " in found
