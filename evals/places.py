"""Labels without the words they label: facts whose words are told by their places in a document.

So the labels of documents that may not be passed on can be kept beside the code, and are whole again where the
documents are.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from evals import documents
from evals.errors import BadInput
from evals.gold import files

_AT = "at"
_CODE = re.compile("[A-Z]{2}")
"""A country's code, which is not how the text names it."""


def withhold(
    results: Annotated[list[Path], typer.Argument(help="Results, or folders of them.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write, a document a line.")],
) -> None:
    """Write the facts of results with the places of their words in place of the words."""
    told = (_withheld(_read(file)) for file in files(results))
    lines = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in told]
    out.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    typer.echo(f"wrote {len(lines)} documents to {out}")


def restore(
    labels: Annotated[Path, typer.Argument(help="What `withhold` wrote.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for gold files, one a document.")],
    documents_in: Annotated[
        list[Path], typer.Option("--documents", metavar="DIR", help="Where the documents are.")
    ] = [],  # noqa: B006 - typer copies it
) -> None:
    """Write gold files from what was withheld, for each document that is at hand and has not changed."""
    try:
        told = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
        out.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise BadInput([f"{labels}:-:-: {error}"]) from error
    restored = 0
    for said in told:
        gold = _restored(said, documents_in)
        if gold is not None:
            name = f"{Path(said['document']).stem}.json"
            (out / name).write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            restored += 1
    typer.echo(f"restored {restored} documents in {out}; {len(told) - restored} are not at hand")


def _read(file: Path) -> Mapping[str, Any]:
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput([f"{file}:-:-: {error}"]) from error
    if not isinstance(said, dict) or not {"filing", "facts"} <= said.keys():
        raise BadInput([f"{file}:-:-: this is no result; give what `extractor extract --json` wrote"])
    return said


def _withheld(said: Mapping[str, Any]) -> dict[str, Any]:
    facts = [_placed(fact) for fact in said["facts"]]
    return {"document": said["filing"]["name"], "sha256": said["filing"]["sha256"], "facts": facts}


def _placed(fact: Mapping[str, Any]) -> dict[str, Any]:
    """A fact with the places of what its first evidence says; a value that has no words there stays as it is."""
    first = fact["evidence"][0]
    placed: dict[str, Any] = {"quote": {_AT: [first["start"], first["end"]]}}
    for slot, value in fact.items():
        if slot == "evidence" or value in (None, [], ""):
            continue
        values, spans = value if isinstance(value, list) else [value], first["slots"].get(slot, [])
        if len(spans) >= len(values) and all(isinstance(one, str | dict) for one in values):
            told = [_told(one, span) for one, span in zip(values, spans, strict=False)]
            placed[slot] = told if isinstance(value, list) else told[0]
        else:
            placed[slot] = value
    return placed


def _told(value: Any, span: Sequence[int]) -> Any:
    if isinstance(value, str) and _CODE.fullmatch(value):
        return value
    return {**value, "text": {_AT: list(span)}} if isinstance(value, dict) else {_AT: list(span)}


def _restored(said: Mapping[str, Any], folders: Iterable[Path]) -> dict[str, Any] | None:
    for file in (folder / said["document"] for folder in folders):
        if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == said["sha256"]:
            text = documents.text_of(file) or ""
            return {**said, "facts": _worded(said["facts"], text)}
    return None


def _worded(value: Any, text: str) -> Any:
    """What was withheld, with the words at each place."""
    if isinstance(value, list):
        return [_worded(one, text) for one in value]
    if not isinstance(value, dict):
        return value
    if _AT in value:
        start, end = value[_AT]
        return " ".join(text[start:end].split())
    return {name: _worded(one, text) for name, one in value.items()}
