"""The classes of chosen slots, fitted to facts that are drawn from all documents."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
import torch.nn.functional as F  # noqa: N812 - as all who use torch know it

from extractor.training.model import HeadsModel, Known

_ROUNDS, _RATE, _TOGETHER = 5, 5e-4, 48


def fit(heads: HeadsModel, known: Sequence[Known], seed: int) -> None:
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
            optimizer.param_groups[0]["lr"] = _RATE * max(0.03, 0.5 * (1 + math.cos(math.pi * done / steps)))
            torch.autograd.backward(_cost(heads, [known[row] for row in order[first : first + _TOGETHER]]))
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            done += 1
    heads.eval()


def _cost(heads: HeadsModel, some: Sequence[Known]) -> torch.Tensor:
    costs = []
    for number in sorted({one.number for one in some}):
        mine = [one for one in some if one.number == number]
        scores = heads.classed(torch.stack([one.ends for one in mine]), number)
        right = torch.tensor([one.right for one in mine], device=scores.device)
        weights = torch.tensor([one.weight for one in mine], device=scores.device)
        costs.append((F.cross_entropy(scores, right, reduction="none") * weights).sum())
    return torch.stack(costs).sum() / len(some)
