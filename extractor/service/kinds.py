"""The route that tells what the kinds of facts are, so that a form can ask for one."""

from __future__ import annotations

import inspect

from fastapi import APIRouter
from pydantic import BaseModel

from extractor.facts import Fact
from extractor.service._state import Served
from extractor.slots import Form, Slot, slots_of

router = APIRouter(prefix="/v1", tags=["reviews"])


class SlotShape(BaseModel):
    """One slot of a kind. `form` says what its words become, `key` that it tells two facts apart."""

    name: str
    description: str
    form: Form
    choices: list[str]
    many: bool
    required: bool
    key: bool

    @classmethod
    def of(cls, slot: Slot) -> SlotShape:
        """The shape of a slot."""
        return cls(
            **{name: getattr(slot, name) for name in cls.model_fields if name != "choices"}, choices=[*slot.choices]
        )


class KindShape(BaseModel):
    """A kind of facts: the first line of its definition, all of it, and its slots."""

    kind: str
    title: str
    description: str
    slots: list[SlotShape]

    @classmethod
    def of(cls, kind: type[Fact]) -> KindShape:
        """The shape of a kind."""
        said = inspect.cleandoc(kind.__doc__ or "")
        slots = [SlotShape.of(slot) for slot in slots_of(kind)]
        return cls(kind=kind.kind, title=said.partition("\n")[0], description=said, slots=slots)


class Kinds(BaseModel):
    """The kinds of facts that this service reads, in its domain's order."""

    kinds: list[KindShape]


@router.get("/kinds", summary="List the kinds of facts")
def kinds(service: Served) -> Kinds:
    """The kinds of facts, with what each of their slots holds."""
    return Kinds(kinds=[KindShape.of(kind) for kind in service.settings.kinds])
