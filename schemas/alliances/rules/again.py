"""What is asked a second time: numbers that stand in no fact after the first questions.

Each is put to the model as a metric, with every company in sight, and with the choice that it is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alliances.metric import Metric
from alliances.rules.figures.cues import DURATIONS, INCIDENTAL, STAKE
from alliances.rules.figures.measures import measures
from alliances.rules.fill import company, quantity
from alliances.rules.marks import Marks
from alliances.rules.proposals import Filled, Proposal, divided, unique
from extractor.facts import Span
from extractor.values import FoundQuantity

_MOST = 5


def again(marks: Marks, spans: Sequence[Span]) -> Iterator[Proposal]:
    """Proposals for the numbers among `spans` that stand in running text."""
    for found in marks.quantities:
        block = marks.block_at(found.span.start)
        if found.span not in spans or block is None or block.type not in ("paragraph", "item"):
            continue
        companies = unique(company(marks, m) for m in marks.owners(found.span))[:_MOST]
        sentence = marks.words(marks.sentence_at(found.span.start)).lower()
        stake = found.type == "percent" and STAKE.search(sentence)
        if companies and not stake and not _passing(found):
            yield _figure(marks, found, companies)


def _passing(found: FoundQuantity) -> bool:
    """Whether a number is a duration, a small count in words, or one without any unit."""
    noun = (found.noun or "").lower()
    if DURATIONS.search(noun) or INCIDENTAL.search(noun):
        return True
    return found.type in ("count", "plain") and found.value.amount <= 12


def _figure(marks: Marks, found: FoundQuantity, companies: tuple[Filled, ...]) -> Proposal:
    ranked = tuple(Filled(measure) for measure in measures(marks, found))
    settled, open_ = divided({"subject": companies, "measure": ranked})
    return Proposal(kind=Metric, anchor=found.span, slots={"value": quantity(found), **settled}, open=open_, asks=True)
