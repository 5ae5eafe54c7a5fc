"""Words that stand in a filing as given and may not be taken for a name, a quotation or what somebody says."""

from __future__ import annotations

import pytest

from extractor.facts import Span
from extractor.grounding import Finder, Refusal, ground, ground_slots
from tests.spans import whole


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The chair of Nordtel has left.", "of"),
        ("The chair of Nordtel has left.", "the"),
        ("They asked us to come.", "US"),
        ("It grew.", "IT"),
        ("Nordtel has 500 customers.", "500"),
        ("T-Mobile grew.", "T"),
        ("T-Mobile grew.", "Mobile"),
        ("Lumio_X grew.", "Lumio"),
        ("x | Alpha\nBeta | has", "Alpha Beta"),
        ("Alpha\n\nBeta has 500 customers.", "Alpha Beta"),
    ],
)
def test_words_that_are_no_name_there_are_refused_as_one(text: str, name: str) -> None:
    assert isinstance(ground(name, Finder(text), within=whole(text), form="name"), Refusal)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The US grew.", "US"),
        ("The IT sector grew.", "IT"),
        ("We grew.", "We"),
        ("DraftKings, 888 and others grew.", "888"),
        ("T-Mobile grew.", "T-Mobile"),
        ("the KSE-owned Denver Nuggets", "KSE"),
        ("Telefónica-Movistar grew.", "Movistar"),
        ("By:___/s/ Robert Harwood___", "Robert Harwood"),
        ("the chair of Telefónica | Movistar said", "Telefónica | Movistar"),
        ("Alpha\nBeta has 500 customers.", "Alpha Beta"),
    ],
)
def test_names_like_them_stand(text: str, name: str) -> None:
    assert isinstance(ground(name, Finder(text), within=whole(text), form="name"), Span)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"We hardly see growth," said Ada Lind.', "see growth"),
        ('"We never said that we are closing the plant," said Ada Lind.', "we are closing the plant"),
        ('"I don\'t think we are closing it," said Ada Lind.', "we are closing it"),
        ("« Nous ne vendons pas », dit Ada Lind.", "vendons"),
    ],
)
def test_words_cut_from_a_negation_are_refused(text: str, words: str) -> None:
    found = ground(words, Finder(text), within=whole(text))
    assert isinstance(found, Refusal)
    assert found.reason == "negation"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '"We never said that we are closing the plant," said Ada Lind.',
            "We never said that we are closing the plant",
        ),
        ('He did not say more. "We see growth," said Ada Lind.', "We see growth"),
        ('She never said "we are closing the plant" to us.', "we are closing the plant"),
    ],
)
def test_words_with_their_negation_or_beside_none_stand(text: str, words: str) -> None:
    assert isinstance(ground(words, Finder(text), within=whole(text)), Span)


JOINED = "We will sell the other shop is fine today and good."


@pytest.mark.parametrize(
    ("between", "stands"),
    [
        ('," said Ada Lind. Then Bob Roy said "', False),
        ('," said Ada Lind. "', True),
        ('," said Ada Lind, chair of Nordtel. She added: "', True),
        ('," said Ms Ada Lind. Then Ms Lind said "', True),
    ],
)
def test_a_quotation_goes_on_until_somebody_else_is_named(between: str, stands: bool) -> None:
    text = f'"We will sell{between}the other shop is fine today and good."'
    found = ground_slots({"text": JOINED}, Finder(text), passage=whole(text))["text"]
    assert isinstance(found, tuple) is stands
