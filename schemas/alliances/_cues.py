"""The words by which filings say what a number measures, in English and Spanish, with some German and French.

All patterns are searched in lower-case text with white space folded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DURATIONS = re.compile(
    r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|años?|meses|mes|semanas?|días?|horas?|minutos?|jahren?|monate[n]?|ans?|mois)\b(?!-old)"
)
INCIDENTAL = re.compile(
    r"\b(?:pages?|copies|paragraphs?|sections?|mhz|ghz|[kmg]bps|[kmg]bit/s|[kmg]b|bits?|bytes|a\.m|p\.m|(?<!-)times?|veces|ways?|steps?|others?|more|items?|articles?|euros?|percent|shares? of|decimals?|digits?|floors?|o'clock|km|kilomet\w+|miles)\b"
)
STAKE = re.compile(
    r"\b(?:own(?:s|ed|ing|ership)?|stakes?|interests?|shareholdings?|holding|share capital|equity|shareholders?|stockholders?|controll?(?:s|ed|ing)?|held by|is held|are held|belongs?|issued shares|outstanding shares|voting|wholly|capital stock|free float"
    r"|participaci[oó]n(?:es)?|participad[ao]s?|accionistas?|accionariado|capital social|del capital|propiedad|posee|controla|titular|filial(?:es)?|beteiligung|anteile?|aktionäre?|participation|détient|capital de)\b(?!.{0,30}(?:market|mercado))"
)
ACTS = re.compile(
    r"\b(?:cover\w*|reach\w*|serv(?:es|ed|ing)|grew|rose|fell|increased|decreased|improved|margin|revenues?|sales|customers|subscribers|cubre\w*|alcanz\w+|creci\w+|aument\w+|margen|ingresos|ventas|clientes|market share|cuota|elev[óa]|obtuvo|logr[óa]|posted|reported|generated|added)\b"
)
"""Words that part a share from a stake before it: what follows them is no stake."""
SMALL_COUNTS = frozenset(
    """members member operators partners countries markets employees customers subscribers licences licenses miembros socios países mercados
    operadores operadoras empleados clientes licencias mitglieder länder pays membres carriers affiliates companies""".split()
)
NOUNS = {
    "subscribers": "subscribers", "net_additions": "subscribers", "population_covered": "people", "employees": "employees",
    "members": "members", "countries": "countries", "roaming_countries": "countries", "roaming_partners": "operators", "shares": "shares",
}  # fmt: skip

CUSTOMERS = (
    r"(?:subscribers?|customers?|users?|accounts?|clients?|connections?|lines|subs|subscriptions?|consumers|clientes|abonados|suscriptores|usuarios|líneas|accesos|altas"
    r"|kunden|teilnehmer|nutzer|abonnés|clienti|abbonati|homes|households|hogares|sims?|takers)"
)
ADDED = re.compile(
    r"\b(?:add(?:ed|s|ing)?|net adds?|net additions?|net new|gain(?:ed|s|ing)?|attract(?:ed|s|ing)|w[io]n(?:s|ning)?|acquired|net growth of|intake of|nuev[oa]s|altas netas|ganancia neta|gan[óa]r?(?:on)?|capt[óa](?:r|ron)?|captado|sum[óa](?:ron)?|incorpor[óa]|gewann|gewonnen|neukunden|gagné|recruté|conquis\w+)\b"
)
NEW = re.compile(r"\b(?:new|additional|net|nuev[oa]s|neue[nr]?|nouveaux)\b")
GROWTH_BEFORE = re.compile(
    r"\b(?:up|grew|growth|grow|growing|grown|increas\w*|rose|rise[sn]?|rising|improv\w+|climbed|jumped|soared|surged|advanced|expanded|gained|declin\w*|decreas\w*|fell|fall|fallen|drop(?:ped|s)?|down|dipped|slipped|reduc\w+|lower|cut|higher|crec\w+|aument\w+|sub(?:ió|e|ieron|ida)|increment\w+|descen\w+|cay[óe]\w*|caída|disminu\w+|baj[óa]\w*|reduj\w+|avanz\w+|mejor\w+|wuchs|gewachsen|stieg|gestiegen|zuwachs|rückgang|sank|hausse|baisse|progress\w+|croissance|change|variation|variación)"
    r"\b(?:\s(?:\S+\s){0,4}?)?(?:by|of|to|un|una|en|del?|um|von|in|\w+ly|a|an|the|de|d['’]|to be)?\s*(?:a |an |un |una |about |around |over |some |almost |nearly |approximately |more than )*[(\[]?$"
)
GROWTH_AFTER = re.compile(
    r"^\s*[)\]]?\s*(?:\([^)]*\)\s*)?(?:year[- ]o[nv]e?r?[- ]year |yoy |annual |net |organic |quarterly )*(?:more\b|higher|lower|less\b|growth|increase|rise|decrease|decline|drop|up\b|down\b|above|below|better|más\b|menos\b|superior|inferior|mayor|menor|de (?:crecimiento|aumento|incremento)|mehr\b|weniger|höher|niedriger|de (?:plus|moins|hausse)|year[- ]o[nv]|y-o-y|yoy|on the (?:previous|prior|same|year)|compared|vs\b|from a year|over (?:the )?(?:previous|prior|same|last|20|19)|against|interanual|respecto|frente|gegenüber|par rapport)"
)
REVENUE = re.compile(
    r"\b(?:revenues?|turnover|net sales|sales|income from services|top line|ingresos|ingres[óa](?:ron)?|factur\w+|cifra de negocios?|ventas|umsatz\w*|umsätze|chiffre d['’]affaires|ricavi|fatturato|receitas?)\b(?! per\b)"
)


@dataclass(frozen=True, slots=True)
class MeasureCue:
    """Words that speak for a measure. `needs` must stand somewhere in the sentence; `after` counts only right after."""

    name: str
    near: re.Pattern[str]
    after: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None
    weight: float = 1.0


def _cue(name: str, near: str, *, after: str | None = None, needs: str | None = None, weight: float = 1.0) -> MeasureCue:
    return MeasureCue(name, re.compile(near), re.compile(after) if after else None, re.compile(needs) if needs else None, weight)


_PEOPLE = r"(?:population|inhabitants|people|territory|households|homes|geograph\w+|districts|municipalities|poblaci[óo]n|habitantes|territorio|hogares|municipios|bevölkerung|haushalte|einwohner|fläche|popolazione|foyers)"
_COVERS = r"(?:cover\w*|reach\w*|serv(?:es|ed|ing)|signal|offer\w*|pass(?:es|ed)?|available to|access to|brings?|extend\w*|cubr\w+|cobertura|lleg[aó]\w*|alcanz\w*|abdeck\w*|versorg\w*|couvr\w+|couverture|network|red|redes|netz\w*|réseau)"

PERCENT: tuple[MeasureCue, ...] = (
    _cue(
        "share_of_net_additions",
        r"\bshare of (?:all |the |its |total |net |new |market |gross ){0,4}(?:net )?(?:additions|adds|growth|new (?:customers|subscribers|users))|\bcuota de (?:las )?(?:altas|captación|ganancia)",
        after=r"^\s?(?:share )?\s?(?:of|de) (?:all |the |las |total |those |new |market |its ){0,4}(?:net )?(?:additions|adds|altas|new (?:customers|subscribers|users)|nuevos clientes|growth in (?:customers|subscribers))",
        weight=1.5,
    ),
    _cue(
        "market_share",
        r"\b(?:market share|share of (?:the )?(?:\S+ ){0,5}?(?:market|mercado|customers|subscribers)|(?:mobile|subscriber|customer|revenue|value|broadband|fixed|postpaid|prepaid) share|cuota de (?:mercado|clientes|abonados|líneas)|cuota|participación (?:de|en el) mercado|marktanteil|part(?:s)? de marché|quota di mercato|\bshare\b)",
        after=r"^\s?(?:(?:of|de|del|des|du) (?:the |all |total |el |los )?(?:\S+ ){0,4}?(?:market|mercado|markt\w*|marché|mercato)\b|(?:\S+ ){0,3}?(?:market )?share\b(?! of (?:\w+ ){0,3}capital)|(?:of|de) (?:all|the|los|las|todos los) (?:\S+ ){0,3}?(?:customers|subscribers|users|clientes|abonados|mobile lines) in\b|de cuota|marktanteil|de part de marché)",
    ),
    _cue("penetration", r"\b(?:penetration|penetración|penetrationsrate|pénétration|penetrazione|penetração)\b", after=r"^\s?(?:\S+ ){0,2}?(?:penetration|penetración|penetrationsrate|pénétration)", weight=1.25),
    _cue(
        "population_coverage",
        r"\b(?:coverage|cobertura|cover(?:s|ed|ing)?|cubre[ns]?|cubr\w+|couvr\w+|couverture|abdeck\w*|penetraz)\b",
        after=rf"^\s?(?:(?:of|de|del|der|des|della?|von|d['’]) ?(?:the |la |los |all |country['’]s |entire |its |total )*(?:\S+ ){{0,2}}?{_PEOPLE}\b|(?:population|territory|geographic\w*|outdoor|indoor)? ?coverage|(?:of|de) (?:the |los |las )?\S+(?:s|os|as)\b|population\b)",
        needs=rf"{_COVERS}",
        weight=0.9,
    ),
    _cue("cost_savings", r"\b(?:sav(?:e[sd]?|ings?)|synerg(?:y|ies)|(?:reduction|decrease|lower|reduc\w+|decreas\w+|cut\w*) (?:\S+ ){0,4}?(?:expenses|costs|expenditure)|(?:expenses|costs|opex) (?:\S+ ){0,3}?(?:by|decreas\w+|fell|down|reduced)|ahorr\w+|sinergias?|reducción (?:\S+ ){0,3}?costes|einsparung\w*|économies)\b", weight=1.2),
    _cue(
        "other",
        r"\b(?:margins?|margen|marge|churn|dividends?|dividendos?|tax rate|payout|interest rate|tasa|women|mujeres|of which|de los que|de ellos|proportion|percentage)\b",
        after=r"^\s?(?:margins?\b|margen|(?:of|de|del|to|towards|des|du) (?:the |its |our |total |group |all |sus |los |las |yoy |annual |consolidated |service |mobile ){0,4}(?:revenues?|sales|turnover|ingresos|ventas|customers|subscribers|base|clientes|staff|employees|posts|positions|traffic|ebitda|them|which|these|ellos|umsatz\w*|managerial\b)|churn|dividend|(?:are|were|is|being|son|eran) (?:pre-?paid|post-?paid|contract|prepago|women|on contract)|in (?:prepaid|postpaid))",
        weight=1.1,
    ),
)
MONEY: tuple[MeasureCue, ...] = (
    _cue("arpu", r"\b(?:arpu|amp[uo]|average (?:monthly )?(?:revenue|spend|bill) per|ingresos? medios? por|umsatz pro kunde|revenu moyen par)", weight=1.7),
    _cue("revenue", REVENUE.pattern, after=r"^\s?(?:of|in|de|en|an|von) (?:\S+ ){0,4}?(?:revenues?|turnover|sales|ingresos|ventas|facturación|umsatz\w*|chiffre)\b"),
    _cue(
        "profit",
        r"\b(?:net income|net profits?|profits?|ebitda\w*|ebita?|oibda|earnings|operating income|operating profit|operating result|bottom line|net loss|loss(?:es)?|net result|beneficios?|resultado (?:neto|operativo|bruto|de explotación)|ganancias?|ganó|pérdidas?|utilidad|gewinn|verlust|ergebnis|bénéfice|résultat|utile)\b",
        after=r"^\s?(?:of|in|de|en)? ?(?:\S+ ){0,2}?(?:net income|profit|ebitda|net loss|bottom line|earnings|beneficios?|ebit)\b",
        weight=1.1,
    ),
    _cue("cost_savings", r"\b(?:sav(?:e[sd]?|ings?|ing)|synerg(?:y|ies)|(?:reduction|decrease|reduc\w+|decreas\w+|lower\w*|cut\w*) (?:\S+ ){0,5}?(?:expenses|costs|expenditure)|ahorr\w+|sinergias?|einsparung\w*|économies|synergien)\b", after=r"^\s?(?:out of|off|of|in|de) (?:\S+ ){0,4}?(?:costs?|expenses|savings|synergies|ahorros?|costes)\b", weight=1.35),
    _cue("investment", r"\b(?:invest(?:s|ed|ing|ments?|ir)?|capex|capital expenditures?|capital spending|expenditure on|spen[dt](?:ing)?|inversi[oó]n(?:es)?|invertid[oa]s?|inv(?:ertir|irtió|ertirá)\w*|investier\w*|investition\w*|investissements?|investi)\b", after=r"^\s?(?:of|in|de|en)? ?(?:\S+ ){0,2}?(?:capital expenditure|capex|investments?|inversi\w+)\b|^\s?(?:was |were |has been |have been |fue |fueron )?(?:invested|invertid[oa]s)"),
    _cue(
        "other",
        r"\b(?:loans?|pr[ée]stamos?|credit (?:facility|line)|facility|debt|deuda|indebtedness|dividends?|dividendos?|earnings per share|eps|(?:income|loss|profit|earnings|beneficio) (?:per|por) (?:\S+ )?(?:share|acción)|bonds?|notes|bonos|obligaciones|cash (?:position|balance|flow)|caja|borrow\w*|equity|market cap\w*|worth of|valued at|payments? of|handled|goodwill|assets|activos|penalt\w+|fine[ds]?|multa|kredit|anleihe|verschuldung|dette)\b",
        after=r"^\s?(?:\S+ ){0,3}?(?:loan|credit|facility|revolving|debt|bonds?|notes|dividend|fine|de deuda|de dividendo)\b",
        weight=1.15,
    ),
    _cue(
        "price",
        r"\b(?:price[ds]?|consideration|purchas\w+|acqui\w+|bought|b[ou]y(?:s|ing)?|s[oe]ld?|sale of|awarded|for (?:a )?(?:total )?(?:cash )?(?:consideration )?(?:of )?|costs?|fees?|charges?|tariffs?|monthly|pa(?:y|id|ys|ying)|licen[cs]e|precio|importe|compr\w+|vend\w+|venta|adquiri\w+|cuota|tarifa|cuesta|pag\w+|kaufpreis|prix|por)\b",
        after=r"^\s?(?:per|a|al|por|pro|par) (?:month|minute|mes|minuto|message|call|subscriber|monat|mois|mb|gb)\b|^\s?(?:in cash|en efectivo|was paid|is to be paid|deal|purchase|acquisition|transaction)",
        weight=0.8,
    ),
)
COUNT: tuple[MeasureCue, ...] = (
    _cue("employees", r"\b(?:employ\w*|staff|workforce|headcount|work for|emple[oa]\w*|plantilla|trabajador\w*|beschäftig\w*|mitarbeiter\w*|personnel|salariés|effectif\w*|personal)\b", weight=1.2),
    _cue("population_covered", rf"\b{_COVERS}\b|\bpopulation\b|\bpoblación\b", weight=0.8),
)
