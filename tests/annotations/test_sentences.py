"""Sentences and clauses, as filings print them. All texts are invented."""

from __future__ import annotations

import pytest

from extractor.annotations import sentences
from extractor.facts import Span


def split(text: str) -> list[str]:
    return [" ".join(text[s.start : s.end].split()) for s in sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ruritel grew. Montel did not.", ["Ruritel grew.", "Montel did not."]),
        ("Ruritel, Inc. makes modems.", ["Ruritel, Inc. makes modems."]),
        ("Ruritel a. s. is Czech.", ["Ruritel a. s. is Czech."]),
        ("Ruritel S.A. tiene clientes. Montel no.", ["Ruritel S.A. tiene clientes.", "Montel no."]),
        ("It grew by 3.5 per cent. The rest fell.", ["It grew by 3.5 per cent.", "The rest fell."]),
        ("On 31. March it closed.", ["On 31. March it closed."]),
        ("It has a 450 MHz network.Ruritel is small.", ["It has a 450 MHz network.", "Ruritel is small."]),
        ("See www.ruritel.example. Call us.", ["See www.ruritel.example.", "Call us."]),
        ("Mr. Doe spoke. He left!", ["Mr. Doe spoke.", "He left!"]),
        ('"We grew." He smiled.', ['"We grew."', "He smiled."]),
        ("It is in the U.S. and Canada.", ["It is in the U.S. and Canada."]),
        ("¿Crece? Sí, crece.", ["¿Crece?", "Sí, crece."]),
        ("Nothing stops here", ["Nothing stops here"]),
        ("", []),
    ],
)
def test_a_full_stop_ends_a_sentence_only_where_one_begins(text: str, expected: list[str]) -> None:
    assert split(text) == expected
