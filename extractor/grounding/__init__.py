"""Finds the filing's words for each slot, or says why they are not there."""

from extractor.grounding._finder import Finder
from extractor.grounding._ground import Form, Reason, Refusal, ground, ground_slots, locate

__all__ = ["Finder", "Form", "Reason", "Refusal", "ground", "ground_slots", "locate"]
