"""Who is quoted: the person that the clause beside a quotation names, in full, by surname, or by a pronoun."""

from __future__ import annotations

import re

from alliances.rules.marks import Marks
from alliances.rules.people.affiliations import affiliations
from alliances.rules.people.names import TITLE, full_name, persons
from extractor.annotations import Quotation
from extractor.annotations.quotations import SAYS, find_quotations
from extractor.annotations.sentences import sentences
from extractor.facts import Span

_LAST = r"(?:(?:[Vv]an|[Vv]on|[Dd]e[rln]?|[Dd]ella|[Dd]a|[Dd]i|[Dd]u|[Ll]a|[Ll]e|[Aa]l|[Bb]in)\s){0,2}[A-ZÀ-Þ][\w’'-]+"
_SURNAME = re.compile(rf"(?:{TITLE}\s+)?(?P<surname>{_LAST})\b")
_APPOSITION = re.compile(r",?\s*|,\s(?:who|an?|the|quien|que|el|la)\s[^;:]{1,200},\s*", re.IGNORECASE)
"""Between a surname and its verb of saying: nothing, or a clause set off by commas."""
_NEAR = 600
_REACH = 6000  # characters in which the last named speaker is looked for


def speaker(marks: Marks, quotation: Quotation) -> Span | None:
    """The full name of the person quoted, as the filing prints it; a surname if it prints no more."""
    named = _named(marks, quotation.attribution)
    if named is not None or not _by_pronoun(marks, quotation.attribution):
        return named
    floor = max(0, quotation.span.start - _REACH)
    for earlier in reversed(find_quotations(marks.text, Span(floor, quotation.span.start))):
        named = _named(marks, earlier.attribution)
        if named is not None:
            return _spoken_of(marks, Span(earlier.span.end, quotation.span.start)) or named
    return _spoken_of(marks, Span(max(floor, quotation.span.start - _NEAR), quotation.span.start))


def _spoken_of(marks: Marks, bound: Span) -> Span | None:
    """The person whom the sentences of `bound` spoke of last: the first that the last of them names, if one does."""
    for sentence in reversed(sentences(marks.text, bound)):
        known = [found.name for found in affiliations(marks, sentence)]
        named = known or [p.span for p in persons(marks, sentence) if not re.search(r"\b[A-Z]{3}", marks.words(p.span))]
        titled = re.compile(rf"{TITLE}\s+(?P<surname>{_LAST})").search(marks.text, *sentence)
        if titled and not any(span.start <= titled.end() for span in named):
            return full_name(marks, titled.group("surname")) or Span(*titled.span("surname"))
        if named:
            return named[0]
    return None


def _by_pronoun(marks: Marks, clause: Span) -> bool:
    said = marks.words(clause)
    if re.search(r"\b(?:s?he|él|ella|el directivo|la directiva|the executive)\b", said, re.IGNORECASE):
        return True
    of_company = re.search(
        r"\b(?:it|they|company|group|statement|compañía|empresa|grupo|comunicado)\b", said, re.IGNORECASE
    )
    return of_company is None and len(SAYS.sub("", said).split()) <= 2


def _named(marks: Marks, clause: Span) -> Span | None:
    """The person a clause names nearest to its verb of saying."""
    known = [found.name for found in affiliations(marks, clause)] or [p.span for p in persons(marks, clause)]
    says = [Span(clause.start + m.start(), clause.start + m.end()) for m in SAYS.finditer(marks.flat(clause))]
    if known:
        return min(known, key=lambda name: min((_apart(name, verb) for verb in says), default=0))
    for verb in says:
        surname = _surname_at(marks, clause, verb)
        if surname is not None:
            return full_name(marks, marks.words(surname)) or (surname if _titled(marks, surname) else None)
    return None


def _apart(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _surname_at(marks: Marks, clause: Span, verb: Span) -> Span | None:
    """A capitalised word right before or after a verb of saying: "Bell said", "said Mr. Bell"."""
    after = re.compile(rf"\s+(?:{TITLE}\s+)?(?P<surname>{_LAST})").match(marks.text, verb.end, clause.end)
    if after:
        return Span(after.start("surname"), after.end("surname"))
    before = list(_SURNAME.finditer(marks.text, clause.start, verb.start))
    for match in reversed(before):
        if _APPOSITION.fullmatch(marks.text, match.end(), verb.start):
            return Span(match.start("surname"), match.end("surname"))
    return None


def _titled(marks: Marks, surname: Span) -> bool:
    return re.search(rf"{TITLE}\s+$", marks.text[max(0, surname.start - 12) : surname.start]) is not None
