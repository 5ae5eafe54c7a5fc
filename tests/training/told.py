"""Two short documents about animals that own things, with their facts, and what tiny trainings need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractor.facts import Fact
from extractor.filing import Filing
from extractor.training.examples import Outline, outline
from extractor.training.labels import Labelled, label
from tests.pipeline.toy import Holding, Saying

KINDS: tuple[type[Fact], ...] = (Holding, Saying)
FARM = "Hen has 9 eggs and is happy. The barn is old.\nFox had 12 dens, and was sad. Fox said: bring more corn."
POND = "Duck has 4 ponds and is happy.\nFrog said: never mind the rain. Newt has 30 stones and is sad."


def holding(owner: str, count: str, amount: int, unit: str, mood: str) -> dict[str, Any]:
    quantity = {"text": count, "amount": amount, "unit": unit}
    return {"kind": "holding", "owner": owner, "count": quantity, "mood": mood, "quote": f"{owner} has {count}"}


def saying(who: str, words: str) -> dict[str, Any]:
    return {"kind": "saying", "who": who, "words": words, "quote": f"{who} said: {words}"}


FARM_FACTS = (
    holding("Hen", "9 eggs", 9, "eggs", "happy"),
    {**holding("Fox", "12 dens", 12, "dens", "sad"), "quote": "Fox had 12 dens"},
    saying("Fox", "bring more corn"),
)
POND_FACTS = (
    holding("Duck", "4 ponds", 4, "ponds", "happy"),
    saying("Frog", "never mind the rain"),
    holding("Newt", "30 stones", 30, "stones", "sad"),
)


def documents(kinds: Sequence[type[Fact]] = KINDS) -> list[Labelled]:
    """The two documents."""
    told = (("farm.txt", FARM, FARM_FACTS), ("pond.txt", POND, POND_FACTS))
    return [label(Filing.read(text), facts, kinds, name=name) for name, text, facts in told]


def outlines(kinds: Sequence[type[Fact]] = KINDS) -> list[Outline]:
    """The form of the kinds."""
    return [found for kind in kinds if (found := outline(kind)) is not None]
