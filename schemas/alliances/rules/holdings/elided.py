"""What is said of whom the sentence is about, with that name left out, as patterns over masked text."""

from __future__ import annotations

from alliances.rules.holdings.phrases import DESCRIBED, HAS, OF, SHARES, STAKE, THE, WHOLE
from alliances.rules.marks.masked import pattern

_SAID = (
    r"\b(?:announced|said|confirmed|reported|stated|inform[óa]|anunci[óa]|comunic[óa]|señal[óa]|indic[óa]"
    r"|explic[óa]|informou"
    r"|anunciou|comunicou|informado|anunciado|comunicado) (?:that|que)"
)
"""Before what the subject of a sentence says of itself."""

ELIDED = tuple(
    pattern(p)
    for p in (
        (
            rf"(?:,| and| y| but|;|{_SAID}) (?:it )?{HAS} (?:an? |the |un |una "
            rf"|el )?(?:\w+ing )?{{P:stake}} {SHARES}{OF}?{SHARES}{{N:owned}}"
        ),
        (
            rf"(?:,| and| y) (?:is|are|was|es|está) (?:{{P:stake}}[ -]?)?(?:owned|controlled|held"
            r"|participad[ao]|controlad[ao])(?: (?:as to|al|en un))?(?: {P:stake2})? (?:by"
            rf"|por) {THE}{{N:owner}}(?! \(⟦P)"
        ),
        r"{N:owned},? (?:participad[ao]|controlad[ao]|filial|owned|held) (?:al|en un|at) {P:stake}(?! (?:by|por|de) )",
        (
            r"{N:owned},? (?:in|of|de|en) (?:la que|el que|which|cuyo capital) (?:posee|controla|tiene|ostenta"
            r"|mantiene) (?:an? |un |una |el )?{P:stake}"
        ),
        (
            rf"(?:,| and| y) (?:belongs?|pertenecen?) (?:to|al?) {DESCRIBED}{{N:owner}}"
            rf"(?:, (?:which|que) {HAS} (?:an? |the |un |el )?{{P:stake}})?(?! \(⟦P)"
        ),
        (
            r"(?:,| and| y) (?:has|holds|owns|tiene|posee) (?:an? |una )?(?:minority|majority|controlling|minoritaria"
            rf"|mayoritaria)? ?{STAKE}(?: minoritaria| mayoritaria)? (?:in|en) {SHARES}{{N:owned}}"
        ),
        (
            rf"(?:,| and| y) (?:has owned|owns|posee"
            rf"|controls) (?:{WHOLE} )?{{N:owned}}(?!['’]s \w+ {STAKE})"
        ),
    )
)
"""What is held by whom the sentence is about, or who holds it."""
