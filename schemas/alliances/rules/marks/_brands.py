"""Names that capitals do not tell: common words, names in lower case, names in headings and lines set in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from alliances.rules.marks._words import COLLECTIVE, NO_COMPANY, NUMBER_WORDS
from extractor.background import check_cancelled
from extractor.facts import Span, fold
from extractor.names import LEGAL_END
from extractor.passages import Block
from extractor.values import find_countries

_LISTED = re.compile(
    r"(?:^|[,;:•*(]\s*|\b(?:and|y|e|und|et|or|o|are|is|include|includes"
    r"|including)\s+)(?P<name>[^\W_][\w&’'+-]{0,20})\s?\((?P<places>[^()]{2,90})\)"
)
_BRANDED = re.compile(
    r"\b(?:brand|brands|brand name|trade name|trading name|marca|marke|marque)(?:\s+(?:name"
    r"|comercial))?\s*[“\"‘«](?P<name>[^\W_][\w&’'+-]{1,20})[”\"’»]"
)
_BRAND_OF = re.compile(
    r"(?:^|[.!?][”\"]?\s)(?P<name>[A-ZÀ-Þ][\w&’+-]{1,20}(?:\s[A-ZÀ-Þ][\w&’+-]{1,20})?),?\s(?:is\s|es\s)?(?:an?|the"
    r"|una?|el|la)\s(?:\w+\s){0,2}"
    r"(?:brand|brand name|trading name|trade name|trademark|name|nombre comercial|marca)\s(?:of|for|under|de|bajo)\b"
)
"""A name at the start of a sentence that says whose brand it is."""


def in_lower_case(text: str, blocks: Sequence[Block], language: str) -> Iterator[Span]:
    """Names that are common words or in lower case, known by a heading, by "(Country)" in a list, or by "brand"."""
    bodies = [b.span for b in blocks if b.type in ("paragraph", "item", "lines")]
    brands: set[str] = set()
    for block in blocks:
        words = text[block.span.start : block.span.end].strip()
        if block.type == "heading" and re.fullmatch(r"[a-z][\w&-]{2,20}(?: [\w&-]{2,20}){0,2}", words):
            found = [s for body in bodies for s in _occurrences(text, words, body)]
            if len(found) >= 2:
                brands.add(words)
                yield block.span
    for body in bodies:
        check_cancelled()
        for match in _LISTED.finditer(text, *body):
            if _only_countries(match.group("places"), language) and match.group("name").lower() not in NO_COMPANY:
                yield Span(match.start("name"), match.end("name"))
                if match.group("name")[0].islower():
                    brands.add(match.group("name"))
        for match in (*_BRANDED.finditer(text, *body), *_BRAND_OF.finditer(text, *body)):
            yield Span(match.start("name"), match.end("name"))
            if match.group("name")[0].islower():
                brands.add(match.group("name"))
    for brand in sorted(brands):
        for body in bodies:
            yield from _occurrences(text, brand, body)


def _occurrences(text: str, words: str, bound: Span) -> Iterator[Span]:
    check_cancelled()
    for match in re.compile(rf"(?<![\w.@/-]){re.escape(words)}(?![\w@]|\.\w)").finditer(text, *bound):
        yield Span(match.start(), match.end())


def _only_countries(words: str, language: str) -> bool:
    """Whether the words are countries and nothing else."""
    found = find_countries(words, language=language)
    rest = words
    for country in reversed(found):
        rest = rest[: country.span.start] + rest[country.span.end :]
    return bool(found) and not re.sub(r"\b(?:and|y|e|und|et|the|la|el|los|las)\b|[\s,;/&-]", "", rest)


def in_headings(text: str, loud: Sequence[Span], found: Iterable[Span]) -> Iterator[Span]:
    """The names of the text that headings and lines in capitals repeat."""
    known = {fold(text[s.start : s.end]) for s in found}
    known |= {LEGAL_END.sub("", name) for name in known}
    known = {name for name in known if len(name) > 1 and name not in NUMBER_WORDS}
    if not known:
        return
    exact = re.compile(rf"(?<![\w.@/-])(?:{'|'.join(_flexible(n) for n in _longest_first(known))})(?![\w@]|-\w)")
    upper = re.compile(
        rf"(?<![\w.@/-])(?:{'|'.join(_flexible(n.upper()) for n in _longest_first(known))})(?![\w@]|-\w)"
    )
    for cell in loud:
        words = text[cell.start : cell.end]
        rule = upper if words.isupper() else exact
        for match in rule.finditer(text, *cell):
            yield Span(match.start(), match.end())
        if words.strip() in NUMBER_WORDS - {"First", "Next", "Net", "Total", "Plus"}:
            start = cell.start + words.index(words.strip())
            yield Span(start, start + len(words.strip()))


def in_small_letters(text: str, blocks: Sequence[Block], found: Iterable[Span]) -> Iterator[Span]:
    """Names of alliances where their class noun is not capitalised: "Alpha mobile alliance"."""
    known = {fold(text[s.start : s.end]) for s in found}
    known = {name for name in known if len(name.split()) > 1 and COLLECTIVE.search(name)}
    if not known:
        return
    rule = re.compile(rf"(?<![\w.@/-])(?:{'|'.join(_tail_folded(n) for n in _longest_first(known))})(?![\w@]|-\w)")
    for block in blocks:
        for match in rule.finditer(text, *block.span):
            yield Span(match.start(), match.end())


def _tail_folded(name: str) -> str:
    first, *rest = name.split()
    return rf"{re.escape(first)}\s+" + r"\s+".join(rf"(?i:{re.escape(part)})" for part in rest)


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))


def _flexible(name: str) -> str:
    return r"\s+".join(re.escape(part) for part in name.split())
