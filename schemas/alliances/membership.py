"""Memberships: which operator belongs to which alliance, and for which countries."""

from __future__ import annotations

from pydantic import Field

from extractor.facts import Country, Fact, Name


class Membership(
    Fact,
    key=("alliance", "member"),
    refuses=("negated", "denied", "past", "ended", "planned", "possible", "hypothetical"),
):
    """A company or operator belongs to an alliance, consortium, association or programme, and for which countries.

    Each member of a list is a fact of its own. A two-party deal is an agreement and gives no memberships; nor do
    being a customer, supplier, partner or subsidiary, or standing in a ranking or an index. Members that join, are
    admitted or founded the alliance count; those that left, or only may or plan to join, do not.
    """

    alliance: Name = Field(description="the alliance, by the name the text uses for it")
    member: Name = Field(description="one member: the company that belongs, not its owner")
    countries: tuple[Country, ...] = Field(
        default=(), description="the countries for which this member belongs, as the text names them with the member"
    )
