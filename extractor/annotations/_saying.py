"""The words by which filings say that somebody is quoted, in English and Spanish, with some of the other languages."""

from __future__ import annotations

import re

_VERBS = """
    said says states? stated comments? commented adds? added notes? noted explains? explained remarks? remarked
    continues? continued concludes? concluded declares? declared observes? observed tells told emphasi[sz]e[sd]
    stresse[sd] replied replies quipped insist(?:s|ed) warn(?:s|ed) predict(?:s|ed) recalled recalls underlined
    underlines highlighted highlights writes wrote argue[sd] believes believed admits admitted promise[sd] asks
    asked points? pointed dijo dice señaló señala afirmó afirma declaró declara explicó explica comentó comenta
    añadió añade aseguró asegura destacó destaca indicó indica manifestó manifiesta apuntó apunta subrayó
    subraya concluyó recalcó resaltó agregó expresó sostuvo sostiene precisó apostilló sagte sagt erklärte
    erklärt betonte betont kommentierte ergänzte déclare commenté souligne dichiara commenta disse afirmou
    declarou indicates? indicated mentions? mentioned maintains? maintained cautions? cautioned enthuse[sd] assures?
    assured summari[sz]e[sd] clarified outlined confirms? confirmed
    claims? claimed affirms? affirmed reiterates? reiterated acknowledges? acknowledged asserts? asserted
    opines? opined vows? vowed reveals? revealed recounts? recounted reflects? reflected elaborates? elaborated
    reconoció reconoce reiteró reitera detalló detalla advirtió advierte sentenció matizó puntualizó argumentó
    recordó recuerda confirmó valoró aclaró sentencia meint meinte kommentiert ergänzt unterstreicht explique indique
    ajoute précise affirme sottolinea spiega aggiunge afferma afirma declara comenta destaca refere referiu salientou
    salienta sublinhou sublinha acrescentou acrescenta explicou comentou destacou garantiu garante
"""
_PHRASES = (
    r"according to",
    r"in the words of",
    r"en palabras de",
    r"a juicio de",
    r"según",
    r"put it",
    (
        r"(?:ha|han|había) (?:señalado|afirmado|declarado|dicho|explicado|comentado|añadido|asegurado|destacado"
        r"|indicado|manifestado|apuntado|subrayado|concluido|recalcado|resaltado|agregado|reconocido|reiterado"
        r"|detallado"
        r"|advertido|recordado|confirmado|valorado|aclarado|sostenido|expresado|precisado)"
    ),
    r"a (?:déclaré|commenté|souligné|ajouté|indiqué)",
    r"ha (?:dichiarato|commentato|affermato|aggiunto)",
)

SAYS = re.compile(rf"\b(?:{'|'.join((*_VERBS.split(), *_PHRASES))})\b", re.IGNORECASE)
"""A verb or phrase of saying."""

OPENS_WITH_SAYING = re.compile(rf"(?:y |and |as )?{SAYS.pattern}", re.IGNORECASE)
"""At the start of a clause after a quotation: "said X, chairman of Y"."""

ENDS_WITH_SAYING = re.compile(
    rf"{SAYS.pattern}(?:\s+(?:that|que|simply|further|today|yesterday|hoy|ayer|ainsi|as follows"
    rf"|lo siguiente))*\s*,?\s*$",
    re.IGNORECASE,
)
"""At the end of a clause before a quotation: "X, chairman of Y, said"."""

SPOKEN_BY_PRONOUN = re.compile(
    rf"\s*(?:(?:s?he|they|[ée]l|ella)\s+(?:also\s+|further\s+|then\s+)?{SAYS.pattern}|{SAYS.pattern}\s+(?:s?he|[ée]l"
    rf"|ella)\b)",
    re.IGNORECASE,
)
"""A clause that names the speaker by a pronoun alone: "he added", "dijo él"."""

ROLE = (
    r"(?:chief|executive|managing|director[a]?|president[ea]?|chair\w*|ceo|cfo|cto|coo|officer|manager|head"
    r"|secretar\w+|spokes\w+|consejer[oa]|analyst|founder|partner"
    r"|responsable|portavoz|vice|senior|general|treasurer|counsel|minister|ministro)"
)
"""A word of what somebody is in a company: "chief", "chairman", "portavoz"; a pattern, to be compiled without case."""
