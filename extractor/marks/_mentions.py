"""Finding names: their spans, their definitions, the things they name, and the words that stand for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractor.facts import Span, fold
from extractor.marks._definitions import SYMBOLS, definitions, is_generic
from extractor.marks._entities import describe, groups
from extractor.marks._runs import cells
from extractor.marks._spans import name_spans
from extractor.marks._words import COLLECTIVE, GENERIC
from extractor.marks.names import Entity, Mention, Names
from extractor.passages import Block
from extractor.values import find_countries

_ABOUT = re.compile(r"^(?:About|Acerca de|Sobre|Über|À propos de)\s+", re.IGNORECASE)
_ARTICLE = r"(?:[Tt]he|[Ll]a|[Ee]l|[Dd]ie|[Dd]er|[Dd]as)"
_OWN_COMPANY = re.compile(
    rf"(?<!\w){_ARTICLE}\s+(?:Company|Group|Corporation|Registrant|Issuer|Sociedad|Compañía|Grupo|Entidad|Gesellschaft"
    r"|Gruppe)(?!\w|\s+(?:de\s)?[A-ZÀ-Þ])"
)
_BESIDE = re.compile(
    r"\s*(?:\([^()]{1,80}\))?\s*(?:,|;|/|and|y|e|&|\bund\b|\bet\b)\s*(?:and |y )?(?:the |el |la )?", re.IGNORECASE
)


def find_names(text: str, blocks: Sequence[Block], *, language: str = "en", known: Iterable[str] = ()) -> Names:
    """All names of a filing.

    `known` are names from the header, such as the registrant's. Blocks bound the search: no name runs over from a
    heading into the text under it.
    """
    spans = name_spans(text, blocks, language)
    symbols = {at for match in SYMBOLS.finditer(text) for at in range(*match.span())}
    spans = [s for s in spans if s.start not in symbols]
    defined = definitions(text, spans, [b.span for b in blocks])
    named = {d.short for d in defined if not is_generic(text[d.short.start : d.short.end])} | {d.long for d in defined}
    taken = {at for span in named for at in range(*span)}
    spans = sorted({s for s in spans if s in named or not any(at in taken for at in range(*s))} | named)
    persons = set(_alone_in_contacts(text, blocks, spans))
    shorts = {d.short for d in defined}
    entities: list[Entity] = []
    mentions: list[Mention] = []
    for members in groups(text, spans, defined):
        entities.append(describe(text, members, persons=persons, shorts=shorts, language=language))
        mentions += [Mention(s, fold(text[s.start : s.end]), len(entities) - 1) for s in members]
    mentions.sort(key=lambda m: m.span)
    first = Names(tuple(mentions), tuple(entities), tuple(defined))
    _in_places(text, first, language)
    own = _raised(text, blocks, first, known)
    _listed_together(text, first)
    mentions += _stand_ins(text, blocks, first, own)
    mentions.sort(key=lambda m: m.span)
    return Names(tuple(mentions), tuple(entities), tuple(defined))


def _raised(text: str, blocks: Sequence[Block], names: Names, known: Iterable[str]) -> int | None:
    """Raises the score of names that the header or a heading has; gives the registrant's entity."""
    own: int | None = None
    for name in known:
        number = names.named(name)
        if number is not None:
            names.entities[number].score += 3
            own = number if own is None else own
    in_text = Counter(m.entity for b in blocks if b.type != "heading" for m in names.within(b.span))
    for block in blocks:
        if block.type == "heading":
            number = names.named(_ABOUT.sub("", fold(text[block.span.start : block.span.end])))
            if number is not None and in_text[number] and not names.entities[number].person:
                names.entities[number].score += 2
    return own


def _in_places(text: str, names: Names, language: str) -> None:
    """What follows a town after a comma is a place too: "Aurora, Illinois"."""
    for one, other in pairwise(names.mentions):
        entity = names.entities[other.entity]
        town = names.entities[one.entity]
        if (
            town.place
            and entity.score <= 1
            and not entity.legal
            and not entity.person
            and re.fullmatch(r",\s+", text[one.span.end : other.span.start])
        ):
            entity.place = entity.place or not find_countries(town.name, language=language)


def _listed_together(text: str, names: Names) -> None:
    """What stands in a list beside a company is likely one: "Alpha, Beta and Gamma"."""
    beside: set[int] = set()
    for one, other in pairwise(names.mentions):
        gap = text[one.span.end : other.span.start]
        if one.entity != other.entity and len(gap) < 90 and _BESIDE.fullmatch(gap):
            sure = [names.is_company(m.entity) for m in (one, other)]
            if sure == [True, False]:
                beside.add(other.entity)
            elif sure == [False, True]:
                beside.add(one.entity)
    for number in beside:
        entity = names.entities[number]
        if not entity.place and not entity.person and entity.score > 0:
            entity.score += 1


def _alone_in_contacts(text: str, blocks: Sequence[Block], spans: Sequence[Span]) -> Iterator[Span]:
    """Names that fill a line or cell of a contact block with an e-mail address or telephone number: persons."""
    starts = {s.start: s for s in spans}
    for block in blocks:
        words = text[block.span.start : block.span.end]
        if block.type not in ("lines", "columns") or not re.search(r"@|\+\d|\btel\b|\bphone\b", words, re.IGNORECASE):
            continue
        for cell in cells(text, block):
            span = starts.get(cell.start)
            if span is not None and text[span.end : cell.end].strip(" ,:") == "":
                yield span


def _stand_ins(text: str, blocks: Sequence[Block], names: Names, own: int | None) -> Iterator[Mention]:
    """Mentions by a class noun: "the Company" as defined, else the registrant's; "the Alliance" for the only one."""
    taken = [m.span for m in names.mentions]
    by_start = sorted(taken)
    entity_of = {m.span: m.entity for m in names.mentions}
    defined = [
        entity_of[d.long]
        for d in names.definitions
        if is_generic(text[d.short.start : d.short.end]) and d.long in entity_of
    ]
    spoken_of = defined[0] if len(set(defined)) == 1 else own if not defined else None
    patterns: list[tuple[re.Pattern[str], int]] = []
    if spoken_of is not None:
        patterns.append((_OWN_COMPANY, spoken_of))
        names.entities[spoken_of].names |= {
            fold(text[d.short.start : d.short.end])
            for d in names.definitions
            if is_generic(text[d.short.start : d.short.end]) and entity_of.get(d.long) == spoken_of
        }
    patterns += [
        (re.compile(rf"(?<!\w){_ARTICLE}\s+{noun}(?!\w|\s+(?:de\s)?[A-ZÀ-Þ])"), number)
        for noun, number in _class_nouns(names)
    ]
    seen = set(by_start)
    for rule, number in patterns:
        since = min(m.span.start for m in names.mentions if m.entity == number)
        for block in blocks:
            if block.type in ("heading", "columns"):
                continue
            for match in rule.finditer(text, max(since, block.span.start), block.span.end):
                span = Span(match.start(), match.end())
                if not any(span.overlaps(s) for s in _around(by_start, span)) and span not in seen:
                    seen.add(span)
                    yield Mention(span, fold(match.group()), number)


def _class_nouns(names: Names) -> Iterator[tuple[str, int]]:
    """Class nouns that can only mean one thing of the filing: "the Circle" for the one "… Circle"."""
    wearing: dict[str, set[int]] = {}
    for number, entity in enumerate(names.entities):
        for name in entity.names:
            words = [
                w for w in name.split() if COLLECTIVE.fullmatch(w) and w.lower() not in GENERIC - {"alliance", "circle"}
            ]
            for word in words if len(name.split()) > 1 else []:
                wearing.setdefault(word.capitalize(), set()).add(number)
    for noun, numbers in sorted(wearing.items()):
        if len(numbers) == 1:
            yield noun, next(iter(numbers))


def _around(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """The spans that start near `span`."""
    at = bisect_left(spans, span)
    return spans[max(0, at - 2) : at + 2]


__all__ = ["find_names"]
