"""Persons: contacts, signatories and speakers, with role, organisation, e-mail address and telephone number."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from extractor.facts import Compared, Fact, Name, Text


class Person(Fact, key=("name",), refuses=("denied",)):
    """A named person: a speaker, a signatory, a contact, somebody appointed, or one whose office the text gives.

    One fact a person, with the fullest role. Give press contacts and signatories too. Persons merely mentioned, such
    as players, artists and customers, need not be given.
    """

    name: Annotated[Name, Compared("same words")] = Field(
        description="the full name as printed, without titles (Mr, Dr)"
    )
    role: Text | None = Field(
        default=None,
        description="the office or function as printed, without the organisation; of a contact without an office, the"
        ' label it stands under ("Media Inquiries")',
    )
    organization: Name | None = Field(
        default=None,
        description="for whom the person acts, as the text names it beside the person, with the department if it stands"
        ' there as one name ("Alpha Press Office")',
    )
    email: Annotated[Text | None, Compared("folded")] = Field(
        default=None, description="the e-mail address given for the person, a shared one too"
    )
    phone: Annotated[Text | None, Compared("digits")] = Field(
        default=None, description="the person's telephone number as printed; no fax number"
    )
