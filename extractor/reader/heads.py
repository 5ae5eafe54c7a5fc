"""What a trained reader makes of words' features: where facts are anchored, which spans fill their slots, which class.

The same sums as `extractor.training.model`, in numpy: a filing is read without torch.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractor.reader.base import Floats
from extractor.reader.text import WIDEST

Ints = npt.NDArray[np.int64]
_EPSILON = 1e-5
_FAR = 16
_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Words:
    """A section's words: their features in context, and the scores of the spans that start at each."""

    features: Floats
    encoded: Floats
    """Their features as the encoder gives them, levelled."""
    anchors: Floats
    """Log-odds that a span anchors a fact, [words, widths, kinds]."""
    mentions: Floats
    """How much a span looks like what fills a slot, [words, widths, slots]."""


class Heads:
    """The heads of one reader; `tensors` are those of its file.

    What stands for a kind, a slot or a class is what its description says (an embedding, projected), and what was
    learnt of it beyond that.
    """

    def __init__(self, tensors: Mapping[str, Floats]) -> None:
        self._t = dict(tensors)
        self._layers = len({name.split(".")[1] for name in tensors if name.startswith("doc.")})
        t = self._t
        t["anchor"] = self._linear(t["dk"], "uk") + t["ek"]
        t["mention"] = self._linear(t["ds"], "us") + t["es"]
        t["kind"] = self._linear(t["dk"], "vk") + t["fk"]
        t["slot"] = self._linear(t["ds"], "vs") + t["fs"]
        self._classes = [
            self._linear(t[f"dc_{n}"], "vc") + t[f"fc.{n}"]
            for n in range(sum(name.startswith("dc_") for name in tensors))
        ]

    def words(self, encoded: Floats, breaks: Ints, places: Ints, shapes: Ints) -> Words:
        """Read a section: `encoded` are its words' features; `Text` says of them `breaks`, `places` and `shapes`."""
        t = self._t
        level = self._norm(encoded, "ln")
        x = self._linear(level, "lin")
        x = x + t["nl.weight"][breaks] + t["place.weight"][places] + t["shape.weight"][shapes]
        near = self._nearness(len(x))
        for layer in range(self._layers):
            x = self._attended(x, near, f"doc.{layer}")
        x = self._norm(x, "fin")
        start, end = self._linear(x, "a"), self._linear(x, "b")
        count = len(x)
        anchors = np.full((count, WIDEST, len(t["anchor"])), _NEVER, dtype=np.float32)
        mentions = np.full((count, WIDEST, len(t["mention"])), _NEVER, dtype=np.float32)
        for width in range(min(WIDEST, count)):
            f = gelu(start[: count - width] + end[width:] + t["w.weight"][width])
            anchors[: count - width, width] = f @ t["anchor"].T + t["bk"]
            mentions[: count - width, width] = f @ t["mention"].T + t["bs"]
        return Words(x, level, anchors, mentions)

    def represent(self, words: Words, kinds: Ints, spans: Ints) -> Floats:
        """What stands for each anchor, [anchors, size], of its kind and its first and last word."""
        x = words.features
        joined = np.concatenate([x[spans[:, 0]], x[spans[:, 1]], self._t["kind"][kinds]], axis=1)
        return self._linear(gelu(self._linear(joined, "rep.0")), "rep.3")

    def slot(self, words: Words, rep: Floats, slot: int, span: Ints) -> Floats:
        """How likely each span fills a slot of one anchor, [1 + words * widths]; the first is that nothing does."""
        t, x = self._t, words.features
        joined = np.concatenate([rep, t["slot"][slot]])[None]
        first, last = np.split(self._linear(gelu(self._linear(joined, "q.0")), "q.3")[0], 2)
        size = math.sqrt(len(first))
        count = len(x)
        starts = self._linear(x, "k1") @ first / size + t["dist.weight"][_bucket(np.arange(count) - span[0]), slot]
        ends = self._linear(x, "k2") @ last / size
        scores = np.full((count, WIDEST), _NEVER, dtype=np.float32)
        for width in range(min(WIDEST, count)):
            scores[: count - width, width] = (
                starts[: count - width] + ends[width:] + words.mentions[: count - width, width, slot]
            )
        nothing = first @ t["null.weight"][0] + t["null.bias"][0]
        return softmax(np.concatenate([[nothing], scores.reshape(-1)]).astype(np.float32))

    def classes(self, words: Words, spans: Ints, number: int) -> Floats:
        """How likely each choice of a slot is, for each anchor, [anchors, choices]; `number` counts such slots."""
        ends = np.concatenate([words.encoded[spans], words.features[spans]], axis=2).reshape(len(spans), -1)
        scores = gelu(self._linear(ends, "cq.0")) @ self._classes[number].T
        return softmax(np.asarray(scores + self._t[f"cb.{number}"], dtype=np.float32))

    def _attended(self, x: Floats, near: Floats, name: str) -> Floats:
        heads, size = len(near), x.shape[1]
        parts = self._linear(self._norm(x, f"{name}.n1"), f"{name}.qkv").reshape(len(x), 3, heads, -1)
        q, k, v = parts.transpose(1, 2, 0, 3)
        seen = softmax(q @ k.transpose(0, 2, 1) / np.float32(math.sqrt(size // heads)) + near) @ v
        x = x + self._linear(seen.transpose(1, 0, 2).reshape(len(x), size), f"{name}.o")
        return np.asarray(x + self._linear(gelu(self._linear(self._norm(x, f"{name}.n2"), f"{name}.f1")), f"{name}.f2"))

    def _nearness(self, count: int) -> Floats:
        """What each head adds for the distance between two words, [heads, words, words]."""
        line = self._t["rel.weight"][_bucket(np.arange(1 - count, count))].T  # [heads, 2 * count - 1]
        rows = np.lib.stride_tricks.sliding_window_view(np.ascontiguousarray(line), count, axis=1)
        return np.asarray(rows[:, ::-1], dtype=np.float32)

    def _linear(self, x: Floats, name: str) -> Floats:
        return np.asarray(x @ self._t[f"{name}.weight"].T + self._t[f"{name}.bias"], dtype=np.float32)

    def _norm(self, x: Floats, name: str) -> Floats:
        centred = x - x.mean(axis=-1, keepdims=True)
        level = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + _EPSILON)
        return np.asarray(level * self._t[f"{name}.weight"] + self._t[f"{name}.bias"], dtype=np.float32)


def _bucket(distance: Ints) -> Ints:
    """A signed distance in words on a logarithmic scale, 0 to 32."""
    steps = np.rint(np.log2(np.abs(distance) + 1.0).astype(np.float32) * np.float32(1.5)).astype(np.int64)
    return np.asarray(np.sign(distance) * np.minimum(steps, _FAR) + _FAR)


def gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit, its error function by Abramowitz and Stegun 7.1.26 (to 1.5e-7)."""
    z = np.abs(x) * np.float32(1 / math.sqrt(2))
    t = 1 / (1 + np.float32(0.3275911) * z)
    terms: Sequence[float] = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
    series = np.zeros_like(t)
    for term in terms:
        series = (series + np.float32(term)) * t
    erf = np.copysign(1 - series * np.exp(-z * z), x)
    return np.asarray(x * 0.5 * (1 + erf), dtype=np.float32)


def softmax(x: Floats) -> Floats:
    """Shares over the last axis that add up to one."""
    shares = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True), dtype=np.float32)


def sigmoid(x: Floats) -> Floats:
    """Log-odds to probability."""
    return np.asarray((1 + np.tanh(x / 2)) / 2, dtype=np.float32)
