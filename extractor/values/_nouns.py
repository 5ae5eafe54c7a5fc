"""The noun a number counts: `280 mobile operators` counts operators.

There is no tagger here. A noun phrase is the run of words after the number up to a word that cannot belong to it; its
head is the first plural in the run that is not itself a modifier (`sales`, `systems`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from extractor.values import _nounwords, _numerals
from extractor.values._language import primary, spoken

_NOT_PLURAL = re.compile(r"(?:ss|us|is|['\u2019]s|ous)$", re.IGNORECASE)


_RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"  # of footnotes
_WORD = re.compile(r"(?:[^\W\d_]|\d{1,2}(?:\.\d)?G\b)[\w\u2019'&./®™-]*")
_GAP = re.compile(r"[ \u00a0\u202f\u2009]{0,2}(?:\r?\n[ \u00a0]*)?(?:\((?:[a-z]{1,3}|[A-Z]{2,6}|\d{1,4})\) )?")


_NEXT = re.compile(r"[ \u00a0]?\n?([^\W\d_]+)")
_FOLLOWING = re.compile(r"[ \u00a0]\n?([^\W\d_][\w\u2019'-]*)|\n([^\W\d_][\w\u2019'-]*)")
_POSSIBLY = re.compile(r"\+?")
_MORE = frozenset(("other", "others", "more", "otros", "otras", "más"))
_BEGINS = re.compile(r"[ \u00a0\u202f\u2009\r\n]*+(?:[^\W\d_]|\(|\d{1,2}(?:\.\d)?G)")
"""What a noun phrase begins with, or the word or bracket before it, and the blanks before that."""
_HYPHENED = re.compile(r"-([^\W\d_]{2,})")
_AHEAD = re.compile(r"[\s\"“”‘’«»]*(?:(?:of|de)\s+)?(?P<word>(?:[A-Z]\.){2,}|[^\W\d_][\w\u2019'-]*|\+(?=\s))")
_OF = {
    language: re.compile(rf"[ \u00a0]{{0,2}}\n?[ ]*{pattern}(?:(?<=[\s'\u2019])|(?=\s))", re.IGNORECASE)
    for language, pattern in {
        "en": r"of(?:\s+(?:its|their|our|the|all))?",
        "es": r"del?(?:\s+(?:los|las|la|el|sus))?",
        "de": r"(?!)",
        "fr": r"d(?:es?\s|u\s|['\u2019])",
        "pt": "d[eoa]s?",
        "it": "d(?:i|el|ella)",
    }.items()
}


class Noun(NamedTuple):
    """A noun phrase: where it ends, its words in lower case, and its head; no head where only modifiers stand."""

    end: int
    words: str
    head: str | None


@lru_cache
def _stop(language: str) -> frozenset[str]:
    return frozenset(word for name in spoken(language) for word in _nounwords.STOP[name])


@lru_cache
def heads(language: str) -> frozenset[str]:
    """Plural nouns that filings count, in the text's language and in English."""
    return frozenset(word for name in spoken(language) for word in _nounwords.HEADS[name])


@lru_cache
def _links(language: str) -> frozenset[str]:
    return frozenset(word for name in spoken(language) for word in _nounwords.LINKS[name])


def unit_of(head: str, language: str) -> str:
    """The unit a head noun stands for: itself, or the English word for the usual ones of other languages."""
    if head in _nounwords.ENGLISH:
        return _nounwords.ENGLISH[head]
    return head if primary(language) == "en" else _nounwords.FOREIGN.get(head, head)


def _is_head(word: str, language: str) -> bool:
    lower = word.lower()
    if lower in heads(language):
        return True
    if lower in _nounwords.TRAILING:
        return False
    if primary(language) in {"de", "it"}:
        return False
    acronym = re.fullmatch(r"[A-Z]{2,}[\u2019']?s", word) is not None
    return acronym or (word == lower and len(word) > 3 and word.endswith("s") and not _NOT_PLURAL.search(word))


def noun_after(text: str, start: int, language: str) -> Noun | None:
    """The noun phrase that begins at `start`, or None where no word follows that could belong to one."""
    if _BEGINS.match(text, start) is None:
        return None
    stop, links = _stop(language), _links(language)
    position, words = _opening(text, start, language), list[tuple[int, int, str]]()
    head_at: int | None = None
    while len(words) < 7:
        gap = _GAP.match(text, position)
        word = _WORD.match(text, gap.end() if gap else position)
        if word is None or gap is None or (gap.group() == "" and words):
            break
        if "\n" in gap.group() and not _same_sentence(text, position, word.group()):
            break
        token = word.group().rstrip(".\u2019'/-&" + _RAISED)
        lower = token.lower()
        if lower in stop or (lower in links and not words) or (words and lower in _numerals.number_words(language)):
            break
        words.append((word.start(), word.start() + len(token), token))
        if _is_head(token, language):
            head_at = len(words) - 1
            if lower not in _nounwords.PLURAL_MODIFIERS or not _followed_by_head(text, words[-1][1], language):
                break
        if len(token) < len(word.group()):
            break
        position = word.start() + len(token)
        comma = text[position : position + 1] == ","
        if comma and not _list_goes_on(text, position, language):
            break
        position += comma
    return _phrase(text, words, head_at, language)


@lru_cache
def _list_pattern(language: str) -> re.Pattern[str]:
    links = "|".join(map(re.escape, _links(language)))
    return re.compile(rf",\s[\w-]+(?:,\s[\w-]+)*+,?\s(?:{links})\s[\w-]+\s([\w-]+)")


_TIMES = re.compile(r"[\s-]?(?:times\b|[x×](?!\w)|-?fold\b|veces\b|vezes\b|fois\b|volte\b|-?fach\b)", re.IGNORECASE)
_SYMBOL = re.compile(
    r"[\s-]?(?P<symbol>(?:[^\W\d_]{0,3}[A-Z][^\W\d_]*(?:/[a-z]{1,2})?|[kmcµ]?m[²2]?|mm|mg|kg|km[²2]?|cm|kbps)(?:ps)?)(?![\w-])"
)


def unit_printed(text: str, start: int, end: int, language: str) -> str:
    """The unit that stands between `start` and `end` after a number, where it is no plural noun that was read.

    "10x" counts times, "155-room" rooms, "2.5GB" and "45 MW" what they print; else the last word of the noun phrase, or
    in a Romance language its first, in lower case. Empty where no word follows.
    """
    start = _POSSIBLY.match(text, start, end).end()  # type: ignore[union-attr] # it matches nothing too
    if _TIMES.match(text, start, end):
        return "times"
    symbol = _SYMBOL.match(text, start, end)
    if symbol is not None and _is_symbol(symbol["symbol"]):
        return symbol["symbol"]
    hyphened = _HYPHENED.match(text, start, end)
    if hyphened is not None:
        return unit_of(_plural(hyphened[1].lower()), language)
    words: list[str] = []
    while (match := _AHEAD.match(text, start, end)) is not None:
        word = match["word"].strip("-\u2019'")
        if word.lower() in _stop(language) and not words and word.lower() not in _MORE:
            break
        if word.lower() in _stop(language) | _links(language) and words:
            break
        words += [] if word.lower() in _MORE else [word]
        start = match.end()
    if not words:
        return ""
    romance = primary(language) in {"es", "fr", "pt", "it"}
    nouns = [word for word in words if word.lower() not in _nounwords.PLURAL_MODIFIERS] or words
    return unit_of(nouns[0 if romance else -1].lower(), language)


def _is_symbol(word: str) -> bool:
    """Whether a word is printed as a unit is: "GB", "Gbps", "MHz", "mg"; not "Americans"."""
    return len(word) <= 7 and (
        len(re.findall(r"[A-Z]", word)) > 1 or word.endswith("bps") or (len(word) <= 3 and word not in ("New", "Top"))
    )


def _plural(word: str) -> str:
    if word == "person":
        return "people"
    if word.endswith("s"):
        return word
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if re.search(r"(?:x|ch|sh)$", word) else f"{word}s"


def _phrase(text: str, words: list[tuple[int, int, str]], head_at: int | None, language: str) -> Noun | None:
    if not words:
        return None
    if head_at is None:
        links = _links(language)
        cut = next((i for i, (_, _, token) in enumerate(words) if token.lower() in links), len(words))
        kept = words[: min(cut, 3)]
        return Noun(kept[-1][1], " ".join(token.lower() for _, _, token in kept), None)
    kept = words[: head_at + 1]
    end = kept[-1][1]
    tokens = [token.lower() for _, _, token in kept]
    while True:
        trailing = _NEXT.match(text, end)
        if trailing is None or trailing.group(1).lower() not in _nounwords.TRAILING:
            break
        end = trailing.end()
        tokens.append(trailing.group(1).lower())
    return Noun(end, " ".join(tokens), tokens[head_at].replace("\u2019", "").replace("'", ""))


def _opening(text: str, start: int, language: str) -> int:
    """Past the word that ties a noun to its number: `de clientes`, `of its customers`."""
    match = _OF[primary(language)].match(text, start)
    return match.end() if match else start


def _same_sentence(text: str, position: int, word: str) -> bool:
    """Whether a phrase may run over the line break at `position`: in prose, not from one table row to the next."""
    line_start = text.rfind("\n", 0, position) + 1
    return word[0].islower() or position - line_start >= 55


def _followed_by_head(text: str, position: int, language: str) -> bool:
    word = _FOLLOWING.match(text, position)
    return word is not None and _is_head(word.group(1) or word.group(2), language)


def _list_goes_on(text: str, position: int, language: str) -> bool:
    """Whether a comma divides modifiers (`fixed, mobile and broadband customers`) rather than clauses."""
    ahead = _list_pattern(language).match(text, position)
    return ahead is not None and ahead.group(1).lower() in heads(language)
