"""Agreements: which companies agree, and on what kind of thing."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from extractor.facts import Compared, Fact, Name, When

AgreementType = Literal[
    "alliance",
    "cooperation",
    "licence",
    "joint_venture",
    "acquisition",
    "sale",
    "supply",
    "merger",
    "financing",
    "other",
]


class Agreement(Fact, key=("parties", "type"), refuses=("negated", "denied", "ended", "possible", "hypothetical")):
    """Named companies agree: a deal, contract, alliance, purchase or financing that the document reports or announces.

    Two named parties at least. A deal is one fact, however often it is told; a purchase is an acquisition (its
    parties are buyer, target and the named seller), not also a sale. An alliance of several named members is told by
    its memberships. Not a deal that was called off, denied, only talked about or possible. Past deals mentioned in
    passing and lists of customers need not be given. In a contract or a report of one each agreement is a fact: the
    merger, the purchase option, the loan, the licence. A party without a name is given in the text's own words ("a
    pension fund").
    """

    parties: Annotated[tuple[Name, ...], Compared("in common", at_least=0.5)] = Field(
        description="the companies that agree; for a purchase the buyer, what is bought, and the seller if named"
    )
    type: AgreementType = Field(
        description="the document's own word: acquisition (one buys a company, business or shares), sale (only if the"
        " document tells it as a sale), merger, joint_venture, licence, financing (money is raised, lent, invested,"
        " granted or donated), supply (products, services, distribution, resale, named customers), cooperation"
        ' ("partnership", "collaboration"), alliance (so called, of two), other'
    )
    date: When | None = Field(
        default=None,
        description="the day or period in which they agreed, if the text says so; not the day of the announcement"
        ' ("announced today")',
    )
