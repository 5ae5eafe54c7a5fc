"""Quoted speech: the words between quotation marks, and who is said to have said them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.facts import Span

_PAIRS = {"“": "”", "«": "»", "„": "“”", '"': '"', "”": "”"}
_OPEN = re.compile(r'[“«„"]|``')
_SAYS = (
    r"(?:said|says|stated|states|commented|comments|added|adds|noted|notes|explained|explains|remarked|continued|concluded|declared|observed|told|emphasi[sz]ed|stressed|according to"
    r"|dijo|señaló|afirmó|ha señalado|ha afirmado|ha declarado|ha dicho|declaró|explicó|ha explicado|comentó|añadió|aseguró|destacó|indicó|manifestó|apuntó|subrayó|según"
    r"|sagte|erklärte|betonte|a déclaré|a commenté|déclare|ha dichiarato|ha commentato|disse|afirmou)"
)
SAYS = re.compile(rf"\b{_SAYS}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words: one or more runs between quotation marks, said by one person or by nobody named.

    `runs` leave the quotation marks out; `attribution` is the text between or around them that names the speaker.
    """

    runs: tuple[Span, ...]
    attribution: Span | None

    @property
    def span(self) -> Span:
        """From the first run to the end of the last, or of the attribution."""
        ends = [self.runs[-1].end, *([self.attribution.end] if self.attribution else [])]
        starts = [self.runs[0].start, *([self.attribution.start] if self.attribution else [])]
        return Span(min(starts), max(ends))


def _runs(text: str, bound: Span) -> Iterator[Span]:
    """What stands between quotation marks. A mark left open by a paragraph that the next one opens anew is one run."""
    at = bound.start
    while match := _OPEN.search(text, at, bound.end):
        mark = match.group()
        if mark == '"' and match.start() > bound.start and text[match.start() - 1].isalnum():
            at = match.end()
            continue
        closers = "''" if mark == "``" else _PAIRS[mark]
        end = _closing(text, match.end(), bound.end, closers)
        if end is None:
            at = match.end()
            continue
        yield Span(match.end(), end)
        at = end + 1


def _closing(text: str, start: int, limit: int, closers: str) -> int | None:
    limit = min(limit, start + 2500)
    if closers == "''":
        found = text.find("''", start, limit)
        return found if found >= 0 else None
    for at in range(start, limit):
        if text[at] not in closers:
            continue
        if text[at] == '"' and at + 1 < len(text) and text[at + 1].isalnum():
            return None  # this opens another quotation: the one before was never closed
        return at
    return None


def find_quotations(text: str, bound: Span) -> list[Quotation]:
    """The quotations of `bound` that are speech: of a sentence or more, or with a speaker; not terms in quotes."""
    runs = [r for r in _runs(text, bound) if _is_speech(text, r)]
    found: list[Quotation] = []
    for n, run in enumerate(runs):
        if found and n > 0:
            gap = text[runs[n - 1].end : run.start]
            last = found[-1]
            if _continues(gap):
                found[-1] = Quotation((*last.runs, run), last.attribution or _attribution(text, bound, runs[n - 1]))
                continue
        found.append(Quotation((run,), _attribution(text, bound, run)))
    return found


def _is_speech(text: str, run: Span) -> bool:
    words = text[run.start : run.end].split()
    if len(words) < 4 or re.search(r"\(\s*[“\"«]?$", text[max(0, run.start - 3) : run.start]):
        return False
    ends = text[run.end - 1] in ".,!?…" or text[run.end : run.end + 1] in ".,"
    after = SAYS.search(text, run.end, min(len(text), run.end + 60))
    before = re.search(r"[:,]\s*[“\"«„]*$", text[max(0, run.start - 5) : run.start])
    return len(words) >= 8 or (ends and (after is not None or before is not None))


def _continues(gap: str) -> bool:
    """Whether what stands between two runs only names the speaker, or nothing."""
    inner = gap.strip("\"”“»«'` \n\t,.")
    if not inner:
        return True
    return len(inner) < 220 and "\n\n\n" not in gap and SAYS.search(inner) is not None and not re.search(r"[.!?]\s+[A-Z]", re.sub(r"\b(?:Inc|Ltd|Mr|Mrs|Dr|S\.A|Corp|Co)\.", "", inner))


def _attribution(text: str, bound: Span, run: Span) -> Span | None:
    """The words that name the speaker: after the run, else in the sentence before it."""
    after = re.compile(r"[\"”»']*\s*,?\s*(?P<words>[^\"“«]{3,260}?)(?:\.(?=\s|$)|[\"“«]|\n\s*\n|$)").match(text, run.end, bound.end)
    if after and SAYS.search(after.group("words")[:80]):
        return Span(after.start("words"), _stop(text, after.start("words"), after.end("words"), bound.end))
    start = max(bound.start, run.start - 400)
    before = text[start : run.start]
    cut = max(before.rfind("\n\n"), *(m.end() for m in re.finditer(r"[.!?”\"]\s+(?=[A-ZÀ-Þ“])", before[:-2])), 0)
    lead = before[cut:]
    if SAYS.search(lead) and re.search(r"[:,]\s*[“\"«„`]*\s*$", lead):
        return Span(start + cut, run.start)
    return None


def _stop(text: str, start: int, end: int, limit: int) -> int:
    """The end of an attribution: a full stop after a legal form or initial does not end it."""
    while end < limit and re.search(r"\b(?:Inc|Ltd|Corp|Co|Mr|Mrs|Dr|[A-Z])$", text[start:end]):
        following = re.compile(r"\.?[^.\"“«\n]*").match(text, end, limit)
        if following is None or following.end() == end:
            break
        end = following.end()
    return end


__all__ = ["SAYS", "Quotation", "find_quotations"]
