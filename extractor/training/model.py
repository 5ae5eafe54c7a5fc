"""The heads of a reader as they are trained, in torch; `extractor.reader.heads` runs them without it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 - as all who use torch know it
from torch import Tensor, nn

from extractor.reader.about import About
from extractor.reader.heads import CANDIDATES, FACTS, LIKELY, RANKS
from extractor.reader.text import WIDEST
from extractor.training.examples import Outline, Part, Target
from extractor.training.layers import SCALES, SIZE, DocumentLayer, bucket

_SPAN, _PAIR, _DOCUMENT_LAYERS = 128, 128, 2
_OPTIONAL, _SPARED = 0.3, 0.1
"""What an optional fact counts for, and an anchor that prints what another anchor prints."""
_OPTIONAL_SLOT = 0.4
_SLOT_SHARE = 0.5
_FIRST_ANCHORS, _FIRST_SLOTS = 0.5, 0.3
"""What the first scores count for, by which it is chosen what is looked at closely."""
_CHOSEN_ANYWAY = 1e3


@dataclass(frozen=True, slots=True)
class Read:
    """A section as the heads see it: its words in context, [words, size], and their features and these together."""

    words: Tensor
    joined: Tensor
    lines: Tensor
    """How many lines and how many paragraphs end before each word, [2, words]."""
    anchors: Tensor
    """First log-odds that a span anchors a fact, [words, widths, kinds]."""
    mentions: Tensor
    """How much a span looks like what fills a slot, [words, widths, slots]."""
    there: Tensor
    """Which spans there are, [words, widths]."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A class that is known: the features of an anchor's ends, which chosen slot, which class, and what it counts."""

    ends: Tensor
    number: int
    right: int
    weight: float


class HeadsModel(nn.Module):
    """The heads; their parameters have the names that `extractor.reader.heads` knows.

    Spans are scored twice, as in coreference resolution (Lee et al., Higher-order Coreference Resolution with
    Coarse-to-fine Inference, 2018): all of them by a product of two vectors, and the best of these closely.
    """

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
        self.rel = nn.Embedding(SCALES, 8)
        self.doc = nn.ModuleList(DocumentLayer() for _ in range(_DOCUMENT_LAYERS))
        self.fin = nn.LayerNorm(SIZE)
        self.a, self.b, self.w = nn.Linear(SIZE, _SPAN), nn.Linear(SIZE, _SPAN), nn.Embedding(WIDEST, _SPAN)
        self.uk, self.us = nn.Linear(width, _SPAN), nn.Linear(width, _SPAN)
        self.ek, self.es = (nn.Parameter(torch.zeros(count, _SPAN)) for count in (kinds, slots))
        self.bk, self.bs = nn.Parameter(torch.full((kinds,), -5.0)), nn.Parameter(torch.zeros(slots))
        self.vk, self.vs, self.vc = (nn.Linear(width, SIZE) for _ in range(3))
        self.fk, self.fs = (nn.Parameter(torch.zeros(count, SIZE)) for count in (kinds, slots))
        joined = width + SIZE
        self.af, self.al = nn.Linear(joined, SIZE), nn.Linear(joined, SIZE)
        self.nf = nn.LayerNorm(SIZE)
        self.sure = nn.Sequential(nn.Linear(SIZE, _PAIR), nn.GELU(), nn.Linear(_PAIR, 1))
        self.q = nn.Sequential(nn.Linear(2 * SIZE, SIZE), nn.GELU(), nn.Dropout(0.1), nn.Linear(SIZE, 2 * SIZE))
        self.k1, self.k2, self.null = nn.Linear(SIZE, SIZE), nn.Linear(SIZE, SIZE), nn.Linear(SIZE, 1)
        self.dist = nn.Embedding(SCALES, slots)
        nn.init.zeros_(self.dist.weight)
        self.rq, self.cf, self.cl = nn.Linear(SIZE, SIZE), nn.Linear(joined, SIZE), nn.Linear(joined, SIZE)
        self.cw = nn.Embedding(WIDEST, SIZE)
        self.qs, self.qp, self.cs, self.cp = (nn.Linear(SIZE, SIZE) for _ in range(4))
        self.away = nn.ModuleList(nn.Embedding(SCALES, SIZE) for _ in range(4))
        for table in self.away.parameters():
            nn.init.normal_(table, std=0.2)
        self.pair = nn.Sequential(nn.Linear(SIZE, _PAIR), nn.GELU(), nn.Dropout(0.1), nn.Linear(_PAIR, 1))
        self.none = nn.Sequential(nn.Linear(SIZE, _PAIR), nn.GELU(), nn.Linear(_PAIR, 1))
        self.cq = nn.Sequential(nn.Linear(2 * joined, SIZE), nn.GELU(), nn.Dropout(0.1))
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

    def read(self, encoded: Tensor, breaks: Tensor, places: Tensor, shapes: Tensor) -> Read:
        """Read a section: `encoded` are its words' features; `Text` says of them `breaks`, `places` and `shapes`."""
        level = self.ln(encoded)
        x = self.drop(self.lin(level) + self.nl(breaks) + self.place(places) + self.shape(shapes))
        steps = torch.arange(1 - len(x), len(x), device=x.device)
        near = self.rel(bucket(steps)).t().unfold(1, len(x), 1).flip(1)  # [heads, from, to], by the distance alone
        for layer in self.doc:
            x = layer(x, near)
        x = self.fin(x)
        index = torch.arange(len(x), device=x.device)[:, None] + torch.arange(WIDEST, device=x.device)[None]
        f = F.gelu(self.a(x)[:, None] + _ahead(self.b(x)).transpose(1, 2) + self.w.weight[None].to(x.dtype))
        anchors = f @ (self.uk(self.dk) + self.ek).t() + self.bk
        mentions = f @ (self.us(self.ds) + self.es).t() + self.bs
        lines = torch.stack([breaks > 0, breaks > 1]).long().cumsum(1)
        joined = torch.cat([level.to(x.dtype), x], -1)
        return Read(x, joined, lines, anchors.float(), mentions.float(), index < len(x))

    def propose(self, read: Read, core: tuple[int, int]) -> tuple[Tensor, Tensor]:
        """The kinds and the spans, [facts, 2], of what is looked at closely as anchors of facts."""
        shares = read.anchors.detach().sigmoid().masked_fill(~read.there[:, :, None], 0)
        shares[: core[0]], shares[core[1] :] = 0, 0
        best, at = shares.flatten().topk(min(FACTS, shares.numel()))
        at = at[best > LIKELY]
        kinds = shares.shape[2]
        first = at // (kinds * WIDEST)
        return at % kinds, torch.stack([first, first + at // kinds % WIDEST], 1)

    def facts(self, read: Read, kinds: Tensor, spans: Tensor) -> tuple[Tensor, Tensor]:
        """What stands for each fact that an anchor may state, [facts, size], and the log-odds that it does."""
        first, last = spans.unbind(1)
        ends = self.af(read.joined)[first] + self.al(read.joined)[last]
        facts = self.nf(self.drop(F.gelu(ends + (self.vk(self.dk) + self.fk)[kinds])))
        return facts, self.sure(facts)[:, 0].float() + read.anchors[first, last - first, kinds]

    def first(self, read: Read, facts: Tensor, slots: Tensor, spans: Tensor) -> Tensor:
        """First scores of every span to fill a slot of a fact, [asked, 1 + words * widths]; the first is of none."""
        x = read.words
        size = math.sqrt(SIZE)
        first, last = self.q(torch.cat([facts, (self.vs(self.ds) + self.fs)[slots]], -1)).chunk(2, -1)
        index = torch.arange(len(x), device=x.device)
        away = self.dist.weight.t().index_select(0, slots).gather(1, bucket(index[None] - spans[:, :1]))
        starts, ends = (first @ self.k1(x).t() / size).float() + away, (last @ self.k2(x).t() / size).float()
        as_mention = read.mentions.permute(2, 0, 1).index_select(0, slots)
        scores = starts[:, :, None] + _ahead(ends.t()).transpose(0, 1) + as_mention
        scores = scores.masked_fill(~read.there[None], -1e4).reshape(len(slots), -1)
        return torch.cat([self.null(first).float(), scores], 1)

    def closely(
        self,
        read: Read,
        facts: Tensor,
        slots: Tensor,
        spans: Tensor,
        first: Tensor,
        right: Sequence[Sequence[int]] = (),
    ) -> tuple[Tensor, Tensor]:
        """The places with the best first scores, and a closer look at them: [asked, places], [asked, 1 + places].

        `right` are places that are looked at in any case, counted as in `first`.
        """
        best = first[:, 1:].detach().clone()
        for row, places in enumerate(right):
            best[row, [place - 1 for place in places if place]] += _CHOSEN_ANYWAY
        at = best.topk(min(CANDIDATES, best.shape[1]), 1).indices.sort(1).values
        start, end = at // WIDEST, (at // WIDEST + at % WIDEST).clamp(max=len(read.words) - 1)
        asked = self.drop(F.gelu(self.rq(facts) + (self.vs(self.ds) + self.fs)[slots]))
        found = self.drop(F.gelu(self.cf(read.joined)[start] + self.cl(read.joined)[end] + self.cw(at % WIDEST)))
        anchor = spans[:, :1]
        there = start + at % WIDEST < len(read.words)
        rank = there.cumsum(1) - 1 - (there & (start < anchor)).sum(1, keepdim=True)
        ranks = (rank + (rank >= 0)).clamp(-RANKS, RANKS) + RANKS
        lines, paragraphs = (bucket(count[start] - count[anchor]) for count in read.lines)
        both = self.qs(asked)[:, None] + self.cs(found) + self.qp(asked)[:, None] * self.cp(found)
        for table, away in zip(self.away, (bucket(start - anchor), ranks, lines, paragraphs), strict=True):
            both = both + table(away)
        scores = self.pair(F.gelu(both))[..., 0].float() + first.gather(1, at + 1)
        return at, torch.cat([self.none(asked).float() + first[:, :1], scores], 1)

    def classes(self, ends: Tensor, number: int) -> Tensor:
        """Scores of the classes of a chosen slot for each anchor, by its ends as the encoder, too, sees them."""
        of_class = self.vc(getattr(self, f"dc_{number}")) + self.fc[str(number)]
        scores: Tensor = self.cq(ends) @ of_class.t()
        out: Tensor = scores.float() + self.cb[str(number)]
        return out

    def choices(self, read: Read, part: Part) -> Iterator[Choice]:
        """The classes that a section's facts are known to have."""
        for target in part.targets:
            ends = read.joined[list(target.anchor)].flatten().float()
            for slot, right in target.choices.items():
                number = self.chosen.index((self.outlines[target.kind].kind.kind, slot))
                yield Choice(ends, number, right, _weight(target))

    def choosing(self, known: Sequence[Choice]) -> Tensor:
        """What classes cost, by those that are known."""
        cost = self.ln.weight.new_zeros((), dtype=torch.float32)
        for number in sorted({one.number for one in known}):
            mine = [one for one in known if one.number == number]
            scores = self.classes(torch.stack([one.ends for one in mine]), number)
            right = torch.tensor([one.right for one in mine], device=scores.device)
            weights = torch.tensor([one.weight for one in mine], device=scores.device)
            cost = cost + (F.cross_entropy(scores, right, reduction="none") * weights).sum()
        return cost

    def of_classes(self) -> Iterator[nn.Parameter]:
        """The parameters that classes alone have."""
        for module in (self.cq, self.vc, self.fc, self.cb):
            yield from module.parameters()

    def loss(self, read: Read, part: Part) -> tuple[Tensor, Tensor, Tensor]:
        """What a section's words cost: for anchors, for pointed slots (with every mention right), and for classes."""
        anchors = read.anchors
        truth, weight = torch.zeros_like(anchors), torch.ones_like(anchors)
        for kind, first, last in part.spared:
            weight[first, last - first, kind] = _SPARED
        for target in sorted(part.targets, key=lambda target: not target.optional):  # what is required comes last
            first, last = target.anchor
            truth[first, last - first, target.kind] = 1
            weight[first, last - first, target.kind] = _OPTIONAL if target.optional else 1
        start, end = part.section.core
        looked = read.there.clone()
        looked[:start], looked[end:] = False, False
        wrong = F.binary_cross_entropy_with_logits(anchors, truth, reduction="none")
        known = torch.tensor(part.kinds, dtype=torch.long, device=anchors.device)
        cost = _FIRST_ANCHORS * (wrong * weight * looked[:, :, None])[..., known].sum()
        nothing = cost.new_zeros(())
        kinds, spans = self._looked_at(read, part)
        if not len(kinds):
            return cost, nothing, nothing
        facts, odds = self.facts(read, kinds, spans)
        at = (spans[:, 0], spans[:, 1] - spans[:, 0], kinds)
        wrong = F.binary_cross_entropy_with_logits(odds, truth[at], reduction="none")
        cost = cost + (wrong * weight[at]).sum()
        if not part.targets:
            return cost, nothing, nothing
        return cost, self._pointing(read, facts, spans, part), self.choosing(list(self.choices(read, part)))

    def _looked_at(self, read: Read, part: Part) -> tuple[Tensor, Tensor]:
        """The kinds and spans of what is looked at closely in training: each target, and what else is proposed."""
        known = [(target.kind, *target.anchor) for target in part.targets]
        kinds, spans = self.propose(read, part.section.core)
        proposed = [(kind, *span) for kind, span in zip(kinds.tolist(), spans.tolist(), strict=True)]
        apart = set(known)
        also = [one for one in proposed if one[0] in part.kinds and one not in apart]
        rows = torch.tensor([*known, *also], dtype=torch.long, device=read.words.device).view(-1, 3)
        return rows[:, 0], rows[:, 1:]

    def _pointing(self, read: Read, facts: Tensor, spans: Tensor, part: Part) -> Tensor:
        asked = [
            (row, self.slots.index((self.outlines[target.kind].kind.kind, slot)), group, _weight(target))
            for row, target in enumerate(part.targets)
            for slot, groups in target.slots.items()
            for group in (() if groups is None else groups or ((),))
        ]
        if not asked:
            return facts.new_zeros(())
        right = [[1 + first * WIDEST + last - first for first, last in group] or [0] for _, _, group, _ in asked]
        rows, slots = (torch.tensor([one[n] for one in asked], device=facts.device) for n in (0, 1))
        weights = torch.tensor([weight for *_, weight in asked], device=facts.device)
        first = self.first(read, facts[rows], slots, spans[rows])
        at, scores = self.closely(read, facts[rows], slots, spans[rows], first, right)
        good = torch.zeros_like(scores, dtype=torch.bool)
        costs = []
        for row, places in enumerate(right):
            costs.append(torch.logsumexp(first[row], 0) - torch.logsumexp(first[row, places], 0))
            good[row, 0] = places == [0]
            good[row, 1:] = torch.isin(at[row] + 1, torch.tensor(places, device=at.device))
        close = torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~good, -1e9), 1)
        return ((_FIRST_SLOTS * torch.stack(costs) + close) * weights).sum()


def _weight(target: Target) -> float:
    """What a slot of a fact counts for."""
    return _OPTIONAL_SLOT if target.optional else 1.0


def total(costs: Sequence[Tensor]) -> Tensor:
    """What a section costs in all."""
    anchors, slots, classes = costs
    return anchors + _SLOT_SHARE * slots + classes


def _place(things: Sequence[Any], thing: Any) -> int | None:
    """Where a thing stands among things; None if it does not."""
    return list(things).index(thing) if thing in things else None


def _ahead(rows: Tensor) -> Tensor:
    """For each row, it and the rows after it, without a copy: [rows, ..., widths]."""
    return F.pad(rows, (0, 0, 0, WIDEST - 1)).unfold(0, WIDEST, 1)


def arrays(module: nn.Module) -> dict[str, Any]:
    """A module's tensors as arrays."""
    return {name: value.detach().float().cpu().numpy() for name, value in module.state_dict().items()}
