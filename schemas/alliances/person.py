"""Persons: contacts, signatories and speakers, with role, organisation, e-mail address and telephone number."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from extractor.facts import Compared, Fact, Name, Text


class Person(Fact, key=("name",), refuses=("negated", "denied")):
    """A named person: a speaker, a signatory, a contact, somebody appointed, or one whose office the text gives.

    One fact a person, with the fullest role. Give press contacts and signatories too. Persons merely mentioned, such
    as players, artists and customers, need not be given.
    """

    name: Annotated[Name, Compared("same words")] = Field(
        description="the full name as printed, without titles (Mr, Dr)"
    )
    role: Text | None = Field(default=None, description="the office or function as printed, without the organisation")
    organization: Name | None = Field(default=None, description="for whom the person acts, as this text names it")
    email: Annotated[Text | None, Compared("folded")] = Field(
        default=None, description="the person's own e-mail address"
    )
    phone: Annotated[Text | None, Compared("digits")] = Field(
        default=None, description="the person's telephone number as printed; no fax number"
    )
