"""The patterns by which a text shows that a name is of something offered, in English and Spanish.

Each finds the name in its group `name`, or in `quoted` where it stands in quotation marks.
"""

from __future__ import annotations

import re

_KIND = (
    r"(?:service|plan|package|tariff|bundle|platform|solution|scheme|portal|offer|offering|proposition|app"
    r"|application|brand|product|card|wallet|market ?place|store|loyalty programme|loyalty program|subscription"
    r"|device|e?SIM|phone|smartphone|router|modem|box|suite|tool|assistant|SIM|system|range|kit|hub|pass|option"
    r"|add-on|voucher|gateway|channel|insurance|sensor|watch|tracker|servicio|tarifa|paquete|plataforma|oferta"
    r"|aplicación|marca|producto|tarjeta|bono|monedero|portal|solución|abono"
    r"|base stations?|small cells?|programmes?|soft-?switch|repeater|transceiver|radio|flat rate|flatrate|bolsa"
    r"|combo|pack|dongle|stick|hotspot|club|radio system|set-top box|decoder|calling card|phone ?card"
    r"|prepaid card|decodificador|recarga|programa|adapter|tier|bouquet|price plan|software|software suite|switch"
    r"|server|line cards?|antenna|terminal|node|controller|handset|tablet"
    r"|exchange|engine|family|line-?up|chip|chipset|module|series|network management|estación base|terminales|gama)"
)
_KINDS = (
    rf"(?:{_KIND}s|services|productos|servicios|planes|tarifas|paquetes|aplicaciones|tarjetas|marcas|bonos|ofertas"
    rf"|business(?:es)?|brands)"
)
_WORD = r"(?:(?:[A-ZÀ-ÖØ-Þ0-9][\w’'+&!@*-]*|[a-z]{1,2}[A-Z][\w+-]*)(?:[™®℠]|\((?:TM|SM|R)\))?)"
NAME = rf"(?:{_WORD}(?:\s(?:{_WORD}|(?:of|to|de|del|la|en|y|&|\+)(?=\s[A-ZÀ-Þ]))){{0,5}})"
_ITEM = rf"(?:{_WORD}(?:\s(?:{_WORD}|(?:of|to|de|del|la|en)(?=\s[A-ZÀ-Þ0-9]))){{0,5}})"  # of a list, where "and" parts
_OPEN, _CLOSE = "[“\"«‘'„]", "[”\"»’'“]"
_MARKED = rf"(?:{_OPEN}(?P<quoted>[^“”\"«»„\n]{{2,40}}?),?{_CLOSE}|(?P<name>{NAME}))"
_ARTICLE = r"(?:an?|the|its|our|their|this|una?|el|la|su|nuestr[oa]|esta|este|[\w-]{1,50}[’']s?)"
_MODIFIERS = r"(?:[\w&/-]+,?\s){0,7}?"
_AFTER_KIND = (
    r"(?=\s?(?:[.,;:()–—]|$|-\s)|\s(?:that|which|for|with|to|in|under|of|from|on|at|and|will|is|was|has|goes|went"
    r"|aimed|designed|targeted|offering|combining|available|launched|giving|allowing|de|para|que|con|por|en"
    r"|dirigid[oa]|y)\b)"
)
_BY_NAME = (
    r"(?:known|marketed|branded|sold|called|named|dubbed|baptised|launched|offered|christened)(?:\sas"
    r"|\sunder the (?:brand )?name(?: of)?|\sunder the brand(?: name)?(?: of)?)?|under the (?:brand )?names?(?: of)?"
    r"|under the (?:commercial )?brand(?: name)?|namely|conocid[oa]s? como|llamad[oa]s?|denominad[oa]s?"
    r"|bautizad[oa]s? como|(?:bajo|con|mediante) (?:el nombre|la marca|la denominación)(?: comercial)?(?: de)?"
)


def _any(words: str) -> str:
    """Words in either case; names beside them keep their capitals."""
    return f"(?i:{words})"


A_KIND = _any(_KIND)
_A_FIELD = _any(
    rf"{_KIND}s?|IPTV|TV|internet|fibre|fiber|prepaid|postpaid|payments?|pagos?|remittances?|roaming|telephony"
    rf"|broadband|line|business|messaging|centre|center"
    rf"|television"
    r"|music|video"
)
_AN_ARTICLE = _any(_ARTICLE)
_APPOSED = _any(
    rf"(?:(?:an?|the|its|our|their|[\w-]{{1,50}}[’']s?)\s(?:[\w&’'/-]+,?\s){{0,7}}?{_KIND}"
    rf"|(?:una?|el|la|su|nuestr[oa])\s(?:[\w/-]+\s){{0,2}}?{_KIND}(?:\s[a-záéíóúñ]+){{0,2}}?)"
)
_OFFERED = _any(
    r"(?:offer(?:s|ed|ing)?|launch(?:es|ed|ing)?|sells?|sold|provid(?:es?|ed|ing)|market(?:s|ed|ing)?|ofrec(?:e"
    r"|er|erá|ió)"
    r"|comercializ(?:a|ar|ará|ó)|lanz(?:a|ar|ará|ó)|prest(?:a|ar|ará))"
)
_UNDER = _any(
    r"(?:under the (?:[a-z-]+ )?(?:brand|name|brand name|trade name)(?: of)?"
    r"|bajo (?:el nombre|la marca|la denominación)(?: comercial)?(?: de)?)"
)
_QUOTED = rf"{_OPEN}(?P<quoted>[^“”\"«»„\n]{{2,30}}?){_CLOSE}"
_PREPOSITION = r"(?:of|for|to|by|from|in|with|on|at|than|as|which|that|provider|operator|and|y|en|a|para|por|con|que)\b"
RULES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(words)
    for words in (
        # a market place known as Zap; mobile payments under the name Zap
        rf"\b{_A_FIELD},?\s(?:[a-z]+\s){{0,2}}?{_any(_BY_NAME)}\s(?:the\s)?{_MARKED}",
        # our mobile money service, Zap, …; a prepaid offer, "Zap"
        (
            rf"\b{_AN_ARTICLE}\s{_MODIFIERS}{A_KIND},\s{_MARKED}"
            r"(?=[,.;)]|\s(?:is|was|will|has|in|to|for|on|at|from|with|and|which|es|fue|en|para|con)\b|$)"
        ),
        # su servicio de televisión por internet, Zap, …
        (
            rf"\b(?:[Uu]na?|[Ee]l|[Ll]a|[Ss]u"
            rf"|[Nn]uestr[oa])\s(?:[a-záéíóúñ]+\s){{0,2}}?{A_KIND}(?:\s[a-záéíóúñ]+){{1,6}},\s{_MARKED}(?=[,.;)])"
        ),
        # its pre-paid brand Zap; la tarjeta de llamadas Zap; "under the brand Zap" gives a company's other name
        (
            rf"\b(?<!under )(?<!bajo ){_AN_ARTICLE}\s(?:[a-záéíóúñ/-]+\s){{0,5}}?{A_KIND}(?:"
            rf"\s(?!{_PREPOSITION})[a-záéíóúñ-]+){{0,4}}(?<!\sde)(?<!\sdel)(?<!\sla)\s{_MARKED}"
        ),
        # a new post paid plan (Zap)
        rf"\b{_AN_ARTICLE}\s{_MODIFIERS}{A_KIND}\s\({_OPEN}?(?P<name>{NAME}){_CLOSE}?\)",
        # Zap, a roaming tariff for …; Zap - an advanced service
        rf"(?<![\w-])(?P<name>{NAME})(?:,|\s[–—-])\s{_APPOSED}{_AFTER_KIND}",
        # the “Zap” tariff; "Zap" prepaid cards
        rf"{_QUOTED}\s(?:[a-z-]+\s){{0,2}}?{_any(_KIND + 's?')}\b",
        # its Zap prepaid tariff; Acme's Zap card
        (
            rf"(?:[’']s?"
            rf"|\b{_any('its|our|new')})\s(?P<name>(?![A-Z]{{2,5}}s?\s){NAME}\s(?:[a-z-]+\s){{0,2}}{A_KIND}s?)\b"
        ),
        # the Acme OneView management system: the article alone needs a name of two words
        rf"\b[Tt]he\s(?P<name>(?![A-Z]{{2,5}}s?\s){_WORD}\s{_WORD}(?:\s{_WORD}){{0,2}}\s(?:[a-z-]+\s){{0,2}}{A_KIND}s?)\b",
        # operator of the Zap mobile wallet
        (
            rf"\b{_any('(?:operates?|operat(?:or|ing)|owns?|owner|runs?|offers?|provides?|maker|provider|issuer|developer)')}"
            rf"\s(?:of\s|also\s)?the\s(?P<name>(?![A-Z]{{2,5}}s?\s){NAME}\s(?:[a-z-]+\s){{0,2}}{A_KIND}s?)\b"
        ),
        # markets its internet service as Zap
        (
            rf"\b{_any('(?:markets?|marketed|sells?|sold|brands?|branded|comercializa)')}\s[^.;,]{{0,80}}?{_A_FIELD}\s(?:as|como)"
            rf"\s{_MARKED}(?=[.,;)]|\s(?:in|to|for|and|at|en|a|y)\b)"
        ),
        # A second product - Zap - follows
        rf"\b{_AN_ARTICLE}\s(?:[a-z-]+\s){{0,4}}{A_KIND}\s[–—-]\s{_MARKED}(?=\s[–—-]|[.,;])",
        # Branded Zap, the facility lets …
        rf"^(?:Branded|Called|Dubbed|Known as|Marketed as|Named|Denominad[oa]|Bautizad[oa] como)\s{_MARKED}(?=,)",
        # under the Zap scheme
        (
            rf"\b(?:[Uu]nder|[Tt]hrough|[Vv]ia"
            rf"|[Uu]sing)\sthe\s(?P<name>(?![A-Z]{{2,5}}s?\s){NAME})\s(?:[a-z-]+\s){{0,2}}{A_KIND}\b"
        ),
        # sells broadband in Spain under the name Zap
        rf"\b{_OFFERED}\b[^.;]{{3,90}}?[\s,]{_UNDER}\s{_MARKED}(?=[.,;)]|\s[a-z]|$)",
        # In Chile it is marketed as Zap
        (
            rf"\b(?:marketed|sold|branded|comercializad[oa]|vendid[oa])\s(?:as|como)\s{_MARKED}(?=[.,;)]|\s(?:in|to"
            rf"|and|en|y|a)\b|$)"
        ),
        # its compact Zap radio base stations
        rf"\b{_any('its|our|their')}\s(?:[a-z-]+\s){{1,3}}(?P<name>(?![A-Z]{{2,5}}s?\s){NAME}\s(?:[a-z-]+\s){{0,2}}{A_KIND}s?)\b",
        # its Zap and Zing tariffs
        (
            rf"(?:[’']s?|\b(?:its|our|new"
            rf"|the))\s(?P<name>(?![A-Z]{{2,5}}\s){_WORD}(?:\s{_WORD}){{0,2}})\sand\s{_WORD}(?:\s{_WORD}){{0,2}}"
            rf"\s(?:[a-z-]+\s){{0,2}}{A_KIND}s\b"
        ),
        (
            rf"(?:[’']s?|\b(?:its|our|new"
            rf"|the))\s(?![A-Z]{{2,5}}\s){_WORD}(?:\s{_WORD}){{0,2}}\sand\s(?P<name>{_WORD}(?:\s{_WORD}){{0,2}})"
            rf"\s(?:[a-z-]+\s){{0,2}}{A_KIND}s\b"
        ),
        # Zap, launched in June; Zap costs EUR 5
        (
            rf"(?<![\w-])(?P<name>{NAME}),\s(?:which\swas\s)?(?:launched|introduced|unveiled|available|on sale"
            rf"|lanzad[oa]|disponible)\s(?:in|on|since|from|to|by|last|this|en|el|desde|para|a)\b"
        ),
        # home internet under the Zap brand
        (
            rf"\b(?<!known )(?<!operating )(?<!operates )(?<!trading )(?<!trades )under\s(?:the"
            rf"|its)\s{_OPEN}?(?P<name>{NAME}){_CLOSE}?\s(?:brand|name|label)\b"
        ),
        # With Zap, customers can …; Zap is a new service for …
        (
            rf"\b[WC](?:ith|on)\s(?P<name>{NAME}),\s(?:los\s|las\s)?(?:customers|users|subscribers|you|clientes"
            rf"|usuarios)\b"
        ),
        rf"(?<![\w-])(?P<name>{NAME})\s(?:is|es)\s(?:an?|una?)\s(?:new|nuev[oa])\s{_MODIFIERS}{A_KIND}{_AFTER_KIND}",
        # Zap is our mass-market brand
        rf"(?<![\w-])(?P<name>{NAME})\s(?:is|are|es|son)\s{_any('(?:our|its|nuestr[oa]|su)')}\s(?:[\w/-]+\s){{0,5}}?{A_KIND}{_AFTER_KIND}",
        # its own Zap Console
        rf"\b{_any('(?:its|our|their)')}\sown\s(?P<name>{NAME})(?=[.,;)]|\s[a-z]|$)",
        # El servicio «Zap»; its service "Zap"
        rf"\b{A_KIND}(?:\s(?:de\s)?[a-záéíóúñ]+){{0,3}}\s{_QUOTED}",
    )
)
TOLD = re.compile(rf",\s{_APPOSED}{_AFTER_KIND}")
ENABLED = re.compile(
    rf"\b{_any('(?:customers|users|subscribers|clientes|usuarios|abonados)')}\s[^.;]{{0,160}}?\s"
    rf"(?:through|with|via|under|using|con|mediante|dispondrán[^.;]{{0,30}}\sde|a través de)\s{_MARKED}"
    r"(?=[.,;]|\s(?:from|desde|in|en)\b|$)"
)
"""What customers do something with: "users can recharge abroad with Zap"."""
GOODS = re.compile(rf"(?:\s\d[\w.-]*)?\s(?:[a-z-]+\s){{0,2}}{A_KIND}s?\b")
LIST = re.compile(
    rf"(?:\b{_any(_KINDS)}(?:,?\s(?:such as|namely|like|including|called|known as|include|includes|are|como"
    r"|denominad[oa]s|llamad[oa]s)|:|\s[–—-](?=\s[A-Z])|,(?=\s[A-Z“\"«])|(?<=brands)|(?<=marcas)|(?<=planes)"
    r"|(?<=tarifas)|(?<=paquetes)"
    r"|(?<=plans)|(?<=tariffs))"
    r"|\b(?:family|range|line|portfolio|suite|series|gama|cartera)(?:\sof\s[\w -]{2,40})?,?\s(?:which\s|that\s|que\s)?"
    r"(?:includ(?:es?|ing)|compris(?:es?|ing)|consist(?:s|ing) of|incluye)"
    r"|^(?:These|They|Estos|Estas|Entre ellos)\s(?:(?:services|products|brands|servicios|productos"
    r"|marcas)\s)?(?:include|are"
    r"|incluyen|son|están)"
    r"|\b(?:choose|choice|choosing|select|elegir|escoger)\s(?:between|from|among|of"
    r"|entre))\s(?P<list>[^.;:]+?)(?=\s[–—-]\s|[.;:]|$)"
)
"""A list of named things: "its brands include Zap, Zing and Zoom"."""
LISTED = re.compile(
    rf"(?:^|,\s|\s(?:and|y|e|or)\s)(?:(?:an?|the|its"
    rf"|our)\s(?:[a-z-]+\s){{0,5}})?{_OPEN}?(?P<name>{_ITEM}(?:(?:\s(?!(?:and|or|y|e"
    rf"|o)\s)[a-z-]+){{0,3}}?\s{A_KIND}s?)?){_CLOSE}?[™®]?"
    r"(?=,|\s(?:and|y|e|or)\s|\s?\(|\s?$|\s(?:to|for|in|with|which|that|by|family|range|series)\b)"
)
_LAUNCHES = _any(
    r"launch(?:es|ed|ing)?|introduc(?:es|ed|ing)|announc(?:es|ed)|developed|unveil(?:s|ed|ing)?|debut(?:s|ed)"
    r"|releas(?:es|ed)|roll(?:s|ed"
    r"|ing) out|comercializa(?:rá|r|ndo)?|lanz(?:a|ó|ará|ado)|estren(?:a|ó|ado)|present(?:ó|a|ado)|(?:launch"
    r"|introduction|release|lanzamiento) (?:of|de)|offers?|sells?|markets|(?:offering|selling|shipping|buy"
    r"|subscribe to)"
    r"|sign(?:s|ed|ing)? up (?:for|to)|subscrib(?:es|ed|ing) to|follow(?:s|ed)? with|contratar|suscribirse a"
    r"|ofrecerá|vende(?:rá)?"
)
LAUNCHED = re.compile(
    rf"\b{_LAUNCHES}\s(?:(?:the|its|el|la|su|today|now|new|also|hoy|ayer|también|además|asimismo)\s){{0,3}}{_MARKED}"
    r"(?=[.,;)]|\s\(|\s(?:in|on|to|for|with|at|from|across|throughout|as|its|and|which|who|that|by|under|will|can"
    r"|may|is|are|get|gets"
    r"|receive|receives|pay|pays|enjoy|a|an|un|una|en|para|con|el|que|y|desde|por|tendrán|reciben|obtienen)\b|\s?$)"
)
MORE = re.compile(
    rf"(?:\s\([^()]{{2,60}}\))?(?:,\s(?:an?|the|its|una?|el|la|su)\s[^,.;]{{3,90}})?(?:,\s|,?\s(?:and|y|e"
    rf"|as well as)\s)"
    rf"(?:(?:the|its|el|la|su)\s)?{_MARKED}(?=[.,;)]|\s\(|\s(?:and|y|for|in|to|on|with|which|para|que|en)\b|\s?$)"
)
"""What a list of things launched goes on with: "Zap, a tariff for students, and Zing"."""
_GOES_ON_SALE = _any(
    r"(?:which\s)?(?:goes on sale|went on sale|will go on sale|will be (?:launched|available|introduced|offered)"
    r"|(?:is|are) (?:now |also |already |currently )?(?:available|offered|sold|marketed)|was launched"
    r"|has been launched|was introduced|was rolled out|went live|goes live"
    r"|is priced at|costs(?=\s(?:only\s|just\s|from\s)?(?:[A-Z]{2,3}[$€£]?\s?\d|[€$£\d]))|cuesta"
    r"|estará disponible|se comercializa)"
)
ON_SALE = re.compile(rf"(?:^|,\s|\b(?:when|where|that|and)\s)(?P<name>{NAME}),?\s{_GOES_ON_SALE}")
