"""Work that is done beside other work, and ended with it: in a thread of its own, or several at once."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Coroutine, Iterable
from concurrent.futures import Future
from contextvars import ContextVar, copy_context
from typing import Any, TypeVar

T = TypeVar("T")

_cancelled: ContextVar[threading.Event | None] = ContextVar("cancelled", default=None)


def check_cancelled() -> None:
    """Raise `CancelledError` where this thread's work was cancelled; long work calls it between its steps."""
    cancelled = _cancelled.get()
    if cancelled is not None and cancelled.is_set():
        raise asyncio.CancelledError


async def in_background(work: Coroutine[Any, Any, T]) -> T:
    """What comes of `work`, which runs in a thread and an event loop of its own, in a copy of this context.

    Cancelled, it ends where `work` waits, or at its next `check_cancelled`; until then it is waited for.
    """
    loop, context, cancelled = asyncio.new_event_loop(), copy_context(), threading.Event()
    context.run(_cancelled.set, cancelled)
    task = loop.create_task(work, context=context)
    outcome: Future[T] = Future()
    here, over = asyncio.get_running_loop(), asyncio.Event()

    def run() -> None:
        try:
            outcome.set_result(loop.run_until_complete(task))
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            outcome.set_exception(error)
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
        with contextlib.suppress(RuntimeError):  # nobody waits: the other loop is closed
            here.call_soon_threadsafe(over.set)

    # no daemon would end with the process amid a long step, which nobody waits for any more
    threading.Thread(target=run, name="filing-facts-background", daemon=True).start()
    try:
        await over.wait()
    except asyncio.CancelledError:
        cancelled.set()
        with contextlib.suppress(RuntimeError):  # it has ended just now
            loop.call_soon_threadsafe(task.cancel)
        await over.wait()
        raise
    return outcome.result()


async def together(works: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """What comes of several works at once, in their order; where one fails, or this is cancelled, all have ended."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
