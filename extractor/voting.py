"""Two readers of one filing: which of what either says stands, and how likely it is.

Rules and a trained reader err independently: what both say is nearly always right, what one says alone is right as
often as it was on documents left out of training, and less often where the other says something else of the same words.
The weights are those of a logistic regression on such documents, with a part of its own for each kind that is drawn
towards the part all share.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.candidates import SameName
from extractor.facts import Fact, Span
from extractor.merge import merge, same
from extractor.reader.about import About
from extractor.result import Rejected

_SURE = 1e-3
"""Probabilities nearer to 0 or 1 than this count as this near."""


@dataclass(slots=True)
class Claim:
    """What one or both readers say: the facts of each that state the same."""

    kind: str
    by_rules: Fact | None = None
    pointed: Fact | None = None
    contested: bool = False
    """Whether the other reader says something else of the same words."""
    spans: list[Span] = field(default_factory=list)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that state it."""
        return tuple(fact for fact in (self.pointed, self.by_rules) if fact is not None)

    def features(self) -> tuple[float, ...]:
        """What its probability depends on: who says it, whether rules guess, the reader's log-odds, and a contest."""
        likely = self.pointed.confidence if self.pointed is not None else None
        odds = 0.0 if likely is None else math.log(max(likely, _SURE) / max(1 - likely, _SURE))
        rules, alone = self.pointed is None, self.by_rules is None
        both = not rules and not alone
        guessed = self.by_rules is not None and self.by_rules.confidence is not None
        weighed = (rules and not guessed, rules and guessed, alone, both and not guessed, both and guessed)
        contested = float(self.contested)
        return (*map(float, weighed), odds * alone, odds * both, contested * rules, contested * alone)


def claims(by_rules: Sequence[Fact], pointed: Sequence[Fact], about: About, names: SameName) -> list[Claim]:
    """What two readers say of one filing, each claim once."""
    found = [Claim(fact.kind, by_rules=fact) for fact in merge(by_rules, names)]
    for fact in merge(pointed, names):
        home = next(
            (c for c in found if c.by_rules is not None and c.pointed is None and same(c.by_rules, fact, names)), None
        )
        if home is None:
            found.append(Claim(fact.kind, pointed=fact))
        else:
            home.pointed = fact
    of_kind: dict[str, list[Claim]] = defaultdict(list)
    for claim in found:
        claim.spans = [span for fact in claim.facts for span in _anchored(fact, about)]
        of_kind[claim.kind].append(claim)
    for claim in found:
        claim.contested = any(_contests(other, claim) for other in of_kind[claim.kind])
    return found


def _anchored(fact: Fact, about: About) -> Iterator[Span]:
    slot = about.anchors.get(fact.kind, "")
    for evidence in fact.evidence:
        yield from evidence.slots.get(slot, ())


def _contests(other: Claim, claim: Claim) -> bool:
    """Whether another claim, which the other reader makes, is about words of this one."""
    heard = (other.by_rules is not None and claim.by_rules is None) or (
        other.pointed is not None and claim.pointed is None
    )
    return heard and other is not claim and any(a.overlaps(b) for a in other.spans for b in claim.spans)


def elect(found: Sequence[Claim], about: About) -> list[Fact]:
    """The facts of all claims, each with the probability of its claim as its confidence."""
    elected: list[Fact] = []
    for claim in found:
        weights = about.vote.get(claim.kind) or about.vote.get("")
        if weights is not None:
            score = sum(w * f for w, f in zip(weights, claim.features(), strict=True))
            likely = round(1 / (1 + math.exp(-score)), 4)
            elected += [fact.model_copy(update={"confidence": likely}) for fact in claim.facts]
        else:
            elected += claim.facts
    return elected


def likely_enough(
    facts: Sequence[Fact], least: float | None, usual: Mapping[str, float]
) -> tuple[list[Fact], list[Rejected]]:
    """The facts that are likely enough, and the others as refused items.

    `least` is what the user asks for, `usual` what each kind has where the user asks for nothing. A fact whose reader
    gives no probability stands.
    """
    kept: list[Fact] = []
    refused: list[Rejected] = []
    for fact in facts:
        wanted = least if least is not None else usual.get(fact.kind, usual.get("", 0.0))
        if fact.confidence is None or fact.confidence >= wanted:
            kept.append(fact)
            continue
        item = {slot: str(getattr(value, "text", value)) for slot in fact.slots()
                if (value := getattr(fact, slot)) not in (None, (), "")}  # fmt: skip
        message = f"its confidence is {fact.confidence:.2f}, and {wanted:.2f} is wanted"
        refused.append(Rejected(kind=fact.kind, reason="unlikely", message=message, item=item))
    return kept, refused
