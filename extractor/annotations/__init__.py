"""What code finds in a filing with certainty: numbers, dates, contacts, quotations, sentences, each with its span.

Annotations are no proposals: they help to ground, to check, and to count what no fact accounts for.
"""

from extractor.annotations._annotations import Annotations
from extractor.annotations.definitions import Definition

__all__ = ["Annotations", "Definition"]
