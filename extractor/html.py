"""One result as one HTML file: the filing's text with its evidence marked, and the facts beside it.

The file stands alone: it asks the network for nothing, and a content security policy keyed to the digests of its own
style and script lets nothing else run, whatever the filing holds. The same result gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from extractor import tables
from extractor.facts import Fact, Quantity, Span, When
from extractor.result import Result

COLOURS = 12
"""How many kinds get a colour of their own; `view.css` names them."""


TYPED_LINE = 132
"""The longest line, in characters, of a text that was set in lines; a longer one is running text."""

_CELL_CLASSES: dict[type, str] = {Quantity: "num", When: "num day"}


@dataclass(frozen=True, slots=True)
class _Mark:
    """One piece of evidence to be marked: its fact's number and its own, its colour, and its slots' spans."""

    start: int
    end: int
    id: str
    colour: int
    title: str
    words: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text under the same evidence throughout; the shortest evidence comes first.

    `words` names the evidence whose slots these words fill, `loose` the things in no fact that they are part of.
    """

    text: str
    anchors: tuple[str, ...]
    evidence: str
    words: str
    loose: str
    css: str
    title: str

    @property
    def tag(self) -> str:
        """What the run is in HTML; empty where it is plain text."""
        return "mark" if self.evidence else "span" if self.words or self.loose else ""

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes of `tag`."""
        stated = {
            "class": self.css,
            "data-e": self.evidence,
            "data-s": self.words,
            "data-u": self.loose,
            "title": self.title,
        }
        return {name: value for name, value in stated.items() if value}


def render(result: Result, kinds: Sequence[type[Fact]] = ()) -> str:
    """The result as an HTML page. `kinds` gives the order of kinds; others follow as they first occur.

    Raises `ValueError` for a result without its filing's text, as one read back from JSON may be.
    """
    if not result.text:
        raise ValueError(
            "this result does not hold its filing's text; give that to from_json, or render what extract() returned"
        )
    environment = _environment()
    groups, marks = _groups(result, kinds)
    script = re.sub(r"^export ", "", _part("reading/reading.js"), flags=re.MULTILINE) + _part("view.js")
    style = _part("reading/reading.css") + _part("view.css")
    return environment.get_template("view.html.j2").render(
        page=_page(result),
        groups=groups,
        segments=_segments(result.text, marks, [Span(u.start, u.end) for u in result.coverage.unaccounted]),
        coverage={
            "unaccounted": result.coverage.unaccounted,
            "sentence": _coverage(result),
        },
        rejected=[{**dict(r), "item": json.dumps(r.item, ensure_ascii=False)} for r in result.rejected],
        passages=[
            {
                **dict(p),
                "heading": p.heading or "",
                "step": tables.step_label(p.step),
                "rejected": sum(r.passage == p.index for r in result.rejected),
            }
            for p in result.passages
        ],
        about=_about(result),
        css=Markup(style),  # noqa: S704 - our own file, not input
        js=Markup(script),  # noqa: S704 - our own file, not input
        css_digest=digest(style),
        js_digest=digest(script),
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("extractor", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


@cache
def _part(name: str) -> str:
    return "\n" + (resources.files("extractor") / "templates" / name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """The SHA-256 of a style or script, as a content security policy names it."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _groups(result: Result, kinds: Sequence[type[Fact]]) -> tuple[list[dict[str, Any]], list[_Mark]]:
    """The facts by kind as the template shows them, numbered from 1, and what is to be marked."""
    lines = [0, *(at + 1 for at, character in enumerate(result.text) if character == "\n")]
    groups: list[dict[str, Any]] = []
    marks: list[_Mark] = []
    colours = {kind: index % COLOURS for index, kind in enumerate(kinds)}
    number = 0
    for index, (kind, facts) in enumerate(tables.by_kind(result.facts, kinds).items()):
        colour = colours.setdefault(kind, len(colours) % COLOURS)
        rows = [tables.cells(fact) for fact in facts]
        slots = [slot for slot in kind.slots() if any(row[slot] for row in rows)]
        shown = []
        for fact, row in zip(facts, rows, strict=True):
            number += 1
            printed = tables.printed(fact)
            shown.append(
                {
                    "number": number,
                    "name": f"{number}, {tables.label(kind.kind)}: {', '.join(text for text in row.values() if text)}",
                    "cells": [
                        {
                            "label": tables.label(slot),
                            "text": row[slot],
                            "printed": printed.get(slot, ""),
                            "css": _CELL_CLASSES.get(type(getattr(fact, slot)), ""),
                        }
                        for slot in slots
                    ],
                    "printed": [{"slot": tables.label(slot), "text": text} for slot, text in printed.items()],
                    "evidence": [{"quote": e.quote, "line": bisect_right(lines, e.start)} for e in fact.evidence],
                }
            )
            marks.extend(
                _Mark(
                    start=e.start,
                    end=e.end,
                    id=f"{number}-{nth}",
                    colour=colour,
                    title=f"{tables.label(kind.kind)} {number}",
                    words=tuple(span for spans in e.slots.values() for span in spans),
                )
                for nth, e in enumerate(fact.evidence)
            )
        groups.append(
            {
                "index": index,
                "colour": colour,
                "label": tables.label(kind.kind),
                "doc": (kind.__doc__ or "").strip().partition("\n")[0],
                "columns": [{"label": tables.label(slot)} for slot in slots],
                "facts": shown,
            }
        )
    return groups, marks


def _segments(text: str, marks: Sequence[_Mark], loose: Sequence[Span]) -> list[Segment]:
    """The whole text cut wherever evidence begins or ends, so that overlaps need no nesting.

    `loose` are the spans that are in no fact.
    """
    starts: dict[int, list[_Mark]] = defaultdict(list)
    anchors: dict[int, list[str]] = defaultdict(list)
    words: dict[int, list[tuple[int, str]]] = defaultdict(list)
    unaccounted: dict[int, list[tuple[int, str]]] = defaultdict(list)
    cuts = {0, len(text)}
    for mark in marks:
        cuts |= {mark.start, mark.end}
        starts[mark.start].append(mark)
        anchors[mark.start].append(f"e{mark.id}")
        for span in mark.words:
            cuts |= {span.start, span.end}
            words[span.start].append((span.end, mark.id))
    for number, span in enumerate(loose):
        cuts |= {span.start, span.end}
        anchors[span.start].append(f"u{number}")
        unaccounted[span.start].append((span.end, str(number)))
    ordered = sorted(cuts)

    segments = []
    open_marks: list[_Mark] = []
    open_words: list[tuple[int, str]] = []
    open_loose: list[tuple[int, str]] = []
    for start, end in pairwise(ordered):
        open_marks = [mark for mark in open_marks if mark.end > start] + starts[start]
        open_words = [word for word in open_words if word[0] > start] + words[start]
        open_loose = [one for one in open_loose if one[0] > start] + unaccounted[start]
        inner_first = sorted(open_marks, key=lambda mark: (mark.end - mark.start, mark.start))
        colours = list(dict.fromkeys(mark.colour for mark in inner_first))
        segments.append(
            Segment(
                text=text[start:end],
                anchors=tuple(anchors[start]),
                evidence=" ".join(mark.id for mark in inner_first),
                words=" ".join(dict.fromkeys(owner for _, owner in open_words)),
                loose=" ".join(number for _, number in open_loose),
                css=" ".join(f"{prefix}{colour}" for prefix, colour in zip("ko", colours, strict=False)),
                title=", ".join(dict.fromkeys(mark.title for mark in inner_first)),
            )
        )
    return segments


def _page(result: Result) -> dict[str, Any]:
    filing, coverage = result.filing, result.coverage
    stated = dict(_flat(filing.header))
    title = stated.get("registrant") or filing.name
    subtitle = [
        stated.get("form type", ""),
        filing.date.isoformat() if filing.date else "",
        filing.name if filing.name != title else "",
    ]
    sums = [{"value": str(len(result.facts)), "name": tables.noun(len(result.facts), "fact")}]
    if coverage.countable:
        held = {"value": f"{coverage.accounted} of {coverage.countable}", "name": f"{tables.COUNTABLE} in a fact"}
        sums.append(held)
    sums.append({"value": str(len(result.rejected)), "name": "rejected"})
    bad = {p.index for p in result.passages if p.status in {"failed", "truncated"}}
    all_ = {p.index for p in result.passages}
    of_all = tables.counted(len(all_), "passage")
    verb = "was" if len(all_) == 1 else "were"
    warning = f"{len(bad)} of {of_all} {verb} not read to the end; facts may be missing." if bad else ""
    return {
        "title": title,
        "subtitle": [part for part in subtitle if part],
        "sums": sums,
        "facts": tables.counted(len(result.facts), "fact"),
        "warning": warning,
        "language": filing.language,
        # Text set in lines keeps its columns only in a fixed pitch; running text reads better without.
        "face": "mono" if max(map(len, result.text.splitlines())) <= TYPED_LINE else "serif",
    }


def _coverage(result: Result) -> str:
    coverage = result.coverage
    second = coverage.accounted - coverage.accounted_first
    said = tables.covered(coverage) + (f", {second} of them since a second question" if second > 0 else "")
    return said[0].upper() + said[1:] + "."


def _about(result: Result) -> list[dict[str, str]]:
    filing, usage = result.filing, result.usage
    rows = [("file", filing.name), ("SHA-256", filing.sha256), ("format", filing.format), ("language", filing.language)]
    rows += _flat(filing.header)
    rows += [(f"document {n}", _plain(document)) for n, document in enumerate(filing.documents, start=1)]
    rows += [
        ("model", usage.model),
        ("requests", str(usage.requests)),
        ("tokens", f"{usage.prompt_tokens:,} read, {usage.completion_tokens:,} written"),
        ("model's time", f"{usage.seconds:.1f} s"),
    ]
    if usage.cost is not None:
        rows.append(("cost", f"USD {usage.cost:.4f}"))
    return [{"name": name, "value": value} for name, value in rows]


def _flat(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The fields of a header or cover as names and texts; those of a part under its own names."""
    rows: list[tuple[str, str]] = []
    for name, value in fields.items():
        if isinstance(value, Mapping):
            rows += _flat(value)
        elif value not in (None, "", (), []):
            rows.append((tables.label(name), _plain(value)))
    return rows


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(_plain(part) for part in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {text}" for name, text in _flat(value))
    return str(value)
