from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import gzip
import itertools
import json
import sqlite3
from pathlib import Path

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.errors import (
    BadAnswer,
    CorruptReply,
    ExtractorError,
    MissingReply,
    ModelError,
    ModelUnavailable,
    RequestRefused,
    TransportError,
)
from extractor.model import open_model
from extractor.model._network import LONGEST
from extractor.replies import Replies
from tests.model.asking import BAD, GOOD, ask, ask_at, offline, question
from tests.model.endpoint import Answer, Endpoint, completion, failure
from tests.replies.recorded import odd


@pytest.mark.parametrize("status", [408, 429, 500, 503])
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


def test_the_time_limit_is_that_of_the_whole_call_however_it_drips() -> None:
    whole = completion(GOOD)
    dripping = Answer(body=whole.body, drip=0.05)
    with Endpoint(dripping) as endpoint, pytest.raises(TransportError, match=r"no whole answer within 0\.3 s"):
        ask(endpoint, timeout=0.3)
    assert len(endpoint.asked) == 2  # not six times: what hangs hangs again


def test_an_error_without_words_is_named() -> None:
    def fail(_: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("")

    model = open_model("openai/small", transport=httpx2.MockTransport(fail))
    with pytest.raises(TransportError, match=r"could not be reached: ConnectError$"):
        asyncio.run(model.ask(question()))


SLOW = Answer(delay=0.5)
CASES: list[tuple[str, Answer, type[ExtractorError], str, int]] = [
    ("bad request", failure(400, "max_tokens is too large"), RequestRefused, "max_tokens is too large", 1),
    ("bad key", failure(401, "Incorrect API key provided"), ModelUnavailable, "Incorrect API key provided", 1),
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
    ("too slow to the last", SLOW, TransportError, "within 0.1 s; raise the time limit", 2),
    ("no time to the last", failure(408, "timed out"), TransportError, "timed out", 3),
    ("a longer wait than is worth it", failure(429, "tomorrow", retry_after="301"), TransportError, "tomorrow", 1),
    ("five minutes are", failure(503, "soon", retry_after="300"), TransportError, "soon", 3),
    ("no content", Answer(status=204), TransportError, "no chat completion: status 204", 1),
    ("elsewhere", Answer(status=302, headers={"location": "/v2"}), TransportError, "status 302", 1),
    ("a choice that is none", Answer(body='{"choices": [3]}'), TransportError, "no chat completion", 1),
    ("a packed answer", Answer(headers={"content-encoding": "br"}), TransportError, "not asked for", 1),
    ("refusal", completion(None, refusal="I cannot."), BadAnswer, "I cannot.", 1),
    ("filter", completion('{"name":', "content_filter"), BadAnswer, "filter", 1),
    ("nothing", completion(""), BadAnswer, "wrote nothing", 1),
    ("no JSON to the last", completion("I see."), BadAnswer, "no JSON", 2),
    ("JSON that cannot be read to the last", completion('{"name": Slough'), BadAnswer, "no JSON.*Slough", 2),
    ("JSON of another shape to the last", completion('{"error": "busy"}'), BadAnswer, "shape asked for.*busy", 2),
    ("a list to the last", completion('["name"]'), BadAnswer, "shape asked for", 2),
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
        ask_at(gone)


CUT = completion('{"name":"Slo', "length")


def test_a_reply_cut_at_its_length_is_asked_for_again_with_twice_the_room(replies: Replies) -> None:
    with Endpoint(CUT, completion(GOOD)) as endpoint:
        [live] = ask(endpoint, replies=replies)
        [replayed] = ask(endpoint, replies=replies)
    assert [said["max_tokens"] for said in endpoint.asked] == [50, 100]
    assert (live.text, live.finish, live.requests, live.completion_tokens) == (GOOD, "stop", 2, 6)
    assert (replayed.text, replayed.requests, replayed.from_record) == (GOOD, 2, True)
    assert offline(replies).text == GOOD


def test_a_reply_cut_with_more_room_too_comes_back_as_cut_each_time(replies: Replies) -> None:
    with Endpoint(CUT) as endpoint:
        [live] = ask(endpoint, replies=replies)
        [replayed] = ask(endpoint, replies=replies)
    assert len(endpoint.asked) == 2
    assert live.finish == replayed.finish == offline(replies).finish == "length"


def test_where_the_endpoint_allows_no_more_room_the_cut_reply_stands_as_cut(replies: Replies) -> None:
    with Endpoint(CUT, failure(400, "max_tokens is too large")) as endpoint:
        [reply] = ask(endpoint, replies=replies)
    assert (reply.text, reply.finish) == ('{"name":"Slo', "length")
    assert offline(replies).finish == "length"


def test_a_bound_that_is_too_large_for_the_model_is_halved_and_no_other_refusal_is_asked_again(
    replies: Replies,
) -> None:
    large = dataclasses.replace(question(), max_tokens=32_000)
    refused = failure(400, "This model's maximum context length is 16384 tokens")
    with Endpoint(refused, refused, completion(GOOD)) as endpoint:
        [reply] = ask(endpoint, large, replies=replies)
    assert [said["max_tokens"] for said in endpoint.asked] == [32_000, 16_000, 8_000]
    assert reply.text == offline(replies, large).text == GOOD
    with Endpoint(failure(400, "bad schema")) as endpoint, pytest.raises(RequestRefused, match="bad schema"):
        ask(endpoint, large)
    assert len(endpoint.asked) == 1


def test_a_cut_reply_from_before_is_asked_again_online_and_named_offline(replies: Replies) -> None:
    with Endpoint(CUT, Answer(status=404)) as endpoint:  # what is asked in the wrong place leaves no trace
        ask(endpoint, replies=replies)
    with pytest.raises(MissingReply, match=r"passage 4.* is cut at 50 tokens"):
        offline(replies)
    with Endpoint(completion(GOOD)) as endpoint:
        [reply] = ask(endpoint, replies=replies)
    assert endpoint.asked[0]["max_tokens"] == 100
    assert reply.text == GOOD


def test_what_is_around_the_json_is_left_out() -> None:
    with Endpoint(completion(f"<think>{{hm}}</think>\nHere it is:\n```json\n{GOOD}\n```")) as endpoint:
        [reply] = ask(endpoint)
    assert (reply.text, reply.requests) == (GOOD, 1)


@pytest.mark.parametrize("packed", [True, False])
def test_an_answer_longer_than_any_reply_is_not_read(packed: bool) -> None:
    body = b" " * (LONGEST + 1)
    raw, headers = (gzip.compress(body, 1), {"content-encoding": "gzip"}) if packed else (body, {})
    answer = Answer(raw=raw, headers=headers)
    with Endpoint(answer) as endpoint, pytest.raises(TransportError, match="longer than 64 MB"):
        ask(endpoint, timeout=60)


def test_a_packed_answer_is_unpacked() -> None:
    raw = gzip.compress(completion(GOOD).body.encode())
    with Endpoint(Answer(raw=raw, headers={"content-encoding": "gzip"})) as endpoint:
        [reply] = ask(endpoint)
    assert reply.text == GOOD


@pytest.mark.parametrize("usage", [None, [], "many", {"prompt_tokens": 1.5, "completion_tokens": "3"}, float("nan")])
def test_tokens_that_are_no_numbers_count_as_none(usage: object, replies: Replies) -> None:
    body = {**json.loads(completion(GOOD).body), "usage": usage}
    with Endpoint(Answer(body=json.dumps(body))) as endpoint:
        [reply] = ask(endpoint, replies=replies)
    assert (reply.text, reply.prompt_tokens, reply.completion_tokens) == (GOOD, 0, 0)
    assert offline(replies).text == GOOD


ODD: tuple[object, ...] = (3, [], {}, True, False, 1.5, float("nan"))


def said(**message: object) -> Answer:
    return Answer(body=json.dumps({"choices": [{"message": {"content": GOOD, **message}}]}))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        *((said(content=odd), "content is a") for odd in ODD),
        *((said(refusal=odd), "refusal is a") for odd in ODD),
        *((Answer(status=status), f"status {status}") for status in (201, 202, 204, 205, 304)),
        *((Answer(body=json.dumps({"choices": [odd]})), "no choice") for odd in (*ODD, "x", None, {"message": 3})),
        *((Answer(body=json.dumps({"choices": odd})), "no choice") for odd in (*ODD, "x", None, [[]])),
        *((Answer(body=odd), "no choice") for odd in ("null", "3", "[]", "{}", "NaN")),
        *((Answer(body=odd), "no JSON") for odd in ("", "<html>", '{"choices": [', "data: {}\n\n")),
        (Answer(body="[" * 100_000), "nested too deeply"),
    ],
)
def test_what_is_no_chat_completion_is_no_answer_and_poisons_nothing(
    answer: Answer, says: str, replies: Replies
) -> None:
    with Endpoint(answer, completion(GOOD)) as endpoint:
        with pytest.raises(TransportError, match=says):
            ask(endpoint, replies=replies)
        assert replies.verify() == []
        with pytest.raises(TransportError, match=says):
            offline(replies)
        [reply] = ask(endpoint, replies=replies)
    assert reply.text == offline(replies).text == GOOD


def test_half_a_character_is_replaced() -> None:
    text = '{"name":"a\\ud800b\\ud83d\\ude00","people":1}'
    with Endpoint(completion(text), completion("\ud800" + text)) as endpoint:
        replies = [ask(endpoint)[0].text for _ in range(2)]
    assert [json.loads(said)["name"] for said in replies] == ["a\ufffdb\U0001f600"] * 2


def test_a_reply_that_cannot_be_read_is_asked_for_again_online_and_named_offline(replies: Replies) -> None:
    with Endpoint(completion(GOOD)) as endpoint:
        ask(endpoint, replies=replies)
        with contextlib.closing(sqlite3.connect(Path(replies.place) / "cache.db")) as database, database:
            database.execute("UPDATE Cache SET value = substr(value, 1, 80)")
        with pytest.raises(CorruptReply, match="passage 4"):
            offline(replies)
        [reply] = ask(endpoint, replies=replies)
    assert len(endpoint.asked) == 2
    assert reply.text == offline(replies).text == GOOD


def test_a_refusal_is_replayed_offline_and_asked_again_live(replies: Replies) -> None:
    with Endpoint(completion(None, refusal="I cannot."), completion(GOOD)) as endpoint:
        with pytest.raises(BadAnswer, match="I cannot"):
            ask(endpoint, replies=replies)
        with pytest.raises(BadAnswer, match="I cannot"):
            offline(replies)
        [reply] = ask(endpoint, replies=replies)
    assert reply.text == offline(replies).text == GOOD


@pytest.mark.parametrize("junk", ["I see.", '{"name": Slough', '{"error": "busy"}', '["name"]', "{"])
def test_what_cannot_be_read_is_replayed_offline_and_asked_again_live(junk: str, replies: Replies) -> None:
    with Endpoint(completion(junk), completion(junk), completion(GOOD)) as endpoint:
        with pytest.raises(BadAnswer, match="shape asked for"):
            ask(endpoint, replies=replies)
        with pytest.raises(BadAnswer, match="shape asked for"):
            offline(replies)
        [reply] = ask(endpoint, replies=replies)
        [again] = ask(endpoint, replies=replies)
    assert len(endpoint.asked) == 3
    assert reply.text == again.text == offline(replies).text == GOOD


@pytest.mark.parametrize("junk", ["I see.", '{"name": Slough', BAD])
def test_what_led_to_an_answer_is_not_asked_again(junk: str, replies: Replies) -> None:
    with Endpoint(completion(junk), completion(GOOD)) as endpoint:
        [reply] = ask(endpoint, replies=replies)
        [again] = ask(endpoint, replies=replies)
    assert len(endpoint.asked) == 2
    assert reply.text == again.text == offline(replies).text == GOOD


def test_a_failed_attempt_is_replayed_offline_and_asked_again_live(replies: Replies) -> None:
    with Endpoint(failure(500, "oh no"), failure(500, "oh no"), failure(500, "oh no"), completion(GOOD)) as endpoint:
        with pytest.raises(TransportError, match="oh no"):
            ask(endpoint, replies=replies)
        with pytest.raises(TransportError, match="oh no"):
            offline(replies)
        [reply] = ask(endpoint, replies=replies)
    assert reply.text == GOOD
    assert offline(replies).text == GOOD


@pytest.mark.parametrize("status", [401, 400])
def test_an_endpoint_that_repeats_the_key_and_much_more_is_not_repeated(status: int, replies: Replies) -> None:
    said = f"no such key: sk-of-the-user, {'x' * 10_000}"
    with Endpoint(failure(status, said)) as endpoint, pytest.raises(ModelError) as raised:
        ask(endpoint, replies=replies, api_key="sk-of-the-user")
    assert "no such key: ***, xxx" in str(raised.value)
    assert "sk-of-the-user" not in str(raised.value) + "".join(one.body for one in replies)
    assert len(str(raised.value)) < 500


def test_a_short_message_is_shown_whole_and_a_short_key_is_no_key() -> None:
    with Endpoint(failure(401, "no key: " + "x" * 250)) as endpoint, pytest.raises(ModelUnavailable) as raised:
        ask(endpoint, api_key="key")
    assert str(raised.value).endswith("no key: " + "x" * 250)


def test_a_wrong_key_leaves_no_trace_in_the_record(replies: Replies) -> None:
    with Endpoint(failure(401, "Incorrect API key")) as endpoint, pytest.raises(ModelUnavailable):
        ask(endpoint, replies=replies)
    assert len(replies) == 0


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies=st.lists(odd(json.loads(completion(GOOD).body)).map(json.dumps) | st.text(), min_size=2, max_size=2))
def test_whatever_an_endpoint_says_is_a_reply_or_an_error_of_ours_and_so_is_its_replay(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str]
) -> None:
    said = itertools.cycle(bodies)
    endpoint = httpx2.MockTransport(lambda _: httpx2.Response(200, content=next(said).encode()))
    with Replies(tmp_path_factory.mktemp("any")) as record:
        for offline in (False, False, True):
            model = open_model("openai/small", replies=record, offline=offline, transport=endpoint)
            with contextlib.suppress(ModelError, MissingReply):
                asyncio.run(model.ask(question())).text.encode("utf-8")
        assert record.verify() == []
