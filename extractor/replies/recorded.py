"""One reply as it is recorded: what was asked, what came back, and what it cost; and as bytes, checked both ways.

A reply's key is a hash of what shapes the answer (the body of the request, and the weights where they are known) and
of nothing else: not the API key, the base URL, the time limit or the client.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from extractor._files import refuse_endless
from extractor.errors import CorruptReply, RepliesError
from extractor.replies._storage import Unreadable
from extractor.replies.completion import Completion, completion_of

_MAGIC = b"FFR1"
_NOT_SHAPING = frozenset({"user", "metadata", "store", "safety_identifier", "prompt_cache_key", "service_tier"})
"""Members of a request's body that say who asks or how it is billed, not what is asked."""

_SAME = {"max_completion_tokens": "max_tokens"}
"""Members that mean the same: endpoints differ in what they call them, and the key must not differ by endpoint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One reply as recorded.

    `request` is what shaped the answer, `status` the HTTP status (0 if there was no answer at all), `body` the
    answer's raw text or the error's words, `seconds` the time it took, `time` when it was asked (ISO 8601, UTC).
    """

    request: Mapping[str, Any]
    status: int
    body: str
    seconds: float
    time: str

    @property
    def completion(self) -> Completion:
        """What the endpoint said. Raises `ValueError` if it is no chat completion."""
        return completion_of(self.body)

    @property
    def answers(self) -> bool:
        """Whether this is an answer, cut or whole, and no failed attempt, no refusal, and the JSON asked for."""
        shape = self.request.get("response_format")
        return self.replied and (shape is None or self.completion.fits(shape))

    @property
    def replied(self) -> bool:
        """Whether the model replied and did not refuse, whatever it wrote."""
        return self.status == httpx2.codes.OK and not self.completion.refusal

    @property
    def cut(self) -> bool:
        """Whether it is an answer that ends at the bound on its length."""
        return self.answers and self.completion.cut

    @property
    def key(self) -> str:
        """The key under which it is kept."""
        return key_of(self.request)


def shaping(body: Mapping[str, Any], *, weights: str | None = None) -> dict[str, Any]:
    """What shapes the answer to a request: its body without what does not, and the `weights` where they are known."""
    shapes = {_SAME.get(name, name): value for name, value in body.items() if name not in _NOT_SHAPING}
    return shapes if weights is None else {**shapes, "weights": weights}


def key_of(request: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical JSON of `shaping`."""
    return hashlib.sha256(_canonical(request)).hexdigest()


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def now() -> str:
    """The present moment as `Recorded.time` has it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _plain(recorded: Recorded) -> dict[str, Any]:
    return {
        "request": recorded.request,
        "status": recorded.status,
        "body": recorded.body,
        "seconds": recorded.seconds,
        "time": recorded.time,
    }


def packed(recorded: Recorded) -> bytes:
    """A reply as the bytes that are kept: a mark, a checksum, and JSON."""
    payload = _canonical(_plain(recorded))
    return _MAGIC + hashlib.sha256(payload).digest() + payload


def unpacked(stored: bytes, key: str, place: str) -> Recorded:
    """The reply under `key` at `place`, from its bytes. Raises `Unreadable` where they are not what was kept."""
    where = f"{place}: reply {key[:12]}"
    start = len(_MAGIC) + hashlib.sha256().digest_size
    digest, payload = stored[len(_MAGIC) : start], stored[start:]
    if not stored.startswith(_MAGIC) or hashlib.sha256(payload).digest() != digest:
        raise Unreadable(f"{where} fails its checksum; delete the record, or import it again from an export")
    recorded = parsed(_load(payload, where), where)
    if recorded.key != key:
        raise Unreadable(f"{where} is kept under another request's key; import it again from an export")
    return recorded


def line_of(recorded: Recorded) -> bytes:
    """A reply as a line of an export."""
    return _canonical({"key": recorded.key, **_plain(recorded)}) + b"\n"


def rank(recorded: Recorded) -> int:
    """What gives way to what: a failure to a cut answer, and that to a whole one."""
    return 0 if not recorded.answers else 1 if recorded.cut else 2


def _load(line: bytes, where: str) -> object:
    try:
        return json.loads(line, parse_constant=_no_number)
    except RecursionError:
        raise Unreadable(f"{where} is nested too deeply") from None
    except ValueError as error:
        raise Unreadable(f"{where} is not JSON ({error}); export the record again") from error


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def parsed(plain: object, where: str) -> Recorded:
    """A reply from its JSON. Raises `Unreadable` if it is none."""
    match plain:
        case {
            "request": dict(request),
            "status": int(status),
            "body": str(body),
            "seconds": int() | float() as seconds,
            "time": str(time),
        } if (status in (0, 200) or 400 <= status < 600) and 0 <= seconds < math.inf:
            pass
        case _:
            raise Unreadable(f"{where} is no recorded reply; import it again from an export")
    try:
        recorded = Recorded(request=request, status=int(status), body=body, seconds=float(seconds), time=time)
        _canonical(_plain(recorded))  # half a surrogate pair cannot be kept
        if status == httpx2.codes.OK:
            completion_of(body)
    except (ValueError, OverflowError, RecursionError) as error:
        raise Unreadable(f"{where} is no recorded reply ({error}); import it again from an export") from error
    return recorded


def read_lines(path: Path) -> list[Recorded]:
    """The replies in an export. Raises `CorruptReply` naming the line that is none."""
    refuse_endless(path, RepliesError)
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise RepliesError(f"{path}: the export cannot be read: {error}") from error
    found: list[Recorded] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}: this line"
        plain = _load(line, where)
        recorded = parsed(plain, where)
        key = plain.get("key") if isinstance(plain, dict) else None
        if key != recorded.key:
            raise CorruptReply(
                f"{where} has key {str(key)[:12]!a}, but its request has key {recorded.key[:12]}: the "
                "request was edited; ask the model again instead"
            )
        found.append(recorded)
    return found
