"""The words by which filings say what a number measures, in English and Spanish, with some German and French.

A cue is worth more the nearer it stands to the number, and more before a number than after it when it is the subject
("turnover reached 640 million"), or after it when it is the noun ("36% share of").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

DURATIONS = re.compile(r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|años?|meses|mes|semanas?|días?|horas?|minutos?|jahren?|ans?|mois)\b(?!-old)")
INCIDENTAL = re.compile(r"\b(?:pages?|copies|paragraphs?|sections?|mhz|ghz|kbps|mbps|gbps|bits?|per share|a\.m|p\.m|times?|veces|ways?|steps?|others?|more)\b")
STAKE = re.compile(
    r"\b(?:own(?:s|ed|ing|ership)?|stakes?|interests?|shareholdings?|holding|share capital|equity|shareholders?|controll?(?:s|ed|ing)?|held by|holds|issued shares|outstanding shares|voting|wholly|capital stock"
    r"|participaci[oó]n(?:es)?|participad[ao]s?|accionistas?|accionariado|capital social|del capital|posee|controla|titular|filial(?:es)?|beteiligung|anteile?|participation)\b(?!.{0,30}(?:market|mercado))"
)
SMALL_COUNTS = frozenset(
    """members member operators partners countries markets subsidiaries employees customers licences licenses networks companies brands
    sites stores shops miembros socios países mercados operadores operadoras empleados filiales licencias tiendas marcas quarters trimestres continents
    regions cities territories mitglieder länder pays membres carriers affiliates""".split()
)
NOUNS = {
    "subscribers": "subscribers", "net_additions": "subscribers", "population_covered": "people", "employees": "employees",
    "members": "members", "countries": "countries", "roaming_countries": "countries", "roaming_partners": "operators", "shares": "shares",
}  # fmt: skip

_CUSTOMERS = r"subscribers?|customers?|users?|accounts?|clients?|connections?|lines|subs|subscriptions?|clientes|abonados|suscriptores|usuarios|líneas|accesos|kunden|teilnehmer|abonnés|homes|households|hogares|handsets|SIMs?"


@dataclass(frozen=True, slots=True)
class MeasureCue:
    """When a number may be of this measure. Patterns are searched in lower-case text."""

    name: str
    types: tuple[str, ...]
    near: re.Pattern[str]
    noun: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None
    weight: float = 1.0

    def fits(self, type_: str, unit: str, noun: str | None) -> bool:
        """Whether a number of this type can be of this measure at all."""
        if unit == "percentage points":
            return False
        if type_ == "count" and self.noun is not None:
            return bool(self.noun.search(noun or ""))
        return type_ in self.types

    def score(self, *, clause: str, left: str, right: str, noun: str, unit: str) -> float:
        """How much the words near a number speak for this measure: from 0 to about 3."""
        del unit
        if self.needs is not None and not self.needs.search(f"{left} {noun} {right}"):
            return 0.0
        score = 0.0
        for words, ahead in ((left, True), (right, False)):
            found = list(self.near.finditer(words))
            if found:
                gap = len(words) - found[-1].end() if ahead else found[0].start()
                score = max(score, (1.6 if not ahead else 1.5) / (1 + gap / 28))
        if self.near.search(clause):
            score += 0.5
        if noun and self.noun is not None and self.noun.search(noun):
            score += 1.5
        return score * self.weight


def _cue(name: str, types: Iterable[str], near: str, *, noun: str | None = None, needs: str | None = None, weight: float = 1.0) -> MeasureCue:
    return MeasureCue(
        name, tuple(types), re.compile(near), re.compile(noun) if noun else None, re.compile(needs) if needs else None, weight
    )


_ADDED = r"\b(?:add(?:ed|s|ing)?|additions?|net adds|new (?:customers?|subscribers?|users?|clients?)|gain(?:ed|s|ing)?|attracted|won|acquired|signed up|nuev[oa]s|altas(?: netas)?|ganancia neta|captó|captado|sumó|neukunden)\b"
_GREW = r"\b(?:gr[eo]w(?:th|n|s|ing)?|increas(?:e|ed|es|ing)|rose|rising|up|declin(?:e|ed)|fell|decreas(?:e|ed)|higher|lower|down|crec\w+|aument\w+|subi\w+|increment\w+|descen\w+|cay[oó]|disminu\w+|wuchs|hausse)\b"
_REVENUE = r"\b(?:revenues?|turnover|net sales|sales|income from services|ingresos|facturación|cifra de negocios?|ventas|umsatz|chiffre d'affaires)\b"
_PROFIT = r"\b(?:net income|net profits?|profits?|profitability|ebitda\w*|ebit|oibda|earnings|operating income|operating profit|bottom line|net loss|loss(?:es)?|beneficios?|resultado (?:neto|operativo|bruto)|ganancias?|pérdidas?|utilidad|gewinn|verlust|bénéfice)\b"

MEASURES: tuple[MeasureCue, ...] = (
    _cue("market_share", ["percent"], r"\b(?:market share|share of (?:the )?(?:\w+ ){0,5}market|(?:mobile|subscriber|customer|revenue|value|broadband) share|of the (?:\w+ ){0,4}market\b|cuota(?: de mercado)?|del mercado|participación (?:de|en el) mercado|marktanteil|part de marché|quota di mercato|% share|\bshare\b)"),
    _cue("share_of_net_additions", ["percent"], r"\b(?:market share|share of|share|cuota)\b", needs=_ADDED, weight=1.15),
    _cue("penetration", ["percent"], r"\b(?:penetration|penetración|penetrationsrate|pénétration)\b", weight=1.2),
    _cue("population_coverage", ["percent"], r"\b(?:cover(?:s|ed|ing|age)?|reach(?:es|ing)?|of (?:the )?(?:\w+ ){0,2}(?:population|territory|households|inhabitants)|cobertura|cubr\w+|de la población|abdeckung|bevölkerung|couvr\w+|couverture)\b", needs=r"population|inhabitants|territory|households|homes|poblaci|territorio|habitantes|bevölk|hogares|cover|cobertura", weight=1.1),
    _cue("revenue_growth", ["percent"], rf"(?:{_REVENUE}|{_GREW})", needs=rf"{_REVENUE}|\bdata grew\b", weight=0.9),
    _cue("cost_savings", ["percent", "money"], r"\b(?:sav(?:e|es|ed|ing|ings)|synerg(?:y|ies)|reduction of (?:\w+ ){0,3}(?:expenses|costs)|(?:operating )?(?:expenses|costs) (?:by|of)|cost reductions?|ahorros?|sinergias?|einsparungen)\b", needs=r"sav|synerg|reduc|decreas|lower|ahorr|sinerg|einspar"),
    _cue("revenue", ["money"], _REVENUE),
    _cue("profit", ["money"], _PROFIT, weight=1.05),
    _cue("investment", ["money"], r"\b(?:invest(?:s|ed|ing|ments?|ir)?|capex|capital expenditures?|capital spending|spend(?:ing)?|inversi[oó]n(?:es)?|invertid[oa]s?|invertir\w*|investitionen)\b"),
    _cue("arpu", ["money"], r"\b(?:arpu|average (?:monthly )?revenue per|ingreso medio por)\b", weight=1.6),
    _cue("price", ["money"], r"\b(?:price[ds]?|consideration|purchase|for (?:a )?(?:total )?(?:cash )?|cash|per share|per month|a month|fee|tariff|valued at|value of|pay|paid|precio|importe|por acción|tarifa|pago)\b", weight=0.8),
    _cue("net_additions", ["count", "plain"], _ADDED, noun=rf"\b(?:{_CUSTOMERS}|net additions|additions|altas)\b", needs=_ADDED, weight=1.1),
    _cue("subscribers", ["plain"], rf"\b(?:{_CUSTOMERS}|subscriber base|customer base|base de clientes|parque|planta)\b", noun=rf"\b(?:{_CUSTOMERS})\b"),
    _cue("population_covered", ["plain"], r"\b(?:cover(?:s|ed|ing|age)?|population|cubr\w+|cobertura|población)\b", noun=r"\b(?:people|inhabitants|persons|pops|personas|habitantes)\b", needs=r"cover|reach|population|inhabit|cubr|cobert|habit|poblac"),
    _cue("employees", ["plain"], r"\b(?:employ(?:s|ed|ees|ing)?|staff|workforce|headcount|emplea\w*|plantilla|beschäftigt|personnel)\b", noun=r"\b(?:employees?|people|staff|workers|persons|full-time|part-time|personas|empleados|trabajadores|mitarbeiter)\b", needs=r"employ|staff|workforce|headcount|emple|plantilla|trabaja|beschäftig|mitarbeiter|full-time|part-time"),
    _cue("members", [], r"\bmembers?\b|miembros|socios", noun=r"\b(?:members?|member operators|member companies|miembros|socios|mitglieder)\b"),
    _cue("roaming_countries", [], r"\broaming|itinerancia", noun=r"\b(?:countries|territories|destinations|países|destinos|länder)\b", needs=r"roam|itineranc"),
    _cue("roaming_partners", [], r"\broaming|itinerancia|roaming partners", noun=r"\b(?:operators?|partners?|networks?|carriers|agreements?|operador[ae]s|socios|acuerdos|redes)\b", needs=r"roam|itineranc|network partners"),
    _cue("countries", [], r"\bcountr(?:y|ies)\b|países", noun=r"\b(?:countries|markets|países|mercados|länder|pays)\b", weight=0.9),
    _cue("shares", [], r"\bshares?\b|acciones", noun=r"\b(?:shares?|ordinary shares|acciones|ads|adrs|aktien)\b"),
)  # fmt: skip
