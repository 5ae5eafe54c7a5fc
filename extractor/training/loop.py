"""Training: the encoder's lower layers once, its upper layers and the heads for some passes, kept as they go."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import json
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import normalize

from extractor._files import whole
from extractor.errors import TrainingError
from extractor.facts import Fact
from extractor.reader.about import ENCODER, About
from extractor.reader.artifact import Artifact, factors
from extractor.reader.base import Base
from extractor.reader.text import Text
from extractor.slots import Slot, slots_of
from extractor.training.classes import cosine, fit
from extractor.training.device import device as torch_device
from extractor.training.device import halves
from extractor.training.examples import Document, Outline, Part
from extractor.training.layers import EncoderLayer
from extractor.training.model import Choice, HeadsModel, Read, arrays, total

Say = Callable[[str, int, int], None]
"""Told what is going on, how much of it is done, and of how much."""

_FILLING = "fill_uninitialized_memory"
"""Whether torch, where it is deterministic, also fills memory that nothing reads: a sixth of the time."""
_LONGEST_DESCRIPTION = 480
_MANY = 4
_BRIGHT = 4.0
"""The length of a description's embedding, so that it weighs as much as what is learnt beside it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train. Rates are those of AdamW at their highest; `pieces` is how much is looked at before each step.

    After `passes` over the documents the heads alone go on for `settling` more, with `_MANY` times as much before each
    step: what stands in one document is much alike, and steps by single documents leave the heads unsettled.
    """

    passes: float = 3
    settling: float = 2
    layers: int = 6
    encoder_rate: float = 7e-5
    heads_rate: float = 8e-4
    pieces: int = 1500
    warm_up: float = 0.06
    keep_every: float = 120.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """Parts of a document that are learnt from together: all, or as many as one step looks at."""

    document: Document
    parts: tuple[Part, ...]
    size: int


@dataclass(frozen=True, slots=True)
class _Step:
    """What is looked at before a step, and the share of the highest rate; `settling`, only the heads move."""

    batches: tuple[list[_Piece], ...]
    rate: float
    settling: bool


class Trainer:
    """Trains a reader for some kinds. `device` is torch's name of one: "cpu", "cuda"; None takes a GPU if there is one.

    What the encoder's lower layers make of a document is kept in the folder `encoded`, or else in memory. Raises
    `TrainingError` where there is no such device.
    """

    def __init__(
        self,
        outlines: Sequence[Outline],
        base: Base,
        settings: Settings = Settings(),
        device: str | None = None,
        encoded: Path | None = None,
    ) -> None:
        self.settings, self._base, self._outlines, self._encoded = settings, base, outlines, encoded
        self._device = torch_device(device)
        self._half = halves(self._device)
        torch.manual_seed(settings.seed)
        layers = [EncoderLayer(base, number) for number in range(base.layers)]
        described = self._described(layers)
        cut = base.layers - settings.layers
        self._lower = [layer.eval().to(self._device) for layer in layers[:cut]]
        self._layers = layers[cut:]
        self._upper = nn.ModuleList(self._layers).to(self._device)
        self._near = torch.from_numpy(base.near(base.longest)).to(self._device)
        self.heads = HeadsModel(outlines, described).to(self._device)
        self._frozen: dict[str, np.ndarray[Any, Any]] = {}
        self._begun_from = ""

    def start_from(self, artifact: Artifact) -> None:
        """Go on from a reader that was trained before: what it has learnt of the encoder and of the kinds it knows.

        Raises `TrainingError` where other layers of the encoder were trained than would be now.
        """
        ours = {name for layer in self._layers for name in layer.named()}
        differences = artifact.differences()
        if differences.keys() != ours:
            raise TrainingError("the reader to start from was trained in other layers of the encoder; start anew")
        self._begun_from = artifact.digest
        for layer in self._layers:
            for name, parameter in layer.named().items():
                learnt = self._before(name, parameter) + differences[name]
                parameter.data = torch.from_numpy(learnt).to(self._device)
        self.heads.take(artifact.about, artifact.heads)

    def train(self, documents: Sequence[Document], *, kept: Path | None = None, say: Say = lambda *_: None) -> None:
        """Train on `documents`; with `kept`, progress is written there, and taken up again from there.

        `say` may raise `KeyboardInterrupt`: then all that is done is kept. Raises `TrainingError` where what is kept
        belongs to other documents or settings, or the documents hold no word.
        """
        if not any(document.parts for document in documents):
            raise TrainingError("the documents hold no words to learn from")
        for done, document in enumerate(documents, start=1):
            self._freeze(document)
            say("encoding", done, len(documents))
        groups = [
            {"params": list(self._upper.parameters()), "lr": 0.0, "highest": self.settings.encoder_rate},
            {"params": list(self.heads.parameters()), "lr": 0.0, "highest": self.settings.heads_rate},
        ]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        steps = list(self._steps(documents))
        name = self.fingerprint(documents)
        begun = self._resume(kept, optimizer, name) if kept else 0
        # the same sums in the same order, so that a training taken up again ends with the same reader
        torch.use_deterministic_algorithms(True, warn_only=self._device.type != "cpu")
        setattr(torch.utils.deterministic, _FILLING, False)
        self.heads.train()
        last = -math.inf  # the first step is kept at once: that nothing can be written there is told early
        for step, one in enumerate(steps, start=1):
            if step <= begun:
                continue
            self._step(one, optimizer)
            try:
                say("training", step, len(steps))
            except KeyboardInterrupt:
                if kept:
                    self._keep(kept, optimizer, name, step)
                raise
            if kept and time.monotonic() - last > self.settings.keep_every:
                self._keep(kept, optimizer, name, step)
                last = time.monotonic()
        self._upper.eval()
        self.heads.eval()
        self._fit_classes(documents)

    def _fit_classes(self, documents: Sequence[Document]) -> None:
        """Fit the classes once more, by facts drawn from all documents: those of one are much alike."""
        if not self.heads.chosen:
            return
        known: list[Choice] = []
        with torch.no_grad():
            for batch in self._batches(documents, 0):
                known += (one for read, part in self._read(batch) for one in self.heads.choices(read, part))
        fit(self.heads, known, self.settings.seed)

    def artifact(self, **trained: Any) -> Artifact:
        """What has been learnt; `trained` is said of it in its file."""
        about = About(
            anchors={each.kind.kind: each.anchor for each in self._outlines},
            slots={each.kind.kind: each.pointed for each in self._outlines},
            choices={each.kind.kind: dict(each.chosen) for each in self._outlines},
            listed=_slots(self._outlines, lambda slot: slot.many),
            needed=_slots(self._outlines, lambda slot: slot.key and slot.required),
            keys=_slots(self._outlines, lambda slot: slot.key),
            trained=trained,
        )
        tuned: dict[str, Any] = {}
        for layer in self._layers:
            for name, parameter in layer.named().items():
                tuned |= factors(name, parameter.detach().float().cpu().numpy() - self._before(name, parameter))
        return Artifact(about, tuned, arrays(self.heads))

    def _before(self, name: str, parameter: Tensor) -> Any:
        return self._base.tensor(name, *parameter.shape)

    def _step(self, step: _Step, optimizer: torch.optim.Optimizer) -> None:
        for group in optimizer.param_groups:
            group["lr"] = group["highest"] * step.rate
        self._upper.train(not step.settling).requires_grad_(not step.settling)
        for batch in step.batches:
            cost = torch.zeros((), device=self._device)
            for read, part in self._read(batch):
                with self._precision():
                    cost = cost + total(self.heads.loss(read, part))
            torch.autograd.backward(cost / 20)
        parameters = [parameter for group in optimizer.param_groups for parameter in group["params"]]
        torch.nn.utils.clip_grad_norm_(parameters, 5.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)

    def _read(self, batch: Sequence[_Piece]) -> Iterator[tuple[Read, Part]]:
        """Each part as the heads see it."""
        parts = [part for piece in batch for part in piece.parts]
        with self._precision():
            encoded = list(self._encode(batch))
        for part, of_part in zip(parts, encoded, strict=True):
            said = (torch.from_numpy(a).to(self._device) for a in (part.breaks, part.places, part.shapes))
            with self._precision():
                read = self.heads.read(of_part, *said)
            yield read, part

    def _precision(self) -> torch.autocast:
        return torch.autocast(self._device.type, torch.bfloat16, enabled=self._half)

    def _encode(self, batch: Sequence[_Piece]) -> Iterator[Tensor]:
        """The features of the words of each part."""
        windows: list[np.ndarray[Any, Any]] = []
        places: list[tuple[Tensor, ...]] = []
        for piece in batch:
            rows, frozen = piece.document.text.rows, self._windows(piece.document)
            needed = np.unique(np.concatenate([rows[part.words, 0] for part in piece.parts]))
            at = np.zeros(len(frozen), dtype=np.int64)
            at[needed] = np.arange(len(needed)) + len(windows)
            windows += [frozen[index] for index in needed]
            for part in piece.parts:
                window, first, last = rows[part.words].T
                places.append(tuple(torch.from_numpy(a.copy()).to(self._device) for a in (at[window], first, last)))
        lengths = [len(window) for window in windows]
        x = torch.from_numpy(np.concatenate(windows).astype(np.float32)).to(self._device)
        for layer in self._layers:
            x = layer(x, lengths, self._near)
        starts = torch.tensor(np.cumsum([0, *lengths[:-1]]), device=self._device)
        for window, first, last in places:
            yield (x[starts[window] + first] + x[starts[window] + last]) / 2

    def _freeze(self, document: Document) -> None:
        """Run what is not trained over a document, once."""
        name = self._frozen_as(document)
        file = self._encoded / name if self._encoded else None
        if document.digest in self._frozen or (file and file.is_file()):
            return
        base, text = self._base, document.text
        out = [np.zeros((0, base.width), dtype=np.float16)]
        with torch.no_grad(), self._precision():
            for window in text.windows:
                ids = np.concatenate([[base.start], text.pieces[window.left : window.right], [base.end]])
                x = torch.from_numpy(base.embedding(ids)).to(self._device)
                for layer in self._lower:
                    x = layer(x, [len(ids)], self._near)
                out.append(x.to(torch.float16).cpu().numpy())
        if file is None:
            self._frozen[document.digest] = np.concatenate(out)
            return
        with whole(file, file.with_name(name + "~")) as stream:
            np.save(stream, np.concatenate(out))

    def _frozen_as(self, document: Document) -> str:
        return f"{document.digest}-{self.settings.layers}-{ENCODER[:16]}.npy"

    def _windows(self, document: Document) -> list[np.ndarray[Any, Any]]:
        """What the lower layers make of each window of a document."""
        found = self._frozen.get(document.digest)
        if found is None:
            assert self._encoded is not None  # noqa: S101 - it is one or the other
            found = np.load(self._encoded / self._frozen_as(document), mmap_mode="r")
        ends = np.cumsum([window.right - window.left + 2 for window in document.text.windows])
        return np.split(found, ends[:-1])

    def _described(self, layers: Sequence[EncoderLayer]) -> dict[str, Tensor]:
        """What the encoder, as it comes, makes of the descriptions of kinds, slots and choices."""
        near = torch.from_numpy(self._base.near(self._base.longest))

        def embedded(description: str) -> Tensor:
            text = Text(" ".join(description.split()), self._base)
            ids = np.concatenate([[self._base.start], text.pieces[:_LONGEST_DESCRIPTION], [self._base.end]])
            x = torch.from_numpy(self._base.embedding(ids))
            with torch.no_grad():
                for layer in layers:
                    x = layer.eval()(x, [len(ids)], near)
            return x.mean(0)

        of = {each.kind: {slot.name: slot.description for slot in slots_of(each.kind)} for each in self._outlines}
        kinds = [f"{each.kind.kind}: {_first_line(each.kind)}" for each in self._outlines]
        slots = [f"{each.kind.kind} {slot}: {of[each.kind][slot]}" for each in self._outlines for slot in each.pointed]
        classes = [
            [f"{slot}: {choice.replace('_', ' ')}" for choice in choices]
            for each in self._outlines
            for slot, choices in each.chosen.items()
        ]
        found = {"dk": kinds, "ds": slots} | {f"dc_{n}": said for n, said in enumerate(classes)}
        none = torch.zeros(0, self._base.width)
        rows = {name: torch.stack([embedded(one) for one in said]) if said else none for name, said in found.items()}
        apart = {name: of - of.mean(0) if name not in ("dk", "ds") and len(of) > 1 else of for name, of in rows.items()}
        return {name: normalize(of, dim=1) * _BRIGHT for name, of in apart.items()}

    def _steps(self, documents: Sequence[Document]) -> Iterator[_Step]:
        """All steps, in their order."""
        every = (batch for number in itertools.count() for batch in self._batches(documents, number))
        one_pass = len(list(self._batches(documents, 0)))
        for settling, passes, many in ((False, self.settings.passes, 1), (True, self.settings.settling, _MANY)):
            count = math.ceil(one_pass * passes / many)
            for step in range(1, count + 1):
                rate = _rate(step / count, self.settings.warm_up)
                yield _Step(tuple(itertools.islice(every, many)), rate, settling)

    def _batches(self, documents: Sequence[Document], number: int) -> Iterator[list[_Piece]]:
        order = [piece for document in documents for piece in self._pieces(document)]
        random.Random(f"{self.settings.seed} {number}").shuffle(order)  # noqa: S311 - an order, no secret
        batch: list[_Piece] = []
        size = 0
        for piece in order:
            if batch and size + piece.size > self.settings.pieces:
                yield batch
                batch, size = [], 0
            batch.append(piece)
            size += piece.size
        if batch:
            yield batch

    def _pieces(self, document: Document) -> Iterator[_Piece]:
        """A document as it is learnt from: whole, or, if it is long, in runs of its parts."""
        if not document.parts:
            return
        each = len(document.text.pieces) // len(document.parts)
        some = max(1, self.settings.pieces // max(1, each))
        if len(document.text.pieces) <= self.settings.pieces:
            some = len(document.parts)
        for first in range(0, len(document.parts), some):
            parts = document.parts[first : first + some]
            yield _Piece(document, parts, each * len(parts))

    def fingerprint(self, documents: Sequence[Document]) -> str:
        """What a training of these documents is known by: they, their labels, the kinds, the settings and the start."""
        settings = dataclasses.asdict(self.settings) | {"keep_every": 0}
        learnt = [(document.digest, repr(document.parts)) for document in documents]
        kinds = [repr(each) for each in self._outlines]
        return hashlib.sha256(json.dumps([settings, learnt, kinds, self._begun_from, ENCODER]).encode()).hexdigest()

    def _keep(self, kept: Path, optimizer: torch.optim.Optimizer, name: str, step: int) -> None:
        state = {"name": name, "step": step, "upper": self._upper.state_dict(), "heads": self.heads.state_dict()}
        state |= {"optimizer": optimizer.state_dict(), "random": torch.get_rng_state()}
        if self._device.type == "cuda":
            state["random on the device"] = torch.cuda.get_rng_state(self._device)
        try:
            with whole(kept, kept.with_name(kept.name + "~")) as stream:
                torch.save(state, stream)
        except (OSError, RuntimeError) as error:
            raise TrainingError(f"{kept}: the training cannot be kept there: {error}") from error

    def _resume(self, kept: Path, optimizer: torch.optim.Optimizer, name: str) -> int:
        if not kept.is_file():
            return 0
        try:
            state = torch.load(kept, map_location=self._device, weights_only=True)
        except Exception as error:
            raise TrainingError(
                f"{kept}: what was kept of a training cannot be read; delete it to begin anew"
            ) from error
        if state["name"] != name:
            raise TrainingError(f"{kept}: kept of a training with other documents or settings; delete it to begin anew")
        self._upper.load_state_dict(state["upper"])
        self.heads.load_state_dict(state["heads"])
        optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"].cpu())
        if self._device.type == "cuda" and "random on the device" in state:
            torch.cuda.set_rng_state(state["random on the device"].cpu(), self._device)
        return int(state["step"])


def _slots(outlines: Sequence[Outline], wanted: Callable[[Slot], bool]) -> dict[str, tuple[str, ...]]:
    return {each.kind.kind: tuple(slot.name for slot in slots_of(each.kind) if wanted(slot)) for each in outlines}


def _first_line(kind: type[Fact]) -> str:
    return (kind.__doc__ or "").strip().partition("\n")[0]


def _rate(done: float, warm_up: float) -> float:
    """The share of the highest rate: up in a line, down along a cosine."""
    return min(1.0, done / warm_up) * cosine(done)
