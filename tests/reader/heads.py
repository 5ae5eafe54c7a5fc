"""A reader of a toy's two kinds, its heads by chance."""

from __future__ import annotations

import numpy as np

from extractor.reader.about import About
from extractor.reader.artifact import Artifact
from extractor.reader.base import Floats
from extractor.reader.text import WIDEST
from tests.reader.tiny import WIDTH

SIZE, SPAN, INNER, SCALES = 16, 8, 24, 33
JOINED = WIDTH + SIZE
ABOUT = About(
    anchors={"holding": "count", "saying": "words"},
    slots={"holding": ("owner",), "saying": ("who", "at")},
    choices={"holding": {"mood": ("happy", "sad")}, "saying": {}},
    trained={"documents": 3},
)


def artifact(seed: int = 0) -> Artifact:
    """The reader, its heads smaller than those that are trained."""
    return Artifact(ABOUT, {}, tensors(seed))


def tensors(seed: int = 0) -> dict[str, Floats]:
    """What is in its file."""
    chance = np.random.default_rng(seed)
    found: dict[str, Floats] = {}

    def plain(name: str, *shape: int) -> None:
        found[name] = chance.standard_normal(shape).astype(np.float16).astype(np.float32)

    def linear(name: str, out: int, given: int) -> None:
        plain(f"{name}.weight", out, given)
        plain(f"{name}.bias", out)

    kinds, slots = 2, 3
    for name, shape in {"dk": (kinds, WIDTH), "ds": (slots, WIDTH), "dc_0": (2, WIDTH)}.items():
        plain(name, *shape)
    for name, size in {"ln": WIDTH, "fin": SIZE}.items():
        linear(name, size, 1)
        found[f"{name}.weight"] = found[f"{name}.weight"][:, 0]
    linear("lin", SIZE, WIDTH)
    for name, rows, size in (
        ("nl", 3, SIZE), ("place", 12, SIZE), ("shape", 6, SIZE), ("rel", SCALES, 4), ("w", WIDEST, SPAN),
        ("dist", SCALES, slots), ("cw", WIDEST, SIZE), *((f"away.{number}", SCALES, SIZE) for number in range(4)),
    ):  # fmt: skip
        plain(f"{name}.weight", rows, size)
    for name, out, given in (
        ("doc.0.qkv", 3 * SIZE, SIZE), ("doc.0.o", SIZE, SIZE), ("doc.0.f1", INNER, SIZE), ("doc.0.f2", SIZE, INNER),
        ("a", SPAN, SIZE), ("b", SPAN, SIZE), ("uk", SPAN, WIDTH), ("us", SPAN, WIDTH),
        ("vk", SIZE, WIDTH), ("vs", SIZE, WIDTH), ("vc", SIZE, WIDTH),
        ("af", SIZE, JOINED), ("al", SIZE, JOINED), ("cf", SIZE, JOINED), ("cl", SIZE, JOINED),
        ("sure.0", SPAN, SIZE), ("sure.2", 1, SPAN), ("none.0", SPAN, SIZE),
        ("none.2", 1, SPAN), ("pair.0", SPAN, SIZE), ("pair.3", 1, SPAN),
        ("rq", SIZE, SIZE), ("qs", SIZE, SIZE), ("qp", SIZE, SIZE), ("cs", SIZE, SIZE), ("cp", SIZE, SIZE),
        ("q.0", SIZE, 2 * SIZE), ("q.3", 2 * SIZE, SIZE), ("k1", SIZE, SIZE), ("k2", SIZE, SIZE), ("null", 1, SIZE),
        ("cq.0", SIZE, 2 * JOINED),
    ):  # fmt: skip
        linear(name, out, given)
    for name in ("doc.0.n1", "doc.0.n2", "nf"):
        plain(f"{name}.weight", SIZE)
        plain(f"{name}.bias", SIZE)
    for name, sizes in {
        "ek": (kinds, SPAN), "es": (slots, SPAN), "bk": (kinds,), "bs": (slots,),
        "fk": (kinds, SIZE), "fs": (slots, SIZE), "fc.0": (2, SIZE), "cb.0": (2,),
    }.items():  # fmt: skip
        plain(name, *sizes)
    return found
