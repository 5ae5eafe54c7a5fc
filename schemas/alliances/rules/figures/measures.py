"""What a number in prose measures: by its type and noun first, then by the nearest words that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from alliances.rules.figures.antecedents import antecedent
from alliances.rules.figures.changes import AS_BEFORE, BY_SO_MUCH, CHANGED, LEVEL, MORE_THAN_THEN, REACHING
from alliances.rules.figures.cues import (
    ADDED,
    COUNT,
    CUSTOMERS,
    GROWTH_AFTER,
    GROWTH_BEFORE,
    MONEY,
    NEW,
    PERCENT,
    REVENUE,
    MeasureCue,
)
from alliances.rules.marks import Marks
from extractor.facts import Span
from extractor.values import FoundQuantity

_CLOSE = 0.8  # how near a second measure must score to the first to be asked about
_LEAST = 0.25  # below this nothing near the number says what it measures
_MOST = 4  # measures to ask about
_REACH = 140  # characters before a number in which its cue may stand
_CUSTOMER = re.compile(rf"\b{CUSTOMERS}\b")
_HOMES = re.compile(r"\b(?:homes|households|premises|hogares|foyers|haushalte)\b")
_EMPLOYEE = re.compile(
    r"\b(?:employees|staff|workers|full-time|part-time|empleados|trabajadores|mitarbeiter\w*|beschäftigte\w*"
    r"|salariés|dipendenti|ftes?|full-time-equivalents|man-years|profesionales|professionals|colleagues|personnel"
    r"|colaboradores|collaborateurs|funcionários)\b"
)
_PER_SHARE = re.compile(r"\s?(?:per|a|por|je) (?:\w+ ){0,2}(?:share|acción|ads|aktie)\b")
_PERSON = re.compile(
    r"\b(?:people|inhabitants|persons|pops|personas|habitantes|men and women|menschen|einwohner|personnes"
    r"|persone|individuals)\b"
)
_COUNTRY = re.compile(
    r"\b(?:countries|economies|territories|destinations|países|territorios|destinos|länder|pays|paesi|markets"
    r"|mercados"
    r"|märkte)\b"
)
_MARKET = re.compile(r"\b(?:markets|mercados|märkte)\b")
_AT_WORK = re.compile(
    r"\b(?:operat\w+|present|presence|active|activities|footprint|serv\w+|presen\w+|opera\w*|across|tätig)\b"
)
_PARTNER = re.compile(
    r"\b(?:operators?|partners?|networks?|carriers|agreements?|operadore?s?|operadoras|socios|acuerdos|redes"
    r"|betreiber|opérateurs|operatori)\b"
)
_GROUP_OF = re.compile(
    r"\b(?:group|grouping|alliance|consortium|association|club|grupo|agrupación|alianza|consorcio|asociación) (?:of|de)"
    r"(?: (?:some|about|over|the))?$"
)
_MEMBER = re.compile(r"\b(?:members?|member operators|member companies|miembros|mitglieder|membres|membri)\b")
_ADDS = re.compile(r"\b(?:net )?(?:adds|additions)\b|\baltas\b|\badiciones\b|\bnettozugänge\b")
_LOST = re.compile(r"\b(?:los[te]|losing|loses|shed|perd(?:ió|ieron|er)|pierde|verlor|perdu)\b[^,;]{0,30}$")
_SHARES_OF = re.compile(r"\b(?:shares|acciones|adss|adrs|aktien)\b(?: outstanding)? (?:of|de|totall?ed|was|were)$")
_MEMBERSHIP = re.compile(r"\b(?:membership|members|miembros)\b")
_SHARES = re.compile(r"\b(?:shares?|ordinary shares|acciones|adss?|adrs?|aktien|actions)\b")
_ROAMING = re.compile(
    r"\broam(?:s|ed|ing|ers?)?\b(?! (?:alliance|hub|provider|compan|specialist|group|division|charges"
    r"|prices|rates|tariffs))"
    r"|\bitineranci\w*|\bpartner networks\b|\bnetwork partners\b|\binterconnect\w* agreements\b"
)
_BASE = re.compile(
    r"\b(?:subscriber|customer|client|user) base|base (?:de|of) (?:clientes|abonados|customers|subscribers)"
    r"|parque|kundenbasis|parc\b|\bbase\b"
)
_HAS = re.compile(
    r"\b(?:has|have|had|with|total of|reach\w*|closed|ended|served?|serving|tiene|tenía|contaba|cuenta"
    r"|suma un total|alcanz\w+|cerró|signed up)\b[^,;]*$"
)


_BY_USER = re.compile(
    rf"\b(?:arpu|amp[uo]|(?:revenue|spend|ingresos?)\w* (?:\w+ ){{0,3}}(?:per|por|pro) (?:\w+ )?(?:{CUSTOMERS}|unit"
    r"|cliente|usuario|abonado|suscriptor|línea|kunde))\b[^,;(]*$"
)
_CAPACITY = re.compile(
    r"\b(?:for|capacity|capable of (?:serv|handl|support)ing|supports?|supporting|capacidad (?:de|para)|para)"
    r"(?: (?:of|for|to|up to|more than|over|hasta|about|some|approximately))*$"
)
_PRICED = re.compile(r"\b(?:price|at|for|precio|pay\w*|paid|offer\w*)\b[^,;]{0,25}$")
_GROWING = re.compile(
    rf"{REVENUE.pattern}|\b(?:{CUSTOMERS}|ebitda\w*|profits?|net income|earnings|traffic|tráfico|base|arpu"
    r"|penetration|data|minutes|margin|costs?|expenses|capex|investments?|dividend|beneficios?|resultado"
    r"|clientes|inversi\w+|penetración|plantilla|staff|share|cuota|opex|churn|volume|usage|debt)\b"
)
_GROWTH_IN = re.compile(r"\s?(?:\w+ )?(?:growth|increase|rise|decrease|decline|drop|de crecimiento|in|en|de)\b")
_OF_OTHERS = re.compile(
    r"\s?(?:growth|increase|rise|decline|crecimiento|aumento) (?:in|of|en|de)l? (?:\w+ ){0,2}?"
    r"(?:customers?|subscribers?|users?|clientes|abonados|base|traffic|usage|tráfico|arpu|ebitda|connections|lines|líneas)\b"
)
"""What else than revenue a share is said to be the growth of: "8% growth in our customer base"."""
_SAVED = next(cue for cue in PERCENT if cue.name == "cost_savings").near
_ADDED_AFTER = re.compile(r"^.{0,25}?\b(?:added|gained|joined|won|de alta)\b")
_ADDED_NOUN = re.compile(r"\b(?:net new|additions|altas|neukunden|nuevos|new)\b")
_INCREASE = re.compile(
    r"\b(?:increase|growth|rise|gain|addition|aumento|incremento) (?:of|de)"
    r"(?: (?:about|some|over|nearly|unos|más de))?$"
)
_ADDED_HERE = re.compile(rf"{ADDED.pattern}(?: (?:about|some|over|a|another|further|nearly|unos|más de|otros))*$")
_NET_GAIN = re.compile(
    r"\b(?:ganancia neta|altas netas|adiciones netas|net (?:(?:new|customer|subscriber|contract|line)s? ){0,2}"
    r"(?:gain|adds|additions|intake|growth)|nettozuwachs"
    r"|ventes nettes"
    r"|gains? nets?)"
    r"\b[^,;:]{0,40}$"
)
_CLOSED_WITH = re.compile(r"\b(?:ended|closed|finished|now (?:has|serves)|cerró|terminó)\b[^,;]*\b(?:with|at|con)$")
_ADDITIONS = re.compile(rf"\b(?:additions|adds|altas|{CUSTOMERS})\b")
_SET_BESIDE = re.compile(
    r"(?:\s(?:netas|nettes|nets?))?\s*[,(]\s*(?:or|i\.e\.|representing|equivalent to|o|lo que supone)?\s*(?:an?|el"
    r"|un)?\s*"
)
_PASSED = re.compile(
    r"\b(?:pass(?:es|ed|ing)?|fib(?:re|er|ra)|pasad[oa]s|reach\w*|cover\w*|cub(?:r\w+|iert\w+)|lleg\w+|alcanz\w+)\b"
)
"""What is said of homes that a network reaches: they are no customers yet."""


@dataclass(frozen=True, slots=True)
class _Around:
    """The words of a sentence before and after a number, in lower case.

    `gaps` says how many characters before it other numbers begin; `follows` whether another one comes after it.
    """

    left: str
    right: str
    noun: str
    gaps: tuple[int, ...]
    follows: bool

    @property
    def sentence(self) -> str:
        """All of the words, without the number."""
        return f"{self.left} {self.right}"


def measures(marks: Marks, found: FoundQuantity) -> list[str]:
    """What a number may measure, likeliest first; never empty."""
    sentence = marks.sentence_at(found.span.start)
    others = [q for q in marks.quantities if sentence.covers(q.span) and q.number != found.number]
    words = _around(marks, sentence, found, others)
    before = [q for q in others if q.type == found.type and q.span.end <= found.span.start]
    if found.type == "points" or (found.type != "percent" and _is_change(words)):
        return ["other"]
    of_base = _reached(marks, before, words.left) if found.type in ("plain", "count") else None
    again = before and not _says_anew(marks, before[-1], found)
    if of_base is None and again and AS_BEFORE.search(words.left[-40:]) and not BY_SO_MUCH.search(words.left[-60:]):
        return measures(marks, before[-1])
    if of_base is None and found.type == "plain":
        of_base = _of_base(words.left)
    if of_base is not None:
        return [of_base]
    shared = antecedent(marks, found)
    if shared is not None and not (is_money(found, words.left) and shared.type == "money"):
        return measures(marks, shared)
    if found.type == "percent":
        of_added = _says_of_added(marks, found, others)
        return list(dict.fromkeys(["share_of_net_additions", *_percent(words)])) if of_added else _percent(words)
    if found.type == "money" or is_money(found, words.left):
        if _PER_SHARE.match(words.right) and not _PRICED.search(words.left):
            return ["other"]
        return ["arpu"] if _BY_USER.search(words.left[-60:]) else _ranked(MONEY, words) or ["other"]
    return _counted(words, plain=found.type == "plain" and not found.value.unit)


def _is_change(words: _Around) -> bool:
    """Whether a number says by how much something grew or shrank: "down 80,000", "480,000 more than in May"."""
    return CHANGED.search(words.left[-50:]) is not None or MORE_THAN_THEN.match(words.right) is not None


def _reached(marks: Marks, before: Sequence[FoundQuantity], left: str) -> str | None:
    """What a number measures that customers added have made: "added 403,000 customers to reach 9.85 million"."""
    if not before or not REACHING.search(left[-90:]):
        return None
    return "subscribers" if measures(marks, before[-1])[0] in ("net_additions", "subscribers") else None


def _of_base(left: str) -> str | None:
    """What a bare number measures right after words of customers added, or of their whole base."""
    if _NET_GAIN.search(left[-70:]) or _ADDED_HERE.search(left[-40:]):
        return "net_additions"
    return "subscribers" if _BASE.search(left[-40:]) else None


def _says_anew(marks: Marks, before: FoundQuantity, found: FoundQuantity) -> bool:
    """Whether words between two amounts say what the second is: "revenue of 27 million, with EBITDA rising from"."""
    if found.type != "money":
        return False
    between = marks.words(Span(before.span.end, found.span.start)).lower()
    return any(cue.near.search(between) for cue in MONEY if cue.name in ("arpu", "revenue", "profit"))


def _says_of_added(marks: Marks, found: FoundQuantity, others: Sequence[FoundQuantity]) -> bool:
    """Whether a share is set right after the customers added that it may be of: "added 5,000 customers, 51% share"."""
    for other in others:
        apart = marks.text[other.span.end : found.span.start]
        if other.span.end <= found.span.start and other.type == "count" and _SET_BESIDE.fullmatch(apart):
            return measures(marks, other)[0] == "net_additions"
    return False


def is_money(found: FoundQuantity, left: str) -> bool:
    """Whether a bare number with a scale is money whose currency stands before: "saved some 18 million"."""
    bare = found.type == "plain" and not found.noun and found.value.amount >= 100_000
    return (
        bare
        and not _SHARES_OF.search(left)
        and any(cue.near.search(left[-60:]) for cue in MONEY if cue.name != "price")
    )


def _around(marks: Marks, sentence: Span, found: FoundQuantity, others: Sequence[FoundQuantity]) -> _Around:
    right = marks.words(Span(found.number.end, sentence.end)).lower()
    gaps = (found.number.start - q.number.start for q in others if q.number.end <= found.number.start)
    return _Around(
        left=marks.words(Span(sentence.start, found.number.start)).lower(),
        right=" " + right if marks.text[found.number.end : found.number.end + 1].isspace() else right,
        noun=(found.value.unit if found.type == "plain" and found.value.unit else found.noun or "").lower(),
        gaps=tuple(gap for gap in gaps if gap <= _REACH),
        follows=any(q.number.start >= found.number.end for q in others),
    )


def _percent(words: _Around) -> list[str]:
    ranked = _ranked(PERCENT, words)
    growth = GROWTH_BEFORE.search(words.left[-60:]) or GROWTH_AFTER.search(words.right[:60])
    if not growth or LEVEL.search(words.left[-45:]) or (ranked and _right_after(ranked[0], words.right)):
        return ranked or ["other"]
    if _SAVED.search(f"{words.left[-70:]} # {words.right[:30]}"):
        return ["cost_savings"]
    if _OF_OTHERS.match(words.right):
        return ["other"]
    named_after = _GROWTH_IN.match(words.right) and REVENUE.search(words.right[:45])
    return ["revenue_growth"] if named_after or _revenue_grew(words.left) else ["other"]


def _right_after(name: str, right: str) -> bool:
    """Whether the words right after a share settle its measure by themselves: "22% of the market"."""
    return any(cue.name == name and cue.after is not None and cue.after.search(right[:80]) for cue in PERCENT)


def _revenue_grew(left: str) -> bool:
    """Whether the last thing before a growth rate that can grow is revenue."""
    nouns = list(_GROWING.finditer(left))
    return bool(nouns) and REVENUE.search(nouns[-1].group()) is not None


def _counted(words: _Around, *, plain: bool) -> list[str]:
    """The measure of a number of things, by the noun that it counts."""
    noun = words.noun
    roaming = _ROAMING.search(words.sentence) is not None
    by_noun = (
        (_SHARES, ["shares"]),
        (_EMPLOYEE, ["employees"]),
        (_HOMES, ["other"] if _PASSED.search(f"{words.left[-50:]} {words.right[:20]}") else ["subscribers"]),
        (_ADDS, ["net_additions"]),
        (_CUSTOMER, _customers(words)),
        (_PERSON, _by_score(words, least=_LEAST)),
        (_COUNTRY, ["roaming_countries" if roaming else _lands(words)]),
        (_MEMBER, ["members"]),
        (_PARTNER, ["members" if _GROUP_OF.search(words.left[-40:]) else "roaming_partners" if roaming else "other"]),
    )
    for pattern, names in by_noun:
        if pattern.search(noun):
            return names
    return _bare(words) if plain or not noun else ["other"]


def _lands(words: _Around) -> str:
    """Markets are countries only of one who is at work in them: a market may be a city too."""
    return "countries" if not _MARKET.search(words.noun) or _AT_WORK.search(words.left) else "other"


def _customers(words: _Around) -> list[str]:
    clause = re.split(r"[;:]|\bwhile\b|\bmientras\b", words.left)[-1][-60:]
    if _LOST.search(clause) or _CAPACITY.search(clause):
        return ["other"]
    if _BASE.search(clause[-30:]):
        return ["subscribers"]
    added = ADDED.search(clause)
    if added is None and not _ADDED_AFTER.search(words.right[:60]) and not _ADDED_NOUN.search(words.noun):
        return ["subscribers"]
    has = _HAS.search(clause, added.start() if added else 0)
    return ["subscribers", "net_additions"] if has and not NEW.search(words.noun) else ["net_additions"]


def _bare(words: _Around) -> list[str]:
    """The measure of a number that no noun follows: of the noun that stands before it."""
    near = words.left[-70:]
    by_words = (
        (_INCREASE.search(near), "net_additions"),
        (_BASE.search(near[-40:]), "subscribers"),
        (_SHARES.search(near[-40:]), "shares"),
        (_CLOSED_WITH.search(near) and _CUSTOMER.search(words.left), "subscribers"),
        (ADDED.search(near) and _ADDITIONS.search(near), "net_additions"),
        (_BASE.search(near) or _CUSTOMER.search(near), "subscribers"),
        (_MEMBERSHIP.search(near), "members"),
    )
    return next(([name] for said, name in by_words if said), None) or _by_score(words, least=0.5)


def _by_score(words: _Around, *, least: float) -> list[str]:
    """Employees, or people covered: whichever the words speak for."""
    score, name = max((_score(cue, words.left[-140:], words.right, ()), cue.name) for cue in COUNT)
    return [name] if score >= least else ["other"]


def _ranked(cues: Sequence[MeasureCue], words: _Around) -> list[str]:
    """The measures that words near a number speak for, best first, as long as they come close to the best."""
    cut = r"[,;(]\s|\s(?:and|with|while|on|from|compared|against|versus|y|e|con|sobre|frente|und|et)\s"
    right = re.split(cut, words.right, maxsplit=1)[0] if words.follows else words.right
    scores = {cue.name: _score(cue, words.left, right, words.gaps) for cue in cues}
    ordered = sorted((name for name in scores if scores[name] >= _LEAST), key=lambda name: -scores[name])
    return [name for name in ordered if scores[name] >= scores[ordered[0]] * _CLOSE][:_MOST]


def _score(cue: MeasureCue, left: str, right: str, gaps: Sequence[int]) -> float:
    """How much the words around a number speak for a measure: from 0 to about 4.

    Words before it count less the farther they stand, and less again across commas and other numbers.
    """
    if cue.needs is not None and not cue.needs.search(f"{left} {right}"):
        return 0.0
    score = 2.2 if cue.after is not None and cue.after.search(right[:80]) else 0.0
    near = left[-_REACH:]
    last = max((match.end() for match in cue.near.finditer(near)), default=None)
    if last is not None:
        gap = len(near) - last
        crossed = sum(other < gap for other in gaps)
        stops = len(re.findall(r"[,;:]\s", near[last:]))
        score = max(score, 1.5 / (1 + gap / 28) * 0.55**crossed * 0.8**stops)
    first = cue.near.search(right[:60])
    if first is not None:
        score = max(score, 1.3 / (1 + first.start() / 14))
    return score * cue.weight
