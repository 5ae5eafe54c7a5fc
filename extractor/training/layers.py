"""The layers that are trained: the encoder's own, and those over a section's words."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
import torch.nn.functional as F  # noqa: N812 - as all who use torch know it
from torch import Tensor, nn

from extractor.reader.base import Base
from extractor.reader.encoder import TENSORS

SIZE, SCALES = 256, 33
_HEADS, _INNER, _FAR = 8, 768, 16
_MODULES = {"q": "q", "k": "k", "v": "v", "ao": "o", "aln": "n1", "fi": "f1", "fo": "f2", "oln": "n2"}


class EncoderLayer(nn.Module):
    """A layer of the encoder (BERT, normalised after each part)."""

    def __init__(self, base: Base, number: int) -> None:
        super().__init__()
        width, self.heads, self.number = base.width, base.heads, number
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        self.n1, self.n2 = (nn.LayerNorm(width, base.epsilon) for _ in range(2))
        self.f1, self.f2 = nn.Linear(width, base.inner), nn.Linear(base.inner, width)
        self.drop = nn.Dropout(0.1)
        for name, parameter in self.named().items():
            parameter.data = torch.from_numpy(base.tensor(name, *parameter.shape))

    def named(self) -> dict[str, nn.Parameter]:
        """The layer's tensors by their names in the encoder's file."""
        found: dict[str, nn.Parameter] = {}
        for name in TENSORS:
            module, part = name.split(".")
            owner = getattr(self, _MODULES[module])
            found[f"l{self.number}.{name}"] = owner.weight if part == "w" else owner.bias
        return found

    def forward(self, x: Tensor, lengths: Sequence[int], near: Tensor) -> Tensor:
        """What the layer makes of windows that stand one after another, [pieces, width]; no window sees another.

        `near` is added to scores for the distance of each two pieces, [heads, longest, longest].
        """
        parts = (
            m(x).view(len(x), self.heads, -1).transpose(0, 1).split(list(lengths), 1) for m in (self.q, self.k, self.v)
        )
        seen = [attended(q, k, v, near[:, : q.shape[1], : q.shape[1]]) for q, k, v in zip(*parts, strict=True)]
        x = self.n1(x + self.drop(self.o(torch.cat(seen, 1).transpose(0, 1).reshape(x.shape))))
        out: Tensor = self.n2(x + self.drop(self.f2(F.gelu(self.f1(x)))))
        return out


class DocumentLayer(nn.Module):
    """A layer over a section's words, which may stand in several windows of the encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.n1, self.n2 = nn.LayerNorm(SIZE), nn.LayerNorm(SIZE)
        self.qkv, self.o = nn.Linear(SIZE, 3 * SIZE), nn.Linear(SIZE, SIZE)
        self.f1, self.f2 = nn.Linear(SIZE, _INNER), nn.Linear(_INNER, SIZE)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, near: Tensor) -> Tensor:
        """Words in context, [words, size]; `near` is added for the distance of each two."""
        q, k, v = self.qkv(self.n1(x)).view(len(x), 3, _HEADS, -1).permute(1, 2, 0, 3)
        seen = attended(q, k, v, near)
        x = x + self.drop(self.o(seen.transpose(0, 1).reshape(len(x), SIZE)))
        out: Tensor = x + self.drop(self.f2(F.gelu(self.f1(self.n2(x)))))
        return out


def attended(q: Tensor, k: Tensor, v: Tensor, added: Tensor) -> Tensor:
    """Attention with something added to its scores, in the precision of `q`: on a CPU quicker than torch's own."""
    scores = (q / math.sqrt(q.shape[-1])) @ k.transpose(-1, -2)
    return (scores + added.to(q.dtype)).softmax(-1).to(q.dtype) @ v


def bucket(distance: Tensor) -> Tensor:
    """A signed distance in words on a logarithmic scale, 0 to 32."""
    steps = ((distance.abs().float() + 1).log2() * 1.5).round().long().clamp(max=_FAR)
    return distance.sign() * steps + _FAR
