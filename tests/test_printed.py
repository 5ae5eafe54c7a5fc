"""A reader's word on a figure or a date stands only where the filing prints it for that figure or date."""

import datetime as dt

import pytest

from extractor.candidates import SlotValue
from extractor.facts import When
from tests.test_checking import check, said, value

_CUSTOMERS = "Nordtel had 1,245 customers."
_IN_EUROS = "Nordtel (EUR million) | 2004\nProfit | {}\nSales | 400.1"
_TABLE = "\n\nCash | 20\nDebt | 30\n"
_SPENT = "Nordtel made EUR 5 million and spent USD 3."


@pytest.mark.parametrize(
    "beside",
    [
        " John M. Smith spoke.",
        " Thousands of people came.",
        " Its revenue was 3 in millions.",
        "\n\nBalance sheet (in thousands)\nCash | 20\nDebt | 30",
    ],
)
@pytest.mark.parametrize("scale", [10**3, 10**6, 10**9])
def test_a_scale_that_stands_elsewhere_is_no_scale_of_a_figure_in_prose(beside: str, scale: int) -> None:
    for words in ("1,245 customers", "1,245"):
        found = value(_CUSTOMERS + beside, words, 1245 * scale, "customers")
        assert found is not None
        assert found[0] == 1245


@pytest.mark.parametrize(
    ("power", "heads"),
    [
        (3, ("Subscribers (‘000)", "Subscribers (000’s omitted)", "Customers, x 1,000", "Subscribers [thousands]")),
        (3, ("Clientes (miles)", "Accesos (miles de accesos)", "Kunden (Tsd.)", "Clientes (milhares)", "R'000", "T€")),
        (3, ("Subscribers thousand", "Customers / thousands", "In thousands of customers", "US$000", "(000)")),
        (6, ("EUR million", "€m", "US$ mn", "Ps. millions", "M€", "MEUR", "millions d'euros", "(Millones de euros)")),
        (6, ("Mio. EUR", "in Mio. CHF", "SEKm", "R$ milhões", "NOK million", "$ in millions", "Rs. in million")),
        (7, ("(₹ in crores)",)),
    ],
)
def test_a_tables_head_says_its_scale_in_many_ways(power: int, heads: tuple[str, ...]) -> None:
    for head in heads:
        for text in (f"Nordtel\n\n{head} | 2004\nCash | 20\nDebt | 30", f"Nordtel\n\n | {head}\nCash | 20\nDebt | 30"):
            found = value(text, "30", 30 * 10**power, "EUR" if power > 3 else "")
            assert found is not None, head
            assert found[0] == 30 * 10**power, head


@pytest.mark.parametrize(
    ("text", "words", "amount", "comes_to"),
    [
        ("Nordtel (a) grew and (b) had 1,245 customers.", "1,245", 1245e9, 1245),
        # in its own table's head, in the caption, in what the filing says before; the nearest counts
        ("Nordtel (in thousands) | 2004\nCustomers | 1,245", "1,245", 1245000, 1245000),
        ("Nordtel\n\nBalance sheet (in thousands)" + _TABLE, "30", 30000, 30000),
        ("Nordtel\n\nAll amounts are in thousands of euros.\n\nMore is said below." + _TABLE, "30", 30000, 30000),
        ("Nordtel\n\nAll amounts are in thousands of euros.\n\nMore is said below." + _TABLE, "30", 30e6, 30),
        ("Nordtel (in millions)\nCash | 5\n\nIn thousands" + _TABLE, "30", 30000, 30000),
        # a letter is a scale only beside a currency
        ("Nordtel (EUR m) | 2004\nCash | 20\nDebt | 30", "30", 30e6, 30e6),
        ("Nordtel (m) | 2004\nCash | 20\nDebt | 30", "30", 30e6, 30),
    ],
)
def test_a_scale_is_of_its_own_table(text: str, words: str, amount: float, comes_to: float) -> None:
    found = value(text, words, amount, "")
    assert found is not None
    assert found[0] == comes_to


@pytest.mark.parametrize(
    ("text", "words", "amount", "unit", "comes_to"),
    [
        # where code reads no number, the digits alone are none
        ("Nordtel B5 rose.", "B5", 500000, "customers", None),
        ("Nordtel N-95 masks sold.", "N-95", -9500000, "masks", None),
        ("Nordtel has no shops.", "no shops", 0, "shops", (0, "shops")),
        ("Nordtel has some shops.", "some shops", 0, "shops", None),
        # the noun that the words print stays
        ("Nordtel had 500 customers, EUR 5 and 3%.", "500 customers", 500, "EUR", (500, "customers")),
        ("Nordtel had 500 customers, EUR 5 and 3%.", "500 customers", 500, "percent", (500, "customers")),
        ("Nordtel had 500 customers.", "500 customers", 500, "shops", (500, "customers")),
        ("Nordtel had 500 mobile customers.", "500 mobile customers", 500, "mobile users", (500, "customers")),
        ("Nordtel share (%) | 2004\nHome | 41", "41", 41, "percent", (41, "percent")),
        ("Nordtel paid 500 dollars.", "500 dollars", 500, "USD", (500, "USD")),
        # but a rank is a place, and no number of what is ranked
        ("Argentina es el octavo mayor país del mundo.", "octavo mayor país", 8, "place", (8, "place")),
        ("Nordtel is 3rd in Europe.", "3rd in Europe", 3, "place", (3, "place")),
        # the currency beside the figure is its own
        (_SPENT, "5 million", 5e6, "USD", None),
        (_SPENT, "5 million", 5e6, "customers", None),
        (_SPENT, "5 million", 5e6, "EUR", (5000000, "EUR")),
        # a sign beside the words is theirs
        ("Nordtel had minus EUR 5 million.", "EUR 5 million", 5e6, "EUR", (-5000000, "EUR")),
        ("Nordtel moved by plus or minus 5 shops.", "5 shops", 5, "shops", (5, "shops")),
        (_IN_EUROS.format("- 35.1"), "35.1", 35.1e6, "EUR", (-35100000, "EUR")),
        (_IN_EUROS.format("35.1-"), "35.1", 35.1e6, "EUR", (-35100000, "EUR")),
        (_IN_EUROS.format("(35.1)"), "35.1", 35.1e6, "EUR", (-35100000, "EUR")),
        (_IN_EUROS.format("35.1"), "35.1", 35.1e6, "EUR", (35100000, "EUR")),
        (_IN_EUROS.format("35.1"), "35.1", -35.1e6, "EUR", (35.1, "")),
        ("Nordtel had 500 customers.", "500 customers", -500, "customers", (500, "customers")),
        # some digits are no number
        ("Nordtel paid 1 245 euros.", "245 euros", 245, "EUR", None),
        ("Nordtel had 12 245 customers.", "245 customers", 245, "customers", None),
        ("Nordtel in 2004 had 245 customers.", "245 customers", 245, "customers", (245, "customers")),
        ("Nordtel had 1,245,\n000 customers.", "1,245,", 1245, "customers", None),
        ("Nordtel had 10^6 users.", "10", 10, "users", None),
        ("Nordtel has 1/2 users.", "1", 1, "users", None),
        # a short text's language is easily mistaken
        ("Nordtel tiene dos millones y medio de abonados.", "dos millones y medio", 25e5, "users", (25e5, "users")),
        ("Nordtel had two and a half million users.", "two and a half million", 25e5, "users", (25e5, "users")),
    ],
)  # fmt: skip
def test_a_figure_is_what_the_filing_prints_for_it(
    text: str, words: str, amount: float, unit: str, comes_to: tuple[float, str] | None
) -> None:
    found = value(text, words, amount, unit)
    assert (found and (float(found[0]), found[1])) == comes_to


_DATED = (
    "Nordtel had 30 shops and 500 customers soon after the launch on 30 June 2003, on 30 June and in May, in 1998 and"
    " 2002, yesterday and at the end of last year, since 30 June 2003."
)


@pytest.mark.parametrize(
    ("words", "start", "end", "comes_to"),
    [
        ("soon", "2003-05-05", "2003-05-05", None),
        ("500 customers", "2003-01-01", "2003-01-01", None),
        ("launch", "1998-02-03", "1998-02-03", None),
        ("30 June", "2003-07-30", "2003-07-30", None),
        ("30 June", "2003-06-30", "2003-06-30", "2003-06-30"),
        ("in May", "2003-05-01", "2003-05-31", "2003-05-31"),
        ("in May", "2003-06-01", "2003-06-30", None),
        ("30 June 2003", "2003-06-30", "2003-12-31", "2003-06-30"),
        ("since 30 June 2003", "2003-06-30", "2003-12-31", "2003-12-31"),
        ("yesterday", "2003-07-01", "2003-07-01", "2003-07-01"),
        ("end of last year", "2002-12-31", "2002-12-31", "2002-12-31"),
    ],
)
def test_a_date_is_what_the_words_print_of_it(words: str, start: str, end: str, comes_to: str | None) -> None:
    reading = When(text=words, start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end))
    day = SlotValue(words=(words,), reading=reading)
    (fact,), _ = check(_DATED, subject=said("Nordtel"), value=said("30 shops"), day=day)
    found = fact.model_dump()["day"]
    assert (found and found["end"].isoformat()) == comes_to


def test_a_fiscal_year_ends_when_the_sentence_says() -> None:
    reading = When(text="FY2004", start=dt.date(2004, 4, 1), end=dt.date(2005, 3, 31))
    day = SlotValue(words=("FY2004",), reading=reading)
    for end, comes_to in (("March 2005", reading.end), ("May 2005", dt.date(2004, 12, 31))):
        text = f"Nordtel had 30 shops at the end of FY2004 ({end})."
        (fact,), _ = check(text, subject=said("Nordtel"), value=said("30 shops"), day=day)
        assert fact.model_dump()["day"]["end"] == comes_to
