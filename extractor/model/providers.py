"""Where hosted and local models are asked: one table of what their OpenAI-compatible endpoints differ in."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import httpx2

from extractor.errors import ModelUnavailable
from extractor.replies import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """An OpenAI-compatible endpoint.

    `keys` are the environment variables that may hold its key; none, and none is needed. `base_url_variable` is the
    environment variable that names another base URL, to which the key belongs as well. `max_tokens_field` is what it
    calls the bound on a reply; `tell_schema` says that it passes over `response_format`, so that the schema is told
    in the prompt too. `anywhere` says that its name may go together with a `--base-url`.
    """

    base_url: str
    keys: tuple[str, ...] = ()
    base_url_variable: str | None = None
    max_tokens_field: str = "max_tokens"
    tell_schema: bool = False
    anywhere: bool = False


PROVIDERS: Mapping[str, Provider] = MappingProxyType(
    {
        "openai": Provider(
            base_url="https://api.openai.com/v1",
            keys=("OPENAI_API_KEY",),
            base_url_variable="OPENAI_BASE_URL",
            max_tokens_field="max_completion_tokens",  # its reasoning models refuse the other
            anywhere=True,
        ),
        "anthropic": Provider(base_url="https://api.anthropic.com/v1", keys=("ANTHROPIC_API_KEY",), tell_schema=True),
        "google": Provider(
            base_url="https://generativelanguage.googleapis.com/v1beta/openai",
            keys=("GEMINI_API_KEY", "GOOGLE_API_KEY"),
        ),
        "mistral": Provider(base_url="https://api.mistral.ai/v1", keys=("MISTRAL_API_KEY",)),
        "openrouter": Provider(base_url="https://openrouter.ai/api/v1", keys=("OPENROUTER_API_KEY",)),
        "ollama": Provider(base_url="http://127.0.0.1:11434/v1", anywhere=True),
        "vllm": Provider(base_url="http://127.0.0.1:8000/v1", anywhere=True),
    }
)

OWN_KEY = "EXTRACTOR_API_KEY"
"""The environment variable that holds the key for a `--base-url`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a model is asked: its name there, a base URL without credentials, and headers and query that hold them."""

    model: str
    base_url: str
    provider: Provider
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)


def find(name: str, *, base_url: str | None, api_key: str | None, keyless: bool = False) -> Place:
    """The place of the model `name`.

    A provider's own key goes to that provider only; a `base_url` gets `api_key` or `EXTRACTOR_API_KEY`. Where
    `keyless`, nobody will be asked and no key is needed. Raises `ModelUnavailable` if there is no such model, no key
    for it, or the base URL or the key is none.
    """
    prefix, slash, rest = name.partition("/")
    provider = PROVIDERS.get(prefix) if slash else None
    variables: tuple[str, ...]
    if base_url is not None:
        if provider is None or not provider.anywhere:
            provider, rest = Provider(base_url=base_url), name
        where, variables = ("--base-url", base_url), (OWN_KEY,)
    elif provider is None:
        raise ModelUnavailable(
            f"there is no model {name!r}; name `embedded`, one of {', '.join(f'{p}/NAME' for p in PROVIDERS)}, or any "
            "NAME together with --base-url"
        )
    else:
        variable = provider.base_url_variable
        named = os.environ.get(variable) if variable else None
        where = (variable or prefix, provider.base_url if named is None else named)
        variables = provider.keys
        if named is not None:
            provider = Provider(base_url=named, keys=provider.keys)
    if not rest:
        raise ModelUnavailable(f"{name!r} names no model; name one of {prefix}'s: {prefix}/NAME")
    url = _url(*where)
    key = _key({"api_key": api_key or ""} | {name: os.environ.get(name, "") for name in variables})
    if not key and base_url is None and provider.keys and not keyless:
        raise ModelUnavailable(
            f"{name} needs a key: set {provider.keys[0]}; or use the model that needs none: --model embedded"
        )
    headers = {}
    if key:
        headers["authorization"] = f"Bearer {key}"
    elif url.userinfo:
        headers["authorization"] = f"Basic {base64.b64encode(f'{url.username}:{url.password}'.encode()).decode()}"
    return Place(model=rest, base_url=shown(url), provider=provider, headers=headers, query=dict(url.params))


def _key(given: Mapping[str, str]) -> str:
    """The first key given; "" if there is none. Raises `ModelUnavailable` if it cannot be sent, without showing it."""
    called, key = next(((called, key.strip()) for called, key in given.items() if key.strip()), ("", ""))
    if not (key.isascii() and key.isprintable()):
        raise ModelUnavailable(f"the key in {called} has a character that no key has; set it anew")
    return key


def _url(called: str, value: str) -> httpx2.URL:
    """A base URL. Raises `ModelUnavailable` if it is empty or none; the message holds no credentials."""
    if not value.strip():
        raise ModelUnavailable(f"{called} is empty; give the endpoint's base URL, or leave it out")
    try:
        url = httpx2.URL(value.strip())
    except httpx2.InvalidURL:
        url = httpx2.URL()
    odd_port = url.port is not None and not 0 < url.port < 1 << 16
    if url.scheme not in ("http", "https") or not url.host or odd_port:
        raise ModelUnavailable(f"{called} is no http URL; give one such as http://127.0.0.1:8000/v1")
    return url
