"""What the heads and labels of a table say: the measure, the unit, the scale, a change, a stake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from extractor.searching import any_of
from extractor.values import read_quantity
from extractor.values._currencies import SYMBOLS, codes
from extractor.values._nouns import heads, unit_of

_MEASURE_WORDS = (
    (
        "other",
        (
            r"\bper (?:\w+ ){0,2}(?:share|ads|acción)\b|\beps\b|\bpor acción\b|\bmargins?\b|\bmargen\b|\bmarge\b"
            r"|\bchurn\b|\bminutes? of use\b|\bmou\b|\btraffic\b|\btráfico\b|\bnet debt\b|\bdeuda neta\b"
            r"|\bdividends?\b|\bdividendos?\b|as a? ?(?:%|percentage) of|% of (?:revenue|sales|total)"
        ),
    ),
    ("share_of_net_additions", r"share of (?:net )?(?:additions|adds|growth)|cuota de (?:altas|captación)"),
    (
        "market_share",
        (
            r"\bshare of (?:\w+ ){0,3}market|\bmarket share|\bcuota\b|\bmarktanteil|\bpart de marché"
            r"|\bquota di mercato"
        ),
    ),
    ("penetration", r"\bpenetra(?:tion|ción|zione)"),
    ("population_covered", r"\b(?:covered|licensed) pops?\b|\bpops? (?:covered|licensed)\b|\bpopulation covered\b"),
    ("population_coverage", r"\bcoverage\b|\bcobertura\b|\bpop(?:ulation)?s? covered|\babdeckung\b|\bcouverture\b"),
    (
        "net_additions",
        r"\bnet (?:\w+ ){0,2}(?:add(?:ition)?s|new|gain)|\badditions\b|\baltas\b|\bganancia neta|\bneuzugänge",
    ),
    ("arpu", r"\barpu\b|\baverage (?:monthly )?revenue per\b|\bingresos? medios? por\b"),
    (
        "employees",
        (
            r"\bemployees\b|\bstaff\b|\bheadcount\b|\bworkforce\b|\bpersonnel\b|\bplantilla\b|\bempleados\b"
            r"|\bmitarbeiter|\bftes?\b|\beffectifs?\b|\bdipendenti\b"
        ),
    ),
    ("revenue_growth", r"\b(?:revenues?|sales|turnover) growth|\bcrecimiento de (?:los )?ingresos"),
    ("roaming_countries", r"\broaming (?:countries|destinations)|\bpaíses con (?:itinerancia|roaming)"),
    ("roaming_partners", r"\broaming (?:partners|agreements|operators)|\bacuerdos de (?:itinerancia|roaming)"),
    (
        "subscribers",
        (
            r"\b(?:subscribers?|customers?|clients?|subs|clientes|abonados|accesos|accesses|users|usuarios|lines|líneas"
            r"|connections|suscriptores|kunden|teilnehmer|abonnés|clienti|subscriptions?|SIMs?|sim cards|accounts"
            r"|households)\b(?! care| service| acquisition)"
        ),
    ),
    (
        "investment",
        (
            r"\bcapital expenditures?\b|\bcapex\b|\binvestments?\b|\binversi(?:ón|ones)\b|\binvestitionen\b"
            r"|\binvestissements\b"
        ),
    ),
    (
        "profit",
        (
            r"\b(?:adjusted )?(?:ebitda\w*|ebita?|oibda)\b|\bnet (?:income|profit|loss|earnings|result)|\bprofit\b"
            r"|\boperating (?:income|result|loss)|\bearnings\b|\bbeneficio|\bresultado (?:neto|operativo|bruto"
            r"|de explotación)|\butilidad\b|\bgewinn\b|\brésultat\b|\bbénéfice\b|\butile\b|\bloss(?:es)? for the"
        ),
    ),
    (
        "revenue",
        (
            r"\brevenues?\b|\bturnover\b|\bnet sales\b|\bsales\b|\bingresos\b|\bfacturación\b|\bcifra de negocios?\b"
            r"|\bventas\b|\bumsatz\w*\b|\bchiffre d['’]affaires\b|\bricavi\b"
        ),
    ),
    ("cost_savings", r"\bsavings\b|\bsynergies\b|\bahorros?\b|\bsinergias\b"),
    ("shares", r"\bnumber of (?:ordinary )?shares|\bshares (?:outstanding|issued|in issue)|\bnúmero de acciones"),
    ("members", r"\bmembers\b|\bmiembros\b"),
    ("price", r"\bprice\b|\bprecio\b|\btariff\b|\btarifa\b"),
)
_MEASURES = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _MEASURE_WORDS)
_CHANGE = re.compile(
    r"\b(?:change|chg|variation|variación|var|growth|increase|decrease|yoy|y-o-y|qoq|q-o-q|crecimiento"
    r"|incremento|veränderung|variazione|évolution|δ)\b|[Δ%]\s*(?:chg|var)|±|\+/-",
    re.IGNORECASE,
)
_STAKE = re.compile(
    r"\b(?:stake|stakes|shareholding|holding|interest|ownership|participaci[oó]n(?:es)?|beteiligung|anteil"
    r"|capital held|of capital|of share capital|del capital|voting|economic)\b|%\s*(?:held|owned|of shares)",
    re.IGNORECASE,
)
_HOLDERS = re.compile(
    r"\b(?:share ?holders?|stockholders?|accionistas?|holders?|investors?|owners?|beneficial owners?"
    r"|aktionäre?|actionnaires?|azionisti)\b",
    re.IGNORECASE,
)
_NO_FIGURES = re.compile(
    r"\b(?:since|page|pages|note|notes|ref|founded|launched|launch|year of|expiry|date|rank|ranking|desde"
    r"|página|nota|fecha|item|no\.|age|edad)\b",
    re.IGNORECASE,
)
_SCALES = (
    (
        1000,
        re.compile(
            r"[’'‘`´]?\b0{3}s?\b|\b(?:in )?thousands?\b|\bmiles\b|\bmiles de\b|\bk\b|\btausend\b|\bmilliers\b|\btsd\b"
            r"|\bmigliaia\b",
            re.IGNORECASE,
        ),
    ),
    (
        10**9,
        re.compile(
            r"\bbillions?\b|\bbn\b|\bmilliarden\b|\bmrd\b|\bmilliards\b|\bmiles de millones\b|\bmiliardi\b",
            re.IGNORECASE,
        ),
    ),
    (
        10**6,
        re.compile(
            r"\bmillions?\b|\bmillones\b|\bmn\b|\bmm\b|\bmio\b|\bmillionen\b|[€$£]\s?m\b|(?-i:\b[A-Z]{3}\s[mM]\b)"
            r"|\b(?:eur|usd|gbp|nok|sek|dkk|chf|rm|aud|cad|zar|inr)m\b|\(m\)|\bmill\.|\bmilioni\b|\bmln\b",
            re.IGNORECASE,
        ),
    ),
)
_CURRENCY = re.compile(
    rf"\b[A-Z]{{3}}\b|[A-Z]{{0,3}}[$€£¥]|(?<!\w){any_of(SYMBOLS)}(?!\w)|\b(?:euros?|dollars?|dólares|libras|pounds|kron\w+|francs?"
    r"|francos|pesos|reais|rupees|ringgit|yen|zloty\w*)\b"
)
_COUNTED = re.compile(
    r"\b(subscribers|customers|clients|users|subscriptions|accounts|households|lines|connections|employees|shares"
    r"|members)\b|\b(clientes|kunden|clienti)\b|\b(abonados|suscriptores|teilnehmer|abonnés)\b|\b(usuarios)\b"
    r"|\b(líneas)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\d)\s*$")
_NO_THINGS = re.compile(
    r"\b(?:average|per|days|weeks|months|years|quarters|hours|times|points|shares|holders|assets|costs|sales|días"
    r"|meses|años|acciones|euros|dollars|pesos)\b|[%$€£]",
    re.IGNORECASE,
)
_SAME = ("", "customers", "subscribers", "users", "lines")


@lru_cache(maxsize=4096)
def measure_of(words: str) -> str | None:
    """What a label or head says is measured, if it says so."""
    for name, pattern in _MEASURES:
        if pattern.search(words):
            return name
    return None


def is_change(words: str) -> bool:
    """Whether a column holds changes rather than amounts."""
    return _CHANGE.search(words) is not None and measure_of(words) != "revenue_growth"


def is_stake(words: str) -> bool:
    """Whether a column holds stakes: "Group interest", "% of share capital"."""
    return _STAKE.search(words) is not None and measure_of(words) is None


def heads_holders(words: str) -> bool:
    """Whether the labels under a head are those who hold, rather than what is held."""
    return _HOLDERS.search(words) is not None


def has_no_figures(words: str) -> bool:
    """Whether the numbers under a head measure nothing: years of entry, pages, notes."""
    return _NO_FIGURES.search(words) is not None and measure_of(words) is None


@lru_cache(maxsize=4096)
def scale_of(words: str) -> int | None:
    """The scale that a head states: 1000 for "('000)", a million for "EUR million"."""
    if re.search(r"\bmiles de millones\b", words, re.IGNORECASE):
        return 10**9
    return next((scale for scale, pattern in _SCALES if pattern.search(words)), None)


@lru_cache(maxsize=4096)
def currency_of(words: str, language: str) -> str | None:
    """The ISO 4217 code of the currency that a head names."""
    for name in _names(words):
        read = read_quantity(f"{name} 5.5 million", language="en") or read_quantity(f"5.5 {name}", language=language)
        for quantity in (read, read_quantity(f"5,5 millones de {name}", language="es")):
            if quantity is not None and quantity.unit in codes():
                return quantity.unit
    return None


def _names(words: str) -> Iterator[str]:
    for match in _CURRENCY.finditer(words):
        yield match.group()


def things(label: str, language: str) -> str | None:
    """The plural noun, no person's, that a row's label ends with: "base stations" of "4G base stations (outdoor)"."""
    words = _BRACKETS.sub("", label).lower().split()
    if not words or words[-1] not in heads(language) or _NO_THINGS.search(label):
        return None
    return unit_of(words[-1], language)


def counted(words: Iterable[str]) -> str | None:
    """The plural noun, in English, that the first of some heads to name one counts."""
    for said in words:
        match = _COUNTED.search(said)
        if match is not None:
            return next(
                group.lower() if n == 1 else _SAME[n - 1]
                for n, group in enumerate(match.groups(), 1)
                if group is not None
            )
    return None
