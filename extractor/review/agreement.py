"""How far two people agree beyond chance: Krippendorff's alpha for nominal data.

K. Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, University of Pennsylvania, Annenberg School for
Communication: 1 is perfect agreement, 0 what chance would give, below 0 worse than chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction


def alpha(units: Iterable[Sequence[Hashable]]) -> Fraction | None:
    """Alpha over units, each the values that those who judged it gave it; exact.

    A unit that fewer than two judged says nothing. None where nothing varies, or nothing is left: then chance would
    agree too, and there is nothing to tell.
    """
    judged = [Counter(unit) for unit in units if len(unit) > 1]
    totals: Counter[Hashable] = Counter()
    for unit in judged:
        totals.update(unit)
    values = totals.total()
    expected = values * values - sum(count * count for count in totals.values())
    if not expected:
        return None
    observed = sum(
        (Fraction(_differing(unit), unit.total() - 1) for unit in judged),
        start=Fraction(0),
    )
    return 1 - (values - 1) * observed / expected


def _differing(unit: Counter[Hashable]) -> int:
    """The ordered pairs of differing values in a unit."""
    return unit.total() ** 2 - sum(count * count for count in unit.values())
