"""A reader is trained, measured on what is left out, trained on all, and any of it may be cut off and go on."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor.domain import Domain
from extractor.errors import TrainingError
from extractor.filing import Filing
from extractor.reader.artifact import load
from extractor.reader.base import Base
from extractor.reader.pointer import Pointer
from extractor.training.labels import Labelled, label
from tests.reader import tiny
from tests.training.test_voting import Stating
from tests.training.told import FARM, FARM_FACTS, KINDS, POND, POND_FACTS, documents

pytest.importorskip("torch", reason="needs torch: make train-test")
pytest.importorskip("openvino", reason="needs OpenVINO: install the extra `local`")

from extractor.training.distil import Plan, Report, distil, folder_of, power_law
from extractor.training.loop import Settings
from extractor.training.voting import own

SHORT = Settings(passes=2, layers=1, pieces=60, keep_every=0)

SLOW = """
import sys, time
from pathlib import Path
from extractor.reader.base import Base
from tests.training.test_distil import SHORT, train
train(Path(sys.argv[1]), Base(Path(sys.argv[2])), say=lambda *_: time.sleep(0.3))
"""


def train(out: Path, base: Base, say: object = lambda *_: None) -> Report:
    return distil(documents(), KINDS, out, base, Plan(left_out=0.5, settings=SHORT, device="cpu"), say)  # type: ignore[arg-type]


def test_a_document_learnt_by_heart_is_read_without_torch_as_it_was_labelled(base: Base, tmp_path: Path) -> None:
    settings = Settings(passes=60, layers=1, heads_rate=3e-3, warm_up=0.1)
    report = distil(documents(), KINDS, tmp_path / "r", base, Plan(left_out=0, settings=settings, device="cpu"))
    assert (report.documents, report.facts, report.left_out, report.measured) == (2, 6, 0, None)
    found = Pointer(load(tmp_path / "r"), base).point(FARM).found
    said = {
        (one.kind, *sorted(FARM[start:end] for spans in one.slots.values() for start, end in spans))
        for one in found
        if one.probability > 0.3
    }
    assert said == {
        ("holding", "9 eggs", "Hen"),
        ("holding", "12 dens", "Fox"),
        ("saying", "Fox", "bring more corn"),
    }


def test_what_is_left_out_is_measured_and_everything_learnt_from_in_the_end(base: Base, tmp_path: Path) -> None:
    plan = Plan(left_out=0.5, curve=True, settings=SHORT, device="cpu")
    steps: dict[str, int] = {}

    def say(what: str, _at: int, of: int) -> None:
        steps[what] = of

    report = distil(documents(), KINDS, tmp_path / "r", base, plan, say)
    assert report.left_out == 1
    assert report.measured is not None
    assert [count for count, _ in report.curve] == [1, 1, 1]
    heads_alone = 1
    assert steps["training with some left out"] == SHORT.passes + heads_alone
    assert steps["training on everything"] == math.ceil(SHORT.passes * 2 / 3) + heads_alone  # with twice as much
    assert not folder_of(tmp_path / "r").exists()
    about = load(tmp_path / "r").about
    assert about.kinds == ("holding", "saying")
    assert set(about.least) == {*about.calibration, ""} == {"holding", "saying", ""}
    assert about.trained["documents"] == len(about.trained["seen"]) == 2
    assert load(tmp_path / "r").digest == report.digest


def test_documents_that_are_named_are_kept_apart_in_place_of_a_share(base: Base, tmp_path: Path) -> None:
    farm, pond = documents()
    plan = Plan(left_out=0.9, apart=[pond], final=False, settings=SHORT, device="cpu")
    report = distil([farm], KINDS, tmp_path / "r", base, plan)
    assert (report.documents, report.left_out) == (2, 1)
    assert load(tmp_path / "r").about.trained["seen"] == [farm.filing.sha256[:16]]


def test_a_reader_that_votes_says_how_much_either_is_believed(base: Base, tmp_path: Path) -> None:
    farm, pond = documents()
    plan = Plan(apart=[farm], final=False, settings=SHORT, device="cpu")
    reader = own(Domain(kinds=KINDS, readers={"vote": lambda _: Stating()}))
    report = distil([pond], KINDS, tmp_path / "r", base, plan, own=reader)
    about = load(tmp_path / "r").about
    assert report.voted is not None
    assert set(about.vote) == {"holding", "saying", ""}
    assert (about.least, about.calibration, about.forms) == ({}, {}, ("",))


def test_what_another_reader_has_seen_is_not_left_out_when_it_is_gone_on_from(base: Base, tmp_path: Path) -> None:
    train(tmp_path / "first", base)
    start = load(tmp_path / "first")
    plan = Plan(left_out=0.5, start=start, settings=SHORT, device="cpu")
    assert distil(documents(), KINDS, tmp_path / "again", base, plan).left_out == 0
    assert load(tmp_path / "again").about.calibration == start.about.calibration
    more = [*documents(), label(Filing.read("Cat has 2 hats."), (), KINDS, name="hats.txt")]
    assert distil(more, KINDS, tmp_path / "more", base, plan).left_out == 1


def test_a_kind_of_which_nothing_is_told_is_not_in_the_reader(base: Base, tmp_path: Path) -> None:
    some = [label(Filing.read(FARM), FARM_FACTS[:2], KINDS), label(Filing.read(POND), POND_FACTS[:1], KINDS)]
    report = distil(some, KINDS, tmp_path / "r", base, Plan(settings=SHORT, device="cpu"))
    assert load(tmp_path / "r").about.kinds == ("holding",)
    assert report.measured is not None
    assert set(report.measured.scores) == {"holding"}


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ([*documents(), *documents()], r"farm\.txt: labelled twice"),
        ([label(Filing.read(FARM), (), KINDS)], "state no fact"),
    ],
)
def test_documents_that_cannot_be_learnt_from_are_told(
    base: Base, tmp_path: Path, told: list[Labelled], says: str
) -> None:
    with pytest.raises(TrainingError, match=says):
        distil(told, KINDS, tmp_path / "r", base)


def test_a_killed_training_goes_on_and_ends_with_the_same_reader(base: Base, tmp_path: Path) -> None:
    whole = train(tmp_path / "whole", base).digest
    out, encoder = tmp_path / "killed", tiny.write(tmp_path / "tiny.bin")
    for wanted in ("with-some-left-out.kept", "on-everything.kept"):
        command = [sys.executable, "-c", SLOW, str(out), str(encoder)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        process = subprocess.Popen(command, env=environment)  # noqa: S603 - our own code
        while not (folder_of(out) / wanted).exists():
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert load(out).about.trained["documents"] == 1  # what was measured stands already
    told: list[str] = []
    assert train(out, base, lambda what, *_: told.append(what)).digest == whole
    assert "training with some left out" not in told
    folder_of(out).mkdir()
    (folder_of(out) / "with-some-left-out.npz").write_bytes(out.read_bytes())
    with pytest.raises(TrainingError, match="other documents or settings; delete it"):
        train(out, base)


def test_a_curve_is_drawn_on_as_a_power_law() -> None:
    curve = [(n, 1 - 2 * n**-0.5) for n in (25, 50, 100)]
    count, f1 = power_law(curve) or (0, 0.0)
    assert count == 200
    assert f1 == pytest.approx(1 - 2 * 200**-0.5)
    assert power_law([(25, 0.5)]) is None
    assert power_law([(1, 0.0), (1, 0.0)]) is None
    assert power_law([(1, 1.0), (2, 0.0)]) == (4, 0.0)
