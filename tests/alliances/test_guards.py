import json
from typing import Any

import pytest

from extractor import Extractor, Profile, ScriptedModel

COPY = Profile(way="copy", passage_chars=4000, concurrency=1, narrow=False)


def copied(text: str, **items: Any) -> tuple[list[str], list[str]]:
    """The kinds of the facts that stand, and why the others do not, when a model copies these items from a text."""
    reply = json.dumps(items)
    result = Extractor(ScriptedModel(lambda request: reply, COPY)).extract(text)
    return [f.kind for f in result.facts], sorted({r.message for r in result.rejected if r.reason == "guard"})


@pytest.mark.parametrize(
    ("text", "item", "why"),
    [
        (
            "Norda has 2 million customers.\n",
            {"metric": [{"subject": "Norda", "measure": "market_share", "value": "2 million customers"}]},
            "market_share is a percentage, and '2 million customers' is none",
        ),
        (
            "Norda has a 31 % share.\n",
            {"metric": [{"subject": "Norda", "measure": "subscribers", "value": "31 %"}]},
            "subscribers is counted, and '31 %' is a share",
        ),
        (
            "Norda earned EUR 5 million.\n",
            {"metric": [{"subject": "Norda", "measure": "employees", "value": "EUR 5 million"}]},
            "employees is counted, and 'EUR 5 million' is money",
        ),
        (
            "Norda owns Norda.\n",
            {"ownership": [{"owner": "Norda", "owned": "Norda"}]},
            "nobody is its own owner",
        ),
        (
            "Norda grew by 150 %. It owns Teleplan.\n",
            {"ownership": [{"owner": "Norda", "owned": "Teleplan", "stake": "150 %"}]},
            "a stake of '150 %' cannot be",
        ),
        (
            "The market grew, said Ada Lind of Norda.\n",
            {"statement": [{"speaker": "Ada Lind", "text": "The market grew"}]},
            "the words do not stand between quotation marks",
        ),
        (
            "Norda Holdings plc is listed.\n",
            {"person": [{"name": "Norda Holdings plc"}]},
            "Norda Holdings plc is a company",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(text: str, item: dict[str, Any], why: str) -> None:
    assert copied(text, **item) == ([], [why])


def test_what_can_be_stands() -> None:
    text = '"The market grew by 3 % in 2003," said Ada Lind of Norda. Norda owns 60 % of Teleplan.\n'
    items = {
        "ownership": [{"owner": "Norda", "owned": "Teleplan", "stake": "60 %"}],
        "statement": [{"speaker": "Ada Lind", "text": "The market grew by 3 % in 2003,"}],
        "person": [{"name": "Ada Lind"}],
    }
    kinds, refused = copied(text, **items)
    assert (sorted(kinds), refused) == (["ownership", "person", "statement"], [])
