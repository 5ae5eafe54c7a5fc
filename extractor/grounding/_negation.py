"""Whether a negation governs words from outside, so that to copy the words alone says the opposite.

A rule of thumb over the words just before and after, within the clause, in English and Spanish, with the commonest
words of German, French, Portuguese and Italian. It looks at claims, not at names or bare quantities.
"""

from __future__ import annotations

import re

from extractor.facts import Span


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Each set is of words in lower case, of several languages at once: their collisions were weighed ("die", "sin", "mai").
NEGATIONS = _set(
    """
    not no never neither nor cannot without denied denies deny denying none nobody nothing
    nunca jamás ni sin tampoco ningún ninguno ninguna nadie negó niega
    nicht kein keine keinen keiner keines nie niemals ohne weder
    pas jamais sans aucun aucune
    não nem sem nenhum nenhuma
    non né senza nessun nessuno nessuna
    """
)
_OF_A_VERB = _set("not never cannot nunca jamás nicht nie niemals pas jamais não non")
_AT_DOOR = _OF_A_VERB | _set("without sin ohne sans sem senza")
_IDIOM = _set(
    """
    only just merely solely doubt less fewer more later sólo solo solamente únicamente menos más
    nur seulement moins plus só apenas somente soltanto
    """
)
_NEW_CLAUSE = _set(
    """
    but and although though while whereas which who because however y pero sino aunque mientras que
    aber sondern und während mais et tandis e mas ma
    """
)
_PASSABLE = _set(
    """
    be been being have has had having do does did will would could can may might shall should is are was were
    to yet also any longer now still then that it he she they we itself ever even fully formally a an the
    ha han había haber sido ser está aún todavía se le lo la a
    haben hat hatte mehr noch avoir a ont avait encore tem ter ainda più ancora ha
    """
)
_VERBS = _set(
    """
    is are was were be been being has have had hold holds held own owns offer offers launch sell sells sold buy buys
    bought acquire acquires operate operates provide provides sign signs plan plans expect expects will would could
    should may might shall can join joins leave left include includes serve serves use uses cover covers reach
    reaches grow grew grows rise rose fall fell report reports agree agrees control controls become became intend
    intends make makes made take took pay paid win won give gave did do does remain remains compete competes merge
    merges
    es son era eran fue fueron ser ha han había tiene tienen tuvo posee poseen ofrece ofrecen lanza opera operan
    presta cuenta cuentan vende compra mantiene controla alcanza firma está están
    ist sind hat haben hatte hält hielt besitzt bietet wird wurde est sont était ont avait détient détenait possède
    offre é são tem têm detém possui oferece sono hanno possiede
    """
)
_VERB_ENDING = re.compile(r"(?:[a-z]{2,}(?:ed|ing)|.{2,}(?:ó|aron|ieron|ado|ido|ada|ida|ará|erá|irá|aba))\Z")
_COMPARISON = re.compile(
    r"(?:less|more|fewer|later|earlier|greater) than\b|(?:menos|más) (?:de|del|que)\b", re.IGNORECASE
)
_TURNS_COMPARISON = re.compile(r"\b(?:not|no) *\Z", re.IGNORECASE)
_CLAUSE_BREAK = re.compile(r"""[.;:!?,()"\[\]—]|(?<!\w)'|'(?!\w)|\n[ ]*\n| - """)
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_FAILED_TO = re.compile(r"\b(?:failed|fails|refused|refuses|declined|declines|ceased|ceases) to *\Z", re.IGNORECASE)
_NON = re.compile(r"(?<!\w)(non ?-?|no-)[ \n]*\Z", re.IGNORECASE)
_NOT_AFTER = re.compile(
    r"(?:[ \n]+|(?=n't))(?:n't|not|never|neither|nor|nunca|nicht|keine?[nmrs]?|pas|jamais)\b", re.IGNORECASE
)
_REACH = 4
"""How many words before a claim are looked at."""


def is_negation(word: str) -> bool:
    """Whether a word, in any case, negates: "not", "n't", "sin"."""
    word = word.lower()
    return word in NEGATIONS or word.endswith("n't") or word.startswith("n'")


def _words(plain: str) -> list[str]:
    return [word.lower() for word in _TOKEN.findall(plain)]


def _is_verb(word: str) -> bool:
    return word in _VERBS or _VERB_ENDING.fullmatch(word) is not None or word.endswith("n't")


def _claims(words: list[str]) -> bool:
    """Whether several words hold something like a verb."""
    return len(words) > 1 and any(map(_is_verb, words))


def with_non(plain: str, span: Span) -> Span | None:
    """The span with the "non-" that stands directly before it: "executive director" in "non-executive director"."""
    prefix = _NON.search(plain, max(0, span.start - 8), span.start)
    return Span(prefix.start(1), span.end) if prefix else None


def negated(plain: str, span: Span) -> str | None:
    """The negation that governs the words of `span` from outside, with the words between; none where there is none.

    `plain` is the text as `extractor.grounding._finder.printed`.
    """
    own = plain[span.start : span.end]
    lead = plain[max(0, span.start - 100) : span.start]
    if _COMPARISON.match(re.sub(r"\s+", " ", own)) and (turned := _TURNS_COMPARISON.search(re.sub(r"\s+", " ", lead))):
        return turned[0].strip()
    words = _words(own)
    before = _words(_CLAUSE_BREAK.split(lead)[-1])
    # a negation at the very door needs no verb to be one: "not | prepaid customers only"
    at_door = len(words) > 1 and own[0].islower() and bool(before) and before[-1] in _AT_DOOR
    if not _claims(words) and not (at_door and words[0] not in _IDIOM):
        return None
    if words[0] not in _IDIOM and not any(map(is_negation, words[:4])):
        if (failed := _FAILED_TO.search(lead)) is not None:
            return failed[0].strip()
        governing = _governing(before)
        if governing is not None:
            return governing
    after = _NOT_AFTER.match(plain[span.end : span.end + 20])
    return after[0].strip() if after is not None and _is_verb(words[-1]) else None


def _governing(before: list[str]) -> str | None:
    """The negation among the words before a claim, nearest first, that still holds at their end."""
    between: list[str] = []
    for word in reversed(before[-_REACH:]):
        if is_negation(word):
            if between and between[0] in _IDIOM:
                return None
            adverb = word in _OF_A_VERB or word.endswith("n't")
            if adverb and not all(passed in _PASSABLE or passed.endswith(("ly", "mente")) for passed in between):
                return None
            return " ".join([word, *between])
        if word in _NEW_CLAUSE:
            return None
        between.insert(0, word)
    return None
