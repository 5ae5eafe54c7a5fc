"""What code reads by rules of filings about alliances and operators: a second opinion beside the trained reader.

Six kinds have a proposer, in the module of its name; rules for the others added nothing to what the trained reader
finds. What the proposers share is in packages by theme (`figures`, `holdings`, `namings`, `people`) and in `marks`,
which finds the names of a filing and whom its sentences are about.
"""

from alliances.rules.reader import RulesReader
from alliances.rules.rules import RULES, Rules

__all__ = ["RULES", "Rules", "RulesReader"]
