"""What a filing prints for one figure or date: the scale, sign, currency and month that belong to it and no other.

A reader's word on a figure is borne out by what stands beside the figure itself, in the head of its own table, or in a
table by the statement "in thousands" that comes before it; never by a word that stands somewhere.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from extractor.annotations import YEAR, Annotations
from extractor.facts import Span, When, fold
from extractor.searching import Sieve
from extractor.values import currency_after, currency_before, read_when

_SCALES = {
    3: (r"thousands?|['’‘]?000(?:['’]?s)?|[x×]\s?1[.,]?000|mil|miles|tausend|tsd|milliers|milhares|mila|migliaia", "k"),
    5: (r"lakhs?", ""),
    6: (r"millions?|mn|mm|mill|mill[oó]n(?:es)?|mln|mio|milh(?:ão|ões)|milion[ei]|millionen", "m"),
    7: (r"crores?", ""),
    9: (r"billions?|bn|mil(?:es de)? millones|milliards?|milliarden?|mrd|miliard[io]|mil milhões|bilh(?:ão|ões)", "b"),
    12: (r"trillions?|tn|bill[oó]n(?:es)?|billion(?:en)?|bilh(?:ão|ões)", ""),
}
"""What a scale is called, and the letter that is one only beside a currency: "EUR m"."""
_MARK = r"(?:[$€£¥₹]|\b[A-Z]{2,3}[$€£¥]?|\b(?:Ps|Rs)\.|\bR(?=['’‘]))\s?"
_CODES = r"(?:[$€£]|EUR|USD|GBP|CHF|NOK|SEK|DKK)"
_LETTERS_BEFORE = {3: rf"|\b[kT]{_CODES}(?!\w)", 6: rf"|\bM{_CODES}(?!\w)"}
"""A scale's letter before a currency: "MEUR", "T€"."""
_HEAD_ENDS = (
    r"(?=\.?\s{0,2}(?:$|[|,;:()\[\]\t]|\s{2}|[A-Z]{3}\b|[$€£¥₹]|\d{4}\b|except\b|unless\b|omitted\b|euros?\b|d[oó]l"
    r"|(?:of|de|di|d['’])\s?(?:[A-Z.]{1,5}\s?[$€£¥]?\s?)?(?:[A-Z]{3}\b|[$€£¥₹]|[a-z]*(?:euro|d[oó]l|poun|peso|rea[il]|yen|franc|kron|rup)"
    r"|(?:unit|unidad|subscri|suscri|customer|client|user|usuari|line|línea|acces|account|share|accion))))"
)
_HEADS = {
    power: Sieve(
        rf"(?i:\b(?:in|en|em)\s{{1,3}}(?:[^\W\d][\w.]{{0,6}}[$€£¥]?\s{{1,3}}|[$€£¥₹]\s?){{0,2}}(?:{names})\b)"
        rf"|(?:{_MARK}|[(|,;:/\[\t]\s{{0,2}}|^[ \t]{{0,40}}|(?i:euros?|dollars?)\s)(?i:{names})\b{_HEAD_ENDS}"
        rf"|(?<=[^\W\d_]\s)(?i:{names})(?=\s{{0,2}}[|\t])|[|\t][^|\t\n.\d]{{0,40}}\s(?i:{names})\s{{0,2}}$"
        + _LETTERS_BEFORE.get(power, "")
        + (rf"|{_MARK}(?i:{letter})\b{_HEAD_ENDS}" if letter else ""),
        re.MULTILINE,
    )
    for power, (names, letter) in _SCALES.items()
}
"""A scale as the head of a table states it: "in thousands", "(EUR million)", "miles de euros"."""
_BESIDE = {
    p: Sieve(rf"(?:[^\w\n.;:]|</?\w+>){{0,3}}(?:(?:in|en)\s)?(?:{names})\b", re.IGNORECASE)
    for p, (names, _) in _SCALES.items()
}
_SHARED = {p: Sieve(rf"\d\s?(?:{names})\b", re.IGNORECASE) for p, (names, _) in _SCALES.items()}
_FRACTION, _MONEY = re.compile(r"\d[.,]\d{1,2}(?!\d)"), re.compile(r"[A-Z]{3}")
_STATED = re.compile(r"(?:in|en|em)\s", re.IGNORECASE)
_OF_A_NUMBER = re.compile(r"\d[^\w\n|]{0,2}\Z")
_GAP = re.compile(r"\||\t| {2,}|\n")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MOST_WORDS = 3
"""In the cell of a table that holds a figure; where there are more, it is prose."""
_LONGEST_CAPTION = 300
_CUT_BEFORE = re.compile(r"(?:(?<!\d)\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})*[ \u00a0\u202f\u2009]|\d[.,'’^/])\Z")
_CUT_AFTER = re.compile(r"\^\d|/\d|\s?[x×*]\s?10\^")
_GROUP = re.compile(r"\d{3}(?!\d)")
_GROUP_AFTER = re.compile(r",?\s*\n\s*\d{3}(?!\d)|[.,'’]\d")
_ENDS_IN_GROUP = re.compile(r"\d,\d{3},?\Z|\d,\Z")
_MINUS_WORD = re.compile(r"(?<!or )\b(?:minus|negative)\s+\Z", re.IGNORECASE)
_DASH = re.compile(r"(?:[|\t]|\s{2})\s*(?:[$€£¥₹]\s?)?[-\u2212\u2013]\s?\Z")
_BRACKET = re.compile(r"(?:[|\t]|\s{2})\s*(?:[$€£¥₹]\s?)?\(\s?(?:[$€£¥₹]\s?)?\Z")
_BRACKET_CLOSES, _DASH_CLOSES = re.compile(r"\s?%?\s?\)"), re.compile(r"[-\u2212](?=\s|\||$)")
_NEGATIVE = re.compile(
    r"\b(?:loss(?:es)?|lost|negative|decreas\w+|declin\w+|fell|falls?|fallen|down|drop\w*|lower\w*|reduc\w+|contract\w+"
    r"|shr[aiu]nk|deficit|minus|p[eé]rdidas?|perdi\w+|ca[ií]da|cay\w+|disminu\w+|descen\w+|baj[aóo]\w*|negativ\w+"
    r"|d[eé]ficit|reduj\w+|retroce\w+|Verlust\w*|Rückgang|gesunken|sank|perte|baisse|recul|prejuízo|queda|perdita|calo)\b",
    re.IGNORECASE,
)
"""Words that make a figure a loss or a fall."""
_LOSS = re.compile(
    r"(?:loss(?:es)?|decline|decrease|drop|fall|reduction|contraction|deficit|pérdidas?|caída|descenso|Verlust|Rückgang|perte"
    r"|baisse|recul|prejuízo|queda|perdita|calo)\Z",
    re.IGNORECASE,
)
"""Nouns that a figure may stand before: "a 5% decline"."""
_PRINTED = re.compile(r"(?<![\w.,])(?!(?:19|20)\d\d(?![\d.,]\d|\s?%))\d[\d.,]*")
_SCALE_WORD = (
    r"million|billion|thousand|m|bn|mn|millones|millón|mil|Mio|Mrd|Millionen|millions|milliards|milhões|milioni"
)
_JUST_BEFORE = re.compile(
    rf"\s?(?:%|per\s?cent|{_SCALE_WORD})?\.?(?:\s(?!(?:and|after|from|while|but|to|of|or|against)\b)[\w-]+){{0,2}}\s\Z",
    re.IGNORECASE,
)
_JOINED = re.compile(
    rf"(?:[\W\d_]|\b(?:{_SCALE_WORD}|[A-Z]{{3}}|euros?|dollars?|per|cent|percent|and|or|y|e|o|und|et|from|to|in|for|compared"
    r"|with|against|versus|de|del|desde|frente|al?|en|por|ciento|von|auf|gegenüber|Prozent|Euro|contre|em|para|dal?|nel)\b)*",
    re.IGNORECASE,
)
"""What stands between figures of which the same is said: "$4 million, $5 million and, in 2002, $6 million"."""
_MONTH = re.compile(
    r"\b(?:jan(?:uary?|uar|vier|eiro)?|ene(?:ro)?|gen(?:naio)?|feb\w*|f[eé]v\w*|mar(?:ch|zo|ço|s|z)?|märz|a[pbv]r\w*|ma[iy]o?|mag"
    r"(?:gio)?|ju[nl]\w*|jui[nl]\w*|giu\w*|lug\w*|aug\w*|agosto|août|se[pt]t?(?:i?em\w*|tembre|embro)?|o[ckut]t(?:\w*b\w+)?"
    r"|out(?:ubro)?|nov(?:\w*b\w+)?|d[eéi][czk](?:\w*b\w+)?)\b",
    re.IGNORECASE,
)
_DATELIKE = re.compile(
    r"\b(?:years?|yearly|quarters?|months?|weeks?|days?|dates?|half|halves|periods?|season|spring|summer|autumn|fall|winter"
    r"|decades?|century|to-?day|now|yesterday|tomorrow|current(?:ly)?|recent(?:ly)?|then|mo?nday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|christmas|easter|inception|foundation|annual(?:ly)?|previously|earlier|later|ago|since"
    r"|años?|anual|trimestres?|semestres?|cuatrimestres?|mes(?:es)?|semanas?|días?|dia|fechas?|hoy|ayer|mañana|ahora"
    r"|actual\w*|per[ií]odos?|ejercicio|temporada|lunes|martes|miércoles|jueves|viernes|sábado|domingo|desde|hace"
    r"|jahr\w*|quartal\w*|halbjahr\w*|monat\w*|woche\w*|tag\w*|heute|gestern|morgen|jetzt|zeitraum|geschäftsjahr\w*|vorjahr\w*"
    r"|ann?[ée]es?|ans?|mois|semaines?|jours?|aujourd\w*|hier|demain|exercice|date"
    r"|anos?|semanas?|hoje|ontem|agora|exercício|ann[oi]|trimestr[ei]|settiman\w+|giorn\w+|oggi|ieri|adesso|esercizio"
    r"|[qtkhs][1-4]|[1-4][qtkhs]|[1-4]er|fy\w*|cy\w*|ytd|[1-9]m)\b|\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?|['’]\d\d\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:since|from|starting|after|until|till|to|through|before|by|up|between|and|desde|partir|tras|después|hasta|antes|entre"
    r"|seit|ab|bis|vor|nach|depuis|dès|jusqu\w*|avant|après|a|al|ate|até|antes|depois|dal|fino|prima|dopo)\b|[-–—]",
    re.IGNORECASE,
)
"""Words that make more of a day or month than itself: "since 30 June"."""


def has_scale(annotations: Annotations, span: Span, power: int, *, unit: str = "") -> bool:
    """Whether the filing prints a scale for the figure at `span`: beside it, or in the head of its table.

    `unit` is what the figure's own words print of a unit. In prose a figure with its noun has its scale itself, and
    only a fraction of nothing said shares the scale of another number of its sentence: "2.3 million users, 1.2 of it".
    """
    if power not in _SCALES:
        return False
    text = annotations.text
    table = in_table(annotations, span)
    if not table:
        if unit and not _MONEY.fullmatch(unit):
            return False
        sentence = span_text(text, annotations.sentence_at(span.start))
        shared = not unit and _FRACTION.search(span_text(text, span)) and _SHARED[power].pattern.search(sentence)
        return bool(shared or _BESIDE[power].pattern.match(text, span.end))
    head = table_head(annotations, span)
    here = {p for p in _SCALES if _stands(text, p, head)}
    if _BESIDE[power].pattern.match(text, span.end) or power in here:
        return True
    stated = [] if here else [(at, p) for at, p in _statements(text) if at <= span.start]
    return bool(stated) and max(stated)[0] in {at for at, p in stated if p == power}


def _stands(text: str, power: int, head: Span) -> bool:
    return any(not _of_a_number(text, match) for match in _HEADS[power].pattern.finditer(text, *head))


def _of_a_number(text: str, match: re.Match[str]) -> bool:
    return _OF_A_NUMBER.search(text, max(0, match.start() - 3), match.start()) is not None


@lru_cache(maxsize=8)
def _statements(text: str) -> tuple[tuple[int, int], ...]:
    """Where a filing says that what follows is in a scale, "(in thousands)", and in which; found once."""
    return tuple(
        (match.end(), power)
        for power, head in _HEADS.items()
        for match in head.pattern.finditer(text)
        if _STATED.search(match.group()) and not _of_a_number(text, match)
    )


def in_table(annotations: Annotations, span: Span) -> bool:
    """Whether a figure stands in a cell: between gaps, with hardly a word beside it."""
    text = annotations.text
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    line, at = text[start : end if end >= 0 else len(text)], span.start - start
    gaps = [match.span() for match in _GAP.finditer(line)]
    if not gaps:
        return False
    opens = max((after for _, after in gaps if after <= at), default=0)
    closes = min((before for before, _ in gaps if before >= at + len(span_text(text, span))), default=len(line))
    return len(_WORD.findall(line[opens:closes])) <= _MOST_WORDS


def span_text(text: str, span: Span) -> str:
    """The text of a span as it stands."""
    return text[span.start : span.end]


def table_head(annotations: Annotations, span: Span) -> Span:
    """What stands over a figure in its own table, with the caption before the table, and its row."""
    blocks = annotations.blocks
    at = max(0, bisect_right(blocks, span.start, key=lambda block: block.span.start) - 1)
    start = blocks[at].span.start if blocks else 0
    if at and blocks[at - 1].span.end - blocks[at - 1].span.start <= _LONGEST_CAPTION:
        start = blocks[at - 1].span.start
    end = annotations.text.find("\n", span.end)
    return Span(min(start, span.start), end if end >= 0 else len(annotations.text))


def is_cut(text: str, span: Span) -> bool:
    """Whether the words of a figure leave out some of its digits: "245 users" of "12 245 users", "1" of "1/2"."""
    words = span_text(text, span)
    if words[:1].isdigit() and (before := _CUT_BEFORE.search(text, max(0, span.start - 16), span.start)):
        blank = before.group()[-1].isspace()
        if not blank or _GROUP.match(words):
            return True
    if not words.rstrip(",")[-1:].isdigit():
        return False
    if _CUT_AFTER.match(text, span.end):
        return True
    return _ENDS_IN_GROUP.search(words) is not None and _GROUP_AFTER.match(text, span.end) is not None


def is_negative(annotations: Annotations, span: Span) -> bool:
    """Whether a sign that the words of a figure leave out makes it negative: "minus 5", and in a table "(5)", "5-"."""
    text = annotations.text
    first = currency_before(text, span.start)[0]
    if _MINUS_WORD.search(text, max(0, first - 12), first):
        return True
    if not in_table(annotations, span):
        return False
    before = text[max(0, first - 12) : first]
    if _DASH.search(before) or _DASH_CLOSES.match(text, span.end):
        return True
    return bool(_BRACKET.search(before) and _BRACKET_CLOSES.match(text, span.end))


def is_loss(text: str, span: Span, around: Span) -> bool:
    """Whether words of `around` may make the figure at `span` a loss or a fall, and none of its neighbours instead.

    Such words are of the figure that follows them, or of one right before them ("a 5% decline"), and of those joined to
    it.
    """
    figures = [Span(*match.span()) for match in _PRINTED.finditer(text, *around)]
    own = [at for at, figure in enumerate(figures) if figure.overlaps(span)]
    for match in _NEGATIVE.finditer(text, *around):
        first = _governed(text, Span(*match.span()), figures) if own else None
        if first is None:
            return True
        for at in range(first, len(figures)):
            if at > first and not _JOINED.fullmatch(text, figures[at - 1].end, figures[at].start):
                break
            if at in own:
                return True
    return False


def _governed(text: str, word: Span, figures: Sequence[Span]) -> int | None:
    """The figure that a word of loss is about, by its place in `figures`."""
    later = bisect_right(figures, word.start, key=lambda figure: figure.start)
    before = later - 1
    if (
        before >= 0
        and _LOSS.match(text, word.start, word.end)
        and _JUST_BEFORE.match(text, figures[before].end, word.start)
    ):
        return before
    return later if later < len(figures) else before if before >= 0 else None


def currency_beside(text: str, span: Span, language: str) -> str:
    """The currency whose sign or code stands directly before or after a figure; empty where none does."""
    return currency_before(text, span.start)[1] or currency_after(text, span.end, language)


def bears_date(words: str, said: When, language: str) -> bool:
    """Whether a date may be what words say: they hold something of a date, and a month or day they print is its own."""
    month = _MONTH.search(words)
    if month is None:
        return _DATELIKE.search(words) is not None or YEAR.search(words) is not None
    dated = YEAR.search(words) is not None
    found = [
        read_when(words if dated else f"{fold(words)} {year}", today=dt.date(year, 12, 31), language=language)
        for year in {said.start.year, said.end.year}
    ]
    read = [one for one in found if one is not None]
    if not read:
        return True
    if _OPEN.search(words):
        return any({said.start, said.end} & {one.start, one.end} for one in read)
    return any(one.start <= said.start and said.end <= one.end for one in read)


def is_closed(words: str) -> bool:
    """Whether words print a month, and nothing that makes more of it than itself."""
    return _MONTH.search(words) is not None and _OPEN.search(words) is None
