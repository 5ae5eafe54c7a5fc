"""A toy domain: animals that own things. It shows that the engine knows nothing of alliances."""

from __future__ import annotations

import json
from typing import Any, Literal

from extractor import Domain, Example, Extractor, Fact, Name, Profile, Quantity, ScriptedModel, Text, When
from extractor.model.protocol import Request

FULL = Profile(passage_chars=4000, concurrency=1)
APART = Profile(passage_chars=4000, concurrency=1, together=False)
COMPACT = Profile(passage_chars=4000, concurrency=1, codec="compact")
AGAIN = Profile(passage_chars=4000, concurrency=1, second_look=True)
SHORT = Profile(passage_chars=60, concurrency=2)


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


EGGS = Example(
    text="Hen has nine eggs.", facts=(Holding(owner="Hen", count=Quantity(text="nine eggs", amount=9, unit="eggs")),)
)
DOMAIN = Domain(kinds=(Holding, Saying), examples=(EGGS,), instructions="All of them are animals.")


def holding(owner: str, count: str, amount: float, unit: str, **more: Any) -> dict[str, Any]:
    """A holding as a model writes it in full."""
    said = {"quote": f"{owner} had {count}", "owner": owner, "count": {"text": count, "amount": amount, "unit": unit}}
    return {**said, "mood": None, **more}


def reply(*holdings: dict[str, Any], sayings: tuple[dict[str, Any], ...] = ()) -> str:
    """A reply about both kinds."""
    return json.dumps({"holding": list(holdings), "saying": list(sayings)})


def by_text(answers: dict[str, str]) -> Any:
    """A script that answers by what the last turn's text holds, and nothing where it holds none of it."""

    def answer(request: Request) -> str:
        asked = request.messages[-1].content
        return next((said for words, said in answers.items() if words in asked), reply())

    return answer


def extractor(script: Any, profile: Profile = FULL, domain: Domain = DOMAIN) -> Extractor:
    """An extractor of the toy's facts with a scripted model."""
    return Extractor(ScriptedModel(script, profile), domain=domain)
