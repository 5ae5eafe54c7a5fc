"""Whether a text asserts what a fact says, or negates, denies, supposes, plans it, or has it as past.

Triggers with a direction and a reach, as in NegEx (Chapman et al. 2001, "A simple algorithm for identifying negated
findings and diseases in discharge summaries") and ConText (Harkema et al. 2009, "ConText: an algorithm for determining
negation, experiencer, and temporal status from clinical reports"), with the slots of a fact as the concept.
"""

from extractor.modality import Modality
from extractor.validation._beside import negates, negation_beside
from extractor.validation._govern import Finding, modalities, objection

__all__ = ["Finding", "Modality", "modalities", "negates", "negation_beside", "objection"]
