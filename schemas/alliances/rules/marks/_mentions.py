"""Finding names: their spans, their definitions, the things they name, and the words that stand for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from alliances.rules.marks._definitions import SYMBOLS, definitions, is_generic
from alliances.rules.marks._entities import describe, groups
from alliances.rules.marks._evidence import speaks_for_company
from alliances.rules.marks._glossary import glossary, letterhead, title_name
from alliances.rules.marks._ordinary import all_ordinary
from alliances.rules.marks._runs import cells
from alliances.rules.marks._spans import name_spans
from alliances.rules.marks._words import COLLECTIVE, GENERIC, ORG_WORD
from alliances.rules.marks.names import Entity, Mention, Names
from extractor.facts import Span, fold
from extractor.passages import Block
from extractor.values import find_countries, read_country

_ABOUT = re.compile(r"^(?:About|Acerca de|Sobre|Über|À propos de)\s+", re.IGNORECASE)
_ARTICLE = r"(?:[Tt]he|[Ll]a|[Ee]l|[Dd]ie|[Dd]er|[Dd]as)"
_OWN_COMPANY = re.compile(
    rf"(?<!\w){_ARTICLE}\s+(?:Company|Group|Corporation|Registrant|Issuer|Sociedad|Compañía|Grupo|Entidad|Gesellschaft"
    r"|Gruppe)(?!\w|\s+(?:de\s)?[A-ZÀ-Þ])"
)
_BULLET = re.compile(r"\s*(?:[-–—•*·▪o]\s+|\d{1,2}[.)]\s+)?")
_NOTED = re.compile(r"\s*(?:\*+|\(\d\)|[¹²³⁴])?\s*")
_NO_MORE = re.compile(r"\s*(?:$|[,;()*]|\b(?:and|y|e|und|et)\b|\d)")
_PARTED = re.compile(r"(?:,\s+(?=[A-ZÀ-Þ][\w ]{2,20}\s{2,}\d)|\s+[-–—]\s+|\s*[|:]\s*|\s*\t\s*|\s{3,})(?:the\s+)?")
_AFTER_TOWN = re.compile(r",\s+|,?\s+(?:and|y|e|und|et)\s+")
_BESIDE = re.compile(
    r"\s*(?:\([^()]{1,80}\))?\s*(?:,|;|/|and|y|e|&|\bund\b|\bet\b)\s*(?:and |y )?(?:(?:the|el|la)(?: [a-zñ]+)? )?",
    re.IGNORECASE,
)


def find_names(text: str, blocks: Sequence[Block], *, language: str = "en", known: Iterable[str] = ()) -> Names:
    """All names of a filing.

    `known` are names from the header, such as the registrant's. Blocks bound the search: no name runs over from a
    heading into the text under it.
    """
    spans = name_spans(text, blocks, language)
    symbols = {at for match in SYMBOLS.finditer(text) for at in range(*match.span())}
    spans = [s for s in spans if s.start not in symbols]
    title = title_name(text, blocks)
    if title is not None and not any(s.overlaps(title) for s in spans):
        spans = sorted([*spans, title])
    defined = [*definitions(text, spans, [b.span for b in blocks]), *glossary(text, spans)]
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
    titled = first.named(text[title.start : title.end]) if title is not None else None
    if titled is not None and entities[titled].score >= 0:
        entities[titled].score += 2
    head = letterhead(text, spans)
    own = _raised(text, blocks, first, [*known, text[head.start : head.end]] if head is not None else known)
    _beside_countries(text, blocks, first, language)
    _listed_together(text, first)
    _parents(first)
    _families(first)
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
        if not town.place or entity.place or entity.score > 1 or entity.legal or entity.person:
            continue
        if _AFTER_TOWN.fullmatch(text, one.span.end, other.span.start):
            entity.place = not find_countries(town.name, language=language)


def _listed_together(text: str, names: Names) -> None:
    """What stands in a list beside a company is likely one: "Alpha, Beta and Gamma"; surely in a list of several."""
    lists: list[list[int]] = []
    last: Mention | None = None
    spoken_for: set[int] = set()
    for one, other in pairwise(names.mentions):
        gap = text[one.span.end : other.span.start]
        if one.entity == other.entity or len(gap) >= 90 or not _BESIDE.fullmatch(gap):
            continue
        if speaks_for_company(text, one.span):
            spoken_for.add(other.entity)
        if one is last:
            lists[-1].append(other.entity)
        else:
            lists.append([one.entity, other.entity])
        last = other
    raised: dict[int, int] = {}
    for members in lists:
        several = len(members) > 2
        sure = sum(names.is_company(number) for number in members)
        for number in members:
            entity = names.entities[number]
            if not sure or entity.score >= 2 or entity.score < 0 or entity.place or entity.person:
                continue
            raised[number] = max(raised.get(number, 0), 2 if several or entity.score > 0 or number in spoken_for else 0)
    for number, score in raised.items():
        names.entities[number].score = max(names.entities[number].score, score)


def _families(names: Names) -> None:
    """A person's family name by itself is the person's: "Mr Hasse", "Hasse"."""
    families = {name.split()[-1] for e in names.entities if e.person for name in e.names if " " in name}
    for entity in names.entities:
        if entity.names <= families and not entity.legal and not entity.place and entity.score < 3:
            entity.person = True


def _parents(names: Names) -> None:
    """What a company's name begins with is a company too, where a country or a company word follows: "Alpha Chile"."""
    for number, entity in enumerate(names.entities):
        if not names.is_company(number):
            continue
        for name in entity.names:
            first, _, last = name.rpartition(" ")
            parent = names.named(first) if first and (ORG_WORD.fullmatch(last) or read_country(last)) else None
            if parent is None or parent == number or len(first) < 3 or all_ordinary(first.split()):
                continue
            known = names.entities[parent]
            if not known.place and not known.person and known.score >= 0:
                known.score = max(2, known.score)


def _in_country_lines(text: str, block: Block, starts: Mapping[int, Mention], language: str) -> Iterator[Mention]:
    """The names that fill a cell of a line, in the cell after or before that of a country."""
    for line in re.compile(r"[^\n]+").finditer(text, *block.span):
        opening = _BULLET.match(text, *line.span())
        start = opening.end() if opening else line.start()
        ends = [(m.start(), m.end()) for m in _PARTED.finditer(text, start, line.end())][:2]
        cells = list(zip([start, *(e for _, e in ends)], [*(s for s, _ in ends), line.end()], strict=True))
        for (a, b), (c, d) in [*pairwise(cells), *((other, one) for one, other in pairwise(cells))]:
            mention = starts.get(a)
            place = find_countries(text[c:d], language=language)
            if (
                mention is not None
                and _NOTED.fullmatch(text, mention.span.end, b)
                and place
                and place[0].span.start == 0
                and _NO_MORE.match(text, c + place[0].span.end, d)
            ):
                yield mention
                break


def _beside_countries(text: str, blocks: Sequence[Block], names: Names, language: str) -> None:
    """What begins a line that ends with a country is a company, where several lines do: "Alpha - Norway"."""
    starts = {m.span.start: m for m in names.mentions}
    for block in blocks:
        found = [m.entity for m in _in_country_lines(text, block, starts, language)]
        if block.type == "item" or len(found) > 1:
            for number in found:
                entity = names.entities[number]
                entity.score += 2 if not entity.person and entity.score >= 0 else 0


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
    foremost = own if own is not None else _foremost(names)
    spoken_of = defined[0] if len(set(defined)) == 1 else foremost if not defined else None
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
        since = 0 if rule is _OWN_COMPANY else names.mentions_of(number)[0].span.start
        for block in blocks:
            if block.type in ("heading", "columns"):
                continue
            for match in rule.finditer(text, max(since, block.span.start), block.span.end):
                span = Span(match.start(), match.end())
                if not any(span.overlaps(s) for s in _around(by_start, span)) and span not in seen:
                    seen.add(span)
                    yield Mention(span, fold(match.group()), number)


def _foremost(names: Names) -> int | None:
    """The company that is named most, where it is also the one named first."""
    companies = [m.entity for m in names.mentions if names.is_company(m.entity)]
    most = Counter(companies).most_common(1)
    return companies[0] if most and Counter(companies)[companies[0]] == most[0][1] else None


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
