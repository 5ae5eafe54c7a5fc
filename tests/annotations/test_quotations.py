"""Which quoted words are speech, how their runs join, and the clause that names the speaker."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.annotations import find_quotations
from extractor.facts import Span


def quotations(text: str) -> list[tuple[str, str]]:
    """Words and attribution of each quotation; runs are joined by " | "."""
    found = find_quotations(text, Span(0, len(text)))
    return [
        (
            " | ".join(text[run.start : run.end] for run in quotation.runs),
            text[quotation.attribution.start : quotation.attribution.end],
        )
        for quotation in found
    ]


SPEECH = [
    # The clause that says so comes after, before, or within.
    ('"We are glad to grow," said Ann Bell.', [("We are glad to grow,", "said Ann Bell.")]),
    ('Ann Bell, CEO, said: "We are glad to grow."', [("We are glad to grow.", "Ann Bell, CEO, said:")]),
    ('"We grow," Ann Bell said, "as we said."', [("We grow, | as we said.", "Ann Bell said,")]),
    ('"We are glad," said Ann Bell. "It took time."', [("We are glad, | It took time.", "said Ann Bell.")]),
    ('"We grew," Ann Bell said, adding: "It took time."', [("We grew, | It took time.", "Ann Bell said, adding:")]),
    ('Ann Bell commented:\n\n"We are glad to grow."', [("We are glad to grow.", "Ann Bell commented:")]),
    ('"These words," said Ann. "More," she added. "And more."', [("These words, | More, | And more.", "said Ann.")]),
    ("“We are glad to grow.”\n— Ann Bell, CEO", [("We are glad to grow.", "Ann Bell, CEO")]),
    # Two speakers are two quotations.
    (
        'Ann Bell said: "We grow every year." According to Bo Cox, prices will be set "in the next six weeks."',
        [("We grow every year.", "Ann Bell said:")],
    ),
    (
        '"First words are here," said Ann Bell.\n\n"Then other words come," said Bo Cox.',
        [("First words are here,", "said Ann Bell."), ("Then other words come,", "said Bo Cox.")],
    ),
    (
        'Ann Bell, CEO, added, "We are glad. We grow." Bo Cox, CFO, added, "Cash is fine too."',
        [("We are glad. We grow.", "Ann Bell, CEO, added,"), ("Cash is fine too.", "Bo Cox, CFO, added,")],
    ),
    (
        "“We are glad to grow,” Bell said. He added: “It took more time.”",
        [("We are glad to grow, | It took more time.", "Bell said.")],
    ),
    # Marks of every shape, doubled and missing.
    (
        "‘We’re glad our customers’ needs are met,’ said Ann Bell.",
        [("We’re glad our customers’ needs are met,", "said Ann Bell.")],
    ),
    ("'We are glad of it,' said Ann Bell.", [("We are glad of it,", "said Ann Bell.")]),
    ("„Wir freuen uns sehr“, sagte Hans Meier.", [("Wir freuen uns sehr", "sagte Hans Meier.")]),
    ('""We are glad to grow,"" said Ann Bell.', [("We are glad to grow,", "said Ann Bell.")]),
    ("``We are glad to grow,'' said Ann Bell.", [("We are glad to grow,", "said Ann Bell.")]),
    ('"We are glad to grow, said Ann Bell.\n\nMore text.', [("We are glad to grow,", "said Ann Bell.")]),
    ('"We call it "the bridge" here," said Ann Bell.', [('We call it "the bridge" here,', "said Ann Bell.")]),
    # Speech over paragraphs and pages.
    (
        'Ann Bell said: "We are glad.\n\n"And we grow.\n\n"More is to come."',
        [("We are glad. | And we grow. | More is to come.", "Ann Bell said:")],
    ),
    ('"We are glad,\n\n"And we grow on," said Ann Bell.', [("We are glad, | And we grow on,", "said Ann Bell.")]),
    (
        '"We grow in the\n\x0c\nmarket of today," said Ann Bell.',
        [("We grow in the | market of today,", "said Ann Bell.")],
    ),
    (
        '"We are glad," said Ann Bell.\n\n"It took us some time."',
        [("We are glad, | It took us some time.", "said Ann Bell.")],
    ),
    (
        '"We grow in\n\n        - more -\n\nevery market," said Ann Bell.',
        [("We grow in | every market,", "said Ann Bell.")],
    ),
    # Spanish.
    (
        "«Nos alegra crecer», señaló Juan Gil. «Y lo haremos».",
        [("Nos alegra crecer | Y lo haremos", "señaló Juan Gil.")],
    ),
    ("Según Juan Gil, «es un buen momento».", [("es un buen momento", "Según Juan Gil,")]),
    ("Juan Gil ha afirmado que «es un buen momento».", [("es un buen momento", "Juan Gil ha afirmado que")]),
]

NO_SPEECH = [
    "The “Zap” tariff has a million users.",
    'The trade press has nicknamed the tariff "the end of the holiday bill".',
    'Words such as "expects", "intends" and "will" identify them.',
    'Ruritel Limited ("Ruritel" or "the Group") grew.',
    "The plan, known to our staff as “Fewer Boxes, Faster Answers”, saved money.",
    'A screen of 5" is large; one of 7" is larger.',
    "El plan de eficiencia «Altiplano», iniciado en 2008, permitió ahorrar.",
]


@pytest.mark.parametrize(("text", "expected"), SPEECH)
def test_speech_is_joined_by_its_speaker(text: str, expected: list[tuple[str, str]]) -> None:
    assert quotations(text) == expected


@pytest.mark.parametrize("text", NO_SPEECH)
def test_terms_in_quotation_marks_are_no_speech(text: str) -> None:
    assert quotations(text) == []


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.text(alphabet="\"“”«»‘’' \n\x0c.,:aBsaid", max_size=120))
def test_runs_lie_in_the_text_in_order_and_apart(text: str) -> None:
    runs = [run for quotation in find_quotations(text, Span(0, len(text))) for run in quotation.runs]
    assert all(0 <= run.start < run.end <= len(text) for run in runs)
    assert all(before.end <= after.start for before, after in pairwise(runs))
