"""The encoder that trained readers build on: the lower layers of all-mpnet-base-v2, whose file is read as data.

A Transformer of the form of BERT with relative positions (Song et al., MPNet, 2020), trained further on a billion
pairs of sentences (https://huggingface.co/sentence-transformers/all-mpnet-base-v2, Apache-2.0). Its last two layers,
which were made for the meaning of whole sentences, are left out.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.errors import WeightsError

Floats = npt.NDArray[np.float32]

NAME = "all-mpnet-base-v2, its first ten layers"
TENSORS_FILE, WORDS_FILE = "model.safetensors", "vocab.txt"

_LAYERS = 10
_FIRST_PLACE = 2
_FAR = 128
_MOST_KNOWN = 200_000
_NAMES = {
    "q": "attention.attn.q",
    "k": "attention.attn.k",
    "v": "attention.attn.v",
    "ao": "attention.attn.o",
    "aln": "attention.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_PARTS = {"w": "weight", "b": "bias"}


class Base:
    """The encoder's sizes, vocabulary and tensors, read from its folder when they are needed.

    Raises `WeightsError` where the folder's files are not an encoder's.
    """

    start, end = 0, 2

    def __init__(self, folder: Path) -> None:
        try:
            self._data = np.memmap(folder / TENSORS_FILE, dtype=np.uint8, mode="r")
            (length,) = self._data[:8].view("<u8")
            head: dict[str, Any] = json.loads(self._data[8 : 8 + int(length)].tobytes())
            self.pieces = (folder / WORDS_FILE).read_text(encoding="utf-8").splitlines()
            self._ids = {piece: index for index, piece in enumerate(self.pieces)}
            self.unknown = self._ids["[UNK]"]
            self._head = {name: said for name, said in head.items() if name != "__metadata__"}
            self._from = 8 + int(length)
            places, self.width = self._head["embeddings.position_embeddings.weight"]["shape"]
            (self.inner,) = self._head["encoder.layer.0.intermediate.dense.bias"]["shape"]
            _, self.heads = self._head["encoder.relative_attention_bias.weight"]["shape"]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise WeightsError(f"encoder {folder}: it cannot be read as one: {error}") from error
        there = {name.split(".")[2] for name in self._head if name.startswith("encoder.layer.")}
        self.layers = min(_LAYERS, len(there))
        self.longest: int = places - _FIRST_PLACE
        self.epsilon = 1e-5
        self._known: dict[str, tuple[int, ...]] = {}

    def tensor(self, name: str, *shape: int) -> Floats:
        """A tensor of a layer, such as `l3.q.w`."""
        layer, part, which = name.split(".")
        return np.array(self._tensor(f"encoder.layer.{layer[1:]}.{_NAMES[part]}.{_PARTS[which]}").reshape(shape))

    def embedding(self, ids: npt.NDArray[np.int64]) -> Floats:
        """What the encoder's layers are given for a run of pieces, [n, width]: word and place, normalised."""
        summed = self._table[ids] + self._places[: len(ids)]
        centred = summed - summed.mean(axis=1, keepdims=True)
        deviation = np.sqrt((centred**2).mean(axis=1, keepdims=True) + self.epsilon)
        weight, bias = self._norm
        return np.asarray(centred / deviation * weight + bias, dtype=np.float32)

    def near(self, count: int) -> Floats:
        """What each head adds to its scores for the distance between two pieces, [heads, count, count]."""
        return self._near[:, :count, :count]

    def cut(self, word: str) -> tuple[int, ...]:
        """The pieces of one word: from its start on, the longest that the vocabulary has (Wu et al., 2016)."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            found = self._known[word] = self._cut(_plain(word)) or (self.unknown,)
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        out: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = self._ids.get(("##" if start else "") + word[start:end])
                if piece is not None:
                    break
            else:
                return ()
            out.append(piece)
            start = end
        return tuple(out)

    def _tensor(self, name: str) -> Floats:
        said = self._head[name]
        first, past = said["data_offsets"]
        raw = self._data[self._from + first : self._from + past]
        return raw.view("<f4").reshape(said["shape"])

    @cached_property
    def _table(self) -> Floats:
        return self._tensor("embeddings.word_embeddings.weight")

    @cached_property
    def _places(self) -> Floats:
        return self._tensor("embeddings.position_embeddings.weight")[_FIRST_PLACE:]

    @cached_property
    def _norm(self) -> tuple[Floats, Floats]:
        return self._tensor("embeddings.LayerNorm.weight"), self._tensor("embeddings.LayerNorm.bias")

    @cached_property
    def _near(self) -> Floats:
        """T5's buckets (Raffel et al., 2020): half of them for each direction, far distances on a logarithmic scale."""
        table = self._tensor("encoder.relative_attention_bias.weight")
        half = len(table) // 2
        exact = half // 2
        steps = np.arange(self.longest)[None, :] - np.arange(self.longest)[:, None]
        size = np.abs(steps)
        scaled = np.log(np.maximum(size, 1) / exact) / np.log(_FAR / exact) * (half - exact)
        far = np.minimum(exact + scaled.astype(np.int64), half - 1)
        buckets = np.where(steps > 0, half, 0) + np.where(size < exact, size, far)
        return np.ascontiguousarray(table[buckets].transpose(2, 0, 1))


def _plain(word: str) -> str:
    """A word as the vocabulary spells it: in small letters, without accents."""
    parted = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in parted if unicodedata.category(c) != "Mn")
