"""Sentences, as spans of the filing's text.

Filings break the rules that trained splitters learn from: "spol. s r.o. is the largest", "450 MHz network.Eurotel
Praha is", dates as "31. March". A full stop ends a sentence here when what follows starts like one and what precedes
is no known abbreviation, initial or legal form.
"""

from __future__ import annotations

import re

from extractor.facts import Span

_WRITTEN_SHORT = """
    inc ltd corp co plc s.a s.p.a a.s a.d n.v b.v s.r.o r.o o.o spol mr mrs ms dr prof st no nos vs etc approx dept
    jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k e.g i.e cf ca est fig art ext tel fax sr sra d dña núm
    s.l s.a.u s.a.b c.v bros jr vol ref gmbh mio mrd bn mn p.a a.m p.m mag ing lic fco ma wm sp
"""
_ABBREVIATIONS = frozenset(_WRITTEN_SHORT.split())
_BOUNDARY = re.compile(r"""(?<![.!?…])([.!?…]++)(["'”’»)\]]*)(\s+|(?=[A-ZÁÉÍÓÚÑ][a-zé]{2,}))""")
_RESTARTS = re.compile(r"(?:The|In|As|At|With|On|For|All|This|These|It|El|La|Los|En|Con)\s")
_ENDS_LOWER = re.compile(r"[a-zé)]{3}$")
_LONGEST_WORD = 200
"""In characters: no more is read before a stop."""
_MONTH = re.compile(
    r"(?:Jan(?:uar)?|Feb(?:ruar)?|M[aä]r(?:z|ch)|Apr(?:il)?|Ma[iy]|Jun[ie]|Jul[iy]|Aug(?:ust)?|Sep(?:tember)?"
    r"|O[ck]t(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?)\b"
)


def sentences(text: str, span: Span) -> list[Span]:
    """The sentences of `span`, in order, without white space at their ends."""
    found: list[Span] = []
    start = span.start
    for match in _BOUNDARY.finditer(text, span.start, span.end):
        after = match.end()
        if after >= span.end or not _ends(text, start, match):
            continue
        found.append(_trimmed(text, Span(start, match.start(3))))
        start = after
    found.append(_trimmed(text, Span(start, span.end)))
    return [s for s in found if s.start < s.end]


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 2]
    if match.group(1) != "." or not following:
        return True
    before = text[max(start, match.start() - _LONGEST_WORD) : match.start()]
    word = "" if before[-1:].isspace() else (before.split() or [""])[-1]
    last = word.lstrip("(\"'“‘").lower()
    if not match.group(3):  # no blank after the stop: only "network.Eurotel", never "www.Name" or "S.A"
        return _ENDS_LOWER.search(before[-3:]) is not None and "www." not in word and "@" not in word
    legal = last.rstrip(",") in _ABBREVIATIONS or re.fullmatch(r"(?:[^\W\d_]\.-?)*[^\W\d_]", last) is not None
    if legal:
        # "Westell, Inc. manufactures" goes on; "… and Conference Plus, Inc. Westell, Inc. makes" starts anew.
        restarts = _RESTARTS.match(text, match.end())
        return restarts is not None or (
            last in {"inc", "ltd", "corp", "plc", "gmbh"}
            and following[0].isupper()
            and _subject_follows(text, match.end())
        )
    return not (last.isdigit() and (following[0].islower() or _MONTH.match(text, match.end())))


def _subject_follows(text: str, at: int) -> bool:
    """Whether a capitalised name and then a verb in lower case stand at `at`: the start of a sentence."""
    return re.match(r"(?:[A-Z][\w&'’-]*,?\s+(?:Inc\.?\s+|Ltd\.?\s+)?){1,4}[a-z]+s\b", text[at : at + 90]) is not None


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
