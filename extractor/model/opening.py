"""Opening a model by the name the user gives it."""

from __future__ import annotations

import os

from extractor.embedded.transport import BASE_URL, COMPACT, FINGERPRINT, MODEL, EmbeddedTransport
from extractor.embedded.weights import Progress, no_progress
from extractor.errors import ModelUnavailable
from extractor.model._retry import NetworkTransport, RetryingTransport
from extractor.model.chat import ChatModel, Endpoint
from extractor.model.protocol import Profile
from extractor.replies import RecordingTransport, Replies

EMBEDDED = Profile(
    reader="rules", passage_chars=900, concurrency=16, max_tokens=1500, second_look=True, codec="compact"
)
HOSTED = Profile(reader="model", passage_chars=16_000, concurrency=4)

_OPENAI = "https://api.openai.com/v1"


def open_model(  # noqa: PLR0913 - a user's options, all by name
    name: str = "embedded",
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    replies: Replies | None = None,
    offline: bool = False,
    profile: Profile | None = None,
    progress: Progress = no_progress,
    timeout: float = 600.0,
    weights: str | os.PathLike[str] | None = None,
) -> ChatModel:
    """The model called `name`.

    `embedded` runs in this process; it is got ready by the first question that `replies` does not answer, and
    `progress` is told how that goes. `openai/NAME` is asked at api.openai.com or `OPENAI_BASE_URL`; with a
    `base_url`, any NAME is asked there. The key is `api_key` or `OPENAI_API_KEY`; an endpoint named by `base_url`
    need not have one. `offline` answers from `replies` alone. `timeout` is the seconds that one call may take,
    `weights` the embedded model's weights file.

    Raises `ModelUnavailable` if there is no such model, or no key for it.
    """
    if name == "embedded" and base_url is None:
        embedded = None if offline else EmbeddedTransport(weights, progress=progress)
        return _embedded(profile or EMBEDDED, replies, embedded, timeout)
    endpoint_model = name.removeprefix("openai/")
    if not endpoint_model or (base_url is None and endpoint_model == name):
        raise ModelUnavailable(
            f"there is no model {name!r}; name `embedded`, `openai/NAME`, or any NAME together with --base-url"
        )
    key = api_key or os.environ.get("OPENAI_API_KEY")
    if not key and base_url is None and not offline:
        raise ModelUnavailable(
            f"{name} needs a key: set OPENAI_API_KEY; or use the model that needs none: --model embedded"
        )
    at_openai = base_url is None and "OPENAI_BASE_URL" not in os.environ
    endpoint = Endpoint(
        model=endpoint_model,
        base_url=base_url or os.environ.get("OPENAI_BASE_URL", _OPENAI),
        api_key=key or "none-needed",
        timeout=timeout,
        max_tokens_field="max_completion_tokens" if at_openai else "max_tokens",
        headers=COMPACT if endpoint_model == MODEL else {},
    )
    network = None if offline else RetryingTransport(NetworkTransport())
    return ChatModel(name, profile or HOSTED, RecordingTransport(network, replies), endpoint)


def _embedded(
    profile: Profile, replies: Replies | None, embedded: EmbeddedTransport | None, timeout: float
) -> ChatModel:
    endpoint = Endpoint(model=MODEL, base_url=BASE_URL, api_key="none-needed", timeout=timeout)
    transport = RecordingTransport(embedded, replies, weights=FINGERPRINT)
    return ChatModel(MODEL, profile, transport, endpoint, re_ask=False)
