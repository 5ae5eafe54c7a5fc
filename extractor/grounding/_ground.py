"""The ground rule.

White space, hyphenation at line ends, quote marks and dashes may differ; digits, signs, units, decimal marks, scale
words and negation may not. Case may differ for a name alone, and only where it is not printed as given. A match starts
and ends where a word or number does: "$5" is not found in "US$5", nor "5" in "15", ".5" or "5m".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.facts import Span, fold
from extractor.grounding._closest import PERCENT, SCALES, Difference, closest, difference
from extractor.grounding._finder import Finder
from extractor.grounding._named import no_name
from extractor.grounding._skeleton import CURRENCY_SIGNS
from extractor.validation import negation_beside

Form = Literal["name", "text"]
Reason = Literal["in_example", "empty", "crosses"] | Difference

_OUTER = " \t\r\n\u00a0\"'`“”‘’«»"
_SCALE_AFTER = re.compile(rf"[\s-]{{0,2}}(?:{SCALES}|{PERCENT})(?!\w)|[{CURRENCY_SIGNS}]", re.IGNORECASE)
_ENDS_IN_NUMBER = re.compile(rf"(?:\d|(?<!\w)\d[\d.,]*\s(?:{SCALES}))\Z", re.IGNORECASE)
_ENDS_IN_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d\Z")  # a table's head: "2004 2003 % change"
_CURRENCY_BEFORE = re.compile(rf"(?<![\w{CURRENCY_SIGNS}])(?:[A-Z]{{1,3}})?[{CURRENCY_SIGNS}]\Z")
_NOT_ELSEWHERE = ("empty", "negation")
"""Reasons for which words are not looked for elsewhere: what a passage denies is not said by another."""
_NON = re.compile(r"(?<!\w)(non ?-?|no-)[ \n]*\Z", re.IGNORECASE)
"""What makes a non-executive director of an executive one."""
_COMMA = re.compile(r"[,;]\s")
_CLOSES_QUOTE = re.compile(r"[,.]?\0*['\"]")
_SENTENCE_END = re.compile(r"[^\W_]{4}[.!?]\s+(?=[^\W\d_])")
_CAPITALISED = re.compile(r"\b(?=[^a-z\W\d_])[^\W\d_]{2,}")
_MOST_RUNS = 4
_LONGEST_INTERRUPTION = 300
"""In characters: what a quotation is interrupted by names its speaker and little more."""
_SHORTEST_NOISE = 24
"""In characters: more than a negation that a model left out."""
_FEWEST_WORDS = 6
_CANDIDATES = 16
"""How many occurrences of each slot's words are tried together."""
_OVERLAP_COST = 200
"""In characters of distance: two slots in the same words are worse than two that stand a sentence apart."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why words were not grounded. `closest` is the run of the filing that comes nearest to them, if one does."""

    reason: Reason
    message: str
    closest: Span | None = None


def locate(
    words: str,
    finder: Finder,
    *,
    within: Span,
    anywhere: bool = False,
    near: Span | None = None,
    form: Form = "text",
) -> Span | None:
    """Where the filing says `words`, as `ground` finds them; None where it does not."""
    found = _sought(words, finder, within, form, anywhere=anywhere)
    return _best(found, near or (within if anywhere else None)) if isinstance(found, list) else None


def ground(
    words: str,
    finder: Finder,
    *,
    within: Span,
    anywhere: bool = False,
    near: Span | None = None,
    form: Form = "text",
    examples: Sequence[Finder] = (),
) -> Span | Refusal:
    """Where the filing says `words`: the occurrence within `within` nearest to `near`, else the first.

    With `anywhere`, words that do not stand within are looked for in the whole filing. `form` says whether the words
    are a name; other words are refused where a negation that they leave out governs them, or where they cut a number
    off from its scale or unit. `examples` are the texts that a prompt showed: words that stand only there are refused
    as such.
    """
    found = _sought(words, finder, within, form, anywhere=anywhere)
    if isinstance(found, list):
        return _best(found, near or (within if anywhere else None))
    return _why_not(words, finder, within, found, examples)


def ground_slots(
    slots: Mapping[str, str | Sequence[str]],
    finder: Finder,
    *,
    passage: Span,
    outside: Collection[str] = frozenset(),
    names: Collection[str] = frozenset(),
    partial: Collection[str] = frozenset(),
    quote: Span | None = None,
    examples: Sequence[Finder] = (),
) -> dict[str, tuple[Span, ...] | Refusal]:
    """Grounds the verbatim slots of one item together: of several occurrences, those nearest each other.

    Words that stand within `quote`, the run that states the item, are taken there. A slot in `outside` that the passage
    does not hold may be found before it, the nearest first; `names` are the slots whose words are names. A slot of
    several words gets a span for each, in their order, or the first one's refusal; one in `partial` gets what stands of
    it, some of its words or some of the runs that commas part. A quotation that the passage interrupts to name its
    speaker gets a span for each of its runs.
    """
    found: dict[tuple[str, int], list[Span]] = {}
    settled: dict[str, tuple[Span, ...] | Refusal] = {}
    for slot, given in slots.items():
        form: Form = "name" if slot in names else "text"
        for index, words in enumerate([given] if isinstance(given, str) else given):
            spans = _candidates(words, finder, quote or passage, form)
            if not isinstance(spans, list) and quote is not None:
                spans = _candidates(words, finder, passage, form)
            if slot in outside and not _settled(spans):
                earlier = _candidates(words, finder, Span(0, passage.start), form)
                spans = earlier[-1:] if isinstance(earlier, list) else spans
            if isinstance(spans, list):
                found[slot, index] = spans
            elif isinstance(given, str) and form == "text" and (runs := _quoted_runs(words, finder, passage)):
                found |= {(slot, at): [run] for at, run in enumerate(runs)}
            else:
                stands = _stands(given, finder, passage, form, quote) if slot in partial else ()
                settled[slot] = stands or _why_not(words, finder, passage, spans, examples)
                break
    chosen = _nearest_together({key: spans for key, spans in found.items() if key[0] not in settled})
    return {slot: settled.get(slot) or tuple(span for key, span in chosen.items() if key[0] == slot) for slot in slots}


def _stands(
    given: str | Sequence[str], finder: Finder, passage: Span, form: Form, quote: Span | None
) -> tuple[Span, ...]:
    """What stands of words that do not all stand: some of a list, anywhere; or runs that commas part."""
    several = not isinstance(given, str)
    parts = given if several else _COMMA.split(str(given))
    found = (
        locate(one, finder, within=passage, anywhere=several, form=form, near=quote) for one in dict.fromkeys(parts)
    )
    return tuple(dict.fromkeys(span for span in found if span is not None))


def _sought(
    words: str, finder: Finder, within: Span, form: Form, *, anywhere: bool = False
) -> list[Span] | Refusal | None:
    found = _candidates(words, finder, within, form)
    if not anywhere or _settled(found):
        return found
    elsewhere = _candidates(words, finder, Span(0, len(finder.text)), form)
    return elsewhere if isinstance(elsewhere, list) else found


def _best(found: Sequence[Span], near: Span | None) -> Span:
    return found[0] if near is None else min(found, key=near.distance)


def _why_not(
    words: str, finder: Finder, within: Span, found: list[Span] | Refusal | None, examples: Sequence[Finder]
) -> Refusal:
    """Why words were not found where they were sought, `found` being what was."""
    return _blame_example(found if isinstance(found, Refusal) else _absent(words, finder, within), words, examples)


def _settled(found: list[Span] | Refusal | None) -> bool:
    """Whether words need not be looked for elsewhere: they are found, or what the passage says forbids it."""
    return isinstance(found, list) or (found is not None and found.reason in _NOT_ELSEWHERE)


def _candidates(words: str, finder: Finder, within: Span, form: Form) -> list[Span] | Refusal | None:
    """All spans within `within` that say `words`, or why none may stand; None where the words are not there at all."""
    if not any(char.isalnum() for char in words):
        return Refusal("empty", f"{_shown(words)} has no letter or digit to look for")
    spans = finder.find_all(words, within=within)
    if not spans:
        words = words.lstrip(_OUTER).rstrip(_OUTER + ".,;:")
        spans = finder.find_all(words, within=within)
    if not spans:
        spans = finder.find_unmarked(words, within=within)
    if not spans and form == "name":
        spans = _in_another_case(words, finder, within)
    if not spans and (form != "name" or " " in words):
        spans = finder.find_all(words, within=within, glued="around" if form == "name" else "after")
    if not spans:
        return None
    faults = [_fault(words, span, finder, form) for span in spans]
    sound = [span for span, fault in zip(spans, faults, strict=True) if fault is None]
    return sound or next(fault for fault in faults if fault is not None)


def _in_another_case(words: str, finder: Finder, within: Span) -> list[Span]:
    """A name printed otherwise: in capitals, as headings are; in any case if the filing never has it as given."""
    spans = finder.find_all(words, within=within, ignore_case=True)
    if not spans or finder.find(words) is None:
        return spans
    return [span for span in spans if finder.text[span.start : span.end].isupper()]


def _fault(words: str, span: Span, finder: Finder, form: Form) -> Refusal | None:
    """Why words that do stand at `span` do not say there what they say alone."""
    non = _NON.search(finder.plain, max(0, span.start - 8), span.start)
    if non is not None:
        return _refusal("negation", words, finder, Span(non.start(1), span.end))
    if form == "name":
        return _refusal("not_found", words, finder, span) if no_name(span, finder) else None
    negation = negation_beside(finder.plain, span)
    if negation is not None:
        said = _shown(finder.text[negation.start : negation.end])
        return Refusal("negation", f"{_shown(words)} leaves out a negation: the filing has {said} there", span)
    text = finder.text
    cut = _ENDS_IN_NUMBER.search(text, span.start, span.end) and not _ENDS_IN_YEAR.search(text, span.start, span.end)
    scale = _SCALE_AFTER.match(text, span.end) if cut else None
    currency = _CURRENCY_BEFORE.search(text, max(0, span.start - 4), span.start) if text[span.start].isdigit() else None
    if scale is None and currency is None:
        return None
    whole = Span(currency.start() if currency else span.start, scale.end() if scale else span.end)
    return _refusal("changed_unit", words, finder, whole)


def _quoted_runs(words: str, finder: Finder, passage: Span) -> list[Span]:
    """The runs of an interrupted quotation: each starts at a quote mark and all but the last end at one.

    What a page sets into a quotation (a footer, a footnote) interrupts it too: runs of several words, which no quote
    mark parts, with more between them than a negation takes. None where `words` are no such quotation.
    """
    runs: list[Span] = []
    rest = words.split()
    while rest and len(runs) < _MOST_RUNS:
        after = Span(runs[-1].end, min(passage.end, runs[-1].end + _LONGEST_INTERRUPTION)) if runs else passage
        whole = Span(after.start, passage.end)
        low, high = 0, len(rest)
        while low < high:  # words found are found without their last
            middle = (low + high + 1) // 2
            low, high = (middle, high) if finder.find(" ".join(rest[:middle]), within=whole) else (low, middle - 1)
        run = finder.find(" ".join(rest[:low]), within=whole)
        if run is None or run.start > after.end:
            return []
        opens = _opens_quote(finder, run)
        if runs and opens and _names_another(finder.plain[runs[-1].end : run.start]):
            return []
        if not (opens or (runs and low >= _FEWEST_WORDS and _is_page(finder, runs[-1], run))):
            return []
        rest = rest[low:]
        if rest and not _CLOSES_QUOTE.match(finder.plain, run.end) and low < _FEWEST_WORDS:
            return []
        runs.append(run)
    return runs if not rest else []


def _names_another(between: str) -> bool:
    """Whether an interruption goes on to another sentence, which names somebody that it had not named: a new speaker.

    A sentence's first word has a capital whatever it is, and is not looked at.
    """
    ends = list(_SENTENCE_END.finditer(between))
    if not ends:
        return False
    after = between[ends[-1].end() :]
    known = set(_CAPITALISED.findall(between[: ends[-1].end()]))
    return not known.issuperset(_CAPITALISED.findall(after, len(after.split(maxsplit=1)[0]) if after.strip() else 0))


def _is_page(finder: Finder, before: Span, after: Span) -> bool:
    """Whether what stands between two runs of a quotation may be set there by a page."""
    between = finder.plain[before.end : after.start]
    return len(between) >= _SHORTEST_NOISE and "'" not in between.replace("n't", "") and '"' not in between


def _opens_quote(finder: Finder, run: Span) -> bool:
    return finder.plain[max(0, run.start - 8) : run.start].rstrip(" \n\0").endswith(("'", '"'))


def _blame_example(refusal: Refusal, words: str, examples: Sequence[Finder]) -> Refusal:
    """The refusal or, where the words stand in a worked example, that they came from there."""
    if refusal.reason in ("empty", "negation", "crosses") or not any(example.find(words) for example in examples):
        return refusal
    message = f"{_shown(words)} stands in a worked example, not in the filing"
    return Refusal("in_example", message, refusal.closest)


def _absent(words: str, finder: Finder, within: Span) -> Refusal:
    """Why `words` are not found within `within`."""
    words = words if finder.find(words) else words.lstrip(_OUTER).rstrip(_OUTER + ".,;:")
    around = finder.find(words, near=within)
    if around is not None and around.overlaps(within):
        return Refusal("crosses", f"{_shown(words)} runs over the edge of {_place(within, finder)}", around)
    if around is not None:
        message = f"{_shown(words)} is not in {_place(within, finder)}; it stands at character {around.start}"
        return Refusal("not_found", message, around)
    like = closest(words, finder, within)
    if like is None:
        return Refusal("not_found", f"{_shown(words)} is not in {_place(within, finder)}")
    return _refusal(difference(words, finder.text[like.start : like.end]), words, finder, like, within)


def _refusal(reason: Reason, words: str, finder: Finder, like: Span, within: Span | None = None) -> Refusal:
    where = _place(within or Span(0, len(finder.text)), finder)
    says = _shown(finder.text[like.start : like.end])
    return Refusal(reason, f"{_shown(words)} is not in {where}; the filing says {says}", like)


def _place(within: Span, finder: Finder) -> str:
    whole = within.start <= 0 and within.end >= len(finder.text)
    return "the filing" if whole else f"the passage (characters {within.start} to {within.end})"


def _shown(words: str) -> str:
    words = fold(words)
    return repr(words if len(words) <= 120 else words[:117] + "...")


def _nearest_together(found: Mapping[tuple[str, int], list[Span]]) -> dict[tuple[str, int], Span]:
    """One span for each key, so that together they spread least.

    From each occurrence of the words that occur least, every other key takes the span that adds least; then each is
    looked at again given the others.
    """
    if all(len(spans) == 1 for spans in found.values()):
        return {key: spans[0] for key, spans in found.items()}
    rarest = min(found, key=lambda key: (len(found[key]), list(found).index(key)))
    best: dict[tuple[str, int], Span] = {}
    best_cost: tuple[int, int] | None = None
    for anchor in found[rarest][:_CANDIDATES]:
        near = {key: _nearest(spans, anchor) for key, spans in found.items()}
        chosen = {rarest: anchor}
        for _ in range(2):
            for key, spans in near.items():
                if key != rarest:
                    others = [span for other, span in chosen.items() if other != key]
                    chosen[key] = min(spans, key=lambda span: _cost([*others, span]))
        cost = _cost(list(chosen.values()))
        if best_cost is None or cost < best_cost:
            best, best_cost = chosen, cost
    return {key: best[key] for key in found}


def _nearest(spans: list[Span], anchor: Span) -> list[Span]:
    """Those of some spans, given in order, that lie nearest to one place, in order."""
    at = bisect_left(spans, anchor)
    around = spans[max(0, at - _CANDIDATES) : at + _CANDIDATES]
    return sorted(sorted(around, key=anchor.distance)[:_CANDIDATES])


def _cost(spans: Sequence[Span]) -> tuple[int, int]:
    """How far the spans spread, overlaps made dear; then how far they lie from each other."""
    spread = max(span.end for span in spans) - min(span.start for span in spans)
    overlaps = sum(one.overlaps(other) for at, one in enumerate(spans) for other in spans[:at])
    return spread + _OVERLAP_COST * overlaps, sum(spans[-1].distance(other) for other in spans[:-1])
