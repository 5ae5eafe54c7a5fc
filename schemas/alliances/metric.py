"""Metrics: whose a number is, and what it measures."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from extractor.facts import Compared, Fact, Name, Quantity, Text, When

Measure = Literal[
    "subscribers", "net_additions", "market_share", "share_of_net_additions", "penetration", "population_coverage",
    "population_covered", "revenue", "revenue_growth", "profit", "investment", "cost_savings", "employees", "members",
    "countries", "roaming_partners", "roaming_countries", "arpu", "shares", "price", "other",
]  # fmt: skip


class Metric(Fact, key=("subject", "measure", "value")):
    """A figure about an operator, alliance, company, product or market: a count, a share, an amount of money.

    Give every figure that says something about somebody, in prose and in tables, headlines and quotations. A
    comparative ("up from 3.1 million", "compared with 12% in 2003") is a fact of its own, with its own date. A range
    is two facts, its lower and its upper end. Targets and forecasts are facts, and `scope` says that they are. A fall
    of anything but revenue keeps its amount, and `scope` says that it fell. A conversion in brackets ("EUR 5 million
    ($5.5 million)") need not be given. Not: stakes (those are ownership), dates, ages, addresses, numbers of
    documents and exhibits, par values, a figure that only names a thing ("50+ Plan"), one that is denied.
    """

    subject: Name = Field(
        description="whose figure it is: of segment and company, product and maker, buyer and seller, the one nearest"
        " in"
        ' the figure\'s grammar; of a survey, the group asked; a company that the text never names is "we"'
    )
    measure: Annotated[Measure, Compared("choice", anything="other")] = Field(
        description="subscribers (also customers, users, accounts), net_additions (gained in a period), market_share,"
        " share_of_net_additions, penetration (of a service in a population), population_coverage (percent) and"
        " population_covered (people) of a network, revenue (sales, turnover), revenue_growth (negative if it falls),"
        " profit (EBITDA, operating and net profit, earnings per share; a loss is negative), investment (also money"
        " raised, donated, granted), cost_savings (synergies), employees, members (of an alliance), countries (where"
        " one is present), roaming_partners, roaming_countries, arpu, shares (a number of them), price (what is paid"
        " for a thing or company), other: anything else, such as margins, ratios, growth of anything but revenue, cash"
        " flow, debt, assets, market sizes, stores, sites, speeds, survey shares, ranks"
    )
    value: Quantity = Field(
        description='the figure with its hedge, currency, scale and noun: "nearly 2.3 million customers",'
        ' "more than EUR 5 billion", "2.300.000 subscribers"; in a table the cell alone'
    )
    as_of: When | None = Field(
        default=None,
        description="the day or period that this figure is of, if this sentence, its table or its heading says so; of a"
        ' comparative also "a year earlier" and the like, read against the other date; from "since 2018" on until the'
        ' document\'s date; no mere "now" or "to date"',
    )
    scope: Text | None = Field(
        default=None,
        description="what is measured, or what narrows it, as the text's own noun phrase of one to four words: the"
        ' thing ("spare parts", "working capital"), segment, product, region, "EBITDA", "per share", "pro forma"; with'
        ' "target", "forecast" or "year over year" after a comma where the text says so. No verbs, hedges or dates, and'
        ' nothing that measure, noun and date already say ("sales" of revenue, "staff" of employees). Always given for'
        " other, and for growth, profit, price, savings and investment where the text names what of",
    )
