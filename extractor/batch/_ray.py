"""Filings read on the machines of a Ray cluster: workers that hold one extractor each, and one purse for all of them.

These are plain actors, and what they read goes to the batch of the process that began it, as if it had been read there.
Ray Data would hand on a filing only with its whole block, and names files by the run that wrote them: nothing lost and
nothing twice needs the journal, and the journal one keeper.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import itertools
import logging
import os
import platform
import sys
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import ray
from ray.exceptions import RayActorError, RayTaskError
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

from extractor._version import __version__
from extractor.batch.reading import Outcome, read
from extractor.errors import ClusterError
from extractor.extractor import Extractor
from extractor.model import RateLimit, Spending
from extractor.sources import Item

T = TypeVar("T")

_STARTS = 3
"""How often a worker may end before it has begun, one time after another, until no further one is tried."""


async def _of(asked: Awaitable[T]) -> T:
    """What an actor returns; what it raises is raised as it was there."""
    try:
        return await asked
    except RayTaskError as error:
        raise error.cause from None


class _Purse:
    """The spending of all workers, in one place, so that they keep within the limit together."""

    def __init__(self, spending: Spending) -> None:
        self._spending = spending
        self._tickets = itertools.count()
        self._under_way: dict[int, tuple[int, int, float]] = {}
        self._lost: set[int] = set()

    async def admit(self, worker: int, tokens: int, cost: float) -> int:
        ticket = next(self._tickets)
        await self._spending.admit(ticket, tokens, cost)
        self._under_way[ticket] = (worker, tokens, cost)
        if worker in self._lost:
            await self.settle(ticket, 0, 0.0)
        return ticket

    async def settle(self, ticket: int, tokens: int, cost: float) -> None:
        if self._under_way.pop(ticket, None) is not None:
            self._spending.settle(ticket, tokens, cost)

    async def lost(self, worker: int) -> None:
        """What it had under way is taken to have been spent: nobody knows whether it was."""
        self._lost.add(worker)
        for ticket, (of, tokens, cost) in list(self._under_way.items()):
            if of == worker:
                await self.settle(ticket, tokens, cost)

    async def spent(self) -> tuple[float, int, bool]:
        return self._spending.cost, self._spending.tokens, self._spending.reached


class _Shared(Spending):
    """Spending as a worker sees it: the purse is asked."""

    def __init__(self, given: Spending, purse: Any, worker: int) -> None:
        super().__init__(max_cost=given.max_cost, max_tokens=given.max_tokens, prices=given.prices)
        self._purse, self._worker = purse, worker
        self._tickets: dict[int, int] = {}

    async def admit(self, ticket: int, tokens: int, cost: float) -> None:
        self._tickets[ticket] = await _of(self._purse.admit.remote(self._worker, tokens, cost))

    def settle(self, ticket: int, tokens: int, cost: float) -> None:
        self._purse.settle.remote(self._tickets.pop(ticket), tokens, cost)


class _Worker:
    """One process of the cluster, with one extractor, which it makes when it is first asked for something."""

    def __init__(self, folder: str, options: Mapping[str, Any], rate: Mapping[str, Any], spending: _Shared) -> None:
        self._folder, self._options, self._rate, self._spending = folder, options, rate, spending
        self._extractor: Extractor | None = None

    async def ready(self) -> dict[str, Any]:
        """What it would ask of a filing. Raises whatever stands in the way of an extractor here."""
        return {**self._opened().configuration(), "version": __version__}

    async def read(self, item: Item) -> Outcome:
        return await read(self._opened(), item)

    def _opened(self) -> Extractor:
        if self._extractor is None:
            if not Path(self._folder).is_dir():
                raise ClusterError(f"{self._folder}: is not there on {platform.node()}; share it, filings and all")
            os.chdir(self._folder)  # paths mean what they mean to whoever began the batch
            if self._folder not in sys.path:
                sys.path.insert(0, self._folder)  # the domain may lie here
            self._extractor = Extractor(**self._options, spending=self._spending, rate=RateLimit(**self._rate))
        return self._extractor


@dataclass(eq=False, slots=True)
class _Hand:
    """A worker, as whoever began the batch knows it."""

    number: int
    actor: Any
    lost: bool = field(default=False)


class Cluster:
    """Workers on the Ray cluster that `RAY_ADDRESS` names, else on this machine; they are there within `async with`.

    Each is an `Extractor` of `options` that reads `jobs` filings at once. There are as many as `workers` says: by
    default one a CPU, and one a machine for the embedded model. They share `spending`, and `rate` is divided among
    them. `configuration` is that of an extractor of the same options here.

    Raises `ClusterError` if there is no such cluster, or a machine has another version of this package or folder.
    """

    def __init__(
        self,
        options: Mapping[str, Any],
        configuration: Mapping[str, Any],
        *,
        spending: Spending,
        rate: RateLimit,
        jobs: int,
        workers: int | None = None,
    ) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # what is read here is nobody's business
        try:
            ray.init(log_to_driver=False, logging_level=logging.ERROR, ignore_reinit_error=True)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise ClusterError(f"the Ray cluster cannot be reached: {error}; start it, or set RAY_ADDRESS") from error
        cpus = [int(node["Resources"].get("CPU", 0)) for node in ray.nodes() if node["Alive"]]
        embedded = options.get("model") == "embedded" and options.get("base_url") is None
        self._cpus = max(1, min((count for count in cpus if count), default=1)) if embedded else 1
        count = workers or max(1, sum(cpus) // self._cpus)
        self.at_once = count * jobs
        self._jobs, self._count = jobs, count
        self._options = dict(options)
        self._rate = {
            "requests_per_minute": _share(rate.requests_per_minute, count),
            "tokens_per_minute": _share(rate.tokens_per_minute, count),
        }
        self._configuration = {**configuration, "version": __version__}
        self._spending = spending
        self._numbers = itertools.count()
        self._failed_starts = 0
        self._hands: set[_Hand] = set()
        self._free: asyncio.Queue[_Hand | Exception] = asyncio.Queue()
        self._starting: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
        options = {"num_cpus": 0, "max_concurrency": 10_000, "scheduling_strategy": here}
        self._purse = ray.remote(_Purse).options(**options).remote(self._spending)
        for _ in range(self._count):
            self._start()
        # Ray prints what it has to say of lost machines, from a thread, to where results go.
        self._silence = contextlib.ExitStack()
        self._silence.enter_context(contextlib.redirect_stdout(io.StringIO()))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for task in self._starting:
            task.cancel()
        for hand in self._hands:
            ray.kill(hand.actor)
        ray.kill(self._purse)
        ray.shutdown()
        self._silence.close()

    async def read(self, item: Item) -> Outcome:
        """What comes of a filing, from any worker; from another where that one was lost. Raises as `read` does."""
        while True:
            hand = await self._free.get()
            if isinstance(hand, Exception):
                self._free.put_nowait(hand)
                raise hand
            try:
                outcome: Outcome = await _of(hand.actor.read.remote(item))
            except RayActorError:
                await self._lose(hand)
                continue
            except BaseException:
                self._free.put_nowait(hand)
                raise
            self._free.put_nowait(hand)
            said = await _of(self._purse.spent.remote())
            self._spending.cost, self._spending.tokens, self._spending.reached = said
            return outcome

    def _start(self) -> None:
        task = asyncio.create_task(self._started(next(self._numbers)))
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _started(self, number: int) -> None:
        """Begin a worker, and let it be asked once it answers."""
        options = {"num_cpus": self._cpus, "max_concurrency": self._jobs + 1, "scheduling_strategy": "SPREAD"}
        shared = _Shared(self._spending, self._purse, number)
        worker = ray.remote(_Worker).options(**options)
        hand = _Hand(number, worker.remote(str(Path.cwd()), self._options, self._rate, shared))
        self._hands.add(hand)
        try:
            found = await _of(hand.actor.ready.remote())
        except RayActorError as error:
            self._failed_starts += 1
            if self._failed_starts < _STARTS:
                await self._lose(hand)
            else:
                self._free.put_nowait(ClusterError(f"no worker can be started on the cluster: {error}"))
        except Exception as error:  # noqa: BLE001 - whoever waits for a worker gets it
            self._free.put_nowait(error)
        else:
            self._failed_starts = 0
            if found == self._configuration:
                for _ in range(self._jobs):
                    self._free.put_nowait(hand)
            else:
                other = [name for name, value in self._configuration.items() if found.get(name) != value]
                said = "; ".join(f"{name} {found.get(name)!r}, not {self._configuration[name]!r}" for name in other)
                self._free.put_nowait(ClusterError(f"a machine of the cluster would read otherwise: {said}"))

    async def _lose(self, hand: _Hand) -> None:
        """A worker is gone, with its machine or alone: another takes its place."""
        if hand.lost:
            return
        hand.lost = True
        self._hands.discard(hand)
        ray.kill(hand.actor)  # where it cannot be reached, and goes on
        await _of(self._purse.lost.remote(hand.number))
        self._start()


def _share(limit: int | None, count: int) -> int | None:
    return None if limit is None else max(1, limit // count)
