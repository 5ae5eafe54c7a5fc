"""Ownership: who holds whom, and how much of it."""

from __future__ import annotations

from pydantic import Field

from extractor.facts import Fact, Name, Quantity


class Ownership(
    Fact,
    key=("owner", "owned", "stake"),
    refuses=("negated", "denied", "past", "ended", "planned", "possible", "hypothetical"),
):
    """One holds all or part of another, now: a share, a subsidiary, a division, arm, brand or agency of a named owner.

    Not a company's own segments and lines of business ("its Optics business"). Control without a stated share has a
    null stake. An acquisition that is done is a holding of the buyer; one that is only planned or agreed is an
    agreement, and no holding yet. What is denied, was sold, has ended ("owned until 2003") or is merely possible is
    no fact. A holding that its owner is about to sell is still one. Founders, investors and shareholders count if the
    text says that they hold; being led, advised or supplied by somebody does not.
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
