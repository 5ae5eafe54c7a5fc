"""Whom sentences and numbers are about, and as of when. All companies are invented."""

from __future__ import annotations

import pytest

from alliances.rules.marks import Marks
from alliances.rules.reading import read
from extractor.annotations import Annotations
from extractor.filing import Filing

INTRODUCTION = """OPERATORS

Ruritel Limited ("Ruritel") is an operator. Montel Limited ("Montel") is an operator. Vardo Telecom ("Vardo") is one.

"""


def marked(text: str) -> Marks:
    """The marks of the last passage of a filing that has introduced its companies."""
    return read(Annotations(Filing.read(INTRODUCTION + text)), passage_chars=900).passages[-1]


def owner(text: str) -> tuple[str, bool]:
    """Whose the last number of the text is, and whether that needs no asking."""
    marks = marked(text)
    whose = marks.whose(marks.quantities[-1].span)
    return marks.names.entities[whose.mentions[0].entity].name, whose.sure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NEWS\n\nRuritel has 5 million customers.", "Ruritel"),
        ("NEWS\n\nMontel sold Ruritel, which has 5 million customers.", "Ruritel"),
        ("NEWS\n\nRuritel -a unit of Montel- has 5 million customers.", "Ruritel"),
        ("NEWS\n\nIn Norway, the operator Montel owns Ruritel, which has 5 million customers.", "Ruritel"),
        ("NEWS\n\nMontel leads, followed by Ruritel (5 million customers).", "Ruritel"),
        ("NEWS\n\nMontel bought 5% of Ruritel, whose network reaches 5 million people.", "Ruritel"),
        ("NEWS\n\nRuritel, a unit of Montel, has 5 million customers.", "Ruritel"),
        ("NEWS\n\nRuritel (owned by Montel) has 5 million customers.", "Ruritel"),
        ("NEWS\n\nRuritel, in which Montel has an interest, serves 5 million customers.", "Ruritel"),
        ("NEWS\n\nRuritel is part of Montel and it has 5 million customers.", "Ruritel"),
        ("NEWS\n\nRuritel grew, and Montel has 5 million customers.", "Montel"),
        ("NEWS\n\nWith 5 million customers, Ruritel is ahead of Montel.", "Ruritel"),
        ("NEWS\n\nThe purchase saved Ruritel EUR 5 million.", "Ruritel"),
        ("NEWS\n\nRuritel opened a shop. It has 5 million customers.", "Ruritel"),
        ("NEWS\n\nRuritel opened a shop. The company has 5 million customers.", "Ruritel"),
        ("Ruritel\n\nThe network serves 5 million customers.", "Ruritel"),
        ("About Ruritel\n\nFounded in 1990, the company has 5 million customers.", "Ruritel"),
        ("Ruritel\n\nMontel holds 40% of it. There are 5 million customers.", "Ruritel"),
        ("NEWS\n\nOSLO, May 3, 2011 -- Ruritel has 5 million customers.", "Ruritel"),
        ("NEWS\n\nMontel had 4 million customers and Ruritel 5 million.", "Ruritel"),
        ("NEWS\n\nMontel and Ruritel had 4 million and 5 million customers respectively.", "Ruritel"),
        ("NEWS\n\nMontel led; Ruritel in Denmark had 5 million customers.", "Ruritel"),
        ("NEWS\n\nAnother licensee - Ruritel - says it has 5 million customers.", "Ruritel"),
        ("NEWS\n\nRuritel, headquartered in Murray Hill, N.J., had 5 million customers. Montel is there.", "Ruritel"),
        ("NEWS\n\nRuritel.- Operador de Chile. Montel es dueña del 67%. Tiene 5 millones de clientes.", "Ruritel"),
        ("NEWS\n\nMontel announced the launch of Ruritel, an operator with over 5 million customers.", "Ruritel"),
        ("NEWS\n\nMontel expects Ruritel to invest EUR 5 million.", "Ruritel"),
        ("NEWS\n\nRuritel last week said it has 5 million customers.", "Ruritel"),
        (
            "NEWS\n\nRuritel and Montel founded the Polar Alliance. The alliance has 5 million customers.",
            "Polar Alliance",
        ),
        ("NEWS\n\nRuritel anota una subida. Tenemos 5 millones de clientes.", "Ruritel"),
        ("NEWS\n\nRuritel, operador que creció, tiene 5 millones de clientes.", "Ruritel"),
        ("NEWS\n\nIn June Ruritel revenues grew to EUR 5 million.", "Ruritel"),
        ("Ruritel\n\nOwned 49% by Montel, it is large. There are 5 million customers.", "Ruritel"),
        ("NEWS\n\nMontel owns half of Ruritel and will receive EUR 5 million.", "Montel"),
        ("NEWS\n\nRuritel abrió una tienda. La compañía tiene 5 millones de clientes.", "Ruritel"),
        ("NEWS\n\nLa filial del grupo, Ruritel, obtuvo 5 millones de clientes.", "Ruritel"),
    ],
)
def test_a_number_is_the_subject_s_of_its_clause(text: str, expected: str) -> None:
    assert owner(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("NEWS\n\nRuritel has 5 million customers.", True),
        ("Ruritel\n\nThe network serves 5 million customers.", True),
        ("NEWS\n\nThe contract between Montel and Ruritel is worth EUR 5 million.", False),
    ],
)
def test_only_a_doubtful_owner_is_asked_about(text: str, *, sure: bool) -> None:
    assert owner(text)[1] is sure


def test_we_are_the_company_that_files_and_a_speaker_s_own() -> None:
    text = 'Vardo Telecom (the "Company") grew. NEWS\n\nRuritel has shops. We have 5 million customers.'
    assert owner(text)[0].startswith("Vardo")
    assert (
        owner('NEWS\n\n"We have 5 million customers in the country," said Jane Doe, chief executive of Montel.')[0]
        == "Montel"
    )


def test_two_that_share_a_verb_share_what_follows() -> None:
    marks = marked("NEWS\n\nRuritel and Montel have 5 million customers.")
    assert [m.text for m in marks.whose(marks.quantities[-1].span).joint] == ["Ruritel", "Montel"]


def test_a_list_of_items_does_not_change_whom_the_text_is_about() -> None:
    marks = marked("Ruritel\n\nRuritel grew:\n\n* Montel fell\n* Revenue was EUR 5 million\n")
    assert marks.about[-1] is not None
    assert marks.about[-1].text == "Ruritel"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NEWS\n\nAt the end of June 2004 Ruritel had 5 million customers.", "At the end of June 2004"),
        ("NEWS\n\nRuritel had 5 million customers, compared with 4 the year before 2003.", None),
        ("NEWS\n\nFounded in 1990, Ruritel has 5 million customers.", None),
        ("NEWS\n\nOslo, 3 May 2011 - Ruritel has 5 million customers.", None),
    ],
)
def test_a_number_is_as_of_a_date_of_its_own_sentence(text: str, expected: str | None) -> None:
    marks = marked(text)
    dates = marks.dates_for(marks.quantities[0].span)
    assert (dates[0].value.text if dates else None) == expected
