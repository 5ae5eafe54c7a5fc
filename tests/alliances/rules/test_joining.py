"""Who joins an alliance or is listed as its member, where the alliance is only in sight. All companies are invented."""

from __future__ import annotations

import pytest

from alliances.rules import membership
from tests.alliances.rules.reading import said

JOINING = [
    (
        "The Polar Alliance started. Nordfone and Svecom have been joined by Finncel and Balttel as founder members.",
        "Balttel, Finncel, Nordfone, Svecom",
    ),
    (
        "The Vega (VGA) Initiative was formed. The group is made up of three operators - Nordfone, Svecom and Finncel.",
        "Finncel, Nordfone, Svecom",
    ),
    ("Vega had three core members - Nordfone, Svecom and Finncel.", "Finncel, Nordfone, Svecom"),
    ("The Polar Alliance grew. Founding members include, among others, Nordfone and Svecom.", "Nordfone, Svecom"),
    ("Zentel has been accepted into the Polar Alliance.", "Zentel"),
    ("Zentel is the latest operator to sign up to the Polar Alliance.", "Zentel"),
    ("The Polar Alliance today counts Nordfone (Norway) and Svecom (Sweden) among its members.", "Nordfone, Svecom"),
    (
        "Nordfone AS (Oslo: NRF), Svecom AB and Finncel Oyj launched the Polar Alliance.",
        "Finncel Oyj, Nordfone AS, Svecom AB",
    ),
]
SPANISH = [
    ("La Alianza Boreal crece. A la alianza se suman ahora Nordfone y Svecom.", "Nordfone, Svecom"),
    ("Zentel es miembro de la Alianza Boreal desde 2008, junto con Nordfone y Svecom.", "Nordfone, Svecom, Zentel"),
    ("La Alianza Boreal, liderada por Zentel e integrada también por Nordfone, creció.", "Nordfone, Zentel"),
]


@pytest.mark.parametrize(("text", "members"), JOINING)
def test_those_who_join_are_members(text: str, members: str) -> None:
    assert sorted({f["member"] for f in said(membership.propose, text, "en", introduction="")}) == members.split(", ")


@pytest.mark.parametrize(("text", "members"), SPANISH)
def test_those_who_join_are_members_in_spanish(text: str, members: str) -> None:
    assert sorted({f["member"] for f in said(membership.propose, text, "es", introduction="")}) == members.split(", ")
