"""The reader by rules: what they propose, and guards that refuse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from alliances.rules.marks import Marks
from alliances.rules.proposals import Proposal
from alliances.rules.reading import read
from alliances.rules.rules import RULES, Rules
from alliances.rules.settling import refused, settle
from extractor.annotations import Annotations
from extractor.background import check_cancelled
from extractor.candidates import Ask, Candidate, Findings, Found
from extractor.errors import fault
from extractor.model import Profile
from extractor.passages import Passage
from extractor.result import PassageReport, Rejected, Unaccounted

_PROPOSE = "propose"
"""What this way of reading is called in reports."""


class RulesReader:
    """Reads filings by rules, in passages of the profile's length; see `extractor.candidates.Reader`.

    `rules` are those of the alliances unless others are given. A model is never asked.
    """

    def __init__(self, profile: Profile, rules: Rules = RULES) -> None:
        self._chars = profile.passage_chars
        self._rules = rules

    async def read(self, annotations: Annotations, ask: Ask, found: Found) -> Findings:
        """Read the filing once."""
        del ask
        reading = read(annotations, passage_chars=self._chars)
        candidates: list[Candidate] = []
        rejected: list[Rejected] = []
        reports: list[PassageReport] = []

        def report(passage: Passage, step: str = _PROPOSE, **more: Any) -> None:
            start, end = passage.span
            heading = annotations.words(passage.heading) if passage.heading else None
            reports.append(PassageReport(index=passage.index, start=start, end=end, heading=heading, step=step, **more))

        for passage, met in reading.failed:
            report(passage, status="failed", message=fault(met))
        for marks in reading.passages:
            check_cancelled()
            if marks.passage.boilerplate:
                report(marks.passage, "read", status="skipped", message="boilerplate: no facts are taken from it")
                continue
            try:
                proposals = [p for propose in self._rules.proposers.values() for p in propose(marks)]
            except Exception as error:  # noqa: BLE001 - a fault of ours costs the passage it met, and is named there
                report(marks.passage, status="failed", message=fault(error))
                continue
            settled = [*self._settled(marks, proposals)]
            kept = [one for one in settled if isinstance(one, Candidate)]
            found(kept)
            candidates += kept
            rejected += [one for one in settled if isinstance(one, Rejected)]
            report(marks.passage, status="done", candidates=len(kept))
        return Findings(candidates=candidates, rejected=rejected, reports=reports, same_name=reading.names.named)

    async def look_again(
        self, annotations: Annotations, ask: Ask, left: Sequence[Unaccounted], found: Found
    ) -> Findings:
        """Nothing more: rules find the same each time."""
        del annotations, ask, left, found
        return Findings()

    def _settled(self, marks: Marks, proposals: Iterable[Proposal]) -> Iterable[Candidate | Rejected]:
        for proposal in proposals:
            try:
                yield settle(marks, proposal, self._rules.guards.get(proposal.kind))
            except Exception as error:  # noqa: BLE001 - a fault of ours costs the item it met, and is named there
                yield refused(marks, proposal, "fault", fault(error))
