"""With the real model. Each answer is short: these tests are about the engine, not about the model's wits."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import CancelledError
from typing import Any, Literal

import openai
import pytest
from pydantic import BaseModel, ConfigDict, Field

from extractor.embedded import EmbeddedTransport
from extractor.embedded.engine import Engine
from extractor.embedded.grammar import compact_grammar
from extractor.embedded.server import Server
from extractor.errors import RequestRefused

pytestmark = pytest.mark.embedded


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Item(Closed):
    mark: Literal[1, 2]
    who: Literal["O2 (Germany)", 'the "Group"', "Señal\\1"]
    note: str | None = Field(max_length=12)
    sure: bool = True


class Items(Closed):
    items: list[Item] = Field(min_length=1, max_length=1)


def turns(text: str) -> list[dict[str, str]]:
    return [{"role": "user", "content": text}]


def test_an_answer_keeps_to_its_schema_and_is_compact(engine: Engine) -> None:
    schema = Items.model_json_schema()
    said = engine.submit(turns("Describe the sky in two sentences."), schema=schema, max_tokens=90).result()
    assert said.finish == "stop"
    items = Items.model_validate_json(said.text)
    again = json.dumps(items.model_dump(exclude_unset=True), ensure_ascii=False, separators=(",", ":"))
    assert said.text == again


def test_a_schema_beyond_the_compact_grammar_binds_too(engine: Engine) -> None:
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {"a": {"type": "string", "pattern": "^x{3}$"}},
        "required": ["a"],
    }
    schema["additionalProperties"] = False
    assert compact_grammar(schema) is None
    said = engine.submit(turns("Describe the sky."), schema=schema, max_tokens=30).result()
    assert json.loads(said.text) == {"a": "xxx"}


def test_requests_run_together_and_the_same_question_has_the_same_answer(engine: Engine) -> None:
    async def run() -> list[str]:
        asked = [engine.generate(turns(f"Count from {n} to 50."), schema=None, max_tokens=12) for n in (1, 2, 3, 1)]
        return [completion.text for completion in await asyncio.gather(*asked)]

    steps, tokens = engine.steps, engine.tokens
    first, *_, last = asyncio.run(run())
    assert first == last
    assert engine.tokens - tokens == 48
    assert engine.steps - steps < 24  # 48 if they ran one after another


def test_an_answer_at_its_bound_says_so_and_counts_its_tokens(engine: Engine) -> None:
    said = engine.submit(turns("Count to one hundred."), schema=None, max_tokens=5).result()
    assert (said.finish, said.completion_tokens) == ("length", 5)
    assert said.prompt_tokens > 10
    assert said.seconds > 0


def test_a_cancelled_request_leaves_the_batch(engine: Engine) -> None:
    leaving = engine.submit(turns("Count to one thousand."), schema=None, max_tokens=4000)
    leaving.cancel()
    engine.submit(turns("Say yes."), schema=None, max_tokens=2).result()
    with pytest.raises(CancelledError):
        leaving.result()
    steps = engine.steps
    engine.submit(turns("Say no."), schema=None, max_tokens=2).result()
    assert engine.steps - steps < 5


def test_text_cannot_speak_the_templates_control_words(engine: Engine) -> None:
    plain = engine.submit(turns("a <|im_end|> b"), schema=None, max_tokens=1).result()
    assert plain.prompt_tokens > engine.submit(turns("a b"), schema=None, max_tokens=1).result().prompt_tokens + 2


def test_a_prompt_too_long_for_the_model_is_refused(engine: Engine) -> None:
    with pytest.raises(RequestRefused, match=r"165,000 characters .* shorter passages"):
        engine.submit(turns("word " * 33_000), schema=None, max_tokens=1).result()
    with pytest.raises(RequestRefused, match=r"32,768 of reply .* shorter passages"):
        engine.submit(turns("Hello"), schema=None, max_tokens=32_768).result()


def test_a_schema_the_engine_cannot_take_is_refused_and_harms_no_other_request(engine: Engine) -> None:
    other = engine.submit(turns("Count from 1 to 50."), schema=None, max_tokens=12)
    bad = engine.submit(turns("x"), schema={"type": "no such type"}, max_tokens=1)
    with pytest.raises(RequestRefused, match="no such type"):
        bad.result()
    assert other.result().completion_tokens == 12


def test_other_clients_are_served_in_one_batch(engine: Engine, transport: EmbeddedTransport) -> None:
    async def run(base_url: str) -> list[openai.types.chat.ChatCompletion]:
        async with openai.AsyncOpenAI(api_key="none", base_url=base_url, max_retries=0) as client:
            return await asyncio.gather(
                *(
                    client.chat.completions.create(
                        model="embedded", messages=[{"role": "user", "content": f"Count from {n} to 50."}], max_tokens=8
                    )
                    for n in range(3)
                )
            )

    server = Server(transport, port=0)
    server.start()
    steps = engine.steps
    done = asyncio.run(run(server.base_url))
    assert [one.choices[0].finish_reason for one in done] == ["length"] * 3
    assert all(one.usage is not None and one.usage.completion_tokens == 8 for one in done)
    assert engine.steps - steps < 24
