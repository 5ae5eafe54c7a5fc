"""The words that names are told by: legal forms, words no name starts with, words that speak for a company."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import pycountry

from extractor.annotations.quotations import ROLE
from extractor.names import LEGAL


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP_FIRST = _words("""
    A An The In On At As By For With From Of To And Or But All Its Their This These That Those It We Our He She They
    His Her After Before During Since Until While When Where Although However Additionally Also Under Over Through
    Throughout Following According Both Each Other Another Such No Not Today Yesterday Tomorrow Currently Now New
    Most More Less Many Some Several Further Furthermore Moreover Meanwhile Together Despite Among Amongst Including
    Based If Then Thus Only There Here Who Whom Whose Which What Why How Whilst Because Being Between Against About
    Above Below Within Without Once Upon Per Via Even Just Still Yet So Too Very Well Back Up Down Out Off Again
    Amid Amidst Overall Every Any Either Neither Nor Nonetheless Nevertheless Therefore Hence Instead Unless Whether
    Like Unlike Pursuant Certain Subject Due Customers Shareholders Services Service Customer Subscribers Turnover
    Revenue Revenues Sales Employees Note Released Enclosure Copy Report Data Areas Users Leading Latest First
    Second Third Fourth Fifth Last Next One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Net Total
    Growth Equal Part Press Contact Contacts Mr Mrs Ms Dr Sir Don Doña Se Si Sí Ya Muy Así Pero Nadie Ahora Aquí
    Ayer Mañana Hoy Cuando Donde Quien Cuatro Dos Tres El La Los Las Un Una Unos Unas En Al Del De Por Para Con Su
    Sus Este Esta Estos Estas Ese Esa Esos Esas Como Según Desde Hasta Durante Tras Además Asimismo También Entre
    Sobre Sin Ambas Ambos Cada Todos Todas Nuestro Nuestra Ante Mediante Actualmente Finalmente Igualmente Conforme
    Dicha Dicho Lo Le Les Cuenta Tiene Cotiza Vende Negocia Der Die Das Ein Eine Im Am Mit Für Und Bei Nach Von Zum
    Zur Auf Antes Anteriormente Formerly Previously Originally Known Wir Sie Es Auch Une Dans Pour Avec Il Gli Nel
    Per Et Au Aux Des Du Yes Rival Incumbent Elsewhere Newcomer
    Competitor Mvno Mvnos Fellow Besides Whereas Thanks Later Earlier Former Formerly Separately Similarly
    Likewise Specifically Importantly Notably Previously Recently Subsequently Ultimately Initially Originally Indeed
    Outside Inside Beyond Across Regarding Concerning Otherwise Consequently Accordingly Thereafter Around Nearly
    Almost Approximately Roughly
""")
"""Words that open a sentence or an enumeration, and no name, unless there is more to say for it."""

NO_COMPANY = _words(
    "company operator firm subsidiary affiliate group holding provider carrier the and for with from by named called"
)
"""Words in lower case before a name that are no part of it."""

NUMBER_WORDS = _words("One Two Three Four Five Six Seven Eight Nine Ten First Next Plus Net Total ONE TWO THREE")

BREAKS = _words("""
    january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec janeiro fevereiro março maio junho julho setembro outubro novembro dezembro januar februar
    märz juni juli oktober dezember janvier février avril juin juillet août septembre octobre novembre décembre
    gennaio febbraio marzo aprile maggio giugno luglio settembre ottobre dicembre reports announces launches
    acquires signs completes selects unveils introduces expands extends appoints
    telephone teléfono tlf vp monday
    tuesday wednesday thursday friday saturday sunday q1 q2 q3 q4 h1 h2 fy yoy enero
    febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves
    viernes sábado domingo tel fax email e-mail phone website exhibit item form rule section act regulation note
    notes chairman chairwoman chairperson president director manager officer chief executive secretary treasurer
    vice spokesman spokeswoman ceo cfo coo cto cio cmo evp svp presidente presidenta consejero consejera delegado
    secretaria secretario responsable portavoz directora mr mrs ms dr sr sra dña usd eur gbp cet gmt am pm
    registrant pursuant commission address signature signatures press media-hotline fdo
""")
"""Words that no name runs across: months, roles, labels. Compared in lower case."""

NOT_NAMES = BREAKS | _words("""
    internet web page table senior head editors media investor investors relations europe european asia asian africa
    african america americas latin latin-america north south east west central eastern western northern southern
    annual report company group board mobile sms mms gprs gsm umts edge lte cdma cdma450 cdma2000 cdma2000-1x hspa
    hspa+ hsdpa hsupa wcdma w-cdma td-scdma wimax hsdpa/hsupa wap isdn dsl adsl hdsl vdsl xdsl sdsl ftth fttx fttb
    iptv pstn mvno mvnos m2m iot vas ott it ict pc sim usim cpe isp wlan wifi wi-fi voip ip tv dvb-h 2g 3g 4g 5g
    2.5g mhz ghz khz kbps mbps gbps aws pcs imt-2000 ran volte vpn sdh dws arpu ebitda ebitdar oibda ebit capex opex
    yoy ipo mou cagr roi usd/month n/a na eu us uk usa un ifrs gaap ias sec nyse nasdaq lse amex tsx tsxv otcqb adr
    adrs ads adss gdr pdf dirección general mercados nota prensa hecho relevante compañía grupo sociedad consejo
    junta comunicación administración inversores medios ley ley mercado valores comisión alianza euros euro dollars
    pounds crore lakh agreement agreements memorandum understanding strategic release news press publication
    directors office officers department date dated title name i ii iii iv v vi appendix annex chapter part figure
    source sources highlights outlook financial performance overview summary contents introduction background
    results partners operations country countries operator operators market markets network networks technology
    subscribers members member company companies customers share shares stake ownership interest services products
    millions thousands million billion safe harbor litigation reform risk factors securities exchange state zip code
    employer identification shareholder shareholders contact contacts further information enquiries inquiries about
    copyright
""")
"""Words of which no name is wholly made. Compared in lower case."""

_CURRENCIES = frozenset(c.alpha_3.lower() for c in pycountry.currencies)

GENERIC = _words("""
    company group corporation parent seller buyer purchaser issuer registrant bank compañía sociedad grupo agreement
    corporate firm operator partnership alliance fund entidad emisor operadora parties party companies circle trust
""")
"""Class nouns: "the Company", "la Sociedad". They name nothing by themselves. Compared in lower case."""

REGIONS = _words(
    "europe asia africa america americas international latin latinoamérica latinoamerica global overseas iberia nordic"
    " nordics baltic balkans caribbean pacific worldwide centroamérica sudamérica europa"
)

COLLECTIVE = re.compile(
    r"\b(?:Alliance|Consortium|Federation|Association|Circle|Club|League|Forum|Union|Council|Community|Initiative"
    r"|Grouping|Partnership|Coalition|Pact"
    r"|Alianza|Consorcio|Asociación|Agrupación|Allianz|Konsortium|Aliança|Consórcio|Consorzio|Alleanza)\b",
    re.IGNORECASE,
)
"""Class nouns of what has members."""

ORG_WORD = re.compile(
    r"\b(?:Telecom\w*|Telefon\w*|Telef[oó]nic\w*|Telekom\w*|Telco|Télécom\w*|Teleph\w*|Mobil\w*|M[óo]vil\w*|Móvel"
    r"|Cellular|Celular|Cell|Cel|Wireless"
    r"|Communications?|Comunicaciones|Kommunikation|Networks?|Redes|Group|Grupo|Groupe|Gruppe|Holdings?|Alliance"
    r"|Alianza|Consortium|Consorcio"
    r"|Banks?|Banco|Banque|Caja|Capital|Partners|Ventures|Invest\w*|Inversiones|Technolog\w+|Systems?|Satellite"
    r"|Broadcasting|Cable|Media|Services|Servicios"
    r"|Industries|International|Wires|Fibre|Fiber|Towers?|Digital|Electric|Energy|Ministry|Ministerio|Authority"
    r"|Agency|Commission|Association|Associates"
    r"|University|Funds?|Fondo|Foundation|Cooperativa|Corporación|Corporation|Compañía|Enterprises?|Trust|State"
    r"|Government|Treasury|Estado|Federation)\b",
)
"""Words that a company's name often has."""

_COMMON_IN_NAMES = _words("""
    Communications Communication Comunicaciones Telecommunications Telecomunicaciones Telecom Mobile Wireless
    Cellular Networks Network Redes Group Grupo Holding Holdings Alliance Bank Capital Partners Ventures Investment
    Investments Inversiones Technology Technologies Systems Satellite Broadcasting Cable Media Services Servicios
    Industries International Fibre Fiber Towers Tower Digital Electric Energy Ministry Authority Agency Commission
    Association Associates University Fund Funds Foundation Corporation Enterprises Trust State Government Treasury
    Federation Telephony Telephone
""")
INSTITUTIONS = _words(
    "Fund State Government Bank Authority Ministry Treasury Agency Commission Republic Fondo Estado Gobierno"
)
"""Class nouns that an adjective of a country makes a name of: "Norwegian State"."""

_HEADS = _words("""
    Bank Banque Banco Ministry Ministerio University Universidad Republic Kingdom State Commonwealth Federation
    Association Asociación Institute Instituto Department Isle City House Internet League Council Consejo Chamber
    Caixa Companhia Fundo Governo Agência Fundação Sociedade Corporacion Compania Comision Asociacion
    Administracion Union Unión Alliance Alianza Society Sociedad Trust
    Fund Fondo Caja Ahorros Compañía Empresa Corporación
    Cooperativa Comisión Commission Ferrocarriles Inversiones Cable Redes Radio Correos Telefónica Telefonica
    Telefonia Teléfonos Telefonos Telecom Telecomunicaciones Celular Comunicaciones Servicios Grupo Holding Tesoro
    Estado Junta Operadora Compagnie Société Caisse Crédit Banca Cassa Corporation
    Autoridad Authority Agency Agencia Administration Administración Bolsa Gobierno Government Generalitat
    Ayuntamiento
""")
"""Words after which "of", "de" or "del" goes on with the name: "Bank of …", "Fondo … de …"."""
_HEADS_OF = _words("""
    Bank Ministry University Republic Kingdom State Commonwealth Federation Association Institute Department Isle City
    House Internet League Council Chamber Union Alliance Society Trust Fund Authority Agency Administration Government
    Office Board Court College Port Minister Secretary Government
""")
"""Words after which "of" goes on with the name, others standing before them: "Central Bank of …"."""
_GENITIVE = re.compile(
    r"[ \n]+(?:of(?:[ \n]+the)?|de(?:[ \n]+(?:la|los|las))?|del|do|da|di|du|des|van|von(?:[ \n]+der)?|für"
    r"|för)[ \n]+(?=[A-ZÀ-Þ])"
)

_DEL = re.compile(r"[ \n]+(?:del|do|da|de la|de los|de las)[ \n]+(?=[A-ZÀ-Þ])")
_QUARTER = re.compile(
    rf"{_DEL.pattern}(?:Norte|Sur|Sul|Este|Oeste|Leste|Noroeste|Noreste|Nordeste|Sureste|Suroeste|Centro|Pac[ií]fico"
    r"|Atl[aá]ntico|Caribe|Mediterr[aá]neo|Cant[aá]brico|Golfo|Istmo|Altiplano|Valle|Plata|Oriente|Occidente|Litoral)\b"
)
"""A part of the world with which a name goes on: "Alpha | del Norte"."""
_TO_LEGAL = re.compile(
    rf"(?![ \n]+of\b){_GENITIVE.pattern}(?:[A-ZÀ-Þ][\w’'-]*[ \n]){{0,3}}[A-ZÀ-Þ][\w’'-]*,?[ \n]{LEGAL}"
)
"""An "of" or "de" within a legal name: "Alpha del Norte S.A."."""

_ADVERBS = r"(?:(?:also|already|now|currently|today|still|recently|\w+ly|ya|también|actualmente|hoy|se|no)\s+){0,2}"
ORG_VERB = re.compile(
    rf"\s*(?:\([^)]{{1,60}}\),?\s*){{0,3}},?\s*{_ADVERBS}(?:has|had|have|is|was|will|would|owns?|owned|holds?|held"
    r"|offers?|offered|provides?|provided|operates?|operated"
    r"|serves?|served|employs?|employed|launched|launches|announced|announces|achieved|added|adds|boasted|boasts"
    r"|reported|recorded|acquired|acquires|signed"
    r"|plans|expects|introduced|introduces|delivers?|generated|generates|focuses|covers|covered|entered|agreed|joined"
    r"|joins|became|becomes|and its|currently|today|made|makes|won|lost|saw"
    r"|closed|ended|grew|gained|reached|paid|opened|completed|sold|bought|intends|continues|remains|manufactures"
    r"|supplies|markets|runs|controls"
    r"|controlled|posted|received|belongs?|comprises|consists|began|started|traded|trades"
    r"|tiene|cuenta|posee|ofrece|opera|alcanzó|anunció|lanzó|registró|obtuvo|presta|ha|es|era|fue|está|cerró|prevé"
    r"|contaba|cubre|dispone|ganó|superó|sumó"
    r"|ingresó|compró|vendió|firmó|adquirió|controla|comercializa|cursó|emplea|entra|incrementó|logró|mantiene|acordó"
    r"|suscribió"
    r"|tem|possui|detém|anunciou|atingiu|é|foi|registou|registrou|lançou|assinou|adquiriu|vendeu|comprou|opera|conta"
    r"|cubre|ofreció|tenía|pertenece|comenzó|seleccionó|hat|ist|bietet|betreibt|hält|besitzt|meldete|erzielte|est"
    r"|détient|exploite|possède|possiede|detiene)\b",
)
PLACE_BEFORE = re.compile(
    r"\b(?:in|at|from|near|across|throughout|around|into|en|desde|hacia|city of|bolsas? de"
    r"|in der stadt)\s+(?:the\s+)?(?P<town>(?-i:[A-ZÀ-Þ])[\w-]+,\s+)?$",
    re.IGNORECASE,
)
PERSON_AFTER = re.compile(
    rf",?\s+(?:(?:the|our|its|group|el|la|su|{ROLE})\s+){{0,3}}{ROLE}\b|,\s+(?-i:(?:[A-Z]\w+,?\s+(?:(?:and"
    rf"|&)\s+)?){{1,3}}){ROLE}\b|\s*,?\s*(?:said|says|stated|commented|added|explained|noted|who\s(?:joined|has been"
    r"|will be|is|was))\b",
    re.IGNORECASE,
)
PERSON_BEFORE = re.compile(
    r"(?:\b(?i:chief|executive|director[a]?|president[ea]?|chair\w*|ceo|cfo|cto|coo|officer|manager|head|secretar\w+"
    r"|spokes\w+|consejer[oa](?: delegad[oa])?|analyst|founder|responsable|portavoz|treasurer|counsel|minist\w+)"
    r"(?: (?:of|at|de|del) [A-Z]\w+(?: [A-Z]\w+){0,2})?,?|\b(?:said|says|stated|commented|added|adds|dijo|declaró"
    r"|señaló"
    r"|afirmó|explicó|Fdo\.?:?|By:)|/s/|\b(?:Mr|Mrs|Ms|Dr|Sir|Don|Doña|Dña|D|Sr|Sra)\.?)[\s_]*$",
)


@lru_cache(maxsize=4096)
def is_technical(word: str) -> bool:
    """Whether a word is a network standard, a unit or a financial abbreviation, not a name: "CDMA450", "EBITDA"."""
    lower = word.lower().strip(".,;:()+")
    return (
        lower in NOT_NAMES
        or lower in _CURRENCIES
        or re.fullmatch(
            r"(?:cdma|gsm|umts|lte|hspa|wcdma|edge|gprs)[\w+-]*|\d+[.,\d]*(?:[gm]hz|g|k|m|bn)?|(?:rm|rs|us|r|s|c|a)\d+",
            lower,
        )
        is not None
    )


def is_common_in_names(word: str) -> bool:
    """Whether a word stands in many names and is none by itself: "Communications", "Partners"."""
    return word in _COMMON_IN_NAMES


_FOR = re.compile(r"[ \n]+for[ \n]+(?:the[ \n]+)?(?=[A-ZÀ-Þ])")


def goes_on(words: Sequence[str], text: str, at: int) -> re.Match[str] | None:
    """The "of" or "de" at `at` over which a name of these words goes on, if it does: "Bank | of …"."""
    if COLLECTIVE.fullmatch(words[-1]) and _FOR.match(text, at):
        return _FOR.match(text, at)
    if any(w in _HEADS or w.capitalize() in _HEADS for w in words):
        genitive = _GENITIVE.match(text, at)
        of = genitive is not None and genitive.group().split()[0] == "of"
        return genitive if not of or len(words) == 1 or any(w.capitalize() in _HEADS_OF for w in words) else None
    if _QUARTER.match(text, at) or (words[-1].endswith("s") and ORG_WORD.fullmatch(words[-1]) and _DEL.match(text, at)):
        return _DEL.match(text, at)
    plain = not any(w.lower() in NOT_NAMES or w.lower() == "general" for w in words)
    return _GENITIVE.match(text, at) if plain and _TO_LEGAL.match(text, at) else None
