"""Which language a text is in, by its function words."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

# Words that are frequent in one of the languages and rare in the others; shared ones count for each.
_FUNCTION_WORDS = {
    "en": "the of and to in is that for with as by on was has its from at which this be are or an will our not have a",
    "es": "el la los las de del y en que con por para una un es se su al como más fue ha sus no lo este esta tiene a",
    "de": "der die das und in den von mit für im auf des dem ist ein eine zu als sich auch bei nach wird sind wir an",
    "fr": "le la les des du de et en que dans pour par une un est sur au aux avec plus ce cette son ses nous qui a ont",
    "it": "il la lo gli le di del della dei delle e che in con per una un è al nel nella sono più da ha anche si hanno",
    "pt": "o a os as do da dos das de e em no na nos nas que com por para uma um é ao mais foi não sua pelo pela tem",
}
FUNCTION_WORDS = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}
"""The function words of each language, by its ISO 639-1 code."""
_LANGUAGES = {
    word: tuple(name for name, words in FUNCTION_WORDS.items() if word in words)
    for word in frozenset().union(*FUNCTION_WORDS.values())
}
_WORD = re.compile(r"(?<![^\W_]\.)[^\W\d_]+(?!\.[^\W\d_])")  # no letter of "S.A."
_SAMPLE = 60_000
_FEW = 2


@lru_cache(maxsize=16)
def language_of(text: str) -> str:
    """The ISO 639-1 code of the language whose function words `text` has most of; `en` if it has none."""
    return _counts(text).most_common(1)[0][0]


def languages_of(sentence: str, language: str) -> tuple[str, ...]:
    """The languages that a sentence of a text in `language` may be in, that one first.

    Others are those of whose function words it has most, where it has hardly any of the text's language or fewer.
    """
    counts = _counts(sentence)
    own, most = counts[language], max(counts.values())
    if own == most > _FEW:
        return (language,)
    return language, *(other for other, count in counts.items() if other != language and count == most)


def _counts(text: str) -> Counter[str]:
    """How many function words of each language a text has."""
    found = Counter(dict.fromkeys(FUNCTION_WORDS, 0))
    for word in filter(_LANGUAGES.__contains__, _WORD.findall(text[:_SAMPLE].lower())):
        for name in _LANGUAGES[word]:
            found[name] += 1
    return found
