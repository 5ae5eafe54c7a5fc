"""Whom a filing says it is of outside its sentences: a glossary's `"Company"   Alpha Limited`, a letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from alliances.rules.marks._ordinary import all_ordinary
from alliances.rules.marks.names import Definition
from extractor.facts import Span
from extractor.passages import Block

_ENTRY = re.compile(
    r"^[ \t]*[“\"«](?:the\s|la\s|el\s)?(?P<short>[^\W\d_][\w &-]{1,30})[”\"»](?:[ \t]{2,}|\t|\s*[:|]\s*"
    r"|\s+(?:means|refers to|significa)[:,]?\s+)(?P<long>[^\n]{2,80})",
    re.MULTILINE,
)
_INCORPORATED = re.compile(
    r"\s*\(\s*(?:a\s(?:joint\sstock\s|limited\sliability\s)?company\s)?(?:incorporated|established|registered"
    r"|organi[sz]ed)\s(?:and\s\w+\s)?in\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\s*(?P<name>(?!The\s|About\s|Form\s|Exhibit\s)(?:[A-ZÀ-Þ][\w&’'-]*[ ]){0,3}?[A-ZÀ-Þ][\w&’'-]*)"
    r"(?=:\s\w|\s(?i:reports?|announces?|launch(?:es)?|acquires?|signs?|completes?|selects?|wins|joins|posts|sells|buys"
    r"|enters|expands|unveils|introduces|closes|adds|extends|awards|chooses|to (?:acquire|buy|sell|launch|merge|cut)"
    r"|anuncia|lanza|compra|vende|adquiere|firma|cierra|obtiene|gana|presenta)\s)"
)
_TITLE_WIDTH = 120
_HEAD = 3_000
"""Characters from the start within which a letterhead stands."""


def glossary(text: str, spans: Sequence[Span]) -> Iterator[Definition]:
    """The short names that a list of definitions gives, where what they mean begins with a name."""
    starts = {s.start: s for s in spans}
    for entry in _ENTRY.finditer(text):
        long = starts.get(entry.start("long"))
        if long is not None:
            yield Definition(long=long, short=Span(*entry.span("short")))


def title_name(text: str, blocks: Sequence[Block]) -> Span | None:
    """The name that a filing's title begins with and speaks of: "Alpha Group: Interim report", "Alpha reports …"."""
    for block in blocks[:6]:
        said = text[block.span.start : block.span.end].strip()
        alone = block.type == "heading" or (len(said) < _TITLE_WIDTH and not said.endswith((".", ":", ",")))
        match = _TITLE.match(text, *block.span) if alone else None
        if match is not None and not all_ordinary(match.group("name").split()):
            return Span(*match.span("name"))
    return None


def letterhead(text: str, spans: Sequence[Span]) -> Span | None:
    """The name at the head of a filing under which is said where the company is incorporated."""
    for span in spans:
        if span.start > _HEAD:
            return None
        line = text.rfind("\n", 0, span.start) + 1
        if not text[line : span.start].strip() and _INCORPORATED.match(text, span.end):
            return span
    return None
