"""Lists in masked text: names with their countries or percentages, parted by commas, semicolons and "and"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SEPARATOR = re.compile(
    r"(?:\s*(?:[,;•*&]|\b(?:and|y|e|und|et|as well as|along with|including|incluyendo|together with|plus|así como)\b))+\s*(?:(?:also|both|by|por|the|la|el|los|las|its|su)\s)*",
    re.IGNORECASE,
)
_AT_MOST = 60


def lists(text: str, item: re.Pattern[str]) -> Iterator[list[re.Match[str]]]:
    """The maximal lists of items in a text, in order; a single item is a list too."""
    at = 0
    while first := item.search(text, at):
        found = list_at(text, item, first.start())
        yield found
        at = found[-1].end()


def list_at(text: str, item: re.Pattern[str], at: int) -> list[re.Match[str]]:
    """The items of the list that starts at `at`; none if no item does."""
    found: list[re.Match[str]] = []
    following = item.match(text, at)
    while following is not None and len(found) < _AT_MOST:
        found.append(following)
        separator = _SEPARATOR.match(text, following.end())
        following = item.match(text, separator.end()) if separator else None
    return found
