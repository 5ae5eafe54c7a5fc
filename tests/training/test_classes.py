"""The classes of facts are fitted once more, to facts of all documents, and nothing else is."""

from __future__ import annotations

import pytest

from tests.reader.tiny import WIDTH
from tests.training.told import outlines

torch = pytest.importorskip("torch", reason="needs torch: make train-test")

from extractor.training.classes import fit  # noqa: E402 - torch is here
from extractor.training.layers import SIZE  # noqa: E402
from extractor.training.model import Choice, HeadsModel  # noqa: E402


def model() -> HeadsModel:
    torch.manual_seed(1)
    made = HeadsModel(
        outlines(), {"dk": torch.randn(2, WIDTH), "ds": torch.randn(3, WIDTH), "dc_0": torch.randn(2, WIDTH)}
    )
    made.eval()
    return made


def known() -> list[Choice]:
    """Facts whose class shows in the first feature of their anchor."""
    chance = torch.Generator().manual_seed(2)
    facts = []
    for number in range(200):
        ends = torch.randn(2 * (WIDTH + SIZE), generator=chance)
        ends[0] = 8.0 if number % 2 else -8.0
        facts.append(Choice(ends, 0, number % 2, 1.0))
    return facts


def right(heads: HeadsModel, facts: list[Choice]) -> float:
    with torch.no_grad():
        said = heads.classes(torch.stack([fact.ends for fact in facts]), 0).argmax(1)
    return sum(int(one) == fact.right for one, fact in zip(said, facts, strict=True)) / len(facts)


def test_classes_are_learnt_from_the_ends_of_anchors() -> None:
    heads, facts = model(), known()
    fit(heads, facts[:150], seed=0)
    assert right(heads, facts[150:]) > 0.95


def test_only_what_is_for_classes_alone_moves() -> None:
    heads = model()
    before = {name: value.clone() for name, value in heads.state_dict().items()}
    fit(heads, known(), seed=0)
    moved = {name for name, value in heads.state_dict().items() if not torch.equal(value, before[name])}
    assert moved
    assert {name.split(".")[0] for name in moved} <= {"cq", "vc", "fc", "cb"}


def test_where_no_class_is_known_nothing_moves() -> None:
    heads = model()
    before = {name: value.clone() for name, value in heads.state_dict().items()}
    fit(heads, [], seed=0)
    assert all(torch.equal(value, before[name]) for name, value in heads.state_dict().items())
