"""The reader by rules: code proposes facts, a small model picks where a proposal is open, guards refuse what cannot be.

It is the way of the embedded model, which reads too badly to be asked for facts outright.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from alliances.rules.marks import Marks
from alliances.rules.picking import STEP, Answered, Pick, Picked, agreed, answered, guessed, open_slots
from alliances.rules.prompts import Prompts
from alliances.rules.proposals import Proposal
from alliances.rules.reading import Reading, read
from alliances.rules.rules import RULES, Rules
from alliances.rules.settling import candidate, objection, settle
from extractor.annotations import Annotations
from extractor.candidates import Ask, Candidate, Findings
from extractor.errors import ModelError
from extractor.facts import Span
from extractor.model import Profile, Reply
from extractor.result import PassageReport, Rejected, Status, Unaccounted

GUESSED = 0.5
"""The probability of a fact whose open slots took their likeliest options."""


class RulesReader:
    """Reads filings by rules, in passages of the profile's length; see `extractor.candidates.Reader`.

    `rules` are those of the alliances unless others are given. Where nothing `asks`, an open slot takes its likeliest
    option, and the fact the probability `GUESSED`: another reader is to say more of it.
    """

    def __init__(self, profile: Profile, rules: Rules = RULES, *, asks: bool = True) -> None:
        self._chars = profile.passage_chars
        self._rules = rules
        self._asks = asks
        self._last: tuple[Annotations, Reading] | None = None

    async def read(self, annotations: Annotations, ask: Ask) -> Findings:
        """Read the filing once."""
        reading = self._reading(annotations)
        gathered = _Gathered(self._rules)
        picks: list[Pick] = []
        for marks in reading.passages:
            if marks.passage.boilerplate:
                gathered.report(marks, "read", "skipped", message="boilerplate: no facts are taken from it")
                continue
            try:
                proposals = [p for propose in self._rules.proposers.values() for p in propose(marks)]
            except Exception as error:  # noqa: BLE001 - a fault of ours costs the passage it met, and is named there
                fault = f"a fault in this program: {type(error).__name__}: {error}"
                gathered.report(marks, "propose", "failed", message=fault)
                continue
            gathered.settle(marks, "propose", [Answered(p, p.slots) for p in proposals if p.settled])
            if self._asks:
                picks += self._picks(marks, proposals)
            else:
                guesses = [guessed(p, self._rules.prompts) for p in proposals if not p.settled]
                gathered.settle(marks, "guess", guesses, probability=GUESSED)
        await gathered.ask(picks, ask, STEP)
        return gathered.findings(reading)

    async def look_again(self, annotations: Annotations, ask: Ask, left: Sequence[Unaccounted]) -> Findings:
        """Ask once more about what is countable and stands in no fact."""
        reading = self._reading(annotations)
        gathered = _Gathered(self._rules)
        picks: list[Pick] = []
        for marks in reading.passages:
            spans = [span for u in left if marks.passage.span.covers(span := Span(u.start, u.end))]
            if spans and not marks.passage.boilerplate and self._rules.again is not None:
                picks += self._picks(marks, self._rules.again(marks, spans))
        await gathered.ask(picks, ask, f"{STEP} again")
        return gathered.findings(reading)

    def _picks(self, marks: Marks, proposals: Iterable[Proposal]) -> Iterator[Pick]:
        """The questions about what is open, each put twice."""
        for proposal in proposals:
            for slot in open_slots(proposal):
                for turned in (False, True):
                    yield Pick(marks, proposal, slot, self._rules.prompts, turned=turned)

    def _reading(self, annotations: Annotations) -> Reading:
        """The filing read; the second look finds it as the first one left it."""
        if self._last is None or self._last[0] is not annotations:
            self._last = annotations, read(annotations, passage_chars=self._chars)
        return self._last[1]


@dataclass(slots=True)
class _Gathered:
    """What one look at a filing comes to."""

    rules: Rules
    candidates: list[Candidate] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    reports: list[PassageReport] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    async def ask(self, picks: Sequence[Pick], ask: Ask, step: str) -> None:
        """Puts questions and takes their answers in the order of the filing."""
        outcomes = await ask([pick.request() for pick in picks])
        self.replies += [outcome for outcome in outcomes if isinstance(outcome, Reply)]
        asked = zip(picks, outcomes, strict=True)
        for _, group in groupby(asked, key=lambda pair: pair[0].marks.passage.index):
            together = list(group)
            answers = _answers(together, self.rules.prompts)
            self.settle(together[0][0].marks, step, answers, [outcome for _, outcome in together])

    def settle(
        self,
        marks: Marks,
        step: str,
        answers: Iterable[Answered],
        outcomes: Sequence[Reply | ModelError] = (),
        probability: float | None = None,
    ) -> None:
        """Takes answered proposals for candidates, or for rejected items with a reason, and reports on the passage."""
        settled = [(answer, settle(marks, answer)) for answer in answers]
        refused = [result for _, result in settled if isinstance(result, Rejected)]
        kept: list[Candidate] = []
        for answer, fact in settled:
            if isinstance(fact, Rejected):
                continue
            against = objection(fact, marks, self.rules.guards.get(type(fact)))
            if against is None:
                kept.append(replace(candidate(marks, answer), probability=probability))
            else:
                refused.append(against)
        self.candidates += kept
        self.rejected += refused
        failures = [outcome for outcome in outcomes if isinstance(outcome, ModelError)]
        replies = [outcome for outcome in outcomes if isinstance(outcome, Reply)]
        status: Status = "truncated" if any(reply.finish == "length" for reply in replies) else "done"
        self.report(
            marks,
            step,
            "failed" if failures else status,
            message=str(failures[0]) if failures else "",
            candidates=len(kept),
            replies=tuple(reply.key for reply in replies),
        )

    def report(self, marks: Marks, step: str, status: Status, **more: Any) -> None:
        """Notes what became of a passage."""
        passage = marks.passage
        start, end = passage.span
        heading = marks.words(passage.heading) if passage.heading else None
        self.reports.append(
            PassageReport(index=passage.index, start=start, end=end, heading=heading, step=step, status=status, **more)
        )

    def findings(self, reading: Reading) -> Findings:
        """All of it."""
        return Findings(
            candidates=tuple(self.candidates),
            rejected=tuple(self.rejected),
            reports=tuple(self.reports),
            replies=tuple(self.replies),
            same_name=reading.names.named,
        )


def _answers(asked: Iterable[tuple[Pick, Reply | ModelError]], prompts: Prompts) -> list[Answered]:
    """The proposals that questions were about, with what was picked for each of their slots."""
    found: dict[int, tuple[Proposal, dict[str, list[Picked]]]] = {}
    for pick, outcome in asked:
        picked = pick.read(outcome.text) if isinstance(outcome, Reply) else Picked(None, str(outcome))
        found.setdefault(id(pick.proposal), (pick.proposal, {}))[1].setdefault(pick.slot, []).append(picked)
    return [
        answered(proposal, {slot: agreed(proposal, slot, turns, prompts) for slot, turns in picks.items()}, prompts)
        for proposal, picks in found.values()
    ]
