"""The reader as it is trained: the encoder's upper layers, and the heads of `extractor.reader.heads`, in torch."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 - as all who use torch know it
from torch import Tensor, nn

from extractor.reader.about import About
from extractor.reader.base import Base
from extractor.reader.encoder import TENSORS
from extractor.reader.text import WIDEST
from extractor.training.examples import Outline, Part

SIZE, _SPAN, _HEADS, _INNER, _DOCUMENT_LAYERS = 256, 128, 8, 768, 2
_SCALES, _FAR = 33, 16
_OPTIONAL, _SPARED = 0.3, 0.1
"""What an optional fact counts for, and an anchor that prints what another anchor prints."""
_OPTIONAL_SLOT = 0.4
_SLOT_SHARE = 0.5
_MODULES = {"q": "q", "k": "k", "v": "v", "ao": "o", "aln": "n1", "fi": "f1", "fo": "f2", "oln": "n2"}


class EncoderLayer(nn.Module):
    """A layer of the encoder (BERT, normalised after each part)."""

    def __init__(self, base: Base, number: int) -> None:
        super().__init__()
        width, self.heads, self.number = base.width, base.heads, number
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        self.n1, self.n2 = (nn.LayerNorm(width, base.epsilon) for _ in range(2))
        self.f1, self.f2 = nn.Linear(width, base.inner), nn.Linear(base.inner, width)
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
        x = self.n1(x + self.o(torch.cat(seen, 1).transpose(0, 1).reshape(x.shape)))
        out: Tensor = self.n2(x + self.f2(F.gelu(self.f1(x))))
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


class HeadsModel(nn.Module):
    """The heads; their parameters have the names that `extractor.reader.heads` knows."""

    def __init__(self, outlines: Sequence[Outline], described: Mapping[str, Tensor]) -> None:
        super().__init__()
        self.outlines = outlines
        self.slots = [(each.kind.kind, slot) for each in outlines for slot in each.pointed]
        self.chosen = [(each.kind.kind, slot) for each in outlines for slot in each.chosen]
        for name, value in described.items():
            self.register_buffer(name, value)
        width, kinds, slots = described["dk"].shape[1], len(outlines), len(self.slots)
        self.drop = nn.Dropout(0.1)
        self.ln, self.lin = nn.LayerNorm(width), nn.Linear(width, SIZE)
        self.nl, self.place, self.shape = nn.Embedding(3, SIZE), nn.Embedding(12, SIZE), nn.Embedding(6, SIZE)
        self.rel = nn.Embedding(_SCALES, _HEADS)
        self.doc = nn.ModuleList(DocumentLayer() for _ in range(_DOCUMENT_LAYERS))
        self.fin = nn.LayerNorm(SIZE)
        self.a, self.b, self.w = nn.Linear(SIZE, _SPAN), nn.Linear(SIZE, _SPAN), nn.Embedding(WIDEST, _SPAN)
        self.uk, self.us = nn.Linear(width, _SPAN), nn.Linear(width, _SPAN)
        self.ek, self.es = (nn.Parameter(torch.zeros(count, _SPAN)) for count in (kinds, slots))
        self.bk, self.bs = nn.Parameter(torch.full((kinds,), -5.0)), nn.Parameter(torch.zeros(slots))
        self.vk, self.vs, self.vc = (nn.Linear(width, SIZE) for _ in range(3))
        self.fk, self.fs = (nn.Parameter(torch.zeros(count, SIZE)) for count in (kinds, slots))
        self.rep = nn.Sequential(nn.Linear(3 * SIZE, SIZE), nn.GELU(), nn.Dropout(0.1), nn.Linear(SIZE, SIZE))
        self.q = nn.Sequential(nn.Linear(2 * SIZE, SIZE), nn.GELU(), nn.Dropout(0.1), nn.Linear(SIZE, 2 * SIZE))
        self.k1, self.k2, self.null = nn.Linear(SIZE, SIZE), nn.Linear(SIZE, SIZE), nn.Linear(SIZE, 1)
        self.dist = nn.Embedding(_SCALES, slots)
        nn.init.zeros_(self.dist.weight)
        self.cq = nn.Sequential(nn.Linear(2 * (width + SIZE), SIZE), nn.GELU(), nn.Dropout(0.1))
        counts = [len(described[f"dc_{n}"]) for n in range(len(self.chosen))]
        self.fc = nn.ParameterDict({str(n): nn.Parameter(torch.zeros(count, SIZE)) for n, count in enumerate(counts)})
        self.cb = nn.ParameterDict({str(n): nn.Parameter(torch.zeros(count)) for n, count in enumerate(counts)})

    def take(self, about: About, known: Mapping[str, Any]) -> None:
        """Take over what a reader has learnt: all that is shared, and what is its own of the kinds that both know."""
        rows = {
            "k": [_place(about.kinds, each.kind.kind) for each in self.outlines],
            "s": [_place([(k, s) for k in about.kinds for s in about.slots[k]], slot) for slot in self.slots],
        }
        of_rows = {"ek": "k", "fk": "k", "bk": "k", "es": "s", "fs": "s", "bs": "s", "dist.weight": "s"}
        chosen = [(k, s) for k in about.kinds for s in about.choices[k]]
        with torch.no_grad():
            for name, parameter in self.named_parameters():
                if name.startswith(("fc.", "cb.")):
                    at = _place(chosen, self.chosen[int(name.split(".")[1])])
                    found = known.get(f"{name[:3]}{at}")
                    if at is not None and found is not None and found.shape == tuple(parameter.shape):
                        parameter.copy_(torch.from_numpy(found))
                elif name not in of_rows:
                    parameter.copy_(torch.from_numpy(known[name]))
                else:
                    theirs = torch.from_numpy(known[name])
                    for mine, at in enumerate(rows[of_rows[name]]):
                        if at is not None and name == "dist.weight":
                            parameter[:, mine] = theirs[:, at]
                        elif at is not None:
                            parameter[mine] = theirs[at]

    def words(self, encoded: Tensor, breaks: Tensor, places: Tensor, shapes: Tensor) -> Tensor:
        """A section's words in context, [words, size]."""
        x = self.drop(self.lin(self.ln(encoded)) + self.nl(breaks) + self.place(places) + self.shape(shapes))
        steps = torch.arange(1 - len(x), len(x), device=x.device)
        near = self.rel(bucket(steps)).t().unfold(1, len(x), 1).flip(1)  # [heads, from, to], by the distance alone
        for layer in self.doc:
            x = layer(x, near)
        out: Tensor = self.fin(x)
        return out

    def spans(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of every span as an anchor and as a mention, [words, widths, kinds or slots], and which there are."""
        index = torch.arange(len(x), device=x.device)[:, None] + torch.arange(WIDEST, device=x.device)[None]
        f = F.gelu(self.a(x)[:, None] + _ahead(self.b(x)).transpose(1, 2) + self.w.weight[None].to(x.dtype))
        anchors = f @ (self.uk(self.dk) + self.ek).t() + self.bk
        mentions = f @ (self.us(self.ds) + self.es).t() + self.bs
        return anchors.float(), mentions.float(), index < len(x)

    def represent(self, x: Tensor, kinds: Tensor, spans: Tensor) -> Tensor:
        """What stands for each anchor."""
        of_kind = (self.vk(self.dk) + self.fk)[kinds]
        out: Tensor = self.rep(torch.cat([x[spans[:, 0]], x[spans[:, 1]], of_kind], -1))
        return out

    def fill(self, x: Tensor, rep: Tensor, slots: Tensor, spans: Tensor, mentions: Tensor, there: Tensor) -> Tensor:
        """Scores of every span to fill a slot of an anchor, [asked, 1 + words * widths]; the first is of none."""
        size = math.sqrt(SIZE)
        first, last = self.q(torch.cat([rep, (self.vs(self.ds) + self.fs)[slots]], -1)).chunk(2, -1)
        index = torch.arange(len(x), device=x.device)
        away = self.dist.weight.t().index_select(0, slots).gather(1, bucket(index[None] - spans[:, :1]))
        starts, ends = (first @ self.k1(x).t() / size).float() + away, (last @ self.k2(x).t() / size).float()
        as_mention = mentions.permute(2, 0, 1).index_select(0, slots)
        scores = starts[:, :, None] + _ahead(ends.t()).transpose(0, 1) + as_mention
        scores = scores.masked_fill(~there[None], -1e4).reshape(len(slots), -1)
        return torch.cat([self.null(first).float(), scores], 1)

    def classes(self, x: Tensor, encoded: Tensor, spans: Tensor, number: int) -> Tensor:
        """Scores of the classes of a chosen slot for each anchor, by what the encoder, too, makes of its ends."""
        ends = torch.cat([self.ln(encoded[spans]).to(x.dtype), x[spans]], -1).flatten(1)
        of_class = self.vc(getattr(self, f"dc_{number}")) + self.fc[str(number)]
        scores: Tensor = self.cq(ends) @ of_class.t()
        out: Tensor = scores.float() + self.cb[str(number)]
        return out

    def loss(self, x: Tensor, encoded: Tensor, part: Part) -> tuple[Tensor, Tensor, Tensor]:
        """What a section's words cost: for anchors, for pointed slots (with every mention right), and for classes."""
        anchors, mentions, there = self.spans(x)
        truth, weight = torch.zeros_like(anchors), torch.ones_like(anchors)
        for kind, first, last in part.spared:
            weight[first, last - first, kind] = _SPARED
        for target in sorted(part.targets, key=lambda target: not target.optional):  # what is required comes last
            first, last = target.anchor
            truth[first, last - first, target.kind] = 1
            weight[first, last - first, target.kind] = _OPTIONAL if target.optional else 1
        start, end = part.section.core
        looked = there.clone()
        looked[:start], looked[end:] = False, False
        wrong = F.binary_cross_entropy_with_logits(anchors, truth, reduction="none")
        known = torch.tensor(part.kinds, dtype=torch.long, device=x.device)
        cost = (wrong * weight * looked[:, :, None])[..., known].sum()
        nothing = cost.new_zeros(())
        if not part.targets:
            return cost, nothing, nothing
        kinds = torch.tensor([target.kind for target in part.targets], device=x.device)
        spans = torch.tensor([target.anchor for target in part.targets], device=x.device)
        rep = self.represent(x, kinds, spans)
        return cost, self._pointing(x, rep, spans, part, mentions, there), self._choosing(x, encoded, spans, part)

    def _pointing(self, x: Tensor, rep: Tensor, spans: Tensor, part: Part, mentions: Tensor, there: Tensor) -> Tensor:
        rows, slots, right, weights = [], [], [], []
        for row, target in enumerate(part.targets):
            name = self.outlines[target.kind].kind.kind
            for slot, groups in target.slots.items():
                for group in () if groups is None else groups or ((),):
                    rows.append(row)
                    slots.append(self.slots.index((name, slot)))
                    right.append([1 + first * WIDEST + last - first for first, last in group] or [0])
                    weights.append(_OPTIONAL_SLOT if target.optional else 1.0)
        if not rows:
            return rep.new_zeros(())
        at = torch.tensor(rows, device=x.device)
        scores = self.fill(x, rep[at], torch.tensor(slots, device=x.device), spans[at], mentions, there)
        every = torch.logsumexp(scores, 1)
        costs = [every[n] - torch.logsumexp(scores[n, places], 0) for n, places in enumerate(right)]
        return (torch.stack(costs) * torch.tensor(weights, device=x.device)).sum()

    def _choosing(self, x: Tensor, encoded: Tensor, spans: Tensor, part: Part) -> Tensor:
        cost = x.new_zeros((), dtype=torch.float32)
        for number, (name, slot) in enumerate(self.chosen):
            rows = [
                row
                for row, target in enumerate(part.targets)
                if self.outlines[target.kind].kind.kind == name and slot in target.choices
            ]
            if rows:
                right = torch.tensor([part.targets[row].choices[slot] for row in rows], device=x.device)
                weights = [_OPTIONAL_SLOT if part.targets[row].optional else 1.0 for row in rows]
                wrong = F.cross_entropy(self.classes(x, encoded, spans[rows], number), right, reduction="none")
                cost = cost + (wrong * torch.tensor(weights, device=x.device)).sum()
        return cost


def total(costs: Sequence[Tensor]) -> Tensor:
    """What a section costs in all."""
    anchors, slots, classes = costs
    return anchors + _SLOT_SHARE * (slots + classes)


def _place(things: Sequence[Any], thing: Any) -> int | None:
    """Where a thing stands among things; None if it does not."""
    return list(things).index(thing) if thing in things else None


def attended(q: Tensor, k: Tensor, v: Tensor, added: Tensor) -> Tensor:
    """Attention with something added to its scores, in the precision of `q`: on a CPU quicker than torch's own."""
    scores = (q / math.sqrt(q.shape[-1])) @ k.transpose(-1, -2)
    return (scores + added.to(q.dtype)).softmax(-1).to(q.dtype) @ v


def _ahead(rows: Tensor) -> Tensor:
    """For each row, it and the rows after it, without a copy: [rows, ..., widths]."""
    return F.pad(rows, (0, 0, 0, WIDEST - 1)).unfold(0, WIDEST, 1)


def bucket(distance: Tensor) -> Tensor:
    """A signed distance in words on a logarithmic scale, 0 to 32."""
    steps = ((distance.abs().float() + 1).log2() * 1.5).round().long().clamp(max=_FAR)
    return distance.sign() * steps + _FAR


def arrays(module: nn.Module) -> dict[str, Any]:
    """A module's tensors as arrays."""
    return {name: value.detach().float().cpu().numpy() for name, value in module.state_dict().items()}
