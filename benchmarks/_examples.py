"""The worked examples that the peers are shown, and how they are told what to look for.

The first three are those of this package's own prompts for copying, the last is for the kinds that those leave out. All
texts are invented. They stand here, and not only in the prompts, so that a change of prompts leaves the peers as they
are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from alliances import KINDS
from extractor.copying import is_list, is_verbatim
from extractor.facts import Fact, fold

Words = Mapping[str, Any]
"""A fact as a model writes it: the words of each slot."""


@dataclass(frozen=True)
class Worked:
    """An invented text and the facts it states, by kind."""

    text: str
    facts: Mapping[str, tuple[Words, ...]]


WORKED = (
    Worked(
        "Kestrel Mobile had nearly 2.3 million customers at the end of 2006. It is owned 60% by Brandt Group. Its "
        "network runs on GSM.",
        {
            "metric": (
                {
                    "subject": "Kestrel Mobile",
                    "measure": "subscribers",
                    "value": "nearly 2.3 million customers",
                    "as_of": "at the end of 2006",
                },
            ),
            "ownership": ({"owner": "Brandt Group", "owned": "Kestrel Mobile", "stake": "60%"},),
            "technology": ({"operator": "Kestrel Mobile", "technology": "GSM", "status": "offers"},),
        },
    ),
    Worked("This report contains statements about the future, which may turn out otherwise.", {}),
    Worked(
        '"We are proud of this step," said Ada Lind, chief executive of Norda. Norda joined the Boreal Alliance, whose '
        "members are Teleplan (Finland) and Ostara (Sweden and Norway).",
        {
            "membership": (
                {"alliance": "Boreal Alliance", "member": "Norda"},
                {"alliance": "Boreal Alliance", "member": "Teleplan", "countries": ["Finland"]},
                {"alliance": "Boreal Alliance", "member": "Ostara", "countries": ["Sweden", "Norway"]},
            ),
            "person": ({"name": "Ada Lind", "role": "chief executive", "organization": "Norda"},),
            "statement": ({"speaker": "Ada Lind", "text": "We are proud of this step,"},),
        },
    ),
    Worked(
        "Halden Mobil AS, which operates under the brand Halda, today signed a cooperation agreement with Portus "
        "Telecom. From next month Portus Telecom will offer Portus Travel Pass in Portugal.",
        {
            "identity": ({"entity": "Halden Mobil AS", "name": "Halda", "relation": "brand"},),
            "agreement": ({"parties": ["Halden Mobil AS", "Portus Telecom"], "type": "cooperation", "date": "today"},),
            "offering": (
                {
                    "provider": "Portus Telecom",
                    "name": "Portus Travel Pass",
                    "countries": ["Portugal"],
                    "available": "From next month",
                },
            ),
        },
    ),
)
"""The examples: every kind is in at least one, and one states nothing."""

AGREED = "signed a cooperation agreement"
"""The words of the last example that tell of its agreement."""


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
    return {slot: words.get(slot, [] if is_list(kind, slot) else None) for slot in kind.slots()}


def chosen(kind: type[Fact]) -> tuple[str, ...]:
    """The slots of a kind that are picked from options."""
    return tuple(slot for slot in kind.slots() if not is_verbatim(kind, slot))


def choices(kind: type[Fact], slot: str) -> tuple[str, ...]:
    """The options of a slot."""
    annotation = kind.model_fields[slot].annotation
    for part in (annotation, *get_args(annotation)):
        if get_origin(part) is Literal:
            return get_args(part)
    return ()
