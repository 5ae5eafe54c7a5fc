"""Identities: two names that the document makes one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from alliances._fill import joined
from extractor.facts import Fact, Name, Span
from extractor.marks import Marks, Mention, canonical
from extractor.marks.masked import mask, pattern
from extractor.marks.names import LEGAL_END
from extractor.proposals import Filled, Proposal

Relation = Literal["legal_name", "brand", "short_name", "abbreviation", "former_name"]


class Identity(Fact, key=("entity", "name")):
    """Two names are the same thing."""

    entity: Name
    name: Name
    relation: Relation | None = None


_RULES: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("former_name", pattern(r"{N:entity},? ?(?:\()?(?:formerly|previously|anteriormente|antes|ehemals)(?: known as| called| denominada| conocida como)?,? (?:the )?{N:name}")),
    ("former_name", pattern(r"{N:name} (?:has |was |is |will be |ha )*(?:changed its name to|renamed(?: as| to)?|re-?branded (?:as|to)|cambiado su nombre a|pasa a denominarse) (?:the )?{N:entity}")),
    ("brand", pattern(r"{N:name}(?:,)? (?:is|es|are) (?:the|a|la) (?:brand(?: name)?|trading name|trade name|trademark|marca(?: comercial)?) (?:name )?(?:of|under which|for|used by|de|bajo la que opera) (?:the )?{N:entity}")),
    ("brand", pattern(r"{N:entity},? (?:which |that |que )?(?:is |are |operates?|operating|operated|trades?|trading|markets its services|does business|doing business|opera|comercializa sus servicios|presta sus servicios)(?: \w+){0,3} (?:under the|as|bajo la|con la|branded as)(?: (?:brand|brands?|name|brand name|trade name|marca|marca comercial|nombre))*,? (?:name |of )?[\"“'«]?{N:name}")),
    ("brand", pattern(r"{N:entity}(?:'s|’s)? [^⟦.]{0,60}(?:under the|bajo la marca|under its) ?[\"“'«]?{N:name}[\"”'»]? (?:brand|marca|name)")),
    ("short_name", pattern(r"{N:entity},? (?:which is |is |are |better |commonly |also |now |es |más |were )*(?:known|referred to|conocid[ao]|denominad[ao]|abbreviated|bekannt)(?: \w+){0,2} (?:as|como|als) (?:the )?[\"“'«]?{N:name}")),
)  # fmt: skip


def propose(marks: Marks) -> Iterator[Proposal]:
    """Definitions in brackets, and sentences that say that one name is another."""
    for definition in marks.names.definitions:
        if marks.passage.span.covers(definition.long):
            yield from _defined(marks, definition.long, definition.short)
    if marks.passage.heading is not None:
        for definition in marks.names.definitions:
            if marks.passage.heading.covers(definition.long):
                yield from _defined(marks, definition.long, definition.short)
    for sentence in marks.sentences:
        masked = mask(marks, sentence, persons=False)
        for relation, rule in _RULES:
            for match in rule.finditer(masked.text):
                entity, name = masked.at(match.group("entity")), masked.at(match.group("name"))
                if isinstance(entity, Mention) and isinstance(name, Mention):
                    yield from _identity(marks, entity.span, name.span, _relation(marks, relation, name.span, entity.span))


def _relation(marks: Marks, relation: Relation, name: Span, entity: Span) -> Relation:
    if relation == "short_name" and (LEGAL_END.search(marks.words(name)) or LEGAL_END.search(marks.words(entity))):
        return "legal_name"
    return relation


def _defined(marks: Marks, long: Span, short: Span) -> Iterator[Proposal]:
    words, brief = marks.words(long), marks.words(short)
    if canonical(brief) in {"company", "group", "corporation", "registrant", "parent", "seller", "buyer", "compañía", "sociedad", "grupo"}:
        return
    if LEGAL_END.search(words):
        yield from _identity(marks, short, long, "legal_name")
    elif re.fullmatch(r"[A-Z0-9&-]{2,8}s?", brief):
        yield from _identity(marks, long, short, "abbreviation")
    else:
        yield from _identity(marks, long, short, "short_name")


def _identity(marks: Marks, entity: Span, name: Span, relation: Relation) -> Iterator[Proposal]:
    one, other = marks.words(entity), marks.words(name)
    if one.lower().removeprefix("the ") == other.lower().removeprefix("the "):
        return
    slots = {"entity": Filled(one, (entity,)), "name": Filled(other, (name,)), "relation": Filled(relation)}
    yield Proposal(kind=Identity, anchor=joined(entity, name), slots=slots)
