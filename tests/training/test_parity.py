"""What is trained in torch and what is run without it are the same sums."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from extractor.reader import heads
from extractor.reader.base import Base
from extractor.reader.heads import FACTS, Heads, sigmoid, softmax
from extractor.reader.text import WIDEST
from tests.reader.tiny import LAYERS, LONGEST, WIDTH
from tests.training.told import outlines

torch = pytest.importorskip("torch", reason="needs torch: make train-test")

from torch import Tensor  # noqa: E402

from extractor.training.layers import EncoderLayer, bucket  # noqa: E402 - torch is here
from extractor.training.model import HeadsModel, arrays  # noqa: E402

CLOSE: dict[str, Any] = {"rtol": 1e-4, "atol": 1e-4}


def by_chance() -> HeadsModel:
    """Heads of the toy's kinds, all their numbers by chance."""
    torch.manual_seed(7)
    described = {"dk": torch.randn(2, WIDTH), "ds": torch.randn(3, WIDTH), "dc_0": torch.randn(2, WIDTH)}
    model = HeadsModel(outlines(), described)
    model.eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.randn_like(parameter) * 0.2)
    return model


@pytest.mark.parametrize("count", [1, 3, WIDEST, 40])
def test_heads_without_torch_say_what_they_said_in_training(count: int) -> None:
    model, chance = by_chance(), np.random.default_rng(count)
    run = Heads(arrays(model))
    encoded = chance.standard_normal((count, WIDTH)).astype(np.float32)
    said = chance.integers(0, 3, count), chance.integers(0, 12, count), chance.integers(0, 6, count)
    first = chance.integers(0, count, 5)
    spans = np.stack([first, np.minimum(count - 1, first + chance.integers(0, 4, 5))], axis=1)
    kinds = chance.integers(0, 2, 5)
    words = run.words(encoded, *said)
    facts = run.facts(words, kinds, spans)
    with torch.no_grad():
        read = model.read(*map(torch.from_numpy, (encoded, *said)))
        places = torch.from_numpy(spans)
        known, odds = model.facts(read, torch.from_numpy(kinds), places)
        classes = torch.softmax(model.classes(read.joined[places].flatten(1), 0), -1)
        asked = torch.tensor([0, 1, 2, 1, 0])
        at, scores = model.closely(read, known, asked, places, model.first(read, known, asked, places))
        filled = torch.softmax(scores, -1)
    there = read.there.numpy()
    np.testing.assert_allclose(words.features, read.words, **CLOSE)
    np.testing.assert_allclose(words.anchors[there], read.anchors[there], **CLOSE)
    np.testing.assert_allclose(words.mentions[there], read.mentions[there], **CLOSE)
    assert (sigmoid(words.anchors[~there]) < 1e-6).all()
    np.testing.assert_allclose(facts.features, known, **CLOSE)
    np.testing.assert_allclose(facts.likely, torch.sigmoid(odds), **CLOSE)
    np.testing.assert_allclose(run.classes(words, spans, 0), classes, **CLOSE)
    exist = there.ravel()
    for row, slot in enumerate(asked.tolist()):
        candidates, shares = run.slot(words, facts.features[[row]], spans[[row]], slot)
        here, known_here = exist[candidates[0]], exist[at[row].numpy()]  # a short text has fewer than are looked at
        assert candidates[0][here].tolist() == at[row].numpy()[known_here].tolist()
        np.testing.assert_allclose(shares[0, 1:][here], filled[row, 1:].numpy()[known_here], **CLOSE)
        np.testing.assert_allclose(shares[0, 0], filled[row, 0], **CLOSE)


def test_the_same_spans_are_looked_at_closely() -> None:
    model, chance = by_chance(), np.random.default_rng(1)
    with torch.no_grad():
        for scores in (model.uk.weight, model.uk.bias, model.ek):
            scores.mul_(0.1)  # some spans likely, some not
        model.bk.copy_(torch.tensor([-2.0, -2.2]))
    encoded, nothing = chance.standard_normal((40, WIDTH)).astype(np.float32), np.zeros(40, dtype=np.int64)
    run = Heads(arrays(model))
    kinds, spans = run.propose(run.words(encoded, nothing, nothing, nothing), (5, 9))
    with torch.no_grad():
        read = model.read(torch.from_numpy(encoded), *[torch.from_numpy(nothing)] * 3)
        known = model.propose(read, (5, 9))
    assert 0 < len(kinds) < FACTS
    assert ((spans[:, 0] >= 5) & (spans[:, 0] < 9)).all()
    assert sorted(zip(kinds.tolist(), spans.tolist(), strict=True)) == sorted(
        zip(*map(Tensor.tolist, known), strict=True)
    )


def test_distances_fall_into_the_same_buckets() -> None:
    away = np.arange(-5000, 5001)
    assert np.array_equal(heads._bucket(away), bucket(torch.from_numpy(away)).numpy())


def test_functions_are_those_of_torch() -> None:
    x = np.linspace(-30, 30, 4001, dtype=np.float32)
    np.testing.assert_allclose(heads.gelu(x), torch.nn.functional.gelu(torch.from_numpy(x)), atol=2e-6)
    np.testing.assert_allclose(sigmoid(x), torch.sigmoid(torch.from_numpy(x)), atol=1e-6)
    np.testing.assert_allclose(softmax(x[None]), torch.softmax(torch.from_numpy(x[None]), -1), atol=1e-6)


@pytest.mark.parametrize("tuned", [False, True])
def test_the_encoder_without_torch_gives_what_its_layers_give_in_torch(base: Base, tuned: bool) -> None:
    pytest.importorskip("openvino", reason="needs OpenVINO: install the extra `local`")
    from extractor.reader.encoder import Encoder  # noqa: PLC0415 - OpenVINO is here

    layers = [EncoderLayer(base, number).eval() for number in range(LAYERS)]
    learnt: dict[str, Any] = {}
    if tuned:
        torch.manual_seed(3)
        for name, parameter in layers[-1].named().items():
            parameter.data = torch.randn_like(parameter) * 0.3
            learnt[name] = parameter.detach().numpy() - base.tensor(name, *parameter.shape)
    lengths = [1, 7, 90]
    windows = [np.random.default_rng(length).integers(4, 60, length) for length in lengths]
    with torch.no_grad():
        x = torch.from_numpy(np.concatenate([base.embedding(ids) for ids in windows]))
        for layer in layers:
            x = layer(x, lengths, torch.from_numpy(base.near(LONGEST)))
    encoder = Encoder(base, learnt, threads=1)
    for ids, known in zip(windows, x.split(lengths), strict=True):
        np.testing.assert_allclose(encoder.features(ids), known, rtol=2e-2, atol=2e-2)
