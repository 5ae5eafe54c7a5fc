"""How long pairing takes beside stickler-eval: the same flat objects, in one run, as ratios.

Run from a checkout: `python -m benchmarks.scoring` (needs the extra `dev`). Each size is paired several times by both
and the fastest time of each is taken, so that a busy machine tells little; the ratio is what counts.

Both sides get objects with four slots, a third of them changed, in another order, and compare names, choices and
amounts. Ours quotes them too. What is timed is pairing and counting, not the building of the objects. The last columns
are the right pairs that each finds: stickler takes the pairs that are most alike in sum, which may give up a right one.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

from stickler import ComparableField, ExactComparator, NumericComparator, StructuredModel

from evals.items import Item, build
from evals.kinds import kinds_of
from evals.pairing import pair
from extractor.comparison import Entities

SIZES = (5, 20, 50, 100)
REPEATS = 3
KINDS = kinds_of("alliances")
MEASURES = ("subscribers", "revenue", "employees", "market_share")


class _Metric(StructuredModel):  # type: ignore[misc]  # stickler ships no types
    match_threshold = 1.0

    subject: str = ComparableField(comparator=ExactComparator(), threshold=1.0)
    measure: str = ComparableField(comparator=ExactComparator(), threshold=1.0)
    amount: float = ComparableField(comparator=NumericComparator(), threshold=1.0)
    unit: str = ComparableField(comparator=ExactComparator(), threshold=1.0)


class _Metrics(StructuredModel):  # type: ignore[misc]  # stickler ships no types
    facts: list[_Metric] = ComparableField()


Row = tuple[str, str, int, str]


def rows(count: int, generator: random.Random, first: int) -> tuple[list[Row], list[Row]]:
    """Gold objects, and predicted ones: the same in another order, a third of them with another amount.

    `first` is the least amount, so that no repeat finds its answers in a cache.
    """
    gold = [
        (f"Operator {number % 7}", MEASURES[number % 4], first + 37 * number, "subscribers") for number in range(count)
    ]
    said = [
        (subject, measure, amount * 3 if place % 3 == 0 else amount, unit)
        for place, (subject, measure, amount, unit) in enumerate(gold)
    ]
    return gold, generator.sample(said, count)


def our_way(gold: list[Row], said: list[Row]) -> Callable[[], int]:
    """Pairing by `evals`; returns how many pairs are right."""
    left, right = [_item(row) for row in gold], [_item(row) for row in said]
    none = Entities({})
    return lambda: sum(each.right for each in pair(KINDS["metric"], left, right, none).pairs)


def their_way(gold: list[Row], said: list[Row]) -> Callable[[], int]:
    """Pairing by stickler; returns how many pairs are right."""
    left, right = (_Metrics(facts=[_object(row) for row in side]) for side in (gold, said))
    return lambda: _true_positives(left.compare_with(right, include_confusion_matrix=True))


def _true_positives(compared: dict[str, Any]) -> int:
    return int(compared["confusion_matrix"]["fields"]["facts"]["overall"]["tp"])


def _item(row: Row) -> Item:
    subject, measure, amount, unit = row
    value = {"text": f"{amount} {unit}", "amount": amount, "unit": unit}
    quote = f"{subject} had {amount} {unit} in {amount}"
    return build("metric", {"subject": subject, "measure": measure, "value": value}, KINDS, quotes=(quote,))[0]


def _object(row: Row) -> _Metric:
    subject, measure, amount, unit = row
    return _Metric(subject=subject, measure=measure, amount=float(amount), unit=unit)


def timed(work: Callable[[], int]) -> tuple[float, int]:
    """The seconds that some work took, and what it returned."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def main() -> None:
    """Prints a line for each size."""
    generator = random.Random(1)  # noqa: S311 - a shuffle, no secret
    print(f"{'objects':>8} {'evals ms':>10} {'stickler ms':>12} {'times faster':>13} {'right':>6} {'stickler':>9}")
    for size in SIZES:
        ours, theirs = [], []
        for repeat in range(1, REPEATS + 1):
            gold, said = rows(size, generator, 10_000 * repeat)
            ours.append(timed(our_way(gold, said)))
            theirs.append(timed(their_way(gold, said)))
        (mine, found), (other, expected) = min(ours), min(theirs)
        print(f"{size:>8} {mine * 1000:>10.2f} {other * 1000:>12.1f} {other / mine:>13.0f} {found:>6} {expected:>9}")


if __name__ == "__main__":
    main()
