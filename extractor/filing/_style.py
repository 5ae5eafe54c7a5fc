"""What style sheets and `style` attributes say that changes what is read: hidden, struck out, raised, a new page."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)")
_BRACE = re.compile(r"([^{}]*+)([{}])")
_SELECTOR = re.compile(r"[a-z][a-z0-9]*|(?:[a-z][a-z0-9]*)?[.#][\w-]+", re.IGNORECASE)
_DECLARATION = re.compile(
    r"(?:^|;)\s*(display|visibility|font-size|vertical-align|text-decoration(?:-line)?|position|top|bottom|"
    r"(?:page-)?break-(?:before|after))\s*:\s*([^;]*)",
    re.IGNORECASE,
)
_UP = re.compile(r"\s*(?:super|text-top|(?:0*[1-9]|0*\.0*[1-9])[\d.]*\s*(?:p[xt]|em|ex|rem|%))")
_NO_SIZE = re.compile(r"0(?:\.0*)?\s*(?:p[xt]|r?em|%)?(?:\s*!important)?")
_RAISING_TAGS = frozenset(("sup", "span", "font", "a", "b", "i", "em", "small", "strong", "u"))
_NEW_PAGE = ("always", "page", "left", "right")

_Style = dict[str, str]


class Styles:
    """The styles of a page's elements, from its sheets' simple selectors and from the elements themselves."""

    def __init__(self, root: etree._Element) -> None:
        self._rules: dict[str, _Style] = {}
        for sheet in root.iter("style"):
            for selectors, body in _rules("".join(str(text) for text in sheet.itertext())):
                declared = _declared(body)
                for selector in selectors.split(",") if declared else ():
                    if _SELECTOR.fullmatch(selector.strip()):
                        self._rules.setdefault(selector.strip(), {}).update(declared)

    def of(self, element: etree._Element) -> _Style:
        """What is declared for an element, its own attribute last."""
        style: _Style = {}
        tag = str(element.tag)
        if self._rules:
            names = ["", *(f".{name}" for name in (element.get("class") or "").split())]
            names += [f"#{element.get('id')}"] if element.get("id") else []
            for key in (key for name in names for key in (name, tag + name)):
                style.update(self._rules.get(key, {}))
        own = element.get("style")
        return {**style, **_declared(own)} if own else style


def is_unread(style: _Style) -> bool:
    """Whether an element is hidden or struck out."""
    return bool(style) and (
        style.get("display", "").startswith("none")
        or style.get("visibility", "").startswith("hidden")
        or _NO_SIZE.fullmatch(style.get("font-size", "")) is not None
        or "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", "")
    )


def is_raised(tag: str, style: _Style) -> bool:
    """Whether a run of text stands above its line."""
    if tag not in _RAISING_TAGS:
        return False
    if "vertical-align" in style:
        return _UP.match(style["vertical-align"]) is not None
    moved = style.get("position") == "relative"
    up = style.get("top", "").startswith("-") or _UP.match(style.get("bottom", "")) is not None
    return tag == "sup" or (moved and up)


def turns_page(style: _Style, side: str) -> bool:
    """Whether a new page begins `side` ("before" or "after") an element."""
    breaks = style.get(f"page-break-{side}", ""), style.get(f"break-{side}", "")
    return breaks[0].startswith(_NEW_PAGE) or breaks[1].startswith(_NEW_PAGE)


def _rules(sheet: str) -> list[tuple[str, str]]:
    """The rules of a sheet that hold for any medium: its selectors and what each declares."""
    found: list[tuple[str, str]] = []
    opened: list[str] = []
    for match in _BRACE.finditer(_COMMENT.sub("", sheet)):
        if match[2] == "{":
            opened.append(match[1])
        elif opened:
            selectors = opened.pop()
            if not opened:
                found.append((selectors, match[1]))
    return found


@lru_cache(maxsize=1024)
def _declared(body: str) -> _Style:
    return {name.lower(): value.strip().lower() for name, value in _DECLARATION.findall(body)}


# Raised signs: what they mean where they stand.
_SIGNS = {"TM": "™", "tm": "™", "SM": "℠", "R": "®", "®": "®", "™": "™"}
_RAISE = str.maketrans("0123456789()+-\u2212\u2013", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻⁻⁻")
_EXPONENT = re.compile(r"\s*[+\u2212\u2013-]?\d{1,3}\s*")
_TAKES_EXPONENT = re.compile(r"(?:(?<![\d.,])10|(?<![^\W\d_])(?:[kcdm]?m|ft|mi|yd|in))\s*$")
_POWER = re.compile(r"[×x*·]\s*10\s*$")
_ORDINAL = re.compile(r"\s*(?:st|nd|rd|th|er|ère|re|e|ème|o|a|º|ª|os|as|do|da|ro|ra)\.?\s*", re.IGNORECASE)
_TAKES_ORDINAL = re.compile(r"(?<![\d.,])\d{1,3}\s?$")
_MARKS = re.compile(r"[\s(\[]*(?:\d{1,2}|[a-z]|[*†‡§¶#]{1,3})(?:[\s,;)(\]\[]+(?:\d{1,2}|[a-z]|[*†‡§¶#]{1,3}))*[\s)\]]*")


def raised(text: str, before: str) -> str:
    """A raised run of text as it reads on the line after `before`: marks of footnotes belong to no word and go.

    An exponent, an ordinal's ending and a trade mark's sign stay; so does the mark that a footnote begins with.
    """
    bare = text.strip()
    if bare in _SIGNS:
        return _SIGNS[bare]
    if _ORDINAL.fullmatch(text) and _TAKES_ORDINAL.search(before):
        return text
    is_power = not bare.isdecimal() or int(bare) > 1 or _POWER.search(before) is not None
    if _EXPONENT.fullmatch(text) and _TAKES_EXPONENT.search(before) and is_power:
        return text.translate(_RAISE)
    if not _MARKS.fullmatch(text):
        return text
    return text.translate(_RAISE) if not before.strip() else ""
