"""Prompt templates: named files, the engine's own, or a domain's in their place.

They are rendered with StrictUndefined, so that a misspelt name is an error and no blank.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Any

import jinja2

from extractor.errors import SchemaError

_OWN = importlib.resources.files(__package__) / "templates"


class Templates:
    """The templates of a domain: those in its `folder`, the engine's own for the others.

    Raises `SchemaError` where one does not render.
    """

    def __init__(self, folder: Traversable | None = None) -> None:
        self._folder = folder
        self._compiled: dict[str, jinja2.Template] = {}
        self._environment = jinja2.Environment(
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,  # noqa: S701 - what is rendered is text for a model, not HTML
        )

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """The text of the template `name`, such as "extract.user.j2"."""
        try:
            if name not in self._compiled:
                self._compiled[name] = self._environment.from_string(self._read(name))
            return self._compiled[name].render(**values).strip()
        except SchemaError:
            raise
        except Exception as error:  # a template can raise whatever an expression can
            raise SchemaError(f"{name}: {error}") from error

    def _read(self, name: str) -> str:
        for folder in (self._folder, _OWN):
            if folder is not None and (folder / name).is_file():
                return (folder / name).read_text(encoding="utf-8")
        raise SchemaError(f"there is no template {name}")
