from __future__ import annotations

import asyncio

import pytest
from pydantic import BaseModel

from extractor.errors import TransportError
from extractor.model import Message, Request, ScriptedModel


class Nothing(BaseModel):
    pass


REQUEST = Request(label="x", messages=(Message("user", "?"),), answer=Nothing, max_tokens=1)


def test_a_script_is_said_in_order_and_the_transcript_kept() -> None:
    model = ScriptedModel(["a", TransportError("gone"), "b"])
    assert asyncio.run(model.ask(REQUEST)).text == "a"
    with pytest.raises(TransportError):
        asyncio.run(model.ask(REQUEST))
    assert asyncio.run(model.ask(REQUEST)).text == "b"
    assert model.transcript == [REQUEST] * 3


def test_a_script_may_be_a_function_of_the_request() -> None:
    assert asyncio.run(ScriptedModel(lambda request: request.label).ask(REQUEST)).text == "x"
