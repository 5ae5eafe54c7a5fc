"""Gold files: what a perfect extraction of each document would say.

All problems of all files are reported in one pass, as `file:fact:slot: message`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.errors import BadInput
from evals.items import Item, build, dotted
from evals.kinds import Kinds
from extractor.comparison import Entities


class GoldShape(BaseModel):
    """The shape of a gold file. `kinds` names the kinds it was annotated for, where that is not all of them."""

    model_config = ConfigDict(extra="forbid")

    document: str = Field(min_length=1)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    language: str = "en"
    entities: dict[str, list[str]] = Field(default_factory=dict)
    kinds: list[str] | None = None
    facts: list[dict[str, Any]]


@dataclass(frozen=True)
class Gold:
    """One annotated document."""

    document: str
    sha256: str
    language: str
    aliases: dict[str, list[str]]
    kinds: frozenset[str]
    facts: tuple[Item, ...]
    path: Path

    @property
    def entities(self) -> Entities:
        """The document's names, ready to compare."""
        return Entities(self.aliases)


def files(paths: Iterable[Path], suffix: str = ".json") -> list[Path]:
    """The files named, and those of the folders named, in order of name."""
    found: list[Path] = []
    for path in paths:
        found.extend(sorted(path.glob(f"*{suffix}")) if path.is_dir() else [path])
    return found


def load(paths: Iterable[Path], kinds: Kinds) -> tuple[Gold, ...]:
    """Every gold file of `paths` (files, or folders of them). Raises `BadInput` with all problems of all of them."""
    golds, problems = read(files(paths), kinds)
    if not golds and not problems:
        problems = [
            f"{', '.join(str(path) for path in paths)}:-:-: holds no gold file (*.json); name a folder that does"
        ]
    if problems:
        raise BadInput(problems)
    return golds


def read(paths: Sequence[Path], kinds: Kinds) -> tuple[tuple[Gold, ...], list[str]]:
    """The gold files that could be read, in order of document, and every problem of all of them."""
    golds: list[Gold] = []
    problems: list[str] = []
    for path in paths:
        gold, found = _read(path, kinds)
        problems += found
        if gold:
            golds.append(gold)
    names = [gold.document for gold in golds]
    problems += [
        f"{gold.path.name}:-:document: {gold.document!r} is annotated in more than one file; keep one"
        for gold in golds
        if names.count(gold.document) > 1
    ]
    return tuple(sorted(golds, key=lambda gold: gold.document)), problems


def without(golds: Iterable[Gold], paths: Iterable[Path]) -> tuple[Gold, ...]:
    """The gold but for the documents that the files of `paths` list, one name a line. Raises `BadInput`."""
    names: set[str] = set()
    for path in paths:
        try:
            names.update(line.strip() for line in path.read_text(encoding="utf-8").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput([f"{path}:-:-: cannot be read: {error}"]) from error
    return tuple(gold for gold in golds if not names & {gold.document, Path(gold.document).stem, gold.path.stem})


def sample(golds: Sequence[Gold], count: int, seed: int) -> tuple[Gold, ...]:
    """`count` of the documents by chance, the same whatever their order and whatever others there are."""
    drawn = sorted(golds, key=lambda gold: hashlib.sha256(f"{seed}:{gold.document}".encode()).digest())[:count]
    return tuple(sorted(drawn, key=lambda gold: gold.document))


def _read(path: Path, kinds: Kinds) -> tuple[Gold | None, list[str]]:
    try:
        shape = GoldShape.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        return None, [f"{path.name}:-:-: cannot be read: {error.strerror}"]
    except UnicodeDecodeError:
        return None, [f"{path.name}:-:-: is not UTF-8"]
    except json.JSONDecodeError as error:
        return None, [f"{path.name}:-:-: is not JSON: {error.msg} (line {error.lineno}, column {error.colno})"]
    except ValidationError as error:
        return None, [
            f"{path.name}:{_fact(detail['loc'])}:{dotted(detail['loc'])}: {detail['msg']}" for detail in error.errors()
        ]
    return parse(shape, path, kinds)


def parse(shape: GoldShape, path: Path, kinds: Kinds) -> tuple[Gold, list[str]]:
    """The annotation in a gold file's content, and what is wrong with it. `path` is where the content is from."""
    problems = [
        f"{path.name}:-:kinds: {kind!r} is none of {', '.join(kinds)}"
        for kind in shape.kinds or ()
        if kind not in kinds
    ]
    items: list[Item] = []
    for number, raw in enumerate(shape.facts):
        item, found = _item(raw, kinds)
        problems += [f"{path.name}:{number}:{slot}: {message}" for slot, message in found]
        if shape.kinds is not None and item.kind in kinds and item.kind not in shape.kinds:
            problems.append(f"{path.name}:{number}:kind: {item.kind!r} is not among the file's annotated kinds")
        items.append(item)
    return Gold(
        document=shape.document,
        sha256=shape.sha256,
        language=shape.language,
        aliases=shape.entities,
        kinds=frozenset(kinds if shape.kinds is None else shape.kinds),
        facts=tuple(items),
        path=path,
    ), problems


def _fact(location: tuple[int | str, ...]) -> str:
    return str(location[1]) if len(location) > 1 and location[0] == "facts" else "-"


def _item(raw: dict[str, Any], kinds: Kinds) -> tuple[Item, list[tuple[str, str]]]:
    slots = {slot: value for slot, value in raw.items() if slot not in ("kind", "quote", "optional")}
    problems: list[tuple[str, str]] = []
    kind, quote, optional = raw.get("kind", ""), raw.get("quote", ""), raw.get("optional", False)
    if not isinstance(kind, str):
        problems.append(("kind", "must be the name of a kind"))
        kind = str(kind)
    if not isinstance(quote, str) or not quote.strip():
        problems.append(("quote", "must be the document's words that state the fact"))
        quote = ""
    if not isinstance(optional, bool):
        problems.append(("optional", "must be true or false"))
        optional = False
    item, found = build(kind, slots, kinds, quotes=(quote,), optional=optional)
    return item, [*problems, *found]
