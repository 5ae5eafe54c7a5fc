"""A reply as it is recorded."""

from __future__ import annotations

import json

from extractor.replies import Recorded


def reply(text: str = "Yes.", question: str = "Is it?", *, status: int = 200, finish: str = "stop") -> Recorded:
    body = {
        "choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": finish}],
        "usage": {"prompt_tokens": 5, "completion_tokens": 2},
    }
    return Recorded(
        request={"model": "small", "messages": [{"role": "user", "content": question}]},
        status=status,
        body=json.dumps(body) if status == 200 else text,
        seconds=0.5,
        time="2026-01-01T00:00:00+00:00",
    )
