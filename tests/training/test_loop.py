"""A training can be stopped at any step and taken up again, and learns what it is shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from extractor.errors import TrainingError
from extractor.facts import Fact, Name, Quantity
from extractor.filing import Filing
from extractor.reader.artifact import Artifact, load
from extractor.reader.base import Base
from extractor.training.examples import Document, document
from extractor.training.labels import label
from tests.pipeline.toy import Holding, Saying
from tests.training.told import KINDS, documents, outlines

torch = pytest.importorskip("torch", reason="needs torch: make train-test")

from extractor.training.loop import Settings, Trainer  # noqa: E402 - torch is here

SETTINGS = Settings(passes=4, layers=1, pieces=60, keep_every=0)


class Weight(Fact, key=("animal", "weight")):
    "How heavy an animal is."

    animal: Name
    weight: Quantity


def shown(base: Base, kinds: Sequence[type[Fact]] = KINDS) -> list[Document]:
    return [document(labelled, outlines(kinds), base) for labelled in documents(kinds)]


def trainer(base: Base, kinds: Sequence[type[Fact]] = KINDS, settings: Settings = SETTINGS, **more: Path) -> Trainer:
    return Trainer(outlines(kinds), base, settings, "cpu", **more)


def learnt(base: Base, settings: Settings) -> Artifact:
    made = trainer(base, settings=settings)
    made.train(shown(base))
    return made.artifact()


def same(one: Artifact, other: Artifact) -> bool:
    return all(
        mine.keys() == theirs.keys() and all(np.array_equal(mine[name], theirs[name]) for name in mine)
        for mine, theirs in ((one.tuned, other.tuned), (one.heads, other.heads))
    )


def stop_at(step: int) -> object:
    def say(what: str, done: int, total: int) -> None:
        if what == "training" and done == step:
            raise KeyboardInterrupt

    return say


@pytest.mark.parametrize("step", [1, 4])
def test_a_training_that_was_stopped_ends_with_the_same_weights(base: Base, tmp_path: Path, step: int) -> None:
    learnt = shown(base)
    whole = trainer(base)
    whole.train(learnt)
    kept = tmp_path / "kept"
    with pytest.raises(KeyboardInterrupt):
        trainer(base).train(learnt, kept=kept, say=stop_at(step))  # type: ignore[arg-type]
    steps: list[int] = []
    again = trainer(base, encoded=tmp_path)
    again.train(learnt, kept=kept, say=lambda what, done, _: steps.append(done) if what == "training" else None)
    assert steps[0] == step + 1
    assert same(whole.artifact(), again.artifact())


def test_at_the_end_the_heads_move_alone(base: Base) -> None:
    one, other = (learnt(base, dataclasses.replace(SETTINGS, settling=passes)) for passes in (SETTINGS.settling, 0))
    assert all(np.array_equal(one.tuned[name], other.tuned[name]) for name in one.tuned)
    assert not np.array_equal(one.heads["qs.weight"], other.heads["qs.weight"])


def test_what_was_kept_of_another_training_is_not_taken_up(base: Base, tmp_path: Path) -> None:
    learnt, kept = shown(base), tmp_path / "kept"
    with pytest.raises(KeyboardInterrupt):
        trainer(base).train(learnt, kept=kept, say=stop_at(1))  # type: ignore[arg-type]
    with pytest.raises(TrainingError, match="other documents or settings"):
        trainer(base).train(learnt[:1], kept=kept)
    relabelled = [document(each, outlines(), base) for each in documents((Saying,))]
    with pytest.raises(TrainingError, match="other documents or settings"):
        trainer(base).train(relabelled, kept=kept)
    kept.write_bytes(kept.read_bytes()[:1000])
    with pytest.raises(TrainingError, match="cannot be read"):
        trainer(base).train(learnt, kept=kept)


def test_a_long_document_is_learnt_from_in_pieces_that_are_encoded_alike(base: Base) -> None:

    long = label(Filing.read("Hen has 9 eggs and is happy.\n" * 300), (), KINDS)
    one = document(long, outlines(), base)
    assert len(one.parts) > 1
    apart, whole = trainer(base), trainer(base, settings=Settings(layers=1, pieces=10**6))
    for each in (apart, whole):
        each._freeze(one)
    pieces, [all_of_it] = list(apart._pieces(one)), list(whole._pieces(one))
    assert [part for piece in pieces for part in piece.parts] == list(one.parts)
    assert len(pieces) == len(one.parts)
    for found, wanted in zip(
        (x for piece in pieces for x in apart._encode([piece])), whole._encode([all_of_it]), strict=True
    ):
        torch.testing.assert_close(found, wanted, rtol=1e-3, atol=1e-3)


def test_a_kind_that_was_not_looked_for_costs_nothing(base: Base) -> None:
    [labelled, _] = documents(())
    [part] = document(labelled, outlines(), base).parts
    assert part.kinds == ()
    model = trainer(base).heads.eval()
    encoded = torch.zeros(len(part.words), base.width)
    read = model.read(encoded, *map(torch.from_numpy, (part.breaks, part.places, part.shapes)))
    assert [cost.item() for cost in model.loss(read, part)] == [0, 0, 0]


def test_a_reader_of_further_kinds_starts_from_what_another_knows(base: Base, tmp_path: Path) -> None:
    first = trainer(base)
    first.train(shown(base))
    first.artifact().write(tmp_path / "first.npz")
    known = load(tmp_path / "first.npz")
    kinds = (Saying, Weight, Holding)  # a new one among them, and in another order
    more = trainer(base, kinds)
    fresh = more.artifact()
    more.start_from(known)
    taken = more.artifact()
    before, after = known.differences(), taken.differences()
    assert before.keys() == after.keys()
    for name, difference in before.items():
        np.testing.assert_allclose(after[name], difference, atol=1e-5)
    assert np.array_equal(known.heads["lin.weight"], taken.heads["lin.weight"])
    assert np.array_equal(known.heads["ek"][[1, 0]], taken.heads["ek"][[0, 2]])
    assert np.array_equal(fresh.heads["ek"][1], taken.heads["ek"][1])
    assert np.array_equal(known.heads["es"], taken.heads["es"][[3, 0, 1]])
    assert np.array_equal(known.heads["dist.weight"], taken.heads["dist.weight"][:, [3, 0, 1]])
    assert np.array_equal(known.heads["fc.0"], taken.heads["fc.0"])
    more.train(shown(base, kinds))


def test_a_reader_that_was_trained_in_other_layers_is_not_started_from(base: Base) -> None:
    other = trainer(base, settings=Settings(layers=2)).artifact()
    with pytest.raises(TrainingError, match="other layers"):
        trainer(base).start_from(other)


def test_a_device_that_is_not_there_and_documents_without_words_are_told(base: Base) -> None:
    with pytest.raises(TrainingError, match="name another, such as cpu"):
        Trainer(outlines(), base, SETTINGS, "abacus")
    with pytest.raises(TrainingError, match="no words"):
        trainer(base).train([])
