"""How a text may hold something without stating it as so."""

from __future__ import annotations

from enum import StrEnum


class Modality(StrEnum):
    """What governs a clause, other than plain assertion."""

    NEGATED = "negated"
    """Said not to be so: "does not own", "neither", "without"."""
    DENIED = "denied"
    """Said to be denied by somebody: "denied that", "rejected a report that"."""
    PAST = "past"
    """So once and no more: "formerly", "no longer", "until 2003", "sold its stake"."""
    ENDED = "ended"
    """Begun or meant, and come to an end: "called off", "terminated", "lapsed"."""
    PLANNED = "planned"
    """Not so yet: "will", "plans to", "agreed to buy"."""
    POSSIBLE = "possible"
    """Left open: "may", "is considering", "reportedly"."""
    HYPOTHETICAL = "hypothetical"
    """Supposed only: "if", "would have"."""
