"""Short names that a filing defines: `Alpha Mobile plc ("Alpha" or the "Company")`, `Mobile Alliance (MMA)`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from alliances.rules.marks._words import GENERIC, NOT_NAMES
from alliances.rules.marks.names import Definition
from extractor.facts import Span, fold
from extractor.names import LEGAL, LEGAL_END, LEGAL_START, canonical
from extractor.values import read_country

TICKER = re.compile(
    r",?\s*\((?:(?:the\s)?(?:NASDAQ|Nasdaq|NYSE|LSE|London|TSXV?|OTC\w*|AMEX|ASX|BMAD|BME|Euronext|FWB|SIX|Ticker"
    r"|Bolsa|[A-Z]{3,6})\b[^():]{0,20}:\s?|Nasdaq\W)[^()]{1,80}\),?"
)
SYMBOLS = re.compile(r"\([A-Z][A-Za-z]{1,9}\s?:\s?[A-Z0-9][^()a-z]{0,60}\)")
"""Exchanges and tickers in brackets: what stands there is no name."""
_NAME = r"[^\W_][^\"“”„«»()\[\]]{0,48}?"
_QUOTED = (
    rf"[“„\"«]\s?(?:the\s|la\s|el\s|o\s|die\s)?(?P<quoted>{_NAME})[,.]?\s?[”“\"»]"
    rf"|[‘'`](?:the\s)?(?P<single>{_NAME})[,.]?[’']"
)
_LEAD = (
    r"(?:\s*(?:[A-Z][\w/ ]{1,20}\s?:\s?[A-Z][\w .]{0,12}[;,]|(?:including|together with|with) its (?:\w+ )?subsidiaries"
    r"|referred to (?:herein(?:after)? |hereafter |in this \w+ )?as|collectively|together|individually|each"
    r"|hereinafter|hereafter|herein|de ahora en adelante|en adelante"
    r"|doravante|adiante|a seguir|designada|denominada|abreviadamente|di seguito|dénommée|kurz"
    r"|en lo sucesivo|en lo que sigue|indistintamente|denominada|referred to as"
    r"|known as|called|as|the|a|an|la|las|el|los|die|der|das|nachfolgend|im folgenden|ci-après"
    r"|and its subsidiaries|y sus filiales|and|or|o|y|und|oder|ou|e"
    r"|and/or|also)[,:]?)*\s*"
)
_BRACKET = re.compile(rf"\(({_LEAD}(?:[“„\"«‘'`])[^()]{{1,160}})\)", re.IGNORECASE)
_QUOTED_NAME = re.compile(_QUOTED)
_UNQUOTED = re.compile(
    r"[(,]\s*(?:hereinafter|hereafter|(?:de ahora )?en adelante|en lo sucesivo|nachfolgend|doravante|ci-après"
    r"|di seguito)(?:\s+(?:referred to as|denominada|designada|dénommée"
    r"|called))?[,:]?\s+(?:the\s|la\s|el\s)?[“\"«‘]?(?P<name>[A-ZÀ-Þ][\w&-]+(?:\s[A-ZÀ-Þ][\w&-]+){0,3})[”\"»’]?\s?[),.]"
)
_BARE = re.compile(r"\((?P<short>[^\W_][\w&.-]{1,15}(?:\s[A-ZÀ-Þ][\w&-]{1,15}){0,3})(?:,? or the [A-Z]\w+)?\)")
_SHORT = re.compile(r"\s?\(\s?(?P<short>[A-ZÀ-Þ][\w&/-]{1,15}(?:\s[A-ZÀ-Þ][\w&/-]{1,15}){0,3})\s?\)")
_LONG = re.compile(r"(?<![\w(])(?P<short>[A-Z][A-Z0-9&-]{1,7})\s?\((?P<long>[A-ZÀ-Þ][\w’'-]+(?:\s[\w’'&-]+){1,7})\)")
_REACH = 160
_SEATED = re.compile(
    r"\b(?:seat|offices?|based|laws?|organi[sz]ed|incorporated|headquartered|domicile\w*|domicilio|sede"
    r"|leyes)\b[^.;]{0,40}$"
)
_LAST_BRACKET = re.compile(r",?\s*\([^()]{1,80}\)$")
_FORM = rf"(?:{LEGAL}|(?:[^\W\da-zß-ÿ]\.\s?){{2,5}}|Co\.)"
_FORM_END = re.compile(rf",?\s+{_FORM}$")
_PART = r"(?:[^\W_a-zß-ÿ][\w&’'./-]*|of|the|de|del|la|los|da|do|dos|and|y|e|&|[-–—]|\([A-ZÀ-Þ][\w ]{1,20}\))"
_TO_LEGAL = re.compile(rf"(?:,?\s+{_PART}){{0,9}}?,?\s+{_FORM}")
_CAPITALS = re.compile(rf"(?<![\w.])[^\W_a-zß-ÿ][\w&’'/-]*(?:\s+{_PART}){{0,8}}(?:,?\s+{_FORM})?$")


def definitions(text: str, spans: Sequence[Span], bounds: Sequence[Span]) -> list[Definition]:
    """The definitions of a filing, in order; `spans` are its names, `bounds` the runs of text none reaches across."""
    ends = [s.end for s in spans]
    found: list[Definition] = []
    for bound in bounds:
        for match in _BRACKET.finditer(text, *bound):
            names = [_quoted(match.start(1), m) for m in _QUOTED_NAME.finditer(match.group(1))]
            found += _defined(text, spans, ends, bound, match.start(), [n for n in names if n is not None])
        for match in _BARE.finditer(text, *bound):
            short = Span(match.start("short"), match.end("short"))
            long = _evident(text, spans, max(bound.start, match.start() - _REACH), match.start(), [short])
            if long is not None and read_country(match.group("short")) is None:
                found.append(Definition(long=long, short=short))
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
    if words.lower() in ("we", "us", "our", "it", "nosotros"):
        return None
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
    near = [
        s
        for s in near
        if fold(text[s.start : s.end]).lower() not in NOT_NAMES
        and text[max(0, s.start - 1) : s.start] not in tuple("“„«‘")
    ]
    naming = [s for s in shorts if not is_generic(text[s.start : s.end])]
    long = _evident(text, near, max(bound.start, at - _REACH), at, naming) or _long(text, near, at, naming or shorts)
    if long is None:
        return
    for short in shorts:
        words = fold(text[short.start : short.end])
        if words.lower() in NOT_NAMES and not is_generic(words):
            continue
        if long.start != short.start and fold(text[long.start : long.end]) != words:
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
    legal = [s for s in near if _is_legal(text[s.start : s.end])]
    for span in reversed(near):
        between = text[span.end : at]
        while ticker := TICKER.match(between):
            between = between[ticker.end() :]
        if not between.strip(" \n,"):
            seated = span not in legal and _SEATED.search(text[max(0, span.start - 60) : span.start])
            return legal[-1] if legal and seated else span
        if _FORM_END.fullmatch(between.rstrip()):
            return Span(span.start, span.end + len(between.rstrip()))
    return legal[0] if len(legal) == 1 and text[legal[0].end : legal[0].end + 1] == "," else None


def _evident(text: str, near: Sequence[Span], floor: int, at: int, shorts: Sequence[Span]) -> Span | None:
    """The legal name right before a bracket that starts with the short name, or whose initials that is.

    It needs no capitals in its first word, and may have a dash or a place in brackets: "alpha - Mobile (Asia) Ltd.".
    """
    before = text[floor:at].rstrip()
    while symbols := _LAST_BRACKET.search(before):
        if not (TICKER.fullmatch(symbols.group()) or SYMBOLS.fullmatch(symbols.group().strip())):
            break
        before = before[: symbols.start()].rstrip()
    for short in shorts:
        words = fold(text[short.start : short.end])
        spaced = r"\s+".join(map(re.escape, words.split()))
        opening = re.compile(rf"(?<![\w.&-]){spaced}(?![\w&])", re.IGNORECASE)
        for match in reversed(list(opening.finditer(before))):
            if _TO_LEGAL.fullmatch(before, match.end()):
                found = Span(floor + match.start(), floor + len(before))
                wider = [s.start for s in near if s.start < found.start < s.end <= found.end]
                return Span(min([found.start, *wider]), found.end)
        run = _CAPITALS.search(before)
        starts = (
            [m.start() for m in re.compile(r"[^\W_a-zß-ÿ]\S*").finditer(run.group())] if run and words.isupper() else []
        )
        for start in starts:
            name = before[run.start() + start :] if run else ""
            if len(words) > 2 and any(_initials(words, n) for n in (name, _FORM_END.sub("", name))):
                return Span(floor + len(before) - len(name), floor + len(before))
    return None


def _is_legal(words: str) -> bool:
    return LEGAL_END.search(words) is not None or LEGAL_START.search(words) is not None


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
        if (
            _abbreviates(short, name)
            or short in name.split()
            or (
                name != short
                and LEGAL_END.search(text[span.start : span.end])
                and name[:3].lower() == short[:3].lower()
            )
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
