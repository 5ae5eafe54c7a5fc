"""Which languages the value grammars know."""

from __future__ import annotations

from functools import lru_cache

KNOWN = ("en", "es", "de", "fr", "pt", "it")


@lru_cache
def primary(language: str) -> str:
    """The known language that a tag such as `es-MX` or `PT_br` asks for; English for any other."""
    subtag = language.replace("_", "-").partition("-")[0].strip().lower()
    return subtag if subtag in KNOWN else "en"


def spoken(language: str) -> tuple[str, ...]:
    """The languages to read a text by: its own, and English, which turns up in every filing."""
    own = primary(language)
    return (own,) if own == "en" else (own, "en")


def word_set(words: str) -> frozenset[str]:
    """The words of a blank-separated list."""
    return frozenset(words.split())
