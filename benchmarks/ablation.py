"""Each part of a model's way switched off in turn: what it gains in F1, and what it costs.

Run from a checkout: `python -m benchmarks.ablation --model NAME`. Every way reads the same documents and is scored by
the evals. Without `--gold` there are two tables: the committed documents that prompts were written with, and those held
out. Replies are kept in `--replies`, so that a second run asks for what is new only; seconds are the model's, as
recorded. With `--offline` nothing is asked, and a way that needs a reply not kept shows "-"; with `--requests` nothing
is asked either, and what all ways lack is written as a batch (see `extractor requests`).
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from alliances import DOMAIN
from benchmarks._documents import COMMITTED, HELD_OUT, Document, Folders, GoldFiles, load
from benchmarks._ways import Asking, Way, ways
from evals.errors import EvalsError
from evals.line import By
from evals.report.formats import markdown_table
from evals.report.tables import Table
from evals.stats import fixed, signed
from evals.tally import Tally
from extractor import Extractor
from extractor.errors import ExtractorError, MissingReply, NotAnswered
from extractor.model import Model, open_model
from extractor.replies import Collecting, Replies

_COLUMNS = ("way", "F1", "change", "whole F1", "P", "R", "requests", "tokens in", "tokens out", "seconds")
KEPT = Path("out/ablation")


@dataclass(frozen=True)
class Options:
    """Which model is asked, where its replies are kept, and where what is not answered is written, if nobody is."""

    model: str
    replies: Path = KEPT
    base_url: str | None = None
    requests: Path | None = None
    offline: bool = False


@dataclass(frozen=True)
class Outcome:
    """What one way made of some documents, by key slots and by whole facts; `milliseconds` are the model's."""

    tally: Tally = field(default_factory=Tally)
    whole: Tally = field(default_factory=Tally)
    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    milliseconds: int = 0

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            self.tally + other.tally,
            self.whole + other.whole,
            self.requests + other.requests,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.milliseconds + other.milliseconds,
        )


async def measure(way: Way, documents: Sequence[Document], model: Model) -> Outcome | None:
    """What a way makes of some documents; None where a reply is neither kept nor to be had."""
    extractor = Extractor(model=Asking(model, way), domain=DOMAIN)
    outcome, missing = Outcome(), False
    for document in documents:
        try:
            result = await extractor.aextract(document.filing)
        except (MissingReply, NotAnswered):
            missing = True
            continue
        usage = result.usage
        scored = document.score(json.loads(result.to_json())["facts"])
        outcome += Outcome(
            scored.micro,
            scored.total(By.WHOLE),
            usage.requests,
            usage.prompt_tokens,
            usage.completion_tokens,
            round(usage.seconds * 1000),
        )
    return None if missing else outcome


async def compare(title: str, documents: Sequence[Document], model: Model, only: str = "") -> Table:
    """The table of all ways, or of those with `only` in their name beside the whole way, over some documents."""
    all_ways = ways(model.profile)
    chosen = [all_ways[0], *(way for way in all_ways[1:] if only in way.name)]
    outcomes: list[Outcome | None] = []
    for way in chosen:
        outcomes.append(await measure(way, documents, model))
        print(f"{title}: {way.name}", file=sys.stderr)
    rows = tuple(_row(way, outcome, outcomes[0]) for way, outcome in zip(chosen, outcomes, strict=True))
    return Table(title, _COLUMNS, rows, f"{len(documents)} documents: {', '.join(each.name for each in documents)}.")


def _row(way: Way, outcome: Outcome | None, base: Outcome | None) -> tuple[str, ...]:
    if outcome is None:
        return (way.name, *["-"] * (len(_COLUMNS) - 1))
    change = signed(outcome.tally.f1 - base.tally.f1) if base is not None and outcome is not base else ""
    return (
        way.name,
        fixed(outcome.tally.f1),
        change,
        fixed(outcome.whole.f1),
        fixed(outcome.tally.precision),
        fixed(outcome.tally.recall),
        str(outcome.requests),
        f"{outcome.prompt_tokens:,}",
        f"{outcome.completion_tokens:,}",
        fixed(Fraction(outcome.milliseconds, 1000), 1),
    )


def sets(gold: Sequence[Path], folders: Sequence[Path], title: str) -> dict[str, tuple[Document, ...]]:
    """The documents of each table: those of `gold`, or the committed ones, developed with and held out."""
    if gold:
        return {title: load(gold, folders)}
    committed = load(COMMITTED, folders)
    return {
        "Committed documents, developed with": tuple(each for each in committed if each.name not in HELD_OUT),
        "Committed documents, held out": tuple(each for each in committed if each.name in HELD_OUT),
    }


async def _tables(wanted: dict[str, tuple[Document, ...]], only: str, options: Options) -> None:
    with Replies(options.replies) as record:
        filed = Collecting() if options.requests else None
        model = open_model(
            options.model, base_url=options.base_url, replies=record, offline=options.offline, transport=filed
        )
        try:
            for title, documents in wanted.items():
                print(markdown_table(await compare(title, documents, model, only)), flush=True)
        finally:
            await model.aclose()
        if filed is not None and options.requests:
            options.requests.write_text(filed.lines(), encoding="utf-8")
            print(f"wrote {len(filed)} requests to {options.requests}", file=sys.stderr)


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command(help=__doc__)
def main(  # noqa: PLR0913, PLR0917 - typer passes options by name
    model: Annotated[str, typer.Option(metavar="M", help="The model, as `extractor extract` takes it.")],
    gold: GoldFiles = None,
    documents: Folders = None,
    title: Annotated[str, typer.Option(metavar="T", help="The title of the table of --gold.")] = "Given documents",
    only: Annotated[str, typer.Option(metavar="WORDS", help="Only the ways with these words in their name.")] = "",
    replies: Annotated[Path, typer.Option(metavar="DIR", help="The record of replies.")] = KEPT,
    offline: Annotated[bool, typer.Option("--offline", help="Ask nothing: replay what is recorded.")] = False,
    base_url: Annotated[str | None, typer.Option(metavar="U", help="An OpenAI-compatible endpoint.")] = None,
    requests: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the requests that are not answered, and ask nobody.")
    ] = None,
) -> None:
    """The command."""
    options = Options(model, replies, base_url, requests, offline=offline)
    asyncio.run(_tables(sets(gold or (), documents or (), title), only, options))


if __name__ == "__main__":
    try:
        app()
    except (EvalsError, ExtractorError) as error:
        sys.exit(str(error))
