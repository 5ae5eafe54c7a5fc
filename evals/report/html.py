"""The report as one HTML file: what a score is made of, what is not right, in its words, and what changed.

The file asks the network for nothing, and a content security policy keyed to the digests of its own style and script
lets nothing else run, whatever the documents hold. The same scores give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.gate import compare
from evals.gold import Gold
from evals.line import Miss, Verdict
from evals.report import contexts, pictures
from evals.report.changes import comparison_tables
from evals.report.contexts import locate, spans
from evals.report.tables import Table, tables
from evals.runs import record
from evals.score import DocumentScore, Score
from extractor.facts import Span
from extractor.html import digest
from extractor.tables import counted, label

__all__ = ["Before", "Segment", "locate", "render", "segments"]

_HERE = Path(__file__).parent

CAUSES = {
    Miss.MISSED: "Facts of the gold that nothing answers.",
    Miss.HALLUCINATED: "What was said and no gold fact answers.",
    Miss.WRONG_VALUE: "A number, measure, choice or text is not what gold has.",
    Miss.WRONG_UNIT: "The unit differs, or the digits agree and the amount does not.",
    Miss.WRONG_DATE: "The fact is right; a date in it is wrong, missing or spurious.",
    Miss.WRONG_ENTITY: "A name stands for something else.",
    Miss.WRONG_KIND: "The same words were given as a fact of another kind.",
    Miss.WRONG_EVIDENCE: "The fact is right, and its quote is not where it is stated.",
    Miss.DUPLICATE: "Another prediction already answers its gold fact.",
    Miss.INVALID: "It is no fact: an unknown kind or slot, or a key slot is lacking.",
}
"""What each class of miss means, in a sentence."""


@dataclass(frozen=True)
class Before:
    """Another run over the same gold, to be set beside this one."""

    name: str
    score: Score
    golds: Sequence[Gold]


@dataclass(frozen=True)
class Segment:
    """A run of a document's text, and the numbers of the lines whose evidence covers it."""

    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class _Pane:
    title: str
    side: str
    segments: tuple[Segment, ...]


def render(
    score: Score,
    texts: Mapping[str, str],
    extra: Sequence[Table] = (),
    *,
    name: str = "run",
    before: Before | None = None,
) -> str:
    """The file. `texts` holds the documents' own text; of one that is not at hand only the facts are shown."""
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["label"] = label
    every = {table.title: table for table in (*tables(score), *extra)}
    charts = pictures.charts(score)
    drawn = {chart.table for chart in charts} | {"Precision and recall by confidence", "Reliability", "Misses by class"}
    plots = [plot for plot in (pictures.curve(score), pictures.reliability(score)) if plot]
    documents = [
        {"score": document, "lines": list(enumerate(document.lines)), "panes": _panes(document, texts)}
        for document in score.documents
    ]
    style, script = _part("page.css"), _part("page.js")
    return environment.get_template("page.html.j2").render(
        page=_page(score, name),
        css=Markup(style),  # noqa: S704 - our own file, not input
        js=Markup(script),  # noqa: S704 - our own file, not input
        css_digest=digest(style),
        js_digest=digest(script),
        total=pictures.row("all facts", [document.tally() for document in score.documents]),
        charts=charts,
        plots=plots,
        tables=every,
        rest=[table for title, table in every.items() if title not in drawn],
        causes=CAUSES,
        errors=contexts.by_cause(score, texts),
        changes=_changes(score, texts, name, before) if before else None,
        documents=documents,
    )


def _page(score: Score, name: str) -> dict[str, Any]:
    model = ", ".join(sorted({document.usage.model for document in score.documents if document.usage.model}))
    failed = sum(bool(document.error) for document in score.documents)
    micro = score.micro
    parts = [counted(len(score.documents), "document"), f"{counted(micro.gold, 'fact')} required"]
    parts += [f"{micro.predicted} said", *([f"{failed} failed"] if failed else []), *([model] if model else [])]
    wrong = sum(line.verdict in (Verdict.FA, Verdict.FD, Verdict.FN) for line in score.lines)
    return {"name": name, "parts": parts, "wrong": wrong}


def _changes(score: Score, texts: Mapping[str, str], name: str, before: Before) -> dict[str, Any]:
    """What changed: the F1 of each kind before and after, as a picture and a table, and the facts."""
    both = [record(run, before.golds, of) for run, of in ((before.name, before.score), (name, score))]
    comparison = compare(*both)
    found = contexts.changes(before.score, score, texts)
    kinds = [
        (change.name, pictures.row(change.name, [change.before]), pictures.row(change.name, [change.after]))
        for change in (comparison.overall, *comparison.kinds)
    ]
    lists = (
        ("right", "Became right", found.right),
        ("wrong", "Became wrong", found.wrong),
        ("alarm", "Newly made up", found.alarms),
        ("gone", "No longer made up", found.gone),
    )
    moved = comparison_tables(comparison)[:2]
    return {"before": before.name, "after": name, "kinds": kinds, "lists": lists, "tables": moved}


def _part(name: str) -> str:
    return "\n" + (_HERE / name).read_text(encoding="utf-8")


def _panes(document: DocumentScore, texts: Mapping[str, str]) -> list[_Pane]:
    text = texts.get(document.document)
    if text is None:
        return []
    return [
        _Pane("Gold", "gold", segments(text, [spans(text, line.gold) for line in document.lines])),
        _Pane("Predicted", "said", segments(text, [spans(text, line.predicted) for line in document.lines])),
    ]


def segments(text: str, found: Sequence[Iterable[Span]]) -> tuple[Segment, ...]:
    """A text cut wherever a highlight starts or ends; `found` gives those of each line, in order."""
    groups = [tuple(group) for group in found]
    cuts = sorted({0, len(text), *(edge for group in groups for span in group for edge in span)})
    return tuple(
        Segment(
            text[start:end],
            tuple(
                number
                for number, group in enumerate(groups)
                if any(span.start <= start and end <= span.end for span in group)
            ),
        )
        for start, end in pairwise(cuts)
    )
