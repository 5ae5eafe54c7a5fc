"""Invented facts for the store, made in a line each."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal

from alliances import Membership, Metric, Ownership
from extractor.facts import Bound, Evidence, Fact, Quantity, When
from extractor.result import Coverage, FilingInfo, Result, Usage


def metric(  # noqa: PLR0913 - a number has as much to say
    subject: str,
    text: str,
    amount: float,
    unit: str = "subscribers",
    *,
    measure: str = "subscribers",
    on: str | None = "2009-03-31",
    scope: str | None = None,
    bound: Bound = "exact",
    at: int = 0,
    quote: str | None = None,
) -> Metric:
    """A number; `on` is its day, `at` where it stands in its filing."""
    day = None if on is None else dt.date.fromisoformat(on)
    said = quote or f"{subject} had {text}"
    return Metric(
        subject=subject,
        measure=measure,
        value=Quantity(text=text, amount=Decimal(str(amount)), unit=unit, bound=bound),
        as_of=None if day is None else When(text=str(on), start=day, end=day),
        scope=scope,
        evidence=(Evidence(start=at, end=at + len(said), quote=said),),
    )


def holding(owner: str, owned: str, stake: float | None = None) -> Ownership:
    """A stake in percent, or none said."""
    value = None if stake is None else Quantity(text=f"{stake}%", amount=Decimal(str(stake)), unit="percent")
    said = f"{owner} owns {stake} of {owned}"
    return Ownership(owner=owner, owned=owned, stake=value, evidence=(Evidence(start=0, end=len(said), quote=said),))


def member(alliance: str, name: str, *countries: str) -> Membership:
    """A member of an alliance."""
    said = f"{name} belongs to {alliance}"
    return Membership(
        alliance=alliance, member=name, countries=countries, evidence=(Evidence(start=0, end=len(said), quote=said),)
    )


def filed(day: str, *facts: Fact, name: str = "", registrant: str | None = None, cik: str | None = None) -> Result:
    """A filing of a day with these facts."""
    called = name or f"filing of {day}"
    header: dict[str, object] = {"form_type": "6-K"}
    header |= {} if registrant is None else {"registrant": registrant}
    header |= {} if cik is None else {"cik": cik}
    return Result(
        filing=FilingInfo(
            name=called,
            sha256=hashlib.sha256(called.encode()).hexdigest(),
            format="text",
            language="en",
            date=dt.date.fromisoformat(day),
            header=header,
        ),
        facts=facts,
        rejected=(),
        passages=(),
        coverage=Coverage(countable=0, accounted_first=0, accounted=0),
        usage=Usage(model="invented"),
    )
