"""The slots of a kind, as its class declares them: what each holds, and what is said of it."""

from __future__ import annotations

import types
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from extractor.errors import SchemaError
from extractor.facts import Fact, Quantity, Verbatim, When

Form = Literal["name", "text", "country", "quantity", "when", "choice"]
"""What a slot holds: words of the filing (name, text), what code reads in words (country, quantity, when), or one of
the class's own choices."""

Listed = Literal["name", "text", "country"]
"""What a slot may hold several of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One slot of a kind. `many` says that it holds several values, `key` that it tells two facts of the kind apart."""

    name: str
    form: Form
    many: bool
    required: bool
    key: bool
    choices: tuple[str, ...]
    description: str

    @property
    def verbatim(self) -> bool:
        """Whether what fills the slot must stand in the filing."""
        return self.form != "choice"


@lru_cache(maxsize=256)
def slots_of(kind: type[Fact]) -> tuple[Slot, ...]:
    """The slots of a kind, in the order of its class.

    Raises `SchemaError` where a slot's type is none that can be asked for.
    """
    return tuple(_slot(kind, name) for name in kind.slots())


def check_lists(kind: type[Fact]) -> None:
    """Raises `SchemaError` where a slot of a kind lists what cannot be asked for several at a time."""
    for name in kind.slots():
        stated = kind.model_fields[name].annotation
        if any(part in _LISTS or get_origin(part) in _LISTS for part in (stated, *get_args(stated))):
            _slot(kind, name)


_LISTS = (tuple, list, set, frozenset)


def _slot(kind: type[Fact], name: str) -> Slot:
    field = kind.model_fields[name]
    inner, many = _inner(field.annotation)
    marks = [*field.metadata, *(get_args(inner)[1:] if get_origin(inner) is Annotated else ())]
    plain = get_args(inner)[0] if get_origin(inner) is Annotated else inner
    form = next((mark.form for mark in marks if isinstance(mark, Verbatim)), None) or _form(plain)
    if form is None or (many and form not in get_args(Listed)):
        raise SchemaError(
            f"fact kind {kind.__name__}, slot {name}: cannot be asked for {'several of ' if many else ''}{plain!r}; a"
            " slot is a Name, Text, Country, Quantity, When or a Literal of strings, or a list of names, texts or"
            " countries: tuple[Name, ...], tuple[Text, ...] or tuple[Country, ...]. Several quantities, dates or"
            " choices are as many facts"
        )
    return Slot(
        name=name,
        form=form,
        many=many,
        required=field.is_required(),
        key=name in kind.key,
        choices=tuple(get_args(plain)) if form == "choice" else (),
        description=field.description or "",
    )


def _inner(annotation: Any) -> tuple[Any, bool]:
    """An annotation without `None`, and without the tuple of a slot of several values."""
    if get_origin(annotation) in (Union, types.UnionType):
        stated = [part for part in get_args(annotation) if part is not type(None)]
        return _inner(stated[0]) if len(stated) == 1 else (annotation, False)
    if get_origin(annotation) is tuple and get_args(annotation)[1:] == (...,):
        return get_args(annotation)[0], True
    return annotation, False


def _form(plain: Any) -> Form | None:
    if plain is Quantity:
        return "quantity"
    if plain is When:
        return "when"
    if get_origin(plain) is Literal and all(isinstance(choice, str) for choice in get_args(plain)):
        return "choice"
    return None


def slot_of(kind: type[Fact], name: str) -> Slot:
    """The slot called `name`; raises `KeyError` where the kind has none."""
    return {slot.name: slot for slot in slots_of(kind)}[name]
