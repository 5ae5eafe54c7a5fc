from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from extractor._config import few_retries
from extractor.errors import (
    ExtractorError,
    MissingReply,
    ModelUnavailable,
    RequestRefused,
    TransportError,
)
from extractor.model import HOSTED, ChatModel, Message, Profile, Reply, Request, open_model
from extractor.replies import Replies
from tests.model.endpoint import Answer, Endpoint, completion, failure


class City(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    people: int | None


GOOD = '{"name":"Slough","people":164000}'
BAD = '{"name":"Slough"}'


def question(text: str = "Which city?", label: str = "mmo2.txt passage 4") -> Request:
    turns = (Message("system", "Answer in JSON."), Message("user", text))
    return Request(label=label, messages=turns, answer=City, max_tokens=50)


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with few_retries(3):
        yield


@pytest.fixture
def replies(tmp_path: Path) -> Iterator[Replies]:
    with Replies(tmp_path / "replies") as record:
        yield record


def ask(
    endpoint: Endpoint, *requests: Request, replies: Replies | None = None, timeout: float = 5.0, **options: object
) -> list[Reply]:
    async def run(model: ChatModel) -> list[Reply]:
        try:
            return list(await asyncio.gather(*(model.ask(request) for request in requests or [question()])))
        finally:
            await model.aclose()

    profile = options.get("profile")
    assert profile is None or isinstance(profile, Profile)
    return asyncio.run(
        run(open_model("small", base_url=endpoint.base_url, replies=replies, timeout=timeout, profile=profile))
    )


def test_a_reply_carries_the_endpoints_text_tokens_and_seconds() -> None:
    with Endpoint(completion(GOOD)) as endpoint:
        [reply] = ask(endpoint)
    assert (reply.text, reply.finish, reply.prompt_tokens, reply.completion_tokens) == (GOOD, "stop", 7, 3)
    assert (reply.seconds, reply.requests, reply.from_record) == (0.25, 1, False)


def test_what_is_sent_is_messages_schema_and_bound_and_nothing_else() -> None:
    with Endpoint(completion(GOOD)) as endpoint:
        ask(endpoint)
    assert endpoint.asked == [
        {
            "model": "small",
            "messages": [
                {"role": "system", "content": "Answer in JSON."},
                {"role": "user", "content": "Which city?"},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "City", "schema": City.model_json_schema()},
            },
            "max_tokens": 50,
        }
    ]


def test_a_profile_that_says_so_sends_api_level_strict_and_temperature() -> None:
    profile = Profile(way="choose", passage_chars=6000, concurrency=1, narrow=False, strict=True, temperature=0.0)
    with Endpoint(completion(GOOD)) as endpoint:
        ask(endpoint, profile=profile)
    assert endpoint.asked[0]["response_format"]["json_schema"]["strict"] is True
    assert endpoint.asked[0]["temperature"] == 0.0


def test_the_key_of_a_request_is_the_key_of_what_is_sent(replies: Replies) -> None:
    with Endpoint(completion(GOOD)) as endpoint:
        [reply] = ask(endpoint, replies=replies)
        model = open_model("small", base_url=endpoint.base_url)
        assert model.key(question()) == reply.key
    assert [recorded.key for recorded in replies] == [reply.key]


def test_a_second_run_asks_nothing_and_gives_the_same_numbers(replies: Replies) -> None:
    with Endpoint(completion(GOOD)) as endpoint:
        [first] = ask(endpoint, replies=replies)
        [second] = ask(endpoint, replies=replies)
    assert len(endpoint.asked) == 1
    assert second.from_record
    assert (second.text, second.seconds, second.prompt_tokens, second.key) == (
        first.text,
        first.seconds,
        first.prompt_tokens,
        first.key,
    )


def test_the_key_depends_on_neither_key_url_limit_nor_label(replies: Replies, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    models = [
        open_model("openai/small", api_key="one"),
        open_model("openai/small", api_key="two", timeout=1.0),
        open_model("small", base_url="http://127.0.0.1:9/v1"),
        open_model("openai/small", offline=True, replies=replies),
    ]
    assert len({model.key(question(label=f"label {number}")) for number, model in enumerate(models)}) == 1
    assert models[0].key(question("Other")) != models[0].key(question())
    assert open_model("other", base_url="http://127.0.0.1:9/v1").key(question()) != models[0].key(question())


def test_the_embedded_models_key_depends_on_its_weights() -> None:
    embedded = open_model("embedded")
    served = open_model("embedded", base_url="http://127.0.0.1:9/v1")
    assert embedded.key(question()) != served.key(question())


def test_a_key_is_sent_where_there_is_one_and_a_dummy_where_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with Endpoint(completion(GOOD)) as endpoint:
        ask(endpoint)
        monkeypatch.setenv("OPENAI_API_KEY", "secret")
        ask(endpoint)
    assert endpoint.keys == ["Bearer none-needed", "Bearer secret"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_may_pass_is_tried_again(status: int) -> None:
    with Endpoint(failure(status, "busy", retry_after="0"), completion(GOOD)) as endpoint:
        [reply] = ask(endpoint)
    assert reply.text == GOOD
    assert len(endpoint.asked) == 2


def test_a_body_broken_off_is_tried_again() -> None:
    whole = completion(GOOD)
    with Endpoint(Answer(body=whole.body, cut=20), whole) as endpoint:
        [reply] = ask(endpoint)
    assert reply.text == GOOD
    assert len(endpoint.asked) == 2


def test_a_time_out_is_tried_again() -> None:
    slow = completion(GOOD)
    slow.delay = 1.0
    with Endpoint(slow, completion(GOOD)) as endpoint:
        [reply] = ask(endpoint, timeout=0.3)
    assert reply.text == GOOD


SLOW = Answer(delay=0.5)
CASES: list[tuple[str, Answer, type[ExtractorError], str, int]] = [
    ("bad request", failure(400, "max_tokens is too large"), RequestRefused, "max_tokens is too large", 1),
    ("bad key", failure(401, "Incorrect API key provided"), RequestRefused, "Incorrect API key provided", 1),
    ("forbidden", failure(403, "not in your region"), RequestRefused, "not in your region", 1),
    ("no such model", failure(404, "The model `small` does not exist"), RequestRefused, "does not exist", 1),
    ("conflict", failure(409, "conflict"), RequestRefused, "409", 1),
    ("unprocessable", failure(422, "bad schema"), RequestRefused, "bad schema", 1),
    ("too many to the last", failure(429, "slow down"), TransportError, "slow down", 3),
    ("server's fault to the last", failure(500, "oh no"), TransportError, "oh no", 3),
    ("bad gateway, no JSON", Answer(status=502, body="<html>Bad gateway"), TransportError, "502", 3),
    ("malformed JSON", Answer(body='{"choices": ['), TransportError, "no chat completion", 1),
    ("no choices", Answer(body='{"choices": []}'), TransportError, "no chat completion", 1),
    ("broken off to the last", Answer(body="{" * 50, cut=20), TransportError, "could not be reached", 3),
    ("too slow to the last", SLOW, TransportError, "could not be reached", 3),
]


@pytest.mark.parametrize(
    ("answer", "expected", "says", "calls"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_every_foreign_error_is_mapped(answer: Answer, expected: type[ExtractorError], says: str, calls: int) -> None:
    with Endpoint(answer) as endpoint:
        with pytest.raises(expected, match=says) as caught:
            ask(endpoint, timeout=0.1 if answer is SLOW else 5.0)
        assert type(caught.value) is expected
        assert len(endpoint.asked) == calls


def test_an_endpoint_that_is_not_there_is_a_transport_error() -> None:
    with Endpoint(completion(GOOD)) as endpoint:
        gone = endpoint.base_url
    with pytest.raises(TransportError, match="could not be reached"):
        asyncio.run(open_model("small", base_url=gone).ask(question()))


def test_a_reply_cut_at_its_length_is_handed_back_and_not_asked_again(replies: Replies) -> None:
    with Endpoint(completion('{"name":"Slo', "length")) as endpoint:
        [live] = ask(endpoint, replies=replies)
        [replayed] = ask(endpoint, replies=replies)
    assert len(endpoint.asked) == 1
    assert (live.text, live.finish) == ('{"name":"Slo', "length")
    assert (replayed.text, replayed.finish, replayed.from_record) == ('{"name":"Slo', "length", True)


def test_an_answer_its_schema_refuses_is_asked_for_again_and_both_are_recorded(replies: Replies) -> None:
    with Endpoint(completion(BAD), completion(GOOD)) as endpoint:
        [live] = ask(endpoint, replies=replies)
        [replayed] = ask(endpoint, replies=replies)
    assert len(endpoint.asked) == 2
    assert len(endpoint.asked[1]["messages"]) > len(endpoint.asked[0]["messages"])
    assert (live.text, live.requests, live.prompt_tokens, live.seconds) == (GOOD, 2, 14, 0.5)
    assert (replayed.text, replayed.requests, replayed.prompt_tokens) == (GOOD, 2, 14)
    assert replayed.from_record
    assert not live.from_record
    assert len(replies) == 2


def test_after_one_re_ask_the_last_answer_is_handed_back_as_it_came() -> None:
    with Endpoint(completion("no JSON"), completion(BAD)) as endpoint:
        [reply] = ask(endpoint)
    assert len(endpoint.asked) == 2
    assert (reply.text, reply.requests) == (BAD, 2)


def test_a_refusal_is_a_reply_whose_text_it_is() -> None:
    with Endpoint(completion(None, "content_filter", refusal="I cannot.")) as endpoint:
        [reply] = ask(endpoint)
    assert (reply.text, reply.finish) == ("I cannot.", "content_filter")


def test_the_same_question_twice_at_once_costs_one_call(replies: Replies) -> None:
    slow = completion(GOOD)
    slow.delay = 0.1
    with Endpoint(slow) as endpoint:
        first, second = ask(endpoint, question(label="a"), question(label="b"), replies=replies)
    assert len(endpoint.asked) == 1
    assert first.text == second.text == GOOD
    assert [first.from_record, second.from_record] == [False, True]


def test_one_of_two_who_ask_the_same_may_leave(replies: Replies) -> None:
    slow = completion(GOOD)
    slow.delay = 0.2

    async def run(base_url: str) -> Reply:
        model = open_model("small", base_url=base_url, replies=replies)
        leaving, staying = (asyncio.create_task(model.ask(question())) for _ in range(2))
        await asyncio.sleep(0.1)
        leaving.cancel()
        try:
            return await staying
        finally:
            await model.aclose()

    with Endpoint(slow) as endpoint:
        assert asyncio.run(run(endpoint.base_url)).text == GOOD
    assert len(endpoint.asked) == 1


def test_offline_a_missing_reply_names_passage_key_and_way_on(replies: Replies) -> None:
    model = open_model("small", base_url="http://127.0.0.1:9/v1", replies=replies, offline=True)
    with pytest.raises(MissingReply) as caught:
        asyncio.run(model.ask(question()))
    message = str(caught.value)
    assert "mmo2.txt passage 4" in message
    assert model.key(question())[:12] in message
    assert "extractor replies import" in message


def test_a_failed_attempt_is_replayed_offline_and_asked_again_live(replies: Replies) -> None:
    def offline() -> Reply:
        return asyncio.run(open_model("small", replies=replies, base_url="x:", offline=True).ask(question()))

    with Endpoint(failure(500, "oh no"), failure(500, "oh no"), failure(500, "oh no"), completion(GOOD)) as endpoint:
        with pytest.raises(TransportError, match="oh no"):
            ask(endpoint, replies=replies)
        with pytest.raises(TransportError, match="oh no"):
            offline()
        [reply] = ask(endpoint, replies=replies)
    assert reply.text == GOOD
    assert offline().text == GOOD


def test_a_wrong_key_leaves_no_trace_in_the_record(replies: Replies) -> None:
    with Endpoint(failure(401, "Incorrect API key")) as endpoint, pytest.raises(RequestRefused):
        ask(endpoint, replies=replies)
    assert len(replies) == 0


@pytest.mark.parametrize("name", ["gpt-5", "", "openai/"])
def test_a_name_that_is_no_model_says_which_are(name: str) -> None:
    with pytest.raises(ModelUnavailable, match="openai/NAME"):
        open_model(name)


def test_a_hosted_model_without_a_key_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelUnavailable, match="OPENAI_API_KEY"):
        open_model("openai/gpt-5")
    assert open_model("openai/gpt-5", offline=True).profile == HOSTED


def test_an_answer_on_record_loads_no_client_and_no_engine(tmp_path: Path) -> None:
    body = {
        "choices": [{"message": {"role": "assistant", "content": GOOD}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1},
    }
    script = f"""
import asyncio, sys
from pydantic import BaseModel, ConfigDict
from extractor.model import Message, Request, open_model
from extractor.replies import Recorded, Replies, shaping
class City(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    people: int | None
request = Request(label="x", messages=(Message("user", "Which?"),), answer=City, max_tokens=9)
with Replies({str(tmp_path / "r")!r}) as replies:
    for offline in (False, True):
        model = open_model("embedded", replies=replies, offline=offline)
        replies.put(Recorded(request=shaping(model._body(request), weights="{_fingerprint()}"), status=200,
                             body={json.dumps(body)!r}, seconds=1.0, time="2026-01-01T00:00:00+00:00"))
        assert asyncio.run(model.ask(request)).text == {GOOD!r}
print([name for name in ("openai", "instructor", "openvino", "openvino_genai") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def _fingerprint() -> str:
    from extractor.embedded import FINGERPRINT  # noqa: PLC0415 - only this test needs it

    return FINGERPRINT
