"""The worked example that the peers are shown, and how they are told what to look for.

One text with all kinds in it, as long as one of langextract's passages and as mixed as a filing is. It serves the peers
better than the several short ones of this project's own prompts, which teach them to answer each passage shortly.
The text is invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from alliances import KINDS
from extractor.facts import Fact, fold
from extractor.slots import slot_of

Words = Mapping[str, Any]
"""A fact as a model writes it: the words of each slot."""


@dataclass(frozen=True)
class Worked:
    """An invented text and the facts it states, by kind."""

    text: str
    facts: Mapping[str, tuple[Words, ...]]


WORKED = Worked(
    "Boreal Alliance welcomes Norda\n\n"
    "Stockholm, 14 March 2007 - Norda today joined the Boreal Alliance, whose members are Teleplan (Finland), Ostara "
    "(Sweden and Norway) and Kestrel Mobile (Denmark).\n\n"
    '"We are proud of this step," said Ada Lind, chief executive of Norda. From next month Norda will offer Boreal '
    "Travel Pass in Iceland.\n\n"
    "Kestrel Mobile\n\n"
    "Kestrel Mobile, which operates under the brand Kessa, had nearly 2.3 million customers and a market share of 31 % "
    "at the end of 2006. Revenue in 2006 was EUR 410 million. Its GSM 900/1800 network covers 98% of the population, "
    "and it launched UMTS in 2005. With 1,150 employees, it is owned by Brandt Group (60%) and Halden Invest (40%). "
    "In January it signed a cooperation agreement with Portus Telecom.\n\n"
    "Contact: Jonas Berg, Press Officer, Kestrel Mobile, +45 33 00 00 00, press@kestrel.example",
    {
        "membership": (
            {"alliance": "Boreal Alliance", "member": "Norda"},
            {"alliance": "Boreal Alliance", "member": "Teleplan", "countries": ["Finland"]},
            {"alliance": "Boreal Alliance", "member": "Ostara", "countries": ["Sweden", "Norway"]},
            {"alliance": "Boreal Alliance", "member": "Kestrel Mobile", "countries": ["Denmark"]},
        ),
        "metric": (
            {
                "subject": "Kestrel Mobile",
                "measure": "subscribers",
                "value": "nearly 2.3 million customers",
                "as_of": "at the end of 2006",
            },
            {
                "subject": "Kestrel Mobile",
                "measure": "market_share",
                "value": "31 %",
                "as_of": "at the end of 2006",
            },
            {"subject": "Kestrel Mobile", "measure": "revenue", "value": "EUR 410 million", "as_of": "in 2006"},
            {"subject": "Kestrel Mobile", "measure": "population_coverage", "value": "98%"},
            {"subject": "Kestrel Mobile", "measure": "employees", "value": "1,150 employees"},
        ),
        "ownership": (
            {"owner": "Brandt Group", "owned": "Kestrel Mobile", "stake": "60%"},
            {"owner": "Halden Invest", "owned": "Kestrel Mobile", "stake": "40%"},
        ),
        "identity": ({"entity": "Kestrel Mobile", "name": "Kessa", "relation": "brand"},),
        "technology": (
            {"operator": "Kestrel Mobile", "technology": "GSM 900/1800", "status": "offers"},
            {"operator": "Kestrel Mobile", "technology": "UMTS", "status": "launched", "as_of": "in 2005"},
        ),
        "person": (
            {"name": "Ada Lind", "role": "chief executive", "organization": "Norda"},
            {
                "name": "Jonas Berg",
                "role": "Press Officer",
                "organization": "Kestrel Mobile",
                "email": "press@kestrel.example",
                "phone": "+45 33 00 00 00",
            },
        ),
        "statement": ({"speaker": "Ada Lind", "text": "We are proud of this step,"},),
        "offering": (
            {
                "provider": "Norda",
                "name": "Boreal Travel Pass",
                "countries": ["Iceland"],
                "available": "From next month",
            },
        ),
        "agreement": ({"parties": ["Kestrel Mobile", "Portus Telecom"], "type": "cooperation", "date": "In January"},),
    },
)

AGREED = "signed a cooperation agreement"
"""The words of the example that tell of its agreement."""


def instructions() -> str:
    """What to look for: the kinds with what they state and their slots, and the options of each slot that has some."""
    kinds = [f"- {kind.kind} ({', '.join(kind.slots())}): {fold(kind.__doc__ or '')}" for kind in KINDS]
    options = [f"- {kind.kind} {slot}: {', '.join(choices(kind, slot))}" for kind in KINDS for slot in chosen(kind)]
    return "\n".join([_TASK, "", "Kinds of fact:", *kinds, "", "Slots with options:", *options])


_TASK = (
    "You pull facts out of company filings about telecom operators. "
    "Copy words from the text exactly as they are printed; "
    "never convert, compute, translate or shorten a number or a date. Leave a slot null if the text does not state it. "
    "Leave a list empty if the text has no such fact. Take nothing from boilerplate, addresses or web sites."
)


def filled(kind: type[Fact], words: Words) -> dict[str, Any]:
    """A fact with all slots of its kind, empty where it states none."""
    return {slot: words.get(slot, [] if slot_of(kind, slot).many else None) for slot in kind.slots()}


def chosen(kind: type[Fact]) -> tuple[str, ...]:
    """The slots of a kind that are picked from options."""
    return tuple(slot for slot in kind.slots() if not slot_of(kind, slot).verbatim)


def choices(kind: type[Fact], slot: str) -> tuple[str, ...]:
    """The options of a slot."""
    annotation = kind.model_fields[slot].annotation
    for part in (annotation, *get_args(annotation)):
        if get_origin(part) is Literal:
            return get_args(part)
    return ()
