"""`extractor review`: what people say of a result."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.table import Table
from rich.text import Text

from extractor import tables
from extractor.cli import _targets
from extractor.cli._options import DomainName, domain_named
from extractor.cli._shell import INCOMPLETE, complain, out, say
from extractor.errors import ResultError, ReviewError
from extractor.facts import Fact
from extractor.filing import Filing
from extractor.result import Result
from extractor.review import Comparison, Desk, Pair, Review, compare, gold, label_studio, prodigy, settle, written

app = typer.Typer(
    no_args_is_help=True, help="Turn reviewed results into gold, compare reviews, and exchange them with other tools."
)

ResultFile = Annotated[Path, typer.Argument(metavar="RESULT", help="The result, as `extract --json` writes it.")]
ReviewFile = Annotated[Path, typer.Argument(metavar="REVIEW", help="The review of it.")]
First = Annotated[Path, typer.Argument(metavar="A", help="A review of it.")]
Second = Annotated[Path, typer.Argument(metavar="B", help="Another.")]
Documents = Annotated[
    list[Path] | None,
    typer.Option(metavar="FOLDER", help="Where the filing lies, if not beside its result. May be repeated."),
]
Out = Annotated[str, typer.Option("--out", metavar="FILE", help="The file to write; - is standard output.")]
Tool = Literal["label-studio", "prodigy"]


@dataclass(frozen=True, slots=True)
class _Opened:
    """A result with its filing's text, and the kinds of its facts."""

    result: Result
    kinds: Sequence[type[Fact]]

    def review(self, path: Path) -> Review:
        """The review there. Ends the command with every problem, where it does not hold."""
        try:
            found = Review.from_json(_bytes(path))
        except ReviewError as error:
            raise ReviewError(f"{path}: {error}") from error
        problems = Desk(self.result, self.kinds).check(found).problems
        for problem in problems:
            complain(f"{path}: {problem}")
        if problems:
            raise typer.Exit(ReviewError.exit_code)
        return found


@app.command("check")
def check(
    result: ResultFile, review: ReviewFile, documents: Documents = None, domain: DomainName = "alliances"
) -> None:
    """Hold a review to its result and the filing's words; each problem is shown as item:slot: message."""
    opened = _opened(result, documents, domain)
    found = opened.review(review)
    judged = len(found.verdicts())
    added = len(found.items) - judged
    say(f"{judged} of {tables.counted(len(opened.result.facts), 'fact')} reviewed, {added} added; everything holds")


@app.command("gold")
def gold_(
    result: ResultFile, review: ReviewFile, target: Out, documents: Documents = None, domain: DomainName = "alliances"
) -> None:
    """Write a reviewed result as a gold file, which the evals score against and `extractor distil` learns from.

    Facts that are not reviewed yet are in it as optional: neither required of a reader nor held against it.
    """
    opened = _opened(result, documents, domain)
    content = gold(opened.result, opened.review(review), opened.kinds)
    _write(target, written(content), [result, review])
    optional = sum(fact.get("optional", False) for fact in content["facts"])
    say(f"wrote {target}: {tables.counted(len(content['facts']), 'fact')}, {optional} of them optional")


@app.command("compare")
def compare_(
    result: ResultFile,
    first: First,
    second: Second,
    *,
    json_: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    documents: Documents = None,
    domain: DomainName = "alliances",
) -> None:
    """Show where two reviews of one result differ, and how far they agree, slot by slot."""
    opened = _opened(result, documents, domain)
    found = compare(opened.result, opened.review(first), opened.review(second), opened.kinds)
    if json_:
        _targets.write(_targets.STDOUT, json.dumps(_plain(found), indent=2, ensure_ascii=False) + "\n")
    else:
        _print(found)


@app.command("settle")
def settle_(
    result: ResultFile,
    first: First,
    second: Second,
    target: Out,
    *,
    choices: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help='JSON: of each difference "a", "b", "neither", or the fact as gold has it.'),
    ] = None,
    prefer: Annotated[Literal["a", "b"] | None, typer.Option(help="Whose word counts where nothing is chosen.")] = None,
    reviewer: Annotated[str, typer.Option(metavar="NAME", help="Who settles; by default both are named.")] = "",
    documents: Documents = None,
    domain: DomainName = "alliances",
) -> None:
    """Make one review of two: what they agree on, what only one has reviewed, and what is chosen of each difference."""
    opened = _opened(result, documents, domain)
    found = compare(opened.result, opened.review(first), opened.review(second), opened.kinds)
    chosen: Any = _json(choices) if choices else {}
    if not isinstance(chosen, dict):
        raise ReviewError(f"{choices}: an object is wanted, of each difference's id what is chosen")
    default = {pair.id: prefer for pair in found.differing} if prefer else {}
    settled = settle(found, {**default, **chosen}, reviewer)
    problems = Desk(opened.result, opened.kinds).check(settled).problems
    for problem in problems:
        complain(f"{choices}: {problem}")
    if problems:
        raise typer.Exit(ReviewError.exit_code)
    _write(target, settled.to_json(), [result, first, second])
    say(f"wrote {target}: {tables.counted(len(settled.items), 'item')}, {len(found.differing)} of them settled")


@app.command("export")
def export(
    result: ResultFile,
    review: Annotated[Path | None, typer.Argument(metavar="[REVIEW]", help="A review of it, if there is one.")] = None,
    *,
    to: Annotated[Tool, typer.Option("--to", help="The tool.")],
    target: Out,
    config: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the labelling interface for Label Studio here too.")
    ] = None,
    documents: Documents = None,
    domain: DomainName = "alliances",
) -> None:
    """Write a result's facts as tasks of a tool for annotation."""
    if config is not None and to != "label-studio":
        raise typer.BadParameter("--config: only Label Studio has one; leave it out")
    opened = _opened(result, documents, domain)
    found = opened.review(review) if review else None
    if to == "prodigy":
        text = prodigy.lines(prodigy.tasks(opened.result, found, opened.kinds))
    else:
        tasks = label_studio.tasks(opened.result, found, opened.kinds)
        text = json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"
    _write(target, text, [result, *([review] if review else [])])
    if config is not None:
        _write(str(config), label_studio.config(opened.kinds), [result])
    say(f"wrote {target}: {tables.counted(len(opened.result.facts), 'fact')} for {to}")


@app.command("import")
def import_(
    result: ResultFile,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What the tool has exported.")],
    *,
    source: Annotated[Tool, typer.Option("--from", help="The tool.")],
    target: Annotated[str, typer.Option("--out", metavar="REVIEW", help="The review to write; - is standard output.")],
    annotator: Annotated[
        str | None, typer.Option(metavar="WHO", help="Whose annotation, where Label Studio has several.")
    ] = None,
    documents: Documents = None,
    domain: DomainName = "alliances",
) -> None:
    """Make a review of what a tool for annotation has exported. What cannot be carried over is told, and left out."""
    if annotator is not None and source != "label-studio":
        raise typer.BadParameter("--annotator: only Label Studio has several; leave it out")
    opened = _opened(result, documents, domain)
    try:
        if source == "prodigy":
            found, left = prodigy.read(_json_lines(file), opened.result, opened.kinds)
        else:
            found, left = label_studio.read(_json(file), opened.result, opened.kinds, annotator)
    except ReviewError as error:
        raise ReviewError(f"{file}: {error}") from error
    _write(target, found.to_json(), [result, file])
    for one in left:
        complain(f"{file}: {one}")
    say(f"wrote {target}: {tables.counted(len(found.items), 'item')}, {len(left)} left out")
    if left:
        raise typer.Exit(INCOMPLETE)


def _opened(path: Path, documents: Sequence[Path] | None, package: str) -> _Opened:
    """The result there, with its filing's text: its own, or that of the document beside it or in one of the folders."""
    kinds = domain_named(package).kinds
    try:
        said = json.loads(_bytes(path))
        name, has_text = str(said["filing"]["name"]), bool(said.get("text"))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise ResultError(f"{path}: this is no result as `extract --json` writes it ({error!r})") from error
    text = None
    if not has_text:
        folders = (path.parent, *(documents or ()))
        document = next((file for folder in folders if (file := folder / Path(name).name).is_file()), None)
        if document is None:
            raise ResultError(f"{path}: its filing {name} is not beside it; name its folder with --documents")
        text = Filing.read(document).text
    try:
        return _Opened(Result.from_json(json.dumps(said), kinds=kinds, filing_text=text), kinds)
    except ResultError as error:
        raise ResultError(f"{path}: {error}") from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReviewError(f"{path}: cannot be read: {error.strerror or error}; check the path") from error


def _json(path: Path) -> Any:
    try:
        return json.loads(_bytes(path))
    except (ValueError, RecursionError) as error:
        raise ReviewError(f"{path}: this is no JSON ({error})") from error


def _json_lines(path: Path) -> list[Any]:
    try:
        return [json.loads(line) for line in _bytes(path).splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise ReviewError(f"{path}: these are no lines of JSON ({error})") from error


def _write(target: str, text: str, sources: Sequence[Path]) -> None:
    path = Path(target)
    if path != _targets.STDOUT and path.exists() and any(path.samefile(one) for one in sources if one.exists()):
        raise typer.BadParameter(f"{target}: this would overwrite what is read; name another file")
    _targets.write(path, text)


def _print(found: Comparison) -> None:
    a, b = _names(found)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("id", "differ in", f"a: {a}", f"b: {b}"):
        table.add_column(Text(name), overflow="fold", vertical="top")
    for pair in found.differing:
        slots = ", ".join(map(tables.label, pair.slots))
        table.add_row(pair.id, slots, *(Text(_shown(pair, side)) for side in (0, 1)))
    if found.differing:
        out().print(table)
    out().print(
        f"{len(found.agreed)} agreed, {len(found.differing)} differing, {len(found.alone)} reviewed by one alone,"
        f" {found.unseen} by nobody"
    )
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("slot", "judged by both", "agreed", "alpha"):
        table.add_column(name, justify="left" if name == "slot" else "right")
    for one in found.agreements:
        alpha = "" if one.alpha is None else f"{float(one.alpha):.2f}"
        table.add_row(one.of, str(one.units), str(one.agreed), alpha)
    out().print(table)
    out().print("alpha: Krippendorff's, 1 is full agreement, 0 chance; none where nothing varies")


def _names(found: Comparison) -> tuple[str, str]:
    return found.a.reviewer or "-", found.b.reviewer or "-"


def _shown(pair: Pair, side: int) -> str:
    """What one of the two says, as far as they differ: the whole fact where it is one to only one of them."""
    fact, item = pair.facts[side], (pair.a, pair.b)[side]
    if fact is None:
        return "no such fact" if item is None else item.verdict
    cells = tables.cells(fact)
    if pair.slots in (("fact",), ("kind",)):
        return f"{fact.kind}: " + "; ".join(cell for cell in cells.values() if cell)
    key = "; ".join(cells[slot] for slot in fact.key if slot not in pair.slots and cells[slot])
    values = ", ".join(f"{tables.label(slot)} {cells[slot] or 'not stated'}" for slot in pair.slots)
    return f"{fact.kind} of {key}: {values}" if key else f"{fact.kind}: {values}"


def _plain(found: Comparison) -> dict[str, Any]:
    """A comparison as JSON."""

    def plain(pair: Pair) -> dict[str, Any]:
        items = {side: item.model_dump(mode="json") if item else None for side, item in (("a", pair.a), ("b", pair.b))}
        said = [
            fact.model_dump(mode="json", exclude={"evidence", "confidence"}) if fact else None for fact in pair.facts
        ]
        return {"id": pair.id, "fact": pair.index, "slots": list(pair.slots), **items, "facts": said}

    a, b = _names(found)
    return {
        "reviewers": {"a": a, "b": b},
        "agreed": [plain(pair) for pair in found.agreed],
        "differing": [plain(pair) for pair in found.differing],
        "alone": [plain(pair) for pair in found.alone],
        "unseen": found.unseen,
        "agreement": [
            {"of": one.of, "units": one.units, "agreed": one.agreed,
             "alpha": None if one.alpha is None else round(float(one.alpha), 4)}
            for one in found.agreements
        ],
    }  # fmt: skip
