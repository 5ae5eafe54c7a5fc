"""What a number in prose measures: by its type and noun first, then by the nearest words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from alliances._cues import ADDED, COUNT, CUSTOMERS, GROWTH_AFTER, GROWTH_BEFORE, MONEY, NEW, PERCENT, REVENUE, MeasureCue
from extractor.facts import Span
from extractor.marks import Marks
from extractor.values import FoundQuantity

_CLOSE = 0.8  # how near a second measure must score to the first to be asked about
_LEAST = 0.25  # below this nothing near the number says what it measures
_CUSTOMER = re.compile(rf"\b{CUSTOMERS}\b")
_HOMES = re.compile(r"\b(?:homes|households|premises|hogares|foyers|haushalte)\b")
_EMPLOYEE = re.compile(r"\b(?:employees|staff|workers|full-time|part-time|empleados|trabajadores|mitarbeiter\w*|beschäftigte\w*|salariés|dipendenti|ftes?|full-time-equivalents|profesionales)\b")
_AS_BEFORE = re.compile(
    r"(?:\bfrom|\bcompared (?:with|to)|\bversus|\bvs\.?|\bagainst|\bfrente a|\bdesde|\bgegenüber|\bcontre|\b(?:a|another) further|\banother|\botros|\bweitere|\b(?:expected|likely|forecast|set|projected) to (?:total|be|reach|amount to)|\$?\d[\d.,]*(?: million| billion| millones)?(?: (?:euros|dollars))? (?:to|and|a|y|bis))"
    r"(?: (?:just|only|about|some|around|approximately|the|los|las|un|el))*$"
)
"""What stands before a number of the same measure as the one before it: "up from", "a further"."""
_LEVEL = re.compile(r"(?<!\bup )\b(?:to|at|reach\w*|hasta(?: el| los)?|al|auf|à|bis)(?: (?:just|only|about|some|over|almost|nearly|around|approximately|more than|casi|unos|el|los|las|un))*$")
"""What stands before the level that something grew to, rather than before its growth."""
_PERSON = re.compile(r"\b(?:people|inhabitants|persons|pops|personas|habitantes|men and women|menschen|einwohner|personnes|persone|individuals)\b")
_COUNTRY = re.compile(r"\b(?:countries|territories|destinations|países|territorios|destinos|länder|pays|paesi|markets|mercados|märkte)\b")
_PARTNER = re.compile(r"\b(?:operators?|partners?|networks?|carriers|agreements?|operadore?s?|operadoras|socios|acuerdos|redes|betreiber|opérateurs|operatori)\b")
_MEMBER = re.compile(r"\b(?:members?|member operators|member companies|miembros|mitglieder|membres|membri)\b")
_SHARES = re.compile(r"\b(?:shares?|ordinary shares|acciones|adss?|adrs?|aktien|actions)\b")
_ROAMING = re.compile(r"\broam\w*|\bitineranci\w*|\bpartner networks\b|\bnetwork partners\b|\binterconnect\w* agreements\b")
_BASE = re.compile(r"\b(?:subscriber|customer|client|user) base|base (?:de|of) (?:clientes|abonados|customers|subscribers)|parque|kundenbasis|parc\b|\bbase\b")
_HAS = re.compile(r"\b(?:has|have|had|with|total of|reach\w*|closed|ended|served?|serving|tiene|tenía|contaba|cuenta|suma un total|alcanz\w+|cerró|signed up)\b[^,;]*$")


def measures(marks: Marks, found: FoundQuantity) -> list[str]:
    """What a number may measure, likeliest first; never empty."""
    sentence = marks.sentence_at(found.span.start)
    left = marks.words(Span(sentence.start, found.number.start)).lower()
    right = marks.words(Span(found.number.end, sentence.end)).lower()
    right = (" " if marks.text[found.number.end : found.number.end + 1].isspace() else "") + right
    others = [q for q in marks.quantities if sentence.covers(q.span) and q.number != found.number]
    if found.type == "points":
        return ["other"]
    before = [q for q in others if q.type == found.type and q.span.end <= found.span.start]
    if before and _AS_BEFORE.search(left[-40:]):
        return measures(marks, before[-1])
    if found.type == "percent":
        return _percent(left, right, found, marks, others)
    if found.type == "money" or is_money(found, left):
        return _ranked(MONEY, left, right, others, found, marks) or ["other"]
    return _counted(left, right, found)


def is_money(found: FoundQuantity, left: str) -> bool:
    """Whether a bare number with a scale is money whose currency stands before: "saved some 18 million"."""
    bare = found.type == "plain" and not found.noun and found.value.amount >= 100_000
    return bare and any(cue.near.search(left[-60:]) for cue in MONEY if cue.name != "price")


def _percent(left: str, right: str, found: FoundQuantity, marks: Marks, others: Sequence[FoundQuantity]) -> list[str]:
    growth = GROWTH_BEFORE.search(left[-60:]) or GROWTH_AFTER.search(right[:60])
    ranked = _ranked(PERCENT, left, right, others, found, marks)
    if growth and not _LEVEL.search(left[-45:]) and not _right_after(ranked[:1], right):
        saved = next((cue for cue in PERCENT if cue.name == "cost_savings"), None)
        if saved is not None and saved.near.search(f"{left[-70:]} # {right[:30]}"):
            return ["cost_savings"]
        of = REVENUE.search(right[:45]) if re.match(r"\s?(?:\w+ )?(?:growth|increase|rise|decrease|decline|drop|de crecimiento|in|en|de)\b", right) else None
        nearest = _nearest(left)
        return ["revenue_growth"] if of or nearest == "revenue" else ["other"]
    return ranked or ["other"]


def _right_after(names: Iterable[str], right: str) -> bool:
    """Whether the words right after a number settle its measure by themselves: "22% of the market"."""
    return any(cue.after and cue.after.search(right[:80]) for cue in PERCENT if cue.name in names)


def _nearest(left: str) -> str:
    """What the words before a growth rate say has grown: the last noun of growth, "revenue" or something else."""
    nouns = list(_GROWING.finditer(left))
    return "revenue" if nouns and REVENUE.search(nouns[-1].group()) else "other" if nouns else ""


_GROWING = re.compile(
    rf"{REVENUE.pattern}|\b(?:{CUSTOMERS}|ebitda\w*|profits?|net income|earnings|traffic|tráfico|base|arpu|penetration|data|minutes|margin|costs?|expenses|capex|investments?|dividend|beneficios?|resultado|clientes|inversi\w+|penetración|plantilla|staff|share|cuota|opex|churn|volume|usage|debt)\b"
)


def _counted(left: str, right: str, found: FoundQuantity) -> list[str]:
    noun = (found.noun or "").lower()
    sentence = f"{left} {right}"
    if _SHARES.search(noun):
        return ["shares"]
    if _EMPLOYEE.search(noun) or (found.noun is None and re.search(r"\b(?:full|part)-time", right[:14])):
        return ["employees"]
    if _HOMES.search(noun) and re.search(r"\bpass(?:es|ed|ing)?\b", f"{left[-50:]} {right[:20]}"):
        return ["other"]
    if _CUSTOMER.search(noun):
        return _customers(left, right, noun)
    if _PERSON.search(noun):
        return _persons(left, right)
    if _COUNTRY.search(noun):
        return ["roaming_countries"] if _ROAMING.search(sentence) else ["countries"]
    if _MEMBER.search(noun):
        return ["members"]
    if _PARTNER.search(noun):
        return ["roaming_partners"] if _ROAMING.search(sentence) else ["other"]
    if not noun or found.type == "plain":
        return _bare(left, right)
    return ["other"]


def _customers(left: str, right: str, noun: str) -> list[str]:
    clause = re.split(r"[;:]|\bwhile\b|\bmientras\b", left)[-1][-60:]
    added = ADDED.search(clause) or re.search(r"^.{0,25}?\b(?:added|were added|gained|joined|won|de alta)\b", right[:60]) or re.search(r"\b(?:net new|additions|altas|neukunden|nuevos|new)\b", noun)
    if not added:
        return ["subscribers"]
    if _HAS.search(clause[clause.rfind(added.group()) :] if added.group() in clause else clause) and not NEW.search(noun):
        return ["subscribers", "net_additions"]
    return ["net_additions"]


def _persons(left: str, right: str) -> list[str]:
    scored = sorted(((_score(cue, left, right, []), cue.name) for cue in COUNT), reverse=True)
    names = [name for score, name in scored if score >= _LEAST]
    return names[:1] or ["other"]


def _bare(left: str, right: str) -> list[str]:
    """The measure of a number that no noun follows: of the noun that stands before it."""
    near = left[-70:]
    if re.search(r"\b(?:increase|growth|rise|gain|addition|aumento|incremento) (?:of|de)(?: (?:about|some|over|nearly|unos|más de))?$", near):
        return ["net_additions"]
    if _SHARES.search(near[-40:]):
        return ["shares"]
    if ADDED.search(near) and re.search(rf"\b(?:additions|adds|altas|{CUSTOMERS})\b", near):
        return ["net_additions"]
    if _BASE.search(near) or _CUSTOMER.search(near):
        return ["subscribers"]
    if re.search(r"\b(?:membership|members|miembros)\b", near):
        return ["members"]
    scored = sorted(((_score(cue, near, right, []), cue.name) for cue in COUNT), reverse=True)
    return [name for score, name in scored if score >= 0.5][:1] or ["other"]


def _ranked(
    cues: Sequence[MeasureCue], left: str, right: str, others: Sequence[FoundQuantity], found: FoundQuantity, marks: Marks
) -> list[str]:
    """The measures that words near a number speak for, best first, as long as they come close to the best."""
    before = [marks.words(Span(q.number.start, found.number.start)) for q in others if q.number.end <= found.number.start]
    gaps = [len(words) for words in before]
    follows = any(q.number.start >= found.number.end for q in others)
    tail = re.split(r"[,;]\s|\s(?:and|with|while|y|con|und|et)\s", right, maxsplit=1)[0] if follows else right
    scores = {cue.name: max(0.0, _score(cue, left, tail, gaps)) for cue in cues}
    ordered = sorted((name for name in scores if scores[name] >= _LEAST), key=lambda name: -scores[name])
    return [name for name in ordered if scores[name] >= scores[ordered[0]] * _CLOSE][:4]


def _score(cue: MeasureCue, left: str, right: str, gaps: Sequence[int]) -> float:
    """How much the words around a number speak for a measure: from 0 to about 4."""
    if cue.needs is not None and not cue.needs.search(f"{left} {right}"):
        return 0.0
    score = 0.0
    if cue.after is not None and cue.after.search(right[:80]):
        score = 2.2
    last = None
    for match in cue.near.finditer(left[-140:]):
        last = match
    if last is not None:
        gap = len(left[-140:]) - last.end()
        crossed = sum(other < gap for other in gaps)
        stops = len(re.findall(r"[;:]\s|,\s", left[-140:][last.end() :]))
        score = max(score, 1.5 / (1 + gap / 28) * 0.55**crossed * 0.8**stops)
    first = cue.near.search(right[:60])
    if first is not None:
        score = max(score, 1.3 / (1 + first.start() / 14))
    return score * cue.weight
