"""What an endpoint asks of one request, where several are under way."""

from __future__ import annotations

import asyncio

from extractor.model import Reply, open_model
from tests.model.asking import GOOD, question
from tests.model.endpoint import Endpoint, completion, failure
from tests.model.test_rate import Clock


def test_an_endpoint_that_is_busy_is_left_alone_by_the_other_requests_too() -> None:
    clock = Clock()
    busy = failure(429, "busy", retry_after="1")
    with Endpoint(busy, completion(GOOD)) as endpoint:
        model = open_model("small", base_url=endpoint.base_url, rate=clock.limit())

        async def ask() -> list[Reply]:
            first = asyncio.create_task(model.ask(question("a")))
            while not endpoint.asked:  # noqa: ASYNC110 - another thread's
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.1)  # its answer is there
            try:
                return [await model.ask(question("b")), await first]
            finally:
                await model.aclose()

        replies = asyncio.run(ask())
    assert [reply.text for reply in replies] == [GOOD, GOOD]
    assert 1 <= clock.now <= 2
    asked = [body["messages"][-1]["content"] for body in endpoint.asked]
    assert sorted(asked) == ["a", "a", "b"]
