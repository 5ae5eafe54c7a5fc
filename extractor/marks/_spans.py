"""Where names stand: runs of capitalised words, cut to what may be a name.

Capitals say nothing in a heading or a line set all in capitals: there only names with a legal form are taken, and those
that the text around uses. At the start of a sentence a word is a name only if nothing speaks for a common word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.facts import Span, fold
from extractor.marks._words import (
    BREAKS,
    COLLECTIVE,
    INSTITUTIONS,
    LEGAL_AFTER,
    LEGAL_END,
    NOT_NAMES,
    NUMBER_WORDS,
    ORG_VERB,
    ORG_WORD,
    STOP_FIRST,
    goes_on,
    is_common_in_names,
    is_technical,
)
from extractor.passages import Block
from extractor.values import find_countries, read_demonym

_WORD = re.compile(
    r"(?<![\w@/])(?:[^\W_](?:[^\W_]|[&’'/+-](?=[^\W_])|-\n[ ]*(?=[a-zß-ÿ])|(?<=[A-Z])\.(?=[A-Z])|\.(?=(?:com|net|org|mobi|tv)\b)|(?<=Ã)[¡-¿]|\?(?=[a-z]))*(?![\w$])|&)"
)
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+")
_POSSESSIVE = re.compile(r"[’'](?:s|S)?$")
_SENTENCE_START = re.compile(r"(?:^|[.!?…•*●–—][\"'”’»)\]]*\s|^\s*[-o])\s*[\"'“‘«(¿¡]*$")
_FIRST_OF_LIST = re.compile(r"^\s*(?:\(?[a-z0-9]{1,2}[.)]|[-o•*])\s*$")
_COMMON_ENDING = re.compile(
    r"(?:ing|tions?|ments?|ness|ities|ity|ances?|ences?|ly|ers|ors|ed|ships?|ages?|isms?|als|ables?|ives?|ciones|ción|mente|idad|dades|mientos?|iendo|ando|amos|aron|ieron|ados?|adas?)$"
)
_MIXED = re.compile(r"[a-z]{1,3}-?[A-Z]\w*|\d+(?!st\b|nd\b|rd\b|th\b)[A-Za-z]{3,}\w*")
_GENERIC_BEFORE = frozenset("company operator firm subsidiary affiliate group holding provider carrier the and for with from by named called".split())
_LISTED = re.compile(r"(?:^|[,;:•*(]\s*|\b(?:and|y|e|und|et|or|o|are|is|include|includes|including)\s+)(?P<name>[^\W_][\w&’'+-]{0,20})\s?\((?P<places>[^()]{2,90})\)")
_BRANDED = re.compile(r"\b(?:brand|brands|brand name|trade name|trading name|marca|marke|marque)(?:\s+(?:name|comercial))?\s*[“\"‘«](?P<name>[^\W_][\w&’'+-]{1,20})[”\"’»]")
_PROSE_WIDTH = 50
"""A line of fewer characters is set by itself: of an address, a signature, a title."""
_FAMILY_BEFORE = re.compile(r"\bfamilia\s+$")
_FAMILY_AFTER = re.compile(r"\s+family\b")


@dataclass(frozen=True, slots=True)
class _Run:
    """Adjacent words that may be a name, as found; `initial` if a sentence starts with it."""

    words: tuple[Span, ...]
    end: int
    legal: bool
    initial: bool


def name_spans(text: str, blocks: Sequence[Block], language: str) -> list[Span]:
    """The spans of what may be a name, in order, none within another."""
    loud: list[Span] = []
    pieces: list[_Run] = []
    for block in blocks:
        for cell in cells(text, block):
            runs = [piece for run in _runs(text, cell, is_loud(text, cell, block)) for piece in _pieces(text, run)]
            if is_loud(text, cell, block) is None:
                pieces += runs
            else:
                loud.append(cell)
                pieces += [run for run in runs if run.legal]
    vocabulary = _Vocabulary.of(text, pieces)
    found = {span for run in pieces if (span := _settled(text, run, vocabulary)) is not None}
    found -= set(_parts_of_countries(text, blocks, language, found))
    found |= set(_lower_case(text, blocks, language))
    found |= set(_in_headings(text, loud, found))
    found |= set(_in_small_letters(text, blocks, found))
    return _outermost(sorted(found))


def cells(text: str, block: Block) -> Iterator[Span]:
    """The runs of a block within which a name may stand: the whole of a paragraph, else each line's cells."""
    if block.type in ("paragraph", "item"):
        yield block.span
        return
    for line in re.compile(r"[^\n]+").finditer(text, *block.span):
        for cell in re.compile(r"(?:(?! {3,}|\t| \| ).)+").finditer(text, line.start(), line.end()):
            if cell.group().strip(" |"):
                yield Span(cell.start(), cell.end())


def is_loud(text: str, cell: Span, block: Block) -> str | None:
    """How capitals are misused in a cell: "capitals" throughout, as a "title", or not at all."""
    words = re.findall(r"[^\W\d_]{2,}", text[cell.start : cell.end])
    if len(words) >= 3 and sum(w.isupper() for w in words) >= 0.8 * len(words):
        return "capitals"
    if block.type == "heading":
        return "capitals" if words and all(w.isupper() for w in words) else "title"
    long = [w for w in words if len(w) >= 4]
    said = text[cell.start : cell.end]
    if len(long) >= 5 and sum(w[0].isupper() for w in long) >= 0.8 * len(long) and not re.search(r"[(.]|,.*,", said, re.DOTALL):
        return "title"
    return None


def _runs(text: str, cell: Span, loud: str | None) -> Iterator[_Run]:
    """The runs of capitalised words of a cell."""
    addresses = [Span(m.start(), m.end()) for m in _ADDRESS.finditer(text, *cell)]
    words = [Span(m.start(), m.end()) for m in _WORD.finditer(text, *cell)]
    words = [w for w in words if not any(a.overlaps(w) for a in addresses)]
    at = 0
    while at < len(words):
        if not _is_capital(text[words[at].start : words[at].end]) or (loud == "capitals" and _is_stop(text, words[at])):
            at += 1
            continue
        run = [words[at]]
        end = words[at].end
        at += 1
        legal = LEGAL_AFTER.match(text, end, cell.end)
        while legal is None and (ahead := _next(text, run, end, words[at : at + 4], loud)):
            at += ahead
            run.append(words[at - 1])
            end = words[at - 1].end
            legal = LEGAL_AFTER.match(text, end, cell.end)
        has_legal = False
        while legal is not None:
            has_legal = True
            end = legal.end()
            legal = LEGAL_AFTER.match(text, end, cell.end)
        while at < len(words) and words[at].start < end:
            at += 1
        before = text[cell.start : run[0].start]
        initial = bool(_SENTENCE_START.search(before[-12:]) if len(before) > 12 else _SENTENCE_START.search(before))
        yield _Run(tuple(run), end, has_legal, initial or bool(_FIRST_OF_LIST.match(before)))


def _is_capital(word: str) -> bool:
    return word[0].isupper() or _MIXED.match(word) is not None


def _is_stop(text: str, word: Span) -> bool:
    return text[word.start : word.end].capitalize() in STOP_FIRST


def _next(text: str, run: Sequence[Span], end: int, words: Sequence[Span], loud: str | None) -> int:
    """How many words on the name that ends at `end` goes on: 1, or more over an "of"; 0 if it ends."""
    if not words or len(run) >= 9:
        return 0
    if _continues(text, run, end, words[0], loud):
        return 1
    genitive = goes_on([text[w.start : w.end] for w in run], text, end)
    if genitive is None:
        return 0
    return next((n for n, word in enumerate(words, 1) if word.start == genitive.end()), 0)


def _continues(text: str, run: Sequence[Span], end: int, word: Span, loud: str | None) -> bool:
    """Whether the name that ends at `end` goes on with `word`, right after it."""
    last = text[run[-1].start : run[-1].end]
    glue = text[end : word.start]
    this = text[word.start : word.end]
    if _POSSESSIVE.search(last) and len(last) > 3:
        return False
    if not glue.strip():
        if ("\n" in glue and not _runs_on(text, end)) or (this.isupper() and len(this) > 1 and _is_stop(text, word)):
            return False
        return this == "&" or _is_capital(this) or last in ("van", "von", "der")
    if re.fullmatch(r"\.\s+", glue) and len(last) <= 3 and re.fullmatch(r"[A-Z](?:\.[A-Z])?", last):
        return _is_capital(this) or this in ("van", "von")
    return False


def _runs_on(text: str, at: int) -> bool:
    """Whether the line of `at` is set to the width of prose, so that a name may run over its end."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return len(text[start : end if end >= 0 else len(text)].rstrip()) >= _PROSE_WIDTH


def _pieces(text: str, run: _Run) -> Iterator[_Run]:
    """A run parted at months, roles and labels, without leading articles and adjectives."""
    parts: list[list[Span]] = [[]]
    for n, word in enumerate(run.words):
        said = text[word.start : word.end]
        following = text[run.words[n + 1].start : run.words[n + 1].end] if n + 1 < len(run.words) else ""
        if said.strip(".,").lower() in BREAKS and not (run.legal and n + 1 == len(run.words)) and not (
            n == 0 and ORG_WORD.fullmatch(following)
        ):
            parts.append([])
        else:
            parts[-1].append(word)
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        first = part
        while first and _is_dropped(text, first, run.legal and last):
            first = first[1:]
        while first and text[first[-1].start : first[-1].end] in ("&", "van", "von"):
            first = first[:-1]
        if not first:
            continue
        legal = run.legal and last
        end = run.end if last and first[-1] == run.words[-1] else first[-1].end
        if not legal:
            end -= len(text[first[0].start : end]) - len(_POSSESSIVE.sub("", text[first[0].start : end]))
        if end > first[0].start:
            yield _Run(tuple(first), end, legal, run.initial and first[0] == run.words[0])


def _is_dropped(text: str, words: Sequence[Span], legal: bool) -> bool:
    """Whether the first of these words is no part of a name: an article, "Customers", "German" before a name."""
    first = text[words[0].start : words[0].end]
    bare = _POSSESSIVE.sub("", first)
    if bare in NUMBER_WORDS:
        alone = len(words) == 1 and bare in ("First", "Next", "Net", "Total", "Plus")
        return not legal and (alone or bare in ("Net", "Total"))
    if bare.capitalize() in STOP_FIRST and (bare in STOP_FIRST or bare.isupper()):
        return True
    if len(words) == 1:
        return False
    following, last = (text[words[n].start : words[n].end].strip(",.") for n in (1, -1))
    return read_demonym(bare) is not None and not ORG_WORD.fullmatch(following) and not legal and last not in INSTITUTIONS


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """How the text uses its words: in lower case, as names within a sentence, and as what may be names at all."""

    lower: frozenset[str]
    names: Counter[str]
    anywhere: Counter[str]

    @classmethod
    def of(cls, text: str, runs: Sequence[_Run]) -> _Vocabulary:
        return cls(
            frozenset(re.findall(r"(?<![\w@./-])[a-zß-ÿ][\wß-ÿ-]+(?![\w@]|\.\w)", text)),
            Counter(fold(text[r.words[0].start : r.end]) for r in runs if not r.initial),
            Counter(fold(text[r.words[0].start : r.end]) for r in runs),
        )

    def is_common(self, word: str) -> bool:
        """Whether a word that starts a sentence is likely no name."""
        if word in self.names:
            return False
        lower = word.lower()
        return lower in self.lower or (word[1:].islower() and _COMMON_ENDING.search(lower) is not None)


def _settled(text: str, run: _Run, vocabulary: _Vocabulary) -> Span | None:
    """The span of a run's name, if it is one."""
    words = list(run.words)
    said = fold(text[words[0].start : run.end])
    if run.initial and not run.legal and said not in vocabulary.names:
        first = text[words[0].start : words[0].end]
        rest = fold(text[words[1].start : run.end]) if len(words) > 1 else ""
        common = vocabulary.is_common(_POSSESSIVE.sub("", first))
        common = common or (not rest and vocabulary.anywhere[said] < 2 and not _acts(text, run.end))
        if common and (not rest or rest in vocabulary.names or (first.endswith(("ing", "ed")) and first[1:].islower())):
            words = words[1:]
        if not words:
            return None
    span = Span(words[0].start, run.end)
    said = text[span.start : span.end]
    if not _is_name(said):
        return None
    if run.legal and len(words) == 1 and ORG_WORD.fullmatch(text[words[0].start : words[0].end]):
        span = _with_lower_case_start(text, span)
    if _FAMILY_BEFORE.search(text[max(0, span.start - 10) : span.start]):
        span = Span(text.rindex("familia", 0, span.start), span.end)
    elif family := _FAMILY_AFTER.match(text, span.end):
        span = Span(span.start, family.end())
    return span


def _acts(text: str, at: int) -> bool:
    """Whether what follows `at` makes the word before it a name: a verb of companies, "’s", a bracket, a description."""
    return ORG_VERB.match(text, at) is not None or re.match(r"[’']s\s|\s?\(|\s(?:in|of|from|de|en|[-–—])\s(?:the\s)?[A-ZÀ-Þ]|,\s[A-ZÀ-Þ]|\s(?:and|y|und|et|&)\s[A-ZÀ-Þ]|\s[a-z]{3,}(?:s|ed|ó|a)\s|\sse\s|\s(?:said|says)\s|,\s[a-zß-ÿ]+\s", text[at : at + 24]) is not None


def _is_name(said: str) -> bool:
    without = LEGAL_END.sub("", said)
    parts = re.split(r"[\s/]+", without)
    if all(is_technical(p) or p.strip(".,").lower() in NOT_NAMES for p in parts):
        return False
    if COLLECTIVE.fullmatch(without) or (without == said and len(parts) == 1 and is_common_in_names(without)):
        return False
    letters = sum(c.isalpha() for c in without)
    return letters >= 2 or re.fullmatch(r"[A-Z]\d", without) is not None


def _with_lower_case_start(text: str, span: Span) -> Span:
    """A name that has lost its capital ("esky Telecom, a. s."): taken up if the word stands nowhere else by itself."""
    before = re.search(r"(?<![\w.@-])([a-zß-ÿ]{3,12})[ \n]$", text[max(0, span.start - 16) : span.start])
    if before is None or before.group(1) in _GENERIC_BEFORE:
        return span
    word = before.group(1)
    alone = len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text))
    taken_up = len(re.findall(rf"(?<!\w){re.escape(word)}\s+{re.escape(text[span.start : span.start + 5])}", text))
    return Span(span.start - len(word) - 1, span.end) if alone == taken_up else span


def _lower_case(text: str, blocks: Sequence[Block], language: str) -> Iterator[Span]:
    """Names that are common words or in lower case, known by a heading, by "(Country)" after them in a list, by "brand"."""
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
        for match in _LISTED.finditer(text, *body):
            if _only_countries(match.group("places"), language) and match.group("name").lower() not in _GENERIC_BEFORE:
                yield Span(match.start("name"), match.end("name"))
                if match.group("name")[0].islower():
                    brands.add(match.group("name"))
        for match in _BRANDED.finditer(text, *body):
            yield Span(match.start("name"), match.end("name"))
            if match.group("name")[0].islower():
                brands.add(match.group("name"))
    for brand in sorted(brands):
        for body in bodies:
            yield from _occurrences(text, brand, body)


def _occurrences(text: str, words: str, bound: Span) -> Iterator[Span]:
    for match in re.compile(rf"(?<![\w.@/-]){re.escape(words)}(?![\w@]|\.\w)").finditer(text, *bound):
        yield Span(match.start(), match.end())


def _parts_of_countries(text: str, blocks: Sequence[Block], language: str, found: Iterable[Span]) -> Iterator[Span]:
    """What is only a part of a country's name: "Republic" of "Czech Republic"."""
    starts = sorted(found)
    for block in blocks:
        for country in find_countries(text[block.span.start : block.span.end], language=language):
            whole = Span(country.span.start + block.span.start, country.span.end + block.span.start)
            for span in starts[bisect_left(starts, whole) : bisect_left(starts, Span(whole.end, 0))]:
                if whole.covers(span) and whole != span:
                    yield span


def _only_countries(words: str, language: str) -> bool:
    """Whether the words are countries and nothing else."""
    found = find_countries(words, language=language)
    rest = words
    for country in reversed(found):
        rest = rest[: country.span.start] + rest[country.span.end :]
    return bool(found) and not re.sub(r"\b(?:and|y|e|und|et|the|la|el|los|las)\b|[\s,;/&-]", "", rest)


def _in_headings(text: str, loud: Sequence[Span], found: Iterable[Span]) -> Iterator[Span]:
    """The names of the text that headings and lines in capitals repeat."""
    known = {fold(text[s.start : s.end]) for s in found}
    known |= {LEGAL_END.sub("", name) for name in known}
    known = {name for name in known if len(name) > 1 and name not in NUMBER_WORDS}
    if not known:
        return
    exact = re.compile(rf"(?<![\w.@/-])(?:{'|'.join(_flexible(n) for n in _longest_first(known))})(?![\w@]|-\w)")
    upper = re.compile(rf"(?<![\w.@/-])(?:{'|'.join(_flexible(n.upper()) for n in _longest_first(known))})(?![\w@]|-\w)")
    for cell in loud:
        words = text[cell.start : cell.end]
        rule = upper if words.isupper() else exact
        for match in rule.finditer(text, *cell):
            yield Span(match.start(), match.end())
        if words.strip() in NUMBER_WORDS - {"First", "Next", "Net", "Total", "Plus"}:
            start = cell.start + words.index(words.strip())
            yield Span(start, start + len(words.strip()))


def _in_small_letters(text: str, blocks: Sequence[Block], found: Iterable[Span]) -> Iterator[Span]:
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


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """The spans that no other covers; of two that overlap, the first."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
