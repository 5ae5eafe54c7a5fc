"""The words by which filings say what a number measures, in English and Spanish, with some German and French.

All patterns are searched in lower-case text with white space folded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PERCENTAGES = frozenset(
    {"market_share", "share_of_net_additions", "penetration", "population_coverage", "revenue_growth"}
)
"""The measures whose values are percentages."""
DURATIONS = re.compile(
    r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|años?|meses|mes|semanas?|días?|horas?"
    r"|minutos?|jahren?|monate[n]?|ans?|mois)\b(?!-old)"
)
INCIDENTAL = re.compile(
    r"\b(?:pages?|copies|paragraphs?|sections?|mhz|ghz|[kmg]bps|[kmg]bit/s|[kmg]b|bits?|bytes|a\.m|p\.m"
    r"|(?<!-)times?|veces|ways?|steps?|others?|more|items?|articles?|euros?|percent|shares? of|decimals?"
    r"|digits?|floors?|o'clock)\b"
)
STAKE = re.compile(
    r"\b(?:own(?:s|ed|ing|ership)?|stakes?|interests?|shareholdings?|holding|share capital|equity"
    r"|shareholders?|stockholders?|controll?(?:s|ed|ing)?|held by|is held|are held|belongs?|issued shares"
    r"|outstanding shares|voting|wholly|capital stock|free float"
    r"|participaci[oó]n(?:es)?|participad[ao]s?|accionistas?|accionariado|capital social|del capital|propiedad"
    r"|posee|controla|titular|filial(?:es)?|beteiligung|anteile?|aktionäre?|participation|détient"
    r"|capital de)\b(?!.{0,30}(?:market|mercado))"
)
ACTS = re.compile(
    r"\b(?:cover\w*|reach\w*|serv(?:es|ed|ing)|grew|rose|fell|increased|decreased|improved|margin|revenues?"
    r"|sales|customers|subscribers|cubre\w*|alcanz\w+|creci\w+|aument\w+|margen|ingresos|ventas|clientes"
    r"|market share|cuota|elev[óa]|obtuvo|logr[óa]|posted|reported|generated|added)\b"
)
"""Words that part a share from a stake before it: what follows them is no stake."""
_FEW = """
    members member operators countries economies markets employees customers subscribers licences licenses miembros
    países mercados operadores operadoras empleados clientes licencias mitglieder länder pays membres
    carriers affiliates companies
"""
SMALL_COUNTS = frozenset(_FEW.split())
"""Things that are counted even where they are few."""
NOUNS = {
    "subscribers": "subscribers",
    "net_additions": "subscribers",
    "population_covered": "people",
    "employees": "employees",
    "members": "members",
    "countries": "countries",
    "roaming_countries": "countries",
    "roaming_partners": "operators",
    "shares": "shares",
}
"""The noun that each measure counts, for numbers that no noun follows."""
_USUAL = """
    subscribers customers users accounts clients lines connections subscriptions households homes accesses sims
    consumers people employees members countries markets territories destinations economies operators networks
    partners carriers agreements shares
"""
USUAL = frozenset(_USUAL.split())
"""Units that stand as printed; any other noun gives way to the one its measure counts."""

CUSTOMERS = (
    r"(?:subscribers?|customers?|users?|accounts?|clients?|connections?|lines|subs|subscriptions?|consumers"
    r"|accesses|accesos|clientes|abonados|suscriptores|usuarios|líneas|accesos|altas"
    r"|kunden|teilnehmer|nutzer|abonnés|clienti|abbonati|homes|households|hogares|sims?|takers)"
)
ADDED = re.compile(
    r"\b(?:(?<!value-)(?<!value )add(?:ed|s|ing)?(?! up\b)|net adds?|net additions?|net new|gain(?:ed|s|ing)?"
    r"|attract(?:ed|s|ing)|w[io]n(?:s"
    r"|ning)?|acquired|net growth of|intake of|nuev[oa]s|altas netas|ganancia neta|gan[óa]r?(?:on)?"
    r"|capt[óa](?:r|ron)?|captado|sum(?:ó|aron|amos|ado)|agreg(?:ó|aron|amos)|añadi(?:ó|eron|mos)|conectamos|ganamos|captamos"
    r"|incorpor(?:ó|a|aron|amos)|gewann|gewonnen|neukunden|gagné|recruté"
    r"|conquis\w+)\b"
)
NEW = re.compile(r"\b(?:new|additional|net|nuev[oa]s|neue[nr]?|nouveaux)\b")
GROWTH_BEFORE = re.compile(
    r"\b(?:up|gains?|grew|growth|grow|growing|grown|increas\w*|rose|rise[sn]?|rising|improv\w+|climbed|jumped|soared"
    r"|surged|advanced|expanded|gained|declin\w*|decreas\w*|fell|fall|fallen|drop(?:ped|s)?|down|dipped"
    r"|slipped|reduc\w+|lower|cut|higher|crec\w+|aument\w+|sub(?:ió|e|ieron|ida)|increment\w+|descen\w+"
    r"|contract\w*|shr[aiu]nk|contraj\w+|contra[íi]d?\w*|retroce\w+|repunt\w+"
    r"|cay[óe]\w*|caída|disminu\w+|baj[óa]\w*|reduj\w+|avanz\w+|mejor\w+|wuchs|gewachsen|stieg|gestiegen"
    r"|zuwachs|rückgang|sank|hausse|baisse|progress\w+|croissance|change|variation|variación)"
    r"\b(?:\s(?:\S+\s){0,4}?)?(?:by|of|to|un|una|en|del?|um|von|in|\w+ly|a|an|the|de|d['’]|to be)?\s*(?:a |an "
    r"|un |una |about |around |over |some |almost |nearly |approximately |more than )*[(\[]?$"
)
GROWTH_VERBS = (
    r"\b(?:grew|grow|growing|grown|increas\w*|rose|rise[sn]?|rising|climbed|jumped|declin\w*|decreas\w*|fell|fallen"
    r"|drop(?:ped|s)?|reduced|cut|crec\w+|aument\w+|increment\w+|descen\w+|cay[óe]\w*|disminu\w+|reduj\w+|stieg"
    r"|kletterte|wuchs|sank)"
)
"""Verbs of growing and shrinking, after which "by" and an amount say by how much."""
GROWTH_AFTER = re.compile(
    r"^\s*[)\]]?\s*(?:\([^)]*\)\s*)?(?:year[- ]o[nv]e?r?[- ]year |yoy |annual |net |organic "
    r"|quarterly )*(?:more\b|higher|lower|less\b|growth|increase|rise|decrease|decline|drop|up\b|down\b|above"
    r"|below|better|más\b|menos\b|superior|inferior|mayor|menor|de (?:crecimiento|aumento|incremento)|mehr\b"
    r"|weniger|höher|niedriger|de (?:plus|moins|hausse)|year[- ]o[nv]|y-o-y|yoy|on the (?:previous|prior|same"
    r"|year)|compared|vs\b|from a year|over (?:the )?(?:previous|prior|same|last|20|19)|against|interanual"
    r"|respecto|frente|gegenüber|par rapport)"
)
REVENUE = re.compile(
    r"\b(?:revenues?|turnover|net sales|sales|(?<!net )(?<!of )incomes|billings|invoicing|income from services"
    r"|top line|ingresos|ingres[óa](?:ron)?"
    r"|factur\w+|(?:cifra|volumen) de negocios?|ventas|umsatz\w*|umsätze|chiffre d['’]affaires|ricavi|fatturato"
    r"|receitas?)\b(?! per\b)"
)


@dataclass(frozen=True, slots=True)
class MeasureCue:
    """Words that speak for a measure. `needs` must stand somewhere in the sentence; `after` counts only right after."""

    name: str
    near: re.Pattern[str]
    after: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None
    weight: float = 1.0


def _cue(
    name: str, near: str, *, after: str | None = None, needs: str | None = None, weight: float = 1.0
) -> MeasureCue:
    return MeasureCue(
        name, re.compile(near), re.compile(after) if after else None, re.compile(needs) if needs else None, weight
    )


_PEOPLE = (
    r"(?:population|inhabitants|people|territory|households|homes|geograph\w+|districts|municipalities"
    r"|poblaci[óo]n|habitantes|territorio|hogares|municipios|bevölkerung|haushalte|einwohner|fläche"
    r"|popolazione|foyers)"
)
_PLACES = (
    r"(?:cities|towns|villages|provinces|regions|states|districts|counties|countr(?:y|ies)|roads|highways"
    r"|country['’]s"
    r"|ciudades|localidades|provincias|regiones|carreteras|país|capitales|städte)"
)
_COVERS = (
    r"(?:cover\w*|reach\w*|serv(?:es|ed|ing)|signal|offer\w*|pass(?:es|ed)?|available to|access to|brings?"
    r"|extend\w*|cubr\w+|cobertura|lleg[aó]\w*|alcanz\w*|abdeck\w*|versorg\w*|couvr\w+|couverture|network|red"
    r"|redes|netz\w*|réseau)"
)

PERCENT: tuple[MeasureCue, ...] = (
    _cue(
        "share_of_net_additions",
        (
            r"\bshare of (?:all |the |its |total |net |new |market |gross ){0,4}(?:net )?(?:additions|adds|growth"
            r"|new (?:customers|subscribers|users))|\bcuota de (?:las )?(?:altas|captación|ganancia)"
        ),
        after=(
            r"^\s?(?:share )?\s?(?:of|de) (?:all |the |las |total |those |new |market "
            r"|its ){0,4}(?:net )?(?:additions"
            r"|adds|altas|new (?:customers|subscribers|users)|nuevos clientes|growth in (?:customers|subscribers))"
            r"|^\s?(?:of|de) (?:la |las |the )?(?:ganancia neta|captación|net (?:growth|gain|intake)|altas)\b"
        ),
        weight=1.5,
    ),
    _cue(
        "market_share",
        (
            r"\b(?:market share|share of (?:the )?(?:\S+ ){0,5}?(?:market|mercado|customers|subscribers)|(?:mobile"
            r"|subscriber|customer|revenue|value|broadband|fixed|postpaid|prepaid) share|(?:market"
            r"|participation in the) (?:participation|market)|cuota de (?:mercado|clientes"
            r"|abonados|líneas)|cuota|participación (?:de|en el) mercado|marktanteil|part(?:s)? de marché"
            r"|quota di mercato|\bshare\b)"
        ),
        after=(
            r"^\s?(?:(?:of|de|del|des|du) (?:the |all |total |el |los )?(?:\S+ ){0,4}?(?:market|mercado|markt\w*"
            r"|marché|mercato)\b|(?:\S+ ){0,3}?(?:market )?share\b(?! of (?:\w+ ){0,3}capital)|(?:of|de) (?:all|the"
            r"|los|las|todos los) (?:\S+ ){0,3}?(?:customers|subscribers|users|clientes|abonados|mobile lines) in\b"
            r"|de cuota|marktanteil|de part de marché)"
        ),
    ),
    _cue(
        "penetration",
        r"\b(?:penetration|penetración|penetrationsrate|pénétration|penetrazione|penetração)\b",
        after=(
            r"^\s?(?:\S+ ){0,2}?(?:penetration|penetración|penetrationsrate|pénétration)"
            r"|^\s?(?:of|de) (?:the |its |la |su )?(?:total )?(?:population|people|inhabitants|población"
            r"|habitantes) (?:own|posses"
            r"|(?:ha[ds]|have|use[sd]?|tiene|posee|usa) (?:an? |un |el |their )?(?:mobile|phone|cell|handset|smartphone"
            r"|internet|móvil|celular|teléfono))"
        ),
        weight=1.25,
    ),
    _cue(
        "population_coverage",
        r"\b(?:coverage|cobertura|cover(?:s|ed|ing)?|cubre[ns]?|cubr\w+|couvr\w+|couverture|abdeck\w*|penetraz)\b",
        after=(
            rf"^\s?(?:(?:of|de|del|der|des|della?|von|d['’]) ?(?:the |la |los |all |country['’]s |entire |its "
            rf"|total )*(?:\S+ ){{0,2}}?{_PEOPLE}\b|(?:population|territory|geographic\w*|outdoor|indoor)? ?coverage"
            rf"|(?:of|de) (?:the |los |las )?(?:\S+ ){{0,2}}?{_PLACES}\b|population\b)"
        ),
        needs=rf"{_COVERS}",
        weight=0.9,
    ),
    _cue(
        "cost_savings",
        (
            r"\b(?:sav(?:e[sd]?|ings?)|synerg(?:y|ies)|(?:reduction|decrease|lower|reduc\w+|decreas\w+"
            r"|cut\w*) (?:\S+ ){0,4}?(?:expenses|costs|expenditure)|(?:expenses|costs|opex) (?:\S+ ){0,3}?(?:by"
            r"|decreas\w+|fell|down|reduced)|ahorr\w+|sinergias?|reducción (?:\S+ ){0,3}?costes|einsparung\w*"
            r"|économies)\b"
        ),
        weight=1.2,
    ),
    _cue(
        "other",
        (
            r"\b(?:margins?|margen|marge|churn|dividends?|dividendos?|tax rate|payout|interest rate|tasa|women"
            r"|mujeres"
            r"|of which|de los que|de ellos|proportion|percentage)\b"
        ),
        after=(
            r"^\s?(?:margins?\b|margen|(?:of|de|del|to|towards|des|du) (?:the |its |our |total |group |all |sus |los "
            r"|las |yoy |annual |consolidated |service |mobile ){0,4}(?:revenues?|sales|turnover|ingresos|ventas"
            r"|customers|subscribers|base|clientes|staff|employees|posts|positions|traffic|ebitda|them|which|these"
            r"|ellos|umsatz\w*|managerial\b)|churn|dividend|(?:are|were|is|being|son|eran) (?:pre-?paid|post-?paid"
            r"|contract|prepago|women|on contract)|in (?:prepaid|postpaid))"
        ),
        weight=1.1,
    ),
)
MONEY: tuple[MeasureCue, ...] = (
    _cue(
        "arpu",
        (
            r"\b(?:arpu|amp[uo]|(?:(?:average|monthly|annual|service) ){0,3}(?:revenues?|spend|bill"
            r"|spending) per"
            r" (?:user|customer|subscriber|line|account|unit|mobile|client)|ingresos? medios? (?:\w+ )?por"
            r"|umsatz pro kunde"
            r"|revenu moyen par)"
        ),
        weight=1.7,
    ),
    _cue(
        "revenue",
        REVENUE.pattern,
        after=(
            r"^\s?(?:of|in|de|en|an|von) (?:\S+ ){0,4}?(?:revenues?|turnover|sales|ingresos|ventas|facturación"
            r"|umsatz\w*|chiffre)\b"
        ),
    ),
    _cue(
        "profit",
        (
            r"\b(?:net income|net (?:utility|gains?)|net profits?|profits?|ebitda\w*|ebita?|oibda|earnings"
            r"|operating income"
            r"|operating profit|operational (?:result|income|profit)|utilities"
            r"|operating result|bottom line|net loss|loss(?:es)?|net result|beneficios?|resultado (?:neto|operativo"
            r"|bruto|de explotación)|ganancias?|ganó|pérdidas?|utilidad(?:es)?|gewinn|verlust|ergebnis|bénéfice"
            r"|résultat"
            r"|utile)\b"
        ),
        after=(
            r"^\s?(?:of|in|de|en)? ?(?:\S+ ){0,2}?(?:net income|profit|ebitda|(?:net )?loss(?:es)?|bottom line|earnings"
            r"|beneficios?|ebit)\b"
        ),
        weight=1.1,
    ),
    _cue(
        "cost_savings",
        (
            r"\b(?:sav(?:e[sd]?|ings?|ing)|synerg(?:y|ies)|(?:reduction|decrease|reduc\w+|decreas\w+|lower\w*"
            r"|cut\w*) (?:\S+ ){0,5}?(?:expenses|costs|expenditure)|ahorr\w+|sinergias?|einsparung\w*|économies"
            r"|synergien)\b"
        ),
        after=(
            r"^\s?(?:(?:out of|off) (?:\S+ ){0,4}?(?:costs?|expenses)"
            r"|(?:of|in|de) (?:\S+ ){0,4}?(?:savings|synergies|ahorros?|sinergias))\b"
        ),
        weight=1.35,
    ),
    _cue(
        "investment",
        (
            r"\b(?:invest(?:s|ed|ing|ments?|ir)?|capex|capital expenditures?|capital spending|expenditure on"
            r"|spen[dt](?:ing)?|earmark\w*|set aside|inject\w*|inversi[oó]n(?:es)?"
            r"|invertid[oa]s?|inv(?:ertir|irtió"
            r"|ertirá)\w*|investi(?:u|ram|rá)"
            r"|investier\w*"
            r"|investition\w*|investissements?|investi)\b"
        ),
        after=(
            r"^\s?(?:of|in|de|en)? ?(?:\S+ ){0,2}?(?:capital expenditure|capex|investments?|inversi\w+)\b"
            r"|^\s?(?:\S+ ){0,4}?(?:has|have|had|was|were|is|are|will)(?: also| already)? (?:been |be )?"
            r"(?:set aside|earmarked|"
            r"invested|spent)\b|^\s?(?:was "
            r"|were |has been |have been |fue |fueron )?(?:invested|invertid[oa]s)"
        ),
    ),
    _cue(
        "other",
        (
            r"\b(?:loans?|pr[ée]stamos?|credit (?:facility|line)|facility|debt|deuda|indebtedness|dividends?"
            r"|dividendos?|earnings per share|eps|(?:income|loss|profit|earnings|beneficio) (?:per"
            r"|por) (?:\S+ )?(?:share|acción)|bonds?|notes|bonos|obligaciones|cash (?:position|balance|flow)|caja"
            r"|borrow\w*|equity|market cap\w*|worth of|valued at|payments? of|handled|goodwill|assets|activos"
            r"|(?:\w+(?:ing|ion)|fixed|one-off|exceptional|total|operating|cash|of|in) costs"
            r"|(?:restructuring|impairment|pre-tax|after-tax|non-cash|special|exceptional|quarter|one-time) charges?"
            r"|costes de|gastos|expenses|provisions?|impairment|write-?(?:down|off)s?"
            r"|penalt\w+|fine[ds]?|multa|kredit|anleihe|verschuldung|dette)\b"
        ),
        after=(
            r"^\s?(?:\S+ ){0,3}?(?:loan|credit|facility|revolving|debt|bonds?|notes|dividends?|fine|de deuda"
            r"|de dividendo)\b"
        ),
        weight=1.15,
    ),
    _cue(
        "price",
        (
            r"\b(?:price[ds]?|consideration|purchas\w+|(?<!the )(?<!newly )acqui\w+|bought|b[ou]y(?:s|ing)?"
            r"|s[oe]ld?|sale of|awarded"
            r"|for(?: an?| a total| an aggregate)?(?: cash)?(?: consideration| price| sum| amount)?(?: of)?$"
            r"|costs?(?= (?:just |only |about |around |from |up to |an? )*$)|fees?|charges?|tariffs?|monthly"
            r"|pa(?:y|id|ys|ying)|licen[cs]e|precio|importe|compr\w+|vend\w+|venta|adquiri\w+|cuota|tarifa|cuesta"
            r"|pag\w+|kaufpreis|prix"
            r"|(?<!sos )(?<!tos )(?<!tas )(?<!das )(?<!des )(?<!ias )por(?! ciento| cien))\b"
        ),
        after=(
            r"^\s?(?:per|a|al|por|pro|par) (?:month|minute|mes|minuto|message|call|subscriber|monat|mois|mb|gb)\b"
            r"|^\s?(?:in cash|en efectivo|was paid|is to be paid|deal|purchase|acquisition|transaction)"
        ),
        weight=0.8,
    ),
)
COUNT: tuple[MeasureCue, ...] = (
    _cue(
        "employees",
        (
            r"\b(?:employ\w*|staff|workforce|headcount|work for|emple[oa]\w*|plantilla|trabajador\w*|beschäftig\w*"
            r"|mitarbeiter\w*|personnel|salariés|effectif\w*|personal)\b"
        ),
        weight=1.2,
    ),
    _cue("population_covered", rf"\b{_COVERS}\b|\bpopulation\b|\bpoblación\b", weight=0.8),
)
