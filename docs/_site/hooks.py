"""What the site has beside the files of docs/: the pages of commands and changes, and a look at what pages load."""

from __future__ import annotations

import logging
import re
import sys
from pathlib import Path
from typing import Any

import typer
import typer.main
from lxml import html
from mkdocs.structure.files import File
from typer.cli import get_docs_for_click

ROOT = Path(__file__).parents[2]
FROM_ROOT = {"changelog.md": "CHANGELOG.md", "contributing.md": "CONTRIBUTING.md"}
LOADED = "//script/@src | //link[not(@rel='canonical')]/@href | //img/@src | //iframe/@src | //source/@src"

_log = logging.getLogger("mkdocs.hooks.site")


def on_files(files: Any, config: Any) -> Any:
    """Add the pages that are made of something else."""
    pages = {name: _from_root(source) for name, source in FROM_ROOT.items()}
    for name, text in {**pages, "reference/commands.md": _commands()}.items():
        files.append(File.generated(config, name, content=text))
    return files


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """Warn, which ends a strict build, where a page would load something from elsewhere."""
    for address in html.fromstring(output).xpath(LOADED):
        if re.match(r"(https?:)?//", address):
            _log.warning("%s loads %s: a reader's browser is to ask nobody else", page.file.src_uri, address)
    return output


def _from_root(name: str) -> str:
    text = (ROOT / name).read_text(encoding="utf-8").replace("](docs/", "](")
    return f"---\nsearch: {{exclude: true}}\n---\n{text}"  # else what has changed is found before what is


def _commands() -> str:
    sys.path[:0] = [str(ROOT), str(ROOT / "schemas")]
    from evals.__main__ import app as evals  # noqa: PLC0415 - found only now
    from extractor.cli import app as extractor  # noqa: PLC0415

    said = "\n".join(_command(app, name) for name, app in (("extractor", extractor), ("python -m evals", evals)))
    return f"# Commands\n\nWhat `--help` says, in one place.\n\n{said}"


def _command(app: typer.Typer, name: str) -> str:
    command = typer.main.get_command(app)
    command.epilog = None
    text = get_docs_for_click(obj=command, ctx=typer.Context(command, info_name=name), name=name)
    text = re.sub(r"\*\*Commands\*\*:\n\n(\* .*\n)+", "", text)  # each follows in full
    text = re.sub(r" <(list\[)?[\w.|]+\]?>`", "`", text)
    return re.sub(r"^#", "##", text.replace("```console\n$ ", "```text\n"), flags=re.MULTILINE)
