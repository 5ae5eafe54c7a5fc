"""Finding names, and grouping the mentions of one thing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extractor.facts import Span, fold
from extractor.marks.names import (
    LEGAL_END,
    NAME,
    NOT_NAMES,
    ORG_BEFORE,
    ORG_VERB,
    ORG_WORD,
    STOP_FIRST,
    Definition,
    Entity,
    Mention,
    Names,
    canonical,
)
from extractor.passages import Block
from extractor.values import find_countries, find_demonyms, read_country, read_demonym

_DEFINED = re.compile(
    r"""[ \n]*\((?:collectively|together|hereinafter|hereafter|the|en adelante|in the following)?,?\s*(?:the\s|la\s|el\s)?["“”'‘«](?:the\s)?(?P<quoted>[^"“”'’‘»()]{2,40})["”“'’»][^()]{0,60}\)"""
    r"""|[ \n]*\((?P<bare>[A-Z][A-Za-z0-9&-]{1,9})\)"""
)
_TICKER = re.compile(r"\s*\((?:NASDAQ|NYSE|LSE|TSXV?|OTC\w*|AMEX|ASX|BMAD|BME|Euronext|FWB|SIX|[A-Z]{3,6})\s?[:.][^)]{1,60}\),?")
_GENERIC_SHORT = frozenset("company group corporation parent seller buyer purchaser issuer registrant bank compañía sociedad grupo agreement".split())
_REGION = frozenset("europe asia africa america americas international latin global overseas iberia nordic".split())
_POSSESSIVE = re.compile(r"[’']s?$")
_TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Sir|Prof|D|Dña|Sr|Sra|Don|Doña)\.?\s+")
_ROLE = (
    r"(?:chief|executive|managing|director|president|presidente|chair\w*|ceo|cfo|cto|coo|officer|manager|head|secretary|spokes\w+|consejer[oa]|analyst|founder|partner"
    r"|director[a]?|responsable|portavoz|vice|senior|general|treasurer|counsel)"
)
_PERSON_AFTER = re.compile(rf"^,?\s+(?:(?:the|our|its|group|el|la|{_ROLE})\s+){{0,3}}{_ROLE}\b|^\s*,?\s*(?:said|stated|commented|added|explained|noted|who)\b", re.IGNORECASE)
_PERSON_BEFORE = re.compile(rf"(?:{_ROLE}(?: of| at)?(?: [A-Z][\w]+)?,?|\b(?:said|stated|commented|added|adds|according to|dijo|señaló|afirmó|/s/|By:|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Sir))\s*_*$", re.IGNORECASE)


def find_names(text: str, blocks: Sequence[Block], *, language: str = "en", known: Iterable[str] = ()) -> Names:
    """All names of a filing.

    `known` are names from the header, such as the registrant's. Blocks bound the search: no name runs over from a
    heading into the text under it.
    """
    spans = sorted(set(_candidates(text, blocks, language)))
    definitions = list(_definitions(text, spans))
    taken = {d.short for d in definitions}
    spans = sorted({*spans, *taken})
    spans = [s for n, s in enumerate(spans) if s in taken or not any(o != s and o.covers(s) for o in spans[max(0, n - 3) : n + 4])]
    groups = _groups(text, spans, definitions)
    entities: list[Entity] = []
    mentions: list[Mention] = []
    for members in groups:
        number = len(entities)
        entity = Entity(name="", names={fold(text[s.start : s.end]) for s in members})
        counts = Counter(fold(text[s.start : s.end]) for s in members)
        entity.name = min(counts, key=lambda name: (len(canonical(name)), -counts[name], len(name), name))
        entity.legal = any(LEGAL_END.search(name) for name in entity.names)
        _judge(text, entity, members, language)
        entities.append(entity)
        mentions += [Mention(s, fold(text[s.start : s.end]), number) for s in members]
    names = Names(tuple(sorted(mentions, key=lambda m: m.span)), tuple(entities), tuple(definitions))
    for name in known:
        number = names.named(name)
        if number is not None:
            entities[number].score += 3
    headings = [fold(text[b.span.start : b.span.end]) for b in blocks if b.type == "heading"]
    for heading in headings:
        number = names.named(re.sub(r"^(?:About|Acerca de|Sobre|Über)\s+", "", heading))
        if number is not None and not entities[number].person:
            entities[number].score += 2
    return names


def _cells(text: str, block: Block) -> Iterator[Span]:
    """The runs of a block within which a name may stand: the whole of a paragraph, else each line's cells."""
    if block.type in ("paragraph", "item", "heading"):
        yield block.span
        return
    for line in re.compile(r"[^\n]+").finditer(text, *block.span):
        for cell in re.compile(r"(?:(?! {3,}|\t| \| ).)+").finditer(text, line.start(), line.end()):
            if cell.group().strip(" |"):
                yield Span(cell.start(), cell.end())


def _candidates(text: str, blocks: Sequence[Block], language: str) -> Iterator[Span]:
    for block in blocks:
        for cell in _cells(text, block):
            for match in NAME.finditer(text, cell.start, cell.end):
                yield from _split(text, Span(match.start(), match.end()), language)
    yield from _repeated_headings(text, blocks)


def _repeated_headings(text: str, blocks: Sequence[Block]) -> Iterator[Span]:
    """Names in lower case, known by a heading that the text under it takes up again: "sunrise"."""
    bodies = [b.span for b in blocks if b.type in ("paragraph", "item")]
    for block in blocks:
        words = text[block.span.start : block.span.end].strip()
        if block.type != "heading" or not re.fullmatch(r"[a-z][\w&-]{2,20}(?: [\w&-]{2,20}){0,2}", words):
            continue
        pattern = re.compile(rf"(?<![\w.@/-]){re.escape(words)}(?![\w@]|\.\w)")
        hits = [Span(m.start(), m.end()) for body in bodies for m in pattern.finditer(text, *body)]
        if len(hits) >= 2:
            yield from [block.span, *hits]


def _split(text: str, span: Span, language: str) -> Iterator[Span]:
    """The names in a run of capitalised words: parted at possessives, with leading common words and adjectives cut off."""
    start = span.start
    tokens = [Span(m.start(), m.end()) for m in re.compile(r"\S+").finditer(text, *span)]
    runs: list[list[Span]] = [[]]
    for token in tokens:
        word = text[token.start : token.end]
        runs[-1].append(token)
        if _POSSESSIVE.search(word) and len(word) > 3:
            runs.append([])
    for run in runs:
        kept = list(run)
        while kept and _is_stop(text[kept[0].start : kept[0].end]):
            kept.pop(0)
        while len(kept) > 1 and read_demonym(_bare(text, kept[0])) and not ORG_WORD.fullmatch(_bare(text, kept[1])):
            kept.pop(0)
        while kept and text[kept[-1].start : kept[-1].end] in ("&", "-"):
            kept.pop()
        if not kept:
            continue
        start, end = kept[0].start, kept[-1].end
        end -= len(text[start:end]) - len(_POSSESSIVE.sub("", text[start:end]))
        while end > start and text[end - 1] in ",;:/+-":
            end -= 1
        words = text[start:end]
        if _is_name(words):
            yield Span(start, end)


def _bare(text: str, token: Span) -> str:
    return _POSSESSIVE.sub("", text[token.start : token.end]).strip(",.;:")


def _is_stop(word: str) -> bool:
    return word.strip(",.;:") in STOP_FIRST


def _is_name(words: str) -> bool:
    parts = [p.strip(",.").lower() for p in words.split()]
    if not parts or all(p in NOT_NAMES or p.isdigit() for p in parts):
        return False
    letters = sum(c.isalpha() for c in words)
    return letters >= 2 or re.fullmatch(r"[A-Z]\d", words) is not None


def _definitions(text: str, spans: Sequence[Span]) -> Iterator[Definition]:
    for span in spans:
        at = span.end
        while ticker := _TICKER.match(text, at):
            at = ticker.end()
        match = _DEFINED.match(text, at)
        if match is None:
            continue
        group = "quoted" if match.group("quoted") else "bare"
        short = Span(match.start(group), match.end(group))
        words = text[short.start : short.end].strip()
        if group == "bare" and (read_country(words) is not None or not _abbreviates(words, text[span.start : span.end])):
            continue
        if words.lower().removeprefix("the ") in NOT_NAMES and words.lower() not in _GENERIC_SHORT:
            continue
        yield Definition(long=span, short=short)


def _abbreviates(short: str, name: str) -> bool:
    """Whether the capitals of `short` stand in `name` in that order, the first of them at its start."""
    letters = [c.lower() for c in short if c.isalpha()]
    rest = fold(name).lower()
    if not letters or not rest.startswith(letters[0]):
        return False
    for letter in letters:
        at = rest.find(letter)
        if at < 0:
            return False
        rest = rest[at + 1 :]
    return True


def _groups(text: str, spans: Sequence[Span], definitions: Sequence[Definition]) -> list[list[Span]]:
    by_name: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        by_name[canonical(text[span.start : span.end])].append(span)
    # "Westell, Inc." is not "Westell" where that is short for "Westell Technologies, Inc.": first come, first served.
    parent = {name: name for name in by_name}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    def join(one: str, other: str) -> None:
        a, b = sorted((root(one), root(other)), key=lambda n: by_name[n][0])
        parent[b] = a

    for definition in definitions:
        short = canonical(text[definition.short.start : definition.short.end])
        if short not in _GENERIC_SHORT and short in by_name:
            join(canonical(text[definition.long.start : definition.long.end]), short)
    for name in sorted(by_name, key=lambda n: by_name[n][0]):
        tokens = name.split()
        swapped = " ".join(sorted(tokens))
        for other in by_name:
            if other != name and len(tokens) == 2 and sorted(other.split()) == swapped.split():
                join(name, other)
        for size in range(1, len(tokens)):
            short = " ".join(tokens[:size])
            extra = tokens[size:]
            if short not in by_name or root(short) != short or short in NOT_NAMES:
                continue
            has_legal = any(LEGAL_END.search(fold(text[s.start : s.end])) for s in by_name[name])
            foreign = any(read_country(t.capitalize()) or t in _REGION for t in extra)
            if has_legal and not foreign:
                join(name, short)
                break
    members: dict[str, list[Span]] = defaultdict(list)
    for name, found in by_name.items():
        members[root(name)] += found
    split: list[list[Span]] = []
    for name, found in members.items():
        bare, legal = [], []
        longer = {canonical(text[s.start : s.end]) for s in found} - {name}
        short_names = [n for n in {canonical(text[s.start : s.end]) for s in found} if any(o.startswith(n + " ") for o in longer | {name})]
        for span in found:
            words = fold(text[span.start : span.end])
            own = canonical(words) in short_names and LEGAL_END.search(words) is not None
            (legal if own else bare).append(span)
        split += [sorted(group) for group in (bare, legal) if group]
    return sorted(split)


def _judge(text: str, entity: Entity, spans: Sequence[Span], language: str) -> None:
    """Scores how much the words around an entity's mentions speak for a company, a place or a person."""
    words = entity.names
    entity.place = all(
        read_country(re.sub(r"^the\s", "", w), language=language) or canonical(w) in _REGION or read_demonym(w) for w in words
    )
    if entity.legal:
        entity.score += 3
    if any(ORG_WORD.search(w) for w in words):
        entity.score += 1
    verbs = sum(bool(ORG_VERB.match(text, s.end)) for s in spans)
    before = sum(bool(ORG_BEFORE.search(text[max(0, s.start - 60) : s.start])) for s in spans)
    owning = sum(bool(re.match(r"[’']s?\s", text[s.end : s.end + 3])) for s in spans)
    entity.score += min(3, verbs) + min(3, 2 * before) + min(2, owning)
    if any(re.match(r"\s*\(", text[s.end : s.end + 3]) and find_countries(text[s.end : s.end + 40]) for s in spans):
        entity.score += 2
    if any(_TICKER.match(text, s.end) for s in spans):
        entity.score += 3
    persons = 0
    for span in spans:
        parts = text[span.start : span.end].split()
        if not 2 <= len(parts) <= 5 or entity.legal:
            continue
        after = _PERSON_AFTER.match(text[span.end : span.end + 60].replace("\n", " "))
        front = _PERSON_BEFORE.search(text[max(0, span.start - 50) : span.start].replace("\n", " "))
        persons += bool(after) + bool(front)
    entity.person = persons > 0 and not any(ORG_WORD.search(w) for w in words) and persons * 2 > before


__all__ = ["find_demonyms", "find_names"]
