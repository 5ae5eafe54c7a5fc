"""An invented filing and result, small enough to read, with the awkward things real ones have."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Literal

from extractor.facts import Country, Evidence, Fact, Name, Quantity, Span, When
from extractor.result import (
    Coverage,
    FilingInfo,
    PassageReport,
    Rejected,
    Result,
    Unaccounted,
    Usage,
)

TEXT = """Nordwind <script>alert("x")</script> & Co

Nordwind
Nordwind had over 2.5 million customers and a share of 31 % in 2003.
Aurora Alliance: Nordwind (Norway, Denmark) & "Sol".
The network was opened in 1999.
"""


class Membership(Fact, key=("alliance", "member")):
    """A company belongs to an alliance."""

    alliance: Name
    member: Name
    countries: tuple[Country, ...] = ()


class Metric(Fact, key=("subject", "measure", "value")):
    """A number about a company."""

    subject: Name
    measure: Literal["subscribers", "market_share"]
    value: Quantity
    as_of: When | None = None


def span(words: str, nth: int = 0) -> Span:
    """Where `words` stand in `TEXT`."""
    found = list(re.finditer(re.escape(words), TEXT))[nth]
    return Span(*found.span())


def evidence(quote: str, **slots: Span) -> Evidence:
    at = span(quote)
    return Evidence(start=at.start, end=at.end, quote=quote, slots={name: (where,) for name, where in slots.items()})


YEAR = When(text="in 2003", start=dt.date(2003, 1, 1), end=dt.date(2003, 12, 31))
FACTS = (
    Metric(
        subject="Nordwind",
        measure="subscribers",
        value=Quantity(
            text="over 2.5 million customers", amount=Decimal(2_500_000), unit="customers", bound="more_than"
        ),
        evidence=(evidence("Nordwind had over 2.5 million customers", subject=span("Nordwind", 1)),),
    ),
    Metric(
        subject="Nordwind",
        measure="market_share",
        value=Quantity(text="31 %", amount=Decimal(31), unit="percent"),
        as_of=YEAR,
        evidence=(evidence("Nordwind had over 2.5 million customers and a share of 31 % in 2003"), evidence("31 %")),
    ),
    Membership(
        alliance="Aurora Alliance",
        member="Nordwind",
        countries=("NO", "DK"),
        evidence=(evidence("Aurora Alliance: Nordwind (Norway, Denmark)"),),
    ),
    Membership(
        alliance="Aurora Alliance",
        member='"Sol"',
        evidence=(evidence('Nordwind (Norway, Denmark) & "Sol"'),),
    ),
)


def result(*, text: str = TEXT, facts: tuple[Fact, ...] = FACTS, failed: bool = False) -> Result:
    """A whole result, of the invented filing unless told otherwise."""
    loose = span("1999")
    return Result(
        filing=FilingInfo(
            name="nordwind.txt",
            sha256="0" * 64,
            format="text",
            language="en",
            date=dt.date(2004, 2, 1),
            header={"form_type": "6-K", "cover": {"registrant": "Nordwind <b>ASA</b>"}},
        ),
        facts=facts,
        rejected=(
            Rejected(
                kind="metric",
                reason="not_found",
                message="“<i>48</i>” is not in the passage",
                item={"value": "<i>48</i>"},
                passage=1,
            ),
        ),
        passages=(
            PassageReport(index=0, start=0, end=60, heading=None, step="facts", status="done", candidates=4),
            PassageReport(
                index=1,
                start=60,
                end=len(text),
                heading="Nordwind",
                step="facts",
                status="failed" if failed else "done",
                message="the endpoint did not answer" if failed else "",
            ),
        ),
        coverage=Coverage(
            countable=4,
            accounted_first=2,
            accounted=3,
            unaccounted=(Unaccounted(start=loose.start, end=loose.end, text="1999", type="number"),),
        ),
        usage=Usage(model="embedded", requests=2, prompt_tokens=1200, completion_tokens=90, seconds=1.5, from_record=2),
        text=text,
    )
