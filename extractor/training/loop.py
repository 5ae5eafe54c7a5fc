"""Training: the encoder's lower layers once, its upper layers and the heads for some passes, kept as they go."""

from __future__ import annotations

import dataclasses
import hashlib
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

from extractor.errors import TrainingError
from extractor.reader.artifact import About, Artifact
from extractor.reader.base import Base
from extractor.reader.text import Text, Vocabulary
from extractor.slots import Slot, slots_of
from extractor.training.examples import Document, Outline
from extractor.training.model import EncoderLayer, HeadsModel, arrays, total

Say = Callable[[str, int, int], None]
"""Told what is going on, how much of it is done, and of how much."""

_LONGEST_DESCRIPTION = 480
_BRIGHT = 4.0
"""The length of a description's embedding, so that it weighs as much as what is learnt beside it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train. Rates are those of AdamW at their highest; `pieces` is how much is looked at before each step."""

    passes: float = 7
    layers: int = 4
    encoder_rate: float = 1e-4
    heads_rate: float = 1e-3
    pieces: int = 3000
    warm_up: float = 0.06
    keep_every: float = 120.0
    seed: int = 0


class Trainer:
    """Trains a reader for some kinds. `device` is torch's name of one: "cpu", "cuda"."""

    def __init__(
        self, outlines: Sequence[Outline], base: Base, settings: Settings = Settings(), device: str | None = None
    ) -> None:
        torch.manual_seed(settings.seed)
        self.settings, self._base, self._outlines = settings, base, outlines
        self._device = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
        layers = [EncoderLayer(base, number) for number in range(base.layers)]
        described = self._described(layers)
        cut = base.layers - settings.layers
        self._lower = [layer.eval().to(self._device) for layer in layers[:cut]]
        self._upper = nn.ModuleList(layers[cut:]).to(self._device)
        self.heads = HeadsModel(outlines, described).to(self._device)
        self._frozen: dict[str, list[np.ndarray[Any, Any]]] = {}

    def start_from(self, artifact: Artifact) -> None:
        """Go on from a reader that was trained before: what it has learnt of the encoder and of the kinds it knows."""
        for layer in self._upper:
            for name, parameter in layer.named().items():
                if name in artifact.tuned:
                    parameter.data = torch.from_numpy(artifact.tuned[name]).to(self._device)
        self.heads.take(artifact.about, artifact.heads)

    def train(self, documents: Sequence[Document], *, kept: Path | None = None, say: Say = lambda *_: None) -> None:
        """Train on `documents`; with `kept`, progress is written there, and taken up again from there.

        Raises `TrainingError` where what is kept belongs to other documents or settings.
        """
        for done, document in enumerate(documents):
            say("encoding", done, len(documents))
            self._freeze(document)
        groups = [
            {"params": list(self._upper.parameters()), "lr": 0.0, "highest": self.settings.encoder_rate},
            {"params": list(self.heads.parameters()), "lr": 0.0, "highest": self.settings.heads_rate},
        ]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
        steps = math.ceil(len(list(self._batches(documents, 0))) * self.settings.passes)
        name = self._fingerprint(documents)
        begun = self._resume(kept, optimizer, name) if kept else 0
        self._upper.train()
        self.heads.train()
        last = time.monotonic()
        for step, batch in enumerate(self._forever(documents), start=1):
            if step > steps:
                break
            if step <= begun:
                continue
            self._step(batch, optimizer, _rate(step / steps, self.settings.warm_up))
            say("training", step, steps)
            if kept and time.monotonic() - last > self.settings.keep_every:
                self._keep(kept, optimizer, name, step)
                last = time.monotonic()
        self._upper.eval()
        self.heads.eval()

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
        tuned = {
            name: parameter.detach().float().cpu().numpy()
            for layer in self._upper
            for name, parameter in layer.named().items()
        }
        return Artifact(about, tuned, arrays(self.heads))

    def _step(self, batch: Sequence[Document], optimizer: torch.optim.Optimizer, rate: float) -> None:
        for group in optimizer.param_groups:
            group["lr"] = group["highest"] * rate
        cost: Tensor | float = 0.0
        for document, encoded in zip(batch, self._encode(batch), strict=True):
            for part in document.parts:
                words, breaks, places = (
                    torch.from_numpy(a).to(self._device) for a in (part.words, part.breaks, part.places)
                )
                cost = cost + total(self.heads.loss(self.heads.words(encoded[words], breaks, places), part))
        if isinstance(cost, Tensor):
            (cost / 20).backward()
            parameters = [parameter for group in optimizer.param_groups for parameter in group["params"]]
            torch.nn.utils.clip_grad_norm_(parameters, 5.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)

    def _encode(self, batch: Sequence[Document]) -> Iterator[Tensor]:
        """The features of the words of each document."""
        windows = [window for document in batch for window in self._frozen[document.name]]
        x, mask = self._padded(windows)
        for layer in self._upper:
            x = layer(x, mask)
        before = 0
        for document in batch:
            rows = torch.from_numpy(document.text.rows).to(self._device)
            yield (x[before + rows[:, 0], rows[:, 1]] + x[before + rows[:, 0], rows[:, 2]]) / 2
            before += len(document.text.windows)

    def _freeze(self, document: Document) -> None:
        """Run what is not trained over a document, once."""
        if document.name in self._frozen:
            return
        base, text = self._base, document.text
        out: list[np.ndarray[Any, Any]] = []
        with torch.no_grad():
            for window in text.windows:
                ids = np.concatenate([[base.start], text.pieces[window.left : window.right], [base.end]])
                x, mask = self._padded([base.embedding(ids)])
                for layer in self._lower:
                    x = layer(x, mask)
                out.append(x[0].to(torch.float16).cpu().numpy())
        self._frozen[document.name] = out

    def _padded(self, windows: Sequence[np.ndarray[Any, Any]]) -> tuple[Tensor, Tensor]:
        length = max(map(len, windows))
        x = torch.zeros(len(windows), length, self._base.width, device=self._device)
        mask = torch.full((len(windows), 1, 1, length), -1e4, device=self._device)
        for row, window in enumerate(windows):
            x[row, : len(window)] = torch.from_numpy(window).float().to(self._device)
            mask[row, ..., : len(window)] = 0
        return x, mask

    def _described(self, layers: Sequence[EncoderLayer]) -> dict[str, Tensor]:
        """What the encoder, as it comes, makes of the descriptions of kinds, slots and choices."""
        vocabulary = Vocabulary(self._base)

        def embedded(description: str) -> Tensor:
            text = Text("passage: " + " ".join(description.split()), vocabulary, self._base.longest)
            ids = np.concatenate([[self._base.start], text.pieces[:_LONGEST_DESCRIPTION], [self._base.end]])
            x = torch.from_numpy(self._base.embedding(ids))[None]
            mask = torch.zeros(1, 1, 1, len(ids))
            with torch.no_grad():
                for layer in layers:
                    x = layer.eval()(x, mask)
            return normalize(x[0].mean(0), dim=0) * _BRIGHT

        of = {each.kind: {slot.name: slot.description for slot in slots_of(each.kind)} for each in self._outlines}
        kinds = [f"{each.kind.kind}: {(each.kind.__doc__ or '').strip().splitlines()[0]}" for each in self._outlines]
        slots = [f"{each.kind.kind} {slot}: {of[each.kind][slot]}" for each in self._outlines for slot in each.pointed]
        classes = [
            [f"{slot}: {choice.replace('_', ' ')}" for choice in choices]
            for each in self._outlines
            for slot, choices in each.chosen.items()
        ]
        found = {"dk": kinds, "ds": slots} | {f"dc_{n}": said for n, said in enumerate(classes)}
        return {name: torch.stack([embedded(one) for one in said]) for name, said in found.items()}

    def _forever(self, documents: Sequence[Document]) -> Iterator[list[Document]]:
        number = 0
        while True:
            yield from self._batches(documents, number)
            number += 1

    def _batches(self, documents: Sequence[Document], number: int) -> Iterator[list[Document]]:
        order = list(documents)
        random.Random(f"{self.settings.seed} {number}").shuffle(order)  # noqa: S311 - an order, no secret
        batch: list[Document] = []
        size = 0
        for document in order:
            if batch and size + len(document.text.pieces) > self.settings.pieces:
                yield batch
                batch, size = [], 0
            batch.append(document)
            size += len(document.text.pieces)
        if batch:
            yield batch

    def _fingerprint(self, documents: Sequence[Document]) -> str:
        settings = dataclasses.asdict(self.settings) | {"keep_every": 0}
        texts = [hashlib.sha256(document.text.text.encode()).hexdigest() for document in documents]
        kinds = [each.kind.kind for each in self._outlines]
        return hashlib.sha256(json.dumps([settings, texts, kinds]).encode()).hexdigest()

    def _keep(self, kept: Path, optimizer: torch.optim.Optimizer, name: str, step: int) -> None:
        state = {"name": name, "step": step, "upper": self._upper.state_dict(), "heads": self.heads.state_dict()}
        partial = kept.with_name(kept.name + "~")
        torch.save({**state, "optimizer": optimizer.state_dict(), "random": torch.get_rng_state()}, partial)
        partial.replace(kept)

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
        return int(state["step"])


def _slots(outlines: Sequence[Outline], wanted: Callable[[Slot], bool]) -> dict[str, tuple[str, ...]]:
    return {each.kind.kind: tuple(slot.name for slot in slots_of(each.kind) if wanted(slot)) for each in outlines}


def _rate(done: float, warm_up: float) -> float:
    """The share of the highest rate: up in a line, down along a cosine."""
    return min(1.0, done / warm_up) * max(0.03, 0.5 * (1 + math.cos(math.pi * done)))
