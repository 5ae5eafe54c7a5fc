"""The options that say how filings are read and what that may cost, which `extract` and `batch` share."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from extractor.cli._options import (
    BaseUrl,
    DomainName,
    MaxCost,
    MaxTokens,
    MinConfidence,
    ModelName,
    Prices,
    ReaderFile,
    RepliesDir,
    Timeout,
    domain_named,
    existing,
    given,
)
from extractor.domain import Domain
from extractor.model import TIMEOUT, Spending
from extractor.model.providers import find


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What these options were given as."""

    model: ModelName = "embedded"
    base_url: BaseUrl = None
    offline: Annotated[bool, typer.Option("--offline", help="Use recorded replies only; ask no model.")] = False
    replies: RepliesDir = None
    domain: DomainName = "alliances"
    reader: ReaderFile = None
    min_confidence: MinConfidence = None
    timeout: Timeout = TIMEOUT
    max_cost: MaxCost = None
    max_tokens_total: MaxTokens = None
    prices: Prices = None

    @property
    def options(self) -> dict[str, Any]:
        """What of it goes to an `Extractor` as it is."""
        names = ("model", "base_url", "offline", "timeout", "reader", "min_confidence")
        return {name: getattr(self, name) for name in names}

    def checked(self) -> tuple[Domain, Spending]:
        """What is looked for, and the limits to what is spent.

        Raises `typer.BadParameter` where there is no such model, a limit or a confidence asked for cannot be kept to,
        and as `domain_named` and `existing` do. A model's key is not looked at.
        """
        here = self.model == "embedded" and self.base_url is None
        with given():
            spending = Spending(max_cost=self.max_cost, max_tokens=self.max_tokens_total, prices=self.prices)
            if not here:
                place = find(self.model, base_url=self.base_url, api_key=None, keyless=True)
                spending.price(self.model, place.model)
        if here and (self.max_cost is not None or self.max_tokens_total is not None):
            raise typer.BadParameter("the embedded model runs here and costs nothing: leave the limits to spending out")
        if self.reader is not None and not here:
            raise typer.BadParameter(f"--reader goes with the embedded model; {self.model} reads by itself")
        wanted = domain_named(self.domain)
        if self.min_confidence is not None and self.reader is None and (wanted.trained is None or not here):
            raise typer.BadParameter(
                "--min-confidence: only a trained reader says how likely a fact is; name one, --reader FILE, or leave"
                " the option out"
            )
        if self.offline and self.replies is not None:
            existing(self.replies)  # nothing is made where nothing will be kept
        return wanted, spending


def asking(command: Callable[..., None]) -> Callable[..., None]:
    """`command`, which takes an `Asking` by the name of `asked`, with the options of one in its place."""
    shared = inspect.signature(Asking, eval_str=True).parameters
    own = inspect.signature(command, eval_str=True).parameters

    @functools.wraps(command)
    def run(**named: Any) -> None:
        asked = Asking(**{name: named.pop(name) for name in shared})
        command(**named, asked=asked)

    spread = [each for name in own for each in (shared.values() if name == "asked" else [own[name]])]
    by_name = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in spread]
    run.__signature__ = inspect.Signature(by_name)  # type: ignore[attr-defined] # what typer looks at
    return run
