"""The rules read whatever stands in quotation marks, brackets and lines without a fault of their own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliances import DOMAIN
from extractor import Extractor, ScriptedModel
from extractor.model.opening import EMBEDDED

_FRAGMENTS = """
    Veltanor|launched|"..."|a new tariff|"(TM)"|«..»|" "|“®”|“”|""|.|,|the|in|Spain|2004|12%|$1|million|(|"|)|Inc.|Corp
    and|“|”|said|customers|®|-|—|…|owns|60%|of|its|brand|service|called|"A"|CEO|Mr.|Tel: +1|a@b.com|/s/|Ana Ruiz
    agreement|with|Ostra Mobile|Name:|Title:|•|joint venture|between|ARPU|€5|per month|acquired|’|'s|3G|network|;|:|plc
"""
_WORDS = [word for line in _FRAGMENTS.split("\n") for word in line.strip().split("|") if word] + [
    "\n\n",
    "\n",
    "| 1 | 2 |",
]


def faults(text: str) -> list[str]:
    """What passages report of a fault in the program."""
    model = ScriptedModel(lambda request: '{"answer":"A"}', EMBEDDED)
    result = Extractor(model=model, domain=DOMAIN).extract(text)
    messages = [*(p.message for p in result.passages), *(r.message for r in result.rejected)]
    return [message for message in messages if "a fault in this program" in message]


@pytest.mark.parametrize("name", ['"..."', '"(TM)"', "«..»", '" "', "“®”", '""', "“.”", "(...)", '"-"'])
@pytest.mark.parametrize(
    "said", ["launched {}, a new tariff.", "sells its {} service in Spain.", "offers plans: {}, {}."]
)
def test_a_name_without_letters_is_no_fault(name: str, said: str) -> None:
    assert faults(f"Veltanor {said.replace('{}', name)}\n") == []


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=14), st.sampled_from((" ", "")))
def test_fragments_of_filings_in_any_order_are_no_fault(words: list[str], between: str) -> None:
    assert faults(f"Veltanor plc launched {between.join(words)} .\n") == []
