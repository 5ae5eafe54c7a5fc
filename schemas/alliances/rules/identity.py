"""Identities: two names that the document makes one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliances.identity import Identity, Relation
from alliances.rules.fill import company, joined, words
from alliances.rules.marks import Marks, Mention, is_generic
from alliances.rules.marks.masked import Masked, anaphors, mask
from alliances.rules.namings.phrases import BRACKETED, IN_OTHER_WORDS, NAMINGS
from alliances.rules.namings.tables import nameplates
from alliances.rules.proposals import Filled, Proposal
from extractor.facts import Span
from extractor.names import LEGAL_END, LEGAL_START, canonical

_SEVERAL = re.compile(r"\b(?:brands|names|trademarks|marcas|nombres|Marken|marques)\b")
_ASIDE = re.compile(
    r",? ?\((?!(?i:[^()]*\b(?:formerly|previously|originally|until|now|ex|antes|anteriormente|hasta|hoy|trading"
    r"|operating"
    r"|doing|d/b/a|brand\w*|marca|marketed|known|legal|vormals|ehemals)\b))(?:[^()]{0,60}[\"“«‘][^()]{1,90}"
    r"|[A-Z][^()⟦⟧:]{1,40} ?: ?[A-Z⟦][^()]{0,60}|⟦N\d+⟧)\)| ?\((?:tm|TM|r|R|sm|SM)\)|[™®]"
)
"""Brackets that only define a short name or give a ticker, and the signs of a trade mark."""
_PART_OF = re.compile(
    r"(?<=⟧), (?:an? |the |una? |la |el )?(?:(?:[\w-]+|⟦P\d+⟧) ){0,3}(?:subsidiary|unit|arm|affiliate|division|part"
    r"|filial|propiedad"
    r"|participada)(?: [\w-]+){0,2} (?:of|del?) (?:the |la |el )?⟦N\d+⟧(?: [Gg]roup)?,(?= \w)",
)
"""Whose a company is, said between commas: "Alpha, a unit of Beta, changed its name"."""
_NO_COMPANY = re.compile(
    r"\b(?:Agreements?|Contracts?|Transactions?|Memorandum|Understanding|MOU|Plan|Notes|Bonds|Offers?|Offering|Merger"
    r"|Acquisition|Shares|Stock|ADSs?|ADRs?|Receipts|Facility|Report|Act|Law|Rules?|Regulations?|Meeting|AGM|EGM"
    r"|Closing|Time"
    r"|Date|Consideration|Prospectus|Statements?|Announcement|Project|JV|Joint Venture|Acuerdo|Contrato|Operación"
    r"|Oferta|Ley"
    r"|Junta|Reglamento|Commonwealth|Exchange|States|European Union|Users|Subscribers|Customers|Revenues?|Income"
    r"|Earnings|Margin"
    r"|Ratio|Rate|Area|Zone|Region|Index|Standards|Principles|Evolution|Protocol|Speed|Spectrum|Band|Module"
    r"|Messaging|Number|Units?|Things"
    r"|Communications \(GSM\))$",
    re.IGNORECASE,
)
"""How what is defined ends where it is no company, alliance or product."""
_IN_CONTRACTS = re.compile(
    r"(?:Issuer|(?:\w+ )?Guarantor|Borrower|Lender|Offeror|Bidder|Parent|Purchaser|Vendor|Licen[cs]or|Licen[cs]ee"
    r"|Trustee|Agent"
    r"|Investor|Shareholder|Seller|Manager|Contractor|Supplier|Customer|Operator|Carrier|Member|Partner|Sponsor"
    r"|Target|Fund"
    r"|Owner|Subsidiary|Affiliate|Government|Regulator|Bank|Emisor|Vendedor|Comprador|Oferente)(?:e?s)?",
    re.IGNORECASE,
)
"""What a party is called in a contract, which names nothing."""
_DENIED = re.compile(r"\b(?:not|never|nunca|no(?=\s))\b", re.IGNORECASE)
_MERGED = re.compile(r"\b(?:merg|combin|join|fusion)\w*\s(?:\w+\s){0,2}(?:with|into|con)\s$", re.IGNORECASE)
"""Before one of those from whom a new name's bearer comes."""
_ELSEWHERE = re.compile(r"\b(?:of|in|by|with|for|de|del|por|con)\s(?:the\s|la\s|el\s)?$", re.IGNORECASE)
"""Before a name that is not what the sentence speaks of."""


def propose(marks: Marks) -> Iterator[Proposal]:
    """Definitions in brackets, and sentences that say that one name is another."""
    bounds = [marks.passage.span, *([marks.passage.heading] if marks.passage.heading else [])]
    for definition in marks.names.definitions:
        if any(bound.covers(definition.long) for bound in bounds):
            yield from _defined(marks, definition.long, definition.short)
    for plate in nameplates(marks):
        entity = company(marks, plate.company)
        if str(entity.value).lower() == marks.words(plate.name).lower():
            entity = Filled(plate.company.text, (plate.company.span,))
        yield from _identity(entity, words(marks, plate.name), plate.relation, joined(plate.name))
    for sentence in marks.sentences:
        whole = mask(marks, sentence, stand_ins=anaphors(marks, sentence))
        for match in BRACKETED.finditer(whole.text):
            yield from _traded_as(marks, whole, match)
        for match in IN_OTHER_WORDS.finditer(whole.text):
            yield from _in_other_words(marks, whole, match)
        masked = whole.without(_ASIDE).without(_PART_OF)
        told: set[frozenset[object]] = set()
        for relation, rule in NAMINGS:
            for match in rule.finditer(masked.text):
                for proposal in _said(marks, masked, relation, match):
                    pair = frozenset(str(proposal.slots[slot].value) for slot in ("entity", "name"))
                    if pair not in told:
                        told.add(pair)
                        yield proposal


def _said(marks: Marks, masked: Masked, relation: Relation, match: re.Match[str]) -> Iterator[Proposal]:
    groups = match.groupdict()
    entity, name = masked.at(groups["entity"]), masked.at(groups["name"] or groups.get("named"))
    if not isinstance(entity, Mention) or not isinstance(name, Mention) or _DENIED.search(match.group()):
        return
    if relation == "former_name" and entity.entity == name.entity:
        return
    ahead = masked.text[: match.start()]
    if relation == "former_name" and _MERGED.search(ahead):
        return  # "Alpha merged with Beta to become Gamma"
    if _ELSEWHERE.search(ahead[-12:]) and re.match(r"⟦N\d+⟧ \w", match.group()):
        return
    if relation == "short_name" and _alike(entity.text, name.text):
        relation = "legal_name"
    anchor = joined(masked.span(match.start(), match.end()))
    yield from _identity(_called(marks, entity, name), _called(marks, name, entity), relation, anchor)
    if _SEVERAL.search(masked.text, match.start(), match.end() + 14):
        for other in masked.names((groups.get("list") or "") + (groups.get("listed") or "")):
            yield from _identity(_called(marks, entity, other), _called(marks, other, entity), relation, anchor)


def _traded_as(marks: Marks, masked: Masked, match: re.Match[str]) -> Iterator[Proposal]:
    """A legal name with the name that the text goes on with in brackets: "Xera Móviles, S.A. (Yoyo)"."""
    entity, name = masked.at(match.group("entity")), masked.at(match.group("name"))
    if not isinstance(entity, Mention) or not isinstance(name, Mention) or entity.text == name.text:
        return
    if entity.entity == name.entity and LEGAL_END.search(entity.text):
        return  # a definition
    legal, brand = (entity, name) if LEGAL_END.search(entity.text) else (name, entity)
    used = len(marks.names.mentions_of(brand.entity)) > 1 and marks.names.entities[brand.entity].score > 0
    if used and LEGAL_END.search(legal.text) and not LEGAL_END.search(brand.text):
        relation: Relation = "legal_name" if _alike(entity.text, name.text) else "brand"
        anchor = joined(masked.span(match.start(), match.end()))
        yield from _identity(Filled(entity.text, (entity.span,)), Filled(name.text, (name.span,)), relation, anchor)


def _in_other_words(marks: Marks, masked: Masked, match: re.Match[str]) -> Iterator[Proposal]:
    """A name and what it is shortened to: "Mobile Alpha Systems, or MAS,"; what is all capitals needs be no name."""
    entity, name = masked.at(match.group("entity")), masked.at(match.group("name"))
    if not isinstance(entity, Mention):
        return
    group = "name" if isinstance(name, Mention) else "letters"
    span = name.span if isinstance(name, Mention) else masked.span(match.start(group), match.end(group))
    short = marks.words(span)
    set_off = masked.text[match.end() : match.end() + 1] == ","
    if _shortens(short, entity.text) and (short.isupper() or set_off):
        anchor = joined(masked.span(match.start(), match.end()))
        yield from _identity(Filled(entity.text, (entity.span,)), Filled(short, (span,)), "short_name", anchor)


def _shortens(short: str, name: str) -> bool:
    """Whether the letters of `short` stand in `name` in that order, the first of them at its start."""
    rest = iter(name.lower())
    return len(short) < len(name) and short[0].lower() == name[0].lower() and all(c in rest for c in short.lower())


def _alike(one: str, other: str) -> bool:
    """Whether one of two names is the other with a legal form."""
    return canonical(one) == canonical(other) and bool(LEGAL_END.search(one)) != bool(LEGAL_END.search(other))


def _called(marks: Marks, mention: Mention, other: Mention) -> Filled:
    """A name of an identity: the entity's own short one, unless that is what it is said to be the same as."""
    own = marks.names.entities[mention.entity].name
    words = mention.text if mention.entity == other.entity else own
    return Filled(words, (mention.span,))


def _defined(marks: Marks, long: Span, short: Span) -> Iterator[Proposal]:
    words, brief = marks.words(long), marks.words(short)
    legal = LEGAL_END.search(words) or LEGAL_START.search(words)
    if (
        is_generic(brief)
        or _IN_CONTRACTS.fullmatch(brief)
        or _NO_COMPANY.search(brief)
        or (not legal and _NO_COMPANY.search(words))
    ):
        return
    one, other = Filled(brief, (short,)), Filled(words, (long,))
    if legal:
        yield from _identity(one, other, "legal_name", joined(long, short))
    elif re.fullmatch(r"[A-Z0-9&-]{2,8}s?", brief):
        yield from _identity(other, one, "abbreviation", joined(long, short))
    else:
        yield from _identity(other, one, "short_name", joined(long, short))


def _identity(entity: Filled, name: Filled, relation: Relation, anchor: Span) -> Iterator[Proposal]:
    one, other = (str(f.value).lower().removeprefix("the ") for f in (entity, name))
    if one != other:
        slots = {"entity": entity, "name": name, "relation": Filled(relation)}
        yield Proposal(kind=Identity, anchor=anchor, slots=slots)
