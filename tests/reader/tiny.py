"""An encoder of two narrow layers, its weights by chance, in the files of the real one."""

from __future__ import annotations

import json
import string
from pathlib import Path

import numpy as np

from extractor.reader.base import _NAMES, TENSORS_FILE, WORDS_FILE, Base

WIDTH, LAYERS, HEADS, INNER, LONGEST = 64, 2, 4, 96, 128
_MARKS = ("<s>", "<pad>", "</s>", "[UNK]")
_SIGNS = (*string.ascii_lowercase, *string.digits, *".,;:%()&'-")
PIECES = (*_MARKS, "owns", "has", "million", "mo", "##bile", "##er", "an", *_SIGNS, *(f"##{sign}" for sign in _SIGNS))


def write(folder: Path, seed: int = 0) -> Path:
    """Write the encoder's files into a folder."""
    chance = np.random.default_rng(seed)
    norm: dict[str, tuple[int, ...]] = {"weight": (WIDTH,), "bias": (WIDTH,)}
    square: dict[str, tuple[int, ...]] = {"weight": (WIDTH, WIDTH), "bias": (WIDTH,)}
    of_layer: dict[str, dict[str, tuple[int, ...]]] = dict.fromkeys(_NAMES.values(), square) | {
        "attention.LayerNorm": norm,
        "output.LayerNorm": norm,
        "intermediate.dense": {"weight": (INNER, WIDTH), "bias": (INNER,)},
        "output.dense": {"weight": (WIDTH, INNER), "bias": (WIDTH,)},
    }
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(PIECES), WIDTH),
        "embeddings.position_embeddings.weight": (LONGEST + 2, WIDTH),
        "embeddings.LayerNorm.weight": (WIDTH,),
        "embeddings.LayerNorm.bias": (WIDTH,),
        "encoder.relative_attention_bias.weight": (32, HEADS),
    }
    for layer in range(LAYERS):
        shapes |= {
            f"encoder.layer.{layer}.{name}.{part}": shape
            for name, parts in of_layer.items()
            for part, shape in parts.items()
        }
    head: dict[str, object] = {}
    data = b""
    for name, shape in shapes.items():
        middle = float("LayerNorm.weight" in name)
        raw = (middle + 0.1 * chance.standard_normal(shape)).astype("<f4").tobytes()
        head[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    said = json.dumps(head).encode()
    said += b" " * (-len(said) % 8)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TENSORS_FILE).write_bytes(len(said).to_bytes(8, "little") + said + data)
    (folder / WORDS_FILE).write_text("\n".join(PIECES) + "\n", encoding="utf-8")
    return folder


def base(folder: Path) -> Base:
    """The encoder, written into a folder."""
    return Base(write(folder))
