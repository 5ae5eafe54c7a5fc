"""A toy domain: animals that own things, read by rules of its own."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import Literal

from alliances.rules import Rules, RulesReader
from alliances.rules.marks import Marks
from alliances.rules.prompts import Prompts
from alliances.rules.proposals import Filled, Proposal
from extractor import Domain, Fact, Name, Quantity, Span
from extractor.extractor import Extractor
from extractor.model import Profile, ScriptedModel

PROFILE = Profile(reader="rules", passage_chars=400, concurrency=2, second_look=True)


class Holding(Fact, key=("owner", "count")):
    """An animal has a number of things."""

    owner: Name
    count: Quantity
    mood: Literal["happy", "sad"] | None = None


def propose(marks: Marks) -> Iterator[Proposal]:
    """Whose each number is: any animal of the passage. Where the word "maybe" stands, whether it counts is asked."""
    text, span = marks.text, marks.passage.span
    animals = [Span(m.start(), m.end()) for m in re.compile(r"\b(?:Fox|Hare|Owl)\b").finditer(text, *span)]
    for found in marks.quantities:
        options = tuple({text[a.start : a.end]: Filled(text[a.start : a.end], (a,)) for a in animals}.values())
        counted = Filled(found.value, (found.span,), found.value.text)
        sentence = marks.words(marks.sentence_at(found.span.start))
        slots = {"count": counted} | ({"owner": options[0]} if len(options) == 1 else {})
        open_ = {"owner": options} if len(options) > 1 else {}
        yield Proposal(kind=Holding, anchor=found.span, slots=slots, open=open_, asks="maybe" in sentence)


def no_owls(fact: Holding, marks: Marks) -> str | None:
    """A guard."""
    del marks
    return "an owl holds nothing" if fact.owner == "Owl" else None


PROMPTS = {
    "pick.system.j2": "Answer.",
    "pick.user.j2": "{{ sentence }} {{ question }} {% for l, o in options %}{{ l }}={{ o }} {% endfor %}",
    "examples.toml": "",
    "questions.toml": """
["holding.owner"]
question = "Whose are {words}?"
["holding.stated"]
question = "Is it so?"
accept = ["yes"]
decline = ["no"]
""",
}


def prompts() -> Prompts:
    """The toy's prompts, in a folder that is never written."""
    folder = zipfile.ZipFile(io.BytesIO(), "w")
    for name, text in PROMPTS.items():
        folder.writestr(name, text)
    return Prompts(zipfile.Path(folder))


RULES = Rules(proposers={Holding: propose}, guards={Holding: no_owls}, prompts=prompts())


def extractor(model: ScriptedModel, rules: Rules = RULES) -> Extractor:
    """An extractor for the toy domain."""
    domain = Domain(kinds=(Holding,), readers={"rules": partial(RulesReader, rules=rules)})
    return Extractor(model, domain=domain)
