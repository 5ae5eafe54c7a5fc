"""The worked examples that the peers are shown, and how they are told what to look for.

The examples are those of this package's own way of copying, and one more for the kinds that those leave out. All texts
are invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from alliances import DOMAIN, KINDS
from extractor.copying import is_list, is_verbatim
from extractor.facts import Fact, fold
from extractor.prompts import Prompts

Words = Mapping[str, Any]
"""A fact as a model writes it: the words of each slot."""


@dataclass(frozen=True)
class Worked:
    """An invented text and the facts it states, by kind."""

    text: str
    facts: Mapping[str, tuple[Words, ...]]


_MORE = Worked(
    text=(
        "Halden Mobil AS, which operates under the brand Halda, today signed a cooperation agreement with Portus "
        "Telecom. From next month Portus Telecom will offer Portus Travel Pass in Portugal."
    ),
    facts={
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
)


def worked() -> tuple[Worked, ...]:
    """The examples, in order; every kind is in at least one, and one states nothing."""
    ours = Prompts(DOMAIN.package).examples["copy"]
    taken = [
        Worked(str(one.user["text"]), {kind: tuple(facts) for kind, facts in one.answer.items()}) for one in ours
    ]
    return (*taken, _MORE)


def filled(kind: type[Fact], words: Words) -> dict[str, Any]:
    """A fact with all slots of its kind, empty where it states none."""
    return {slot: words.get(slot, [] if is_list(kind, slot) else None) for slot in kind.slots()}


def instructions() -> str:
    """What to look for: this package's own instructions for copying, with the options of each slot that has some."""
    kinds = [
        {"name": kind.kind, "says": fold(kind.__doc__ or ""), "slots": ", ".join(kind.slots())} for kind in KINDS
    ]
    system = Prompts(DOMAIN.package).render(
        "copy", lambda _: "", kinds=kinds, date="", heading="", subject="", text=""
    )[0]
    options = [f"- {kind.kind} {slot}: {', '.join(choices(kind, slot))}" for kind in KINDS for slot in chosen(kind)]
    return "\n".join([system.content, "", "Slots with options:", *options])


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
