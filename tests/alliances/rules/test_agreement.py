"""Which companies agree on what, as filings phrase it. All companies are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliances.rules import agreement
from tests.alliances.rules.reading import said


def agreements(text: str, language: str = "en") -> list[str]:
    """What is proposed: "party, party | type"."""
    return [f"{', '.join(found['parties'])} | {found['type']}" for found in said(agreement.propose, text, language)]


ENGLISH = [
    # A deal may name the other side by what is done for it.
    ("Ruritel has sealed a deal to use the Montel network in Spain.", ["Ruritel, Montel | cooperation"]),
    ("Ruritel signed an agreement to upgrade Montel's 5G network.", ["Ruritel, Montel | cooperation"]),
    ("Ruritel has placed a $90 million order with Montel to expand its network.", ["Ruritel, Montel | supply"]),
    ("Ruritel has renegotiated its wholesale agreement with Montel.", ["Ruritel, Montel | cooperation"]),
    ("The roaming agreement that Ruritel signed with Montel runs to 2030.", ["Ruritel, Montel | cooperation"]),
    # Banks lend to whom the text is about.
    ("The deal was arranged by Montel Bank and Zapcell Bank.", ["Ruritel, Montel Bank, Zapcell Bank | financing"]),
    ("Ruritel and its partner Zapcell won the tender.", []),
    # What is bought may be counted, or described in capitals.
    ("Ruritel is buying two business units from Montel.", ["Ruritel, Montel | acquisition"]),
    ("Ruritel has agreed to acquire Dutch SIM-only MVNO Montel.", ["Ruritel, Montel | acquisition"]),
    ("The acquisition by Ruritel of Montel was completed in May.", ["Ruritel, Montel | acquisition"]),
    ("Ruritel has an agreement with Montel to acquire two PCS licenses.", ["Ruritel, Montel | acquisition"]),
    # A second verb has the subject of the first.
    (
        "Ruritel appointed Montel as supplier of radio equipment and chose Zapcell to build its core network.",
        ["Ruritel, Montel | supply", "Ruritel, Zapcell | supply"],
    ),
    # Pacts in the plural are one with each.
    (
        "Ruritel has signed Partner Network Agreements with Montel in Estonia and Zapcell in Norway.",
        ["Ruritel, Montel | cooperation", "Ruritel, Zapcell | cooperation"],
    ),
    (
        "Ruritel signed supply contracts with Montel and Zapcell.",
        ["Ruritel, Montel | supply", "Ruritel, Zapcell | supply"],
    ),
    (
        "Ruritel entered into a purchase agreement with Montel for the supply of its platform.",
        ["Ruritel, Montel | supply"],
    ),
    ("Ruritel entered into a share purchase agreement with Montel.", ["Ruritel, Montel | acquisition"]),
    ("Financing of up to $650 million has been committed by Montel Bank.", ["Ruritel, Montel Bank | financing"]),
    ("Ruritel became a partner of Montel in 2001.", ["Ruritel, Montel | alliance"]),
    ("Ruritel and Montel have extended their strategic alliance.", ["Ruritel, Montel | alliance"]),
    ("Ruritel's network sharing agreement with Montel runs until 2020.", ["Ruritel, Montel | cooperation"]),
    ("Ruritel and Montel have agreed to share radio sites.", ["Ruritel, Montel | cooperation"]),
    (
        "Ruritel signed an agreement with the majority shareholders of Montel to buy 51% of the company.",
        ["Ruritel, Montel | acquisition"],
    ),
    ("The Federal Surveillance Service has awarded GSM licenses for the Amur region to Ruritel.", []),
    # A pact is told by its noun.
    ("Ruritel has signed a managed services agreement with Montel.", ["Ruritel, Montel | supply"]),
    ("Ruritel and Montel have signed a definitive agreement to merge.", ["Ruritel, Montel | merger"]),
    ("Ruritel signed a roaming agreement with Montel covering 12 countries.", ["Ruritel, Montel | cooperation"]),
    (
        "Ruritel announced that it has entered into a strategic partnership with Montel.",
        ["Ruritel, Montel | cooperation"],
    ),
    ("A joint venture between Ruritel and Montel will own the masts.", ["Ruritel, Montel | joint_venture"]),
    ("Ruritel secured a $500 million credit facility from Montel.", ["Ruritel, Montel | financing"]),
    ("Ruritel entered into an Agreement and Plan of Merger with Montel.", ["Ruritel, Montel | merger"]),
    # A verb says what it is.
    ("Ruritel worked with Montel to form a joint venture entity, Zapco.", ["Ruritel, Montel | joint_venture"]),
    ("Ruritel acquired Montel in 1999.", ["Ruritel, Montel | acquisition"]),
    ("Ruritel completed the purchase of Zapcell from Montel.", ["Ruritel, Montel | acquisition"]),
    ("Ruritel sold its 40% stake in Zapcell to Montel.", ["Ruritel, Montel | sale"]),
    ("Ruritel has granted Montel an exclusive licence to use its software.", ["Ruritel, Montel | licence"]),
    ("Ruritel licensed its billing technology to Montel.", ["Ruritel, Montel | licence"]),
    ("The deal was funded by a loan which Montel granted to Ruritel.", ["Montel, Ruritel | financing"]),
    ("Ruritel has chosen Montel as the supplier of its core network.", ["Ruritel, Montel | supply"]),
    ("Ruritel awarded Montel a three-year contract to supply handsets.", ["Ruritel, Montel | supply"]),
    ("Montel has won a three-year contract from Ruritel to build its network.", ["Montel, Ruritel | supply"]),
    ("Montel was selected by Ruritel to supply base stations.", ["Montel, Ruritel | supply"]),
    ("Ruritel has ordered base stations from Montel.", ["Ruritel, Montel | supply"]),
    ("Ruritel has partnered with Montel to bring payments to Kenya.", ["Ruritel, Montel | cooperation"]),
    ("Ruritel has agreed with Montel to share its network.", ["Ruritel, Montel | cooperation"]),
    ("Ruritel and its Danish partner Montel will jointly build a network.", ["Ruritel, Montel | cooperation"]),
    ("Ruritel has granted its largest contract to date to China's Montel.", ["Ruritel, Montel | supply"]),
    ("The contract was awarded to Montel by Ruritel.", ["Ruritel, Montel | supply"]),
    ("Ruritel won a one-year frame agreement with Montel.", ["Ruritel, Montel | supply"]),
    ("Ruritel will supply HSDPA gear to the Qatari operator Montel.", ["Ruritel, Montel | supply"]),
    ("Ruritel signed a contract with Montel for the expansion of its network.", ["Ruritel, Montel | supply"]),
    ("Ruritel has entered into a license purchase agreement with Montel.", ["Ruritel, Montel | acquisition"]),
    ("Ruritel agreed with Montel's owners and with Montel to increase its stake.", ["Ruritel, Montel | acquisition"]),
    ("Ruritel said that Montel has extended its purchase agreement.", ["Montel, Ruritel | supply"]),
    ("Ruritel and Montel have agreed to buy cards jointly.", ["Ruritel, Montel | cooperation"]),
    # Those between whom a pact is are its only parties; so are those who signed it.
    (
        "Zapco, the 50/50 joint venture between Ruritel and the Spanish operator Montel, grew.",
        ["Ruritel, Montel | joint_venture"],
    ),
    (
        "The credit agreement, dated 5 May 2000, among Ruritel, the lenders and Montel ended.",
        ["Ruritel, Montel | financing"],
    ),
    (
        "The strategic alliance signed by Ruritel and Montel in June brought Zapcell customers.",
        ["Ruritel, Montel | alliance"],
    ),
    # What is done under an agreement, in partnership, or by whom something is supplied.
    ("Under a five-year agreement, Ruritel will use Montel's network.", ["Ruritel, Montel | cooperation"]),
    ("Ruritel is also in partnership with Montel to offer music.", ["Ruritel, Montel | cooperation"]),
    ("Ruritel runs on a platform supplied by Montel under a contract signed in May.", ["Ruritel, Montel | supply"]),
    ("Ruritel took a 10% stake in Zapcell from Montel.", ["Ruritel, Montel | acquisition"]),
    # Brackets part nothing; whose something is does not act.
    (
        "Ruritel (BVLP: RUR; NYSE: RRT) and Montel have signed a strategic alliance agreement.",
        ["Ruritel, Montel | alliance"],
    ),
    # An aside is no subject.
    ("Ruritel, controlled by Zapco, has signed a roaming agreement with Montel.", ["Ruritel, Montel | cooperation"]),
    ("Ruritel, a unit of Zapco, and Montel have signed a roaming agreement.", ["Ruritel, Montel | cooperation"]),
    # Who: across a sentence, and where it is not said.
    (
        "Ruritel and Montel grew. Each party has agreed to acquire shares in the other.",
        ["Ruritel, Montel | acquisition"],
    ),
    (
        "Ruritel and Montel announced their results. Both companies have signed a licence agreement.",
        ["Ruritel, Montel | licence"],
    ),
    ("Ruritel grew. It signed a network-sharing agreement with Montel.", ["Ruritel, Montel | cooperation"]),
    (
        "Ruritel entered into an asset purchase agreement with Montel under which Ruritel acquired Zapnet Limited.",
        ["Ruritel, Montel | acquisition"],
    ),
]

NONE = [
    "Ruritel plans to acquire Montel.",
    "Ruritel may sell its stake in Zapcell to Montel.",
    "Ruritel is in talks with Montel on a network-sharing agreement.",
    "No agreement has been signed with Montel. Ruritel has not signed a contract with Montel.",
    "Ruritel customers purchased handsets from Montel stores.",
    "Ruritel terminated its agreement with Montel in 2002.",
    "Ruritel received a licence from the Ministry of Communications.",
    "Ruritel competes with Montel in the market.",
    "Ruritel has joined the alliance of Montel.",
    "Ruritel has appointed Montel as its financial adviser for the contract.",
    "Ruritel and Montel have formed a consortium to bid for a licence.",
    "This new agreement with Montel enhances the efficiency of Ruritel.",
    "Ruritel has launched a small loan with Montel for its customers.",
    "Ruritel wants to cooperate with Montel.",
    "Ruritel allows a firm to buy capacity throughout the Montel network.",
    "RURITEL AND MONTEL SIGN AGREEMENT",
]

SPANISH = [
    ("Ruritel ha firmado un acuerdo de colaboración con Montel.", ["Ruritel, Montel | cooperation"]),
    ("Ruritel compró a Montel un 24,5% del capital de Zapcell.", ["Ruritel, Montel | acquisition"]),
    ("Ruritel vendió a Montel el 30% de Zapcell.", ["Ruritel, Montel | sale"]),
    ("Ruritel ha seleccionado a Montel como proveedor de su red.", ["Ruritel, Montel | supply"]),
    ("El contrato fue adjudicado a Montel por Ruritel.", ["Ruritel, Montel | supply"]),
    ("La alianza suscrita por Ruritel y Montel sigue.", ["Ruritel, Montel | alliance"]),
    ("Ruritel acordó con el grupo local Montel la compra de un paquete del 20%.", ["Ruritel, Montel | acquisition"]),
    ("Ruritel traspasó a Montel 450 torres.", ["Ruritel, Montel | sale"]),
    ("Ruritel se asoció con Montel para lanzar pagos.", ["Ruritel, Montel | cooperation"]),
    ("Ruritel celebró con Montel un contrato de crédito.", ["Ruritel, Montel | financing"]),
    ("Ruritel y Montel han constituido una empresa conjunta.", ["Ruritel, Montel | joint_venture"]),
    ("Ruritel firmó el 6 de mayo con Montel un préstamo de 250 millones de euros.", ["Ruritel, Montel | financing"]),
    ("Ruritel acaba de contratar a Montel el suministro de estaciones base.", ["Ruritel, Montel | supply"]),
    ("Montel suministrará a Ruritel los equipos de su red.", ["Montel, Ruritel | supply"]),
    ("Ruritel se ha aliado con Montel para lanzar pagos móviles.", ["Ruritel, Montel | cooperation"]),
    ("Ruritel negocia con Montel un acuerdo de fusión.", []),
    ("Ruritel no ha firmado ningún acuerdo con Montel.", []),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_companies_agree(text: str, expected: list[str]) -> None:
    assert agreements(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_planned_denied_or_no_agreement_at_all(text: str) -> None:
    assert agreements(text) == []


@pytest.mark.parametrize(("text", "expected"), SPANISH)
def test_companies_agree_in_spanish(text: str, expected: list[str]) -> None:
    assert agreements(text, "es") == expected


def test_a_maturity_is_not_the_date_of_a_loan() -> None:
    found = said(agreement.propose, "On 5 May 2012 Ruritel signed a loan with Montel due in 2019.")
    assert [f["date"].text for f in found] == ["5 May 2012"]


@pytest.mark.xfail(reason="a role told by a noun alone is not read as an agreement")
def test_a_distributor_has_an_agreement() -> None:
    assert agreements("Montel will become the exclusive distributor of Ruritel's cards.") == [
        "Montel, Ruritel | cooperation"
    ]


WORDS = st.sampled_from(
    [
        "Ruritel",
        "Montel",
        "and",
        "with",
        "sold",
        "signed",
        "agreement",
        "to",
        "(",
        ")",
        ",",
        ";",
        "its",
        "stake in",
        "loan",
        "from",
    ]
)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_parties_of_any_sentence_are_two_or_more(words: list[str]) -> None:
    for found in said(agreement.propose, f"Ruritel {' '.join(words)} ended."):
        assert len(set(found["parties"])) >= 2
