"""Finding the words of replies in their filings: this package beside langextract's aligner, on the same words.

The words are the quotes of the strong reader's recorded replies about the committed documents. Run where langextract
is installed (`make peers` sets it up: `.venv/peers/bin/python -m benchmarks.aligning`). Each finds all the words of a
document in turn, in rounds, of which the quickest counts; loading and compiling are left out.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from extractor.facts import Span, fold
from extractor.filing import Filing
from extractor.grounding import Finder, locate

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "evals" / "gold"
REPLIES = ROOT / "evals" / "replies" / "strong"

Find = Callable[[str, Sequence[str]], list[Span | None]]


def documents() -> Iterator[tuple[str, list[str]]]:
    """The text of each document that replies quote, and the words that they do."""
    for path in sorted(GOLD.glob("*.[th]*")):
        said = (REPLIES / f"{path.name}.jsonl").read_text(encoding="utf-8").splitlines()
        quotes = [quote for line in said for quote in _quotes(json.loads(line))]
        if quotes:
            yield Filing.read(path).text, list(dict.fromkeys(quotes))


def _quotes(recorded: dict[str, str]) -> Iterator[str]:
    answer = json.loads(json.loads(recorded["body"])["choices"][0]["message"]["content"])
    for facts in answer.values():
        yield from (fact["quote"] for fact in facts)


def ours(text: str, quotes: Sequence[str]) -> list[Span | None]:
    """Where this package finds the words."""
    finder, whole = Finder(text), Span(0, len(text))
    return [locate(quote, finder, within=whole) for quote in quotes]


def langextract(text: str, quotes: Sequence[str]) -> list[Span | None]:
    """Where langextract's aligner finds the words, as its `extract` calls it."""
    from langextract.core.data import Extraction  # noqa: PLC0415 - in the extra `peers` only
    from langextract.resolver import WordAligner  # noqa: PLC0415 - the same

    wanted = [[Extraction(extraction_class="fact", extraction_text=quote) for quote in quotes]]
    [found] = WordAligner().align_extractions(wanted, text)
    spans = [one.char_interval and Span(one.char_interval.start_pos, one.char_interval.end_pos) for one in found]
    return [span or None for span in spans]


def seconds(find: Find, every: Sequence[tuple[str, list[str]]], rounds: int) -> float:
    """The CPU seconds of the quickest round over all documents."""
    best = math.inf
    for _ in range(rounds):
        start = time.process_time()
        for text, quotes in every:
            find(text, quotes)
        best = min(best, time.process_time() - start)
    return best


def right(find: Find, every: Sequence[tuple[str, list[str]]]) -> int:
    """How many words stand where they are said to, word for word."""
    return sum(
        span is not None and fold(text[span.start : span.end]).strip(".,;") == fold(quote).strip(".,;")
        for text, quotes in every
        for span, quote in zip(find(text, quotes), quotes, strict=True)
    )


def main(arguments: Iterable[str] | None = None) -> int:
    """Print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="rounds of which the quickest counts")
    given = parser.parse_args(None if arguments is None else list(arguments))
    every = list(documents())
    count = sum(len(quotes) for _, quotes in every)
    print(f"{len(every)} documents, {count} quotes")
    print(f"{'found by':16}{'word for word':>14}{'seconds':>10}{'x ours':>9}")
    least = 0.0
    for name, find in (("filing-facts", ours), ("langextract", langextract)):
        exact, took = right(find, every), seconds(find, every, given.rounds)
        least = least or took
        print(f"{name:16}{exact:14}{took:10.3f}{took / least:9.1f}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
