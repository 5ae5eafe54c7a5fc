"""A toy domain: animals that own things, read by rules of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Literal

from alliances.rules import Rules, RulesReader
from alliances.rules.marks import Marks
from alliances.rules.proposals import Filled, Proposal
from extractor import Domain, Fact, Name, Quantity, Result, Span
from extractor.extractor import Extractor
from extractor.model import Profile, ScriptedModel

PROFILE = Profile(reader="rules", passage_chars=400, concurrency=2)


class Holding(Fact, key=("owner", "count")):
    """An animal has a number of things."""

    owner: Name
    count: Quantity
    mood: Literal["happy", "sad"] | None = None


def propose(marks: Marks) -> Iterator[Proposal]:
    """Whose each number is: any animal of the passage, the first one likeliest."""
    text, span = marks.text, marks.passage.span
    animals = [Span(m.start(), m.end()) for m in re.compile(r"\b(?:Fox|Hare|Owl)\b").finditer(text, *span)]
    for found in marks.quantities:
        options = tuple({text[a.start : a.end]: Filled(text[a.start : a.end], (a,)) for a in animals}.values())
        counted = Filled(found.value, (found.span,), found.value.text)
        slots = {"count": counted, "owner": options[0]}
        yield Proposal(kind=Holding, anchor=found.span, slots=slots, guessed=len(options) > 1)


def no_owls(fact: Holding, marks: Marks) -> str | None:
    """A guard."""
    del marks
    return "an owl holds nothing" if fact.owner == "Owl" else None


RULES = Rules(proposers={Holding: propose}, guards={Holding: no_owls})


def extracted(text: str, rules: Rules = RULES, profile: Profile = PROFILE) -> Result:
    """What is read of a text; a model that is asked has no answer."""
    domain = Domain(kinds=(Holding,), readers={"rules": partial(RulesReader, rules=rules)})
    return Extractor(ScriptedModel([], profile), domain=domain).extract(text)
