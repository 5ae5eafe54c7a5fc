"""An encoder of two narrow layers, its weights by chance, in the file format of the real one."""

from __future__ import annotations

import string
import struct
from pathlib import Path

import numpy as np

from extractor.reader.base import Base
from extractor.reader.encoder import LAYER, TENSORS

WIDTH, LAYERS, HEADS, INNER, LONGEST = 64, 2, 4, 96, 128
_MARKS = ("<s>", "<pad>", "</s>", "<unk>")
_WORDS = ("▁", "▁owns", "▁has", "▁million", "▁subscribers", "▁the", "bile", "mo", "er", "an")
PIECES = (*_MARKS, *_WORDS, *string.ascii_letters, *string.digits, *".,;:%()&'-")
NORMAL = {"ﷺ": "sallallahou", "\u200b": "", "²": "2", "ﬁ": "fi", "Å": "A"}


def write(path: Path, seed: int = 0) -> Path:
    """Write the encoder's file."""
    chance = np.random.default_rng(seed)

    def drawn(*shape: int, middle: float = 0.0) -> bytes:
        return (middle + 0.1 * chance.standard_normal(shape)).astype("<f4").tobytes()

    shapes = {"fi.w": (INNER, WIDTH), "fi.b": (INNER,), "fo.w": (WIDTH, INNER)}
    scales = chance.uniform(0.02, 0.04, (len(PIECES), WIDTH // 32)).astype("<f2")
    nibbles = chance.integers(0, 256, (len(PIECES), WIDTH // 32, 16), dtype=np.uint8)
    blocks = zip(scales.reshape(-1), nibbles.reshape(-1, 16), strict=True)
    packed = b"".join(scale.tobytes() + four.tobytes() for scale, four in blocks)
    tensors = {
        "emb.word": packed,
        "emb.pos": drawn(LONGEST, WIDTH),
        "emb.type": drawn(1, WIDTH),
        "emb.ln.w": drawn(WIDTH, middle=1.0),
        "emb.ln.b": drawn(WIDTH),
    }
    for layer in range(LAYERS):
        for name in TENSORS:
            square = (WIDTH, WIDTH) if name in LAYER and name.endswith(".w") and not name.endswith("ln.w") else (WIDTH,)
            tensors[f"l{layer}.{name}"] = drawn(*shapes.get(name, square), middle=float(name.endswith("ln.w")))
    blob = "".join(PIECES).encode()
    offsets = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)]).astype("<u4")
    scores = np.array([-1.0 - 1.5 / len(piece) for piece in PIECES], dtype="<f4")
    head = b"E5S1" + struct.pack("<I", 1)
    head += struct.pack("<7i", WIDTH, LAYERS, HEADS, INNER, len(PIECES), LONGEST, 0) + struct.pack("<fi", 1e-12, 0)
    head += struct.pack("<5i", len(PIECES), 0, 2, 1, 3) + struct.pack("<Q", len(blob))
    head += offsets.tobytes() + scores.tobytes() + blob + struct.pack("<iI", len(NORMAL), 0)
    for before, after in NORMAL.items():
        head += struct.pack(f"<IB{len(after)}I", ord(before), len(after), *map(ord, after))
    head += struct.pack("<i", len(tensors))
    at = len(head) + sum(2 + len(name) + struct.calcsize("<BIQQ") for name in tensors)
    at += -at % 4  # what is no packed tensor is read in place, as numbers of four bytes
    data = b""
    for name, raw in tensors.items():
        place = at + len(data)
        head += struct.pack("<H", len(name)) + name.encode()
        head += struct.pack("<BIQQ", name == "emb.word", 0, place, len(raw))
        data += raw + b"\0" * (-len(raw) % 4)
    path.write_bytes(head + b"\0" * (-len(head) % 4) + data)
    return path


def base(folder: Path) -> Base:
    """The encoder, written into a folder."""
    return Base(write(folder / "tiny.bin"))
