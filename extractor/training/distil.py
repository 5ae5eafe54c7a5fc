"""Distillation: a reader from labelled documents, measured on some that are left out, then trained on all.

Everything under way is kept in a folder beside the reader's file: a training which was stopped goes on from there.
"""

from __future__ import annotations

import dataclasses
import hashlib
import math
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.errors import OutputError, TrainingError
from extractor.facts import Fact
from extractor.reader.about import About, Calibration, Pointed
from extractor.reader.artifact import Artifact, load
from extractor.reader.base import NAME, Base
from extractor.reader.pointer import Pointer
from extractor.training.examples import Document, Outline, document, outline
from extractor.training.labels import Labelled
from extractor.training.loop import Say, Settings, Trainer
from extractor.training.scoring import Judged, Measured, fit, judge, measure
from extractor.training.voting import Hearing, Own, forms, hear, measure_vote, weigh

_MORE = 1 / 3
"""The share of the passes that the reader which was measured goes on for, with everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is done.

    `left_out` is the share of documents that is left out, where none are named that are kept `apart`; `curve` whether a
    learning curve is measured, `final` whether the reader that was measured then goes on with everything, `start` a
    reader to go on from.
    """

    left_out: float = 0.2
    apart: Sequence[Labelled] = ()
    curve: bool = False
    final: bool = True
    start: Artifact | None = None
    device: str | None = None
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it.

    `measured` is None where no document was left out; `voted` is how the reader does together with the domain's own,
    None where there is none; `curve` gives F1 by number of documents.
    """

    documents: int
    facts: int
    left_out: int
    measured: Measured | None
    least: Mapping[str, float]
    voted: Measured | None = None
    curve: tuple[tuple[int, float], ...] = ()
    digest: str = ""

    @property
    def extrapolated(self) -> tuple[int, float] | None:
        """What twice as many documents would give if the curve went on as a power law; None without a curve."""
        return power_law(self.curve)


def distil(
    documents: Sequence[Labelled],
    kinds: Sequence[type[Fact]],
    out: Path,
    base: Base,
    plan: Plan = Plan(),
    say: Say = lambda *_: None,
    own: Own | None = None,
) -> Report:
    """Train a reader of `kinds` and write it to `out`; where the domain has a reader of its `own`, for a vote with it.

    Raises `TrainingError` where the documents cannot be learnt from, or what was kept of a training is of another one;
    `OutputError` where nothing can be written beside `out`.
    """
    documents = [*documents, *plan.apart]
    _once(documents)
    work = _Work(documents, kinds, out, base, plan, say)
    learnt, left = _parted(documents, plan)
    measured, voted, learnt_of_it = None, None, _Learnt()
    curve: list[tuple[int, float]] = []
    if left:
        reader = work.stage("with some left out", learnt)
        pointed = work.pointed(reader, left)
        judged = work.judged(left, pointed)
        measured, fitted = measure(judged, work.kinds), fit(judged, work.kinds)
        learnt_of_it = _Learnt(measured, fitted.calibration, fitted.least)
        if own is not None:
            heard = work.heard(reader.about, left, pointed, own)
            voted, weights = measure_vote(heard, work.kinds), weigh(heard, work.kinds)
            learnt_of_it = _Learnt(voted, vote=weights, forms=forms(left))
        digest = work.write(reader, learnt, learnt_of_it)  # it stands if the rest is interrupted
        for share in (4, 2) if plan.curve else ():
            some = learnt[: math.ceil(len(learnt) / share)]
            found = work.pointed(work.stage(f"on one in {share}", some), left)
            curve.append((len(some), measure(work.judged(left, found), work.kinds).total.f1))
        curve += [(len(learnt), measured.total.f1)] * plan.curve
    if not left:
        digest = work.write(work.stage("on everything", documents), documents, learnt_of_it)
    elif plan.final:
        digest = work.write(work.stage("on everything", documents, reader), documents, learnt_of_it)
    shutil.rmtree(work.folder, ignore_errors=True)
    facts = sum(len(one.facts) for one in documents)
    least = dict(learnt_of_it.least)
    return Report(len(documents), facts, len(left), measured, least, voted, tuple(curve), digest)


@dataclass(frozen=True, slots=True)
class _Learnt:
    """What was learnt of a reader on documents left out."""

    measured: Measured | None = None
    calibration: Mapping[str, Calibration] = field(default_factory=dict)
    least: Mapping[str, float] = field(default_factory=dict)
    vote: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    forms: tuple[str, ...] = ("",)


def folder_of(out: Path) -> Path:
    """Where a training of this reader is kept while it is under way."""
    return out.with_name(out.name + ".training")


class _Work:
    """The trainings of one distillation, each kept as it goes, and its outcome until all are done."""

    def __init__(self, documents: Sequence[Labelled], kinds: Sequence[type[Fact]], out: Path, base: Base,
                 plan: Plan, say: Say) -> None:  # fmt: skip
        self._out, self._base, self._plan, self._say = out, base, plan, say
        self._outlines = _outlines(documents, kinds, plan.start)
        self._documents: dict[str, Document] = {}
        for done, one in enumerate(documents, start=1):
            self._documents[one.filing.sha256] = document(one, self._outlines, base)
            say("preparing", done, len(documents))
        self.folder = folder_of(out)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{self.folder}: {error.strerror or error}; name another place for the reader") from error

    @property
    def kinds(self) -> list[str]:
        """The names of the kinds."""
        return [each.kind.kind for each in self._outlines]

    def stage(self, name: str, learnt: Sequence[Labelled], measured: Artifact | None = None) -> Artifact:
        """The reader trained on some documents; taken as it is where that was done before.

        One that was `measured` goes on with them, for some of the passes.
        """
        plan, documents = self._plan, [self._documents[one.filing.sha256] for one in learnt]
        settings = plan.settings
        if measured is not None:
            settings = dataclasses.replace(settings, passes=settings.passes * _MORE)
        trainer = Trainer(self._outlines, self._base, settings, plan.device, self.folder)
        start = measured or plan.start
        if start is not None:
            trainer.start_from(start)
        mark = trainer.fingerprint(documents)
        stem = name.replace(" ", "-")
        done, kept = self.folder / f"{stem}.npz", self.folder / f"{stem}.kept"
        if not done.is_file():
            trainer.train(documents, kept=kept, say=lambda what, at, of: self._say(f"{what} {name}", at, of))
            _written(trainer.artifact(fingerprint=mark), done)
            kept.unlink(missing_ok=True)
        found = load(done)
        if found.about.trained.get("fingerprint") != mark:
            raise TrainingError(
                f"{self.folder}: kept of a training with other documents or settings; delete it to begin anew"
            )
        return found

    def pointed(self, artifact: Artifact, left: Sequence[Labelled]) -> list[Pointed]:
        """What a reader points at in the documents left out."""
        pointer = Pointer(artifact, self._base)
        found = []
        for done, one in enumerate(left, start=1):
            found.append(pointer.point(one.filing.text))
            self._say("reading what was left out", done, len(left))
        return found

    def judged(self, left: Sequence[Labelled], pointed: Sequence[Pointed]) -> list[Judged]:
        """What became of what was pointed at."""
        kinds = [each.kind for each in self._outlines]
        return [judge(one, found, kinds) for one, found in zip(left, pointed, strict=True)]

    def heard(self, about: About, left: Sequence[Labelled], pointed: Sequence[Pointed], own: Own) -> list[Hearing]:
        """What a reader and the domain's own one say of the documents left out."""
        kinds = [each.kind for each in self._outlines]
        heard = []
        for done, (one, found) in enumerate(zip(left, pointed, strict=True), start=1):
            heard.append(hear(one, own, found, about, kinds))
            self._say("hearing the domain's own reader", done, len(left))
        return heard

    def write(self, artifact: Artifact, documents: Sequence[Labelled], learnt: _Learnt) -> str:
        """Write the reader, with what is known of it; its SHA-256."""
        start = self._plan.start.about if self._plan.start else None
        seen = {_short(one) for one in documents} | set(start.trained.get("seen", ()) if start else ())
        trained: dict[str, Any] = {
            "encoder": NAME,
            "documents": len(documents),
            "facts": sum(len(one.facts) for one in documents),
            "passes": self._plan.settings.passes,
            "seen": sorted(seen),
        }
        more = {name: getattr(learnt, name) for name in ("calibration", "least", "vote", "forms")}
        if learnt.measured:
            trained["f1"] = {kind: round(score.f1, 3) for kind, score in learnt.measured.scores.items()}
            trained["f1"]["all"] = round(learnt.measured.total.f1, 3)
        elif start:
            more = {name: getattr(start, name) for name in more}
        about = artifact.about.model_copy(update={**more, "trained": trained})
        return _written(dataclasses.replace(artifact, about=about), self._out)


def _written(artifact: Artifact, path: Path) -> str:
    try:
        return artifact.write(path)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}; the reader was not written there") from error


def _once(documents: Sequence[Labelled]) -> None:
    """Raises `TrainingError` where two of the documents are one."""
    seen: set[str] = set()
    for one in documents:
        if one.filing.sha256 in seen:
            raise TrainingError(f"{one.name}: labelled twice, or twice the same under two names; keep one")
        seen.add(one.filing.sha256)


def _outlines(documents: Sequence[Labelled], kinds: Sequence[type[Fact]], start: Artifact | None) -> list[Outline]:
    """The forms of the kinds of which something is known."""
    told = {fact.kind.kind for one in documents for fact in one.facts} | set(start.about.kinds if start else ())
    found = [form for kind in kinds if kind.kind in told and (form := outline(kind)) is not None]
    if not found:
        raise TrainingError("the documents state no fact that a reader could learn; check --domain and the sources")
    return found


def _short(one: Labelled) -> str:
    return one.filing.sha256[:16]


def _parted(documents: Sequence[Labelled], plan: Plan) -> tuple[list[Labelled], list[Labelled]]:
    """The documents learnt from and those left out, in an order by chance that a hash draws.

    Left out is a share of all, of those that the reader to start from has not seen; one at least is learnt from.
    """
    if plan.apart:
        named = {_short(one) for one in plan.apart}
        return [one for one in documents if _short(one) not in named], list(plan.apart)
    drawn = sorted(documents, key=lambda one: hashlib.sha256(f"left out {one.filing.sha256}".encode()).digest())
    seen = set(plan.start.about.trained.get("seen", ())) if plan.start else set()
    new = [one for one in drawn if _short(one) not in seen]
    count = max(1, round(len(documents) * plan.left_out)) if plan.left_out else 0
    left = new[: min(count, len(documents) - 1)]
    apart = {one.filing.sha256 for one in left}
    return [one for one in drawn if one.filing.sha256 not in apart], left


def power_law(curve: Sequence[tuple[int, float]]) -> tuple[int, float] | None:
    """What twice as many documents would give, if what is missing to an F1 of 1 shrinks as a power of their number.

    None for fewer than two points.
    """
    points = [(math.log(count), math.log(max(1e-6, 1 - f1))) for count, f1 in curve if count]
    if len({x for x, _ in points}) < 2:
        return None
    x0, y0 = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    slope = sum((x - x0) * (y - y0) for x, y in points) / sum((x - x0) ** 2 for x, _ in points)
    most = 2 * max(count for count, _ in curve)
    return most, 1 - math.exp(min(0.0, y0 + slope * (math.log(most) - x0)))
