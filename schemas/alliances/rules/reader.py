"""The reader by rules: code proposes facts, a small model picks where a proposal is open, guards refuse what cannot be.

It is the way of the embedded model, which reads too badly to be asked for facts outright.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from alliances.rules.marks import Marks
from alliances.rules.picking import STEP, Answered, Pick, Picked, agreed, answered, guessed, open_slots
from alliances.rules.prompts import Prompts
from alliances.rules.proposals import Proposal
from alliances.rules.reading import Reading, read
from alliances.rules.rules import RULES, Rules
from alliances.rules.settling import candidate, objection, refused, settle
from extractor.annotations import Annotations
from extractor.background import check_cancelled
from extractor.candidates import Ask, Candidate, Findings, Found, Outcome
from extractor.errors import ModelError, fault
from extractor.facts import Span
from extractor.model import Profile, Reply, Request
from extractor.passages import Passage
from extractor.result import PassageReport, Rejected, Status, Unaccounted

GUESSED = 0.5
"""The probability of a fact whose open slots took their likeliest options."""
_AGAIN = f"{STEP} again"
_Asked = tuple[Pick, Request]


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

    async def read(self, annotations: Annotations, ask: Ask, found: Found) -> Findings:
        """Read the filing once."""
        reading = self._reading(annotations)
        gathered = _Gathered(annotations, self._rules, found)
        for passage, met in reading.failed:
            gathered.report(passage, "propose", "failed", message=fault(met))
        picks: list[_Asked] = []
        for marks in reading.passages:
            check_cancelled()
            if marks.passage.boilerplate:
                gathered.report(marks.passage, "read", "skipped", message="boilerplate: no facts are taken from it")
                continue
            try:
                proposals = [p for propose in self._rules.proposers.values() for p in propose(marks)]
                asked = self._picks(marks, proposals) if self._asks else []
                open_ = () if self._asks else [p for p in proposals if not p.settled]
                guesses = [guessed(p, self._rules.prompts) for p in open_]
            except Exception as error:  # noqa: BLE001 - a fault of ours costs the passage it met, and is named there
                gathered.report(marks.passage, "propose", "failed", message=fault(error))
                continue
            gathered.settle(marks, "propose", [Answered(p, p.slots) for p in proposals if p.settled])
            picks += asked
            if not self._asks:
                gathered.settle(marks, "guess", guesses, probability=GUESSED)
        await gathered.ask(picks, ask, STEP)
        return gathered.findings(reading)

    async def look_again(
        self, annotations: Annotations, ask: Ask, left: Sequence[Unaccounted], found: Found
    ) -> Findings:
        """Ask once more about what is countable and stands in no fact."""
        reading = self._reading(annotations)
        gathered = _Gathered(annotations, self._rules, found)
        picks: list[_Asked] = []
        for marks in reading.passages:
            spans = [span for u in left if marks.passage.span.covers(span := Span(u.start, u.end))]
            if spans and not marks.passage.boilerplate and self._rules.again is not None:
                try:
                    picks += self._picks(marks, self._rules.again(marks, spans))
                except Exception as error:  # noqa: BLE001 - the same
                    gathered.report(marks.passage, _AGAIN, "failed", message=fault(error))
        await gathered.ask(picks, ask, _AGAIN)
        return gathered.findings(reading)

    def _picks(self, marks: Marks, proposals: Iterable[Proposal]) -> list[_Asked]:
        """The questions about what is open, each put twice."""
        picks = [
            Pick(marks, proposal, slot, self._rules.prompts, turned=turned)
            for proposal in proposals
            for slot in open_slots(proposal)
            for turned in (False, True)
        ]
        return [(pick, pick.request()) for pick in picks]

    def _reading(self, annotations: Annotations) -> Reading:
        """The filing read; the second look finds it as the first one left it."""
        if self._last is None or self._last[0] is not annotations:
            self._last = annotations, read(annotations, passage_chars=self._chars)
        return self._last[1]


@dataclass(slots=True)
class _Gathered:
    """What one look at a filing comes to."""

    annotations: Annotations
    rules: Rules
    found: Found
    candidates: list[Candidate] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    reports: list[PassageReport] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    async def ask(self, picks: Sequence[_Asked], ask: Ask, step: str) -> None:
        """Puts questions, settles a passage once all of its own are answered, and takes them in the filing's order."""
        numbers = range(len(picks))
        passages = [tuple(group) for _, group in groupby(numbers, lambda n: picks[n][0].marks.passage.index)]
        home = {number: passage for passage in passages for number in passage}
        heard: dict[int, Outcome] = {}
        settled: dict[tuple[int, ...], list[Candidate | Rejected]] = {}

        def hear(number: int, outcome: Outcome) -> None:
            heard[number] = outcome
            passage = home[number]
            if all(n in heard for n in passage):
                answers = _answers([(picks[n][0], heard[n]) for n in passage], self.rules.prompts)
                settled[passage] = self.settled(picks[number][0].marks, answers)

        outcomes = await ask([request for _, request in picks], hear)
        self.replies += [outcome for outcome in outcomes if isinstance(outcome, Reply)]
        for passage in passages:
            self.take(picks[passage[0]][0].marks, step, settled[passage], [outcomes[n] for n in passage])

    def settle(self, marks: Marks, step: str, answers: Iterable[Answered], probability: float | None = None) -> None:
        """Takes answered proposals, and reports on the passage."""
        self.take(marks, step, self.settled(marks, answers, probability))

    def settled(
        self, marks: Marks, answers: Iterable[Answered], probability: float | None = None
    ) -> list[Candidate | Rejected]:
        """Answered proposals as candidates, which are told of, or as rejected items with a reason."""
        settled = [_settled(marks, answer, self.rules) for answer in answers]
        if probability is not None:
            settled = [replace(o, probability=probability) if isinstance(o, Candidate) else o for o in settled]
        self.found([one for one in settled if isinstance(one, Candidate)])
        return settled

    def take(
        self, marks: Marks, step: str, settled: Sequence[Candidate | Rejected], outcomes: Sequence[Outcome] = ()
    ) -> None:
        """Keeps what was settled, and reports on the passage."""
        kept = [one for one in settled if isinstance(one, Candidate)]
        refused = [one for one in settled if isinstance(one, Rejected)]
        self.candidates += kept
        self.rejected += refused
        failures = [outcome for outcome in outcomes if isinstance(outcome, ModelError)]
        replies = [outcome for outcome in outcomes if isinstance(outcome, Reply)]
        status: Status = "truncated" if any(reply.finish == "length" for reply in replies) else "done"
        self.report(
            marks.passage,
            step,
            "failed" if failures else status,
            message=str(failures[0]) if failures else "",
            candidates=len(kept),
            replies=tuple(reply.key for reply in replies),
        )

    def report(self, passage: Passage, step: str, status: Status, **more: Any) -> None:
        """Notes what became of a passage."""
        start, end = passage.span
        heading = self.annotations.words(passage.heading) if passage.heading else None
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


def _settled(marks: Marks, answer: Answered, rules: Rules) -> Candidate | Rejected:
    """What an answered proposal comes to; a fault of ours costs the item it met, and is named there."""
    try:
        fact = settle(marks, answer)
        if isinstance(fact, Rejected):
            return fact
        return objection(fact, marks, rules.guards.get(type(fact))) or candidate(marks, answer)
    except Exception as error:  # noqa: BLE001 - named
        return refused(marks, answer, "fault", fault(error))


def _answers(asked: Iterable[tuple[Pick, Outcome]], prompts: Prompts) -> list[Answered]:
    """The proposals that questions were about, with what was picked for each of their slots."""
    found: dict[int, tuple[Proposal, dict[str, list[Picked]]]] = {}
    for pick, outcome in asked:
        picked = pick.read(outcome.text) if isinstance(outcome, Reply) else Picked(None, str(outcome))
        found.setdefault(id(pick.proposal), (pick.proposal, {}))[1].setdefault(pick.slot, []).append(picked)
    return [
        answered(proposal, {slot: agreed(proposal, slot, turns, prompts) for slot, turns in picks.items()}, prompts)
        for proposal, picks in found.values()
    ]
