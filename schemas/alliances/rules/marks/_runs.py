"""Runs of capitalised words: what a name is looked for in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alliances.rules.demonyms import read_demonym
from alliances.rules.marks._ordinary import is_ordinary
from alliances.rules.marks._words import (
    BREAKS,
    INSTITUTIONS,
    NUMBER_WORDS,
    ORG_WORD,
    PERSON_AFTER,
    PERSON_BEFORE,
    STOP_FIRST,
    goes_on,
)
from extractor.facts import Span
from extractor.names import LEGAL_AFTER
from extractor.passages import Block
from extractor.values import read_country

_WORD = re.compile(
    r"(?<![\w@/])(?:[^\W_](?:[^\W_]|[&’'/+-](?=[^\W_])|-\n[ ]*(?=[a-zß-ÿ])|(?<=[A-Z])\.(?=[A-Z])|\.(?=(?:com|net|org"
    r"|mobi|tv)\b)|(?<=Ã)[¡-¿]|\?(?=[a-z]))*(?![\w$])|&)"
)
_OPENING_IN = re.compile(r"(?<!\w)(?:In|En)\s$")
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+")
POSSESSIVE = re.compile(r"[’'](?:s|S)?$")
_SENTENCE_START = re.compile(r"(?:^|[.!?…•*●–—][\"'”’»)\]]*\s|^\s*[-o])\s*[\"'“‘«(¿¡]*$")
_FIRST_OF_LIST = re.compile(r"^\s*(?:\(?[a-z0-9]{1,2}[.)]|[-o•*])\s*$")
_MIXED = re.compile(
    r"(?!(?:pan|non|pre|sub|mid|pro|un|co|ex|anti|intra|inter)-)[a-z]{1,3}-?[A-Z]\w*|(?![qhg]\d)[a-z]\d$"
    r"|\d+(?!st\b|nd\b|rd\b"
    r"|th\b)[A-Za-z]{3,}\w*"
)
_DESCRIBING = re.compile(
    r".+-(?:based|backed|owned|led|listed|controlled|headquartered|born|wide|speaking|style|only|focused|centric|funded"
    r"|registered|incorporated|trained|run|dominated|compatible|enabled|ready|like|related|specific|branded)$"
)
"""What describes by a name and is none: "Oslo-based"."""
_AMOUNT = re.compile(r"[A-Za-z]{1,4}\d+(?P<short>m|bn|mn)?$")
_PARTICLE = re.compile(
    r"[ \n]+(?:van(?:[ \n](?:der?|den|het|’t|'t))?|von(?:[ \n](?:der|dem|und[ \n]zu))?|ter|ten|zu|bin|binti|ibn"
    r"|abu|af|av)[ \n]+"
    r"(?=[A-ZÀ-Þ])"
)
_PARTICLE_OF = re.compile(r"[ \n]+(?:de(?:[ \n](?:la|los|las|le))?|del|della|di|da|dos?|das|y|e|i)[ \n]+(?=[A-ZÀ-Þ])")
"""Between the first and the family name of a person; the second are said of anything else as well."""
_GAP = re.compile(r"(?<=\S) {4,}|\n {12,}")
_PROSE_WIDTH = 50
"""A line of fewer characters is set by itself: of an address, a signature, a title."""


@dataclass(frozen=True, slots=True)
class Run:
    """Adjacent words that may be a name; `initial` if a sentence starts with them, `alone` if they fill their cell."""

    words: tuple[Span, ...]
    end: int
    legal: bool
    initial: bool
    alone: bool = False


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
    if (
        len(long) >= 5
        and sum(w[0].isupper() for w in long) >= 0.8 * len(long)
        and not re.search(r"^\s*[-–—*•·]\s|\(|\.(?!\d)|,.*,", said, re.DOTALL)
    ):
        return "title"
    return None


def runs(text: str, cell: Span, loud: str | None) -> Iterator[Run]:
    """The runs of capitalised words of a cell."""
    addresses = [Span(m.start(), m.end()) for m in _ADDRESS.finditer(text, *cell)]
    words = [Span(m.start(), m.end()) for m in _WORD.finditer(text, *cell)]
    words = [w for w in words if not any(a.overlaps(w) for a in addresses) and not _is_amount(text, w)]
    at = 0
    while at < len(words):
        if not _is_capital(text[words[at].start : words[at].end]) or (loud == "capitals" and _is_stop(text, words[at])):
            at += 1
            continue
        run = [words[at]]
        end = words[at].end
        at += 1
        legal = LEGAL_AFTER.match(text, end, cell.end)
        while legal is None and (ahead := _next(text, run, end, words[at : at + 4])):
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
        alone = not before.strip() and not text[end : cell.end].strip()
        yield Run(tuple(run), end, has_legal, initial or bool(_FIRST_OF_LIST.match(before)), alone)


def _is_capital(word: str) -> bool:
    return (word[0].isupper() or _MIXED.match(word) is not None) and _DESCRIBING.match(word) is None


def _is_amount(text: str, word: Span) -> bool:
    """Whether a word is a sum of money: "RMB126" of "RMB126.18 billion"."""
    amount = _AMOUNT.match(text[word.start : word.end])
    if amount is None or amount.group("short"):
        return amount is not None
    return re.match(r"[.,]\d|\s(?:million|billion|thousand|millones)\b", text[word.end : word.end + 10]) is not None


def _is_stop(text: str, word: Span) -> bool:
    return text[word.start : word.end].capitalize() in STOP_FIRST


def _next(text: str, run: Sequence[Span], end: int, words: Sequence[Span]) -> int:
    """How many words on the name that ends at `end` goes on: 1, or more over an "of"; 0 if it ends."""
    if not words or len(run) >= 9:
        return 0
    if _continues(text, run, end, words[0]):
        return 1
    said = [text[w.start : w.end] for w in run]
    if len(said) == 1 and said[0].lower() in ("tochter", "tochtergesellschaft", "muttergesellschaft", "beteiligung"):
        return 0
    genitive = goes_on(said, text, end) or _particle(said, text, end)
    if genitive is None:
        return 0
    return next((n for n, word in enumerate(words, 1) if word.start == genitive.end()), 0)


def _particle(words: Sequence[str], text: str, at: int) -> re.Match[str] | None:
    """The particle at `at` over which the name of a person goes on: "Jan | van der Berg"."""
    if len(words) > 3 or any(is_ordinary(w) or not w.istitle() for w in words):
        return None
    match = _PARTICLE.match(text, at)
    if match is not None or (match := _PARTICLE_OF.match(text, at)) is None:
        return match
    family = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: (?:y |e |i )?[A-ZÀ-Þ][\w’'-]+){0,2}").match(text, match.end())
    before = text[max(0, at - len(" ".join(words)) - 50) : at - len(" ".join(words))]
    said = family is not None and (PERSON_AFTER.match(text, family.end()) or PERSON_BEFORE.search(before))
    return match if said else None


def _continues(text: str, run: Sequence[Span], end: int, word: Span) -> bool:
    """Whether the name that ends at `end` goes on with `word`, right after it."""
    last = text[run[-1].start : run[-1].end]
    glue = text[end : word.start]
    this = text[word.start : word.end]
    if POSSESSIVE.search(last) and len(last) > 3:
        return False
    if not glue.strip():
        if (
            ("\n" in glue and not _runs_on(text, end))
            or _is_gap(text, end, word.start)
            or (this.isupper() and len(this) > 1 and _is_stop(text, word))
        ):
            return False
        return this == "&" or _is_capital(this) or last in ("van", "von", "der")
    if re.fullmatch(r"\.\s+", glue) and len(last) <= 3 and re.fullmatch(r"[A-Z](?:\.[A-Z])?", last):
        return _is_capital(this) or this in ("van", "von")
    return False


def _is_gap(text: str, at: int, to: int) -> bool:
    """Whether the blanks from `at` to `to` part two columns."""
    if _GAP.search(text[at - 1 : to]):
        return True
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", to)
    line = text[start : end if end >= 0 else len(text)].strip()
    return "  " in text[at:to] and "\n" not in text[at:to] and re.search(r"\S {3,}\S", line) is not None


def _runs_on(text: str, at: int) -> bool:
    """Whether the line of `at` is set to the width of prose, so that a name may run over its end."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return len(text[start : end if end >= 0 else len(text)].rstrip()) >= _PROSE_WIDTH


def pieces(text: str, run: Run) -> Iterator[Run]:
    """A run parted at months, roles and labels, without leading articles and adjectives."""
    parts: list[list[Span]] = [[]]
    for n, word in enumerate(run.words):
        following = text[run.words[n + 1].start : run.words[n + 1].end] if n + 1 < len(run.words) else ""
        if (
            _is_break(text, word)
            and not (run.legal and n + 1 == len(run.words))
            and not (n == 0 and ORG_WORD.fullmatch(following))
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
            end -= len(text[first[0].start : end]) - len(POSSESSIVE.sub("", text[first[0].start : end]))
        if end > first[0].start:
            yield Run(tuple(first), end, legal, run.initial and first[0] == run.words[0], run.alone and first == part)


def _is_break(text: str, word: Span) -> bool:
    """Whether no name runs across a word; "Tel" and "Jan" are part of names but before a number."""
    said = text[word.start : word.end].strip(".,").lower()
    if said in ("tel", "phone", "telephone", "fax", "jan"):
        return re.match(r"\.?\s*[:+(\d]", text[word.end : word.end + 4]) is not None and not (
            text[word.end : word.end + 2] == " (" and not re.match(r" \(\+?\d", text[word.end : word.end + 4])
        )
    return said in BREAKS


def _is_dropped(text: str, words: Sequence[Span], legal: bool) -> bool:
    """Whether the first of these words is no part of a name: an article, "Customers", "German" before a name."""
    first = text[words[0].start : words[0].end]
    bare = POSSESSIVE.sub("", first)
    if re.match(r"[LD][’'][a-zß-ÿ]", first):
        return True
    if bare in NUMBER_WORDS:
        alone = len(words) == 1 and bare in ("First", "Next", "Net", "Total", "Plus")
        return not legal and (alone or bare in ("Net", "Total"))
    if bare == "AS" and len(words) > 1:  # a legal form that stands first: "AS Alpha Grupp"
        return False
    if bare.capitalize() in STOP_FIRST and (bare in STOP_FIRST or bare.isupper()):
        return True
    if len(words) == 1:
        return False
    if read_country(bare) is not None and _OPENING_IN.search(text, max(0, words[0].start - 4), words[0].start):
        return not ORG_WORD.fullmatch(text[words[1].start : words[1].end])  # "In Russia Alpha has"
    following, last = (text[words[n].start : words[n].end].strip(",.") for n in (1, -1))
    return (
        read_demonym(bare) is not None and not ORG_WORD.fullmatch(following) and not legal and last not in INSTITUTIONS
    )
