"""Small gold files and results about operators that do not exist."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals import gold as golds
from evals import predictions as results
from evals.gold import Gold
from evals.items import Item, build
from evals.kinds import kinds_of
from evals.predictions import Prediction
from evals.score import Score, score

JSON = dict[str, Any]

KINDS = kinds_of("alliances")

TEXT = """\
Alba Mobil had 3.2 million customers at the end of June 2009 and a market share of 31 %.
Brevo, which is wholly owned by Cedar Group, had 1.5 million customers in 2008.
The Lumen Alliance has three members: Alba Mobil (Spain), Brevo (Italy) and Corvo (Portugal).
"We are pleased with the first half," said Ines Prado, chief executive of Alba Mobil.
"""

ALBA = "Alba Mobil had 3.2 million customers at the end of June 2009"
SHARE = "Alba Mobil had 3.2 million customers at the end of June 2009 and a market share of 31 %"
BREVO = "Brevo, which is wholly owned by Cedar Group, had 1.5 million customers in 2008"
LUMEN = "The Lumen Alliance has three members: Alba Mobil (Spain), Brevo (Italy) and Corvo (Portugal)"


def quantity(text: str, amount: float, unit: str = "subscribers", bound: str = "exact") -> JSON:
    return {"text": text, "amount": amount, "unit": unit, "bound": bound}


def when(text: str, start: str, end: str | None = None) -> JSON:
    return {"text": text, "start": start, "end": end or start}


def metric(subject: str, measure: str, value: JSON, quote: str, **slots: Any) -> JSON:
    return {"kind": "metric", "subject": subject, "measure": measure, "value": value, "quote": quote, **slots}


def membership(member: str, quote: str = LUMEN, **slots: Any) -> JSON:
    return {"kind": "membership", "alliance": "Lumen Alliance", "member": member, "quote": quote, **slots}


def customers() -> JSON:
    as_of = when("at the end of June 2009", "2009-06-30")
    return metric("Alba Mobil", "subscribers", quantity("3.2 million customers", 3_200_000), ALBA, as_of=as_of)


def share() -> JSON:
    return metric("Alba Mobil", "market_share", quantity("31 %", 31, "percent"), SHARE)


def brevo() -> JSON:
    as_of = when("in 2008", "2008-01-01", "2008-12-31")
    return metric("Brevo", "subscribers", quantity("1.5 million customers", 1_500_000), BREVO, as_of=as_of)


def ownership(stake: JSON | None = None) -> JSON:
    return {"kind": "ownership", "owner": "Cedar Group", "owned": "Brevo", "stake": stake, "quote": BREVO}


def all_facts() -> list[JSON]:
    return [
        customers(),
        share(),
        brevo(),
        ownership(quantity("wholly owned", 100, "percent")),
        membership("Alba Mobil", countries=["ES"]),
        membership("Brevo", countries=["IT"]),
        membership("Corvo", countries=["PT"], optional=True),
    ]


def gold_file(facts: Sequence[JSON], *, document: str = "toy.txt", text: str = TEXT, **fields: Any) -> JSON:
    return {
        "document": document,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "language": "en",
        "entities": {},
        "facts": list(facts),
        **fields,
    }


def result_file(facts: Iterable[JSON], *, document: str = "toy.txt", text: str = TEXT, **usage: Any) -> JSON:
    """A result as the extractor writes it, with the facts of a gold file."""
    return {
        "filing": {"name": document, "sha256": hashlib.sha256(text.encode()).hexdigest()},
        "facts": [predicted(fact) for fact in facts],
        "usage": {"model": "toy", **usage},
    }


def predicted(fact: Mapping[str, Any]) -> JSON:
    slots = {slot: value for slot, value in fact.items() if slot not in ("quote", "optional")}
    return {**slots, "evidence": [{"start": 0, "end": 1, "quote": fact["quote"]}] if fact.get("quote") else []}


def item(fact: Mapping[str, Any]) -> Item:
    slots = {slot: value for slot, value in fact.items() if slot not in ("kind", "quote", "optional")}
    quotes = (fact.get("quote", ""),)
    made, problems = build(fact["kind"], slots, KINDS, quotes=quotes, optional=fact.get("optional", False))
    assert not problems, problems
    return made


def write_gold(folder: Path, *contents: JSON, text: str = TEXT) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for content in contents:
        (folder / content["document"]).write_text(text, encoding="utf-8", newline="")
        path = (folder / content["document"]).with_suffix(".json")
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return folder


def write_results(folder: Path, *contents: JSON) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for content in contents:
        (folder / f"{content['filing']['name']}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def gold_of(facts: Sequence[JSON], *, document: str = "toy.txt", **fields: Any) -> Gold:
    shape = golds.GoldShape.model_validate(gold_file(facts, document=document, **fields))
    gold, problems = golds.parse(shape, Path(f"{document}.json"), KINDS)
    assert not problems, problems
    return gold


def prediction_of(facts: Iterable[JSON], *, document: str = "toy.txt", **usage: Any) -> Prediction:
    return results.parse(result_file(facts, document=document, **usage), KINDS)


def scored(gold: Sequence[JSON], said: Iterable[JSON], **fields: Any) -> Score:
    """The score of one document."""
    annotated = gold_of(gold, **fields)
    return score([annotated], {"toy.txt": prediction_of(said)}, KINDS)
