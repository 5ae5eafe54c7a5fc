"""Whether two facts say the same, slot by slot: how a fact is held against gold, or a reader against its teacher."""

from extractor.comparison._kinds import Kind, Prepared
from extractor.comparison._rules import (
    GOOD,
    Entities,
    Outcome,
    fold_name,
    is_empty,
    outcome,
    same_amount,
    same_unit,
    words,
)

__all__ = [
    "GOOD",
    "Entities",
    "Kind",
    "Outcome",
    "Prepared",
    "fold_name",
    "is_empty",
    "outcome",
    "same_amount",
    "same_unit",
    "words",
]
