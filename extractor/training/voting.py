"""The vote of a domain's own reader and a trained one: how much either is believed, learnt from labelled documents."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractor.annotations import Annotations
from extractor.candidates import Heard, Outcome, SameName
from extractor.checking import Checker
from extractor.domain import Domain
from extractor.errors import ModelError
from extractor.facts import Fact
from extractor.merge import aliases
from extractor.model import EMBEDDED, Request
from extractor.reader.about import About, Calibration, Pointed
from extractor.trained import candidates
from extractor.training.labels import Labelled
from extractor.training.scoring import Fitted, Found, Judged, Measured, Verdict, against, gauge
from extractor.voting import Claim, claims, standing

_Numbers = npt.NDArray[np.float64]
_Row = tuple[tuple[float, ...], bool]
"""The features of a claim, and whether it is right."""

_SHARED_RIDGE, _OWN_RIDGE = 1.0, 4.0
"""How strongly weights are drawn to zero, and those of a kind to those that all kinds share."""
_ROUNDS = 50


Own = Callable[[Annotations], tuple[list[Fact], SameName | None]]
"""What a domain's own reader says of a filing, and which of its names are one."""


def own(domain: Domain) -> Own | None:
    """The reader that a domain brings for a vote; None where it brings none."""
    make = domain.readers.get("vote")
    if make is None:
        return None

    async def nobody(requests: Sequence[Request], _: Heard = lambda *_: None, /) -> Sequence[Outcome]:
        return [ModelError("no model is asked in a vote") for _ in requests]

    def read(annotations: Annotations) -> tuple[list[Fact], SameName | None]:
        found = asyncio.run(make(EMBEDDED).read(annotations, nobody, lambda _: None))
        laid_out = [candidate for reader in domain.layout for candidate in reader(annotations)]
        checker = Checker(annotations, examples=[example.annotations.finder for example in domain.worked])
        return checker.check([*found.candidates, *laid_out])[0], found.same_name

    return read


@dataclass(frozen=True, slots=True)
class Hearing:
    """What two readers claim of a document, and which of it its labels state."""

    labelled: Labelled
    claims: tuple[Claim, ...]
    right: tuple[bool, ...]


def hear(labelled: Labelled, reader: Own, pointed: Pointed, about: About, kinds: Collection[type[Fact]]) -> Hearing:
    """What two readers say of a document, held against its labels."""
    annotations = Annotations(labelled.filing)
    said, named = reader(annotations)
    by_rules = [fact for fact in said if fact.kind in labelled.kinds]
    looked = [kind for kind in kinds if kind.kind in labelled.kinds]
    also, _ = Checker(annotations).check(candidates(annotations, pointed, looked, others=True))
    found = claims(by_rules, also, about, aliases([*by_rules, *also], named))
    verdicts = _verdicts(labelled, found)
    return Hearing(labelled, tuple(found), tuple(verdict is not Verdict.WRONG for verdict in verdicts))


def forms(documents: Iterable[Labelled]) -> tuple[str, ...]:
    """The forms of documents, "" where one has none."""
    return tuple(sorted({one.filing.form or "" for one in documents}))


def _verdicts(labelled: Labelled, found: Sequence[Claim]) -> list[Verdict]:
    return [one.verdict for one in against(labelled, [claim.facts[0] for claim in found])]


def weigh(heard: Iterable[Hearing], kinds: Collection[str]) -> dict[str, tuple[float, ...]]:
    """The weights of each kind's claims, and of all others' under "".

    Logistic regression by Newton's method; a kind's weights are drawn to the shared ones (Evgeniou and Pontil,
    Regularized Multi-Task Learning, 2004).
    """
    of_kind: dict[str, list[_Row]] = defaultdict(list)
    for one in heard:
        for claim, right in zip(one.claims, one.right, strict=True):
            of_kind[claim.kind].append((claim.features(), right))
    every = [row for rows in of_kind.values() for row in rows]
    if not every:
        return {}
    shared = _regressed(every, np.zeros(len(every[0][0])), _SHARED_RIDGE)
    found = {kind: _regressed(of_kind[kind], shared, _OWN_RIDGE) for kind in kinds}
    return {kind: tuple(round(float(w), 4) for w in weights) for kind, weights in {"": shared, **found}.items()}


def _regressed(rows: Sequence[_Row], prior: _Numbers, ridge: float) -> _Numbers:
    if not rows:
        return prior
    x, y = np.array([features for features, _ in rows]), np.array([float(right) for _, right in rows])
    weights = prior.copy()
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-(x @ weights).clip(-30, 30)))
        slope = x.T @ (p - y) + ridge * (weights - prior)
        bend = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(prior))
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-6:
            break
    return weights


def judge_vote(heard: Iterable[Hearing], weights: Mapping[str, tuple[float, ...]]) -> list[Judged]:
    """What stands of what is claimed, each claim as likely as the weights say."""
    return [_judged(one, weights) for one in heard]


def _judged(one: Hearing, weights: Mapping[str, tuple[float, ...]]) -> Judged:
    stand = standing(one.claims, weights)
    verdicts = _verdicts(one.labelled, [claim for claim, _ in stand])
    found = (Found(claim.kind, likely, verdict) for (claim, likely), verdict in zip(stand, verdicts, strict=True))
    return Judged(tuple(found), one.labelled.required)


def measure_vote(heard: Sequence[Hearing], kinds: Sequence[str]) -> Measured:
    """How a vote does: fitted on one half of the documents and measured on the other, and the other way round."""
    as_said = Fitted(dict.fromkeys(kinds, Calibration()), dict.fromkeys(kinds, 0.0))
    halves = [heard[0::2], heard[1::2]]
    parts = [(judge_vote(mine, weigh(other, kinds)), as_said) for mine, other in (halves, halves[::-1])]
    return gauge(parts, kinds)
