"""Shares that are stakes: what one holds, buys or sells of a company's capital is no metric of it."""

from __future__ import annotations

import re

from alliances.rules.figures.cues import ACTS, STAKE
from alliances.rules.marks import Marks
from extractor.facts import Span
from extractor.values import FoundQuantity

_SPLIT = re.compile(r"owned|detenu|50[/:]50")
_OF_OTHER_THINGS = re.compile(
    r"\s?(?:of|de|del) (?:the |la |las |los )?(?:[^\s,;]+ ){0,3}?(?:market|mercado|population|población"
    r"|revenues?|ingresos"
    r"|customers|clientes|sales|ventas)"
)
_OF_CAPITAL = re.compile(
    r"\s?(?:or more |o más )?(?:of|in|de|del|en) (?:(?:the|its|all|their|la|las|los|el"
    r"|sus) )?(?:[^\s,;.]+ ){0,3}?(?:shares?|stock|equity|capital"
    r"|voting (?:power|rights|stock)|assets|business|acciones|activos|derechos de voto|títulos)\b"
    r"(?! (?:price|employed|expenditure|growth|spending))"
)
_HELD_BEFORE = re.compile(
    r"\b(?:holds?|held|owns?|owned|retains?|sell(?:s|ing)?|sold|transmit\w*|enajen\w+|acquir\w+|bought|buy(?:s"
    r"|ing)?|posee|tiene"
    r"|controla|adquir\w+|compr[aó]\w*|vend\w+)"
    r"(?: (?:an?|the|un|el|additional|adicional|further|otro|another|remaining|restante|about|some|over"
    r"|approximately))*$"
)
_OF_A_NAME = re.compile(r"\s(?:of|in|de|del|en)\s(?:the\s|la\s)?[A-Z“\"]")
_DEALT = re.compile(
    r"\b(?:acqui\w+|purchas\w+|stakes?|interests?|shares|owns?|owned|holds?|sold|sell|adquiri\w+|particip\w+"
    r"|compr\w+)\b"
)
_ENDS = re.compile(r"\s?(?:[.,;)]|$|(?:and|y|while|mientras|restante|remaining|in|en|of|de)\b)")
_HELD_AFTER = re.compile(
    r"^\s?(?:\)|of\b|in\b|de\b|del\b|en\b|by\b|held|owned|shareholder|stake|interest|participación|controlled)"
)
_IN_WHICH = re.compile(
    r"\b(?:in which|of which|en (?:la|el) que|de (?:la|del) que|an dem|dont)\b[^,;]{1,60}\b(?:has|have|holds?"
    r"|owns?|tiene|posee|hält|détient)\b[^,;]{0,12}$"
)
_OPENS_BRACKET = re.compile(r"[’'\"”]?\s*\((?:with\s|con\s|an?\s|\+)?\s?")
_MEASURED = re.compile(
    r"\b(?:market|share of|penetration|growth|grew|increase[sd]?|rose|rise|up|down|revenues?|customers"
    r"|subscribers|sales|cover\w*|margin|churn|cuota|mercado|crec\w+|ingresos|clientes|penetración|cobertura"
    r"|marktanteil|umsatz)\b",
    re.IGNORECASE,
)
_HEADS_HOLDERS = re.compile(
    r"\b(?:owner(?:s|ship)|share ?holders?|shareholdings?|stockholders|interests|stakes|accionariado|accionistas"
    r"|accionarial?|participaciones|aktionäre|actionnaires)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\b(?:and|y|e|und|et)\b|[,;]")
_LIST_GAP = 90  # characters between two stakes of a list


def is_stake(marks: Marks, found: FoundQuantity) -> bool:
    """Whether a share is one of a company's capital."""
    if _SPLIT.search(marks.words(found.span).lower()):
        return True
    sentence = marks.sentence_at(found.span.start)
    measured = _MEASURED.search(marks.words(sentence)) is not None
    if not measured and (_in_brackets(marks, sentence, found) or _under_holders(marks, found)):
        return True
    left = marks.words(Span(max(sentence.start, found.number.start - 90), found.number.start)).lower()
    right = marks.words(Span(found.number.end, min(sentence.end, found.number.end + 60))).lower()
    if _OF_OTHER_THINGS.match(right):
        return False
    if _IN_WHICH.search(left) or _OF_CAPITAL.match(right):
        return True
    if not measured and (_HELD_BEFORE.search(left) and _ENDS.match(right)):
        return True
    if not measured and _OF_A_NAME.match(marks.text, found.number.end) and _DEALT.search(marks.words(sentence)):
        return True
    held = [*STAKE.finditer(f"{left[-70:]} # {right[:45]}")]
    if held and not ACTS.search(left[-70:], held[0].end()):
        return True
    return _of_a_company(marks, sentence, found, left, right) or _listed_on(marks, sentence, found, measured=measured)


def _of_a_company(marks: Marks, sentence: Span, found: FoundQuantity, left: str, right: str) -> bool:
    """Whether a company, or one who holds, follows right after a share: "51% of X", "51% held by X"."""
    if (
        _HELD_AFTER.match(right)
        and STAKE.search(marks.words(sentence).lower())
        and (left.endswith("(") or not right.startswith(")"))
    ):
        after = marks.names.companies(Span(found.number.end, min(sentence.end, found.number.end + 40)))
        return left.endswith("(") or bool(after)
    after = [m for m in marks.names.companies(sentence) if 0 <= m.span.start - found.number.end < 30]
    if not after or ACTS.search(left[-40:]) or marks.text[after[0].span.end : after[0].span.end + 1] in ("'", "’"):
        return False
    return (
        re.fullmatch(r"\s?(?:of|de|del|in)\s(?:the\s)?", marks.text[found.number.end : after[0].span.start]) is not None
    )


def _listed_on(marks: Marks, sentence: Span, found: FoundQuantity, *, measured: bool) -> bool:
    """Whether a share goes on a list of stakes: "owned 49% by X, 23% by Y and 5% by Z"."""
    if measured:
        return False
    before = [q for q in marks.quantities if q.type == "percent" and sentence.start <= q.span.start < found.span.start]
    between = marks.words(Span(before[-1].span.end, found.span.start)).lower() if before else ""
    listed = _LISTED.search(between) is not None and not ACTS.search(between) and len(between) < _LIST_GAP
    return listed and is_stake(marks, before[-1])


def _in_brackets(marks: Marks, sentence: Span, found: FoundQuantity) -> bool:
    """Whether a share opens the brackets right after a name, as stakes do."""
    named = [m for m in marks.names.within(sentence) if m.span.end <= found.number.start]
    if not named or not _OPENS_BRACKET.fullmatch(marks.text, named[-1].span.end, found.number.start):
        return False
    entity = marks.names.entities[named[-1].entity]
    return not (entity.place or entity.person)


def _under_holders(marks: Marks, found: FoundQuantity) -> bool:
    """Whether a share stands in a list of holders or holdings, as its heading or the words that open it say."""
    blocks = list(marks.passage.blocks)
    at = next((n for n, b in enumerate(blocks) if b.span.covers(found.span)), None)
    if at is None or blocks[at].type != "item":
        return False
    opening = next((b.span for b in reversed(blocks[:at]) if b.type != "item"), marks.passage.heading)
    if opening is None:
        return False
    words = marks.words(opening)
    return len(words) < _LONG and _HEADS_HOLDERS.search(words) is not None


_LONG = 200  # characters up to which a block opens a list
