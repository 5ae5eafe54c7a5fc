"""langextract and plain instructor beside this package: the same model, documents, gold and scorer, in one run.

Run from a checkout: `make peers`, or `python -m benchmarks.peers` (needs the extras `evals` and `peers`, and a Python
with the extra `local` to serve the model, named by `--serve` where it is another). All systems ask one server,
`extractor model serve`, one after another; a meter before it counts requests, tokens and seconds alike for all.

The set-up is meant to be fair to the peers. They read the text that this package reads, are asked for the same kinds
and slots with the same words, see the same worked examples (all invented) and may answer under a schema with the
options of each slot. Our reading of numbers, dates and countries is lent to them. What cannot be read, and what is
said twice, is left out of their answers rather than counted as wrong. What is set otherwise than by a peer's defaults
is printed with the table.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer

from benchmarks._documents import COMMITTED, Document, Folders, GoldFiles, load
from benchmarks._meter import Exchange, Meter, serving
from benchmarks._systems import SYSTEMS, System
from evals.errors import EvalsError
from evals.report.formats import markdown_table
from evals.report.tables import Table
from evals.stats import fixed
from evals.tally import Tally, total
from extractor.errors import ExtractorError

_COLUMNS = (
    "document", "system", "P", "R", "F1", "facts", "requests", "tokens in", "tokens out", "seconds",
    "F1 / ours", "tokens out / ours", "seconds / ours",
)  # fmt: skip
ALL = "all documents"


@dataclass(frozen=True)
class Cost:
    """What an answer took: requests, tokens by the server's count, and seconds by the clock, in thousandths."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    milliseconds: int = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.requests + other.requests,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.milliseconds + other.milliseconds,
        )


@dataclass(frozen=True)
class Row:
    """How one system did on one document, or on all; `kept` says that the answer is of an earlier run."""

    document: str
    system: str
    tally: Tally
    cost: Cost
    kept: bool = False

    def as_json(self) -> dict[str, Any]:
        """The row with its shares as decimals."""
        shares = {"precision": self.tally.precision, "recall": self.tally.recall, "f1": self.tally.f1}
        return {
            "document": self.document,
            "system": self.system,
            **{name: float(fixed(share)) for name, share in shares.items()},
            **asdict(self.tally),
            **asdict(self.cost),
            "kept": self.kept,
        }


@dataclass(frozen=True)
class Answer:
    """What a system said about a document, as it said it."""

    said: list[Any]
    cost: Cost
    kept: bool = False


class Keep:
    """The peers' own answers in a folder, so that they can be scored again without asking.

    An answer is taken up only for the same document, asked for in the same way. Ours is never kept: it changes with the
    code.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, system: System, document: Document) -> Answer | None:
        """The answer kept, if there is one."""
        path = self._path(system, document)
        if path is None or not path.is_file():
            return None
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["digest"] != digest(system, document):
            return None
        return Answer(kept["said"], Cost(**kept["cost"]), kept=True)

    def put(self, system: System, document: Document, answer: Answer, exchanges: Sequence[Exchange]) -> None:
        """Keep an answer, with what went over the wire for it."""
        path = self._path(system, document)
        if path is None:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        content = {
            "digest": digest(system, document),
            "given": system.given(),
            "cost": asdict(answer.cost),
            "said": answer.said,
            "exchanges": [asdict(each) for each in exchanges],
        }
        path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    def _path(self, system: System, document: Document) -> Path | None:
        if self._folder is None or system.is_ours:
            return None
        return self._folder / f"{document.name}.{system.name}.json"


def digest(system: System, document: Document) -> str:
    """The SHA-256 of all that a system is given to read a document."""
    given = json.dumps([system.given(), document.filing.text], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(given.encode("utf-8")).hexdigest()


def answered(system: System, document: Document, meter: Meter | None, keep: Keep) -> Answer | None:
    """What a system says about a document: as kept, else as it says now; None if there is no model to ask."""
    kept = keep.get(system, document)
    if kept is not None or meter is None:
        return kept
    meter.take()
    start = time.monotonic()
    said = system.ask(document.filing, meter.base_url)
    seconds = time.monotonic() - start
    exchanges = meter.take()
    cost = Cost(
        len(exchanges),
        sum(each.tokens("prompt") for each in exchanges),
        sum(each.tokens("completion") for each in exchanges),
        round(seconds * 1000),
    )
    answer = Answer(said, cost)
    keep.put(system, document, answer, exchanges)
    return answer


def compare(systems: Sequence[System], documents: Sequence[Document], meter: Meter | None, keep: Keep) -> Iterator[Row]:
    """A row for each document and system; without a `meter`, for the answers that are kept."""
    for document in documents:
        for system in systems:
            answer = answered(system, document, meter, keep)
            if answer is None:
                print(f"{document.name}: {system.name}: no answer is kept", file=sys.stderr)
                continue
            facts = system.facts(answer.said, document.filing)
            yield Row(document.name, system.name, document.tally(facts), answer.cost, answer.kept)


def summed(rows: Sequence[Row]) -> list[Row]:
    """The rows of each system over all documents; none of a system that has not answered them all."""
    found = []
    documents = {row.document for row in rows}
    for name in dict.fromkeys(row.system for row in rows):
        mine = [row for row in rows if row.system == name]
        if len(mine) < len(documents):
            continue
        cost = sum((row.cost for row in mine), Cost())
        found.append(Row(ALL, name, total(row.tally for row in mine), cost, any(row.kept for row in mine)))
    return found


def table(rows: Sequence[Row], ours: str) -> Table:
    """The rows with each one's ratios to ours on the same document."""
    base = {row.document: row for row in rows if row.system == ours}
    cells = tuple(_cells(row, base.get(row.document)) for row in rows)
    return Table("Side by side, on the embedded model", _COLUMNS, cells)


def _cells(row: Row, base: Row | None) -> tuple[str, ...]:
    ratios = ("-", "-", "-")
    if base is not None:
        ratios = (
            _ratio(row.tally.f1, base.tally.f1),
            _ratio(Fraction(row.cost.completion_tokens), Fraction(base.cost.completion_tokens)),
            _ratio(Fraction(row.cost.milliseconds), Fraction(base.cost.milliseconds)),
        )
    return (
        row.document,
        row.system,
        fixed(row.tally.precision),
        fixed(row.tally.recall),
        fixed(row.tally.f1),
        str(row.tally.predicted),
        str(row.cost.requests),
        f"{row.cost.prompt_tokens:,}",
        f"{row.cost.completion_tokens:,}",
        fixed(Fraction(row.cost.milliseconds, 1000), 1) + (" (kept)" if row.kept else ""),
        *ratios,
    )


def _ratio(part: Fraction, whole: Fraction) -> str:
    return fixed(part / whole, 2) if whole else "-"


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command(help=__doc__)
def main(
    gold: GoldFiles = None,
    documents: Folders = None,
    systems: Annotated[str, typer.Option(help="Which systems, by name, with commas between.")] = ",".join(SYSTEMS),
    keep: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Keep the peers' answers there, and take up those kept.")
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask nothing: score what is kept.")] = False,
    base_url: Annotated[
        str | None, typer.Option(metavar="U", help="A server of the embedded model that is running already.")
    ] = None,
    serve: Annotated[
        Path, typer.Option(metavar="PYTHON", help="The Python, with the extra `local`, that serves the model.")
    ] = Path(sys.executable),
    json_to: Annotated[Path | None, typer.Option("--json", metavar="PATH", help="Write the rows there too.")] = None,
) -> None:
    """The command."""
    unknown = set(systems.split(",")) - set(SYSTEMS)
    if unknown:
        raise typer.BadParameter(f"--systems: {', '.join(sorted(unknown))}: none of {', '.join(SYSTEMS)}")
    chosen = [SYSTEMS[name]() for name in systems.split(",")]
    annotated = load(gold or COMMITTED, documents or ())
    rows: list[Row] = []
    with contextlib.ExitStack() as stack:
        meter = None
        if not offline:
            url = base_url or stack.enter_context(serving([str(serve), "-m", "extractor.cli"]))
            meter = stack.enter_context(Meter(url))
        for row in compare(chosen, annotated, meter, Keep(keep)):
            print(f"{row.document}: {row.system}: F1 {fixed(row.tally.f1)}", file=sys.stderr)
            rows.append(row)
    rows += summed(rows) if len(annotated) > 1 else []
    print(markdown_table(table(rows, SYSTEMS["ours"].name)))
    for system in chosen:
        print(f"- {system.title}")
    if json_to:
        content = {"rows": [row.as_json() for row in rows], "systems": [system.title for system in chosen]}
        json_to.parent.mkdir(parents=True, exist_ok=True)
        json_to.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    try:
        app()
    except (EvalsError, ExtractorError) as error:
        sys.exit(str(error))
