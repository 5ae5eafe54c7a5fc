"""How fast a model is asked."""

from __future__ import annotations

import asyncio

from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.model import RateLimit


class Clock:
    """Time that passes only where somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)
        self.now += 20 * seconds

    def limit(self, requests: int | None = None, tokens: int | None = None) -> RateLimit:
        return RateLimit(
            requests_per_minute=requests, tokens_per_minute=tokens, clock=lambda: self.now, sleep=self.sleep
        )


def run(limit: RateLimit, clock: Clock, asked: list[tuple[int, int]]) -> list[tuple[float, int]]:
    """When each request is let through, one after another, and what it comes to."""

    async def through() -> list[tuple[float, int]]:
        found = []
        for most, used in asked:
            admitted = await limit.admit(most)
            found.append((clock.now, used))
            limit.settle(admitted, used)
        return found

    return asyncio.run(through())


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.integers(0, 500).flatmap(lambda most: st.tuples(st.just(most), st.integers(0, most))), max_size=40),
    st.integers(1, 5),
    st.integers(1, 600),
)
@example([(500, 500), (500, 500)], 5, 100)
def test_no_minute_has_more_than_its_requests_and_tokens(asked: list[tuple[int, int]], most: int, tokens: int) -> None:
    clock = Clock()
    through = run(clock.limit(most, tokens), clock, asked)
    assert len(through) == len(asked)
    for start, _ in through:
        minute = [used for at, used in through if start <= at < start + 60]
        assert len(minute) <= most
        assert sum(minute) <= tokens or len([used for used in minute if used]) == 1


def test_tokens_that_were_not_used_are_given_back() -> None:
    clock = Clock()
    assert [at for at, _ in run(clock.limit(tokens=100), clock, [(100, 10), (90, 10), (80, 80)])] == [0.0, 0.0, 0.0]


def test_without_a_limit_nothing_waits() -> None:
    clock = Clock()
    assert {at for at, _ in run(clock.limit(), clock, [(10**9, 10**9)] * 100)} == {0.0}


def test_what_one_request_is_told_to_wait_all_wait() -> None:
    clock = Clock()
    limit = clock.limit()
    limit.hold(30)
    limit.hold(10)
    [(at, _)] = run(limit, clock, [(1, 1)])
    assert 30 <= at < 31
