"""Compares two runs over the same gold, and says whether the later one may stand.

A run fails the gate when F1 over all facts, or of one kind, drops by more than its margin, or when a document fails
that did not. Replays are deterministic, so any drop on the set is real; the paired bootstrap and the permutation test
over documents say how far it can be told from chance on other documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from evals.errors import BadInput
from evals.runs import Run, RunDocument
from evals.stats import Interval, difference_interval, fixed, permutation_p, signed
from evals.tally import Tally, total


@dataclass(frozen=True)
class Change:
    """How one share moved: over all facts, of one kind or in one document."""

    name: str
    before: Tally
    after: Tally
    interval: Interval | None = None
    p: Fraction | None = None
    margin: Fraction | None = None

    @property
    def difference(self) -> Fraction:
        """F1 after less F1 before."""
        return self.after.f1 - self.before.f1

    @property
    def is_regression(self) -> bool:
        """Whether F1 dropped by more than the margin."""
        return self.margin is not None and self.difference < -self.margin


@dataclass(frozen=True)
class Comparison:
    """Two runs side by side; `lost`, `found` and `failed` name (document, fact or error) pairs."""

    before: str
    after: str
    overall: Change
    kinds: tuple[Change, ...]
    documents: tuple[Change, ...]
    lost: tuple[tuple[str, str], ...]
    found: tuple[tuple[str, str], ...]
    failed: tuple[tuple[str, str], ...]

    @property
    def regressions(self) -> tuple[str, ...]:
        """Every reason not to let the later run stand."""
        return (
            *(
                f"{change.name}: F1 {fixed(change.before.f1)} -> {fixed(change.after.f1)} "
                f"({signed(change.difference)}, margin {fixed(change.margin)})"
                for change in (self.overall, *self.kinds)
                if change.is_regression
            ),
            *(f"{document}: failed: {error}" for document, error in self.failed),
        )


def compare(before: Run, after: Run) -> Comparison:
    """Compares two runs, by the margins of the first. Raises `BadInput` if they were scored against different gold."""
    pairs = _pairs(before, after)
    margins = before.margins
    kinds = tuple(dict.fromkeys((*before.kinds, *after.kinds)))
    old, new = [left for left, _ in pairs], [right for _, right in pairs]
    return Comparison(
        before=before.name,
        after=after.name,
        overall=_change("all (micro)", old, new, None, Fraction(margins.overall, 1000)),
        kinds=tuple(
            _change(kind, old, new, kind, Fraction(margins.kinds.get(kind, margins.kind), 1000)) for kind in kinds
        ),
        documents=tuple(Change(left.document, left.tally(), right.tally()) for left, right in pairs),
        lost=_moved(pairs, "found", "lost"),
        found=_moved(pairs, "lost", "found"),
        failed=tuple((right.document, right.error) for left, right in pairs if right.error and not left.error),
    )


def _pairs(before: Run, after: Run) -> list[tuple[RunDocument, RunDocument]]:
    left = {document.document: document for document in before.documents}
    right = {document.document: document for document in after.documents}
    problems = [
        f"{name}:-:-: is in only one of the runs {before.name!r} and {after.name!r}; score both on one gold set, "
        "or `python -m evals bless` a new baseline"
        for name in sorted(left.keys() ^ right.keys())
    ]
    problems += [
        f"{name}:-:-: its gold is not what {before.name!r} was scored against; `python -m evals bless` a new baseline"
        for name in sorted(left.keys() & right.keys())
        if left[name].gold != right[name].gold
    ]
    if problems:
        raise BadInput(problems)
    return [(left[name], right[name]) for name in sorted(left)]


def _change(
    name: str, before: Sequence[RunDocument], after: Sequence[RunDocument], kind: str | None, margin: Fraction
) -> Change:
    counts = [(left.tally(kind), right.tally(kind)) for left, right in zip(before, after, strict=True)]
    counts = [pair for pair in counts if pair != (Tally(), Tally())]
    old, new = [left for left, _ in counts], [right for _, right in counts]
    same = old == new
    return Change(
        name=name,
        before=total(old),
        after=total(new),
        interval=None if same else difference_interval(old, new),
        p=Fraction(1) if same else permutation_p(old, new),
        margin=margin,
    )


def _moved(pairs: Sequence[tuple[RunDocument, RunDocument]], was: str, is_now: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (left.document, fact)
        for left, right in pairs
        for fact in sorted(set(getattr(left, was)) & set(getattr(right, is_now)))
    )
