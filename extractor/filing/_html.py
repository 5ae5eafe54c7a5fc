"""HTML and iXBRL rendered as text that reads like the page: paragraphs, headings, lists, and tables row by row.

Walked as events, never by recursion. What a reader of the page does not see or does not read as the document is left
out: scripts, styles, forms, hidden parts, the iXBRL header, menus.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from lxml import etree

from extractor.background import check_cancelled
from extractor.facts import Span
from extractor.filing._blocks import NEW_PAGE, Flow, join_blocks, turn_pages
from extractor.filing._encoding import mend_c1
from extractor.filing._sgml import plain_body
from extractor.filing._style import Styles, is_raised, is_unread, raised, turns_page
from extractor.filing._table import Cell, Row, table_blocks

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:[^-]|-(?!->))*-->\s*)*<(?:!doctype\s+html|(?:html|head|body|div|p|title"
    r"|meta|center|font|"
    r"article|main|section|h[1-6]|ul|ol|span|b|a|i|br|hr|img|style|script|table|tr|td)\b[^>]*>)",
    re.IGNORECASE,
)
_HTML_INSIDE = re.compile(r"<(?:!doctype\s+html|html|body)\b[^>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_WITHIN = 4000
_SUFFIXES = (".htm", ".html", ".xhtml")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LEFT_OUT = _words(
    "head title script style noscript template iframe object embed applet svg math canvas audio video map button "
    "select textarea input nav dialog ix:header ix:hidden s strike del"
)
_BLOCKS = _words(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hgroup hr html legend main p pre section summary caption table tr td th"
)
_HEADINGS = _words("h1 h2 h3 h4 h5 h6")
_TILES = ("div", "p", "h2", "h3", "h4", "h5", "h6")
_CAPTION = 60  # characters of a figure's caption
_FIGURE = re.compile(
    r"[~>+≈]?\s?[€$£₱₹]?\s?\d[\d.,]*\s?(?:[MBKk%+]|bn|mn|million|billion|thousand|mill[oó]n(?:es)?|mil){0,3}"
)
_RUNS = _words("span b strong em small i")
_LISTS = _words("ul ol menu dir")
_CELLS = frozenset(("td", "th"))
_WEIGHT = re.compile(r"font-weight\s*:\s*(?:(bolder|bold|[6-9]00)|normal|[1-5]00)", re.IGNORECASE)
_WORD = re.compile("[A-Z]?[a-z]+|[A-Z]+")
_MENU_WORDS = _words(
    "menu nav navbar navigation breadcrumb breadcrumbs pagination pager share sharing social cookie cookies sitemap "
    "toolbar topbar footer header sidebar related"
)
_MENU_ROLES = frozenset(("navigation", "menu", "menubar", "search"))
_MENU_TAGS = frozenset(("header", "footer", "aside"))
_PUBLISHED = _words("article:published_time datepublished date pubdate publishdate dc.date dcterms.date dc.date.issued")

_UNREADABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_EXCESSIVE_DEPTH = "depth"
_RUNNING = re.compile(
    r"</?(?:a|abbr|b|big|cite|em|font|i|ins|small|span|strong|sub|sup|tt|u|ix:[a-z]+)\b[^<>]*>", re.IGNORECASE
)
_LARGER = re.compile(r"</?(?!(?:script|style|head|title|p|br|hr)\b)[a-z][a-z0-9:]*\b[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as rendered: its text, the headings its markup names, and the day its metadata says it was published."""

    text: str
    headings: tuple[Span, ...] = ()
    published: dt.date | None = None


def is_html(text: str, name: str = "") -> bool:
    """Whether `text` is HTML, by how it begins, or by a file name that says so."""
    head = plain_body(text[:_WITHIN])  # without SGML's own table tags, which are no HTML
    if _HTML.match(head) or _HTML_INSIDE.search(head):
        return True
    return name.lower().endswith(_SUFFIXES) and _ANY_TAG.search(text) is not None


def render(text: str) -> Page:
    """`text`, which is HTML, as readable text. A page cut short is read as far as it goes."""
    text = _UNREADABLE.sub("", text)
    root, too_deep = _parse(text)
    if too_deep:
        # The parser drops what is nested beyond its bound: such a page is read as flat paragraphs, not in part.
        root, _ = _parse(_LARGER.sub("<p>", _RUNNING.sub("", text)))
    if root is None:
        return Page(text="")
    walk = _Walk(styles=Styles(root), menus=_menus(root), captions=_captions(root))
    walk.run(root)
    rendered, headings = join_blocks(turn_pages(walk.flow.blocks))
    return Page(text=rendered, headings=headings, published=_published(root))


def _parse(text: str) -> tuple[etree._Element | None, bool]:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        root = None
    return root, any(_EXCESSIVE_DEPTH in entry.message.lower() for entry in parser.error_log)


def _published(root: etree._Element) -> dt.date | None:
    for meta in root.iter("meta"):
        label = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if label.lower() in _PUBLISHED:
            try:
                return dt.date.fromisoformat(meta.get("content", "").strip()[:10])
            except ValueError:
                continue
    return None


def _menus(root: etree._Element) -> set[etree._Element]:
    """Elements that are named like a menu and are links for the most part."""
    menus = set()
    counts = [[0, 0]]  # characters of all text and of links, per open element
    links = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            links += tag == "a"
            length = len((element.text or "").strip())
            counts.append([length, length if links else 0])
            continue
        links -= tag == "a"
        every, linked = counts.pop()
        if every and 2 * linked >= every and _may_be_menu(element):
            menus.add(element)
        tail = len((element.tail or "").strip())
        counts[-1][0] += every + tail
        counts[-1][1] += linked + (tail if links else 0)
    return menus


def _may_be_menu(element: etree._Element) -> bool:
    if element.tag in _MENU_TAGS or (element.get("role") or "").lower() in _MENU_ROLES:
        return True
    words = _WORD.findall(f"{element.get('class') or ''} {element.get('id') or ''}")
    return not _MENU_WORDS.isdisjoint(word.lower() for word in words)


def _set_apart(element: etree._Element) -> bool:
    """Whether a run abuts another one of another class, as a figure does its caption: a page's style parts the two."""
    before = element.getprevious()
    if before is None or before.tag not in _RUNS or before.tail:
        return False
    own, other = element.get("class"), before.get("class")
    return own is not None and other is not None and own != other


def _captions(root: etree._Element) -> dict[etree._Element, str]:
    """Blocks that belong on the line of the one before, and what parts them: a figure's caption, a term's value."""
    found: dict[etree._Element, str] = {}
    for element in root.iter("dd", *_TILES):
        before = element.getprevious()
        if before is None or any(child.tag in _BLOCKS for child in (*element, *before)):
            continue
        own, other = _short(element), _short(before)
        if not own or not other:
            continue
        if element.tag == "dd" and before.tag == "dt":
            found[element] = " " if other.endswith(":") else ": "
        elif element.tag in _TILES and before.tag in _TILES and _is_pair(before, element):
            if _FIGURE.fullmatch(other):
                found[element] = " "
            elif _FIGURE.fullmatch(own):
                found[element] = ": "
    return found


def _is_pair(before: etree._Element, element: etree._Element) -> bool:
    """Whether two neighbours have their parent to themselves; its length is not asked for, which takes a count."""
    return before.getprevious() is None and element.getnext() is None


def _short(element: etree._Element) -> str:
    """The words of an element as long as they may be a caption; empty if there are more."""
    words = ""
    for text in element.itertext():
        words += str(text)
        if len(words) > _CAPTION:
            return ""
    return words.strip()


@dataclass(slots=True)
class _Table:
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class _Walk:
    """The state of one walk over a page."""

    styles: Styles
    menus: set[etree._Element]
    captions: dict[etree._Element, str] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=lambda: [Flow()])
    tables: list[_Table] = field(default_factory=list)
    cells: list[etree._Element] = field(default_factory=list)  # the open ones that have a flow of their own
    bold: list[bool] = field(default_factory=lambda: [False])
    kept: int = 0
    raising: list[etree._Element] = field(default_factory=list)  # the open ones whose text stands above the line
    above: list[str] = field(default_factory=list)  # the text that does
    turning: list[etree._Element] = field(default_factory=list)  # the open ones that a new page follows

    @property
    def flow(self) -> Flow:
        return self.flows[-1]

    def run(self, root: etree._Element) -> None:
        left_out: etree._Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            check_cancelled()
            if left_out is not None:
                if event == "end" and element is left_out:
                    left_out = None
                    self._add(element.tail)
                continue
            if event == "end":
                self._end(element)
                self._add(element.tail)
                continue
            style = self.styles.of(element)
            if self._is_left_out(element) or is_unread(style):
                left_out = element
                continue
            self._style(element, style)
            self._start(element)
            self._add(element.text)
        self.flow.end_block()

    def _end_raised(self) -> None:
        """Add the raised text once it is whole."""
        if self.above and not self.raising:
            self.flow.add(raised("".join(self.above), self.flow.ending), bold=self.bold[-1], kept=self.kept > 0)
            self.above.clear()

    def _style(self, element: etree._Element, style: dict[str, str]) -> None:
        if style and turns_page(style, "before"):
            self._turn_page()
        if style and turns_page(style, "after"):
            self.turning.append(element)
        if is_raised(str(element.tag), style):
            self.raising.append(element)

    def _is_left_out(self, element: etree._Element) -> bool:
        return (
            element.tag in _LEFT_OUT
            or element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
            or element in self.menus
        )

    def _turn_page(self) -> None:
        if not self.cells:
            self.flow.end_block()
            self.flow.blocks.append(NEW_PAGE)

    def _start(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if self.raising and (tag in _BLOCKS or tag in _LISTS or tag in {"li", "br"}):
            self.raising.clear()  # left open by mistake: what is raised is no block
            self._end_raised()
        if element in self.captions:
            self._add(self.captions[element])
        elif tag in _BLOCKS:
            self.flow.end_block()
        elif tag in _LISTS:
            start = element.get("start") or ""
            self.flow.open_list(None if tag != "ol" else int(start) if re.fullmatch("[0-9]{1,6}", start) else 1)
        elif tag == "li":
            self.flow.open_item()
        elif tag == "br":
            self.flow.end_line()
        elif tag == "q":
            self._add("“")
        elif tag in _RUNS and _set_apart(element):
            self._add(" ")
        self.bold.append(self._is_bold(element, tag))
        self.kept += tag == "pre"
        if tag == "table":
            self.tables.append(_Table())
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
        elif tag in _CELLS and self.tables:
            self.cells.append(element)
            self.flows.append(Flow())

    def _end(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if self.raising and self.raising[-1] is element:
            self.raising.pop()
            self._end_raised()
        if element.getnext() is not None and element.getnext() in self.captions:
            pass  # its caption stands on the same line
        elif tag in _BLOCKS:
            self.flow.end_block(titled=tag in _HEADINGS and element not in self.captions)
        elif tag in _LISTS:
            self.flow.close_list()
        elif tag == "li":
            self.flow.close_item()
        elif tag == "q":
            self._add("”")
        if tag == "table":
            self.flow.blocks += table_blocks(self.tables.pop().rows)
        elif self.cells and self.cells[-1] is element:
            self.cells.pop()
            blocks = self.flows.pop().blocks
            rows = self.tables[-1].rows
            if not rows:
                rows.append([])
            rows[-1].append(Cell.of(blocks, element.get("colspan"), element.get("rowspan")))
        self.bold.pop()
        self.kept -= tag == "pre"
        if self.turning and self.turning[-1] is element:
            self.turning.pop()
            self._turn_page()

    def _is_bold(self, element: etree._Element, tag: str) -> bool:
        style = element.get("style")
        weight = _WEIGHT.search(style) if style else None
        if weight:
            return weight[1] is not None
        return tag in {"b", "strong"} or self.bold[-1]

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if not text.isascii():
            text = mend_c1(_INVISIBLE.sub("", text))
        if self.raising:
            self.above.append(text)
            return
        self.flow.add(text, bold=self.bold[-1], kept=self.kept > 0)
