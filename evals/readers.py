"""The readers whose recordings are kept: which model each is, and how it is asked."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from evals.errors import BadInput
from extractor.model import Profile, open_model

HOME = Path(__file__).parent
REPLIES = HOME / "replies"
"""Where each reader's recordings lie, in a folder of its name."""

ALL = "all"
"""What names all readers."""


@dataclass(frozen=True)
class Reader:
    """A model, where it is asked, the fields of its profile that differ, and where its replies are recorded."""

    name: str
    model: str
    replies: Path
    base_url: str | None = None
    profile: Mapping[str, Any] = field(default_factory=dict)
    batch: bool = False
    """Whether its replies come from batch files, and there is no endpoint to ask it at."""

    @property
    def options(self) -> str:
        """The options of `run` that name the reader."""
        named = self.replies == REPLIES / self.name
        options = [f"--reader {self.name}" if named else f"--model {self.model} --replies {self.replies}"]
        return " ".join([*options, *(f"--profile {name}={json.dumps(value)}" for name, value in self.profile.items())])

    @property
    def how_to_record(self) -> str:
        """How what is missing of its replies is recorded."""
        if self.batch:
            return f"extractor requests DOCUMENT --model {self.model} --out FILE (docs/evals.md: Recordings)"
        return f"python -m evals run --live --record {self.options}"

    def opened_profile(self) -> Profile | None:
        """The model's profile with the fields that differ, none where none does. Raises `BadInput` for a wrong one."""
        if not self.profile:
            return None
        hints = get_type_hints(Profile)
        names = [each.name for each in fields(Profile)]
        problems, values = [], {}
        for name, value in self.profile.items():
            if name not in names:
                problems.append(f"{self.name}:-:profile: has no field {name!r}; it has {', '.join(names)}")
                continue
            try:
                values[name] = TypeAdapter(hints[name]).validate_python(value)
            except ValidationError as error:
                problems += [f"{self.name}:-:profile.{name}: {detail['msg']}" for detail in error.errors()]
        if problems:
            raise BadInput(problems)
        return replace(open_model(self.model, base_url=self.base_url, offline=True).profile, **values)


def known(path: Path = HOME / "readers.toml", replies: Path = REPLIES) -> dict[str, Reader]:
    """The readers that `readers.toml` names."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Reader(name=name, replies=replies / name, **table) for name, table in tables.items()}


def chosen(name: str, readers: Mapping[str, Reader]) -> list[Reader]:
    """The reader called `name`, or all of them. Raises `BadInput` if there is none."""
    if name == ALL:
        return list(readers.values())
    if name not in readers:
        raise BadInput([f"{name}:-:-: is no reader; readers.toml names {', '.join(readers)}"])
    return [readers[name]]


def overrides(settings: Sequence[str]) -> dict[str, Any]:
    """Fields of a profile from `name=value` words; a value is JSON, or else the word itself."""
    found: dict[str, Any] = {}
    problems = []
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            problems.append(f"{setting}:-:profile: must be NAME=VALUE")
        try:
            found[name] = json.loads(value)
        except json.JSONDecodeError:
            found[name] = value
    if problems:
        raise BadInput(problems)
    return found
