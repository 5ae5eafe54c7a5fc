"""The names of a filing: every mention, and which mentions are one thing.

Names are found by their capitals, by legal forms, by definitions in brackets and by headings that the text repeats.
What kind of thing a name is follows from the words around it, over the whole filing; mentions are then grouped:
"Amena", "the Amena Group" and "AMENA" are one entity, as are a long name and the short one defined for it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractor.facts import Span, fold

LEGAL = (
    r"(?:Inc\.?|Incorporated|Ltd\.?|Limited|LLC|L\.L\.C\.|LLP|L\.P\.|Corp\.?|Corporation|Co\.|Company|plc|PLC|p\.l\.c\.|GmbH(?:\s*&\s*Co\.?\s*KG)?"
    r"|AG|KGaA|SE|S\.\s?A\.(?:\s?U\.|\s?B\.|\s?S\.)?(?:\s?de\s?C\.\s?V\.)?|SA|SAU|SAS|S\.\s?p\.\s?A\.|SpA|S\.\s?r\.\s?l\.|Srl|S\.\s?L\.(?:\s?U\.)?|N\.\s?V\.|NV|B\.\s?V\.|BV"
    r"|A/S|ApS|ASA|AS|AB(?:\s\(publ\))?|Oyj|Oy|spol\.\s*s\s*r\.\s*o\.|s\.\s?r\.\s?o\.|a\.\s?s\.|d\.\s?d\.|d\.\s?o\.\s?o\.|Sp\.\s?z\s?o\.\s?o\.|Kft\.?|Nyrt\.?|Zrt\.?|Rt\.?"
    r"|Sdn\.?\s?Bhd\.?|Berhad|Bhd\.?|Pte\.?\s?Ltd\.?|Pty\.?\s?Ltd\.?|Tbk|PT|K\.\s?K\.|OJSC|JSC|PJSC|Ltda\.?|S\.A\.B\.|Holdings?\splc)(?!\w)"
)
_PART = r"(?:[A-ZÀ-ÖØ-Þ][\w&’'/+-]*|[a-z]{1,3}[A-Z]\w*|&|\d[A-Z]?[a-z]*(?=\s[A-Z]))"
_JOIN = r"(?:\s(?:of|de|del|do|di|du|des|la|von|van|der|för|für)(?:\sthe|\sla|\slos)?)"
NAME = re.compile(
    rf"(?<![\w@./-])(?:[a-z]{{1,2}}[A-Z]\w*|[A-ZÀ-ÖØ-Þ][\w&’'/+-]*(?:\.(?:[a-z]{{2,4}}|[A-Z]))*)"
    rf"(?:[ \n\t]+(?:{_PART})){{0,6}}(?:,?\s+{LEGAL})*"
)
LEGAL_END = re.compile(rf",?\s+{LEGAL}$")
_OWN = re.compile(r"[’']s?$|[’']$")
_GROUP = re.compile(r"^(?:the\s+)?(?:group\s+)?(.+?)(?:\s+group)?$", re.IGNORECASE)

STOP_FIRST = frozenset(
    """The A An In On At As By For With From Of To And Or But All Its Their This These That Those It We Our He She They
    After Before During Since Until While When Where Although However Additionally Also Under Over Through Throughout
    Following According Both Each Other Another Such No Not Today Yesterday Currently Now New Most More Less Many Some
    Several Further Furthermore Moreover Meanwhile Together Despite Among Amongst Including Based If Then Thus Aimed Only
    Customers Shareholders Services Service Customer Subscribers Turnover Revenue Revenues Sales Employees About Note
    Released Enclosure Copy Report Amid Amidst Overall Data Areas Smartphone Users Leading Latest First Second Third
    Fourth One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Net Total Growth Equal Part Press Contact
    El La Los Las Un Una En Al Por Para Con Su Sus Este Esta Estos Estas Ese Esa Como Según Desde Hasta Durante Tras Además
    Asimismo También Entre Sobre Sin Hoy Ambas Ambos Cada Todos Todas Nuestro Nuestra Der Die Das Ein Eine Im Am Mit Für
    Le Les Une Dans Pour Avec Il Lo Gli Nel Per Con Yes""".split()
)
NOT_NAMES = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday q1 q2 q3 q4 h1 h2 fy tel fax email e-mail phone mobile internet website web page exhibit
    item form rule section act table note notes chairman chairwoman president director manager officer chief executive
    secretary vice senior head spokesman spokeswoman ceo cfo coo cto editor editors press media investor relations
    europe european asia asian africa african america americas latin-america north south east west central eastern western
    annual report company group board mr mrs ms dr sms mms gprs gsm umts edge lte 2g 3g 4g 5g wlan wifi wi-fi voip ip tv
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves
    viernes sábado domingo presidente director directora consejero delegado eur usd gbp us uk eu cet gmt i ii iii iv
    compañía grupo sociedad consejo nota prensa hecho relevante euros dollars signature signatures agreement agreements
    memorandum understanding strategic""".split()
)
ORG_WORD = re.compile(
    r"\b(?:Telecom\w*|Telefon\w*|Telef[oó]nica|Telekom\w*|Telco|Télécom\w*|Mobil\w*|Móvil\w*|Cellular|Celular|Wireless|Communications?|Comunicaciones|Kommunikation"
    r"|Networks?|Redes|Group|Grupo|Gruppe|Holdings?|Alliance|Alianza|Consortium|Consorcio|Bank|Banco|Capital|Partners|Ventures|Technolog\w+|Systems?|Satellite"
    r"|Broadcasting|Cable|Media|Services|Servicios|Industries|International|Wires|Fibre|Fiber|Tower[s]?|Digital|Electric|Energy|Ministry|Authority|Agency|Commission|Association|Associates|University|Fund|Foundation)\b"
)
ORG_VERB = re.compile(
    r"\s*(?:\([^)]{1,60}\),?\s*)*,?\s*(?:has|had|have|is|was|will|would|owns?|owned|holds?|held|offers?|offered|provides?|provided|operates?|operated|serves?|served"
    r"|employs?|employed|launched|launches|announced|announces|achieved|added|boasted|boasts|reported|recorded|acquired|acquires|signed|plans|expects"
    r"|introduced|delivers?|generated|focuses|covers|covered|entered|agreed|and its|currently|today|tiene|cuenta|posee|ofrece|opera|alcanzó|anunció|lanzó|registró|obtuvo|presta|ha|es|cerró|prevé)\b"
)
ORG_BEFORE = re.compile(
    r"\b(?:subsidiary of|owned by|shareholders? (?:of|in|are|include)|stake in|interest in|subsidiar(?:y|ies),?|operators?,?|company,?|member(?:s)? of|agreement with|together with"
    r"|acquisition of|merger with|acquire|purchase of|parent(?: company)?,?|controlled by|holding company for|joint venture (?:with|between)|partner(?:s|ship)? (?:with|of)?"
    r"|brand(?:ed as)?|CEO of|officer of|director of|president of|chairman of|manager of|head of|filial de|participación en|capital de|operador(?:a)?|grupo|compañía|acuerdo con|director general de|presidente de)\s*[“\"‘']?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of a name; `entity` is its entity's number in `Names.entities`."""

    span: Span
    text: str
    entity: int


@dataclass(slots=True)
class Entity:
    """One thing, by all its names. `name` is the shortest that stands on its own; `score` how sure it is a company."""

    name: str
    names: set[str] = field(default_factory=set)
    score: int = 0
    legal: bool = False
    place: bool = False
    person: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """A short name given in brackets: `long ("short")`."""

    long: Span
    short: Span


@dataclass(frozen=True, slots=True)
class Names:
    """All mentions of names in a filing, in order, and their entities."""

    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    definitions: tuple[Definition, ...]

    def within(self, span: Span) -> list[Mention]:
        """The mentions in `span`, in order."""
        return [m for m in self.mentions if span.covers(m.span)]

    def named(self, words: str) -> int | None:
        """The entity that `words` name, if any."""
        wanted = canonical(words)
        for number, entity in enumerate(self.entities):
            if any(canonical(name) == wanted for name in entity.names):
                return number
        return None

    def companies(self, span: Span) -> list[Mention]:
        """The mentions in `span` of what is likely a company, alliance or other organisation."""
        return [m for m in self.within(span) if self.is_company(m.entity)]

    def is_company(self, entity: int) -> bool:
        """Whether the words around an entity's names speak for an organisation."""
        known = self.entities[entity]
        return known.score >= 2 and not known.place and not known.person


def canonical(name: str) -> str:
    """A name for comparison: folded, lower case, without article, legal form, possessive or "group"."""
    words = _OWN.sub("", fold(name).replace("’", "'"))
    words = re.sub(r"-\s+", "-", words)
    while LEGAL_END.search(words):
        words = LEGAL_END.sub("", words)
    match = _GROUP.match(words.rstrip(",. ").lower())
    words = match.group(1) if match else words.lower()
    return words.removeprefix("the ").strip()
