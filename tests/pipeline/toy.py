"""A toy domain: animals that own things. It shows that the engine knows nothing of alliances."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from extractor import Domain, Fact, Name, Quantity, Span, Text, When
from extractor.extractor import Extractor
from extractor.marks import Marks
from extractor.model import Profile, ScriptedModel
from extractor.proposals import Filled, Proposal

NARROW = Profile(way="choose", passage_chars=400, concurrency=2, narrow=True)
BROAD = Profile(way="choose", passage_chars=4000, concurrency=2, narrow=False)
COPY = Profile(way="copy", passage_chars=4000, concurrency=1, narrow=False)


class Holding(Fact, key=("owner", "count")):
    """An animal has a number of things."""

    owner: Name
    count: Quantity
    mood: Literal["happy", "sad"] | None = None


class Saying(Fact, key=("who", "words")):
    """An animal says something."""

    who: Name
    words: Text
    at: When | None = None


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


CHOSEN = Domain(package="toy", kinds=(Holding,), proposers={Holding: propose}, guards={Holding: no_owls})
COPIED = Domain(package="toy", kinds=(Holding, Saying))
MIXED = Domain(package="toy", kinds=(Holding, Saying), proposers={Holding: propose})

PROMPTS = {
    "pick.system.j2": "Answer.",
    "pick.user.j2": "{{ sentence }} {{ question }} {% for l, o in options %}{{ l }}={{ o }} {% endfor %}",
    "choose.system.j2": "Answer all.",
    "choose.user.j2": "{{ text }} {% for q in questions %}{{ q.number }}:{{ q.slots.keys() | join(',') }} {% endfor %}",
    "copy.system.j2": "Copy: {% for kind in kinds %}{{ kind.name }} {% endfor %}",
    "copy.user.j2": "{{ text }}{% if missed %} left out: {{ missed | join('; ') }}{% endif %}",
    "examples.toml": """
[[copy]]
user.text = "Hen has nine eggs in 1801."
[[copy.answer.holding]]
owner = "Hen"
count = "nine eggs"
""",
    "questions.toml": """
["holding.owner"]
question = "Whose are {words}?"
["holding.stated"]
question = "Is it so?"
accept = ["yes"]
decline = ["no"]
""",
}


def install(folder: Path) -> None:
    """Writes the toy's package, with its prompts, into a folder that is on the path."""
    (folder / "toy" / "prompts").mkdir(parents=True)
    (folder / "toy" / "__init__.py").write_text("")
    for name, text in PROMPTS.items():
        (folder / "toy" / "prompts" / name).write_text(text, encoding="utf-8")


def extractor(model: ScriptedModel, domain: Domain) -> Extractor:
    """An extractor for the toy domain."""
    return Extractor(model, domain=domain)
