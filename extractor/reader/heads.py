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
FACTS, LIKELY = 256, 0.01
"""How many spans of a section are looked at closely as anchors at most, and how likely each is at least."""
CANDIDATES = 32
"""How many spans are looked at closely for a slot of a fact."""
RANKS = 16
"""So many candidates from an anchor, on either side, it is told how many stand between."""
_EPSILON = 1e-5
_FAR = 16
_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a section may state: of each fact its kind, its anchor's first and last word, and how likely it is."""

    kinds: Ints
    spans: Ints
    likely: Floats
    features: Floats


@dataclass(frozen=True, slots=True)
class Words:
    """A section's words: their features in context, and the scores of the spans that start at each."""

    features: Floats
    joined: Floats
    """Their features as the encoder gives them, levelled, and these."""
    lines: Ints
    """How many lines and how many paragraphs end before each word, [2, words]."""
    anchors: Floats
    """First log-odds that a span anchors a fact, [words, widths, kinds]."""
    mentions: Floats
    """How much a span looks like what fills a slot, [words, widths, slots]."""
    ends: Floats
    """Each word as a span's first and last one, for the first scores of a slot and for the closer, [4, words, size]."""


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
        lines = np.stack([breaks > 0, breaks > 1]).astype(np.int64).cumsum(axis=1)
        joined = np.concatenate([level, x], axis=1)
        ends = np.stack([self._linear(of, name) for of, name in ((x, "k1"), (x, "k2"), (joined, "cf"), (joined, "cl"))])
        return Words(x, joined, lines, anchors, mentions, ends)

    def propose(self, words: Words, core: tuple[int, int]) -> tuple[Ints, Ints]:
        """The kinds and the spans, [facts, 2], of what is looked at closely as anchors between two words."""
        shares = sigmoid(words.anchors)
        shares[: core[0]], shares[core[1] :] = 0, 0
        at = np.argsort(-shares.ravel(), kind="stable")[:FACTS]
        first, width, kinds = np.unravel_index(at[shares.ravel()[at] > LIKELY], shares.shape)
        return kinds, np.stack([first, first + width], axis=1)

    def facts(self, words: Words, kinds: Ints, spans: Ints) -> Facts:
        """What stands for each fact that an anchor may state; there is at least one."""
        t = self._t
        first, last = spans.T
        begun = self._linear(words.joined, "af")[first] + self._linear(words.joined, "al")[last]
        x = self._norm(gelu(begun + t["kind"][kinds]), "nf")
        odds = self._judged(x, "sure") + words.anchors[first, last - first, kinds]
        return Facts(kinds, spans, sigmoid(odds), x)

    def slot(self, words: Words, facts: Floats, spans: Ints, slot: int) -> tuple[Ints, Floats]:
        """How likely each candidate fills a slot of each fact: which spans these are, and shares, the first of none.

        The spans count in the order of their first word and their width, [facts, candidates].
        """
        t, count = self._t, len(words.features)
        of_slot = np.broadcast_to(t["slot"][slot], (len(facts), t["slot"].shape[1]))
        first, last = np.split(
            self._linear(gelu(self._linear(np.concatenate([facts, of_slot], axis=1), "q.0")), "q.3"), 2, axis=1
        )
        size = math.sqrt(first.shape[1])
        away = _bucket(np.arange(count)[None] - spans[:, :1])
        starts = first @ words.ends[0].T / size + t["dist.weight"][away, slot]
        ends = last @ words.ends[1].T / size
        scores = np.full((len(facts), count, WIDEST), _NEVER, dtype=np.float32)
        for width in range(min(WIDEST, count)):
            scores[:, : count - width, width] = (
                starts[:, : count - width] + ends[:, width:] + words.mentions[: count - width, width, slot]
            )
        first_of_all = scores.reshape(len(facts), -1)
        count = min(CANDIDATES, first_of_all.shape[1])
        at = np.sort(np.argpartition(-first_of_all, count - 1, axis=1)[:, :count], axis=1)
        asked = gelu(self._linear(facts, "rq") + t["slot"][slot])
        close = self._pair(words, asked, spans[:, :1], at) + np.take_along_axis(first_of_all, at, axis=1)
        nothing = self._judged(asked, "none") + self._linear(first, "null")[:, 0]
        return at, softmax(np.concatenate([nothing[:, None], close], axis=1))

    def classes(self, words: Words, spans: Ints, number: int) -> Floats:
        """How likely each choice of a slot is, for each anchor, [anchors, choices]; `number` counts such slots."""
        ends = words.joined[spans].reshape(len(spans), -1)
        scores = gelu(self._linear(ends, "cq.0")) @ self._classes[number].T
        return softmax(np.asarray(scores + self._t[f"cb.{number}"], dtype=np.float32))

    def _pair(self, words: Words, asked: Floats, anchor: Ints, at: Ints) -> Floats:
        """How well each candidate fits, by itself and by where it stands from the anchor, [facts, candidates]."""
        places, back = np.unique(at, return_inverse=True)  # facts have most of their candidates in common
        back = back.reshape(at.shape)
        ends = words.ends[2][places // WIDEST]
        ends = ends + words.ends[3][np.minimum(places // WIDEST + places % WIDEST, len(words.features) - 1)]
        found = gelu(ends + self._t["cw.weight"][places % WIDEST])
        both = self._linear(asked, "qs")[:, None] + self._linear(found, "cs")[back]
        both += self._linear(asked, "qp")[:, None] * self._linear(found, "cp")[back]
        start, width = np.divmod(at, WIDEST)
        there = start + width < len(words.features)
        rank = there.cumsum(axis=1) - 1 - (there & (start < anchor)).sum(axis=1, keepdims=True)
        ranks = np.clip(rank + (rank >= 0), -RANKS, RANKS) + RANKS
        lines, paragraphs = (_bucket(count[start] - count[anchor]) for count in words.lines)
        for number, away in enumerate((_bucket(start - anchor), ranks, lines, paragraphs)):
            both += self._t[f"away.{number}.weight"][away]
        return self._judged(gelu(both), "pair", last=3)

    def _judged(self, x: Floats, name: str, last: int = 2) -> Floats:
        """One number for each row, by two layers."""
        return np.asarray(self._linear(gelu(self._linear(x, f"{name}.0")), f"{name}.{last}")[..., 0])

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
