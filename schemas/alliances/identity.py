"""Identities: two names that the document makes one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from alliances._fill import joined
from extractor.facts import Fact, Name, Span
from extractor.marks import LEGAL_END, Marks, Mention, canonical, is_generic
from extractor.marks.masked import Masked, anaphors, mask, pattern
from extractor.proposals import Filled, Proposal

Relation = Literal["legal_name", "brand", "short_name", "abbreviation", "former_name"]


class Identity(Fact, key=("entity", "name")):
    """Two names are the same thing."""

    entity: Name
    name: Name
    relation: Relation | None = None


_THE = r"(?:the |la |el |los |las )?"
_Q = r"[\"“«”»]?"
_FILL = r"(?:[^⟦⟧.;:()]|⟦[DC]\d+⟧)"
_FORMERLY = (
    r"(?:formerly|previously|until ⟦D\d+⟧|(?:until|before|hasta) \d{4}|anteriormente|antes|antigua(?:mente)?"
    r"|(?<=\()⟦D\d+⟧(?=:)|ex|ehemals|vormals|früher|anciennement)"
)
_BRAND = (
    r"(?:brand(?: ?names?)?|brands|trading name|trade ?name|trademark|marca(?: comercial)?|nombre comercial|Marke"
    r"|marque)"
)

_SOURCES: tuple[tuple[Relation, str], ...] = (
    ("former_name", (
        rf"{{N:entity}},? ?\(?{_FORMERLY}(?: ?:| known as| called| named| trading as| denominada?| llamada?"
        rf"| conocid[ao] como| bekannt als)?,? {_THE}{_Q}{{N:name}}"
    )),
    ("former_name", (
        r"{N:name},? (?:has |was |is |will be |ha |since |now |which |que )*(?:changed (?:its"
        r"|⟦N\d+⟧'s) (?:corporate )?name to|renamed(?: as| to)?|re-?branded(?: itself)? (?:as|to)|became"
        r"|now (?:called|known as|named)|cambi[oó] su (?:nombre|denominación) (?:a|por)|(?:ha )?cambiado su (?:nombre"
        r"|denominación) (?:a|por)|pas[aó] a (?:denominarse|llamarse)|ahora (?:denominada"
        rf"|llamada)) {_THE}{_Q}{{N:entity}}"
    )),
    ("former_name", (
        rf"{{N:entity}},? (?:which |que |that )?{_FILL}{{0,30}}?(?:was (?:formerly |previously )?(?:called|named"
        r"|known as)|was formerly|traded as|operated as|se llam(?:ó|aba)|se denomin(?:ó|aba)"
        rf"|hieß) {_THE}{_Q}{{N:name}}"
    )),
    ("former_name", rf"changed (?:its|the company's|⟦N\d+⟧'s) name from {_Q}{{N:name}}{_Q} to {_Q}{{N:entity}}"),
    ("former_name", r"{N:entity}(?:['’]s)? \(?(?:the )?(?:former|old|previous) {N:name}"),
    ("brand", (
        rf"{{N:name}},? (?:(?:is|es|are|ist|being) )?(?:the |a |la |su |its |⟦N\d+⟧'s )?(?:\w+ )?{_BRAND} (?:of|for"
        rf"|used by|under which|by which|bajo la (?:que|cual)|de|der|von)(?: opera)? {_THE}{{N:entity}}"
    )),
    ("brand", (
        rf"{{N:entity}},? (?:which |that |que |and |y |it )*{_FILL}{{0,60}}?(?:operates?|operating|operated|trades"
        r"|trading|markets|marketed|marketing|does business|doing business|d/b/a|sells|offers|opera|operando"
        rf"|comercializa|presta|vende|auftritt|tritt)\b(?: ⟦N\d+⟧'s)?{_FILL}{{0,60}}?(?:under the|under its|under|as"
        r"|with the|bajo la|con la|bajo el"
        rf"|unter der) (?:{_BRAND} )?(?:of )?{_Q}{{N:name}}{_Q}(?:['’]s)?(?: {_BRAND})?(?! (?:group|licen[cs]e"
        r"|agreement))"
    )),
    ("brand", (
        rf"{{N:entity}},? {_FILL}{{0,80}}?(?:known|conocid[ao]|bekannt) (?:under|bajo|unter) (?:the|its|la|su|der)"
        rf" (?:{_BRAND} )?{_Q}{{N:name}}"
    )),
    ("brand", rf"{{N:entity}} \((?:operating|trading|doing business|d/b/a)(?: as| under)? {_Q}{{N:name}}"),
    ("brand", rf"{{N:entity}},? (?:whose|cuya|cuyo) (?:\w+ )?{_BRAND} (?:is|es) {_THE}{_Q}{{N:name}}"),
    ("short_name", (
        r"{N:entity},? \(?(?:which is |who is |is |are |better |commonly |also |now |es |más |que es |también "
        r"|were )*(?:known|referred to|conocid[ao]|denominad[ao]|abbreviated|bekannt|a/k/a"
        rf"|aka)(?: {_FILL}{{1,25}}?)?(?: as| como| als| por|) {_THE}{_Q}{{N:name}}"
    )),
    ("legal_name", (
        r"{N:entity},? (?:legally|officially|registered as|cuya (?:razón|denominación) social es|whose (?:legal"
        r"|registered|corporate|full) name is|the (?:legal|registered|corporate"
        rf"|full) name of which is) {_THE}{_Q}{{N:name}}"
    )),
)  # fmt: skip
_RULES = tuple((relation, pattern(source)) for relation, source in _SOURCES)


def propose(marks: Marks) -> Iterator[Proposal]:
    """Definitions in brackets, and sentences that say that one name is another."""
    bounds = [marks.passage.span, *([marks.passage.heading] if marks.passage.heading else [])]
    for definition in marks.names.definitions:
        if any(bound.covers(definition.long) for bound in bounds):
            yield from _defined(marks, definition.long, definition.short)
    for sentence in marks.sentences:
        masked = mask(marks, sentence, stand_ins=anaphors(marks, sentence))
        for relation, rule in _RULES:
            for match in rule.finditer(masked.text):
                yield from _said(marks, masked, relation, match)


def _said(marks: Marks, masked: Masked, relation: Relation, match: re.Match[str]) -> Iterator[Proposal]:
    entity, name = masked.at(match.group("entity")), masked.at(match.group("name"))
    if not isinstance(entity, Mention) or not isinstance(name, Mention) or re.search(r"\b(?:not|no)\b", match.group()):
        return
    if relation == "former_name" and entity.entity == name.entity:
        return
    if relation == "short_name" and _alike(entity.text, name.text):
        relation = "legal_name"
    anchor = masked.span(match.start(), match.end())
    yield from _identity(_called(marks, entity, name), _called(marks, name, entity), relation, joined(anchor))


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
    if is_generic(brief):
        return
    one, other = Filled(brief, (short,)), Filled(words, (long,))
    if LEGAL_END.search(words):
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
