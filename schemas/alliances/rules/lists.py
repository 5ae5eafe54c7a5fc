"""Lists in masked text: names with their countries or percentages, parted by commas, semicolons and "and"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SEPARATOR = re.compile(
    r"(?:\s*(?:[,;•*&]|\b(?:and|y|e|und|et|as well as|along with|including|incluyendo|together with"
    r"|in partnership with|jointly with|alongside|plus|(?:(?:has|have) )?(?:joined forces|teamed up"
    r"|partnered) with"
    r"|(?:integrad|formad|compuest)[ao]"
    r"|así como)\b))+\s*(?:(?:(?:since|desde|from) )?⟦D\d+⟧,?\s)?(?:(?:also|both|by|por|its|su)\s)*(?:(?:the|la|el|los"
    r"|las)\s(?:[^\W\d_]+\s)?)?",
    re.IGNORECASE,
)
_AT_MOST = 60


def lists(text: str, item: re.Pattern[str], separator: re.Pattern[str] = _SEPARATOR) -> Iterator[list[re.Match[str]]]:
    """The maximal lists of items in a text, in order; a single item is a list too. `separator` is what parts items."""
    at = 0
    while first := item.search(text, at):
        found = _list_at(text, item, first.start(), separator)
        yield found
        at = found[-1].end()


def _list_at(text: str, item: re.Pattern[str], at: int, separator: re.Pattern[str]) -> list[re.Match[str]]:
    """The items of the list that starts at `at`."""
    found: list[re.Match[str]] = []
    following = item.match(text, at)
    while following is not None and len(found) < _AT_MOST:
        found.append(following)
        gap = separator.match(text, following.end())
        following = item.match(text, gap.end()) if gap else None
    return found
