"""Scores what is extracted against gold: `python -m evals`.

Ends with 0 if all is well, 1 on a regression, 2 on a wrong command line, 3 on bad input or gold, 4 where a recorded
reply is missing, 5 where a live run has no model to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from evals import cases as small_cases
from evals import documents, extraction, places, readers, runs
from evals import gold as golds
from evals import lint as linter
from evals import predictions as results
from evals.errors import REGRESSION, BadInput, EvalsError
from evals.gate import compare as compare_runs
from evals.gold import Gold
from evals.kinds import Kinds, kinds_of
from evals.predictions import Prediction
from evals.readers import ALL, REPLIES, Reader
from evals.report import changes, formats, html, text
from evals.report.tables import Table
from evals.runs import Run
from evals.score import Score
from evals.score import score as score_all

HOME = Path(__file__).parent

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)
app.command("cases")(small_cases.command)
app.command("withhold")(places.withhold)
app.command("restore")(places.restore)

_Gold = Annotated[list[Path], typer.Option("--gold", metavar="PATH", help="Gold files, or folders of them.")]
_Documents = Annotated[
    list[Path], typer.Option("--documents", metavar="DIR", help="Where documents are that are not beside their gold.")
]
_Domain = Annotated[str, typer.Option("--domain", metavar="PACKAGE", help="The import package that holds the kinds.")]
_Predictions = Annotated[
    list[Path], typer.Option("--predictions", metavar="PATH", help="Result files, or folders of them.")
]
_Reader = Annotated[str, typer.Option("--reader", metavar="NAME", help="One of readers.toml, or `all`.")]
_Baseline = Annotated[
    Path, typer.Option("--baseline", metavar="PATH", help="A recorded run, or a folder with one for each reader.")
]
_Name = Annotated[str, typer.Option("--name", help="What to call this run.")]
_Misses = Annotated[bool, typer.Option("--misses", help="List every miss and flaw, with both sides' words.")]
_Whole = Annotated[bool, typer.Option("--whole", help="Print every table, not only those looked at first.")]
_Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Write report.txt, .json, .md, .xml and .html there.")
]
_Save = Annotated[Path | None, typer.Option("--save", metavar="PATH", help="Keep the run, for `compare` and others.")]

_GOLD = [HOME / "gold", HOME.parent / "examples"]
_BASELINE = HOME / "baseline"
_DOMAIN = "alliances"


@dataclass(frozen=True)
class _Scored:
    """A score with what it was made of."""

    golds: tuple[Gold, ...]
    score: Score
    texts: dict[str, str]

    def run(self, name: str) -> Run:
        return runs.record(name, self.golds, self.score)


def _scored(
    annotated: tuple[Gold, ...], predicted: Sequence[Prediction], kinds: Kinds, folders: Sequence[Path]
) -> _Scored:
    assigned, unknown = results.assign(annotated, predicted)
    texts = documents.texts(annotated, folders)
    return _Scored(annotated, score_all(annotated, assigned, kinds, unknown, texts), texts)


def _from_predictions(
    gold: Sequence[Path], predictions: Sequence[Path], domain: str, folders: Sequence[Path]
) -> _Scored:
    kinds = kinds_of(domain)
    return _scored(golds.load(gold, kinds), results.load(predictions, kinds), kinds, folders)


def _from_either(
    gold: Sequence[Path], predictions: Sequence[Path], domain: str, folders: Sequence[Path], reader: Reader
) -> _Scored:
    """Scores the predictions named, and if there are none, what the reader's recorded replies give."""
    if predictions:
        return _from_predictions(gold, predictions, domain, folders)
    if not reader.replies.is_dir():
        how = reader.how_to_record
        raise BadInput([f"{reader.name}:-:replies: are not in {reader.replies}; to record them: {how}"])
    kinds = kinds_of(domain)
    annotated = golds.load(gold, kinds)
    found = extraction.extract(annotated, reader, domain=domain, folders=folders).complete(reader)
    return _scored(annotated, found.predictions, kinds, folders)


def _say(message: str) -> None:
    typer.echo(message, err=True)


def _show(
    scored: _Scored,
    name: str,
    out: Path | None,
    save: Path | None,
    *,
    misses: bool,
    whole: bool = False,
    before: html.Before | None = None,
) -> None:
    typer.echo(text.render(scored.score, whole=whole, misses=misses))
    run = scored.run(name)
    if save:
        _write(save, run.to_json())
    if out:
        _write(out / "report.txt", text.render(scored.score, misses=True))
        _write(out / "report.json", formats.to_json(scored.score, run))
        _write(out / "report.md", formats.to_markdown(scored.score))
        _write(out / "report.xml", formats.to_junit(scored.score))
        _write(out / "report.html", html.render(scored.score, scored.texts, name=name, before=before))
        _say(f"wrote {out}/report.txt, .json, .md, .xml and .html")


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")


def _show_tables(tables: Sequence[Table]) -> None:
    typer.echo("\n".join(text.render_table(table) for table in tables if table.rows))


@app.command()
def run(  # noqa: PLR0917 - typer passes options by name
    gold: _Gold = _GOLD,
    documents_in: _Documents = [],  # noqa: B006 - typer copies it
    reader: _Reader = ALL,
    replies: Annotated[
        Path | None, typer.Option("--replies", metavar="DIR", help="Recorded replies that are no reader's.")
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="M", help="`embedded`, or `openai/NAME`; the reader's if left out.")
    ] = None,
    base_url: Annotated[
        str | None, typer.Option("--base-url", metavar="U", help="An OpenAI-compatible endpoint.")
    ] = None,
    profile: Annotated[
        list[str],
        typer.Option("--profile", metavar="FIELD=VALUE", help="Override a field of the model's profile."),
    ] = [],  # noqa: B006 - typer copies it
    timeout: Annotated[
        float | None, typer.Option("--timeout", metavar="SECONDS", help="What one call may take.")
    ] = None,
    live: Annotated[
        bool,
        typer.Option("--live/--offline", help="Whether to ask the model for what is not recorded."),
    ] = False,
    record: Annotated[bool, typer.Option("--record", help="With --live: keep the replies.")] = False,
    domain: _Domain = _DOMAIN,
    sample: Annotated[
        int | None, typer.Option("--sample", metavar="N", min=1, help="Only N documents, drawn by chance.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="What the draw of --sample follows from.")] = 0,
    leave_out: Annotated[
        list[Path], typer.Option("--except", metavar="PATH", help="Leave out the documents it lists, one a line.")
    ] = [],  # noqa: B006 - typer copies it
    name: _Name = "run",
    save: _Save = None,
    out: _Out = None,
    misses: _Misses = False,
    whole: _Whole = False,
) -> None:
    """Extract every gold document, from recorded replies or live, and score what comes."""
    if record and not live:
        raise typer.BadParameter("--record needs --live: recordings are made by the model, never by hand")
    picked = _picked(reader, replies, model, base_url, profile)
    if not live:
        for absent in [each for each in picked if len(picked) > 1 and not each.replies.is_dir()]:
            _say(f"{absent.name}: no recordings in {absent.replies}, passed over")
            picked.remove(absent)
    if len(picked) != 1 and (live or save):
        raise typer.BadParameter("--live and --save need one reader: name it with --reader")
    kinds = kinds_of(domain)
    annotated = golds.without(golds.load(gold, kinds), leave_out)
    if sample is not None:
        annotated = golds.sample(annotated, sample, seed)
    done = []
    for each in picked:
        found = extraction.extract(
            annotated,
            each,
            domain=domain,
            folders=documents_in,
            timeout=timeout,
            live=live,
            record=record,
            say=_say,
        )
        place = out / each.name if out and len(picked) > 1 else out
        if place:
            for document, content in sorted(found.results.items()):
                _write(place / "predictions" / f"{document}.json", content)
        typer.echo(f"Reader: {each.name} ({each.model})\n")
        scored = _scored(annotated, found.predictions, kinds, documents_in)
        _show(scored, name, place, save, misses=misses, whole=whole)
        done.append((each, found))
    for each, found in done:
        found.complete(each)


def _picked(
    reader: str, replies: Path | None, model: str | None, base_url: str | None, profile: Sequence[str]
) -> list[Reader]:
    """The readers that the options name; options that change one make it a reader of its own."""
    given: dict[str, Any] = {"replies": replies, "model": model, "base_url": base_url}
    changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    named = readers.chosen(reader, readers.known())
    if reader == ALL and (changes or profile):
        named = [Reader("run", "embedded", replies=REPLIES / "embedded")]
    if model is not None or base_url is not None:
        changes["batch"] = False
    fields = readers.overrides(profile)
    return [replace(each, **changes, profile={**each.profile, **fields}) for each in named]


@app.command()
def score(
    predictions: _Predictions,
    gold: _Gold = _GOLD,
    documents_in: _Documents = [],  # noqa: B006 - typer copies it
    domain: _Domain = _DOMAIN,
    name: _Name = "run",
    save: _Save = None,
    misses: _Misses = False,
    whole: _Whole = False,
) -> None:
    """Score results that are there already."""
    _show(_from_predictions(gold, predictions, domain, documents_in), name, None, save, misses=misses, whole=whole)


@app.command()
def report(
    predictions: _Predictions,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where to write the report in every format.")],
    gold: _Gold = _GOLD,
    documents_in: _Documents = [],  # noqa: B006 - typer copies it
    domain: _Domain = _DOMAIN,
    name: _Name = "run",
    misses: _Misses = False,
    against: Annotated[
        list[Path],
        typer.Option("--against", metavar="PATH", help="Other results of the same gold, to show what changed."),
    ] = [],  # noqa: B006 - typer copies it
) -> None:
    """Score results, and write the report as text, JSON, Markdown, JUnit XML and HTML."""
    scored = _from_predictions(gold, predictions, domain, documents_in)
    before = None
    if against:
        other = _from_predictions(gold, against, domain, documents_in)
        before = html.Before(", ".join(path.stem for path in against), other.score, other.golds)
    _show(scored, name, out, None, misses=misses, before=before)


def _baselines(baseline: Path, reader: str) -> list[tuple[Reader, Path]]:
    """The readers named, each with where its baseline is kept."""
    named = readers.chosen(reader, readers.known())
    if baseline.suffix == ".json":
        return [(named[0], baseline)]
    return [(each, baseline / f"{each.name}.json") for each in named]


@app.command()
def gate(
    baseline: _Baseline = _BASELINE,
    reader: _Reader = ALL,
    gold: _Gold = _GOLD,
    predictions: _Predictions = [],  # noqa: B006 - typer copies it
    documents_in: _Documents = [],  # noqa: B006 - typer copies it
    domain: _Domain = _DOMAIN,
    markdown: Annotated[
        Path | None, typer.Option("--markdown", metavar="PATH", help="Write it for a pull request.")
    ] = None,
) -> None:
    """Compare with each reader's baseline; end with 1 if something got worse by more than its margin."""
    held = _baselines(baseline, reader)
    if reader == ALL and baseline.is_dir():
        held = [(each, path) for each, path in held if path.is_file()]
    if not held:
        raise BadInput([f"{baseline}:-:-: holds no reader's baseline; `python -m evals bless` writes one"])
    tables: list[Table] = []
    regressions: list[str] = []
    for each, path in held:
        before = runs.load(path)
        after = _from_either(gold, predictions, domain, documents_in, each).run("this run")
        comparison = compare_runs(before.model_copy(update={"name": f"{before.name}: baseline"}), after)
        tables += changes.comparison_tables(comparison)
        regressions += [f"{before.name}: {regression}" for regression in comparison.regressions]
    _show_tables(tables)
    if markdown:
        _write(markdown, "\n".join(formats.markdown_table(table) for table in tables if table.rows))
    if regressions:
        for regression in regressions:
            _say(f"regression: {regression}")
        _say("Mend it, or if it is meant to be so: python -m evals bless")
        raise typer.Exit(REGRESSION)
    _say(f"no regression against {', '.join(str(path) for _, path in held)}")


@app.command()
def bless(
    baseline: _Baseline = _BASELINE,
    reader: _Reader = ALL,
    gold: _Gold = _GOLD,
    predictions: _Predictions = [],  # noqa: B006 - typer copies it
    documents_in: _Documents = [],  # noqa: B006 - typer copies it
    domain: _Domain = _DOMAIN,
) -> None:
    """Make this run the baseline of each reader that has recordings. Its margins stay as they are."""
    held = _baselines(baseline, reader)
    for each, path in held:
        if len(held) > 1 and not each.replies.is_dir():
            _say(f"{each.name}: no recordings in {each.replies}, passed over")
            continue
        scored = _from_either(gold, predictions, domain, documents_in, each).run(path.stem)
        if path.exists():
            scored = scored.model_copy(update={"margins": runs.load(path).margins})
        _write(path, scored.to_json())
        _say(f"wrote {path}; commit it with what changed the numbers")


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(metavar="A", help="A recorded run, or a folder of results.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="Another.")],
    gold: _Gold = _GOLD,
    documents_in: _Documents = [],  # noqa: B006 - typer copies it
    domain: _Domain = _DOMAIN,
) -> None:
    """Show two runs side by side: two models, two prompts."""
    both = [
        _from_predictions(gold, [path], domain, documents_in).run(path.name) if path.is_dir() else runs.load(path)
        for path in (before, after)
    ]
    _show_tables(changes.comparison_tables(compare_runs(both[0], both[1])))
    _show_tables([changes.leaderboard(both)])


@app.command()
def leaderboard(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of recorded runs.")] = HOME / "runs",
) -> None:
    """List recorded runs, the best first."""
    paths = golds.files([folder])
    if not paths or not folder.is_dir():
        raise BadInput(
            [f"{folder}:-:-: holds no recorded run; `python -m evals run --save {folder}/NAME.json` adds one"]
        )
    _show_tables([changes.leaderboard([runs.load(path) for path in paths])])


@app.command()
def lint(
    gold: _Gold = _GOLD,
    documents_in: _Documents = [],  # noqa: B006 - typer copies it
    domain: _Domain = _DOMAIN,
    notes: Annotated[bool, typer.Option("--notes", help="Also list what code cannot tell.")] = False,
) -> None:
    """Check gold files against their documents."""
    checked = linter.lint(gold, kinds_of(domain), documents_in)
    if notes:
        for note in checked.notes:
            typer.echo(f"note: {note}")
    if checked.problems:
        raise BadInput(checked.problems)
    typer.echo(f"{checked.facts} facts, no problem, {len(checked.notes)} notes")


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command, and exits: an error says what to do, and ends it with its own code."""
    try:
        app(args=arguments)
    except EvalsError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(error.exit_code) from error


if __name__ == "__main__":
    main()
