"""The encoder's layers as an OpenVINO model: one pass over a window, no decoding."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from extractor.errors import ModelUnavailable, WeightsError
from extractor.reader.base import Base, Floats
from extractor.reader.text import Text

LAYER = ("q.w", "q.b", "k.w", "k.b", "v.w", "v.b", "ao.w", "ao.b", "aln.w", "aln.b", "fi.w", "fi.b", "fo.w", "fo.b")
"""The tensors of a layer, by their names in the base, and its last norm's."""
TENSORS = (*LAYER, "oln.w", "oln.b")


class Encoder:
    """Gives each word of a text its features. `tuned` is what a reader adds to the base's tensors, by their names."""

    def __init__(self, base: Base, tuned: Mapping[str, Floats] | None = None, threads: int | None = None) -> None:
        try:
            import openvino  # noqa: PLC0415 - the extra `local`; nothing of it is loaded before it is used
        except ModuleNotFoundError as error:
            raise ModelUnavailable(
                'a trained reader needs OpenVINO, which is not installed: `pip install "filing-facts[local]"`'
            ) from error
        self._base = base
        core = openvino.Core()
        settings: dict[str, Any] = {"PERFORMANCE_HINT": "LATENCY", "CACHE_DIR": ""}
        if threads:
            settings["INFERENCE_NUM_THREADS"] = threads
        self._run = core.compile_model(_graph(base, tuned or {}), "CPU", settings).create_infer_request()

    def words(self, text: Text) -> Floats:
        """The features of each word, [words, width]: the mean of its first and last piece's."""
        rows, windows = text.rows, text.windows
        out = np.zeros((len(rows), self._base.width), dtype=np.float32)
        for index, window in enumerate(windows):
            mine = rows[:, 0] == index
            ids = np.concatenate([[self._base.start], text.pieces[window.left : window.right], [self._base.end]])
            features = self.features(ids)
            out[mine] = (features[rows[mine, 1]] + features[rows[mine, 2]]) / 2
        return out

    def features(self, ids: Any) -> Floats:
        """The features of each piece of one window, [pieces, width]."""
        given = [self._base.embedding(ids)[None], np.ascontiguousarray(self._base.near(len(ids)))[None]]
        return np.array(self._run.infer(given)[0][0], dtype=np.float32)


def _graph(base: Base, tuned: Mapping[str, Floats]) -> Any:
    import openvino  # noqa: PLC0415 - see above
    from openvino import opset13 as op  # noqa: PLC0415

    width, heads = base.width, base.heads
    each = width // heads
    shapes = {"fi.w": (base.inner, width), "fi.b": (base.inner,), "fo.w": (width, base.inner)}

    def weight(layer: int, name: str) -> Any:
        full = f"l{layer}.{name}"
        square = (width, width) if name.endswith(".w") and not name.endswith("ln.w") else (width,)
        shape = shapes.get(name, square)
        if full not in tuned:
            return base.tensor(full, *shape)
        if tuned[full].shape != shape:
            raise WeightsError(f"the reader's tensor {full} does not fit its encoder; train it again")
        return base.tensor(full, *shape) + tuned[full]

    def linear(x: Any, layer: int, name: str) -> Any:
        product = op.matmul(x, op.constant(weight(layer, f"{name}.w")), False, True)
        return op.add(product, op.constant(weight(layer, f"{name}.b")))

    def norm(x: Any, layer: int, name: str) -> Any:
        level = op.mvn(x, op.constant(np.array([-1], dtype=np.int64)), True, base.epsilon, "INSIDE_SQRT")
        scaled = op.multiply(level, op.constant(weight(layer, f"{name}.w")))
        return op.add(scaled, op.constant(weight(layer, f"{name}.b")))

    def split(x: Any) -> Any:
        parted = op.reshape(x, op.constant(np.array([0, 0, heads, each], dtype=np.int64)), True)
        return op.transpose(parted, op.constant(np.array([0, 2, 1, 3], dtype=np.int64)))

    given = op.parameter(openvino.PartialShape([1, -1, width]), np.float32, "pieces")
    near = op.parameter(openvino.PartialShape([1, heads, -1, -1]), np.float32, "near")
    scale = op.constant(np.array(1 / math.sqrt(each), dtype=np.float32))
    x: Any = given
    for layer in range(base.layers):
        q, k, v = (split(linear(x, layer, name)) for name in ("q", "k", "v"))
        weights = op.softmax(op.add(op.matmul(op.multiply(q, scale), k, False, True), near), -1)
        seen = op.transpose(op.matmul(weights, v, False, False), op.constant(np.array([0, 2, 1, 3], dtype=np.int64)))
        joined = op.reshape(seen, op.constant(np.array([0, 0, width], dtype=np.int64)), True)
        x = norm(op.add(x, linear(joined, layer, "ao")), layer, "aln")
        inner = op.gelu(linear(x, layer, "fi"), "erf")
        x = norm(op.add(x, linear(inner, layer, "fo")), layer, "oln")
    return openvino.Model([x], [given, near], "encoder")
