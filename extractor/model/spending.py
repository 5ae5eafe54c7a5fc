"""What asking costs, and a limit to it. Prices are the user's: none is known here."""

from __future__ import annotations

import asyncio
import json
import math
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx2

from extractor._files import refuse_endless
from extractor.errors import ModelUnavailable, SpendingLimit
from extractor.replies import completion_of

_WAIT = 0.05


@dataclass(frozen=True, slots=True)
class Price:
    """What a model costs for a million tokens read (`input`) and written (`output`)."""

    input: float
    output: float

    def of(self, prompt_tokens: int, completion_tokens: int) -> float:
        """What so many tokens cost."""
        return (self.input * prompt_tokens + self.output * completion_tokens) / 1_000_000


def read_prices(path: str | os.PathLike[str]) -> dict[str, Price]:
    """The price table in a file, TOML or (named *.json) JSON: model -> {input, output}, for a million tokens.

    Raises `ModelUnavailable` if it cannot be read as one.
    """
    source = Path(path)
    refuse_endless(source, ModelUnavailable)
    try:
        text = source.read_text(encoding="utf-8")
        table = json.loads(text) if source.suffix.lower() == ".json" else tomllib.loads(text)
        return {model: _price(entry) for model, entry in table.items()}
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        raise ModelUnavailable(
            f'{source}: no price table ({error}); write for each model: ["openai/NAME"] input = 1.0, output = 2.0'
        ) from error


def _price(entry: object) -> Price:
    match entry:
        case {"input": int() | float() as read, "output": int() | float() as written}:
            if all(math.isfinite(price) and price >= 0 for price in (read, written)):
                return Price(float(read), float(written))
    raise ValueError("a model's price is an input and an output, each a number")


class Spending:
    """What one or more models have cost so far, and the limits to it.

    `max_cost` is in the money of `prices`, `max_tokens` counts tokens read and written. A request is let through only
    if the most it could cost keeps within them: its bytes by two as tokens read, its bound as tokens written. `prices`
    is a table, or the file that holds one.

    Raises `ModelUnavailable` if the file holds none.
    """

    def __init__(
        self,
        *,
        max_cost: float | None = None,
        max_tokens: int | None = None,
        prices: Mapping[str, Price] | str | os.PathLike[str] | None = None,
    ) -> None:
        self.max_cost = max_cost
        self.max_tokens = max_tokens
        self.prices = prices if isinstance(prices, Mapping) else read_prices(prices) if prices is not None else {}
        self.cost = 0.0
        self.tokens = 0
        self.reached = False
        self._under_way: dict[int, tuple[int, float]] = {}

    def price(self, name: str, model: str) -> Price | None:
        """The price of the model called `name` here, and `model` where it is asked.

        Raises `ModelUnavailable` if there is none and `max_cost` needs one.
        """
        price = self.prices.get(name, self.prices.get(model))
        if price is None and self.max_cost is not None:
            raise ModelUnavailable(
                f"a limit on cost needs the price of {name}; give it in a price table: --prices FILE"
            )
        return price

    async def admit(self, ticket: int, tokens: int, cost: float) -> None:
        """Let a request through that costs at most so much, once what is under way leaves room for it.

        Raises `SpendingLimit` if nothing is under way and there is still none.
        """
        while not self._fits(tokens, cost):
            if not self._under_way:
                self.reached = True
                raise SpendingLimit(
                    f"{self._said()} spent, and the next request could pass the limit; raise it and run the same "
                    "command again: what is answered is kept"
                )
            await asyncio.sleep(_WAIT)
        self._under_way[ticket] = (tokens, cost)

    def settle(self, ticket: int, tokens: int, cost: float) -> None:
        """A request that was let through is over, and cost so much."""
        self._under_way.pop(ticket, None)
        self.tokens += tokens
        self.cost += cost

    def _fits(self, tokens: int, cost: float) -> bool:
        tokens += self.tokens + sum(reserved for reserved, _ in self._under_way.values())
        cost += self.cost + sum(reserved for _, reserved in self._under_way.values())
        return (self.max_tokens is None or tokens <= self.max_tokens) and (
            self.max_cost is None or cost <= self.max_cost
        )

    def _said(self) -> str:
        limits = []
        if self.max_cost is not None:
            limits.append(f"{self.cost:.4f} of {self.max_cost:g}")
        if self.max_tokens is not None:
            limits.append(f"{self.tokens:,} of {self.max_tokens:,} tokens")
        return " and ".join(limits)


class SpendingTransport(httpx2.AsyncBaseTransport):
    """Asks `inner` as long as `spending` allows it. A call that is answered by an error is taken to cost nothing."""

    def __init__(self, inner: httpx2.AsyncBaseTransport, spending: Spending, price: Price | None) -> None:
        self._inner = inner
        self._spending = spending
        self._price = price or Price(0.0, 0.0)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request. Raises `SpendingLimit` before it is sent."""
        read, written = most_tokens(await request.aread())
        await self._spending.admit(id(request), read + written, self._price.of(read, written))
        used = (0, 0)
        try:
            response = await self._inner.handle_async_request(request)
            if response.status_code == httpx2.codes.OK:
                used = used_tokens(await response.aread(), read, written)
            return response
        finally:
            self._spending.settle(id(request), sum(used), self._price.of(*used))

    async def aclose(self) -> None:
        """Close what is under this transport."""
        await self._inner.aclose()


def most_tokens(sent: bytes) -> tuple[int, int]:
    """The most tokens that a request with this body can read and write."""
    body = json.loads(sent)
    return len(sent) // 2, int(body.get("max_tokens") or body.get("max_completion_tokens") or 0)


def used_tokens(body: bytes, read: int, written: int) -> tuple[int, int]:
    """The tokens of an answer; the most they can be, where the endpoint does not count them."""
    try:
        said = completion_of(body.decode("utf-8", errors="replace"))
    except ValueError:
        return read, written
    prompt, completion = said.prompt_tokens, said.completion_tokens
    return read if prompt is None else prompt, written if completion is None else completion
