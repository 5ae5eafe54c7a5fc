"""Inputs that are almost right: a seed names each, and the same seed gives the same one again."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from typing import Any

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 1e308, 10**400, 1 << 63, float("nan"), float("inf"), "", " ", "\x00", "\ud800",
    "\u202e\x9b2J", "1/0", "99999999999999999999 million", "2004-02-30", "0000-00-00", "9999-12-31", "NaN", "null", "{",
    [], [[]], [None], {}, {"": None}, {"text": None}, {"text": "2", "amount": "x", "unit": 3}, "x" * 5000, ["x"] * 300,
)  # fmt: skip
"""What stands where something else is wanted."""

BYTES = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80", b"\x1b[2J",
    b"\x9d", b"\x1a", b"\x85", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xcc\x81" * 30, b"\r", b"\n\n\n", b"\t" * 40,
    b" " * 200, b"\\", b'"', b"\\ud800", b"{", b"]", b"[" * 3000, b"}" * 40, b"9" * 400, b"1e999", b"-0",
    b"1/0/0", b"30 February 2004", b"31.11.", b"$(1,", b"(", b"%", b"million ", b"33 1/3%", b"|", b"<", b">",
    b"<!--", b"<![CDATA[", b"<?xml", b"</table>", b"<table>", b"<tr><td colspan=99999999 rowspan=99999999>",
    b"<td colspan=-1>", b"<td colspan=x>", b"<style>td{", b"&#0;", b"&#xD800;", b"&#x110000;",
    b"&#99999999999999999999;", b"&", b"<div>" * 400, b"<b><i></b></i>", b"<ix:nonFraction scale='99999'>",
    b"<SEC-DOCUMENT>", b"<DOCUMENT>\n<TYPE>", b"</TEXT>", b"<TEXT>", b"<TABLE><C><S>", b"<PAGE>",
    b"begin 644 a.gif\n", b"<FILED-AS-OF-DATE>", b"FILED AS OF DATE:\t\t99999999\n", b"COMPANY CONFORMED NAME:",
    b"\xc2\xab\xc2\xbb", b"\xe2\x80\x9c",
)  # fmt: skip
"""What a file may have in the middle of it."""


def damaged(rng: random.Random, data: bytes, *, tokens: Sequence[bytes] = BYTES, most: int = 4) -> bytes:
    """`data` with up to `most` of its places flipped, cut out, doubled, moved, spliced with `tokens` or cut off."""
    for _ in range(rng.randint(1, most)):
        at, to = sorted(rng.randrange(len(data) + 1) for _ in range(2))
        to = min(to, at + rng.choice((1, 4, 60, 3000)))
        match rng.randrange(7):
            case 0:
                data = data[:at]
            case 1:
                data = data[:at] + data[to:]
            case 2:
                data = data[:to] + data[at:to] * rng.choice((1, 3, 20)) + data[to:]
            case 3:
                data = data[:at] + rng.choice(tokens) + data[at:]
            case 4:
                data = data[:at] + rng.choice(tokens) + data[to:]
            case 5:
                data = data[:at] + rng.randbytes(to - at) + data[to:]
            case _:
                flipped = bytearray(data)
                for _ in range(rng.randint(1, 8) if data else 0):
                    flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
                data = bytes(flipped)
        data = data[:60_000]
    return data


def altered(rng: random.Random, whole: Any) -> Any:
    """JSON with one of its parts replaced, left out, doubled, renamed or put a level deeper."""
    if not isinstance(whole, dict | list) or not whole or rng.random() < 0.15:
        return rng.choice((*ODD, [whole], {"text": whole}, str(whole), str(whole)[: len(str(whole)) // 2]))
    keys: list[Any] = list(whole) if isinstance(whole, dict) else list(range(len(whole)))
    at = rng.choice(keys)
    copy: Any = whole.copy()
    match rng.randrange(8):
        case 0:
            del copy[at]
        case 1 if isinstance(copy, dict):
            copy[rng.choice(("", "kind", f"{at} ", str(at).upper(), "\ud800"))] = copy.pop(at)
        case 2 if isinstance(copy, list):
            copy.insert(rng.randrange(len(copy) + 1), copy[at])
        case _:
            copy[at] = altered(rng, whole[at])
    return copy


def written(rng: random.Random, whole: Any) -> bytes:
    """JSON altered, and some of the time damaged as a file is."""
    for _ in range(rng.randint(0, 3)):
        whole = altered(rng, whole)
    data = json.dumps(whole, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")
    return damaged(rng, data) if rng.random() < 0.4 else data


def each(family: str, numbers: range, make: Callable[[random.Random], bytes], run: Callable[[bytes], None]) -> None:
    """Run on the inputs of these numbers; raises `AssertionError` with the seed and the input that fails."""
    for number in numbers:
        seed = f"{family} {number}"
        data = make(random.Random(seed))  # noqa: S311 - nothing is kept secret
        try:
            run(data)
        except Exception as error:
            raise AssertionError(f"seed {seed!r}: {type(error).__name__}: {error}\ninput: {data!r}") from error
