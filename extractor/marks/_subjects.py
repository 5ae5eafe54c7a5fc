"""Whom the words of a sentence are about: its subjects, clause by clause.

There is no parser. A company is taken as a subject where a finite verb or a possessive follows its name, asides left
out; "it" and "its" stand for whom the text spoke of before, "we" and "the Group" for the company that files.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.facts import Span, fold
from extractor.filing import Filing
from extractor.marks._asides import asides
from extractor.marks.names import Mention, Names

_ADVERBS = r"(?:\s+(?:also|now|still|already|currently|today|alone|both|all|each|together|therefore|meanwhile|then|again|ya|también|hoy|ambas|ambos|además|asimismo|se|auch|bereits|now|only|just|[a-z]+ly))*"
_VERB = re.compile(
    rf"{_ADVERBS}(?:,?\s+(?:that|which|who|que|qui|die|der))?\s+(?:"
    r"(?:has|had|have|is|was|are|were|will|would|can|may|might|could|should|shall|does|did|do)\b"
    r"|(?:won|sold|bought|led|rose|grew|fell|saw|took|made|paid|got|held|became|began|came|went|spent|put|set|cut|ran|brought|built|met|kept|lost|gave|left|shut|hit|beat|drew|stood|said|bid|split|sees|and its)\b"
    r"|(?!(?:based|headquartered|listed|located|called|named|known|valued|dated|including|priced|branded|formed|pursuant|across|towards|versus|plus|this|as|its|his|sus|tras|las|los|unos|unas|des|les)\b)[a-z]{3,}(?:ed|s)\b(?!\s+(?:(?:\d[\d.,]*\s?%|jointly|wholly|entirely)\s+)?by\b)"
    r"|(?:obtuvo|tuvo|mantuvo|estuvo|contuvo|hizo|dio|puso|produjo|introdujo|redujo|vino|ha|han|había|es|fue|son|era|sería|tiene|tenía|tendrá|cuenta|contaba|posee|ofrece|opera|presta|emplea|alcanza|supera|registra|obtiene|mantiene|controla|dispone|gestiona|invierte|suma|roza|ronda|cubre|cubrirá|sirve|está|estaba|compra|vende|lanza|crece|prevé|espera|logra|llega|comercializa|factura|aporta|brinda|lidera|factur[ao]|contabiliza)\b"
    r"|[a-zñáéíóú]{2,}(?:ó|aba|ía|aron|ieron|aban|ían|ará|erá|irá|arán)(?!\w)"
    r"|(?:hat|hatte|ist|war|wird|verfügt|betreibt|zählt|zählte|erzielte|erreichte|beschäftigt|beschäftigte|versorgt|bietet|steigerte|gewann|a|avait|est|était|compte|comptait|emploie|couvre|exploite|détient|réalise|propose|ha|conta|offre|copre|impiega)\b"
    r")"
)
_STAKE_VERB = re.compile(rf"{_ADVERBS}\s+(?:owns?|owned|holds?|held|controls?|controlled|acquired|bought|posee|controla|tiene el|compró|adquirió|hält|détient)\b")
_POSSESSIVE = re.compile(r"[’'](?:s\b|(?=\s))")
_OF = re.compile(r"\b(?:of|at|by|for|de|del|von|bei|for the|of the|de la|d[’'])\s*$", re.IGNORECASE)
_THING_OF = re.compile(
    r"\b(?:revenues?|sales|turnover|profits?|income|ebitda|expenses|costs|base|customers|subscribers|users|networks?|share|coverage|penetration|workforce|staff|employees|results|ingresos|ventas|clientes|abonados|red|plantilla|cuota|beneficio)"
    r"\s+(?:of|at|by|for|de|del)\s+(?:the\s+|la\s+|el\s+)?$",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"\b[a-z]+s\s+(?:with|to|from|between|into|con|entre|mit|avec)\s+(?:the\s+|la\s+|el\s+)?$")
_FINITE = re.compile(r"\b(?:has|had|have|is|was|are|were|will|would|ha|han|es|fue|son|era|tiene|[a-z]{3,}(?:ed|ó|aron)|rose|grew|fell|won|saw|made|took)\b")
_TOPIC = re.compile(
    r"\b(?:it|its|they|their|(?:the|this) (?:company|operator|firm|alliance|corporation|carrier|consortium|subsidiary|unit|joint venture|network|business)|the latter|which"
    r"|la (?:compañía|empresa|operadora|filial|alianza)|el (?:operador|consorcio)|su|sus|das unternehmen|seine?|ihre?|la société|l['’]opérateur|ses?|leurs?)\b",
    re.IGNORECASE,
)
_ISSUER = re.compile(
    r"\b(?:we|our|us|nosotros|nuestr[oa]s?|wir|unsere?|nous|notre|nos)\b|\b(?:[Tt]he (?:Group|Company|Corporation|Registrant|Issuer|group)|[Ll]a (?:Sociedad|Compañía|Empresa)|[Ee]l [Gg]rupo|[Ll]e [Gg]roupe|[Dd](?:er|ie) (?:Konzern|Gruppe|Gesellschaft))\b",
)
_DATELINE = re.compile(
    r"[A-ZÀ-Þ][^.:;\n]{0,70}(?:\n[^.:;\n]{0,70})?(?:,|\(|\s[-–—]+)\s?[^.:;]{0,40}?\b(?:19|20)\d\d\b\)?\s*(?:\([^)]{0,60}\)\s*|/[^/\n]{0,60}/\s*)?(?:\.?\s?[-–—]{1,3}|/|:)\s+"
)
_OPENING = re.compile(r"(?:with|at|having|serving|adding|boasting|by|including|counting|con|tras|al|a|mit|bei|avec|forte? de|covering|employing|generating|operating)\b", re.IGNORECASE)
_FIRST_NAMED = 1.5  # how much more the company named first counts among those that may be the one that files
_GENERIC = re.compile(r"\b(?:Company|Group|Corporation|Registrant|Issuer|Sociedad|Compañía|Grupo|Gesellschaft|Konzern|Société|Groupe)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """From `at` on, a sentence's words are about `mention`; `firm` if it is a subject by form, not by place alone.

    `joint` are the companies that share the verb: "X and Y launched".
    """

    at: int
    mention: Mention
    firm: bool = True
    joint: tuple[Mention, ...] = ()
    holder: bool = False


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose something may be, likeliest first. `sure` if the first needs no asking; `joint` if it is several's at once."""

    mentions: tuple[Mention, ...] = ()
    sure: bool = False
    joint: tuple[Mention, ...] = ()


def claims(text: str, names: Names, sentence: Span, *, of: Span | None, topic: Mention | None, issuer: Mention | None) -> list[Claim]:
    """The subjects of a sentence, in order. Asides count only where `of`, the words asked about, stands in one."""
    skipped = [a for a in asides(text, sentence) if of is None or not a.covers(of)]
    companies = [m for m in names.companies(sentence) if of is None or not m.span.overlaps(of)]
    start = dateline(text, sentence)
    companies = [m for m in companies if m.span.start >= start]
    found = [c for m in companies for c in _claim(text, Span(start, sentence.end), skipped, companies, m)]
    taken = [m.span for m in names.within(sentence)]
    for pattern, whom in ((_ISSUER, issuer), (_TOPIC, topic)):
        for match in pattern.finditer(text, *sentence):
            span = Span(match.start(), match.end())
            if whom is None or any(s.covers(span) for s in [*skipped, *taken]):
                continue
            before = [c for c in found if c.at < span.start and c.firm]
            meant = before[-1].mention if before and pattern is _TOPIC else whom
            if not before or meant is not before[-1].mention:
                found.append(Claim(span.start, meant, firm=pattern is _ISSUER or not companies))
    return sorted(found, key=lambda c: c.at)


def _claim(text: str, sentence: Span, skipped: list[Span], companies: list[Mention], mention: Mention) -> Iterator[Claim]:
    if any(a.covers(mention.span) for a in skipped):
        return
    after = _past(skipped, mention.span.end, text)
    if text[after : after + 1] == "," and re.search(r",\s$", text[mention.span.start - 2 : mention.span.start]):
        after += 1  # a name in apposition: "the group's Chilean unit, X, raised …"
    holder = _STAKE_VERB.match(text, after, sentence.end) is not None
    acts = _VERB.match(text, after, sentence.end) and not _OBJECT.search(text, max(sentence.start, mention.span.start - 30), mention.span.start)
    if acts or _POSSESSIVE.match(text, mention.span.end):
        yield Claim(mention.span.start, mention, joint=_joint(text, companies, mention), holder=holder)
    elif mention.span.start - sentence.start < 5:
        yield Claim(mention.span.start, mention, firm=False)
    elif _THING_OF.search(text, max(sentence.start, mention.span.start - 40), mention.span.start):
        yield Claim(mention.span.start, mention)
    elif _OF.search(text, max(sentence.start, mention.span.start - 12), mention.span.start):
        opening = text[sentence.start : mention.span.start]
        if not _FINITE.search(opening) and "," not in opening:
            yield Claim(mention.span.start, mention)


def _past(skipped: list[Span], at: int, text: str) -> int:
    """Where the words go on after the asides that begin at `at`."""
    for aside in skipped:
        if aside.start >= at and not text[at : aside.start].strip():
            at = aside.end
    return at


def _joint(text: str, companies: list[Mention], last: Mention) -> tuple[Mention, ...]:
    """The companies listed right before the last of a shared subject, it included; empty for a single one."""
    group = [last]
    for mention in reversed([m for m in companies if m.span.end <= last.span.start]):
        between = fold(text[mention.span.end : group[0].span.start])
        if between not in (("and", "y", "e", "und", "et", "&", ", and") if len(group) == 1 else (",", "and", "y")):
            break
        group.insert(0, mention)
    return tuple(group) if len(group) > 1 else ()


def whose(text: str, names: Names, sentence: Span, span: Span, *, topic: Mention | None, section: Mention | None, issuer: Mention | None) -> Whose:
    """Whose something at `span` is.

    `topic` is whom the text spoke of before the sentence, `section` the company its heading names, `issuer` the one
    that files.
    """
    found = claims(text, names, sentence, of=span, topic=topic, issuer=issuer)
    aside = [a for a in asides(text, sentence) if not a.covers(span)]
    before = [c for c in found if c.at < span.start]
    after = [c for c in found if c.at > span.start]
    start = dateline(text, sentence)
    companies = [m for m in names.companies(sentence) if not m.span.overlaps(span) and m.span.start >= start]
    first: Mention | None = None
    sure = False
    joint: tuple[Mention, ...] = ()
    if before:
        claim = before[-1]
        first, joint = claim.mention, claim.joint
        between = [
            m for m in companies
            if claim.at < m.span.start < span.start and m.entity != first.entity and not any(a.covers(m.span) for a in aside)
        ]
        sure = claim.firm and not between
    given = _given(text, companies, span)
    if given is not None and not (before and before[-1].firm):
        first, sure, joint = given, True, ()
    elif not before:
        first = _after(text, sentence, span, after, companies)
        sure = first is not None
    if first is None and topic is not None:
        first = topic
        sure = not companies and (section is None or section.entity == topic.entity or topic is section)
    ordered = [m for m in (first, topic) if m is not None]
    ordered += [c.mention for c in reversed(before)]
    ordered += [m for m in reversed(companies) if m.span.end <= span.start]
    ordered += [m for m in companies if m.span.start >= span.end]
    ordered += [m for m in (section, issuer) if m is not None]
    unique: dict[int, Mention] = {}
    for mention in ordered:
        unique.setdefault(mention.entity, mention)
    return Whose(tuple(unique.values()), sure or len(unique) == 1, joint)


def _given(text: str, companies: list[Mention], span: Span) -> Mention | None:
    """The company that something at `span` is given to or taken from: "saved X EUR 9 million"."""
    for mention in companies:
        if mention.span.end <= span.start and re.fullmatch(r"\s+(?:an?\s|about\s|some\s|over\s)?", text[mention.span.end : span.start]):
            if re.search(r"\b[a-z]+(?:ed|s|t|ó)\s+(?:the\s+)?$", text[max(0, mention.span.start - 25) : mention.span.start]):
                return mention
    return None


def _after(text: str, sentence: Span, span: Span, after: list[Claim], companies: list[Mention]) -> Mention | None:
    """The company named after the words asked about: "With 5 million customers, X is …", "5 million customers of X"."""
    opening = _OPENING.match(text, sentence.start, sentence.end)
    for claim in after:
        if opening and claim.firm and re.search(r",\s+(?:the\s+|la\s+|el\s+)?$", text[span.end : claim.at]):
            return claim.mention
    for mention in companies:
        if mention.span.start >= span.end and re.fullmatch(
            r"\s*(?:[a-z]+\s+){0,2}(?:of|at|for|de|del|en|were added by|was achieved by)\s+(?:the\s+|la\s+)?", text[span.end : mention.span.start]
        ):
            return mention
    return None


def subject(text: str, names: Names, sentence: Span, *, topic: Mention | None, issuer: Mention | None) -> Claim | None:
    """The first subject of a sentence, if it has one."""
    found = claims(text, names, sentence, of=None, topic=topic, issuer=issuer)
    if found:
        return found[0]
    return None


def dateline(text: str, sentence: Span) -> int:
    """Where a sentence begins after its dateline: "OSLO, March 14, 2016 -- "."""
    match = _DATELINE.match(text, *sentence)
    return match.end() if match else sentence.start


def issuer_of(filing: Filing, names: Names, bound: Span) -> Mention | None:
    """The company that "we" and "the Group" stand for in a document.

    The one that a definition says so of; else the registrant; else the company named most.
    """
    inside = [m for m in names.mentions if bound.covers(m.span)]
    for definition in names.definitions:
        if not bound.covers(definition.long):
            continue
        said = filing.text[definition.short.start : min(bound.end, definition.short.end + 60)].split(")")[0]
        if _GENERIC.search(said):
            entity = names.named(filing.text[definition.long.start : definition.long.end])
            own = [m for m in inside if m.entity == entity]
            if own and entity is not None and not names.entities[entity].person:
                return own[0]
    for name in (filing.header.registrant, filing.cover.registrant):
        entity = names.named(name) if name else None
        own = [m for m in inside if m.entity == entity]
        if own:
            return own[0]
    known = [m for m in inside if names.is_company(m.entity)]
    if not known:
        return None
    counts = Counter(m.entity for m in known)
    entity = max(counts, key=lambda number: counts[number] * (_FIRST_NAMED if number == known[0].entity else 1))
    return next(m for m in known if m.entity == entity)
