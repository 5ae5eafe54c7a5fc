"""The classes of chosen slots, fitted to facts that are drawn from all documents."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch

from extractor.training.model import Choice, HeadsModel

_ROUNDS, _RATE, _TOGETHER = 5, 5e-4, 48


def fit(heads: HeadsModel, known: Sequence[Choice], seed: int) -> None:
    """Fit what `heads` have for classes to what is known, the features of words being as they are."""
    if not known:
        return
    parameters = list(heads.of_classes())
    optimizer = torch.optim.AdamW(parameters, lr=_RATE, weight_decay=0.01)
    drawn = torch.Generator().manual_seed(seed)
    steps = math.ceil(len(known) / _TOGETHER) * _ROUNDS
    done = 0
    heads.train()
    for _ in range(_ROUNDS):
        order = torch.randperm(len(known), generator=drawn).tolist()
        for first in range(0, len(order), _TOGETHER):
            optimizer.param_groups[0]["lr"] = _RATE * cosine(done / steps)
            some = [known[row] for row in order[first : first + _TOGETHER]]
            torch.autograd.backward(heads.choosing(some) / len(some))
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            done += 1
    heads.eval()


def cosine(done: float) -> float:
    """The share of the highest rate, along a cosine that falls to three in a hundred."""
    return max(0.03, 0.5 * (1 + math.cos(math.pi * done)))
