"""The words by which companies agree, in English and Spanish, with some German and French.

All patterns are searched in masked sentences, where a company is "⟦N0⟧", a percentage "⟦P0⟧", a name of an agreement
"⟦A0⟧".
"""

from __future__ import annotations

import re

_PACT = (
    r"(?:\b(?:agreements?|contracts?|memorand(?:um|a) of understanding|MOUs?|letters? of intent|partnerships?"
    r"|alliances?|joint ventures?|cartas? de intenci(?:ón|ones)|pacts?|deals?|facilit(?:y|ies)|loans?|credits?"
    r"|licen[cs]es?(?!\s(?:purchase|fee"
    r"|agreement|exchange))"
    r"|tie-?ups?|arrangements?|heads of terms|term sheets?|acordos?|parcerias?|accords?|contrats?|partenariats?"
    r"|Verträge|Vertrag|Vereinbarung(?:en)?|Abkommen|Kooperation|Partnerschaft|collaborations?|co-?operations?"
    r"|mergers?|acuerdos?|contratos?|convenios?|alianzas?|pr[ée]stamos?|cr[ée]ditos?"
    r"|memorandos?|licencias?|protocolos?|financing|financiaci[óo]n|financiamiento)\b|⟦A\d+⟧)"
)
_CONCLUDES = (
    r"(?:enter(?:s|ed|ing)? into|sign(?:s|ed|ing)?(?: of)?|conclud(?:es?|ed|ing)|reach(?:es|ed)?|agree(?:s|d) (?:on"
    r"|to|upon)|ha(?:s|ve) agreed(?: on| to)?|ha(?:s|ve)(?= (?:an?|several|many|existing|exclusive|preferred"
    r"|strategic|roaming"
    r"|agreements?|contracts?|partnerships?|alliances?)\b)|extend(?:s|ed)|renew(?:s|ed)|renegotiat(?:es?|ed)"
    r"|prolong(?:s|ed)|broaden(?:s|ed)|deepen(?:s|ed)"
    r"|scor(?:es?|ed)|start(?:s|ed)|sign(?:s|ed)?-off|execut(?:es?|ed)"
    r"|finali[sz](?:es?"
    r"|ed)|seal(?:s|ed)|struck|form(?:s|ed|ing)?|launch(?:es|ed)?|announc(?:es?|ed|ing)|establish(?:es|ed)?"
    r"|obtain(?:s|ed)?|secur(?:es?|ed)|rais(?:es?|ed)|arrang(?:es?|ed)|creat(?:es?|ed)|clos(?:es|ed)|complet(?:es"
    r"|ed)|expand(?:s|ed)?|dr[ae]w(?:s|n)?(?: down)?|won|wins|firm(?:ó|a|an|aron|ado)|ampli(?:ó|ado|aron)|prorrog(?:ó"
    r"|ado|aron)"
    r"|renegoci(?:ó|ado|aron)|logr(?:ó|ado|aron)|cierran?|alcanzan?|suscrib(?:e|en|ió|ieron)"
    r"|suscrit[oa]|cerr(?:ó|ado)|alcanz(?:ó|aron|ado)|formaliz(?:ó|aron|ado)|renov(?:ó|ado)|obtuvo|lleg(?:ó|aron"
    r"|ado) a|anunci(?:ó|aron|an|a|ado)|sell(?:ó|ado)|celebr(?:ó|aron|ado)|concret(?:ó|aron|ado)|rubric(?:ó|aron|ado)"
    r"|pact(?:ó|aron|ado)|acord(?:ó|aron|ado)|strikes?|ink(?:s|ed)|clinch(?:es|ed)|land(?:s|ed)|forg(?:es?|ed)"
    r"|anunci(?:ou|aram)|fech(?:ou|aram)|assin(?:ou|aram)|celebr(?:ou|aram)|firmou|sign(?:é|ent|e)|conclu(?:t|e)?"
    r"|unterzeichn(?:et|eten?|en)"
    r"|schlie(?:ßt|ßen)"
    r"|geschlossen|vereinbart(?:en)?)"
)
_GAP = r"(?:(?!\b(?:which|that|que)\b)(?:[^;:.]|\.(?=[\w,)]|\s[a-z(]))){0,110}?"
_MODIFIERS = (
    r"(?:\b(?!(?:under|of|in|by|with|for|to|and|the|an?|no|not|any|del?|con|la|el|una?|ningún|ninguna)\s)"
    r"[\w-]{1,50}\s){0,3}"
)


def _rule(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


PACT_MADE = _rule(rf"\b{_CONCLUDES}\b{_GAP}(?P<pact>{_PACT})")
SAID_BEFORE = _rule(r"\b(?:this|such|dich[oa]|est[ea])\s(?:[\w-]+\s){0,3}$")
"""Before a pact that the text has told of already."""
PACT_WAS_MADE = _rule(
    rf"{_MODIFIERS}(?P<pact>{_PACT}){_GAP}\b(?:(?:was|were|is|are|has been|have been"
    rf"|been)\s)?(?:\w+ly\s)?(?:signed|concluded"
    r"|reached|entered into|agreed|granted|arranged|provided|awarded|formed|extended|renewed|committed|underwritten"
    r"|made available|comprometid[oa]|asegurad[oa]|firmad[oa]|suscrit[oa]|concedid[oa]|otorgad[oa])\b"
)
SEVERAL = _rule(
    r"(?:.*\b(?:agreements|contracts|memoranda of understanding|MOUs|letters of intent|partnerships|alliances|accords"
    r"|deals|licen[cs]es|collaborations|acuerdos|contratos|convenios|alianzas|memorandos|licencias))"
)
"""Pacts in the plural."""
PACT_BETWEEN = _rule(
    rf"{_MODIFIERS}(?P<pact>{_PACT})(?:(?!{_PACT})(?:[^;:.⟦]|⟦[DQP]\d+⟧)){{0,90}}?\b(?:between|among|entre|zwischen)\b"
)
PACT_UNDER = _rule(
    rf"\b(?:under|through|as part of|following|thanks to|en virtud de|mediante) (?:an?|its|their|una?"
    rf"|su)\s[^;:.⟦]{{0,80}}?(?P<pact>{_PACT})(?=[^;:.⟦]{{0,60}}\b(?:with|con)\s)"
)
PACT_RELATIVE = _rule(
    rf"(?P<pact>{_PACT})\s(?:que|that|which)\s(?:⟦N\d+⟧\s)?(?:has |have |had |ha |han |it |they |we )?{_CONCLUDES}\b"
)
"""A pact told in passing: "the agreement that Alpha signed with Beta"."""
SERVED_UNDER = _rule(
    r"\s(?:to|for|para) (?:(?:the|la|el) )?(?:use|utili[sz]e|access|supply|provide|deliver|equip|build|expand|upgrade"
    r"|moderni[sz]e|manage|operate|install|deploy|roll out|suministrar|desplegar|ampliar|modernizar|usar|utilizar)\b"
)
"""What is to be done under a pact for another, whose name may follow: "a deal to use Beta's network"."""
BANKED = _rule(r"\b(?:arranged|provided|underwritten|committed|granted|made available|comprometid|asegurad|concedid)\b")
"""Verbs of those who lend, which are not done by the borrower."""
PACT_OWNED = _rule(rf"[’']s?\s(?:[\w-]+\s){{0,6}}?(?P<pact>{_PACT})(?=\s(?:with|con)\s)")
"""A pact told as somebody's: "Alpha's network sharing agreement with Beta"."""
AGREED_TO = _rule(
    r"\b(?:have|has|had|will)?\s?(?:agreed|undertaken|committed)\s(?:to|on)\s(?=(?:jointly|share|co-?operate"
    r"|collaborate"
    r"|work|pool|offer|develop|launch|build|provide|combine|open|allow|roam|extend|set up|create)\b"
    r"|\w+\b[^.;:]{0,60}\bjointly\b)"
    r"|\b(?:han acordado|acordaron|acuerdan|pactaron|han pactado)\s(?=\w+r\b)"
)
AGREED = _rule(r"\b(?:agreed|agrees|acord(?:ó|aron|ado)|pact(?:ó|aron|ado))\s(?=(?:with|con)\b)")
PARTNER = _rule(
    r"\b(?:is|are|has been|have been|be(?:came|comes?|come)|es|son) (?:\w+ ){0,3}?(?:partners?|ally|allies"
    r"|soci[oa]s?|aliad[oa]s?)\s(?=(?:of|de)\b)"
)
"""One company said to be another's partner."""
JOINTLY = _rule(r"\b(?:will|to|and) jointly\b|\bconjuntamente\b")
TOGETHER = _rule(
    r"\b(?:co-?operat(?:e|es|ed|ing)|collaborat(?:e|es|ed|ing)|partner(?:s|ed|ing)?(?= (?:with|to|on|up))|team(?:s"
    r"|ed|ing)? up|join(?:s|ed|ing)? forces|work(?:s|ed|ing)? (?:closely )?together|colabor(?:an|arán|ará|a|aron"
    r"|ado)|unen fuerzas|se (?:ha |han )?asoci(?:a|ó|an|aron|ado)|se al[íi](?:an|a|aron|ó)|aliad[oa])\b"
)
BOUGHT = _rule(
    r"\b(?:(?:is|are|was|were) (?:buying|acquiring|purchasing|taking over)|t(?:ook|akes"
    r"|aken) an? (?:\S+ ){0,2}(?:stake|interest|holding)|by (?:buying|acquiring|purchasing)"
    r"|acquired?|acquires|bought|buys|buy|purchases?|purchased|(?:has "
    r"|have )?tak(?:en|es) over|took over|acquisition|take-?over|adquiri(?:ó|do|r|rá|rán)|adquieren?|adquisición"
    r"|compr(?:ó|ado|ar"
    r"|ará|arán|a))\b(?!\s(?:orders?|price|agreement|de equipos))"
)
BOUGHT_BY = _rule(r"\b(?:acquired|bought|purchased|taken over|adquirid[oa]|comprad[oa])\s(?:by|por)\b")
BY_WHOM = _rule(r"\s(?:by|por)\s(?=[^.;:]{0,80}⟧[^.;:⟦]{0,20}\s(?:of|de)\s[^.;:⟦]{0,40}⟦N)")
"""After a noun of buying, where the buyer and what is bought follow: "the acquisition by Alpha of Beta"."""
SOLD = _rule(
    r"\b(?:sold|sells|sell|selling|sale of|(?:disposal|divestment|divestiture) of|disposed of|divested"
    r"|transferred (?:[^\s,;.]+ ){0,3}(?:assets|shares|business|operations|towers|sites|stake|licen[cs]es)"
    r"|traspas(?:ó|ado)|transfiri(?:ó|do)|vendi(?:ó|do)|venden?|venta de|enajen(?:ó"
    r"|ado))\b"
)
TRADED = _rule(
    r"⟦[NP]\d+⟧|\b(?:stakes?|shares?|stock|shareholding|interests?|holding|assets|business(?:es)?|compan(?:y|ies)"
    r"|subsidiar(?:y|ies)|operations?|units?|towers?|sites|masts|spectrum|division|portfolio|frequencies"
    r"|participaci[óo]n"
    r"|capital|acciones|negocios?|filial(?:es)?|activos|torres|empresa)\b"
)
"""What companies buy of one another, and customers do not."""
LICENSED = _rule(
    r"\b(?:licen[cs]ed|licen[cs]es|licen[cs]ing)\s(?:[^;:.]{0,60}\s)?(?:to|from)\b|\b(?:granted|grants|grant"
    r"|receives?|received|obtain(?:s|ed)?|acquired|conced(?:e|ió|ido)|otorg(?:a|ó"
    r"|ado))\b(?=[^;:.]{0,80}\b(?:licen[cs]|licencia))"
)
LICENCE_FROM = _rule(r"\bunder (?:a|an|the|its) (?:[\w-]+ ){0,3}licen[cs]e\b[^;:.⟦]{0,40}\bfrom\b")
LENT = _rule(
    r"\b(?:granted|lent|lends|provided|provides|arranged|extended|extends|underwrote|made available|otorg(?:ó|ado)"
    r"|concedi(?:ó|do)|agreed to (?:fund|finance)|will (?:fund|finance)|funds|finances)\b"
)
MONEY = _rule(r"\b(?:loans?|facilit(?:y|ies)|credit|fund|funds|finance|pr[ée]stamo|cr[ée]dito|financiación)\b")
BORROWED = _rule(r"\b(?:loans?|facility|credit)\b[^;:.⟦]{0,30}\b(?:from|by|de)\b")
EACH_OTHER = _rule(r"\b(?:(?:the|each) other|una de la otra|mutuas?|recíprocas?)\b")
MERGES = _rule(
    r"\b(?:merge[sd]?|merging|mergers?|combine[sd]? (?:their|its) \w+|fusionar(?:án|se)?|fusi[óo]n(?:an|aron)?)\b"
)
VENTURE = _rule(
    rf"\b(?:form|set(?:ting)? up|creat|establish|found|launch|constitu|crea|cre[óo])\w*{_GAP}"
    r"\b(?:joint[- ]ventures?|joint company|(?:empresa|sociedad|compañía) (?:conjunta|para|que))\b"
)
AWARDED = _rule(
    r"\b(?:awards?|awarded|selected|selects|chose|chosen|chooses|appointed|contracted|commissioned|engaged|mandated"
    r"|picked|tapped|hired|(?:grants?|granted|gave|given|handed)(?=[^;:.]{0,60}\b(?:contract|order|deal)\b)"
    r"|adjudic(?:ó|ado)|contrat(?:ó|ar|ado|a)|seleccion(?:ó|ado)|eligi[óo]|elegido)\b"
)
ADVISER = _rule(
    r"\bas (?:its |their |the |an? |joint |sole |lead |exclusive )*(?:(?:financial|legal|tax|placement|paying"
    r"|transfer|listing) )*(?:advis[eo]rs?"
    r"|auditors?|agents?|banks?|bookrunners?|arrangers?|counsel|chairman|directors?|trustee|depositary)\b"
)
"""What tells an appointment of advisers and officers."""
IN_PARTNERSHIP = _rule(
    r"\b(?:in|en) (?:strategic )?(?:partnership|alliance|association|co-?operation|collaboration|conjunction|alianza"
    r"|asociación|colaboración|conjunto) (?:with|con)\b"
)
PACT_INDEFINITE = _rule(
    rf"\b(?:under|as part of|through|en virtud de|mediante) (?:an?|una?)\s[^,;:.⟦]{{0,80}}?{_PACT}[^,;:.⟦]{{0,40}},\s"
)
AWARD = _rule(
    r"\b(?:contract|order|tender|to (?:supply|build|deploy|provide|deliver|upgrade|expand|manage|modernise"
    r"|modernize)|(?:expansion|roll-?out|deployment|construction|moderni[sz]ation|upgrade|ampliación|despliegue"
    r"|construcción|modernización|mantenimiento) (?:of|de)|(?:as|como) (?:proveedor|suministrador|supplier"
    r"|vendor)|as (?:its|their|the|a|sole|main|preferred)|for (?:its|their|the)|suministr\w*|contrato|para)\b"
)
"""What tells an award of work from an appointment of persons."""
WON = _rule(
    r"\b(?:won|wins|secured|received|receives|obtained|been awarded|was awarded|been selected|was selected"
    r"|been chosen|was chosen|gan[óo]|logr[óo]|(?:ha sido|fue) (?:seleccionad[oa]|elegid[oa]|contratad[oa]))\b"
)
ORDER = _rule(
    r"\b(?:contracts?|order|tender|(?<!licence )(?<!license )(?:agreement|deal)|to (?:supply|build|deliver|provide"
    r"|deploy|upgrade|expand)|(?:as|como) .{0,20}(?:supplier|vendor|contractor|proveedora?|suministrador)"
    r"|contratos?|pedido|para (?:suministrar|desplegar|construir))\b"
)
AWARDED_TO = _rule(
    r"\b(?:contracts?|orders?|tender|contratos?|pedidos?|concurso|licitación)\b[^;:.⟦]{0,80}?\b(?:(?:was|were|has been"
    r"|have been)\s(?:awarded|granted|given)\sto|(?:fue(?:ron)?|ha sido|han sido)\s(?:adjudicad|otorgad|concedid)[oa]s?"
    r"\s(?:al?))\b"
)
"""Work said to be given to somebody, the giver after "by", before it, or unsaid."""
SUPPLIES = _rule(
    r"(?<!\bthe )(?<!\bfor )(?<!\bof )(?<!\ba )(?<!\bits )\b(?:suppl(?:y|ies|ied|ying)|outsourced"
    r"|outsources|suministr(?:ará|a|ó|ado))\b"
    r"(?!\s(?:of|and|contracts?|agreements?|deals?|chains?|partners?)\b)|\bwill (?:deliver|provide|build"
    r"|install|deploy)\b(?=[^;:.]{0,80}\b(?:equipment|networks?|base stations|handsets|infrastructure|systems?)\b)"
)
ORDERED = _rule(
    r"\bplac(?:es?|ed)\s(?:(?!with\b)[^\s;:]+\s){1,8}?orders?\b(?=[^;:.⟦]{0,60}\b(?:with|from)\b)|\b(?:order(?:s|ed)"
    r"|placed (?:an|its|a first) order|bought|purchases?|purchased|compr(?:ó"
    r"|ado))\b[^;:.⟦]{0,60}?\b(?:equipment|base stations|handsets|phones|devices|systems?|gear|kit|antennas|equipos"
    r"|terminales|antenas)\b"
)
EQUIPPED = _rule(
    r"\b(?:equipment|gear|technology|handsets|base stations|kit|equipos|tecnología) (?:supplied |delivered "
    r"|provided |made )?(?:from|by|de)\b"
    r"|\b(?:platforms?|software|solutions?|systems?|networks?|services?|plataforma|sistema|red) (?:supplied"
    r"|delivered|suministrad[oa]s?)"
    r" (?:by|por)\b"
)
SUPPLIED_BY = _rule(
    r"\b(?:(?:to be|is|are|was|were|been|being) )?(?:supplied|delivered|built|installed|provided"
    r"|suministrad[oa]s?|construid[oa]s?) (?:by|por)\b"
)
RUNS = _rule(r"\bwill (?:manage|operate|run|maintain|host|modernise|modernize|upgrade|expand)\b")
UNDONE = _rule(
    r"\b(?:may|might|could|would|should|intend(?:s|ed)?|plan(?:s|ned|ning)?|propos(?:e|es|ed|ing)|consider(?:s|ing)"
    r"|expect(?:s|ed)?|hop(?:e|es|ing)|seek(?:s|ing)?|aim(?:s|ing)?|wants?|wish(?:es)?|desea|quiere|allows?"
    r"|allowing|enabl(?:es?|ing)|lets?|permit(?:e|en|ir)?|can|able|talks?|negotiat\w*|rumou?r\w*|explor(?:e|ing)"
    r"|offer(?:s|ed)? to|not|no|never|nor|neither|without|failed|terminat\w*|cancel\w*|rejected|ability to"
    r"|(?<!exercised its )(?<!exercised the )option to"
    r"|right to|if|unless|podría\w*|prevé|pretende|negocia\w*|ningún|sin|estudia|baraja|propone|opción|desmiente"
    r"|rescindi\w*)\b(?!\s+only)"
)
"""Words before a verb of agreeing that say it is planned, denied or only possible."""
DENIED = _rule(r"\b(?:to (?:bid|apply|compete)|not|never|no longer|yet to|ningún|ninguna)\b")
"""Words between a verb of agreeing and its object that deny it."""

_TYPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, _rule(words))
    for name, words in (
        ("joint_venture", r"joint[- ]ventures?\b|\bjoint company|empresa conjunta|sociedad conjunta"),
        ("merger", r"\bmerge|\bbusiness combination|\bfusi[óo]n|\bfusionar|\bverschmelz"),
        (
            "financing",
            (
                r"\b(?:loan|syndicated|borrow|dr[ae]wn?\b|credit (?:facility|line|agreement)|facilit(?:y|ies)\b"
                r"|fund(?:ing|s)?\b|financ"
                r"|pr[ée]stamo|cr[ée]dito|kredit)"
            ),
        ),
        ("licence", r"\blicen[cs](?:e|es|ed|ing)\b(?! (?:fee|purchase))|\blicencia|\blizenz"),
        (
            "supply",
            (
                r"\b(?:suppl(?:y|ies|ier)|(?<!share )(?<!stock )(?<!asset )(?<!shares )(?<!unit )(?<!equity )"
                r"(?<!interest )(?<!license )(?<!licence )(?<!spectrum )purchase (?:agreement|contract|order)"
                r"|outsourc|managed services|turnkey"
                r"|vendor|procure|equipment\b|deliver(?:y|ies)?\b|deploy|(?<!co-)build(?:-out| out)?\b"
                r"|(?:expansion|moderni[sz]ation|upgrade|maintenance|construction) of\b"
                r"|handsets\b|capacity|suministr|equipos\b|desplieg|implant)"
            ),
        ),
        (
            "acquisition",
            (
                r"\b(?:acqui|purchase\b(?! (?:order|agreement|contract))|buy\b|take ?over|tender offer|adqui"
                r"|(?:share|stock|asset|unit|equity|interest|licen[cs]e|spectrum)s? purchase|(?:increas"
                r"|rais)\w+ (?:its|their) (?:\w+ )?(?:stake|holding|shareholding|interest)|compra(?:r"
                r"|venta)?\b(?! de equipos))"
            ),
        ),
        (
            "sale",
            (
                r"\b(?:sale\b|sell\b(?=[^.;]{0,80}\b(?:stakes?|shares|interest|business|subsidiar|unit|assets|towers"
                r"|spectrum|licen[cs]es?))|dispos|divest|venta\b|vender\b|enajena)"
            ),
        ),
        (
            "cooperation",
            (
                r"\b(?:co-?operat|collaborat|partnership|roaming|sharing|share|strategic|jointly|joint\b|co-?market"
                r"|co-?develop|distribut|interconnect|memorand|mou\b|letter of intent|carta de intenci|framework"
                r"|work(?:ing)? together|reseller|MVNO\b|colabora|cooperaci|itinerancia|comparti|estrat[ée]gic"
                r"|interconex)"
            ),
        ),
        ("alliance", r"\balliance\b|\balianza\b|\ballianz\b"),
    )
)


def _named(words: str) -> list[str]:
    """The types that words speak for, without the licence that is only what is bought or sold."""
    found = {name: match.start() for name, pattern in _TYPES if (match := pattern.search(words))}
    traded = min(found.get("acquisition", len(words)), found.get("sale", len(words)))
    if found.get("licence", 0) > traded:
        del found["licence"]
    return list(found)


_ALLIANCE = _rule(r"\b(?:alliances?|alianzas?|allianz)(?:\s(?:agreements?|pacts?|contracts?|deals?|accords?))?\W*$")


def types(words: str, tail: str) -> tuple[str, ...]:
    """The types that an agreement's own words speak for, likeliest first; failing those, what follows it."""
    if _ALLIANCE.search(words):
        return ("alliance", "cooperation")
    near = _named(words)
    far = [name for name in _named(tail) if name not in near]
    telling = [name for name in near if name not in ("cooperation", "alliance")]
    if telling:
        return tuple(telling[:2])
    if not near:
        return tuple(far[:3]) or (("supply", "other") if "contract" in words.lower() else ("cooperation", "other"))
    return tuple([*far, *near][:3]) if "letter" in words.lower() else tuple([*near, *far][:3])
