"""`extractor init-domain`: a domain of one's own to start from."""

from __future__ import annotations

import importlib.resources
import importlib.util
import keyword
import sys
from pathlib import Path
from string import Template
from typing import Annotated

import typer

from extractor._files import kind
from extractor.cli._shell import say
from extractor.errors import OutputError

_FILES = {
    "kinds.py.txt": "__init__.py",
    "instructions.md": "prompts/instructions.md",
    "examples.toml": "prompts/examples.toml",
}


def init_domain(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The package to make, in the current folder.")],
) -> None:
    """Write a domain to start from: a package NAME with one kind, its conventions and a worked example."""
    problem = (
        "use letters, digits and underscores"
        if not name.isidentifier()
        else "it is a keyword of Python"
        if keyword.iskeyword(name)
        else "it is a module of Python's own"
        if name in sys.stdlib_module_names
        else ""
    )
    if problem:
        raise typer.BadParameter(f"{name!r} cannot name a package: {problem}")
    folder = Path(name)
    if kind(folder):
        raise typer.BadParameter(f"{folder}: is there already; name another, or edit that one")
    if importlib.util.find_spec(name) is not None:  # one of the two could not be imported
        raise typer.BadParameter(f"{name!r} is a package already; name another")
    starter = importlib.resources.files(__package__) / "starter"
    try:
        for source, target in _FILES.items():
            path = folder / target
            path.parent.mkdir(parents=True, exist_ok=True)
            text = (starter / source).read_text(encoding="utf-8")
            path.write_text(Template(text).safe_substitute(name=name), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror or error}") from error
    say(f"wrote {folder}/: edit {folder}/__init__.py, then: extractor extract FILE --domain {name}")
