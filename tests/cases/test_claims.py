"""What a text denies, supposes, plans or has as past is no fact, whoever copies it; what it states is one."""

from __future__ import annotations

import pytest

from tests.cases.reader import Read, agreed, member, metric, network, owns, result, said, stands, users

_ABOUT = 'Brontel plc ("Brontel") and Kasafone S.A. ("Kasafone") are operators. Velmar AG ("Velmar") is one too.\n\n'
_UNION = "Ostra Union"
_HELD = (owns("Brontel", "Kasafone", "35%", 35),)
_JOINED = (member(_UNION, "Brontel"),)


def _holds(words: str, percent: str = "35%") -> tuple[str, ...]:
    return (f"{words} | {percent.removesuffix('%')} percent",)


REFUSED = [
    Read("denied that", "Brontel denied that it owns 35% of Kasafone.", _HELD),
    Read("rejected a report that", "Brontel rejected a report that it holds 35% of Kasafone.", _HELD),
    Read(
        "a denial of a deal",
        "Brontel and Kasafone denied that they had signed a supply contract.",
        (agreed("supply", "Brontel", "Kasafone"),),
    ),
    Read(
        "neither",
        f"Neither Brontel nor Kasafone belongs to the {_UNION}.",
        (member(_UNION, "Brontel"), member(_UNION, "Kasafone")),
    ),
    Read("does not", "Brontel does not own 35% of Kasafone.", _HELD),
    Read("lost", "Brontel lost its UMTS licence.", (network("Brontel", "UMTS", "licensed"),)),
    Read("no longer", "Brontel no longer owns 35% of Kasafone.", _HELD),
    Read("would have", "Brontel would have owned 35% of Kasafone had the offer been accepted.", _HELD),
    Read("if", "If Brontel owned 35% of Kasafone, it would name its chairman.", _HELD),
    Read("reportedly", "Brontel reportedly owns 35% of Kasafone.", _HELD),
    Read("may", "Brontel may buy 35% of Kasafone.", _HELD),
    Read("formerly", "Brontel formerly owned 35% of Kasafone.", _HELD),
    Read("divested", "Brontel divested its 35% interest in Kasafone.", _HELD),
    Read("sold", "Brontel has sold its 35% of Kasafone to Velmar.", _HELD),
    Read("until", "Brontel owned 35% of Kasafone until 2002.", _HELD),
    Read(
        "a subsidiary until",
        "Kasafone was a wholly-owned subsidiary of Brontel until 2002.",
        (owns("Brontel", "Kasafone", "wholly-owned", 100),),
    ),
    Read("a member until", f"Brontel was a member of the {_UNION} until 2002.", _JOINED),
    Read("plans to", f"Brontel plans to join the {_UNION}.", _JOINED),
    Read(
        "talks collapsed",
        "Talks between Brontel and Kasafone about a supply contract collapsed.",
        (agreed("supply", "Brontel", "Kasafone"),),
    ),
    Read(
        "called off", "The merger of Brontel and Kasafone was called off.", (agreed("merger", "Brontel", "Kasafone"),)
    ),
    Read("from a share", "Brontel raised its stake in Kasafone to 60% from 35%.", _HELD),
    Read("up from a share", "Brontel now owns 60% of Kasafone, up from 35%.", _HELD),
    Read("previously a share", "Brontel now owns 60% of Kasafone (previously 35%).", _HELD),
    Read("compared with a share", "Brontel owns 60% of Kasafone, compared with 35% a year before.", _HELD),
    Read("handed back", "Brontel handed back its UMTS licence.", (network("Brontel", "UMTS", "licensed"),)),
    Read("revoked", "Brontel's UMTS licence was revoked.", (network("Brontel", "UMTS", "licensed"),)),
    Read("quit", f"Brontel quit the {_UNION}.", _JOINED),
    Read("refused admission", f"Brontel was refused admission to the {_UNION}.", _JOINED),
    Read("applied to", f"Brontel has applied to join the {_UNION}.", _JOINED),
    Read("offered to", "Brontel has offered to buy 35% of Kasafone.", _HELD),
    Read("it is rumoured", "It is rumoured that Brontel owns 35% of Kasafone.", _HELD),
    Read("between two years", "Brontel held 35% of Kasafone between 1999 and 2002.", _HELD),
    Read("a year before in brackets", "Brontel owns 60% of Kasafone (2003: 35%).", _HELD),
    Read(
        "desde una cuota",
        "Brontel elevó su participación en Kasafone al 60% desde el 35%. La empresa y su grupo crecen.",
        _HELD,
    ),
]
STANDING = [
    Read(
        "but not the other",
        f"Brontel, but not Kasafone, is a member of the {_UNION}.",
        (*_JOINED, member(_UNION, "Kasafone")),
        (f"{_UNION} | Brontel",),
    ),
    Read(
        "unlike the other",
        f"Unlike Kasafone, Brontel is a member of the {_UNION}.",
        (*_JOINED, member(_UNION, "Kasafone")),
        (f"{_UNION} | Brontel",),
    ),
    Read("not only", "Brontel not only owns 35% of Kasafone but runs it.", _HELD, _holds("Brontel | Kasafone")),
    Read(
        "about to be sold",
        "Brontel has agreed to sell its 35% stake in Kasafone to Velmar.",
        _HELD,
        _holds("Brontel | Kasafone"),
    ),
    Read(
        "from one share to another",
        "Brontel raised its stake in Kasafone from 20% to 35%.",
        _HELD,
        _holds("Brontel | Kasafone"),
    ),
    Read("cut to a share", "Brontel cut its stake in Kasafone to 35% from 60%.", _HELD, _holds("Brontel | Kasafone")),
    Read(
        "a comparison is a figure",
        "Brontel had a market share of 35%, up from 20%.",
        (metric("Brontel", "market_share", "20%", 20, "percent"),),
        ("Brontel | market_share | 20 percent",),
    ),
    Read(
        "and not the other",
        f"Brontel and not Kasafone is a member of the {_UNION}.",
        (*_JOINED, member(_UNION, "Kasafone")),
        (f"{_UNION} | Brontel",),
    ),
    Read(
        "no longer the only one",
        f"Brontel is no longer the only member of the {_UNION}.",
        _JOINED,
        (f"{_UNION} | Brontel",),
    ),
    Read("from nobody's share", "Brontel bought 35% of Kasafone from Velmar.", _HELD, _holds("Brontel | Kasafone")),
]
SHORT = [  # too short to tell the language by, or in a text of another one
    Read("no posee", "Brontel no posee el 35% de Kasafone.", _HELD),
    Read("negó que, after S.A.", "Brontel S.A. negó que posea el 35% de Kasafone S.A.", _HELD),
    Read("no words to tell by", f"Brontel abandonó {_UNION}.", _JOINED),
    Read("a future", "Brontel comprará el 35% de Kasafone.", _HELD),
    Read("perdió", "Brontel perdió su licencia UMTS.", (network("Brontel", "UMTS", "licensed"),)),
    Read("del uno al otro", "Brontel elevó su participación en Kasafone del 35% al 60%.", _HELD),
    Read("verkauft", "Brontel hat ihren Anteil von 35% an Kasafone verkauft.", _HELD),
    Read("früher", "Brontel hielt früher 35% an Kasafone.", _HELD),
    Read("ausgetreten", f"Brontel ist aus {_UNION} ausgetreten.", _JOINED),
    Read("von eins auf anderes", "Brontel erhöhte ihren Anteil an Kasafone von 35% auf 60%.", _HELD),
    Read("qu'elle", "Brontel a démenti qu'elle détient 35% de Kasafone.", _HELD),
    Read("détiendrait", "Brontel détiendrait 35% de Kasafone.", _HELD),
    Read("a quitté", f"Brontel a quitté {_UNION}.", _JOINED),
    Read("vuole", "Brontel vuole comprare il 35% di Kasafone.", _HELD),
    Read("saiu", f"Brontel saiu da {_UNION}.", _JOINED),
    Read("in another language", _ABOUT + "Brontel ya no posee el 35% de Kasafone.", _HELD),
]
SHORT_STANDING = [
    Read("desde", "Brontel posee el 35% de Kasafone desde 2002.", _HELD, _holds("Brontel | Kasafone")),
    Read("planea vender", "Brontel planea vender su 35% de Kasafone.", _HELD, _holds("Brontel | Kasafone")),
    Read("nicht nur", "Brontel hält nicht nur 35% an Kasafone.", _HELD, _holds("Brontel | Kasafone")),
    Read("détient", "Brontel détient 35% de Kasafone.", _HELD, _holds("Brontel | Kasafone")),
    Read(
        "a scale of its language",
        "Brontel S.A. tiene 7,1 millones de usuarios.",
        (users("Brontel", "7,1 millones de usuarios", 7.1e6),),
        ("Brontel | subscribers | 7100000 users",),
    ),
    Read(
        "a name that is a word elsewhere",
        "du has 71,000 users.",
        (users("du", "71,000 users", 71e3),),
        ("du | subscribers | 71000 users",),
    ),
]
_REVENUE, _LOSS = "revenue", "profit"
SIGNS = [
    Read(
        "a loss beside it",
        "Brontel's revenue was EUR 4.5 million after a loss of EUR 2 million.",
        (
            metric("Brontel", _REVENUE, "EUR 4.5 million", -4.5e6, "EUR"),
            metric("Brontel", _LOSS, "EUR 2 million", -2e6, "EUR"),
        ),
        ("Brontel | revenue | 4500000 EUR", "Brontel | profit | -2000000 EUR"),
    ),
    Read(
        "from a loss to a loss",
        "Brontel's net loss widened to EUR 4.5 million from EUR 2 million.",
        (
            metric("Brontel", _LOSS, "EUR 4.5 million", -4.5e6, "EUR"),
            metric("Brontel", _LOSS, "EUR 2 million", -2e6, "EUR"),
        ),
        ("Brontel | profit | -4500000 EUR", "Brontel | profit | -2000000 EUR"),
    ),
    Read(
        "another figure fell",
        "Brontel's revenue grew 9% and its costs fell 5%.",
        (metric("Brontel", "revenue_growth", "9%", -9, "percent"),),
        ("Brontel | revenue_growth | 9 percent",),
    ),
    Read(
        "a decline after its figure",
        "Brontel saw a 5% decline in revenue.",
        (metric("Brontel", "revenue_growth", "5%", -5, "percent"),),
        ("Brontel | revenue_growth | -5 percent",),
    ),
    Read(
        "una pérdida al lado",
        "Brontel tuvo ingresos de 4,5 millones de euros y una pérdida de 2 millones de euros.",
        (metric("Brontel", _REVENUE, "4,5 millones de euros", -4.5e6, "EUR"),),
        ("Brontel | revenue | 4500000 EUR",),
    ),
]
_CALLED = {"kind": "identity", "entity": "Brontel", "relation": "brand"}
NAMES = [
    Read("somebody's rival", 'Brontel ("Kasafone\'s rival") grows.', ({**_CALLED, "name": "Kasafone"},)),
    Read("a description", 'Brontel ("Kasafone\'s rival") grows.', ({**_CALLED, "name": "Kasafone's rival"},)),
    Read(
        "somebody's brand",
        "Brontel's mobile brand Yipp grows.",
        ({**_CALLED, "name": "Yipp"},),
        ("Brontel | Yipp | brand",),
    ),
]
FIGURES = [
    Read(
        "a day is no count",
        "From 12 March users of Brontel can roam.",
        (users("Brontel", "12 March users", 12), users("Brontel", "12", 12)),
    ),
    Read(
        "a day is no count, beside one",
        "On July 9 users of Brontel rose to 2 million.",
        (users("Brontel", "9 users", 9), users("Brontel", "2 million", 2e6)),
        ("Brontel | subscribers | 2000000 users",),
    ),
    Read("a year is no count", "In 2003 users of Brontel rose fast.", (users("Brontel", "2003 users", 2003),)),
    Read("another digit", "Brontel has 71,000 users.", (users("Brontel", "72,000 users", 72e3),)),
    Read("digits cut off", "Brontel has 71,000 users.", (users("Brontel", "1,000 users", 1e3),)),
    Read("a scale put on", "Brontel has 71,000 users.", (users("Brontel", "71 million users", 71e6),)),
    Read(
        "a scale of another number",
        "Brontel has 71,000 users. Velmar has 2 million.",
        (users("Brontel", "71,000 users", 71e9),),
        ("Brontel | subscribers | 71000 users",),
    ),
    Read(
        "a scale over the table",
        "(in thousands)             2004\nBrontel: users              710",
        (users("Brontel", "710", 710e3),),
        ("Brontel | subscribers | 710000 users",),
    ),
    Read(
        "the two ends of a range",
        "Brontel has 12-14% of the market.",
        (
            metric("Brontel", "market_share", "12-14%", 12, "percent"),
            metric("Brontel", "market_share", "12-14%", 14, "percent"),
        ),
        ("Brontel | market_share | 12 percent at_least", "Brontel | market_share | 14 percent up_to"),
    ),
    Read(
        "a mark left out",
        "Brontel has 7.1 million(2) users.",
        (users("Brontel", "7.1 million users", 7.1e6),),
        ("Brontel | subscribers | 7100000 users",),
    ),
    Read(
        "a raised mark left out",
        "Brontel has 710,000² users.",
        (users("Brontel", "710,000 users", 710e3),),
        ("Brontel | subscribers | 710000 users",),
    ),
    Read(
        "a year from the sentence",
        "Brontel had 2 million users at 30 June and 3 million at 30 September 2002.",
        (users("Brontel", "2 million users", 2e6, "at 30 June", "2002-06-30"),),
        ("Brontel | subscribers | 2000000 users | 2002-06-30",),
    ),
    Read(
        "an accent in two characters",
        "Bronte\u0301l has 7.1 million users.",
        (users("Brontél", "7.1 million users", 7.1e6),),
        ("Brontél | subscribers | 7100000 users",),
    ),
    Read(
        "an undated text, a printed year",
        "Brontel had 7.1 million users in 2003.",
        (users("Brontel", "7.1 million users", 7.1e6, "in 2003", "2003-01-01..2003-12-31"),),
        ("Brontel | subscribers | 7100000 users | 2003-01-01..2003-12-31",),
    ),
]
_WORDS = "We grow and we will not stop."
QUOTED = [
    Read("curly marks", f"And from Anna Berg:\n\n“{_WORDS}”", (said("Anna Berg", _WORDS),), (f"Anna Berg | {_WORDS}",)),
    Read(
        "inches beside it",
        f'It has a 5.5" screen. "{_WORDS}" said Anna Berg.',
        (said("Anna Berg", _WORDS),),
        (f"Anna Berg | {_WORDS}",),
    ),
    Read(
        "low marks",
        "„Wir wachsen und wachsen“, sagte Anna Berg.",
        (said("Anna Berg", "Wir wachsen und wachsen"),),
        ("Anna Berg | Wir wachsen und wachsen",),
    ),
    Read(
        "angles",
        "«We grow and grow», said Anna Berg.",
        (said("Anna Berg", "We grow and grow"),),
        ("Anna Berg | We grow and grow",),
    ),
    Read(
        "the closing mark at both ends",
        "”We grow and grow,” said Anna Berg.",
        (said("Anna Berg", "We grow and grow,"),),
        ("Anna Berg | We grow and grow,",),
    ),
    Read(
        "interrupted",
        '"Do we grow?" Anna Berg asked. "We do," she added.',
        (said("Anna Berg", "Do we grow? We do,"),),
        ("Anna Berg | Do we grow? We do,",),
    ),
    Read(
        "a title and letters after the name",
        '"We grow and grow," said Dr J. K. Moss Jr., CBE, chairman of Brontel.',
        (said("J. K. Moss Jr.", "We grow and grow,"),),
        ("J. K. Moss Jr. | We grow and grow,",),
    ),
    Read("a word changed", '"We grow and grow," said Anna Berg.', (said("Anna Berg", "We shrink and grow,"),)),
]


def _named(*lists: list[Read]) -> list[object]:
    return [pytest.param(case, id=case.trouble) for cases in lists for case in cases]


@pytest.mark.parametrize("case", _named(REFUSED))
def test_what_is_denied_past_planned_or_supposed_is_refused(case: Read) -> None:
    found = result(_ABOUT + case.text, *case.said)
    assert found.facts == ()
    assert {one.reason for one in found.rejected} <= {"validation", "negation"}


@pytest.mark.parametrize("case", _named(STANDING))
def test_what_is_stated_beside_it_stands(case: Read) -> None:
    assert stands(_ABOUT + case.text, *case.said) == case.right


@pytest.mark.parametrize("case", _named(SHORT, SHORT_STANDING))
def test_a_short_text_is_read_in_its_own_language(case: Read) -> None:
    assert stands(case.text, *case.said) == case.right


@pytest.mark.parametrize("case", _named(NAMES))
def test_what_is_somebody_s_is_no_name(case: Read) -> None:
    assert stands(case.text, *case.said) == case.right


@pytest.mark.parametrize("case", _named(SIGNS))
def test_a_loss_is_the_figure_s_own(case: Read) -> None:
    assert stands(case.text, *case.said) == case.right


@pytest.mark.parametrize("case", _named(FIGURES))
def test_a_figure_stands_as_printed_or_not_at_all(case: Read) -> None:
    assert stands(_ABOUT + case.text, *case.said) == case.right


@pytest.mark.parametrize("case", _named(QUOTED))
def test_quoted_words_stand_whatever_their_marks(case: Read) -> None:
    assert stands(_ABOUT + case.text, *case.said) == case.right


@pytest.mark.parametrize(
    "case",
    _named(
        [
            Read(
                "a claim withdrawn later", "Brontel owns 35% of Kasafone, it said. This was a slip of the pen.", _HELD
            ),
            Read("a heading that denies", "What is not true\n\nBrontel owns 35% of Kasafone.", _HELD),
            Read(
                "one range said once",
                "Brontel has 12-14% of the market.",
                (metric("Brontel", "market_share", "12-14%", 12, "percent"),),
                ("Brontel | market_share | 12 percent at_least", "Brontel | market_share | 14 percent up_to"),
            ),
        ]
    ),
)
@pytest.mark.xfail(strict=True, reason="validation reads one sentence, and a candidate is one fact")
def test_what_is_not_seen_yet(case: Read) -> None:
    assert stands(_ABOUT + case.text, *case.said) == case.right
