"""What happens to an extraction, as server-sent events: what has happened is told first, then what does.

An event's id says where in an extraction's life it stands, and follows from what is kept of it: so a client that comes
back with the last id it saw (`Last-Event-ID`) goes on from there, also after a restart.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from fastapi.sse import format_sse_event

from extractor.facts import Fact
from extractor.service._ledger import Ledger, Row

Place = tuple[int, ...]
"""Where in an extraction's life an event stands; a later event's is greater."""

_QUEUED, _STARTED, _PASSAGES, _FACTS, _OVER = (0,), (1,), 2, 3, (4,)
_ID = re.compile(r"\d{1,10}(?:\.\d{1,10}){0,3}", re.ASCII)
_KEPT = 1000
"""How many facts of a filing under way are told of before it is read: the first so many."""

_PAUSE = 15.0
"""The seconds after which a quiet connection is kept open with a comment."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a filing is: the questions answered, of how many, in which look at it, and the first facts found."""

    look: int = 0
    done: int = 0
    total: int = 0
    facts: tuple[Event, ...] = ()

    def on(self, done: int, total: int) -> Progress:
        """The same, further on; where it begins anew, in the next look."""
        return replace(self, look=self.look + (done < self.done), done=done, total=total)

    def found(self, facts: Sequence[Fact]) -> Progress:
        """The same with more facts, each in its place after the questions that are answered."""
        first = len(self.facts) + 1
        more = [
            Event((_PASSAGES, self.look, self.done, number), "found", {"fact": fact.model_dump(mode="json")})
            for number, fact in enumerate(islice(facts, _KEPT - len(self.facts)), start=first)
        ]
        return replace(self, facts=(*self.facts, *more))

    @property
    def place(self) -> Place:
        """The place of what is told of its questions."""
        return (_PASSAGES, self.look, self.done)

    def events(self) -> list[Event]:
        """All that is told of it, in order: the facts so far, and among them how far it is."""
        passage = Event(self.place, "passage", {"done": self.done, "total": self.total})
        return sorted([*self.facts, *([passage] if self.total else [])], key=lambda event: event.place)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened."""

    place: Place
    name: str
    data: dict[str, Any]

    def encoded(self) -> bytes:
        """The event as it goes over the wire."""
        said = json.dumps(self.data, ensure_ascii=False)
        return format_sse_event(data_str=said, event=self.name, id=".".join(map(str, self.place)))


@dataclass
class Bell:
    """Wakes whoever waits, in the service's event loop, for something to happen to an extraction."""

    loop: asyncio.AbstractEventLoop | None = None
    closed: bool = False
    _waiting: dict[str, set[asyncio.Event]] = field(default_factory=dict)

    def ring(self, extraction: str) -> None:
        """Something has happened to it; from any thread."""
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._wake, extraction)

    def close(self) -> None:
        """Nothing will happen any more: whoever listens is let go."""
        self.closed = True
        for extraction in list(self._waiting):
            self._wake(extraction)

    @contextlib.contextmanager
    def listening(self, extraction: str) -> Iterator[asyncio.Event]:
        """What is set when something happens."""
        happened = asyncio.Event()
        self._waiting.setdefault(extraction, set()).add(happened)
        try:
            yield happened
        finally:
            self._waiting[extraction].discard(happened)
            if not self._waiting[extraction]:
                del self._waiting[extraction]

    def _wake(self, extraction: str) -> None:
        for happened in self._waiting.get(extraction, ()):
            happened.set()


def place_of(last: str | None) -> Place:
    """The place that a `Last-Event-ID` names; before everything if it names none."""
    return tuple(map(int, last.split("."))) if last and _ID.fullmatch(last) else ()


def so_far(row: Row, progress: Progress | None, facts: Callable[[], list[Any]]) -> Iterator[Event]:
    """What has happened to an extraction; of its passages, how far they are, and the facts found until then."""
    yield Event(_QUEUED, "queued", {"id": row.id, "name": row.name})
    if row.status == "queued":
        return
    yield Event(_STARTED, "started", {"id": row.id})
    if progress is not None:
        yield from progress.events()
    if row.status == "done":
        for index, fact in enumerate(facts()):
            yield Event((_FACTS, index), "fact", {"index": index, "fact": fact})
        yield Event(_OVER, "done", {"id": row.id})
    elif row.status == "failed":
        yield Event(_OVER, "failed", {"error": row.error})


async def stream(
    ledger: Ledger, bell: Bell, extraction: str, progress: Callable[[str], Progress | None], after: Place = ()
) -> AsyncGenerator[bytes]:
    """The events of an extraction after a place, until it is over, deleted, or the service ends."""

    def facts() -> list[Any]:
        kept = ledger.result(extraction)
        return json.loads(kept[0])["facts"] if kept else []

    def news() -> tuple[Row | None, list[Event]]:
        how_far = progress(extraction)  # before the row: of one that is over, all of it is told
        row = ledger.get(extraction)
        return row, [event for event in so_far(row, how_far, facts) if event.place > after] if row else []

    with bell.listening(extraction) as happened:
        while True:
            happened.clear()
            row, events = await asyncio.to_thread(news)
            for event in events:
                after = event.place
                yield event.encoded()
            if row is None or row.over or bell.closed:
                return
            try:
                await asyncio.wait_for(happened.wait(), _PAUSE)
            except TimeoutError:
                yield format_sse_event(comment="")


async def until_over(ledger: Ledger, bell: Bell, extraction: str, seconds: float) -> None:
    """Wait until an extraction is over, but no longer than that, nor than the service."""
    with bell.listening(extraction) as happened, contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while not bell.closed:
                happened.clear()
                row = await asyncio.to_thread(ledger.get, extraction)
                if row is None or row.over:
                    return
                await happened.wait()
