"""Text that states no facts: safe-harbour statements, forms of a cover, notices, what a page's template adds."""

from __future__ import annotations

import re

from extractor.facts import fold
from extractor.searching import Sieve, folded


def _any(pattern: str) -> Sieve:
    return Sieve(pattern, re.IGNORECASE)


_HEADING = _any(
    r"safe[- ]harbou?r|forward[- ]looking (?:statements?|information|disclaimer)|^forward[- ]looking\W*$"
    r"|cautionary|disclaimer|\badvertencia|aviso legal|nota legal|limitación de responsabilidad"
    r"|manifestaciones? (?:de|sobre el|a) futuro|(?:declaraciones|previsiones|estimaciones) (?:de|sobre el|a) futuro"
    r"|important (?:notice|legal information)|no offer or solicitation"
    r"|additional information and where to find|participants in the solicitation"
    r"|zukunftsgerichtete|haftungsausschluss|déclarations prospectives|avertissement"
    r"|dichiarazioni previsionali"
    r"|^(?:related (?:news|articles|stories|links|content)|more (?:news|from)\b.*|latest (?:news|headlines)"
    r"|you may also like|read (?:more|next)|share this.*"
    r"|noticias relacionadas|subscribe(?: (?:to|now|here|for|today)\b.*)?|newsletter|cookies?.*"
    r"|terms (?:of use|and conditions)|privacy (?:policy|notice)|legal notice|rule 12g3.*)$",
)
# What the form of a cover or of a signature says, whoever fills it in.
_FORM = _any(
    r"indicate by check ?mark|if [“\"]yes[”\"] is marked|form 20-f\W{0,12}x?\W{0,12}form 40-f"
    r"|caused this report to be signed|(?:exact )?name of (?:the )?registrant as specified|translation of registrant"
    r"|address of (?:the )?principal executive|address,? including zip code"
    r"|commission file (?:number|no)|i\.?r\.?s\.? employer|jurisdiction of incorporation"
    r"|registrant['’]s telephone number|date of report \("
    r"|furnishing the information contained in this form|\bregulation s-t\b"
    r"|(?:communications?|material) pursuant to rule (?:1\w+-\d+|425)"
    r"|(?:registered|report)s? pursuant to section 1[235]|^pursuant to (?:section|rule) 1\d"
    r"|\[\s*x?\s*\].{0,40}\[\s*x?\s*\]|\|[_x]\|.{0,40}\|[_x]\||\byes\W{0,12}x?\W{0,12}no\b\W",
)
_NOTICE = _any(
    r"private securities litigation reform act|undertakes? no (?:obligation|duty)|assumes? no (?:obligation|duty)"
    r"|(?:no|any) obligation to (?:publicly )?(?:update|revise|release)"
    r"|no stock exchange has (?:reviewed|approved)|neither the .{3,60} exchange .{0,80}accepts? responsibility"
    r"|accepts? responsibility for the (?:adequacy|accuracy)"
    r"|within the meaning of (?:the )?(?:section 27a|section 21e|private securities)|as amended, and section 21e"
    r"|does not constitute (?:an? )?(?:offer|invitation|solicitation)|no constituye (?:una )?(?:oferta"
    r"|invitación)|ne constitue pas une offre"
    r"|forward-looking statements? (?:include|are|involve|can|may|speak|is|contained|reflect|regarding|about)"
    r"|no se (?:obliga|compromete) a (?:actualizar|revisar)|nuls? engagement de mettre à jour"
    r"|ignore (?:all |any )?(?:the )?(?:previous|prior|preceding|above) instructions",
)
_FORWARD = _any(
    r"forward[- ]looking (?:statements?|information)|(?:manifestaciones|declaraciones|afirmaciones|previsiones"
    r"|estimaciones|proyecciones)\b.{0,60}\bfutur"
    r"|contiene previsiones|expectations? (?:that|which) are|zukunftsgerichtete aussagen"
    r"|déclarations prospectives|certain statements (?:contained|made|in this)",
)
_RISK = _any(
    r"\brisks?\b|uncertaint|could differ|may differ|differ materially|actual results|assumptions"
    r"|undue reliance|riesgos?|incertidumbres?|risiken|ungewissheit|risques|incertitudes"
    r"|words such as|palabras como|beyond (?:the|our|its) control",
)
_SHORT_NOTICE = _any(
    r"all rights reserved|copyright (?:©|\(c\)|\d{4})|^©|todos los derechos reservados|registered office"
    r"|^(?:aviso legal|nota legal|disclaimer|legal notice|advertencia)\b",
)
_GOES_ON = _any(
    r"^(?:such|these|those) (?:statements?|risks?|factors?|forward|uncertainties|expectations)|^(?:factors"
    r"|readers|investors|the following (?:factors|risks))\s|^(?:they|words) (?:can be|such as)|^(?:tales|estas"
    r"|dichas) (?:manifestaciones|declaraciones|previsiones|estimaciones)",
)
_REACHED = _any(
    r"[\w.+-]+@[\w-]+\.\w|^\s*(?:item\s+\d|about\s+\w|(?-i:Contacts?(?: Details)?[A-Z]))|\bcontacts?\s*:"
    r"|(?:^|\n)\s*(?:[/\\]s[/\\]|By:|Fdo\.|(?:media|press|investors?|analysts?|company|corporate"
    r"|contactos?|contacts?|further information|prensa|medios|inversores|presse"
    r"|relaciones)\b[^\n.]{0,40}:?\s*(?:\n|$))",
)
_SHORT_CHARS = 350
_FORM_CHARS = 700
_CARD_CHARS = 700
_OPENING = 300  # characters within which a notice says what it is, and
_CLOSING = 1000  # within which of its end it still does: what is longer may state facts as well


def heads_boilerplate(words: str) -> bool:
    """Whether a heading stands over text of no facts."""
    words = fold(words)
    return _HEADING.search(words, folded(words)) is not None


def is_boilerplate(words: str) -> bool:
    """Whether a block by itself states no facts: a form of the cover, a notice, talk of forward-looking statements."""
    words = fold(words)
    plain = folded(words)
    if len(words) <= _FORM_CHARS and _FORM.search(words, plain):
        return True
    if len(words) <= _SHORT_CHARS and _SHORT_NOTICE.search(words, plain):
        return True
    return _is_notice(words, plain)


def _is_notice(words: str, plain: str) -> bool:
    """Whether a block is a notice from its first words to its last."""
    opening, closing = words[:_OPENING], words[-_CLOSING:]
    forward = _FORWARD.search(opening, plain)
    if not _NOTICE.search(opening, plain) and not (forward and _RISK.search(words, plain)):
        return False
    return len(words) <= _CLOSING or any(sieve.search(closing, plain) for sieve in (_NOTICE, _RISK, _FORWARD))


def is_reached(words: str) -> bool:
    """Whether a block says who signs or can be reached, or begins a section, which ends a notice that stands above."""
    return len(words) <= _CARD_CHARS and _REACHED.search(words, folded(words)) is not None


def goes_on(words: str) -> bool:
    """Whether a block after boilerplate goes on with it: "Such statements …", "Factors that could …"."""
    words = fold(words)
    return _GOES_ON.search(words, folded(words)) is not None
