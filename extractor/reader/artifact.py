"""A trained reader's file: what it has learnt over its encoder, and for which kinds.

One `.npz` without pickles: how the encoder's tensors differ from what they were, each matrix as the product of two
narrow ones (as LoRA does, Hu et al., 2021) in eight bits with a scale for each row, all else in half precision, and
`about` as JSON. Its SHA-256 names the reader.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from extractor._files import whole
from extractor.errors import WeightsError
from extractor.reader.about import ABOUT, About, Known, known, no_reader
from extractor.reader.base import Floats
from extractor.reader.heads import Heads

RANK = 96
"""Of the factors of a matrix's difference."""

_SCALES = "scales/"
_LEFT, _RIGHT = ".left", ".right"
_LARGEST_MATRIX = 1 << 24
_STEPS, _LEAST = 127, 1e-6


@dataclass(frozen=True)
class Artifact:
    """A reader's file in memory.

    `tuned` says how the encoder's tensors differ from the base's, by their names; of a matrix its two factors, under
    the name with `.left` and `.right`. `heads` are the tensors of the heads.
    """

    about: About
    tuned: dict[str, Floats] = field(repr=False)
    heads: dict[str, Floats] = field(repr=False)
    digest: str = ""

    def differences(self) -> dict[str, Floats]:
        """What is added to the base's tensors, by their names."""
        whole_ones = {name: value for name, value in self.tuned.items() if not name.endswith((_LEFT, _RIGHT))}
        left = {name.removesuffix(_LEFT): value for name, value in self.tuned.items() if name.endswith(_LEFT)}
        return whole_ones | {name: value @ self.tuned[name + _RIGHT] for name, value in left.items()}

    def write(self, path: Path) -> str:
        """Write the file, whole or not at all; its SHA-256. What was read from a file is written as it was."""
        arrays: dict[str, Any] = {f"heads/{name}": value.astype(np.float16) for name, value in self.heads.items()}
        for name, value in self.tuned.items():
            if value.ndim < 2:
                arrays[f"encoder/{name}"] = value.astype(np.float16)
                continue
            scales = np.maximum(np.abs(value).max(axis=1, keepdims=True) / _STEPS, _LEAST).astype(np.float16)
            arrays[f"encoder/{name}"] = np.rint(value / scales.astype(np.float32)).clip(-_STEPS, _STEPS).astype(np.int8)
            arrays[f"{_SCALES}{name}"] = scales
        about = np.frombuffer(self.about.model_dump_json().encode(), dtype=np.uint8)
        stream = io.BytesIO()
        np.savez(stream, **{**arrays, ABOUT: about})
        data = stream.getvalue()
        with whole(path, path.with_name(path.name + ".part")) as file:
            file.write(data)
        return hashlib.sha256(data).hexdigest()


def factors(name: str, difference: Floats) -> dict[str, Floats]:
    """A tensor's difference as `Artifact.tuned` has it: of a matrix the nearest product of two of rank `RANK`.

    Nearest by the sum of squares (Eckart and Young, 1936): from its singular values.
    """
    if difference.ndim < 2:
        return {name: difference}
    u, s, v = np.linalg.svd(difference, full_matrices=False)
    root = np.sqrt(s[:RANK])
    return {name + _LEFT: u[:, :RANK] * root, name + _RIGHT: root[:, None] * v[:RANK]}


def load(file: Path | Known) -> Artifact:
    """Read a reader's file. Raises `WeightsError` if it is missing, damaged, or made for another encoder or version."""
    said = file if isinstance(file, Known) else known(file)
    try:
        with np.load(io.BytesIO(said.data), allow_pickle=False) as found:
            tensors = {name: found[name].astype(np.float32) for name in found.files if name != ABOUT}
            for name in [name for name in tensors if name.startswith(_SCALES)]:
                tensors[name.replace(_SCALES, "encoder/", 1)] *= tensors.pop(name)
    except Exception as error:
        raise no_reader(said.path) from error
    parts: dict[str, dict[str, Floats]] = {"encoder": {}, "heads": {}}
    for name, value in tensors.items():
        part, _, rest = name.partition("/")
        parts.setdefault(part, {})[rest] = value
    paired = set(parts) == {"encoder", "heads"} and _paired(parts["encoder"])
    if not paired or not _whole(said.about, tensors.values(), parts["heads"]):
        raise WeightsError(f"reader {said.path}: its tensors are not those of its kinds; it is damaged, or no reader")
    return Artifact(said.about, parts["encoder"], parts["heads"], said.digest)


def _paired(tuned: Mapping[str, Floats]) -> bool:
    """Whether each factor of a matrix has the other, of a size that fits, and their product is of a layer's size."""
    left = {name.removesuffix(_LEFT): value.shape for name, value in tuned.items() if name.endswith(_LEFT)}
    right = {name.removesuffix(_RIGHT): value.shape for name, value in tuned.items() if name.endswith(_RIGHT)}
    return left.keys() == right.keys() and all(
        len(shape) == len(right[name]) == 2
        and shape[1] == right[name][0]
        and shape[0] * right[name][1] <= _LARGEST_MATRIX
        for name, shape in left.items()
    )


def _whole(about: About, tensors: Iterable[Floats], heads: Mapping[str, Floats]) -> bool:
    """Whether all heads of the kinds are there, of sizes that fit: they are run once, over two words of nothing."""
    if not all(bool(np.isfinite(tensor).all()) for tensor in tensors):
        return False
    try:
        tried, kinds, none = Heads(heads), np.arange(len(about.kinds)), np.zeros(2, dtype=np.int64)
        words = tried.words(np.zeros((2, heads["dk"].shape[1]), dtype=np.float32), none, none, none)
        spans = np.zeros((len(kinds), 2), dtype=np.int64)
        facts = tried.facts(words, kinds, spans).features
        slots = sum(map(len, about.slots.values()))
        for number in range(slots):
            tried.slot(words, facts, spans, number)
        choices = [classes for kind in about.kinds for classes in about.choices[kind].values()]
        fitting = [
            tried.classes(words, spans, number).shape[1] == len(classes) for number, classes in enumerate(choices)
        ]
        return all(fitting) and (words.anchors.shape[2], words.mentions.shape[2]) == (len(kinds), slots)
    except (KeyError, ValueError, IndexError):
        return False
