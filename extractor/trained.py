"""A trained reader as a reader of filings: it is asked like a model, and its reply is kept like a model's."""

from __future__ import annotations

import bisect
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from extractor.annotations import Annotations
from extractor.candidates import Ask, Candidate, Findings, Found, SlotValue
from extractor.errors import BadAnswer, ModelError
from extractor.facts import Fact, Span
from extractor.model import Message, Request
from extractor.reader.about import Pointed, Pointing
from extractor.result import PassageReport, Unaccounted

STEP = "point"
_ROOM = 32_000
"""The bound on a reply, in tokens, that every request has; what a reader points at has none."""


def model_name(digest: str) -> str:
    """What a reader is called where it is asked: the digest of its file tells it from every other."""
    return f"reader-{digest[:16]}"


@dataclass(frozen=True, slots=True)
class TrainedReader:
    """Asks a trained reader about a whole filing; of what it points at, the facts of `kinds` are candidates.

    Of the readings of one anchor the likeliest is one, or, with `others`, each.
    """

    digest: str
    kinds: Collection[type[Fact]]
    others: bool = False

    async def read(self, annotations: Annotations, ask: Ask, found: Found) -> Findings:
        """Read the filing once."""
        request = Request(
            label=f"{annotations.filing.name}, step {STEP}",
            messages=(Message("user", annotations.text),),
            answer=Pointed,
            max_tokens=_ROOM,
            model=model_name(self.digest),
        )
        (outcome,) = await ask([request])
        if isinstance(outcome, ModelError):
            raise outcome
        try:
            pointed = Pointed.model_validate_json(outcome.text)
        except ValidationError as error:
            raise BadAnswer(f"{request.label}: the recorded reply {outcome.key[:12]} is none of a reader") from error
        pointed_at = candidates(annotations, pointed, self.kinds, others=self.others)
        if not self.others:  # in a vote most of these are outvoted
            found(pointed_at)
        reports = [
            PassageReport(
                index=index,
                start=start,
                end=end,
                heading=None,
                step=STEP,
                status="done",
                candidates=sum(candidate.passage == index for candidate in pointed_at),
                replies=(outcome.key,),
            )
            for index, (start, end) in enumerate(pointed.sections)
        ]
        return Findings(candidates=pointed_at, reports=reports, replies=[outcome])

    async def look_again(
        self,
        annotations: Annotations,  # noqa: ARG002 - it has said all it knows
        ask: Ask,  # noqa: ARG002
        left: Sequence[Unaccounted],  # noqa: ARG002
        found: Found,  # noqa: ARG002
    ) -> Findings:
        """Nothing more."""
        return Findings()


def candidates(
    annotations: Annotations, pointed: Pointed, kinds: Collection[type[Fact]], *, others: bool = False
) -> list[Candidate]:
    """What was pointed at in a filing, as candidates of the kinds wanted; `others` are less likely readings."""
    wanted = {kind.kind: kind for kind in kinds}
    starts = [start for start, _ in pointed.sections]
    return [
        _candidate(annotations, found, wanted[found.kind], bisect.bisect_right(starts, found.anchor[0]) - 1, pointed)
        for found in pointed.found
        if found.kind in wanted and (others or not found.other)
    ]


def _candidate(annotations: Annotations, found: Pointing, kind: type[Fact], index: int, pointed: Pointed) -> Candidate:
    anchor = Span(*found.anchor)
    chosen = {choice.replace("_", " ") for choice in found.choices.values()}
    slots = {
        name: SlotValue(spans=tuple(Span(*span) for span in spans))
        for name, spans in found.slots.items()
        if not {annotations.words(Span(*span)).lower() for span in spans} <= chosen  # it says no more than the class
    }
    slots |= {name: SlotValue(value=choice) for name, choice in found.choices.items()}
    sentence = annotations.sentence_at(anchor.start)
    near = [span for said in slots.values() for span in said.spans if sentence.covers(span)] or [anchor]
    return Candidate(
        kind=kind,
        slots=slots,
        within=Span(*pointed.sections[index]),
        passage=index,
        source="trained",
        trigger=Span(min(span.start for span in near), max(span.end for span in near)),
        probability=found.probability,
    )
