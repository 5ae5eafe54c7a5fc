"""The public class: a model, a domain and a record, ready for filings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from extractor.domain import Domain, load_domain
from extractor.filing import Filing
from extractor.model import Model, Profile, open_model
from extractor.pipeline import extract
from extractor.replies import Replies
from extractor.result import Result

Progress = Callable[[str, int, int], None]
"""Told what is going on, how much of it is done, and of how much."""


def _quiet(what: str, done: int, total: int) -> None:
    """No progress is shown."""


class Extractor:
    """Pulls the facts of a domain out of filings.

    `model` is a name ("embedded", "openai/NAME", or any NAME with a `base_url`) or a `Model`; `domain` an import
    package or a `Domain`. `replies` is the record: a folder, or a `Replies`; by default the user's cache. `offline`
    answers from it alone. `profile` overrides how the model is used. An extractor may be used for many filings, one
    after another.
    """

    def __init__(
        self,
        model: str | Model = "embedded",
        *,
        domain: str | Domain = "alliances",
        base_url: str | None = None,
        api_key: str | None = None,
        replies: str | Path | Replies | None = None,
        offline: bool = False,
        profile: Profile | None = None,
        progress: Progress = _quiet,
    ) -> None:
        self._domain = load_domain(domain) if isinstance(domain, str) else domain
        self._progress = progress
        self._open: Callable[[], Model]
        if isinstance(model, str):
            record = replies if isinstance(replies, Replies) else Replies(replies)
            settings: dict[str, Any] = {
                "base_url": base_url,
                "api_key": api_key,
                "profile": profile,
                "offline": offline,
            }
            self._open = lambda: open_model(model, replies=record, progress=progress, **settings)
        else:
            self._open = lambda: model

    def extract(self, source: str | Path | bytes | Filing) -> Result:
        """The facts of one filing: a path, its text or bytes, or a `Filing` read before.

        Raises `FilingError` if it cannot be read, `ModelError` if the model cannot be asked at all, `MissingReply`
        offline where the record lacks a reply.
        """
        return asyncio.run(self._once(source))

    async def aextract(self, source: str | Path | bytes | Filing) -> Result:
        """The same, to be awaited."""
        return await self._once(source)

    async def _once(self, source: str | Path | bytes | Filing) -> Result:
        filing = source if isinstance(source, Filing) else Filing.read(source)
        model = self._open()
        try:
            return await extract(
                filing,
                domain=self._domain,
                model=model,
                step=lambda done, total: self._progress("questions", done, total),
            )
        finally:
            await model.aclose()
