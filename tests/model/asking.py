"""A question, and ways to ask it of an endpoint."""

from __future__ import annotations

import asyncio

from pydantic import BaseModel, ConfigDict

from extractor.model import ChatModel, Message, Profile, Reply, Request, open_model
from extractor.replies import Replies
from tests.model.endpoint import Endpoint


class City(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    people: int | None


GOOD = '{"name":"Slough","people":164000}'
BAD = '{"name":"Slough"}'


def question(text: str = "Which city?", label: str = "mmo2.txt passage 4") -> Request:
    turns = (Message("system", "Answer in JSON."), Message("user", text))
    return Request(label=label, messages=turns, answer=City, max_tokens=50)


def ask_at(url: str, replies: Replies | None = None) -> Reply:
    async def run(model: ChatModel) -> Reply:
        try:
            return await model.ask(question())
        finally:
            await model.aclose()

    return asyncio.run(run(open_model("small", base_url=url, replies=replies)))


def ask(
    endpoint: Endpoint, *requests: Request, replies: Replies | None = None, timeout: float = 5.0, **options: object
) -> list[Reply]:
    async def run(model: ChatModel) -> list[Reply]:
        try:
            return list(await asyncio.gather(*(model.ask(request) for request in requests or [question()])))
        finally:
            await model.aclose()

    profile, key = options.get("profile"), options.get("api_key")
    assert profile is None or isinstance(profile, Profile)
    assert key is None or isinstance(key, str)
    url = endpoint.base_url
    return asyncio.run(
        run(open_model("small", base_url=url, api_key=key, replies=replies, timeout=timeout, profile=profile))
    )


def offline(replies: Replies, request: Request | None = None) -> Reply:
    model = open_model("small", replies=replies, base_url="http://127.0.0.1:9/v1", offline=True)
    return asyncio.run(model.ask(request or question()))
