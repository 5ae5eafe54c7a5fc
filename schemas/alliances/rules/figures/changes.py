"""Words of change before a number: what something grew by, from what, and to what."""

from __future__ import annotations

import re

from alliances.rules.figures.cues import GROWTH_VERBS

AS_BEFORE = re.compile(
    r"(?:\bfrom|\bcompared (?:with|to)|\bversus|\bvs\.?|\bagainst|\bfrente a|\b(?:superior"
    r"|inferior) a(?= (?:l[ao]s|el))|\b(?:higher|lower|more|less) than(?= the)|\bdesde|\bgegenüber|\bcontre"
    r"|\b(?:a|another) further|\banother|\botros|\bweitere|\b(?:expected|likely|forecast|set"
    r"|projected) to (?:total|be|reach|amount to)|\$?\d[\d.,]*(?: million| billion| millones)?(?: (?:euros"
    r"|dollars))? (?:to|and|a|y|bis))"
    r"(?: (?:just|only|about|some|around|approximately|the|los|las|un|el))*$"
)
"""What stands before a number of the same measure as the one before it: "up from", "a further"."""
LEVEL = re.compile(
    r"(?<!\bup )\b(?:to|at|reach\w*|hasta(?: el| los)?|al|auf|à|bis)(?: (?:just|only|about|some|over|almost"
    r"|nearly|around|approximately|more than|casi|unos|el|los|las|un))*$"
)
"""What stands before the level that something grew to, rather than before its growth."""
REACHING = re.compile(
    r"\b(?:net (?:additions|adds) to|to reach|reaching|to (?:a|the) (?:new )?total of"
    r"|totall?ing|(?:bringing|taking|lifting|raising)\b[^,;]{0,60}"
    r"\bto|llevando (?:el|la|su)\b[^,;]{0,40}\ba|llegando a|alcanzando|hasta (?:alcanzar|llegar a|sumar"
    r"|totalizar)(?: los)?|para (?:alcanzar|totalizar))"
    r"(?: (?:some|about|over|almost|nearly|around|approximately|more than|unos|casi|más de|un total de))*$"
)
"""What stands before the base that customers added have made: "added 403,000 customers to reach 9.85 million"."""
CHANGED = re.compile(
    rf"(?:\b(?:down|(?<!sign )(?<!signed )(?<!made )(?<!make )(?<!makes )(?<!set )up)|\b(?:decline|decrease"
    rf"|fall|drop|reduction|(?:annual|net|quarterly|further) (?:rise|increase|gain)|rise|caída|descenso"
    rf"|reducción|rückgang) (?:of|de|um|von)"
    rf"|{GROWTH_VERBS}(?: (?:durante|during|in|en) (?:19|20)\d\d)? (?:by|en|um))"
    rf"(?: (?:about|casi|some|over|nearly|more than|unos|más de|mehr als|almost|around"
    rf"|a|an))*$"
)
BY_SO_MUCH = re.compile(
    rf"{GROWTH_VERBS} (?:by|en|um) (?:[a-z$€£]+ ?)?\d[\d.,]*(?: (?:million|billion|thousand|mil"
    rf"|millones))? (?:to|a|hasta)"
    r"(?: (?:just|only|about|some|the|los|las))*$"
)
MORE_THAN_THEN = re.compile(r"\s?(?:más|menos|more|fewer|less) (?:que|than) (?:en|in|at|a|the|el|la|hace|un)\b")
