"""One self-contained HTML file: each document with gold and predicted evidence side by side, and why they differ."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evals.evidence import fold_quote
from evals.items import Item
from evals.report.tables import Table, tables
from evals.score import DocumentScore, Score
from extractor.facts import Span


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


def render(score: Score, texts: Mapping[str, str], extra: Sequence[Table] = ()) -> str:
    """The file. `texts` holds the documents' own text; of one that is not at hand only the facts are shown."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    documents = [
        {"score": document, "lines": list(enumerate(document.lines)), "panes": _panes(document, texts)}
        for document in score.documents
    ]
    return environment.get_template("page.html.j2").render(
        tables=[*tables(score), *extra], documents=documents, micro=score.micro
    )


def _panes(document: DocumentScore, texts: Mapping[str, str]) -> list[_Pane]:
    text = texts.get(document.document)
    if text is None:
        return []
    return [
        _Pane("Gold", "gold", segments(text, [_spans(text, line.gold) for line in document.lines])),
        _Pane("Predicted", "said", segments(text, [_spans(text, line.predicted) for line in document.lines])),
    ]


def _spans(text: str, item: Item | None) -> tuple[Span, ...]:
    """Where a fact's quotes stand: as the prediction says, else where its words are first found."""
    if item is None:
        return ()
    if item.spans:
        return tuple(span for span in item.spans if 0 <= span.start < span.end <= len(text))
    return tuple(span for quote in item.quotes if (span := locate(text, quote)))


def locate(text: str, quote: str) -> Span | None:
    """Where a quote first stands in a text, white space aside."""
    words = fold_quote(quote).split()
    found = re.search(r"(?:\s|<PAGE>)+".join(re.escape(word) for word in words), text) if words else None
    return Span(*found.span()) if found else None


def segments(text: str, spans: Sequence[Sequence[Span]]) -> tuple[Segment, ...]:
    """A text cut wherever a highlight starts or ends; `spans` gives those of each line, in order."""
    cuts = sorted({0, len(text), *(edge for group in spans for span in group for edge in span)})
    return tuple(
        Segment(
            text[start:end],
            tuple(
                number
                for number, group in enumerate(spans)
                if any(span.start <= start and end <= span.end for span in group)
            ),
        )
        for start, end in pairwise(cuts)
    )
