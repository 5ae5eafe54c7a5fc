"""The words by which filings say that somebody is quoted, in English and Spanish, with some of the other languages."""

from __future__ import annotations

import re

from extractor.searching import any_of

_VERBS = """
    said says state states stated comment comments commented add adds added note notes noted explain explains
    explained remark remarks remarked continue continues continued conclude concludes concluded declare declares
    declared observe observes observed tells told emphasised emphasises emphasized emphasizes stressed stresses
    replied replies quipped insists insisted warns warned predicts predicted recalled recalls underlined underlines
    highlighted highlights writes wrote argued argues believes believed admits admitted promised promises asks
    asked point points pointed dijo dice señaló señala afirmó afirma declaró declara explicó explica comentó
    comenta añadió añade aseguró asegura destacó destaca indicó indica manifestó manifiesta apuntó apunta subrayó
    subraya concluyó recalcó resaltó agregó expresó sostuvo sostiene precisó apostilló sagte sagt erklärte erklärt
    betonte betont kommentierte ergänzte déclare commenté souligne dichiara commenta disse afirmou declarou
    indicate indicates indicated mention mentions mentioned maintain maintains maintained caution cautions
    cautioned enthused enthuses assure assures assured summarised summarises summarized summarizes clarified
    outlined confirm confirms confirmed claim claims claimed affirm affirms affirmed reiterate reiterates
    reiterated acknowledge acknowledges acknowledged assert asserts asserted opine opines opined vow vows vowed
    reveal reveals revealed recount recounts recounted reflect reflects reflected elaborate elaborates elaborated
    reconoció reconoce reiteró reitera detalló detalla advirtió advierte sentenció matizó puntualizó argumentó
    recordó recuerda confirmó valoró aclaró sentencia meint meinte kommentiert ergänzt unterstreicht explique
    indique ajoute précise affirme sottolinea spiega aggiunge afferma refere referiu salientou salienta sublinhou
    sublinha acrescentou acrescenta explicou comentou destacou garantiu garante
"""
_PARTICIPLES = """
    señalado afirmado declarado dicho explicado comentado añadido asegurado destacado indicado manifestado apuntado
    subrayado concluido recalcado resaltado agregado reconocido reiterado detallado advertido recordado confirmado
    valorado aclarado sostenido expresado precisado
"""
_PHRASES = (
    *("according to", "in the words of", "en palabras de", "a juicio de", "según", "put it"),
    *(f"{has} {said}" for has in ("ha", "han", "había") for said in _PARTICIPLES.split()),
    *(f"a {said}" for said in ["déclaré", "commenté", "souligné", "ajouté", "indiqué"]),
    *(f"ha {said}" for said in ["dichiarato", "commentato", "affermato", "aggiunto"]),
)

SAYS = re.compile(rf"\b{any_of((*_VERBS.split(), *_PHRASES), ignore_case=True)}\b", re.IGNORECASE)
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
