"""Scores what is extracted against gold: `python -m evals`.

Ends with 0 if all is well, 1 on a regression, 2 on a wrong command line, 3 on bad input or gold, 4 where a recorded
reply is missing, 5 where a live run has no model to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from evals import documents, extraction, runs
from evals import gold as golds
from evals import lint as linter
from evals import predictions as results
from evals.errors import REGRESSION, BadInput, EvalsError
from evals.gate import Comparison
from evals.gate import compare as compare_runs
from evals.gold import Gold
from evals.predictions import Prediction
from evals.report import changes, formats, html, text
from evals.report.tables import Table
from evals.runs import Run
from evals.score import Score
from evals.score import score as score_all

HOME = Path(__file__).parent

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)

_Gold = Annotated[list[Path], typer.Option("--gold", metavar="PATH", help="Gold files, or folders of them.")]
_Documents = Annotated[
    list[Path], typer.Option("--documents", metavar="DIR", help="Where documents are that are not beside their gold.")
]
_Predictions = Annotated[
    list[Path], typer.Option("--predictions", metavar="PATH", help="Result files, or folders of them.")
]
_Replies = Annotated[Path, typer.Option("--replies", metavar="DIR", help="The recorded replies, as JSON lines.")]
_Model = Annotated[str, typer.Option("--model", metavar="M", help="`embedded`, or `openai/NAME`.")]
_BaseUrl = Annotated[str | None, typer.Option("--base-url", metavar="U", help="An OpenAI-compatible endpoint.")]
_Baseline = Annotated[Path, typer.Option("--baseline", metavar="PATH", help="The recorded run to hold to.")]
_Name = Annotated[str, typer.Option("--name", help="What to call this run.")]
_Misses = Annotated[bool, typer.Option("--misses", help="List every miss, with both sides' words.")]
_Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Write report.txt, .json, .md, .xml and .html there.")
]
_Save = Annotated[Path | None, typer.Option("--save", metavar="PATH", help="Keep the run, for `compare` and others.")]

_GOLD = [HOME / "gold", HOME.parent / "examples"]
_REPLIES = HOME / "replies"
_BASELINE = HOME / "baseline.json"


@dataclass(frozen=True)
class _Scored:
    """A score with what it was made of."""

    golds: tuple[Gold, ...]
    score: Score
    texts: dict[str, str]

    def run(self, name: str) -> Run:
        return runs.record(name, self.golds, self.score)


def _scored(annotated: tuple[Gold, ...], predicted: Sequence[Prediction], folders: Sequence[Path]) -> _Scored:
    assigned, unknown = results.assign(annotated, predicted)
    texts = documents.texts(annotated, folders)
    return _Scored(annotated, score_all(annotated, assigned, unknown, texts), texts)


def _from_predictions(gold: Sequence[Path], predictions: Sequence[Path], folders: Sequence[Path]) -> _Scored:
    return _scored(golds.load(gold), results.load(predictions), folders)


def _from_either(gold: Sequence[Path], predictions: Sequence[Path], folders: Sequence[Path], replies: Path) -> _Scored:
    """Scores the predictions named, and if there are none, what the recorded replies give."""
    if predictions:
        return _from_predictions(gold, predictions, folders)
    annotated = golds.load(gold)
    predicted, _ = extraction.extract(annotated, replies=replies, folders=folders)
    return _scored(annotated, predicted, folders)


def _say(message: str) -> None:
    typer.echo(message, err=True)


def _show(scored: _Scored, name: str, out: Path | None, save: Path | None, *, misses: bool) -> None:
    typer.echo(text.render(scored.score, misses=misses))
    run = scored.run(name)
    if save:
        _write(save, run.to_json())
    if out:
        _write(out / "report.txt", text.render(scored.score, misses=True))
        _write(out / "report.json", formats.to_json(scored.score, run))
        _write(out / "report.md", formats.to_markdown(scored.score))
        _write(out / "report.xml", formats.to_junit(scored.score))
        _write(out / "report.html", html.render(scored.score, scored.texts))
        _say(f"wrote {out}/report.txt, .json, .md, .xml and .html")


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")


def _show_comparison(comparison: Comparison) -> None:
    _show_tables(changes.comparison_tables(comparison))


def _show_tables(tables: Sequence[Table]) -> None:
    typer.echo("\n".join(text.render_table(table) for table in tables if table.rows))


@app.command()
def run(  # noqa: PLR0917 - typer passes options by name
    gold: _Gold = _GOLD,
    documents_in: _Documents = [],  # noqa: B006 - typer copies it
    replies: _Replies = _REPLIES,
    model: _Model = "embedded",
    base_url: _BaseUrl = None,
    live: Annotated[bool, typer.Option("--live", help="Ask the model for what is not recorded.")] = False,
    record: Annotated[bool, typer.Option("--record", help="With --live: keep the replies in --replies.")] = False,
    name: _Name = "run",
    save: _Save = None,
    out: _Out = None,
    misses: _Misses = False,
) -> None:
    """Extract every gold document, from recorded replies or live, and score what comes."""
    if record and not live:
        raise typer.BadParameter("--record needs --live: recordings are made by the model, never by hand")
    annotated = golds.load(gold)
    predicted, found = extraction.extract(
        annotated,
        replies=replies,
        folders=documents_in,
        model=model,
        base_url=base_url,
        live=live,
        record=record,
        say=_say,
    )
    if out:
        for document, content in sorted(found.items()):
            _write(out / "predictions" / f"{document}.json", content)
    _show(_scored(annotated, predicted, documents_in), name, out, save, misses=misses)


@app.command()
def score(
    predictions: _Predictions,
    gold: _Gold = _GOLD,
    documents_in: _Documents = [],  # noqa: B006 - typer copies it
    name: _Name = "run",
    save: _Save = None,
    misses: _Misses = False,
) -> None:
    """Score results that are there already."""
    _show(_from_predictions(gold, predictions, documents_in), name, None, save, misses=misses)


@app.command()
def report(
    predictions: _Predictions,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where to write the report in every format.")],
    gold: _Gold = _GOLD,
    documents_in: _Documents = [],  # noqa: B006 - typer copies it
    name: _Name = "run",
    misses: _Misses = False,
) -> None:
    """Score results, and write the report as text, JSON, Markdown, JUnit XML and HTML."""
    _show(_from_predictions(gold, predictions, documents_in), name, out, None, misses=misses)


@app.command()
def gate(
    baseline: _Baseline = _BASELINE,
    gold: _Gold = _GOLD,
    predictions: _Predictions = [],  # noqa: B006 - typer copies it
    documents_in: _Documents = [],  # noqa: B006 - typer copies it
    replies: _Replies = _REPLIES,
    markdown: Annotated[
        Path | None, typer.Option("--markdown", metavar="PATH", help="Write it for a pull request.")
    ] = None,
) -> None:
    """Compare with the baseline; end with 1 if something got worse by more than its margin."""
    before = runs.load(baseline)
    comparison = compare_runs(before, _from_either(gold, predictions, documents_in, replies).run("this run"))
    _show_comparison(comparison)
    if markdown:
        _write(
            markdown,
            "\n".join(formats.markdown_table(table) for table in changes.comparison_tables(comparison) if table.rows),
        )
    if comparison.regressions:
        for regression in comparison.regressions:
            _say(f"regression: {regression}")
        _say("Mend it, or if it is meant to be so: python -m evals bless")
        raise typer.Exit(REGRESSION)
    _say(f"no regression against {before.name}")


@app.command()
def bless(
    baseline: _Baseline = _BASELINE,
    gold: _Gold = _GOLD,
    predictions: _Predictions = [],  # noqa: B006 - typer copies it
    documents_in: _Documents = [],  # noqa: B006 - typer copies it
    replies: _Replies = _REPLIES,
    name: _Name = "baseline",
) -> None:
    """Make this run the baseline. Its margins stay as they are."""
    scored = _from_either(gold, predictions, documents_in, replies).run(name)
    if baseline.exists():
        scored = scored.model_copy(update={"margins": runs.load(baseline).margins})
    _write(baseline, scored.to_json())
    _say(f"wrote {baseline}; commit it with what changed the numbers")


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(metavar="A", help="A recorded run, or a folder of results.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="Another.")],
    gold: _Gold = _GOLD,
    documents_in: _Documents = [],  # noqa: B006 - typer copies it
) -> None:
    """Show two runs side by side: two models, two prompts."""
    both = [
        _from_predictions(gold, [path], documents_in).run(path.name) if path.is_dir() else runs.load(path)
        for path in (before, after)
    ]
    _show_comparison(compare_runs(both[0], both[1]))
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
    notes: Annotated[bool, typer.Option("--notes", help="Also list what code cannot tell.")] = False,
) -> None:
    """Check gold files against their documents."""
    checked = linter.lint(gold, documents_in)
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
