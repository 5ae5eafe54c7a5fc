"""What a reader finds in labelled documents, held against their labels; and how sure it may be of what it finds."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractor.annotations import Annotations
from extractor.checking import Checker
from extractor.comparison import Entities, Kind
from extractor.facts import Fact
from extractor.merge import aliases, merge
from extractor.reader.about import Calibration, Pointed
from extractor.trained import candidates
from extractor.training.labels import Labelled, Stated

_GROUP = 10
"""The least facts that a point of a calibration rests on."""
_FEW = 20
"""A kind with fewer facts than this is judged by those of all kinds."""
_BINS = 10


class Verdict(StrEnum):
    """What became of a fact that a reader found."""

    RIGHT = "right"
    OPTIONAL = "optional"
    """Right, and not required: it counts neither way."""
    AGAIN = "again"
    """Right, and found already."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Found:
    """A fact that a reader found: its kind, the reader's own probability, and what became of it."""

    kind: str
    raw: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """What a reader found in one document, and how many facts of each kind were to be found."""

    found: tuple[Found, ...]
    stated: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Score:
    """How many facts were right, of those that a reader gave, and of those that were stated."""

    right: int = 0
    given: int = 0
    stated: int = 0

    @property
    def precision(self) -> float:
        """The share that was right of what was given; 0 where nothing was."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share that was found of what was stated; 0 where nothing was."""
        return self.right / self.stated if self.stated else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.given + self.stated) if self.given + self.stated else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.given + other.given, self.stated + other.stated)


def judge(labelled: Labelled, pointed: Pointed, kinds: Collection[type[Fact]]) -> Judged:
    """Check what was pointed at in a document as any candidate is, and hold it against the document's labels."""
    annotations = Annotations(labelled.filing)
    wanted = [kind for kind in kinds if kind.kind in labelled.kinds]
    facts, _ = Checker(annotations).check(candidates(annotations, pointed, wanted))
    merged = sorted(merge(facts, aliases(facts)), key=lambda fact: -(fact.confidence or 0))
    return Judged(tuple(against(labelled, merged)), labelled.required)


def against(labelled: Labelled, facts: Sequence[Fact]) -> list[Found]:
    """What became of each fact of a document, in their order; those that come first are paired first."""
    entities, found = Entities(labelled.entities), dict[int, Found]()
    for kind in dict.fromkeys(map(type, facts)):
        mine = [at for at, fact in enumerate(facts) if type(fact) is kind]
        stated = [one for one in labelled.facts if one.kind is kind]
        found |= zip(mine, pair(Kind(kind), [facts[at] for at in mine], stated, entities), strict=True)
    return [found[at] for at in range(len(facts))]


def pair(kind: Kind, facts: Sequence[Fact], labels: Sequence[Stated], entities: Entities) -> Iterable[Found]:
    """What became of each fact: as many as can be are paired with a label each, surer facts and required labels first.

    The pairs are found along augmenting paths (Kuhn, 1955), so no fact that was paired is left alone for a later one.
    """
    wanted = [kind.prepare(label.fact, entities) for label in labels]
    given = [kind.prepare(fact, entities) for fact in facts]
    right = [[at for at, label in enumerate(wanted) if kind.is_right(kind.outcomes(label, one))] for one in given]
    for choices in right:
        choices.sort(key=lambda at: labels[at].optional)
    pairs: dict[int, int] = {}

    def placed(fact: int, seen: set[int]) -> bool:
        for label in right[fact]:
            if label not in seen:
                seen.add(label)
                if label not in pairs or placed(pairs[label], seen):
                    pairs[label] = fact
                    return True
        return False

    for fact in range(len(facts)):
        placed(fact, set())
    of_fact = {fact: label for label, fact in pairs.items()}
    for number, fact_found in enumerate(facts):
        at = of_fact.get(number)
        verdict = (
            (Verdict.AGAIN if right[number] else Verdict.WRONG)
            if at is None
            else Verdict.OPTIONAL
            if labels[at].optional
            else Verdict.RIGHT
        )
        yield Found(kind.name, fact_found.confidence or 0.0, verdict)


@dataclass(frozen=True, slots=True)
class Fitted:
    """For each kind, what its raw probabilities come to, and the least of these at which F1 is best ("": any other)."""

    calibration: Mapping[str, Calibration]
    least: Mapping[str, float]

    def sure(self, found: Found) -> float:
        """How sure one may be of a fact."""
        return self.calibration[found.kind].of(found.raw)

    def score(self, judged: Iterable[Judged]) -> dict[str, Score]:
        """How a reader does in some documents, by kind, if what it is not sure enough of is left out."""
        scores: dict[str, Score] = defaultdict(Score)
        for one in judged:
            for kind in self.calibration.keys() & one.stated.keys():
                scores[kind] += Score(stated=one.stated[kind])
            for found in one.found:
                if found.verdict is not Verdict.OPTIONAL and self.sure(found) >= self.least[found.kind]:
                    scores[found.kind] += Score(right=found.verdict is Verdict.RIGHT, given=1)
        return dict(scores)


def fit(judged: Sequence[Judged], kinds: Iterable[str]) -> Fitted:
    """What a reader's probabilities come to in some documents; kinds with few facts go by those of all kinds."""
    every = [found for one in judged for found in one.found]
    common = isotonic(every)
    calibration: dict[str, Calibration] = {}
    least: dict[str, float] = {}
    shared = _best(every, common, sum(sum(one.stated.values()) for one in judged))
    for kind in kinds:
        mine = [found for found in every if found.kind == kind]
        stated = sum(one.stated.get(kind, 0) for one in judged)
        if min(len(mine), stated) < _FEW:
            calibration[kind], least[kind] = common, shared
        else:
            calibration[kind] = isotonic(mine)
            least[kind] = _best(mine, calibration[kind], stated)
    return Fitted(calibration, {**least, "": shared})


def isotonic(found: Iterable[Found]) -> Calibration:
    """The rising line that is nearest to which facts were right (isotonic regression, pool adjacent violators)."""
    ordered = sorted((one.raw, one.verdict is not Verdict.WRONG) for one in found)
    if not ordered:
        return Calibration()
    groups = max(1, len(ordered) // _GROUP)
    blocks: list[tuple[int, float, float]] = []  # how many, and the means of what was said and of what was right
    for number in range(groups):
        group = ordered[len(ordered) * number // groups : len(ordered) * (number + 1) // groups]
        blocks.append((len(group), sum(raw for raw, _ in group) / len(group), sum(r for _, r in group) / len(group)))
        while len(blocks) > 1 and blocks[-2][2] >= blocks[-1][2]:
            (one, raw, right), (other, more, again) = blocks.pop(), blocks.pop()
            whole = one + other
            blocks.append((whole, (one * raw + other * more) / whole, (one * right + other * again) / whole))
    return Calibration(raw=tuple(block[1] for block in blocks), right=tuple(block[2] for block in blocks))


def _best(found: Sequence[Found], calibration: Calibration, stated: int) -> float:
    """The least confidence at which F1 is best; of equals the lower."""
    counted = sorted(((calibration.of(one.raw), one.verdict) for one in found if one.verdict is not Verdict.OPTIONAL),
                     key=lambda pair: -pair[0])  # fmt: skip
    best, least, right = 0.0, 0.0, 0
    for given, (sure, verdict) in enumerate(counted, start=1):
        right += verdict is Verdict.RIGHT
        last = given == len(counted) or counted[given][0] < sure
        f1 = Score(right, given, stated).f1
        if last and f1 >= best and right:
            best, least = f1, sure
    return least


@dataclass(frozen=True, slots=True)
class Measured:
    """How a reader does in documents that it was not trained on, by kind, and how far its confidence is off.

    `error` is the expected calibration error. `apart` says whether calibration and thresholds were fitted on other
    documents than these.
    """

    scores: Mapping[str, Score]
    error: float
    apart: bool

    @property
    def total(self) -> Score:
        """All kinds together."""
        return sum(self.scores.values(), Score())


def measure(judged: Sequence[Judged], kinds: Sequence[str]) -> Measured:
    """How a reader does: what is fitted on one half of the documents is measured on the other, and the other way round.

    A single document is measured by what was fitted on itself.
    """
    if len(judged) < 2:
        return dataclasses.replace(gauge([(judged, fit(judged, kinds))], kinds), apart=False)
    one, other = judged[0::2], judged[1::2]
    return gauge([(one, fit(other, kinds)), (other, fit(one, kinds))], kinds)


def gauge(parts: Iterable[tuple[Sequence[Judged], Fitted]], kinds: Iterable[str]) -> Measured:
    """How a reader does in documents, each part with what was fitted elsewhere."""
    scores: dict[str, Score] = {kind: Score() for kind in kinds}
    sure: list[tuple[float, bool]] = []
    for mine, fitted in parts:
        for kind, score in fitted.score(mine).items():
            scores[kind] += score
        sure += [(fitted.sure(found), found.verdict is not Verdict.WRONG) for one in mine for found in one.found]
    return Measured(scores, calibration_error(sure), apart=True)


def calibration_error(sure: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error: how far confidence and the share that was right lie apart, over ten bins."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in sure:
        bins[min(_BINS - 1, int(confidence * _BINS))].append((confidence, right))
    return sum(abs(sum(c for c, _ in one) - sum(r for _, r in one)) for one in bins.values()) / max(1, len(sure))
