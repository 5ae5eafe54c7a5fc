"""What reprocessing costs: filings a second of one core, on the example, beside the least that it could cost.

The least is to read the same replies from the same record and to parse their JSON. Both are done in turn in one
process, in rounds, of which the quickest counts; the ratio is what says something on any machine.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from extractor import Extractor, Replies

ROOT = Path(__file__).parents[1]
FILING = ROOT / "examples" / "mmo2-6k-2004-11-11.txt"
REPLIES = ROOT / "evals" / "replies"
READERS = {"strong": "openai/strong", "embedded": "embedded"}
"""The readers whose replies are recorded, and what their model is called."""


def seconds(run: Callable[[], object]) -> float:
    """The CPU seconds that a call takes."""
    start = time.process_time()
    run()
    return time.process_time() - start


def measure(reader: str, rounds: int, record: Replies) -> tuple[float, float, int]:
    """The CPU seconds of a filing and of its floor, and how many replies it rests on."""
    record.import_(REPLIES / reader / f"{FILING.name}.jsonl")
    with Extractor(READERS[reader], replies=record, offline=True) as extractor:
        keys = sorted({key for passage in extractor.extract(FILING).passages for key in passage.replies})

        def floor() -> None:
            for key in keys:
                recorded = record.get(key)
                json.loads(json.loads(recorded.body)["choices"][0]["message"]["content"] if recorded else "null")

        took, least = math.inf, math.inf
        for _ in range(rounds):
            took = min(took, seconds(lambda: extractor.extract(FILING).to_jsonl()))
            least = min(least, seconds(floor))
    return took, least, len(keys)


def main(arguments: Iterable[str] | None = None) -> int:
    """Print a line for each reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="rounds of which the quickest counts")
    given = parser.parse_args(None if arguments is None else list(arguments))
    print(f"{'reader':10} {'replies':>8} {'filings/s':>10} {'floor/s':>10} {'ratio':>8}")
    for reader in READERS:
        with tempfile.TemporaryDirectory() as place, Replies(place) as record:
            took, least, replies = measure(reader, given.rounds, record)
        print(f"{reader:10} {replies:8} {1 / took:10.1f} {1 / least:10.1f} {took / least:8.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
