"""The annotated documents that a benchmark reads, and the score of what is made of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from evals import documents as files
from evals import gold as golds
from evals.errors import BadInput
from evals.gold import Gold
from evals.kinds import kinds_of
from evals.predictions import parse
from evals.score import Score, score
from evals.tally import Tally
from extractor.filing import Filing

ROOT = Path(__file__).parents[1]
COMMITTED = (ROOT / "evals" / "gold", ROOT / "examples")
"""Where the committed gold set lies."""

KINDS = kinds_of("alliances")

GoldFiles = Annotated[
    list[Path] | None,
    typer.Option("--gold", metavar="PATH", help="Gold files, or folders of them; the committed ones if left out."),
]
Folders = Annotated[
    list[Path] | None,
    typer.Option("--documents", metavar="DIR", help="Where documents are that are not beside their gold."),
]

HELD_OUT = frozenset(
    {
        "auralink-pr-2016.txt",
        "corvane-nusalink-2023.txt",
        "crescent-pr-2010-02-16.txt",
        "hallmark-pr-2021.txt",
        "kaira-review-2011.html",
        "nederkom-6k-2004-03-25.txt",
        "norvik-8k-2001.txt",
        "oresund-polaris-6k-2005.txt",
        "prairie-states-8k-2001.txt",
        "tesela-rumbo-sur-2007.txt",
        "volgatel-6k-2006-10-04.txt",
    }
)
"""The committed documents that no rule and no prompt was written or tuned with."""


@dataclass(frozen=True)
class Document:
    """A document with its gold annotation."""

    gold: Gold
    path: Path
    filing: Filing

    @property
    def name(self) -> str:
        """The document's name, as its gold file gives it."""
        return self.gold.document

    def score(self, facts: Sequence[dict[str, Any]]) -> Score:
        """The score of some facts, shaped as in a result."""
        said = {"filing": {"name": self.name, "sha256": self.gold.sha256}, "facts": list(facts)}
        return score([self.gold], {self.name: parse(said, KINDS)}, KINDS)

    def tally(self, facts: Sequence[dict[str, Any]]) -> Tally:
        """The counts of some facts, shaped as in a result, by the rules of the evals."""
        return self.score(facts).micro


def load(gold: Sequence[Path], folders: Sequence[Path] = ()) -> tuple[Document, ...]:
    """The documents of gold files, or folders of them, in order of name.

    A document lies beside its gold file or in one of `folders`. Raises `BadInput` with every gold file that is broken
    and every document that is not there, `FilingError` if one cannot be read.
    """
    annotated = golds.load(gold, KINDS)
    found = {each.document: files.find(each, folders) for each in annotated}
    absent = [
        f"{name}:-:document: is not beside its gold file; name its folder" for name, path in found.items() if not path
    ]
    if absent:
        raise BadInput(absent)
    return tuple(Document(each, path, Filing.read(path)) for each in annotated if (path := found[each.document]))
