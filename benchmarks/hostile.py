"""What a text made to be slow costs: every part of the way but the model, on shapes that grow.

Each shape is repeated to 5,000, 10,000, 20,000 and 100,000 characters, between two sentences that state something, and
read (as text, as a page and in a submission), cut, annotated, searched and checked, and taken for what a model wrote.
What is linear takes twice as long for twice the text. A part that more than triples its time with twice the text is
named, at the rate between two lengths that differ otherwise, and the program ends with 1.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from alliances import DOMAIN
from extractor.annotations import Annotations
from extractor.errors import BadAnswer
from extractor.facts import Span
from extractor.filing import Filing
from extractor.grounding import Finder, ground, ground_slots
from extractor.modality import Modality
from extractor.replies import completion_of
from extractor.tasks.codec import FULL
from extractor.validation import objection
from extractor.values import find_dates, find_quantities

SHAPES = {
    "money": "$1 ",
    "blanks": "a" + " " * 400 + "b ",
    "only blanks": " ",
    "tabs": "a" + "\t" * 400 + "b ",
    "only tabs": "\t",
    "no-break blanks": "\u00a0",
    "companies": "Corp, Inc., ",
    "signatures": "/s/ ",
    "fractions": "1/1/",
    "years": "2004-",
    "year list": "2004, ",
    "digits": "7",
    "grouped digits": "1,234,",
    "spaced digits": "1 234 ",
    "decimal points": "1.",
    "straight quotes": '"a ',
    "only quotes": '"',
    "curly quotes": "“a ",
    "guillemets": "«a ",
    "said": '"Yes", said ',
    "open brackets": "(",
    "brackets": "(a ",
    "square brackets": "[x] ",
    "bars": "| ",
    "figures in bars": "| 1 ",
    "figures in one sentence": "5% of A, ",
    "dots": "...",
    "leaders": ". ",
    "dashes": "-",
    "spaced dashes": "- ",
    "underscores": "_",
    "equals": "= ",
    "tags": "<b>",
    "closed tags": "<td>1</td>",
    "entities": "&amp;",
    "ampersands": "&",
    "negations": "not ",
    "no more than": "no more than ",
    "millions": "million ",
    "halves": "half ",
    "numbers in words": "one hundred and ",
    "tens": "twenty-",
    "capitals": "A. ",
    "letters": "a",
    "names": "Alpha Beta ",
    "at signs": "@",
    "addresses": "a@b.",
    "address words": "a.b-",
    "links": "http://",
    "plus": "+1 ",
    "phone digits": "+1 234-",
    "labels": "Tel: ",
    "percent": "5% ",
    "months": "May ",
    "days of months": "1 May ",
    "quarters": "first quarter ",
    "year words": "last year ",
    "and": "and ",
    "commas": ", ",
    "line ends": "\n",
    "short lines": "a\n",
    "figures a line": "a  1\n",
    "headings": "CHAPTER\n\n",
    "bullets": "- a\n",
    "pages": "<PAGE>\n",
    "documents": "<DOCUMENT>\n",
    "hyphens at line ends": "a-\n",
    "soft hyphens": "a\u00ad",
    "accents": "e\u0301",
    "zero width": "\u200b",
    "ordinals": "1st ",
    "rows": "Subscribers (thousands)   1,234   1,100\n",
    "of which": "1 million, of which ",
    "hertz": "1,1 and ",
    "customers": "customers ",
    "Mr": "Mr. ",
    "semicolons": "a; ",
    "colons": "a: ",
}
LENGTHS = (5_000, 10_000, 20_000, 100_000)
MOST = 3.0
"""The most that twice the text may multiply the time by."""
_SUBMISSION = """<SEC-DOCUMENT>a.txt : 20040102
<SEC-HEADER>a.hdr.sgml : 20040102
COMPANY CONFORMED NAME: {text}
</SEC-HEADER>
<DOCUMENT>
<TYPE>6-K
<TEXT>
{text}
</TEXT>
</DOCUMENT>
"""
_NOISE = 0.1
"""Seconds below which a time says nothing."""
_TOO_LONG = 20.0
"""Seconds after which a shape is not grown further."""
_BEFORE = "Alpha Telecom plc holds 60% of Beta Mobile. "
_AFTER = " Gamma Net has 5 million customers."


def parts(text: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """Every part of the way before and after the model, with what runs it on `text`."""
    filing = Filing.read(text.encode())
    annotations = Annotations(filing)
    whole = Span(0, len(filing.text))
    yield "read", lambda: Filing.read(text.encode())
    yield "passages", lambda: [Annotations(filing).passages(chars) for chars in (2_000, 24_000)]
    yield "sentences", lambda: Annotations(filing).sentences
    yield "quantities", lambda: Annotations(filing).quantities
    yield "quotations", lambda: Annotations(filing).quotations
    yield "contacts", lambda: (Annotations(filing).emails, Annotations(filing).phones)
    yield "definitions", lambda: Annotations(filing).definitions
    yield "find_quantities", lambda: find_quantities(text)
    yield "find_dates", lambda: find_dates(text, today=None)
    yield "find_dates es", lambda: find_dates(text, today=None, language="es")
    yield "ground", lambda: [ground(words, Finder(text), within=Span(0, len(text))) for words in _sought(text)]
    yield "ground_slots", lambda: _grounded(text)
    yield "validation", lambda: _objection(text)
    yield "sentence_at", lambda: annotations.sentence_at(whole.end - 1)
    yield "page", lambda: Filing.read(f"<html><body><p>{text}</p></body></html>".encode())
    yield "submission", lambda: Filing.read(_SUBMISSION.format(text=text).encode())
    yield (
        "reply",
        lambda: [_said(start + text, cut=cut) for start in ("", '{"ownership":[{"quote":"') for cut in (0, 1)],
    )


def _said(text: str, *, cut: int) -> object:
    """What a reply that says `text` comes to; nothing where it is none."""
    completion = completion_of(json.dumps({"choices": [{"message": {"content": text}}]}))
    try:
        return FULL.read(completion.text, DOMAIN.kinds, cut=bool(cut))
    except BadAnswer:
        return []


def _sought(text: str) -> tuple[str, ...]:
    """Words that stand in a text, words that almost do, and words that do not."""
    return "Beta Mobile", text[-40:], text[len(text) // 2 :][:60] + "x", "Gamma Net of 12 million"


def _grounded(text: str) -> object:
    words = {"holder": "Alpha Telecom plc", "owned": text[-20:], "said": text[-200:] + " x", "share": "61%"}
    return ground_slots(words, Finder(text), passage=Span(0, len(text)), names={"holder", "owned"}, partial={"said"})


def _objection(text: str) -> object:
    last = len(text.rstrip())
    stated = [Span(0, 5), Span(max(5, last - 5), last)]
    return objection(text, Span(0, len(text)), stated, refuses=frozenset(Modality), language="en")


def grown(shape: str, length: int) -> str:
    """A text of `length` characters: the shape again and again, between two sentences that state something."""
    return (_BEFORE + shape * (length // len(shape) + 1))[: length - len(_AFTER)] + _AFTER


def seconds(run: Callable[[], object], times: int) -> float:
    """The CPU seconds of the quickest of some runs."""
    best = math.inf
    for _ in range(times):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best


def growth(took: Sequence[float], lengths: Sequence[int]) -> float:
    """The worst factor by which twice the text multiplies the time, between any two lengths that tell."""
    worst = 1.0
    for at, (before, after) in enumerate(pairwise(took)):
        if after > _NOISE:
            doublings = math.log2(lengths[at + 1] / lengths[at])
            worst = max(worst, (after / max(before, _NOISE / 2)) ** (1 / doublings))
    return worst


def measure(shape: str, lengths: Sequence[int], times: int) -> dict[str, list[float]]:
    """The seconds of each part at each length; fewer of them where one took too long."""
    took: dict[str, list[float]] = {}
    for length in lengths:
        for part, run in parts(grown(shape, length)):
            so_far = took.setdefault(part, [])
            if not so_far or so_far[-1] < _TOO_LONG:
                so_far.append(seconds(run, times if not so_far or so_far[-1] < 1 else 1))
    return took


def main(arguments: Iterable[str] | None = None) -> int:
    """Measure the shapes, print a line for each, and say whether all are linear."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shapes", nargs="*", help="names of shapes; all if none is named")
    parser.add_argument("--longest", type=int, default=LENGTHS[-1], help="characters of the longest text")
    parser.add_argument("--times", type=int, default=3, help="runs of which the quickest counts")
    given = parser.parse_args(None if arguments is None else list(arguments))
    lengths = [length for length in LENGTHS if length <= given.longest]
    print(f"{'shape':22}" + "".join(f"{length:>10,}" for length in lengths) + "  x2   slowest part")
    bad = []
    for name in given.shapes or SHAPES:
        took = measure(SHAPES[name], lengths, given.times)
        factors = {part: growth(times, lengths) for part, times in took.items()}
        total = [sum(times[at] for times in took.values() if at < len(times)) for at in range(len(lengths))]
        slowest = max(took, key=lambda part: took[part][-1])
        line = f"{name:22}" + "".join(f"{one:10.3f}" for one in total) + f"  {growth(total, lengths):.1f}  {slowest}"
        steep = {part: factor for part, factor in factors.items() if factor > MOST}
        bad += [name] if steep else []
        print(line + (f"  STEEP: {', '.join(f'{p} {f:.1f}' for p, f in steep.items())}" if steep else ""), flush=True)
    print(f"{len(bad)} of {len(given.shapes or SHAPES)} shapes grow worse than linear: {', '.join(bad) or 'none'}")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
