"""Ownership: who holds whom, and how much of it."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from alliances._holdings import holders as listed
from alliances._holdings.factlines import fact_lines
from alliances._holdings.reading import HoldingSentence
from alliances._holdings.sentence import Holding
from alliances._holdings.tables import table_holdings
from extractor.facts import Fact, Name, Quantity
from extractor.marks import Marks, Mention
from extractor.marks.masked import spoken_of
from extractor.proposals import Proposal


class Ownership(Fact, key=("owner", "owned", "stake")):
    """One holds all or part of another, now: a share, a subsidiary, a division, arm, brand or agency of a named owner.

    Control without a stated share has a null stake. An acquisition that is done is a holding of the buyer; one that
    is only planned or agreed is an agreement, and no holding yet. What is denied, was sold, has ended ("owned until
    2003") or is merely possible is no fact. A holding that its owner is about to sell is still one. Founders,
    investors and shareholders count if the text says that they hold; being led, advised or supplied by somebody does
    not.
    """

    owner: Name = Field(description="who holds: a company, a person, a state")
    owned: Name = Field(description="what is held: the company, business or brand itself, not its shares")
    stake: Quantity | None = Field(
        default=None,
        description='the share held, as printed ("60%", "a 25 per cent interest", "50:50" is 50 percent each); words'
        ' for the whole, such as "wholly owned", "100% of" or "all of the outstanding shares", are 100 percent;'
        ' "majority" or'
        " no share stated is null",
    )


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
