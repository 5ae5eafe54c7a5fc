"""Small cases that only reading decides: who is meant, what belongs to what, and what is not so.

Each is a text of a few sentences and all the facts that it states. A case is right where every required fact is found
and nothing else is said. What code alone decides of such cases is held by `tests/cases`.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer

from evals import score as scoring
from evals.errors import BadInput, LiveRunFailed, MissingReplies
from evals.gold import Gold, GoldShape, parse
from evals.kinds import Kinds, kinds_of
from evals.line import Verdict
from evals.predictions import Prediction
from evals.predictions import parse as predicted
from evals.readers import ALL, Reader, chosen, known
from evals.recordings import Noting, keep, take_in
from evals.report.tables import Table, shares
from evals.report.text import render_table
from evals.stats import fixed, share_interval
from extractor import Extractor
from extractor.errors import MissingReply, ModelUnavailable, NotAnswered, RepliesError, WeightsError
from extractor.model import open_model
from extractor.replies import Collecting
from extractor.slots import slots_of

HOME = Path(__file__).parent / "cases" / "cases.jsonl"
RECORDED = "cases.jsonl"
"""The file of a reader's recordings that answers the cases."""
DOMAIN = "alliances"
SCORED = ("metric", "ownership", "membership", "agreement", "technology")
"""The kinds that the cases annotate."""


@dataclass(frozen=True)
class Case:
    """One text, the kind of trouble it makes, and its facts."""

    kind: str
    text: str
    gold: Gold


@dataclass(frozen=True)
class Outcome:
    """What a reader made of one case; `right` where it found all and said nothing else."""

    case: Case
    score: scoring.DocumentScore

    @property
    def right(self) -> bool:
        """Whether every required fact was found and nothing else said."""
        tally = self.score.tally()
        return not self.score.error and tally.fd == tally.fn == tally.fa == 0


def load(path: Path = HOME) -> tuple[Case, ...]:
    """The cases, as annotated. Raises `BadInput` with all that is wrong with them."""
    kinds = kinds_of(DOMAIN)
    cases: list[Case] = []
    problems: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        shape = GoldShape(
            document=raw["id"],
            sha256=hashlib.sha256(raw["text"].encode()).hexdigest(),
            kinds=list(SCORED),
            facts=[_in_full(fact, raw["text"], kinds) for fact in raw["facts"]],
        )
        gold, found = parse(shape, Path(raw["id"]), kinds)
        problems += found
        cases.append(Case(raw["kind"], raw["text"], gold))
    if problems:
        raise BadInput(problems)
    return tuple(cases)


def _in_full(fact: dict[str, Any], text: str, kinds: Kinds) -> dict[str, Any]:
    """A fact as a gold file has it: "2000000 customers" and "2003-01-01..2003-12-31" are short for values."""
    full = {"quote": text, **fact}
    for slot in slots_of(kinds[fact["kind"]].fact):
        short = fact.get(slot.name)
        if slot.form == "quantity" and short:
            amount, _, unit = short.partition(" ")
            full[slot.name] = {"text": short, "amount": amount, "unit": unit}
        elif slot.form == "when" and short:
            start, _, end = short.partition("..")
            full[slot.name] = {"text": short, "start": start, "end": end or start}
    return full


def run(cases: Sequence[Case], reader: Reader, *, live: bool = False, record: bool = False) -> tuple[Outcome, ...]:
    """What a reader makes of the cases, from its recordings or live; `record` keeps the replies that were asked for.

    Raises `MissingReplies` where the recordings lack one, `LiveRunFailed` where there is no model to ask.
    """
    kinds = kinds_of(DOMAIN)
    with tempfile.TemporaryDirectory(prefix="cases-") as place, closing(_record(Path(place), reader)) as kept:
        profile = reader.opened_profile()
        with Extractor(
            reader.model, base_url=reader.base_url, replies=kept, offline=not live, profile=profile
        ) as extractor:
            outcomes: tuple[Outcome, ...] = ()
            try:
                outcomes = tuple(_outcome(case, extractor, kinds) for case in cases)
            except MissingReply as error:
                how = "--requests FILE, then with --answers FILE too" if reader.batch else "--live --record"
                command = f"python -m evals cases --reader {reader.name} {how}"
                raise MissingReplies(f"{error}\nTo record what is missing: {command}") from error
            except (ModelUnavailable, WeightsError) as error:
                raise LiveRunFailed(str(error)) from error
            finally:
                if record:
                    reader.replies.mkdir(parents=True, exist_ok=True)
                    keep(kept, reader.replies / RECORDED, further=not outcomes)
    return outcomes


def requests(cases: Sequence[Case], reader: Reader) -> str:
    """What a reader's recordings lack to answer the cases, as lines of the OpenAI Batch API."""
    filed = Collecting()
    with tempfile.TemporaryDirectory(prefix="cases-") as place, closing(_record(Path(place), reader)) as kept:
        profile = reader.opened_profile()
        model = open_model(reader.model, base_url=reader.base_url, replies=kept, transport=filed, profile=profile)
        with Extractor(model, domain=DOMAIN) as extractor:
            for case in cases:
                try:
                    extractor.extract(case.text.encode())
                except NotAnswered:
                    continue
    return filed.lines()


def take(reader: Reader, answers: Path, asked: Path) -> int:
    """Take a batch's answers to the requests `asked` into a reader's recordings, and say how many are new.

    Raises `BadInput` if a file cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="cases-") as place, closing(_record(Path(place), reader)) as kept:
        try:
            taken = kept.import_batch(answers, requests=asked)
        except RepliesError as error:
            raise BadInput([f"{answers.name}:-:-: {error}"]) from error
        reader.replies.mkdir(parents=True, exist_ok=True)
        kept.export(reader.replies / RECORDED)
    return taken.added


def table(outcomes: Sequence[Outcome], name: str) -> Table:
    """A row for each kind of trouble and one for all: cases right, with the 95% interval, and precision, recall, F1."""
    kinds = dict.fromkeys(outcome.case.kind for outcome in outcomes)
    rows = [_row(kind, [outcome for outcome in outcomes if outcome.case.kind == kind]) for kind in kinds]
    return Table(
        title=f"Cases: {name}",
        columns=("trouble", "cases", "right", "share right", "precision", "recall", "f1"),
        rows=(*rows, _row("all", outcomes)),
        note="A case is right where all that it states is found and nothing else is said. 95% intervals over cases.",
    )


def misses(outcomes: Sequence[Outcome]) -> list[str]:
    """The cases that are not right, each with what was missed and what was said wrongly."""
    return [
        f"{outcome.case.kind}, {outcome.case.gold.document}: " + (outcome.score.error or "; ".join(_wrong(outcome)))
        for outcome in outcomes
        if not outcome.right
    ]


def _wrong(outcome: Outcome) -> Iterator[str]:
    for line in outcome.score.lines:
        if line.verdict not in (Verdict.TP, Verdict.OPTIONAL):
            sides = (("not found", line.gold), ("said", line.predicted))
            yield ", ".join(f"{word} {item.label}" for word, item in sides if item)


def _row(name: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    right, count = sum(outcome.right for outcome in outcomes), len(outcomes)
    share = f"{fixed(Fraction(right, count), 2)} {share_interval(right, count)}"
    counts = shares([outcome.score.tally() for outcome in outcomes])
    return (name, str(count), str(right), share, *counts)


def _outcome(case: Case, extractor: Extractor, kinds: Kinds) -> Outcome:
    result = extractor.extract(case.text.encode())
    found: Prediction = predicted(json.loads(result.to_json()), kinds)
    found = replace(found, document=case.gold.document)
    scored = scoring.score([case.gold], {case.gold.document: found}, kinds, texts={case.gold.document: case.text})
    return Outcome(case, scored.documents[0])


def _record(place: Path, reader: Reader) -> Noting:
    kept = Noting(place / "record")
    path = reader.replies / RECORDED
    if path.is_file():
        take_in(kept, path)
    return kept


def command(
    reader: Annotated[str, typer.Option("--reader", metavar="NAME", help="One of readers.toml, or `all`.")] = ALL,
    asked: Annotated[
        Path | None,
        typer.Option("--requests", metavar="FILE", help="Write what is not recorded as a batch; ask nobody."),
    ] = None,
    answers: Annotated[
        Path | None, typer.Option("--answers", metavar="FILE", help="Take in a batch's answers to --requests.")
    ] = None,
    live: Annotated[
        bool, typer.Option("--live/--offline", help="Whether to ask the model for what is not recorded.")
    ] = False,
    record: Annotated[bool, typer.Option("--record", help="With --live: keep the replies.")] = False,
    wrong: Annotated[bool, typer.Option("--misses", help="List the cases that are not right.")] = False,
) -> None:
    """Score each reader on small cases that only reading decides."""
    if record and not live:
        raise typer.BadParameter("--record needs --live: recordings are made by the model, never by hand")
    if answers and not asked:
        raise typer.BadParameter("--answers needs --requests: the file of what was asked")
    picked = chosen(reader, known())
    if (asked or live) and len(picked) != 1:
        raise typer.BadParameter("--requests and --live need one reader: name it with --reader")
    cases = load()
    if asked and answers:
        typer.echo(f"took in {take(picked[0], answers, asked)} answers", err=True)
    elif asked:
        asked.write_text(requests(cases, picked[0]), encoding="utf-8", newline="\n")
        typer.echo(f"wrote {asked}", err=True)
        return
    for each in picked:
        if len(picked) > 1 and not (each.replies / RECORDED).is_file():
            typer.echo(f"{each.name}: no recordings of the cases in {each.replies}, passed over", err=True)
            continue
        outcomes = run(cases, each, live=live, record=record)
        typer.echo(render_table(table(outcomes, each.name)))
        for miss in misses(outcomes) if wrong else ():
            typer.echo(miss)
