"""One task for a passage and some kinds: what the model is asked, and what its reply says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.candidates import Candidate
from extractor.facts import Fact, Span, fold
from extractor.model import Message, Reply, Request
from extractor.result import Rejected
from extractor.slots import Slot, slots_of
from extractor.tasks.codec import Codec, Item
from extractor.tasks.context import Context
from extractor.tasks.examples import Worked
from extractor.tasks.templates import Templates

SOURCE = "model"
"""What a language model's candidates name as their source."""

_TYPES = {"name": "name", "text": "words", "country": "countries", "quantity": "quantity", "when": "date"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What all tasks of a run have in common: instructions, worked examples, templates and the codec."""

    instructions: str
    examples: Sequence[Worked]
    templates: Templates
    codec: Codec
    max_tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Read the passage at `span` for facts of `kinds`.

    `missed` are words that a first reading left out of every fact, each with its sentence.
    """

    brief: Brief
    kinds: Sequence[type[Fact]]
    text: str
    span: Span
    passage: int
    context: Context
    missed: Sequence[tuple[str, str]] = ()

    def request(self, label: str) -> Request:
        """What the model is asked: instructions that follow from the classes, worked examples, the passage."""
        return Request(
            label=label,
            messages=tuple(self._messages()),
            answer=self.brief.codec.schema(self.kinds),
            max_tokens=self.brief.max_tokens,
            passage=self.passage,
        )

    def parse(self, reply: Reply) -> tuple[list[Candidate], list[Rejected]]:
        """What a reply says, item by item, and the items that are none or lack a key slot.

        Raises `BadAnswer` where it says nothing that can be read.
        """
        candidates: list[Candidate] = []
        rejected: list[Rejected] = []
        for item in self.brief.codec.read(reply.text, self.kinds, cut=reply.finish == "length"):
            if item.problem:
                rejected.append(self._rejected(item, "incomplete", item.problem))
            else:
                rejected += [
                    self._rejected(item, "unreadable", f"{s}: {str(item.raw[s])[:80]!r} is of another type", s)
                    for s in item.mistyped
                ]
                candidates.append(
                    Candidate(
                        kind=item.kind,
                        slots=item.slots,
                        within=self.span,
                        passage=self.passage,
                        source=SOURCE,
                        quote=item.quote,
                    )
                )
        return candidates, rejected

    def _messages(self) -> list[Message]:
        brief = self.brief
        system = {
            "full": brief.codec.full,
            "instructions": brief.instructions,
            "kinds": [_kind(kind) for kind in self.kinds],
        }
        messages = [Message("system", brief.templates.render("extract.system.j2", system))]
        for example in brief.examples:
            facts = [fact for fact in example.facts if fact.kind in self.kinds]
            messages.append(Message("user", self._turn(example.text, example.context)))
            messages.append(Message("assistant", brief.codec.write(self.kinds, facts)))
        messages.append(Message("user", self._turn(self.text, self.context, self.missed)))
        return messages

    def _turn(self, text: str, context: Context, missed: Sequence[tuple[str, str]] = ()) -> str:
        values = {
            "date": context.date.isoformat() if context.date else "",
            "title": context.title,
            "heading": context.heading,
            "issuer": context.issuer,
            "names": context.names,
            "text": text,
            "missed": missed,
        }
        return self.brief.templates.render("extract.user.j2", values)

    def _rejected(self, item: Item, reason: str, message: str, slot: str | None = None) -> Rejected:
        return Rejected(
            kind=item.kind.kind,
            reason=reason,
            message=message,
            item=dict(item.raw),
            passage=self.passage,
            slot=slot,
        )


def _kind(kind: type[Fact]) -> Mapping[str, Any]:
    return {
        "name": kind.kind,
        "says": fold(kind.__doc__ or ""),
        "slots": [{"name": slot.name, "type": _type(slot), "description": slot.description} for slot in slots_of(kind)],
    }


def _type(slot: Slot) -> str:
    if slot.form == "choice":
        said = "one of " + ", ".join(slot.choices)
    else:
        said = f"list of {_TYPES[slot.form]}s" if slot.many and slot.form != "country" else _TYPES[slot.form]
    return said if slot.required or slot.many else f"{said}, or null"
