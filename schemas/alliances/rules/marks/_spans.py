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

from alliances.rules.demonyms import read_demonym
from alliances.rules.marks._brands import in_headings, in_lower_case, in_small_letters
from alliances.rules.marks._ordinary import all_ordinary, is_ordinary
from alliances.rules.marks._runs import POSSESSIVE, Run, cells, is_loud, pieces, runs
from alliances.rules.marks._words import (
    COLLECTIVE,
    NO_COMPANY,
    NOT_NAMES,
    ORG_VERB,
    ORG_WORD,
    is_common_in_names,
    is_technical,
)
from extractor.background import check_cancelled
from extractor.facts import Span, fold
from extractor.names import JOINT_STOCK, LEGAL_END
from extractor.passages import Block
from extractor.values import find_countries

_COMMON_ENDING = re.compile(
    r"(?:ing|tions?|ments?|ness|ities|ity|ances?|ences?|ly|ers|ors|ed|ships?|ages?|isms?|als|ables?|ives?|ciones|ción"
    r"|mente|idad|dades|mientos?|iendo|ando|amos|aron|ieron|ados?|adas?)$"
)
_AFTER_NAMES = re.compile(
    r"[’']s\s|\s?\(|\s(?:in|of|from|de|en|[-–—])\s(?:the\s)?[A-ZÀ-Þ]|,\s[A-ZÀ-Þ]|\s(?:and|y|und|et|&)\s[A-ZÀ-Þ]"
    r"|\s[a-z]{3,}(?:s|ed|ó|a)\s|\sse\s|\s(?:said|says)\s|,\s[a-zß-ÿ-]+\s"
)
_JOINT_STOCK = re.compile(rf"{JOINT_STOCK}\s+[\"“«][^\"”»]{{2,40}}[\"”»]")
_ALLIED = re.compile(r"Alliance|Consortium|Federation|Association|Alianza|Consorcio|Asociación|Aliança|Allianz|Forum")
_DASH = re.compile(r"\s[-–—]\s")
_CLASS_WORD = re.compile(
    r"(?:Tele)?(?:comunica|COMUNICA|Comunica)\w+|(?i:telem[óo]ve\w*|m[óo]ve(?:is|l)|servi[çc]\w+|servicios"
    r"|participa\w+|sistemas|redes?"
    r"|nacion\w+|sociedade?|holdings?|sgps|mobile|telecom\w*|telefon\w*|celular\w*|m[óo]vil\w*|invest\w*|de|e|y"
    r"|and|da|do|group|grupo"
    r"|communications?|networks?|services|internacional|international)"
)
_FAMILY_BEFORE = re.compile(r"\bfamilia\s+$")
_FAMILY_AFTER = re.compile(r"\s+family\b")
_GOVERNMENT_AFTER = re.compile(r"\s+(?:government|state|treasury)\b")


def name_spans(text: str, blocks: Sequence[Block], language: str) -> list[Span]:
    """The spans of what may be a name, in order, none within another."""
    loud: list[Span] = []
    taken: list[Run] = []
    for block in blocks:
        check_cancelled()
        for cell in cells(text, block):
            set_in = is_loud(text, cell, block)
            here = [piece for run in runs(text, cell, set_in) for piece in pieces(text, run)]
            if set_in is not None:
                loud.append(cell)
            taken += [run for run in here if set_in is None or run.legal]
            if set_in == "title":
                taken += [to for run in here if not run.legal and (to := _to_collective(text, run)) is not None]
    vocabulary = _Vocabulary.of(text, taken)
    found = {span for run in taken if (span := _settled(text, run, vocabulary)) is not None}
    found -= set(_parts_of_countries(text, blocks, language, found))
    found |= set(in_lower_case(text, blocks, language))
    found |= set(in_headings(text, loud, found))
    found |= set(in_small_letters(text, blocks, found))
    found |= {Span(*m.span()) for b in blocks for m in _JOINT_STOCK.finditer(text, *b.span)}
    return _joined(text, _outermost(sorted(found)))


def _to_collective(text: str, run: Run) -> Run | None:
    """The name of an alliance in a title, up to its class noun: "Alpha Peering Alliance | Members"."""
    said = [text[w.start : w.end] for w in run.words]
    at = next((n for n, word in enumerate(said) if n and _ALLIED.fullmatch(word)), None)
    if at is None or all_ordinary(said[:at]):
        return None
    return Run(run.words[: at + 1], run.words[at].end, legal=False, initial=False)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """How the text uses its words: in lower case, as names within a sentence, and as what may be names at all."""

    lower: frozenset[str]
    names: Counter[str]
    anywhere: Counter[str]

    @classmethod
    def of(cls, text: str, runs: Sequence[Run]) -> _Vocabulary:
        return cls(
            frozenset(re.findall(r"(?<![\w@./-])[a-zß-ÿ][\wß-ÿ-]+(?![\w@]|\.\w)", text)),
            Counter(
                [fold(text[r.words[0].start : r.end]) for r in runs if not r.initial]
                + [fold(text[r.words[0].start : r.words[-1].end]) for r in runs if r.legal]
            ),
            Counter(fold(text[r.words[0].start : r.end]) for r in runs),
        )

    def is_common(self, word: str) -> bool:
        """Whether a word that starts a sentence is likely no name."""
        if word in self.names:
            return False
        lower = word.lower()
        return (
            lower in self.lower
            or is_ordinary(word)
            or (word[1:].islower() and _COMMON_ENDING.search(lower) is not None)
        )


def _settled(text: str, run: Run, vocabulary: _Vocabulary) -> Span | None:
    """The span of a run's name, if it is one."""
    words = list(run.words)
    said = fold(text[words[0].start : run.end])
    if run.initial and not run.legal and said not in vocabulary.names:
        first = text[words[0].start : words[0].end]
        rest = fold(text[words[1].start : run.end]) if len(words) > 1 else ""
        common = vocabulary.is_common(POSSESSIVE.sub("", first))
        common = common or (not rest and not run.alone and vocabulary.anywhere[said] < 2 and not _acts(text, run.end))
        if (
            common
            and not (rest and is_common_in_names(rest))
            and (not rest or rest in vocabulary.names or (first.endswith(("ing", "ed")) and first[1:].islower()))
        ):
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
    elif family := _FAMILY_AFTER.match(text, span.end) or (
        _GOVERNMENT_AFTER.match(text, span.end) if read_demonym(said) else None
    ):
        span = Span(span.start, family.end())
    return span


def _acts(text: str, at: int) -> bool:
    """Whether what follows `at` makes the word before it a name: a verb of companies, a bracket, a description."""
    return ORG_VERB.match(text, at) is not None or _AFTER_NAMES.match(text, at, at + 24) is not None


def _is_name(said: str) -> bool:
    without = LEGAL_END.sub("", said)
    parts = re.split(r"[\s/]+", without)
    if all(is_technical(p) or p.strip(".,").lower() in NOT_NAMES for p in parts):
        return False
    if (
        COLLECTIVE.fullmatch(without)
        or re.fullmatch(JOINT_STOCK, said)
        or (without == said and len(parts) == 1 and is_common_in_names(without))
    ):
        return False
    letters = sum(c.isalpha() for c in without)
    return letters >= 2 or re.fullmatch(r"[A-Z]\d", without) is not None


def _with_lower_case_start(text: str, span: Span) -> Span:
    """A name that has lost its capital ("esky Telecom, a. s."): taken up if the word stands nowhere else by itself."""
    before = re.search(r"(?<![\w.@-])([a-zß-ÿ]{3,12})[ \n]$", text[max(0, span.start - 16) : span.start])
    if before is None or before.group(1) in NO_COMPANY or is_ordinary(before.group(1)):
        return span
    word = before.group(1)
    alone = len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text))
    taken_up = len(re.findall(rf"(?<!\w){re.escape(word)}\s+{re.escape(text[span.start : span.start + 5])}", text))
    return Span(span.start - len(word) - 1, span.end) if alone == taken_up else span


def _parts_of_countries(text: str, blocks: Sequence[Block], language: str, found: Iterable[Span]) -> Iterator[Span]:
    """What is only a part of a country's name: "Republic" of "Czech Republic"."""
    starts = sorted(found)
    for block in blocks:
        for country in find_countries(text[block.span.start : block.span.end], language=language):
            whole = Span(country.span.start + block.span.start, country.span.end + block.span.start)
            for span in starts[bisect_left(starts, whole) : bisect_left(starts, Span(whole.end, 0))]:
                if whole.covers(span) and whole != span:
                    yield span


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans with those made one that a dash joins: "Alpha - Comunicações Móveis, S.A."."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        said = fold(text[span.start : span.end])
        if (
            last is not None
            and _DASH.fullmatch(text, last.end, span.start)
            and LEGAL_END.search(said)
            and all(_CLASS_WORD.fullmatch(w) for w in LEGAL_END.sub("", said).replace(",", " ").split())
            and not LEGAL_END.search(fold(text[last.start : last.end]))
        ):
            joined[-1] = Span(last.start, span.end)
        else:
            joined.append(span)
    return joined


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """The spans that no other covers; of two that overlap, the first."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
