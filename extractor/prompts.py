"""Renders a passage and what is asked about it into messages.

A domain's prompts are named files: `WAY.system.j2` and `WAY.user.j2` for each way of filling slots, `examples.toml`
with the worked examples, and `questions.toml` with the wording of each slot that may be open. They are rendered with
StrictUndefined, so that a misspelt name is an error and no blank.
"""

from __future__ import annotations

import importlib.resources
import tomllib
from collections.abc import Callable, Mapping
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import jinja2
from pydantic import BaseModel, ConfigDict, ValidationError

from extractor.errors import SchemaError
from extractor.model import Message


class Example(BaseModel):
    """A worked example: an invented passage as the user's turn, and the right answer as the assistant's."""

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


class Prompts:
    """The prompts of one domain, from its package's folder `prompts`, or from `prompts/PACKAGE` of a checkout.

    Raises `SchemaError` if they are not there or do not render.
    """

    def __init__(self, package: str) -> None:
        self._package = package
        self._folder = _folder(package)
        self._compiled: dict[str, jinja2.Template] = {}
        self._templates = jinja2.Environment(
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            autoescape=False,  # noqa: S701 - what is rendered is text for a model, not HTML
        )

    def render(self, way: str, write: Callable[[Mapping[str, Any]], str], **values: Any) -> tuple[Message, ...]:
        """The transcript up to the question: instructions, worked examples, and the passage.

        `write` turns a worked example's answer into the text that a right reply would have.
        """
        messages = [Message("system", self._text(f"{way}.system.j2", **values))]
        for example in self.examples.get(way, ()):
            messages.append(Message("user", self._text(f"{way}.user.j2", **{**_shared(values), **example.user})))
            messages.append(Message("assistant", write(example.answer)))
        messages.append(Message("user", self._text(f"{way}.user.j2", **values)))
        return tuple(messages)

    @cached_property
    def examples(self) -> Mapping[str, tuple[Example, ...]]:
        """The worked examples of each way, in the order of the file."""
        found = tomllib.loads(self._read("examples.toml"))
        try:
            return {way: tuple(Example.model_validate(one) for one in several) for way, several in found.items()}
        except ValidationError as error:
            raise SchemaError(f"{self._package}: examples.toml: {error}") from error

    def wording(self, kind: str, slot: str) -> Wording:
        """How a slot of a kind is asked about."""
        found = self._wordings.get(f"{kind}.{slot}")
        if found is None:
            raise SchemaError(f'domain {self._package}: questions.toml does not word the question ["{kind}.{slot}"]')
        return found

    @cached_property
    def _wordings(self) -> Mapping[str, Wording]:
        found = tomllib.loads(self._read("questions.toml"))
        try:
            return {name: Wording.model_validate(one) for name, one in found.items()}
        except ValidationError as error:
            raise SchemaError(f"{self._package}: questions.toml: {error}") from error

    def _text(self, name: str, **values: Any) -> str:
        try:
            if name not in self._compiled:
                self._compiled[name] = self._templates.from_string(self._read(name))
            return self._compiled[name].render(**values).strip()
        except jinja2.TemplateError as error:
            raise SchemaError(f"{self._package}: {name}: {error}") from error

    def _read(self, name: str) -> str:
        file = self._folder / name
        if not file.is_file():
            raise SchemaError(f"domain {self._package} has no prompt {name}; it is looked for in {self._folder}")
        return file.read_text(encoding="utf-8")


def _shared(values: Mapping[str, Any]) -> dict[str, Any]:
    """What an example has in common with the question it stands before: what is asked for, and how."""
    shared = {name: values[name] for name in ("kinds",) if name in values}
    return shared | {"missed": []}


def _folder(package: str) -> Traversable:
    inside = importlib.resources.files(package) / "prompts"
    if inside.is_dir():
        return inside
    checkout = Path(__file__).parents[1] / "prompts" / package
    if checkout.is_dir():
        return checkout
    raise SchemaError(f"domain {package} has no prompts: neither a folder `prompts` in the package nor {checkout}")
