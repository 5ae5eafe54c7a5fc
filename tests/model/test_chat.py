from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from extractor.errors import (
    MissingReply,
    TransportError,
)
from extractor.model import Profile, Reply, open_model
from extractor.replies import Replies
from tests.model.asking import BAD, GOOD, City, ask, ask_at, question
from tests.model.endpoint import Endpoint, completion, failure


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
    profile = Profile(passage_chars=6000, concurrency=1, strict=True, temperature=0.0)
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


def test_a_base_url_gets_the_key_named_for_it_and_nothing_meant_for_openai(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("API_KEY", "ADMIN_KEY", "ORG_ID", "PROJECT_ID"):
        monkeypatch.setenv(f"OPENAI_{name}", "secret")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "Authorization: Bearer secret\nX-Team: secret")
    monkeypatch.delenv("EXTRACTOR_API_KEY", raising=False)
    with Endpoint(completion(GOOD)) as endpoint:
        ask(endpoint)
        monkeypatch.setenv("EXTRACTOR_API_KEY", "for this one")
        ask(endpoint)
    assert [headers.get("authorization") for headers in endpoint.headers] == [None, "Bearer for this one"]
    assert not any("secret" in value for headers in endpoint.headers for value in headers.values())


def test_credentials_in_a_url_reach_the_endpoint_and_no_message(replies: Replies, tmp_path: Path) -> None:
    with Endpoint(failure(500, "oh no")) as endpoint:
        url = endpoint.base_url.replace("//", "//me:pass%20word@") + "?key=qq"
        with pytest.raises(TransportError) as caught:
            ask_at(url, replies)
        assert endpoint.headers[0]["authorization"] == "Basic bWU6cGFzcyB3b3Jk"
        assert endpoint.paths[0].endswith("/chat/completions?key=qq")
    with pytest.raises(TransportError) as gone:
        ask_at(url, replies)
    replies.export(tmp_path / "all.jsonl")
    said = f"{caught.value} {gone.value} {(tmp_path / 'all.jsonl').read_text(encoding='utf-8')}"
    assert "127.0.0.1" in said
    assert not any(secret in said for secret in ("pass", "me:", "qq"))


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


def test_a_re_ask_adds_the_answer_and_what_is_wrong_with_it_to_the_same_question() -> None:
    with Endpoint(completion(BAD, "end_turn"), completion(GOOD)) as endpoint:
        ask(endpoint)
    first, again = endpoint.asked
    *asked, answer, wrong = again.pop("messages")
    assert asked == first.pop("messages")
    assert answer == {"role": "assistant", "content": BAD}
    assert wrong["role"] == "user"
    assert "people\n  Field required" in wrong["content"]
    assert again == first


def test_after_one_re_ask_the_last_answer_is_handed_back_as_it_came() -> None:
    with Endpoint(completion("no JSON"), completion(BAD)) as endpoint:
        [reply] = ask(endpoint)
    assert len(endpoint.asked) == 2
    assert (reply.text, reply.requests) == (BAD, 2)


def test_the_same_question_of_two_models_and_two_threads_costs_one_call(replies: Replies) -> None:
    slow = completion(GOOD)
    slow.delay = 0.3
    with Endpoint(slow) as endpoint, ThreadPoolExecutor(3) as pool, Replies(replies.place) as other:
        done = list(pool.map(lambda record: ask(endpoint, replies=record), [replies, other, replies]))
    assert len(endpoint.asked) == 1
    assert [reply.text for [reply] in done] == [GOOD] * 3
    assert sorted(reply.from_record for [reply] in done) == [False, True, True]


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


def test_instructor_is_loaded_for_a_re_ask_and_no_sooner() -> None:
    script = """
import sys
from tests.model.asking import BAD, GOOD, ask
from tests.model.endpoint import Endpoint, completion
for answers in ([GOOD], [BAD, GOOD]):
    with Endpoint(*map(completion, answers)) as endpoint:
        [reply] = ask(endpoint)
    print(reply.requests, "instructor" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.stdout.splitlines(), done.stderr) == (["1 False", "2 True"], "")


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
