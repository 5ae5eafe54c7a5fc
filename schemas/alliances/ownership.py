"""Ownership: who holds whom, and how much of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliances._fill import company, joined, quantity
from extractor.facts import Fact, Name, Quantity, Span
from extractor.marks import Marks, Mention
from extractor.marks.masked import Masked, mask, pattern
from extractor.proposals import Filled, Proposal
from extractor.values import FoundQuantity


class Ownership(Fact, key=("owner", "owned", "stake")):
    """One holds all or part of another; the stake is null where the document gives none."""

    owner: Name
    owned: Name
    stake: Quantity | None = None


_ADVERB = r"(?:is |are |was |being |which |that |currently |now |also |directly |indirectly |jointly |wholly |fully |itself |, |majority |ultimately |in turn |está |es |and )*"
_OF = r"(?:the |its |all |all of |a |an |outstanding |issued |and |share |capital|stock|shares|equity|ordinary|voting|rights|interests?|of |in |stake|shareholding|holding|participation|del? |la |el |en |social |participación |capital |acciones )*"
_STAKE = r"(?:stake|interest|shareholding|holding|participation|share|equity (?:stake|interest)|participación|beteiligung)"
_HAS = r"(?:owns|owned|holds|held|has|have|had|controls|controlled|acquired|acquires|retains|retained|bought|purchased|will own|will hold|will have|posee|tiene|controla|ostenta|mantiene|adquirió|ha adquirido|compró|hält|besitzt|détient|possiede|detiene)"
_HOLDER = r"{N}(?:'s|’s)?(?:,? {C})?(?:\s*\([^()⟦]{0,30}{P}[^()⟦]{0,20}\)|(?:,)? (?:with |con |holding |which holds )?(?:a |an |the |el |un )?{P}(?: (?:stake|interest|share))?)"
_HOLDERS = rf"{_HOLDER}(?:\s*(?:,|;|and|y|und|et)*\s*(?:and |y |the |by |the remaining |German |[A-Z][a-z]+'s )?{_HOLDER})*"

_SUBSIDIARY = r"(?:subsidiary|subsidiaries|affiliate|unit|arm|division|filial(?:es)?|subsidiaria|tochter(?:gesellschaft)?)"

_RULES = tuple(
    pattern(p)
    for p in (
        # X is a wholly owned subsidiary of Y
        rf"{{N:owned}}(?:,)? ?(?:\([^()]*\),? ?)*{_ADVERB}(?:an? |the |una |la )?(?P<how>[^⟦.,;]{{0,40}}?(?:{{P:stake}})?[^⟦.,;]{{0,25}}?){_SUBSIDIARY} (?:company )?(?:of|de|al {{P:stake2}} de)l? (?:the )?{{N:owner}}",
        # X, owned 60% by Y / X is 60% owned by Y
        rf"{{N:owned}}(?:,)? ?(?:\([^()]*\),? ?)*{_ADVERB}(?:{{P:stake}}[ -])?(?:owned|controlled|held|participad[ao]|controlad[ao]|propiedad) ?(?:at |as to |en un |al |in )?(?:{{P:stake2}} )?(?:by|of|por|de) (?:the )?{{N:owner}}(?! ?\(?,? ?{{P}})(?:\s*\({{P:stake3}}\))?",
        # Y owns 60% of X / Y holds a 60% stake in X
        rf"{{N:owner}} {_ADVERB}(?:also |recently |already |today |still |indirectly |directly )*{_HAS} (?:an? |the |el |un |una |approximately |its )*(?:remaining |direct |indirect |majority |minority |controlling |beneficial )*{{P:stake}} {_OF}(?:of|in|del?|en|an|von) {_OF}(?:the )?{{N:owned}}",
        rf"{{N:owner}} (?:also |indirectly |directly |already )*{_HAS} (?:una |a |an )?participación (?:del |de un |de )?{{P:stake}} (?:en|de) (?:el |la )?{{N:owned}}",
        # Y's 60% stake in X
        rf"{{N:owner}}(?:'s|’s|'|’) (?:remaining |direct |indirect |majority |current |existing )*{{P:stake}} (?:\w+ )?{_STAKE} (?:in|of) (?:the )?{{N:owned}}",
        # 60% of X is held by Y
        rf"{{P:stake}} (?:of|in|de|del) {_OF}(?:of |in )?(?:the )?{{N:owned}}(?:,)? (?:is|are|was|were|which is|es|pertenece)? ?(?:owned|held|controlled|a|propiedad)? ?(?:by|a|de) (?:the )?{{N:owner}}",
        # Y is the holding company for / parent of X
        rf"{{N:owner}}(?:,)? [^⟦.]{{0,60}}(?:is|,|as|es) ?(?:an?|the|la|una)? ?(?:\w+ )?(?:holding company (?:for|of)|parent(?: company)? of|sociedad matriz de|matriz de|owner of) (?P<several>(?:the )?{{N}}(?:(?:,| and|, and| y) (?:the )?{{N}}){{0,6}})",
        # Y's subsidiary X / Y through its subsidiary X
        rf"{{N:owner}}(?:'s|’s|'|’) (?:[\w-]+ ){{0,4}}{_SUBSIDIARY},? {{N:owned}}",
        rf"{{N:owner}} [^⟦.;]{{0,90}}\b(?:its|su|sus) (?P<how>(?:[\w-]+ ){{0,4}}){_SUBSIDIARY},? (?P<several>{{N}}(?:(?:,| and|, and| y) {{N}}){{0,6}})",
        rf"{{N:owner}} [^⟦.;]{{0,90}}\b(?:its|su|sus) (?P<how>(?:[\w-]+ ){{0,3}}){{P:stake}}[- ](?:owned )?(?:[\w-]+ ){{0,3}}(?:{_SUBSIDIARY}|associate|company|joint venture|filial|participada),? {{N:owned}}",
        # X is the mobile operator of Y; X, part of the Y group
        rf"{{N:owned}}(?:,)? (?:is |es )?(?:the|la|el|an?) (?:\w+ ){{0,3}}(?:operator|arm|unit|business|division|carrier|operadora|negocio|brazo|filial) (?:of|de|del) (?:the |la |el )?{{N:owner}}",
        rf"{{N:owned}}(?:,)? (?:is |es |which is )?(?:a |now )?(?:part|member|parte|integrante|pertenece) (?:of|del?|al?) (?:the |la |el )?{{N:owner}} (?:Group|Grupo)?\b(?<=⟧ )",
        rf"(?:As|Como) (?:a )?(?:part|parte|member) (?:of|del?) (?:the |la |el )?{{N:owner}}(?: Group)?, (?:its )?{{N:owned}}",
        # Y owns X
        rf"{{N:owner}} [^⟦.;]{{0,110}}\b(?:owns|posee|besitzt) (?:and operates |all of |the whole of )?{{N:owned}}(?!(?:'s|’s) \w+ {_STAKE})",
        # Y sold/has P in X, generic "P stake in X" with an owner before it
        rf"{{N:owner}} [^⟦.;]{{0,80}}{{P:stake}} (?:\w+ ){{0,2}}{_STAKE} (?:in|of|en) (?:the )?(?:\w+ ){{0,4}}?{{N:owned}}",
    )
)
_SHAREHOLDERS = pattern(
    rf"(?:(?:{{N:owned}}(?:'s|’s|'|’)? (?:main |principal |largest |major |current |other )*)?(?:share ?holders?|stockholders?|owners?|accionistas|socios|aktionäre|gesellschafter)(?: (?:of|de(?: la)?|in) (?:the )?{{N:owned2}}| of the company)?[^⟦.]{{0,30}}?(?:include[sd]?|are|were|comprise|incluyen?|son|sind|:|being)[^⟦.]{{0,20}}?"
    rf"|{{N:owned3}}(?:,)? ?{_ADVERB}(?:jointly )?(?:owned|held|controlled|participad[ao]|propiedad) (?:jointly )?(?:by|por|de) (?:the )?)(?P<list>{_HOLDERS})"
)
_NOT = re.compile(r"\b(?:not|no longer|never|nor|neither|formerly|previously|no)\b", re.IGNORECASE)


def propose(marks: Marks) -> Iterator[Proposal]:
    """Holdings stated in one sentence: by verbs, by "subsidiary", by lists of shareholders."""
    for sentence in marks.sentences:
        masked = mask(marks, sentence)
        for match in _SHAREHOLDERS.finditer(masked.text):
            yield from _holders(marks, sentence, masked, match)
        for rule in _RULES:
            for match in rule.finditer(masked.text):
                if not _NOT.search(match.group()):
                    yield from _holding(marks, masked, match)


def _holding(marks: Marks, masked: Masked, match: re.Match[str]) -> Iterator[Proposal]:
    groups = match.groupdict()
    owner = masked.at(groups["owner"])
    owned = masked.names(groups.get("several")) or [m for m in [masked.at(groups.get("owned"))] if isinstance(m, Mention)]
    stake = next((s for s in (masked.at(groups.get(g)) for g in ("stake", "stake2", "stake3")) if isinstance(s, FoundQuantity)), None)
    if stake is None:
        stake = _said_in_words(marks, masked, match)
    for one in owned:
        if isinstance(owner, Mention) and owner.entity != one.entity:
            yield _ownership(marks, owner, one, stake, masked.span(match.start(), match.end()))


def _said_in_words(marks: Marks, masked: Masked, match: re.Match[str]) -> FoundQuantity | None:
    """A stake given as "wholly owned" within the match."""
    span = masked.span(match.start(), match.end())
    inside = [q for q in marks.quantities if span.covers(q.span) and q.type == "percent"]
    return inside[0] if len(inside) == 1 else None


def _holders(marks: Marks, sentence: Span, masked: Masked, match: re.Match[str]) -> Iterator[Proposal]:
    groups = match.groupdict()
    named = next((m for m in (masked.at(groups[g]) for g in ("owned", "owned2", "owned3")) if isinstance(m, Mention)), None)
    owned = named or marks.about_at(sentence.start) or marks.subject
    if owned is None:
        return
    tokens = re.findall(r"⟦([NP])\d+⟧", match.group("list"))
    del tokens
    holder: Mention | None = None
    for token in re.finditer(r"⟦[NP]\d+⟧", match.group("list")):
        one = masked.at(token.group())
        if isinstance(one, Mention):
            holder = holder if holder is not None and marks.names.entities[one.entity].place else one
        elif isinstance(one, FoundQuantity) and holder is not None and holder.entity != owned.entity:
            start = match.start("list")
            yield _ownership(marks, holder, owned, one, masked.span(match.start(), start + token.end()))
            holder = None


def _ownership(marks: Marks, owner: Mention, owned: Mention, stake: FoundQuantity | None, anchor: Span) -> Proposal:
    slots: dict[str, Filled] = {"owner": company(marks, owner), "owned": company(marks, owned)}
    if stake is not None:
        slots["stake"] = quantity(stake)
    return Proposal(kind=Ownership, anchor=joined(anchor), slots=slots)
