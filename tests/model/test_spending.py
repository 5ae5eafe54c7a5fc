from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from extractor.errors import ModelUnavailable, SpendingLimit
from extractor.model import ChatModel, Price, Reply, Spending, open_model, read_prices
from extractor.replies import Replies
from tests.model.asking import GOOD, question
from tests.model.endpoint import Answer, Endpoint, completion

PRICES = {"small": Price(1.0, 2.0)}


def ask(url: str, spending: Spending, *texts: str, replies: Replies | None = None) -> list[Reply | BaseException]:
    async def run(model: ChatModel) -> list[Reply | BaseException]:
        try:
            return await asyncio.gather(*(model.ask(question(text)) for text in texts), return_exceptions=True)
        finally:
            await model.aclose()

    return asyncio.run(run(open_model("small", base_url=url, spending=spending, replies=replies)))


def test_what_a_reply_cost_follows_from_its_tokens_and_the_price_given(replies: Replies) -> None:
    spending = Spending(prices=PRICES)
    with Endpoint(completion(GOOD)) as endpoint:
        [live] = ask(endpoint.base_url, spending, "a", replies=replies)
        [replayed] = ask(endpoint.base_url, spending, "a", replies=replies)
        [unknown] = ask(endpoint.base_url, Spending(), "a", replies=replies)
    assert isinstance(live, Reply)
    assert isinstance(replayed, Reply)
    assert isinstance(unknown, Reply)
    assert live.cost == replayed.cost == pytest.approx(13e-6)
    assert unknown.cost is None
    assert spending.cost == pytest.approx(13e-6)  # a replay costs nothing
    assert spending.tokens == 10


def test_the_request_that_could_pass_the_limit_is_not_sent_and_what_is_done_stands() -> None:
    spending = Spending(max_tokens=700)
    with Endpoint(completion(GOOD)) as endpoint:
        done = [ask(endpoint.base_url, spending, text)[0] for text in "ab"]
        spending.max_tokens = 100
        done += ask(endpoint.base_url, spending, "c")
    assert [type(one) for one in done] == [Reply, Reply, SpendingLimit]
    assert len(endpoint.asked) == 2
    assert spending.reached
    assert "20 of 100 tokens" in str(done[2])


def test_requests_together_wait_for_room_instead_of_passing_the_limit() -> None:
    slow = completion(GOOD)
    slow.delay = 0.1
    spending = Spending(max_tokens=700)
    with Endpoint(slow) as endpoint:
        done = ask(endpoint.base_url, spending, "a", "b", "c")
    assert [type(one) for one in done] == [Reply, Reply, Reply]
    assert spending.tokens == 30


def test_a_reply_without_counted_tokens_counts_as_the_most_it_can_be() -> None:
    spending = Spending()
    body = {**json.loads(completion(GOOD).body), "usage": None}
    with Endpoint(Answer(body=json.dumps(body))) as endpoint:
        ask(endpoint.base_url, spending, "a")
    assert spending.tokens > 50


def test_a_limit_on_cost_needs_a_price() -> None:
    with pytest.raises(ModelUnavailable, match="--prices"):
        open_model("small", base_url="http://127.0.0.1:9/v1", spending=Spending(max_cost=1.0))


def test_prices_are_read_from_toml_or_json(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text('["openai/small"]\ninput = 1\noutput = 2.5\n', encoding="utf-8")
    (tmp_path / "p.json").write_text('{"openai/small": {"input": 1, "output": 2.5}}', encoding="utf-8")
    for name in ("p.toml", "p.json"):
        assert read_prices(tmp_path / name) == {"openai/small": Price(1.0, 2.5)}


@pytest.mark.parametrize("text", ["{", "3", '{"a": 3}', '{"a": {"input": -1, "output": 1}}', '{"a": {"input": 1}}'])
def test_a_price_table_that_is_none_says_what_one_is(tmp_path: Path, text: str) -> None:
    (tmp_path / "p.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelUnavailable, match="no price table"):
        Spending(prices=tmp_path / "p.json")
