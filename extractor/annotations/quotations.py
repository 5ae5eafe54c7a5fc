"""Quoted speech: the words between quotation marks, and the clause that says who said them.

Quoted runs are first paired off from the marks themselves, whatever their shape; each is then given its attribution,
the clause after it ("…," said X) or before it (X said: "…"); runs of one speaker are joined. Terms in quotation marks,
slogans and defined names have no such clause and are no quotations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.annotations._quoted import Run, quoted_runs
from extractor.annotations._saying import ENDS_WITH_SAYING, OPENS_WITH_SAYING, ROLE, SAYS, SPOKEN_BY_PRONOUN
from extractor.annotations.sentences import sentences
from extractor.facts import Span

_LONGEST_CLAUSE = 420
_CLOSED = re.compile(r"""["”“»’'\x9d]*""")
_BREAK = re.compile(r"\n[ \t\x0c]*\n")
_AFTER_SAYING = re.compile(
    r"\s*(?:(?:in|at|on|during|today|yesterday|en|hoy|ayer)\b[\w ,’'-]{0,60})?[.,]?\s*$", re.IGNORECASE
)
_NAMES_SOMEBODY = re.compile(
    r"[A-ZÀ-Þ]|(?:s?he|they|it|the|his|her|its|our|an?|group|él|ella|el|la|los|un|una|su|der|die|le)\b"
)
_FOR_SOMEBODY = re.compile(r"(?:Para|For|Pour|Für)\s[A-ZÀ-Þ]\w+\s[A-ZÀ-Þ]")
_SIGNED = re.compile(r"\s*\n?[ \t]*(?:[-–—]{1,2}|\()[ \t]*(?=[A-ZÀ-Þ])")
_SIGNED_BELOW = re.compile(
    rf"\s{{1,4}}(?P<who>[A-ZÀ-Þ](?:[^\n.,:;]|(?<=[ .][A-Z])\.){{3,45}}(?:,"
    rf"|\n)[ \t]*(?=[^\n]*(?i:\b{ROLE}))[^\n.:;]{{2,90}})(?:\n\s*\n|\s*$)"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words: one or more runs between quotation marks, all said by one person.

    `runs` leave quotation marks and page marks out; `attribution` is the clause that names the speaker, in full or by
    a pronoun.
    """

    runs: tuple[Span, ...]
    attribution: Span

    @property
    def span(self) -> Span:
        """From the first run or the attribution, whichever is first, to the end of the last."""
        return Span(min(self.runs[0].start, self.attribution.start), max(self.runs[-1].end, self.attribution.end))


def find_quotations(text: str, bound: Span) -> list[Quotation]:
    """The quotations of `bound` that are speech, in order."""
    runs = quoted_runs(text, bound)
    found: list[Quotation] = []
    last = -1  # the run that ended the last quotation found
    spoken_to = bound.start  # where the clause after that run ended
    for n, run in enumerate(runs):
        following = runs[n + 1].opening if n + 1 < len(runs) else bound.end
        lead = _lead(text, runs[n - 1].closing if n else bound.start, run)
        tail = _tail(text, run, min(bound.end, following))
        if found and last == n - 1 and _joins(text, runs[n - 1], run, spoken_to, lead=lead, tail=tail):
            found[-1] = Quotation((*found[-1].runs, *run.pieces), found[-1].attribution)
        elif (attribution := lead or tail or _signature(text, run, bound.end)) is not None:
            pending = _unclosed_before(runs, n, last)
            found.append(Quotation((*(p for r in pending for p in r.pieces), *run.pieces), attribution))
        else:
            continue
        last = n
        of_lead = lead is not None and tail is not None and not SPOKEN_BY_PRONOUN.match(text, tail.start, tail.end)
        spoken_to = tail.end if tail and not of_lead else run.closing
    return [q for q in found if _is_speech(text, q)]


def _unclosed_before(runs: list[Run], n: int, last: int) -> list[Run]:
    """The runs before run `n` that it goes on from: paragraphs of one speech, each opened anew."""
    first = n
    while first - 1 > last and runs[first - 1].goes_on:
        first -= 1
    return runs[first:n]


def _joins(text: str, before: Run, run: Run, spoken_to: int, *, lead: Span | None, tail: Span | None) -> bool:
    """Whether a run goes on with the quotation that the run before it ended, or `spoken_to`, the clause after that."""
    if before.goes_on:
        return True
    if (
        lead is not None
        and spoken_to <= lead.start
        and SPOKEN_BY_PRONOUN.fullmatch(text[lead.start : lead.end].rstrip(" ,:"))
    ):
        beside = text[spoken_to : lead.start] + text[lead.end : run.opening]
        return not beside.strip(" \n.,:\"”»’'") and _BREAK.search(text, before.closing, run.opening) is None
    between = text[max(before.closing, spoken_to) : run.opening]
    if between.strip(" \t\n\x0c.,;:\"”»’'—–-") or (lead is not None and lead.start >= spoken_to):
        return False
    if tail is None:
        return True
    one_paragraph = _BREAK.search(text, before.closing, run.opening) is None
    clause = text[tail.start : tail.end].rstrip(" .")
    unnamed = SPOKEN_BY_PRONOUN.match(clause) or SAYS.fullmatch(clause)
    return one_paragraph and unnamed is not None


def _tail(text: str, run: Run, limit: int) -> Span | None:
    """The clause after a run that says whose words they are: "said X", "X, chairman of Y, said"."""
    closed = _CLOSED.match(text, run.closing)
    start = closed.end() if closed else run.closing
    paragraph = _BREAK.search(text, start, min(limit, start + _LONGEST_CLAUSE))
    end = paragraph.start() if paragraph else min(limit, start + _LONGEST_CLAUSE)
    while start < end and text[start] in " \t\n,;–—-":
        start += 1
    clauses = sentences(text, Span(start, end))
    if not clauses:
        return None
    clause = clauses[0]
    words = text[clause.start : clause.end]
    said = SAYS.search(words[:240])
    if said is None:
        return None
    ended = text[run.pieces[-1].end - 1] in ".!?…" or text[run.closing + 1 : run.closing + 2] == "."
    if OPENS_WITH_SAYING.match(words) and not (ended and words.endswith(":") and words[0].isupper()):
        return clause
    if not _NAMES_SOMEBODY.match(words):
        return None
    leads_on = end == limit and not text[clause.end : end].strip() and words[-1] not in ".!?"
    if (ended and (leads_on or words.endswith(":"))) or (ended and not _AFTER_SAYING.fullmatch(words, said.end())):
        return None
    return clause


def _lead(text: str, floor: int, run: Run) -> Span | None:
    """The clause before a run that says whose words follow: "X, chairman of Y, said:"."""
    start = max(floor, run.opening - _LONGEST_CLAUSE)
    breaks = [m.end() for m in _BREAK.finditer(text, start, run.opening)]
    if breaks and not text[breaks[-1] : run.opening].strip():
        if not text[start : breaks[-1]].rstrip().endswith(":"):
            return None
        breaks.pop()
        breaks = [b for b in breaks if text[b : run.opening].strip()]
    clauses = sentences(text, Span(breaks[-1] if breaks else start, run.opening))
    if not clauses:
        return None
    clause = Span(max(clauses[-1].start, floor), clauses[-1].end)
    while clause.start < clause.end and text[clause.start] in "\"”“»’'.,;–—- \n":
        clause = Span(clause.start + 1, clause.end)
    words = text[clause.start : clause.end]
    says = SAYS.search(words) or _FOR_SOMEBODY.match(words)
    if words.endswith(":") or ENDS_WITH_SAYING.search(words) or (words.endswith(",") and says):
        return clause
    return clause if SAYS.search(words) and len(text[run.opening : run.closing].split()) >= 8 else None


def _signature(text: str, run: Run, limit: int) -> Span | None:
    """The line that signs a pull quote: a dash or a bracket, then a name; or a name and a role alone."""
    closed = _CLOSED.match(text, run.closing)
    after = closed.end() if closed else run.closing
    match = _SIGNED.match(text, after, limit)
    if match is None:
        alone = _SIGNED_BELOW.match(text, after, limit)
        opens = not text[text.rfind("\n", 0, run.opening) + 1 : run.opening].strip()
        return Span(*alone.span("who")) if alone and opens and text[run.pieces[-1].end - 1] in ".!?" else None
    end = re.compile(r"[^\n)]*").match(text, match.end(), min(limit, match.end() + 160))
    return Span(match.end(), end.end()) if end and end.end() > match.end() else None


def _is_speech(text: str, quotation: Quotation) -> bool:
    """Whether quoted words are said, and not only named: three words or more that start one, or more of them."""
    first = quotation.runs[0]
    words = sum(len(text[r.start : r.end].split()) for r in quotation.runs)
    if re.search(r"\(\s*[“\"«]?\s*$", text[max(0, first.start - 4) : first.start]):
        return False
    starts = text[first.start].isupper() or quotation.attribution.end <= first.start
    return words >= 3 and (starts or words >= 6)


__all__ = ["ROLE", "SAYS", "Quotation", "find_quotations"]
