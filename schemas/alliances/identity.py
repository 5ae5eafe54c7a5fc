"""Identities: two names that the document makes one thing."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from extractor.facts import Compared, Fact, Name

Relation = Literal["legal_name", "brand", "short_name", "abbreviation", "former_name"]


class Identity(Fact, key=("entity", "name"), same=("entity", "name")):
    """Two names in the text are the same organisation, product or person: the text says so itself.

    A short name or abbreviation defined in brackets after a company or a named product is one ("Alpha Telecom plc
    (“Alpha”)"), so are "known as", "trading as", "under the brand", "formerly". Both names are names: a description
    ("the Company", "the operator") is none, and a stock ticker is none. A legal form that the text merely drops later
    is none. An abbreviation of a technical term ("VAS", "IoT") need not be given.
    """

    entity: Annotated[Name, Compared("printed names")] = Field(
        description="the name that the text mostly uses for the thing: the short one where it defines one"
    )
    name: Annotated[Name, Compared("printed names")] = Field(description="its other name")
    relation: Relation | None = Field(
        default=None,
        description="legal_name where `name` is the full name with its legal form (Inc., plc, S.A.); else abbreviation"
        " where one of the two is made of the other's initials; short_name for any other shortened form; brand;"
        " former_name",
    )

    def one_thing(self) -> tuple[str, str] | None:
        """The two names; none where one is a brand, for one owner may have several."""
        return None if self.relation == "brand" else (self.entity, self.name)
