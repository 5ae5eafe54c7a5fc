"""What a passage carries with it, so that it is understood by itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from extractor.annotations import Annotations
from extractor.facts import Span
from extractor.passages import Passage

_MOST_NAMES = 40
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What stands outside a passage and is needed to read it.

    `title` is the document's, `heading` the one that the passage stands under, `issuer` who files or publishes the
    document; each is empty where the passage holds it itself, or there is none. `names` are those that the text defines
    before the passage: the short one, and the long one if there is one.
    """

    date: dt.date | None = None
    title: str = ""
    heading: str = ""
    issuer: str = ""
    names: tuple[tuple[str, str], ...] = ()


def context_of(annotations: Annotations, passage: Passage) -> Context:
    """What the filing has outside `passage` that the passage needs."""
    filing = annotations.filing
    span = passage.span

    def outside(heading: Span | None) -> str:
        if heading is None or span.covers(heading):
            return ""
        return annotations.words(heading)[:_LONGEST_TITLE]

    title, heading = outside(passage.title), outside(passage.heading)
    defined = [d for d in annotations.definitions if d.short.end <= span.start][-_MOST_NAMES:]
    return Context(
        date=annotations.date_at(span.start),
        title=title,
        heading=heading if heading != title else "",
        issuer=filing.header.registrant or filing.cover.registrant or "",
        names=tuple((annotations.words(d.short), annotations.words(d.long) if d.long else "") for d in defined),
    )
