"""How code reads filings about alliances and operators by rules: the reader of the embedded model's profile.

Each kind has a proposer, in the module of its name. What the proposers share is in packages by theme (`deals`,
`figures`, `holdings`, `namings`, `people`, `products`) and in `marks`, which finds the names of a filing and whom its
sentences are about.
"""

from alliances.rules.reader import RulesReader
from alliances.rules.rules import RULES, Rules

__all__ = ["RULES", "Rules", "RulesReader"]
