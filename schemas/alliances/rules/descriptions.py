"""What only describes a name in masked text, and may be left out: "the Danish utility ⟦N0⟧" is ⟦N0⟧."""

from __future__ import annotations

import re

from alliances.rules.marks.masked import Masked

_KIND = (
    r"(?:operators?|carriers?|compan(?:y|ies)|groups?|firms?|funds?|banks?|providers?|utilit(?:y|ies)|giants?|incumbent"
    r"|rivals?|competitors?|competidor(?:a|es)?|start-?ups?|tycoon|billionaire|businessman|entrepreneur|magnate"
    r"|empresari[oa]|multimillonario|club|retailers?"
    r"|conglomerate|partners?|investors?|vendors?|manufacturers?|makers?|suppliers?|telcos?|players?"
    r"|broadcasters?|corporation|institution"
    r"|operadoras?|operador(?:es)?|compañías?|empresas?|grupos?|sociedad(?:es)?|bancos?|fondos?|firmas?|cableras?"
    r"|telecos?|holding|inversor(?:es)?|operadores|sociedade|empresa|grupo|Konzern|Unternehmen|groupe|société"
    r"|opérateur)"
)
_NATIONAL = (
    r"(?:(?-i:[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?(?<=an|sh|se|ch|ss|ek|ic|ni|li|ti|ai|eg|en)|US|U\.S\.|UK)"
    r"|\w+(?:an[oa]|és|esa|eñ[oa]|ol|ola|inese|ense))"
)
_ADJECTIVE = (
    rf"(?:{_NATIONAL}|mobile|fixed(?:-line)?|telecoms?|telecommunications?|cellular|wireless|cable|satellite"
    rf"|local|foreign|network|equipment|handset|software|internet|broadband"
    r"|telco|data|digital|virtual|cloud|tower|infrastructure|retail|media|international|global|multinational|leading"
    r"|major|top-tier|football|phone|MVNO|long-distance|mobile-phone|fixed-line|equipment"
    r"|regional|national|investment|pension|privatisation|privatization|private|equity|(?:state|government"
    r"|publicly|family"
    r"|privately)-\w+|state|listed|unlisted|industrial|financial|sovereign|wealth|media|technology|energy"
    r"|insurance|local"
    r"|GSM|móvil(?:es)?|telefonía|estatal|privad[oa]|local(?:es)?|financier[oa]|matriz)"
)
_NO_DESCRIPTION = (
    r"(?:of|in|by|and|with|from|for|to|on|at|de|del|en|con|por|para|y|e|that|which|who|que|said|parent|subsidiar\w+"
    r"|affiliate\w*|units?|owned|controlled|held|joint|venture|filial(?:es)?|participad[ao]s?|matriz|is|are"
    r"|was|has|its|su)"
)
_AFTER_WORD = (
    r"(?:(?<=\b(?:by|de|of|in|or) )|(?<=\by )|(?<=\b(?:and|por|con|del|von|der) )|(?<=\b(?:with|from) )"
    r"|(?<=\bas well as )|(?<=\binclude )|(?<=\bincluding )|(?<=\bincludes )|(?<=\bcontrols )|(?<=\bowns )"
    r"|(?<=\bbetween )|(?<=\b(?:por|con) (?:la|el) )|(?<=\bde la )|(?<=\bby the ))"
)
_BEFORE = re.compile(
    rf"(?:\b(?:the|an?|la|el|los|las|una?|die|der|das|le|les|o|os"
    rf"|as) (?:(?!{_NO_DESCRIPTION}\b)[^\W\d_][\w’'&-]* ){{0,6}}?"
    rf"{_KIND} (?:de \w+ )?(?:{_ADJECTIVE} ){{0,3}}"
    rf"|(?-i:\b[A-ZÀ-Þ])\w+(?: (?-i:[A-ZÀ-Þ])\w+)?['’]s (?:{_ADJECTIVE} ){{0,3}}(?:{_KIND} )?"
    rf"|\b{_NATIONAL} (?:{_ADJECTIVE} ){{0,3}}{_KIND} "
    rf"|(?:(?<=^)|(?<=[,;:(] )|(?<=\()|{_AFTER_WORD})(?:{_ADJECTIVE} ){{1,4}}(?:{_KIND} )?"
    rf"|(?:{_AFTER_WORD}|(?<=\bthe )){_KIND} )(?=⟦N)",
    re.IGNORECASE,
)
_POINTS = re.compile(r"[\"“”«»](?=⟦)|(?<=⟧)[\"“”«»]|(?<=⟧)\.(?= [a-zà-ÿ(])")
"""Quotation marks about a name, and the point of "80 per cent."."""
_ALIAS = (
    r"(?:formerly|previously|ex|antes|until \w+|(?:also |formerly |previously |better )?known as|trading as"
    r"|conocida como)"
)
_ALIASES = re.compile(
    rf",? \({_ALIAS}[^()]{{0,50}}\)|, {_ALIAS}(?: until ⟦D\d+⟧)?(?: as)? ⟦N\d+⟧(?:,|(?= (?:is|was)))", re.IGNORECASE
)
_TO_COME = re.compile(
    r"\bwill (?:then |thus |also |jointly |therefore )?(?=(?:each )?(?:own|hold|have|control|retain"
    r"|keep)\b[^.;]{0,60}⟦P"
    r"|be [^.;⟦]{0,20}⟦P\d+⟧[ -]?(?:owned|held)|be (?:owned|held)[^.;⟦]{0,20}⟦P)",
    re.IGNORECASE,
)
"""What is stated of a holding to come: "Alpha will own 51 percent"."""
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sir|Sr|Sra|D|Don|Doña)\.? (?=⟦N)", re.IGNORECASE)
_RELATING = (
    r"(?:subsidiar|unit\b|units\b|affiliate|owned|held|holds|holding|controll|parent|shareholder|owner|venture|\barm\b"
    r"|division|business|operation|company of|operator of|filial|participad|controlad|matriz|accionista|part\b|member"
    r"|stake|interest|socied|empresa conjunta|propiedad|parte\b|majority|minority|partnership|Tochter|Beteiligung|whose"
    r"|cuy[oa]s?\b)"
)
_APPOSED = re.compile(
    r"(?<=⟧),? (?:an?|the|una?|la|el|one of|based|headquartered|incorporated|listed|con sede|eine?|der|die|le)\b"
    rf"(?:(?!{_RELATING})(?:[^⟦⟧,.;:()]|⟦[QDC]\d+⟧)){{3,110}}(?=, )(?!, (?:and|y|or) )",
    re.IGNORECASE,
)
_ADVERB = (
    r"(?:directa [eo] indirectamente|directly|indirectly|beneficially|currently|presently|already|still|now"
    r"|in turn|itself|recently"
    r"|respectively held"
    r"|effectively|ultimately|today|also|directamente|indirectamente|actualmente|a su vez|además|también|hoy|ya(?! no)"
    r"|atualmente|também|ahora|among others|entre otr[oa]s|efectivamente|así(?! como)|aún|todavía|noch|asimismo"
    r"|a ⟦N\d+⟧['’]s vez)"
)
_ADVERBS = re.compile(
    rf",? \b{_ADVERB}(?: (?:or|and|o|y) {_ADVERB})?,(?= )| \b{_ADVERB}(?: (?:or|and|o|y) {_ADVERB})?(?= )"
    rf"|^{_ADVERB},? ",
    re.IGNORECASE,
)


_SEAT = re.compile(r"(?<=⟧), ⟦N\d+⟧(?=, (?:holds|owns|has|controls|is|was|posee|tiene|controla|es|hält|ist) )")
"""Where a company sits, between it and its verb in the singular: "Alpha AG, Bonn, holds"."""

HELD = re.compile(
    r"(?<=⟧), (?:(?:which|who|que) (?:is|was|es|está) |an? |una? |the |la )?(?:[\w-]+ "
    r"|⟦P\d+⟧[ -]?){0,4}?(?:owned|controlled|held"
    r"|subsidiary|part|unit|arm|filial|participada|controlada|propiedad) (?:by|of|por|del?) (?:the |la "
    r"|el )?⟦N\d+⟧(?:['’]s [a-z]+)?(?=, )",
    re.IGNORECASE,
)
"""Who holds a member, said between it and its membership."""


def plain(masked: Masked) -> Masked:
    """The text without adverbs, titles, and what is said of a name before or after it that relates it to no other."""
    return (
        masked.without(_POINTS)
        .without(_TO_COME)
        .without(_ALIASES)
        .without(_ADVERBS)
        .without(_TITLE)
        .without(_BEFORE)
        .without(_SEAT)
        .without(_APPOSED)
    )
