"""How much the words around a name, and the name itself, speak for a company."""

from __future__ import annotations

import re
from collections.abc import Sequence

from alliances.rules.demonyms import find_demonyms
from alliances.rules.marks._definitions import TICKER
from alliances.rules.marks._ordinary import all_ordinary, is_ordinary, is_thing
from alliances.rules.marks._words import COLLECTIVE, ORG_VERB, ORG_WORD, REGIONS
from extractor.annotations.quotations import ROLE
from extractor.facts import Span, fold
from extractor.values import find_countries, read_country

_NEAR = 60
_KIND = (
    r"operators?|carriers?|incumbents?|rivals?|competitors?|subsidiar(?:y|ies)|affiliates?|associates?|units?|arm"
    r"|parent|partners?|vendors?|suppliers?|manufacturers?|makers?|providers?|telcos?|cellcos?|cablecos?"
    r"|compan(?:y|ies)"
    r"|firms?|newcomers?|entrants?|MVNOs?|MNOs?|ISPs?|start-?ups?|ventures?|consorti(?:um|a)|holding|shareholders?"
    r"|investors?|funds?|banks?|regulators?|watchdog|consultanc(?:y|ies)|agenc(?:y|ies)|brokers?|retailers?"
    r"|utilit(?:y|ies)"
    r"|distributors?|developers?|aggregators?|resellers?|group|conglomerate|giant|trust|appraisers?|authority|members?"
    r"|operador(?:es|as?)?|filial(?:es)?|soci[oa]s?|competidor(?:as?|es)|firmas?|empresas?|sociedad(?:es)?|consultoras?"
    r"|proveedor(?:as?|es)?|fabricantes?|entidad(?:es)?|matriz|participadas?|bancos?|fondos?|consorcio|accionistas?"
    r"|distribuidor(?:as?|es)?|grupo|compañías?|cablera|gigante|miembros?"
    r"|opérateurs?|groupe|filiales?|sociétés?|entreprises?|Betreiber|Anbieter|Konzern|Unternehmen|Netzbetreibers?"
    r"|Tochter(?:gesellschaft|firma|unternehmen)?|Mutter(?:gesellschaft|konzern)?|operatore|società|gruppo"
    r"|concurrents?|partenaires?|subsidiária|acionistas?|concorrentes?|parceir[oa]s?|operadoras?"
)
_BEFORE = re.compile(
    rf"\b(?:{_KIND})(?:,|\s(?:by|in|of)\s[\w ’']{{1,25}},)?\s+(?:(?:like|such as|including|include|includes|are|is"
    rf"|como|son|de|der|named|called)\s+)?"
    r"(?:the\s+|la\s+|el\s+)?[“\"‘«']?$"
    r"|\b(?:subsidiary of|owned by|held by|shareholders? (?:of|in)|(?:stakes?|interests?|holdings?"
    r"|shareholdings?|shares?|investments?) (?:of [^.]{1,20} )?in|members? of|(?:agreement|contract|deal|accord|talks"
    r"|alliance|merger|partner(?:s|ed|ship|ing)?|compet(?:es?|ing|ed)|cooperat\w+|co-operat\w+|collaborat\w+"
    r"|joint venture"
    r"|together|signed|acuerdo|contrato|convenio|alianza|fusión|compite|junto|negociaciones) (?:of|with|between"
    r"|con|entre|mit)"
    r"|(?:acquisition|purchase|takeover|sale|ownership|control|shareholder|buyout|compra|venta|adquisición"
    r"|control) (?:of|de)"
    r"|acquire[ds]?|controlled by|belongs to|rival to|operator (?:after|behind)|behind|ahead of|backed by"
    r"|operated by|provided by|supplied by"
    r"|pertenecientes? a|pertenece[n]? a|pertence a|detida por|controlada? (?:por|pela|pelo)"
    r"|(?:bought|acquires?|acquiring|buys?|buying|purchased|sold|selected|chose|chosen|picked|compró|adquirió|vendió"
    r"|comprou|adquiriu|vendeu|seleccionó|eligió)"
    r"|built by|from vendor|licen[cs]e to|awarded to|sold to"
    r"|(?:own|hold|control|acquir|bought|purchas|stake|posee|tiene|sold|sell)\w*[^;]{0,30}(?:%|per ?cent) (?:of|in"
    r"|del?|en)"
    r"|(?:%|per ?cent) (?:by|por)|(?:officer|director|president|chairman|manager|head|chief|CEO|CFO|CTO|founder|analyst"
    r"|spokes\w+|presidente|directora?|consejer[oa]|portavoz|responsable|gerente)\b[^.,;:()\d]{0,35}\)?\s(?:of|at"
    r"|for|de)"
    r"|filial (?:peruana |chilena |argentina |\w+ )?de|participación (?:del? [^.]{1,12} )?en|capital de|propiedad de"
    r"|accionistas (?:de|son)|(?:controlad|participad|suministrad|operad)[oa]s? por"
    r"|tochter(?:gesellschaft)? der|filiale de)\s+(?:the\s+|la\s+|el\s+)?[“\"‘«']?$",
    re.IGNORECASE,
)
"""Before a company's name: what kind of company it is, or what only companies are or do."""
_ADJECTIVE = re.compile(
    r"\b(?:mexican|español|chilen|argentin|brasileñ|brasiler|peruan|colombian|ecuatorian|venezolan|bolivian|paraguay"
    r"|uruguay|panameñ|hondureñ|salvadoreñ|guatemaltec|dominican|cuban|portugues|frances|italian|aleman|ingles"
    r"|británic|norteamerican|japones|chin|corean|rus|turc|sudafrican|suec|norueg|danes|finlandes|holandes|suiz"
    r"|austriac|grieg|polac|chec|húngar|irlandes|australian|spagnol|tedesc|egizian|egipci|saudí"
    r"|israelí)[oa]\s+[“\"‘«']?$"
    r"|\b(?:español|portugués|francés|alemán|inglés|japonés|danés|estadounidense|costarricense|nicaragüense"
    r"|canadiense|belga|marroquí)\s+[“\"‘«']?$"
)
_CLASS = (
    r"(?:compan(?:y|ies)|operators?|carriers?|telco|cellco|cableco|MVNO|incumbent|entrant|group|provider|subsidiary"
    r"|affiliate|associate|firm|supplier|manufacturer|vendor|maker|joint venture|bank|unit|arm|fund|retailer|utility"
    r"|distributor|developer|conglomerate|consortium|alliance|compañía|empresa|operadora?|grupo|filial|sociedad"
    r"|proveedora?|matriz|entidad|fabricante|alianza|consorcio|Anbieter|Betreiber|opérateur)\b(?![’'])"
)
_OTHER = r"(?:(?!(?:of|from|by|at|for|de|del|by|with|con)\b)[\w’'-]+\s)"
_APART = re.compile(
    r"\)?,\s+(?:(?:in|of)\s)?(?:which|whose|que|cuya|cuyo|(?:en|de) (?:la|el) que)\s"
    r"|\)?,\s+(?:filiale|détenue?|contrôlée?|une? filiale|eine? Tochter\w*)\s"
    r"|\)?,\s+(?:\w+\s)?(?:controlled|owned|backed|led|majority-owned|controlad[ao]|participad[ao]|dirigid[ao]"
    r"|propiedad)"
    r"\s+(?:\w+\s){0,2}(?:by|por|de)\s"
    r"|\)?,\s+(?:(?:an?|the|its|una?|la|el|su|one of)\s|(?:[A-Z][\w.]*\s){0,2}[A-Z][\w.]*[’']s?\s)"
    rf"{_OTHER}{{0,6}}?{_CLASS}"
    rf"|\s+(?:is|was|are|remains|became|es|era|fue|ist|est|é)\s+{_OTHER}{{1,7}}?{_CLASS}"
)
"""What follows a company's name: a relative clause, whose it is, or what kind of company it is."""
_SHARE = re.compile(r"\s?\((?:with |con )?\d{1,3}(?:[.,]\d{1,3})?\s?%[^()]{0,40}\)")
"""After a company's name: the share held in it or by it."""
_COUNT = re.compile(
    r"\s?\((?:with |con |some |about )?\d[\d.,]*\s?(?:m\b|million|millones|mn\b|mio|customers|subscribers|users"
    r"|clientes"
    r"|subscriptions|accounts|lines|líneas)|,?\s+(?:had|has|have|held|holds|owns?|controls?|with|con|tiene|tenía"
    r"|cuenta con"
    r"|contaba con|counted|reported|followed with|ended|closed"
    r"|finished|reached|added|gained|lost|serves?|served|claims|boasts|tem|com|possui|atingiu|mit|hat|zählt|compte"
    r"|cerró|terminó|alcanzó|sumó|ganó|sirve|atiende)"
    r"\s+(?:\w+\s){0,5}?\d[\d.,]*\s?(?:%|per ?cent|por ciento|m\b|million|millones|milhões|Millionen|Mio|thousand"
    r"|customers|subscribers|users"
    r"|clientes)",
)
"""After an operator's name: how many customers it has."""
_ACTS = re.compile(
    r"(?:\s+(?:today|has|have|also|ha|had|hoy|recently|will|itself|already|\w+ly))*\s+(?:announc|acquir|sign(?:s"
    r"|ed)\b|launch"
    r"|agree[ds]?\b|merge[ds]?\b|competes?\b|serve[sd]?\b|employ|operate[sd]\b|own[s]\b|report(?:s|ed)\b|sold\b"
    r"|bought\b"
    r"|select(?:s|ed)\b|join(?:s|ed)\b|said\b|anunci[óa]|adquiri|firm[óa]\b|lanz[óa]\b|acord[óo]|compr[óa]\b"
    r"|vendió|fichó"
    r"|opera\b|presta\b|emplea\b)"
)
"""After a name: what only companies do, and persons."""
_OFFICE = re.compile(
    rf"[’']s?\s+(?:(?:new|current|former|group|own|first|\w+ing)\s+)?(?:{ROLE}|board|shareholders|customers|subscribers"
    r"|network|parent|subsidiar\w+|unit|shares|headquarters|employees|staff|licen[cs]e|services|brand|base)\b"
    rf"|\s+(?:group\b|consortium\b|chief\s|CEO\b|CFO\b|CTO\b|chairman|president\b|spokes|shares\b|shareholders"
    rf"|customers|subscribers"
    rf"|network\b)"
)
_LIST_OF_BRANDS = re.compile(
    r"\b(?:brands?|brand names?|marcas?|trademarks?|products|productos|services|tariffs|tarifas)"
    r"(?:\s+(?:are|include|includes|including|of|like|such as|son|incluyen))?:?\s+[“\"‘«']?(?P<listed>[^.;:()]{0,70})$",
)
_PRODUCT = (
    r"(?:brand|tariffs?|services?|products?|plans?|handsets?|platforms?|portals?|packages?|bundles?|applications?"
    r"|apps?|wallet|interface|scheme|programmes?|programs?|systems?|solutions?"
    r"|campaigns?|offers?|cards?|tarifas?|servicios?|productos?|tarjetas?|plan|planes|programas?|plataformas?"
    r"|aplicaci[óo]n)"
)
_PRODUCT_BEFORE = re.compile(
    rf"\b{_PRODUCT}(?:\s+(?:called|named|known as|de \w+|llamad[oa]))?,?\s+[“\"‘«']?$", re.IGNORECASE
)
_PRODUCT_AFTER = re.compile(
    r"[”\"’»']?(?:,\s+an?\s+(?:\w+\s+){0,2}|\s+)(?:tariff|plan|package|bundle|app|application|wallet|portal|card"
    r"|handset|scheme|platform|interface|programme|campaign|brand|tarifa)\b|\s?(?:™|®|\(tm\)|\(r\))"
)
_HEADS = re.compile(
    r"(?:Telecom\w*|Telekom\w*|Télécom\w*|Telefon\w*|Telefónica|Telephone|Communications?|Comunicaciones|Comunicações"
    r"|Cellular|Celular|Wireless|Holdings?|Bank|Banco|Capital|Partners|Ventures|Technologies|Networks|Redes|Group"
    r"|Mobile"
    r"|Móvil|Móviles|Movil|Moviles|Móvel|Mobil|Broadband|Cable|PCS|GSM)$"
)
"""The last word of many a company's name of several words."""
_TELECOM_ENDING = re.compile(
    r"[a-zà-ÿ](?:tel|cel|cell|com|fon|fone|phone|net|mobile?|móvil|sat|gsm|telecom|link)$", re.IGNORECASE
)


def score(text: str, spans: Sequence[Span], names: Sequence[str], *, legal: bool, language: str) -> int:
    """How sure it is that these mentions, of these names, are a company's: 2 and more says that they are."""
    organised = any(ORG_WORD.search(name) for name in names)
    before = [_before(text, s) for s in spans]
    points = 3 * legal + organised + _by_name(names)
    points += min(3, sum(ORG_VERB.match(text, s.end) is not None for s in spans))
    points += min(2, sum(_ACTS.match(text, s.end) is not None for s in spans))
    points += min(3, 2 * sum(_is_spoken_for(text, s, words) for s, words in zip(spans, before, strict=True)))
    points += min(2, sum(_nationality(words) for words in before))
    points += min(2, sum(bool(re.match(r"[’'](?:s\s|\s)", text[s.end : s.end + 3])) for s in spans))
    if any(re.match(r"\s*\(", text[s.end : s.end + 3]) and _opens_with_country(text, s.end, language) for s in spans):
        points += 2
    if any(_follows_country(text, s, words, language) for s, words in zip(spans, before, strict=True)):
        points += 2
    if any(_APART.match(text, s.end) for s in spans):
        points += 2
    if any(_SHARE.match(text, s.end) or _COUNT.match(text, s.end) for s in spans):
        points += 2
    if any(TICKER.match(text, s.end) for s in spans):
        points += 3
    if any(_OFFICE.match(text, s.end) for s in spans):
        points += 1
    if any(_of_country(text, s.end, language) for s in spans):
        points += 2
    if any(COLLECTIVE.search(name) for name in names):
        points += 2
    products = sum(_is_product(text, s, words) for s, words in zip(spans, before, strict=True))
    if any(_is_national_company(name) for name in names):
        return points + 2
    if not legal:
        points -= 2 * (products * 2 > len(spans))
        points -= 3 * all(is_thing(name) or all_ordinary(name.split()) for name in names)
    return points


def speaks_for_company(text: str, span: Span) -> bool:
    """Whether the words before a mention speak for a company."""
    return _BEFORE.search(_before(text, span)) is not None


def _before(text: str, span: Span) -> str:
    """The words before a name, of its own paragraph."""
    words = text[max(0, span.start - _NEAR) : span.start]
    return re.split(r"\n\s*\n", words)[-1]


def _is_spoken_for(text: str, span: Span, before: str) -> bool:
    """Whether the words before a mention speak for a company; not of "acquisition of the Chicago licence"."""
    if _BEFORE.search(before) is None:
        return False
    adjective = before.endswith(("the ", "la ", "el ")) and re.match(r"\s[a-z]{4,}\b", text[span.end : span.end + 20])
    return not adjective or ORG_VERB.match(text, span.end) is not None


def _by_name(names: Sequence[str]) -> int:
    """How much the words of the names speak for a company: "Alpha Chile", "Alpha Telecom", "Alphatel"."""
    points = 0
    for name in names:
        words = name.split()
        first, last = words[0], words[-1]
        if is_ordinary(first) and (len(words) < 2 or all_ordinary(words)):
            continue
        if len(words) > 1 and not all_ordinary(words[:-1]):
            if read_country(last) is not None and len(last) > 1:
                points = max(points, 2)
            elif last.lower() in REGIONS or _HEADS.match(last):
                points = max(points, 1)
        elif len(words) == 1 and _TELECOM_ENDING.search(name):
            points = max(points, 1)
    return points


def _is_national_company(name: str) -> bool:
    """Whether a name is a country's and a company word, and no more: "Colombia Telecom", "Telecom Italia"."""
    first, _, last = name.rpartition(" ")
    for country, word in ((first, last), (last, first)):
        if re.fullmatch(r"Tele[ck]om\w*|Télécom|Telefon\w*|Mobile|Cellular|Wireless|Unicom", word, re.IGNORECASE):
            return (word == last or "ele" in word.lower()) and len(country) > 3 and read_country(country) is not None
    return False


def _nationality(before: str) -> int:
    """How much a country before a name speaks for a company: 2 for "Norway's" and "la chilena", 1 for "Norwegian"."""
    if _ADJECTIVE.search(before):
        return 2
    owned = re.search(r"(?P<whose>[A-ZÀ-Þ][\w.]+(?: [A-ZÀ-Þ]\w+)?)[’']s?\s+$", before)
    if owned is not None and read_country(owned.group("whose")) is not None:
        return 2
    found = find_demonyms(before)
    return int(bool(found) and not before[found[-1].span.end :].strip())


def _of_country(text: str, at: int, language: str) -> bool:
    """Whether "of" and a country follow, "Alpha of India", or "in" one and a verb: "Alpha in India has"."""
    of = re.match(r"\s+(?P<word>of|aus|in|en)\s+(?:the\s+)?(?=[A-ZÀ-Þ])", text[at : at + 12])
    if of is None:
        return False
    found = find_countries(text[at + of.end() : at + of.end() + 40], language=language)
    if not found or found[0].span.start:
        return False
    return of.group("word") in ("of", "aus") or ORG_VERB.match(text, at + of.end() + found[0].span.end) is not None


def _follows_country(text: str, span: Span, before: str, language: str) -> bool:
    """Whether a name stands in brackets after a country: "in Peru (Alpha)"."""
    if not before.endswith("(") or text[span.end : span.end + 1] != ")" or span.end - span.start < 3:
        return False
    found = find_countries(before, language=language)
    return bool(found) and before[found[-1].span.end :].strip() == "("


def _is_country(text: str, at: int, language: str) -> bool:
    found = find_countries(text[at : at + 40], language=language)
    return bool(found) and found[0].span.start == 0


def _opens_with_country(text: str, at: int, language: str) -> bool:
    inside = re.match(r"\s*\(\s*(?:the\s+)?", text[at : at + 20])
    return inside is not None and _is_country(text, at + inside.end(), language)


def _is_product(text: str, span: Span, before: str) -> bool:
    """Whether the words around a mention speak for a product or a brand."""
    if _PRODUCT_BEFORE.search(before) or _PRODUCT_AFTER.match(text, span.end):
        return True
    listed = _LIST_OF_BRANDS.search(before)
    return listed is not None and not re.search(
        r"[a-z]{4,}", re.sub(r"[A-ZÀ-Þ][\w’'-]*", "", fold(listed.group("listed")))
    )


__all__ = ["score", "speaks_for_company"]
