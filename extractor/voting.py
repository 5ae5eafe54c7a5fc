"""Two readers of one filing: which of what either says stands, and how likely it is.

Rules and a trained reader err independently: what both say is nearly always right, what one says alone is right as
often as it was on documents left out of training, and less often where the other says something else of the same words.
Of the same words rules are heard first, unless they are hardly ever right where they are contradicted so.
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
from extractor.names import canonical
from extractor.reader.about import About
from extractor.result import Rejected
from extractor.slots import slots_of

_FAR = 30.0
_SURE = 1e-3
"""Probabilities nearer to 0 or 1 than this count as this near."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How likely a claim is at least that stands: one that rules make alone, the trained reader alone, and both."""

    rules: float
    alone: float
    both: float

    def of(self, claim: Claim) -> float:
        """What a claim is held to."""
        if claim.by_rules is None:
            return self.alone
        return self.rules if claim.pointed is None else self.both


USUAL = Bar(rules=0.6, alone=0.6, both=0.6)
ELSEWHERE = Bar(rules=0.0, alone=0.7, both=0.0)
"""For a document of a sort that the vote was not learnt on: rules stand, and what the reader adds to them is sure."""


def bar(about: About, form: str | None, least: float | None) -> Bar:
    """What claims of a document are held to: what the user asks for, or what goes for documents of its form."""
    if least is not None:
        return Bar(least, least, least)
    return USUAL if (form or "") in about.forms else ELSEWHERE


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
        """The facts that state it; what rules say comes first, for of what is no key they know more."""
        return tuple(fact for fact in (self.by_rules, self.pointed) if fact is not None)

    def pair(self) -> frozenset[str]:
        """The two names that its key has; empty where it has another number of them."""
        fact = self.facts[0]
        names = [slot.name for slot in slots_of(type(fact)) if slot.key and slot.form == "name" and not slot.many]
        return frozenset(canonical(getattr(fact, name)) for name in names) if len(names) == 2 else frozenset()

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


def elect(found: Sequence[Claim], about: About, held_to: Bar = USUAL) -> tuple[list[Fact], list[Rejected]]:
    """The facts of all claims that stand, each as likely as its claim, and those of rules that do not."""
    if not about.vote:
        return [fact for claim in found for fact in claim.facts], []
    stand = standing(found, about.vote, held_to)
    facts = [
        fact.model_copy(update={"confidence": round(likely, 4)}) for claim, likely in stand for fact in claim.facts
    ]
    kept = {id(claim) for claim, _ in stand}
    outvoted = [claim.by_rules for claim in found if id(claim) not in kept and claim.by_rules is not None]
    return facts, [_refused(fact, "outvoted: it is not likely enough") for fact in outvoted]


def standing(
    found: Sequence[Claim], weights: Mapping[str, Sequence[float]], held_to: Bar = USUAL
) -> list[tuple[Claim, float]]:
    """The claims that stand beside each other, each with how likely it is: those of rules first, the likeliest first.

    Of the same words a trained reader has one reading, and none where a claim of the rules stands: one of its kind, or
    one that says something else of the same two names (a member of an alliance is not owned by it).
    """
    kept: list[tuple[Claim, float]] = []
    of_kind: dict[str, list[Claim]] = defaultdict(list)
    of_pair: dict[frozenset[str], list[Claim]] = defaultdict(list)
    likely = [
        (claim, likelihood(claim.features(), weights.get(claim.kind) or weights.get("") or ())) for claim in found
    ]
    for claim, share in sorted(likely, key=lambda one: (one[0].by_rules is None, -one[1])):
        pair = claim.pair()
        others = of_kind[claim.kind] + (of_pair[pair] if pair else [])
        if share >= held_to.of(claim) and not any(_outvotes(other, claim) for other in others):
            kept.append((claim, share))
            of_kind[claim.kind].append(claim)
            if claim.by_rules is not None:
                of_pair[pair].append(claim)
    return kept


def _outvotes(kept: Claim, claim: Claim) -> bool:
    """Whether a claim cannot stand beside one that does: rules that state two things of the same words mean both."""
    if claim.by_rules is not None and kept.by_rules is not None:
        return False
    return any(a.overlaps(b) for a in kept.spans for b in claim.spans)


def likelihood(features: Sequence[float], weights: Sequence[float]) -> float:
    """How likely a claim is: the logistic function of its weighed features; even, where nothing is known of them."""
    score = sum(w * f for w, f in zip(weights, features, strict=bool(weights)))
    return 1 / (1 + math.exp(-max(-_FAR, min(_FAR, score))))


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
        refused.append(_refused(fact, f"its confidence is {fact.confidence:.2f}, and {wanted:.2f} is wanted"))
    return kept, refused


def _refused(fact: Fact, message: str) -> Rejected:
    item = {slot: str(getattr(value, "text", value)) for slot in fact.slots()
            if (value := getattr(fact, slot)) not in (None, (), "")}  # fmt: skip
    return Rejected(kind=fact.kind, reason="unlikely", message=message, item=item)
