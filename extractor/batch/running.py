"""Many filings through one extractor into one batch, several at once."""

from __future__ import annotations

import asyncio
import functools
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from extractor.background import together
from extractor.batch.batch import Batch
from extractor.batch.reading import Outcome, digest, failure, read
from extractor.errors import FilingError
from extractor.extractor import Extractor
from extractor.model import Spending
from extractor.sources import Item


@dataclass(slots=True)
class Tally:
    """What a run has done so far.

    `outcomes` counts filings by what came of them: "done", "incomplete", "failed", "stopped"; "known" were done before,
    or have the bytes of another of this run. Facts, requests and tokens are those of this run; `first_failure` is the
    exit code of the first filing that failed.
    """

    total: int
    outcomes: Counter[str] = field(default_factory=Counter)
    facts: int = 0
    requests: int = 0
    from_record: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    first_failure: int = 0

    @property
    def seen(self) -> int:
        """The filings that were looked at."""
        return self.outcomes.total() - self.outcomes["stopped"]

    def add(self, outcome: Outcome) -> None:
        """Count what came of a filing."""
        self.outcomes[outcome.state] += 1
        self.facts += outcome.facts
        used = outcome.usage
        self.requests += used.requests
        self.from_record += used.from_record
        self.prompt_tokens += used.prompt_tokens
        self.completion_tokens += used.completion_tokens
        if outcome.state == "failed":
            self.first_failure = self.first_failure or outcome.exit_code


def _nobody(tally: Tally) -> None:
    """Nobody wants to know."""


async def run(
    items: Iterable[Item],
    reader: Extractor | Callable[[Item], Awaitable[Outcome]],
    batch: Batch,
    tally: Tally,
    *,
    jobs: int = 4,
    spending: Spending | None = None,
    told: Callable[[Tally], None] = _nobody,
) -> None:
    """Read the filings that `batch` has not, `jobs` at once, and hand what comes of each to it; count it in `tally`.

    `reader` is an extractor, or whatever else makes an outcome of an item and raises as `read` does.
    `told` hears of each. Once the limit of `spending` is reached no further filing is begun, and one that it cost
    something is "stopped": left for a later run. Raises what would cost every filing alike, as `read` does, and
    `OutputError`; what was taken until then stands.
    """
    waiting, under_way = iter(items), set[str]()
    made = functools.partial(read, reader) if isinstance(reader, Extractor) else reader

    async def one(item: Item) -> None:
        try:
            sha256 = digest(item)
        except FilingError as error:
            outcome = failure(item, error)
        else:
            if sha256 in under_way or batch.done(sha256):
                batch.settle(item)
                tally.outcomes["known"] += 1
                return
            under_way.add(sha256)
            try:
                outcome = await made(item)
            finally:
                under_way.discard(sha256)
        if outcome.state == "incomplete" and spending is not None and spending.reached:
            outcome = Outcome(item=item, state="stopped")
        batch.take(outcome)
        tally.add(outcome)

    async def worker() -> None:
        for item in waiting:
            if spending is not None and spending.reached:
                return
            await one(item)
            told(tally)
            await asyncio.sleep(0)  # also where nothing had to be waited for, an interrupt is heard and others go on

    await together(worker() for _ in range(jobs))
