"""An invented filing, its result, and reviews of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from alliances import DOMAIN
from extractor.facts import Fact
from extractor.filing import Filing
from extractor.result import Coverage, Result, Usage
from extractor.review import Desk, Item, Review

TEXT = """NORDWIND JOINS AURORA

Oslo, 11 November 2004. Nordwind AS ("Nordwind") had 2.5 million customers at the end of September 2004, up from
2.1 million a year earlier. Nordwind holds 60% of Solbris, which offers Brisk Data in Norway and Denmark.

Nordwind and Solbris are members of the Aurora Alliance. Solbris is not a member of the Polar Pact.

"We are glad to be in," said Ada Lind, chief executive of Nordwind.
"""
DAY = {"text": "at the end of September 2004", "start": "2004-09-30", "end": "2004-09-30"}
KINDS = DOMAIN.kinds
NOW = dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC)

CUSTOMERS: dict[str, Any] = {
    "kind": "metric",
    "subject": "Nordwind",
    "measure": "subscribers",
    "value": {"text": "2.5 million customers", "amount": 2500000, "unit": "customers", "bound": "exact"},
    "as_of": DAY,
    "quote": "had 2.5 million customers at the end of September 2004",
}
EARLIER: dict[str, Any] = {
    "kind": "metric",
    "subject": "Nordwind",
    "measure": "subscribers",
    "value": {"text": "2.1 million", "amount": 2100000, "unit": "customers", "bound": "exact"},
    "quote": "up from\n2.1 million a year earlier",
}
HOLDING: dict[str, Any] = {
    "kind": "ownership",
    "owner": "Nordwind",
    "owned": "Solbris",
    "stake": {"text": "60%", "amount": 60, "unit": "percent", "bound": "exact"},
    "quote": "Nordwind holds 60% of Solbris",
}
MEMBER: dict[str, Any] = {
    "kind": "membership",
    "alliance": "Aurora Alliance",
    "member": "Nordwind",
    "quote": "Nordwind and Solbris are members of the Aurora Alliance",
}
NAMES: dict[str, Any] = {
    "kind": "identity",
    "entity": "Nordwind",
    "name": "Nordwind AS",
    "relation": "legal_name",
    "quote": 'Nordwind AS ("Nordwind")',
}
OFFER: dict[str, Any] = {
    "kind": "offering",
    "provider": "Solbris",
    "name": "Brisk Data",
    "countries": ["NO", "DK"],
    "quote": "Solbris, which offers Brisk Data in Norway and Denmark",
}
SAID = (CUSTOMERS, EARLIER, HOLDING, MEMBER, NAMES)


def empty(text: str = TEXT, name: str = "nordwind.txt") -> Result:
    """A result of the text, with no facts in it."""
    return of(Filing.read(text.encode()), name=name)


def of(filing: Filing, facts: tuple[Fact, ...] = (), name: str = "nordwind.txt") -> Result:
    """A result of a filing, with these facts."""
    return Result(
        filing=filing.info().model_copy(update={"name": name}),
        domain="alliances",
        facts=facts,
        rejected=(),
        passages=(),
        coverage=Coverage(countable=0, accounted_first=0, accounted=0),
        usage=Usage(model="nobody"),
        text=filing.text,
    )


def stating(*said: dict[str, Any], text: str = TEXT) -> Result:
    """A result of the text with the facts that these say."""
    desk = Desk(empty(text), KINDS)
    facts = []
    for one in said:
        fact, wrong = desk.read(one)
        assert fact is not None, wrong
        facts.append(fact)
    return of(Filing.read(text.encode()), tuple(facts))


RESULT = stating(*SAID)


def review(*items: Item, reviewer: str = "Ada", result: Result = RESULT) -> Review:
    return Review.of(result, reviewer, now=NOW).model_copy(update={"items": items})


def accepted(fact: int) -> Item:
    return Item(id=f"f{fact}", fact=fact, verdict="accepted")


def rejected(fact: int) -> Item:
    return Item(id=f"f{fact}", fact=fact, verdict="rejected")


def corrected(fact: int, said: dict[str, Any], **changes: Any) -> Item:
    return Item(id=f"f{fact}", fact=fact, verdict="corrected", said={**said, **changes})


def added(said: dict[str, Any], own: str = "a0", **changes: Any) -> Item:
    return Item(id=own, verdict="added", said={**said, **changes})
