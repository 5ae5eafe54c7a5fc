"""Ownership: who holds whom, and how much of it."""

from __future__ import annotations

from collections.abc import Iterator

from alliances.ownership import Ownership
from alliances.rules.holdings import holders as listed
from alliances.rules.holdings.factlines import fact_lines
from alliances.rules.holdings.reading import HoldingSentence
from alliances.rules.holdings.sentence import Holding
from alliances.rules.holdings.tables import table_holdings
from alliances.rules.marks import Marks, Mention
from alliances.rules.marks.masked import spoken_of
from alliances.rules.proposals import Proposal


def propose(marks: Marks) -> Iterator[Proposal]:
    """Holdings of sentences, of lists of holders or of what is held set one a line, and of tables."""
    for held in (*_in_prose(marks), *_one_a_line(marks), *fact_lines(marks), *table_holdings(marks)):
        slots = {"owner": held.owner, "owned": held.owned}
        if held.stake is not None:
            slots["stake"] = held.stake
        yield Proposal(kind=Ownership, anchor=held.anchor, slots=slots)


def _in_prose(marks: Marks) -> Iterator[Holding]:
    owned: Mention | None = None
    for sentence in marks.sentences:
        said = HoldingSentence(marks, sentence, owned)
        yield from said.holdings()
        owned = said.spoken_of_then


def _one_a_line(marks: Marks) -> Iterator[Holding]:
    """Holdings set one a line: after a sentence that ends with a colon, or under a heading that speaks of holders."""
    heading = marks.passage.heading
    of_holders = heading is not None and listed.HOLDERS_LEAD.search(marks.words(heading)) is not None
    owned = marks.issuer if of_holders else None
    owner: Mention | None = None
    for sentence in marks.sentences:
        words = marks.words(sentence)
        if words.endswith(":"):
            named = marks.names.companies(sentence)
            meant = named[0] if named else spoken_of(marks, sentence) or marks.issuer
            of_holders = listed.HOLDERS_LEAD.search(words) is not None
            owned = meant if of_holders else None
            owner = meant if not of_holders and listed.LINE_LEAD.search(words) else None
        elif owner is not None or owned is not None:
            yield from HoldingSentence(marks, sentence, None).one_a_line(owner, owned)
