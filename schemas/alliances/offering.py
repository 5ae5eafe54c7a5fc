"""Offerings: products and services that a company offers or announces."""

from __future__ import annotations

from pydantic import Field

from extractor.facts import Country, Fact, Name, Text, When


class Offering(Fact, key=("provider", "name"), refuses=("negated", "denied", "ended")):
    """A company offers or announces a product, service, tariff, platform or programme.

    Give each one that has a name of its own, and what the document announces. Where a sentence says what a company
    makes, sells or provides, give its lines of products and services too ("Lumio sells leased lines, paging and web
    hosting" is three); but not what a description of a company or of a named product merely contains ("a provider
    of", "a research firm", "Lumio Office, with voice and security"). One fact a product: lists are split. Not what a
    company buys, uses or has stopped selling, and no technology standard.
    """

    provider: Name = Field(description="who offers it: the seller or maker nearest in the sentence")
    name: Text = Field(description="the product's name, or else the text's own noun phrase for it, short")
    countries: tuple[Country, ...] = Field(
        default=(), description="the countries in which it is offered, where the text says so of this product"
    )
    available: When | None = Field(default=None, description="from when, or when, it is to be had")
