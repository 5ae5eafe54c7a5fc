"""Renders one question about a sentence into messages.

The prompts are named files: `pick.system.j2` and `pick.user.j2`, `examples.toml` with the worked examples, and
`questions.toml` with the wording of each slot that may be open. They are rendered with StrictUndefined, so that a
misspelt name is an error and no blank.
"""

from __future__ import annotations

import importlib.resources
import json
import tomllib
from collections.abc import Mapping
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import jinja2
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from extractor.errors import SchemaError
from extractor.model import Message


class Example(BaseModel):
    """A worked example: an invented question as the user's turn, and the right answer as the assistant's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    user: dict[str, Any]
    answer: dict[str, Any]


class Wording(BaseModel):
    """How one slot is asked about: the question, with `{words}` for what it is about, and its options spelt out.

    For the question whether there is such a fact at all, `accept` are the answers that let it stand and `decline` those
    that do not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    options: dict[str, str] = {}
    accept: tuple[str, ...] = ()
    decline: tuple[str, ...] = ()


_Shape = TypeVar("_Shape")
_EXAMPLES = TypeAdapter(dict[str, tuple[Example, ...]])
_WORDINGS = TypeAdapter(dict[str, Wording])


class Prompts:
    """The prompts of the rules, from a folder; that of the alliances by default.

    Raises `SchemaError` if they are not there or do not render.
    """

    def __init__(self, folder: Traversable | None = None) -> None:
        self._given = folder
        self._compiled: dict[str, jinja2.Template] = {}
        self._templates = jinja2.Environment(
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            autoescape=False,  # noqa: S701 - what is rendered is text for a model, not HTML
        )

    def render(self, **values: Any) -> tuple[Message, ...]:
        """The transcript up to the question: instructions, worked examples, and the question."""
        messages = [Message("system", self._text("pick.system.j2", **values))]
        for example in self.examples:
            messages.append(Message("user", self._text("pick.user.j2", **example.user)))
            messages.append(Message("assistant", json.dumps(example.answer, separators=(",", ":"))))
        messages.append(Message("user", self._text("pick.user.j2", **values)))
        return tuple(messages)

    @cached_property
    def examples(self) -> tuple[Example, ...]:
        """The worked examples, in the order of the file."""
        return self._parsed("examples.toml", _EXAMPLES).get("pick", ())

    def wording(self, kind: str, slot: str) -> Wording:
        """How a slot of a kind is asked about."""
        found = self._wordings.get(f"{kind}.{slot}")
        if found is None:
            raise SchemaError(f'questions.toml does not word the question ["{kind}.{slot}"]')
        return found

    @cached_property
    def _wordings(self) -> Mapping[str, Wording]:
        return self._parsed("questions.toml", _WORDINGS)

    def _parsed(self, name: str, shape: TypeAdapter[_Shape]) -> _Shape:
        try:
            return shape.validate_python(tomllib.loads(self._read(name)))
        except ValidationError as error:
            raise SchemaError(f"{name}: {error}") from error

    def _text(self, name: str, **values: Any) -> str:
        try:
            if name not in self._compiled:
                self._compiled[name] = self._templates.from_string(self._read(name))
            return self._compiled[name].render(**values).strip()
        except jinja2.TemplateError as error:
            raise SchemaError(f"{name}: {error}") from error

    def _read(self, name: str) -> str:
        file = self._folder / name
        if not file.is_file():
            raise SchemaError(f"the rules have no prompt {name}; it is looked for in {self._folder}")
        return file.read_text(encoding="utf-8")

    @cached_property
    def _folder(self) -> Traversable:
        if self._given is not None:
            return self._given
        inside = importlib.resources.files("alliances") / "prompts" / "rules"
        return inside if inside.is_dir() else Path(__file__).parents[3] / "prompts" / "alliances" / "rules"
