"""Short names that a filing defines: `Alpha Mobile plc ("Alpha" or the "Company")`, `Mobile Alliance (MMA)`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from extractor.facts import Span, fold
from extractor.marks._words import GENERIC, LEGAL_END, LEGAL_START, NOT_NAMES
from extractor.marks.names import Definition, canonical
from extractor.values import read_country

TICKER = re.compile(
    r",?\s*\((?:(?:the\s)?(?:NASDAQ|Nasdaq|NYSE|LSE|London|TSXV?|OTC\w*|AMEX|ASX|BMAD|BME|Euronext|FWB|SIX|Ticker"
    r"|Bolsa|[A-Z]{3,6})\b[^():]{0,20}:\s?|Nasdaq\W)[^()]{1,80}\),?"
)
SYMBOLS = re.compile(r"\([A-Z][A-Za-z]{1,9}\s?:\s?[A-Z0-9][^()a-z]{0,60}\)")
"""Exchanges and tickers in brackets: what stands there is no name."""
_NAME = r"[^\W_][^\"“”«»()\[\]]{0,48}?"
_QUOTED = rf"[“\"«]\s?(?:the\s|la\s|el\s)?(?P<quoted>{_NAME})[,.]?[”\"»]|[‘'`](?:the\s)?(?P<single>{_NAME})[,.]?[’']"
_LEAD = (
    r"(?:\s*(?:collectively|together|together with its \w+|individually|each|hereinafter|hereafter|herein|en adelante"
    r"|en lo sucesivo|en lo que sigue|indistintamente|denominada|referred to as"
    r"|known as|called|as|the|a|an|la|las|el|los|die|der|das|nachfolgend|im folgenden|ci-après|and|or|o|y|und|oder|ou"
    r"|and/or|also),?)*\s*"
)
_BRACKET = re.compile(rf"\(({_LEAD}(?:[“\"«‘'`])[^()]{{1,160}})\)", re.IGNORECASE)
_QUOTED_NAME = re.compile(_QUOTED)
_UNQUOTED = re.compile(
    r"[(,]\s*(?:hereinafter|hereafter|en adelante|en lo sucesivo|nachfolgend)(?:\s+(?:referred to as|denominada"
    r"|called))?,?\s+(?:the\s|la\s|el\s)?[“\"«‘]?(?P<name>[A-ZÀ-Þ][\w&-]+(?:\s[A-ZÀ-Þ][\w&-]+){0,3})[”\"»’]?\s?[),.]"
)
_SHORT = re.compile(r"\s?\(\s?(?P<short>[A-ZÀ-Þ][\w&/-]{1,15}(?:\s[A-ZÀ-Þ][\w&/-]{1,15}){0,3})\s?\)")
_LONG = re.compile(r"(?<![\w(])(?P<short>[A-Z][A-Z0-9&-]{1,7})\s?\((?P<long>[A-ZÀ-Þ][\w’'-]+(?:\s[\w’'&-]+){1,7})\)")
_REACH = 160


def definitions(text: str, spans: Sequence[Span], bounds: Sequence[Span]) -> list[Definition]:
    """The definitions of a filing, in order; `spans` are its names, `bounds` the runs of text none reaches across."""
    ends = [s.end for s in spans]
    found: list[Definition] = []
    for bound in bounds:
        for match in _BRACKET.finditer(text, *bound):
            names = [_quoted(match.start(1), m) for m in _QUOTED_NAME.finditer(match.group(1))]
            found += _defined(text, spans, ends, bound, match.start(), [n for n in names if n is not None])
        for match in _UNQUOTED.finditer(text, *bound):
            name = Span(match.start("name"), match.end("name"))
            found += _defined(text, spans, ends, bound, match.start(), [name])
        for match in _LONG.finditer(text, *bound):
            if _initials(match.group("short"), match.group("long")):
                found.append(Definition(long=Span(*match.span("long")), short=Span(*match.span("short"))))
    found += _abbreviations(text, spans)
    return sorted(set(found), key=lambda d: (d.long, d.short))


def is_generic(words: str) -> bool:
    """Whether a defined term is a class noun that names nothing by itself: "the Company"."""
    return (
        canonical(re.sub(r"^(?:la|el|the)\s+", "", words, flags=re.IGNORECASE)) in GENERIC or words.lower() in GENERIC
    )


def _quoted(by: int, match: re.Match[str]) -> Span | None:
    group = "quoted" if match.group("quoted") else "single"
    words = match.group(group)
    if len(words.split()) > 5 or not re.search(r"[^\W_]", words):
        return None
    return Span(by + match.start(group), by + match.end(group))


def _defined(
    text: str, spans: Sequence[Span], ends: Sequence[int], bound: Span, at: int, shorts: Sequence[Span]
) -> Iterator[Definition]:
    """The definitions of one bracket that opens at `at`."""
    if not shorts:
        return
    # All names of the sentence that end shortly before the bracket.
    first, last = bisect_left(ends, max(bound.start, at - _REACH)), bisect_right(ends, at)
    near = [
        s
        for s in spans[first:last]
        if s.start >= bound.start and not re.search(r"[^.]{3}[a-z]\.\s+[A-Z]", text[s.end : at])
    ]
    near = [s for s in near if fold(text[s.start : s.end]).lower() not in NOT_NAMES]
    naming = [s for s in shorts if not is_generic(text[s.start : s.end])]
    long = _long(text, near, at, naming or shorts)
    if long is None:
        return
    for short in shorts:
        words = fold(text[short.start : short.end])
        if words.lower() in NOT_NAMES and not is_generic(words):
            continue
        if long.start != short.start:
            yield Definition(long=long, short=short)


def _long(text: str, near: Sequence[Span], at: int, shorts: Sequence[Span]) -> Span | None:
    """The name that a bracket defines a short one for.

    The head of the phrase where several would do: "Alpha Ltd., a unit of Alpha Inc. (“Alpha”)" is of Alpha Ltd.
    """
    alike = [
        s for s in near if any(_resembles(fold(text[b.start : b.end]), fold(text[s.start : s.end])) for b in shorts)
    ]
    if alike:
        # The same name twice is the later one; a different one before it is the head.
        head = alike[0]
        return next((s for s in reversed(alike) if text[s.start : s.end] == text[head.start : head.end]), head)
    for span in reversed(near):
        between = text[span.end : at]
        while ticker := TICKER.match(between):
            between = between[ticker.end() :]
        if not between.strip(" \n,"):
            return span
    return None


def _resembles(short: str, name: str) -> bool:
    brief, whole = canonical(short), canonical(name)
    if not brief or not whole:
        return False
    return (
        whole.startswith(brief)
        or f" {brief}" in f" {whole}"
        or (short.isupper() and _initials(short, LEGAL_END.sub("", name)))
    )


def _abbreviations(text: str, spans: Sequence[Span]) -> Iterator[Definition]:
    """Short names in brackets without quotation marks, right after a name: "Mobile Alliance (MMA)"."""
    for span in spans:
        at = span.end
        while ticker := TICKER.match(text, at):
            at = ticker.end()
        match = _SHORT.match(text, at)
        if match is None or match.group("short").lower() in NOT_NAMES or read_country(match.group("short")) is not None:
            continue
        name = LEGAL_START.sub("", fold(text[span.start : span.end]))
        short = fold(match.group("short"))
        if _abbreviates(short, name) or (
            name != short and LEGAL_END.search(text[span.start : span.end]) and name[:3].lower() == short[:3].lower()
        ):
            yield Definition(long=span, short=Span(match.start("short"), match.end("short")))


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of `short` stand in `name` in that order, the first of them at its start."""
    letters = [c.lower() for c in short if c.isalnum()]
    rest = fold(name).lower()
    if not letters or not rest.startswith(letters[0]) or len(letters) >= len(rest):
        return False
    for letter in letters:
        at = rest.find(letter)
        if at < 0:
            return False
        rest = rest[at + 1 :]
    return True


def _initials(short: str, name: str) -> bool:
    """Whether `short` is made of the first letters of the words of `name`, small words counted or not."""
    words = re.findall(r"[^\W_]+", name)
    wanted = "".join(c for c in short if c.isalnum()).lower().removesuffix("s")
    every = "".join(w[0] for w in words).lower()
    large = "".join(w[0] for w in words if w[0].isupper()).lower()
    return bool(wanted) and wanted in (every, large, every.removesuffix("s"))
