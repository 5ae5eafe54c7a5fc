"""Opening a model by the name the user gives it."""

from __future__ import annotations

import os
from dataclasses import replace

import httpx2

from extractor._weights import Progress, no_progress
from extractor.embedded.transport import BASE_URL, COMPACT, FINGERPRINT, MODEL, EmbeddedTransport
from extractor.errors import ModelUnavailable
from extractor.model._network import NetworkTransport
from extractor.model._retry import RetryingTransport
from extractor.model.chat import ChatModel, Endpoint
from extractor.model.protocol import Profile
from extractor.model.providers import find
from extractor.model.rate import RateLimit
from extractor.model.spending import Spending, SpendingTransport
from extractor.reader.about import Known
from extractor.replies import RecordingTransport, Replies

EMBEDDED = Profile(
    reader="rules", passage_chars=900, concurrency=16, max_tokens=1500, codec="compact", examples=True, second_look=True
)
HOSTED = Profile(passage_chars=16_000, concurrency=4)
TIMEOUT = 600.0
"""The seconds that one call to a model may take, where nothing else is said."""


def open_model(  # noqa: PLR0913 - a user's options, all by name
    name: str = "embedded",
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    replies: Replies | None = None,
    offline: bool = False,
    profile: Profile | None = None,
    progress: Progress = no_progress,
    timeout: float = TIMEOUT,
    weights: str | os.PathLike[str] | None = None,
    spending: Spending | None = None,
    trained: Known | None = None,
    rate: RateLimit | None = None,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> ChatModel:
    """The model called `name`.

    `embedded` runs in this process; it is got ready by the first question that `replies` does not answer, and
    `progress` is told how that goes. `PROVIDER/NAME` is asked at that provider (see `PROVIDERS`); with a `base_url`,
    any NAME is asked there. The key is `api_key` or the provider's environment variable; for a `base_url`,
    `EXTRACTOR_API_KEY`, and there need not be one. `offline` answers from `replies` alone. `timeout` is the seconds
    that one call may take, `weights` the embedded model's weights file, `trained` a trained reader that is asked beside
    the embedded model, `spending` the limits to what is spent, `rate` how fast an endpoint is asked, and `transport`
    what is asked in the network's place.

    Raises `ModelUnavailable` if there is no such model, no key for it, or the base URL is none.
    """
    if not timeout > 0:
        raise ModelUnavailable(f"a time limit of {timeout:g} s leaves no time to answer; give more")
    if name == MODEL and base_url is None:
        if transport is None and not offline:
            transport = EmbeddedTransport(weights, progress=progress, trained=trained)
        endpoint = Endpoint(model=MODEL, base_url=BASE_URL)
        recording = RecordingTransport(None if offline else transport, replies, weights=FINGERPRINT)
        return ChatModel(MODEL, profile or _embedded(trained), recording, endpoint, re_ask=False)
    place = find(name, base_url=base_url, api_key=api_key, keyless=offline or transport is not None)
    endpoint = Endpoint(
        model=place.model,
        base_url=place.base_url,
        max_tokens_field=place.provider.max_tokens_field,
        tell_schema=place.provider.tell_schema,
        headers=COMPACT if place.model == MODEL else {},
        query=place.query,
    )
    price = spending.price(name, place.model) if spending else None
    if transport is None and not offline:
        transport = RetryingTransport(NetworkTransport(place.headers), timeout, rate)
    if transport is not None and spending is not None:
        transport = SpendingTransport(transport, spending, price)
    recording = RecordingTransport(None if offline else transport, replies)
    return ChatModel(name, profile or HOSTED, recording, endpoint, price=price)


def _embedded(trained: Known | None) -> Profile:
    """How the embedded model is used: beside a trained reader not at all. That one reads alone, or votes if it can."""
    if trained is None:
        return EMBEDDED
    return replace(EMBEDDED, reader="vote" if trained.about.vote else "trained", second_look=False)
