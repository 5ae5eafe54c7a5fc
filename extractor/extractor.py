"""The public class: a model, a domain and a record, ready for filings."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading
import weakref
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from extractor.asking import Relayed
from extractor.background import in_background
from extractor.domain import Domain, domain_of
from extractor.facts import Fact
from extractor.filing import Filing
from extractor.model import TIMEOUT, Model, Profile, RateLimit, Spending, open_model
from extractor.pipeline import OnFacts, extract
from extractor.replies import Replies
from extractor.result import Result
from extractor.tasks import Example
from extractor.tracing import span

Progress = Callable[[str, int, int], None]
"""Told what is going on, how much of it is done, and of how much."""

Source = str | Path | bytes | Filing
T = TypeVar("T")

_MOMENT = 0.3
"""The seconds an interrupted call is waited for."""


def _quiet(what: str, done: int, total: int) -> None:
    """No progress is shown."""


class Extractor:
    """Pulls the facts of a domain out of filings.

    `model` is a name ("embedded", "openai/NAME", or any NAME with a `base_url`) or a `Model`. What to look for is a
    `domain` (an import package or a `Domain`), or `kinds` of your own with `examples` and `instructions`. `replies` is
    the record: a folder, or a `Replies`; by default the user's cache. `offline` answers from it alone. `profile`
    overrides how the model is used, `timeout` is the seconds that one call may take, `spending` the limits to what is
    spent and `rate` how fast an endpoint is asked, over all filings. `base_url` and `api_key` say where a model of your
    own is asked, and with which key. All these go with a name; a `Model` is asked as it is, and keeps what it keeps.

    `reader` is the file of a trained reader for the embedded model, in place of the domain's own; `min_confidence`
    leaves out facts that are less likely, where their reader says how likely they are.

    The model is opened by the first filing that needs it and kept until the extractor is closed, so use it for many
    filings, and as a context manager. Works in a notebook's running loop too.

    Raises `SchemaError` if a kind or a worked example is defined wrongly, `TypeError` if a `Model` is given with
    options that go with a name.
    """

    def __init__(  # noqa: PLR0913 - a user's options, all by name
        self,
        model: str | Model = "embedded",
        *,
        domain: str | Domain = "alliances",
        kinds: Iterable[type[Fact]] | type[Fact] = (),
        examples: Iterable[Example] = (),
        instructions: str = "",
        replies: str | Path | Replies | None = None,
        offline: bool = False,
        profile: Profile | None = None,
        progress: Progress = _quiet,
        base_url: str | None = None,
        api_key: str | None = None,
        timeout: float = TIMEOUT,
        spending: Spending | None = None,
        rate: RateLimit | None = None,
        reader: str | Path | None = None,
        min_confidence: float | None = None,
    ) -> None:
        self._domain = domain_of(domain, kinds, instructions, examples)
        if reader is not None:
            self._domain = replace(self._domain, trained=Path(reader))
        self._least = min_confidence
        _ = self._domain.worked  # an example that does not hold is said now, before anything is asked
        self._progress = progress
        self._runner: _Runner | None = None
        self._model: Model | None = None
        if isinstance(model, str):
            record = replies if isinstance(replies, Replies) else Replies(replies)
            self._open: Callable[[], Model] = lambda: open_model(
                model,
                base_url=base_url,
                api_key=api_key,
                replies=record,
                offline=offline,
                profile=profile,
                progress=progress,
                timeout=timeout,
                spending=spending,
                rate=rate,
                trained=self._domain.known,
            )
        else:
            given: dict[str, object] = {
                "replies": replies,
                "offline": offline,
                "profile": profile,
                "base_url": base_url,
            }
            given |= {"api_key": api_key, "spending": spending, "rate": rate, "timeout": timeout != TIMEOUT}
            unused = [name for name, value in given.items() if value is not None and value is not False]
            if unused:
                raise TypeError(f"{type(model).__name__} is asked as it is: {', '.join(unused)} go with a model's name")
            self._open = lambda: model

    def extract(self, source: Source, *, date: dt.date | str | None = None, on_facts: OnFacts | None = None) -> Result:
        """The facts of one filing: a path, its text or bytes, or a `Filing` read before; `date` is the filing's own (a
        date, or YYYY-MM-DD).

        `on_facts` is told of facts as they are found, a passage at a time, each once. These are provisional: later,
        some are joined, outvoted or left out. It is called in the thread that reads; what it raises ends the reading.

        Raises `FilingError` if it cannot be read, `ModelError` if the model cannot be asked at all, `MissingReply`
        offline where the record lacks a reply.
        """
        return self._run(self.aextract(source, date=date, on_facts=on_facts))

    def extract_many(self, sources: Iterable[Source]) -> Iterator[Result]:
        """The facts of several filings, one after another, each as soon as it is there."""
        for source in sources:
            yield self.extract(source)

    async def aextract(
        self,
        source: Source,
        *,
        date: dt.date | str | None = None,
        progress: Progress | None = None,
        on_facts: OnFacts | None = None,
    ) -> Result:
        """What `extract` gives, to be awaited; `progress` is told of its questions in place of the extractor's.

        The work is done in a thread of its own, where `on_facts` is told too; the model is asked, and `progress` told,
        in this event loop. Cancelled, it ends between two steps: a passage, a block or a candidate.
        """
        loop, told = asyncio.get_running_loop(), progress or self._progress
        model = Relayed(self._opened(), loop)

        def step(done: int, total: int) -> None:
            loop.call_soon_threadsafe(told, "questions", done, total)

        async def work() -> Result:
            filing = source if isinstance(source, Filing) else Filing.read(source, date=date)
            with span("filing", filing_sha256=filing.sha256, filing_characters=len(filing.text)) as traced:
                result = await extract(
                    filing,
                    domain=self._domain,
                    model=model,
                    step=step,
                    least=self._least,
                    on_facts=on_facts,
                )
                traced.note(facts=len(result.facts), model=result.usage.model, tokens=result.usage.completion_tokens)
            return result

        return await in_background(work())

    async def aextract_many(self, sources: Iterable[Source]) -> AsyncIterator[Result]:
        """What `extract_many` gives, to be awaited."""
        for source in sources:
            yield await self.aextract(source)

    def configuration(self) -> dict[str, Any]:
        """What is asked of every filing, as plain data: model, profile, domain, the digest of what is said of it, and
        that of a trained reader.

        Two extractors with the same read a filing alike. Raises `ModelUnavailable` if there is no such model, or no key
        for it.
        """
        model = self._opened()
        trained = self._domain.trained_for(model.profile)
        return {
            "model": model.name,
            "profile": asdict(model.profile),
            "domain": self._domain.package,
            "asked": self._domain.digest,
            "reader": trained.digest if trained else None,
            "min_confidence": self._least,
        }

    def _opened(self) -> Model:
        if self._model is None:
            self._model = self._open()
        return self._model

    def close(self) -> None:
        """Let go of the model: of connections, and of an embedded model's memory. It is opened again when needed."""
        if self._runner is not None and self._runner.busy:  # interrupted, and not over: nothing is waited for
            self._model = None
        if self._model is not None:
            self._run(self.aclose())
        if self._runner is not None:
            self._runner.close()
            self._runner = None

    async def aclose(self) -> None:
        """What `close` does, to be awaited."""
        model, self._model = self._model, None
        if model is not None:
            await model.aclose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.aclose()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        if self._runner is None:
            self._runner = _Runner()
        return self._runner.run(work)


class _Runner:
    """One event loop for all calls, on a thread of its own, so that a caller's running loop is no matter."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        thread = threading.Thread(target=self._loop.run_forever, name="filing-facts", daemon=True)
        thread.start()
        self.close = weakref.finalize(self, _end, self._loop, thread)
        self.busy = False

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """The outcome of `work`. An interrupt cancels it, and waits a moment for what it still has to tidy up."""
        over, ended = threading.Event(), list[BaseException]()

        async def tracked() -> list[T]:
            try:
                return [await work]
            except (SystemExit, KeyboardInterrupt) as error:  # raised here, it would end the loop
                ended.append(error)
                return []
            finally:
                over.set()

        future = asyncio.run_coroutine_threadsafe(tracked(), self._loop)
        try:
            outcome = future.result()
        except KeyboardInterrupt:
            self.busy = True
            future.cancel()
            self.busy = not over.wait(_MOMENT)
            raise
        if ended:
            raise ended[0]
        return outcome[0]


def _end(loop: asyncio.AbstractEventLoop, thread: threading.Thread) -> None:
    loop.call_soon_threadsafe(loop.stop)
    thread.join(_MOMENT)  # amid a parse it goes on to the parse's end, or the process's
    if not thread.is_alive():
        loop.close()
