"""Text that states no facts: safe-harbour statements, forms of a cover, notices, what a page's template adds."""

from __future__ import annotations

import re

_HEADING = re.compile(
    r"safe[- ]harbou?r|forward[- ]looking|cautionary|disclaimer|\badvertencia|aviso legal|nota legal"
    r"|limitación de responsabilidad"
    r"|manifestaciones? (?:de|sobre el|a) futuro|(?:declaraciones|previsiones|estimaciones) (?:de|sobre el|a) futuro"
    r"|important (?:notice|legal information)|no offer or solicitation"
    r"|additional information and where to find|participants in the solicitation"
    r"|zukunftsgerichtete|haftungsausschluss|déclarations prospectives|avertissement"
    r"|dichiarazioni previsionali|incorporation by reference|^(?:table of )?contents$"
    r"|^índice(?: de contenidos)?$|^exhibit index$"
    r"|^(?:related (?:news|articles|stories|links|content)|more (?:news|from)\b.*|latest (?:news|headlines)"
    r"|you may also like|read (?:more|next)|share this.*"
    r"|noticias relacionadas|subscribe(?: (?:to|now|here|for|today)\b.*)?|newsletter|cookies?.*"
    r"|terms (?:of use|and conditions)"
    r"|privacy (?:policy|notice)|legal notice|risk factors|rule 12g3.*)$",
    re.IGNORECASE,
)
_ALWAYS = re.compile(
    r"indicate by check ?mark|if [“\"]yes[”\"] is marked|form 20-f\W{0,12}x?\W{0,12}form 40-f"
    r"|duly caused this report to be signed|private securities litigation reform act"
    r"|undertakes? no (?:obligation|duty)|assumes? no (?:obligation|duty)|(?:no"
    r"|any) obligation to (?:publicly )?(?:update|revise|release)"
    r"|no stock exchange has (?:reviewed|approved)|neither the .{3,60} exchange .{0,80}accepts? responsibility"
    r"|accepts? responsibility for the (?:adequacy|accuracy)"
    r"|within the meaning of (?:the )?(?:section 27a|section 21e|private securities)|as amended, and section 21e"
    r"|(?:exact )?name of (?:the )?registrant as specified|translation of registrant"
    r"|address of (?:the )?principal executive|address,? including zip code"
    r"|commission file (?:number|no)|i\.?r\.?s\.? employer|jurisdiction of incorporation"
    r"|registrant['’]s telephone number|date of report \("
    r"|deemed to be (?:incorporated|filed)|is hereby incorporated by reference in"
    r"|furnishing the information contained in this form|regulation s-t\b|^(?:table of )?contents\b|^(?:índice"
    r"|sumario|inhalt|sommaire)\b"
    r"|does not constitute (?:an? )?(?:offer|invitation|solicitation)|no constituye (?:una )?(?:oferta"
    r"|invitación)|ne constitue pas une offre"
    r"|forward-looking statements? (?:include|are|involve|can|may|speak|is|contained|reflect|regarding|about)"
    r"|no se (?:obliga|compromete) a (?:actualizar|revisar)|nuls? engagement de mettre à jour"
    r"|ignore (?:all |any )?(?:the )?(?:previous|prior|preceding|above) instructions",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"forward[- ]looking (?:statements?|information)|(?:manifestaciones|declaraciones|afirmaciones|previsiones"
    r"|estimaciones|proyecciones)\b.{0,60}\bfutur"
    r"|contiene previsiones|expectations? (?:that|which) are|zukunftsgerichtete aussagen"
    r"|déclarations prospectives|certain statements (?:contained|made|in this)",
    re.IGNORECASE,
)
_RISK = re.compile(
    r"\brisks?\b|uncertaint|could differ|may differ|differ materially|actual results|assumptions"
    r"|undue reliance|riesgos?|incertidumbres?|risiken|ungewissheit|risques|incertitudes"
    r"|words such as|palabras como|beyond (?:the|our|its) control",
    re.IGNORECASE,
)
_SHORT_NOTICE = re.compile(
    r"all rights reserved|copyright (?:©|\(c\)|\d{4})|^©|todos los derechos reservados|registered (?:office"
    r"|in england)|incorporated (?:herein )?by reference"
    r"|^(?:aviso legal|nota legal|disclaimer|legal notice|advertencia)\b|pursuant to (?:the requirements of"
    r"|rule \d|section \d)|securities and exchange commission"
    r"|\[\s*x?\s*\].{0,40}\[\s*x?\s*\]|\|[_x]\|.{0,40}\|[_x]\||\byes\W{0,12}x?\W{0,12}no\b\W",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^(?:such|these|those) (?:statements?|risks?|factors?|forward|uncertainties|expectations)|^(?:factors"
    r"|readers|investors|the following (?:factors|risks))\b|^(?:they|words) (?:can be|such as)|^(?:tales|estas"
    r"|dichas) (?:manifestaciones|declaraciones|previsiones|estimaciones)",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|(?:^|\n)\s*(?:[/\\]s[/\\]|By:|Fdo\.|(?:media|press|investors?|analysts?|company|corporate"
    r"|contactos?|contacts?|further information|prensa|medios|inversores|presse"
    r"|relaciones)\b[^\n.]{0,40}:?\s*(?:\n|$))",
    re.IGNORECASE,
)
_NOTICE_CHARS = 350
_CARD_CHARS = 700


def heads_boilerplate(words: str) -> bool:
    """Whether a heading stands over text of no facts."""
    return _HEADING.search(re.sub(r"\s+", " ", words).strip()) is not None


def is_boilerplate(words: str) -> bool:
    """Whether a block by itself states no facts: a form of the cover, a notice, talk of forward-looking statements."""
    words = re.sub(r"\s+", " ", words).strip()
    if _ALWAYS.search(words):
        return True
    if _FORWARD.search(words) and _RISK.search(words):
        return True
    return len(words) <= _NOTICE_CHARS and _SHORT_NOTICE.search(words) is not None


def is_reached(words: str) -> bool:
    """Whether a block says who signs or can be reached, which ends a notice that stands above it."""
    return len(words) <= _CARD_CHARS and _REACHED.search(words) is not None


def goes_on(words: str) -> bool:
    """Whether a block after boilerplate goes on with it: "Such statements …", "Factors that could …"."""
    words = re.sub(r"\s+", " ", words).strip()
    return _GOES_ON.search(words) is not None
