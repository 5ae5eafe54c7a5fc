"""A trained reader's file: what it has learnt over its encoder, and for which kinds.

One `.npz` without pickles: the encoder's matrices in eight bits with a scale for each row, all else in half precision,
and `about` as JSON. Its SHA-256 names the reader.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from extractor._files import whole
from extractor.errors import WeightsError
from extractor.reader.about import ENCODER, FORMAT, About
from extractor.reader.base import Floats
from extractor.reader.heads import Heads

_ABOUT, _SCALES = "about", "scales/"
_STEPS, _LEAST = 127, 1e-6
_LARGEST = 200 << 20


@dataclass(frozen=True)
class Artifact:
    """A reader's file in memory. `tuned` are the encoder's own tensors as trained, `heads` those of the heads."""

    about: About
    tuned: dict[str, Floats] = field(repr=False)
    heads: dict[str, Floats] = field(repr=False)
    digest: str = ""

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
        np.savez(stream, **{**arrays, _ABOUT: about})
        data = stream.getvalue()
        with whole(path, path.with_name(path.name + ".part")) as file:
            file.write(data)
        return hashlib.sha256(data).hexdigest()


def load(path: Path) -> Artifact:
    """Read a reader's file. Raises `WeightsError` if it is missing, damaged, or made for another encoder or version."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _LARGEST else b""
    except OSError as error:
        raise WeightsError(f"reader {path}: it cannot be read: {error.strerror or error}") from error
    try:
        _bounded(data)
        with np.load(io.BytesIO(data), allow_pickle=False) as found:
            said = json.loads(found[_ABOUT].tobytes())
            ours = said["format"] == FORMAT and said["encoder"] == ENCODER
            about = About.model_validate(said) if ours else None
            tensors = {name: found[name].astype(np.float32) for name in found.files if name != _ABOUT}
            for name in [name for name in tensors if name.startswith(_SCALES)]:
                tensors[name.replace(_SCALES, "encoder/", 1)] *= tensors.pop(name)
    except Exception as error:
        raise WeightsError(
            f"reader {path}: this is no reader that `extractor distil` wrote, or it is damaged"
        ) from error
    if about is None:
        raise WeightsError(
            f"reader {path}: made for another version of this program, or another encoder; train it again"
        )
    parts: dict[str, dict[str, Floats]] = {"encoder": {}, "heads": {}}
    for name, value in tensors.items():
        part, _, rest = name.partition("/")
        parts.setdefault(part, {})[rest] = value
    if set(parts) != {"encoder", "heads"} or not _whole(about, tensors.values(), parts["heads"]):
        raise WeightsError(f"reader {path}: its tensors are not those of its kinds; it is damaged, or no reader")
    return Artifact(about, parts["encoder"], parts["heads"], hashlib.sha256(data).hexdigest())


def _bounded(data: bytes) -> None:
    """Raises `ValueError` where the file holds more than it is long: what is packed is not looked at."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    if any(member.compress_type != zipfile.ZIP_STORED for member in members):
        raise ValueError("its members are packed")
    if sum(member.file_size for member in members) > len(data):
        raise ValueError("its members overlap")


def _whole(about: About, tensors: Iterable[Floats], heads: Mapping[str, Floats]) -> bool:
    """Whether all heads of the kinds are there, of sizes that fit: they are run once, over two words of nothing."""
    if not all(bool(np.isfinite(tensor).all()) for tensor in tensors):
        return False
    try:
        tried, kinds, none = Heads(heads), np.arange(len(about.kinds)), np.zeros(2, dtype=np.int64)
        words = tried.words(np.zeros((2, heads["dk"].shape[1]), dtype=np.float32), none, none)
        rep = tried.represent(words, kinds, np.zeros((len(kinds), 2), dtype=np.int64))
        slots = sum(map(len, about.slots.values()))
        for number in range(slots):
            tried.slot(words, rep[0], number, none)
        choices = [classes for kind in about.kinds for classes in about.choices[kind].values()]
        fitting = [tried.classes(rep, number).shape[1] == len(classes) for number, classes in enumerate(choices)]
        return all(fitting) and (words.anchors.shape[2], words.mentions.shape[2]) == (len(kinds), slots)
    except (KeyError, ValueError, IndexError):
        return False
