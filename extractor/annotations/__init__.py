"""What code finds in a filing with certainty: numbers, dates, contacts, quotations, sentences, each with its span.

Annotations are no proposals: they help to ground, to check, and to count what no fact accounts for.
"""

from extractor.annotations._annotations import YEAR, Annotations
from extractor.annotations.definitions import Definition
from extractor.annotations.quantities import quantities_of
from extractor.annotations.quotations import Quotation, find_quotations
from extractor.annotations.sentences import sentences

__all__ = ["YEAR", "Annotations", "Definition", "Quotation", "find_quotations", "quantities_of", "sentences"]
