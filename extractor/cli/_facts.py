"""`extractor facts`: the store of facts, loaded and asked."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import RenderableType
from rich.progress import TextColumn, TimeElapsedColumn

from extractor import tables
from extractor._files import kind as kind_of_file
from extractor.cli import _answers, _targets
from extractor.cli._options import DomainName, day, domain_named
from extractor.cli._progress import Steps
from extractor.cli._shell import INTERRUPTED, complain, out, say
from extractor.errors import MissingPackage, StoreError

if TYPE_CHECKING:
    from extractor.store import Loaded, Store

app = typer.Typer(no_args_is_help=True, help="Keep the facts of many filings in one file, and ask it.")


def _place(named: Path | None) -> Path | None:
    if named is not None and str(named) in ("", "."):
        raise typer.BadParameter("no name; name a file, or leave the option out")
    return named


StorePath = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="FILE",
        envvar="EXTRACTOR_STORE",
        callback=_place,
        help="The store, if not the one among the user's data.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]
AsOf = Annotated[
    dt.date | None,
    typer.Option("--as-of", metavar="DAY", parser=day, help="What filings up to this day (YYYY-MM-DD) say."),
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A name, as filings have it.")]


def _opened(named: Path | None, *, made: bool = False) -> Store:
    try:
        from extractor.store import Store, default_path  # noqa: PLC0415 - DuckDB is loaded only where it is needed

        place = named.expanduser() if named is not None else default_path()
        if not made and kind_of_file(place) is None:
            raise StoreError(f"{place}: no store is there; load results first: extractor facts load RESULTS...")
        return Store(place)
    except MissingPackage as error:
        raise typer.BadParameter(str(error)) from None


def _print(answer: Any) -> None:
    from extractor.store import plain  # noqa: PLC0415 - the same

    _targets.write(_targets.STDOUT, json.dumps(plain(answer), indent=2, ensure_ascii=False, default=str) + "\n")


def _show(answers: Iterable[RenderableType]) -> None:
    for nth, answer in enumerate(answers):
        if nth:
            out().print()
        out().print(answer)


@app.command("load")
def load(
    results: Annotated[
        list[Path], typer.Argument(metavar="RESULTS", help="Folders of `extractor batch`, or results as JSON.")
    ],
    *,
    store: StorePath = None,
    domain: DomainName = "alliances",
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    """Load RESULTS into the store; what is in it already is left as it is."""
    wanted = domain_named(domain)
    place = _opened(store, made=True)
    try:
        with Steps(quiet=quiet, columns=(TextColumn("{task.completed:,}"), TimeElapsedColumn())) as steps:

            def told(so_far: Loaded) -> None:
                steps("filings", so_far.filings, so_far.filings + 1)  # how many there will be is not known

            done = place.load_files(results, domain=wanted.package, told=told)
    except KeyboardInterrupt:
        complain("interrupted; what is loaded is whole, and the same command loads the rest")
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        _print(done)
    if not quiet:
        said = f"{tables.counted(done.filings, 'filing')}: {done.new:,} new, {done.known:,} known"
        said += f", {done.replaced:,} read otherwise before and replaced" if done.replaced else ""
        said += f", {done.passed_over:,} passed over: read in part, and there as a whole" if done.passed_over else ""
        say(f"{said}; {tables.counted(done.facts, 'fact')} loaded into {place.path}")


@app.command("list")
def list_(
    *,
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Facts of this kind.")] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Facts that name this one.")] = None,
    filing: Annotated[
        str | None, typer.Option("--filing", metavar="F", help="Facts of this filing: its name, id or SHA-256.")
    ] = None,
    since: Annotated[
        dt.date | None, typer.Option("--since", metavar="DAY", parser=day, help="Facts of filings from this day on.")
    ] = None,
    until: Annotated[
        dt.date | None, typer.Option("--until", metavar="DAY", parser=day, help="Facts of filings up to this day.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, metavar="N", help="How many at most.")] = 100,
    cursor: Annotated[
        str | None, typer.Option("--cursor", metavar="C", help="Those after the last ones: what they ended with.")
    ] = None,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Facts, by the date of their filing."""
    page = _opened(store).facts(
        kind=kind, name=name, filing=filing, since=since, until=until, limit=limit, cursor=cursor
    )
    if as_json:
        _print(page)
        return
    _show(_answers.facts(page.facts))
    say(tables.counted(len(page.facts), "fact") + (f"; for more: --cursor {page.cursor}" if page.cursor else ""))


@app.command("profile")
def profile(name: Name, *, as_of: AsOf = None, store: StorePath = None, as_json: AsJson = False) -> None:
    """What filings say of NAME, the latest first where they say several things."""
    found = _opened(store).profile(name, as_of=as_of)
    if as_json:
        _print(found)
        return
    _show(_answers.profile(found))


@app.command("history")
def history(
    name: Name,
    *,
    measure: Annotated[str | None, typer.Option("--measure", metavar="M", help="Figures of this measure.")] = None,
    as_of: AsOf = None,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """How the numbers of NAME moved, by measure and day, each with its filing."""
    found = _opened(store).history(name, measure=measure, as_of=as_of)
    if as_json:
        _print(found)
        return
    out().print(_answers.figures(found))


@app.command("owners")
def owners(
    *,
    of: Annotated[str | None, typer.Option("--of", metavar="NAME", help="Who holds it, also through others.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="What it holds, also through others.")] = None,
    as_of: AsOf = None,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Who owns whom, with stakes and dates; what is held through others is multiplied along the way."""
    if of is not None and by is not None:
        raise typer.BadParameter("give --of or --by, not both")
    found = _opened(store).owners(of=of, by=by, as_of=as_of)
    if as_json:
        _print(found)
        return
    out().print(_answers.holdings(found))


@app.command("members")
def members(
    alliance: Annotated[str, typer.Argument(metavar="ALLIANCE", help="An alliance, by a name that filings have.")],
    *,
    as_of: AsOf = None,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Who belongs to ALLIANCE, and from which filing to which."""
    found = _opened(store).members(alliance, as_of=as_of)
    if as_json:
        _print(found)
        return
    out().print(_answers.members(found))


@app.command("conflicts")
def conflicts(
    *,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Conflicts about this one.")] = None,
    as_of: AsOf = None,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Where filings state different numbers of the same subject, measure, scope and date."""
    found = _opened(store).conflicts(name=name, as_of=as_of)
    if as_json:
        _print(found)
        return
    _show(_answers.conflicts(found))
    say(tables.counted(len(found), "conflict"))


@app.command("merges")
def merges(
    *,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="The names of this one.")] = None,
    apart: Annotated[bool, typer.Option("--apart", help="What is much alike, and was kept apart.")] = False,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Which names are taken for one, and why."""
    place = _opened(store)
    entities = place.entities()
    wanted = entities.named(name) if name is not None else list(entities)
    found = entities.kept_apart if apart else [merge for entity in wanted for merge in entity.merges]
    if apart and name is not None:
        names = {one for entity in wanted for one in entity.names}
        found = [merge for merge in found if {merge.one, merge.other} & names]
    if as_json:
        _print(found)
        return
    quotes = {one.key: one for one in place.stored(sorted({key for merge in found for key in merge.facts}))}
    out().print(_answers.merges(found, quotes))


@app.command("join")
def join(one: Name, other: Name, *, store: StorePath = None) -> None:
    """Take two names for one thing, from now on."""
    say(_opened(store).join(one, other))


@app.command("split")
def split(
    name: Name,
    other: Annotated[str | None, typer.Argument(metavar="[OTHER]", help="The name that it is not one with.")] = None,
    *,
    store: StorePath = None,
) -> None:
    """Undo what was joined with NAME by hand; else take it for a thing of its own, or for another than OTHER."""
    say(_opened(store).split(name, other))


@app.command("sql")
def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="A query in DuckDB's SQL; - is standard input.")],
    *,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Ask the store in SQL; nothing in it can be changed."""
    columns, rows = _opened(store).sql(sys.stdin.read() if query == "-" else query)
    if as_json:
        _print([dict(zip(columns, row, strict=True)) for row in rows])
        return
    _show(_answers.rows(columns, rows, out().width))


@app.command("export")
def export(
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="A folder; for GraphML a file.")],
    *,
    form: Annotated[str, typer.Option("--format", metavar="F", help="parquet, csv or graphml.")] = "parquet",
    store: StorePath = None,
) -> None:
    """Write the store as Parquet or CSV, a file a table, or as a graph of who has to do with whom."""
    place = _opened(store)
    from extractor.store import Form  # noqa: PLC0415 - the same

    if form not in [*Form]:
        raise typer.BadParameter(f"--format {form}: give {', '.join(Form)}")
    if form == Form.GRAPHML and kind_of_file(target) == "folder":
        raise typer.BadParameter(f"{target}: is a folder; GraphML is one file")
    written = place.export(target, form)
    say(f"wrote {tables.counted(len(written), 'file')}: {', '.join(str(path) for path in written)}")
