import pytest

from extractor.annotations.definitions import find_definitions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('Alpha Telecom plc ("Alpha") is an operator.', [("Alpha", "Alpha Telecom plc")]),
        ("Alpha Telecom plc (“Alpha” or the “Company”) is one.", [("Alpha", "Alpha Telecom plc")]),
        ('the Bank of Nordland (the "Bank")', [("Bank", "Bank of Nordland")]),
        ('it rained ("pouring") all day', [("pouring", None)]),
        ("Alpha (Nasdaq: ALPH) is listed.", []),
    ],
)
def test_names_defined_in_brackets_are_found_with_what_they_stand_for(
    text: str, found: list[tuple[str, str | None]]
) -> None:
    assert [(text[slice(*d.short)], text[slice(*d.long)] if d.long else None) for d in find_definitions(text)] == found
