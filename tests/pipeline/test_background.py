"""Work in a thread of its own: what comes of it, and that it can be given up."""

from __future__ import annotations

import asyncio
import threading
from contextvars import ContextVar

import pytest

from extractor.background import check_cancelled, in_background

_SAID: ContextVar[str] = ContextVar("said")


def test_what_comes_of_it_comes_from_another_thread_in_this_context() -> None:
    async def work() -> tuple[str, int]:
        return _SAID.get(), threading.get_ident()

    async def main() -> tuple[str, int]:
        _SAID.set("here")
        return await in_background(work())

    said, thread = asyncio.run(main())
    assert said == "here"
    assert thread != threading.get_ident()


def test_an_error_keeps_where_it_was_raised() -> None:
    async def work() -> None:
        raise KeyError("barn")

    with pytest.raises(KeyError, match="barn") as raised:
        asyncio.run(in_background(work()))
    assert raised.traceback[-1].name == "work"


@pytest.mark.parametrize("waits", [False, True])
def test_cancelled_it_has_ended_busy_or_waiting_before_that_is_told(waits: bool) -> None:
    begun, seen = threading.Event(), list[str]()

    async def work() -> None:
        begun.set()
        try:
            while True:
                check_cancelled()
                if waits:
                    await asyncio.sleep(60)
        finally:
            seen.append("ended")

    async def main() -> None:
        task = asyncio.create_task(in_background(work()))
        await asyncio.to_thread(begun.wait)  # this loop goes on while that one is busy
        seen.append("cancelled")
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        seen.append("told")

    asyncio.run(main())
    assert seen == ["cancelled", "ended", "told"]


def test_nothing_is_cancelled_where_nobody_can() -> None:
    check_cancelled()
