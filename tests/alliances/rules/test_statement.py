"""Who is quoted with what words, as filings print it. All names are invented."""

from __future__ import annotations

import pytest

from alliances.rules import statement
from tests.alliances.rules.reading import said


def statements(text: str, language: str = "en") -> list[str]:
    """What is proposed: "speaker | text"."""
    return [f"{found['speaker']} | {found['text']}" for found in said(statement.propose, text, language)]


ENGLISH = [
    (
        'Bo Cox runs Montel. Mr. Cox, who is to join the board, commented: "We are proud of it."',
        ["Bo Cox | We are proud of it."],
    ),
    ('"We grew fast," said Ann Bell. He added: "It took time."', ["Ann Bell | We grew fast, It took time."]),
    ('"We grew fast," said Ann Bell, CEO of Ruritel. "It took time."', ["Ann Bell | We grew fast, It took time."]),
    ('"We grew fast," said Sir Ian Bell, chairman.', ["Ian Bell | We grew fast,"]),
    ('Ruritel\'s chief executive, Ann Bell, said: "We grew fast."', ["Ann Bell | We grew fast."]),
    ("Ann Bell, finance director: “We did it in the end.”", ["Ann Bell | We did it in the end."]),
    ('According to Rosa Diaz, senior analyst at Montel, "it will double soon."', ["Rosa Diaz | it will double soon."]),
    ('Bo Cox runs Montel. "We go on as we did," Cox said.', ["Bo Cox | We go on as we did,"]),
    (
        '"We grew fast," said Ann Bell. Growth was 4%. She added: "It took time."',
        ["Ann Bell | We grew fast,", "Ann Bell | It took time."],
    ),
    (
        'In Paris, Ruritel CEO Ann Bell told Bo Cox of Montel: "This is a step for us all."',
        ["Ann Bell | This is a step for us all."],
    ),
    (
        'Growth was strong in the markets we serve. "We grew in what was a very\n\x0c\nhard market," said Ann Bell.',
        ["Ann Bell | We grew in what was a very hard market,"],
    ),
    (
        '"We grew fast," said Ann Bell. Later Bo Cox, founder of Montel, met the press. He told them: "It took time."',
        ["Ann Bell | We grew fast,", "Bo Cox | It took time."],
    ),
    (
        'Montel appointed Bo Cox as chairman. In a statement, he said: "This is an exciting time."',
        ["Bo Cox | This is an exciting time."],
    ),
    (
        '"Our customers used more data than ever. We built the network for it."\nErnesto L. Maca\nPresident and CEO\n',
        ["Ernesto L. Maca | Our customers used more data than ever. We built the network for it."],
    ),
    (
        '"We grew fast," said Ann Bell.\n\nMore is to come, the alliance added. "Services will be seamless," it said.',
        ["Ann Bell | We grew fast,"],
    ),
    (
        'Kurt Van Wagner runs Montel. "We are very glad of it," Van Wagner said.',
        ["Kurt Van Wagner | We are very glad of it,"],
    ),
    ('Montel\'s Ann Bell said: "We are very glad of it."', ["Ann Bell | We are very glad of it."]),
    (
        "``We are very glad of it. It took a lot of work.'' – Ann Bell, CEO",
        ["Ann Bell | We are very glad of it. It took a lot of work."],
    ),
    ('"It was right for us," indicated Ann Bell.', ["Ann Bell | It was right for us,"]),
    ('"Our customers come first," it said.', []),
    ('Montel said: "The offer is open until May."', []),
    ('The plan, "Faster Answers For All", ended, said Ann Bell.', []),
]

SPANISH = [
    (
        "«Nadie lo esperaba», declaró el presidente de Ruritel, Íñigo Larra Ochoa. «Pero crecimos».",
        ["Íñigo Larra Ochoa | Nadie lo esperaba Pero crecimos"],
    ),
    (
        "«Ponemos un banco en el bolsillo», ha señalado Eva Ruiz, consejera delegada. «No es una prueba», ha añadido.",
        ["Eva Ruiz | Ponemos un banco en el bolsillo No es una prueba"],
    ),
    ("Para Eva Ruiz, consejera delegada, «es un buen momento».", ["Eva Ruiz | es un buen momento"]),
    ("«Es un buen momento», señaló la directora de Montel Eva Ruiz.", ["Eva Ruiz | Es un buen momento"]),
    ("Según la directora general, Eva Ruiz, «es un buen momento».", ["Eva Ruiz | es un buen momento"]),
    ("Eva Ruiz dirige Montel. «Es un paso importante», ha señalado Ruiz.", ["Eva Ruiz | Es un paso importante"]),
    (
        "Su consejera delegada, Eva Ruiz, cree que es pronto: «Habrá que esperar un año».",
        ["Eva Ruiz | Habrá que esperar un año"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_a_quotation_has_its_speaker(text: str, expected: list[str]) -> None:
    assert statements(text) == expected


@pytest.mark.xfail(reason="a fragment worked into a sentence has no verb of saying beside it")
def test_a_fragment_is_quoted() -> None:
    assert statements('Ann Bell described it as "a real milestone".') == ["Ann Bell | a real milestone"]


@pytest.mark.parametrize(("text", "expected"), SPANISH)
def test_a_quotation_has_its_speaker_in_spanish(text: str, expected: list[str]) -> None:
    assert statements(text, "es") == expected
