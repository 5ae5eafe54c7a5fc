"""Persons' names and roles, as filings print them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.facts import Span
from extractor.marks import Marks
from extractor.values import read_country

_TITLE_WORD = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Prof|Ing|Lic|D|Don|Dña|Doña|Sr|Sra|Dn|Herr|Frau|M|Mme|Dott|Eng|Datuk"
    r"|Dato[’']?)\.?"
)
TITLE = rf"(?:{_TITLE_WORD}(?=\s))"
_PARTICLE = (
    r"(?:de(?:[ ]l(?:a|as|os))?|del|della|di|da|das|do|dos|du|des|van(?:[ ]de[nr]?)?|von(?:[ ]der)?|zu|der|den|ter"
    r"|ten|bin|binti|el|ap|ab|mac|nic|ní|uí|abu|af|av|op|vom|zum|zur|ibn|le|la)"
)
# Misread letters ("KristjÃ¡n") are kept as they stand, so signs that come of misreading may stand within a name.
_UPPER = "A-ZÀ-ÖØ-Þ" + "".join(chr(code) for code in range(0x100, 0x220) if chr(code).isupper())
_LETTER = r"[\w’'?¡-ª¬-º¼-¿-]"
_TOKEN = (
    rf"(?:(?:al|el|ad|as|ash|bin|ibn)-[{_UPPER}]{_LETTER}+|St\.|[{_UPPER}]\.(?:[ ]?-?[{_UPPER}]\.)*"
    rf"|[{_UPPER}]{_LETTER}+|[{_UPPER}](?![\w.])|d[’'][{_UPPER}]{_LETTER}+)"
)
_NICKNAME = rf"[(“\"‘][{_UPPER}]\w+[)”\"’]"
_NAME = re.compile(
    rf"(?<![\w&@./-]){_TOKEN}(?:[ ]+(?:{_PARTICLE}[ ]+|{_NICKNAME}[ ]+){{0,2}}{_TOKEN}){{1,9}}(?:,?[ ](?:Jr|Sr|II"
    rf"|III|IV|PhD|MBA)\b\.?)?"
)
"""A run of capitalised words, titles and roles in capitals included; `persons` cuts a name out of it."""

ROLE_HEAD = (
    r"(?:chief|directora?s?|directeur|directrice|direttore|diretora?|president[ae]?|président(?:e)?"
    r"|vice-?president[ae]?|chair(?:man|woman|person)?|C[EFTOIM]O|CEO|CFO|CTO|COO|CIO|CMO|CCO|EVP|SVP|VP|MD|officer"
    r"|manager|head|secretar(?:y|io|ia)|spokes(?:man|woman|person)|treasurer|counsel|controller|founder|co-founder"
    r"|engineer|economist|advis[eo]r|professor|lawyer|representative|trustee|strategist|scientist|architect|owner"
    r"|boss|partner|board member|chairm[ae]n|principal|superintendent|analyst|editor|minister|ministr[oa]|governor"
    r"|consejer[oa]|responsable|portavoz|jefe|jefa|gerente|apoderad[oa]|administrador[a]?|vocal|fundador[a]?"
    r"|(?:co-)?founders|chairmen|directors|presidents|executives|leiter(?:in)?|vorstand\w*|geschäftsführer(?:in)?"
    r"|sprecher(?:in)?|amministratore|diretor)"
)
_TOPIC = (
    r"(?:chief|executive|non-executive|financial|operating|technical|technology|commercial|marketing|information"
    r"|corporate|general|managing|deputy|senior|vice|group|global|regional|international|investor|investors|public"
    r"|media|press|external|internal|director|officer|president|chairman|relations|communications?|affairs|manager"
    r"|secretary|strategy|strategic|network|networks|legal|human|resources|sales|business|development|finance"
    r"|products?|services|engineering|operations|wholesale|roaming|enterprise|consumer|regulatory|planning"
    r"|innovation|digital|office|board|management|treasury|europe|america|americas|asia|africa|CEO|CFO|COO|CTO"
    r"|founder|owner|delegad[oa]|financier[oa]|ejecutiv[oa]|comercial|técnic[oa]|comunicación|relaciones|inversores"
    r"|accionistas|institucionales|externas|consejo|administración|finanzas|estrategia|regulación|adjunt[oa]"
    r"|corporativ[oa]|medios|prensa|negocio|tecnología|operaciones|recursos|humanos|unternehmenskommunikation"
    r"|kommunikation|général|générale)"
)
_LINK = r"(?:of|for|and|y|e|und|et|de|del|de la|con|with|the|to the|&)"
ROLE = re.compile(rf"\b{ROLE_HEAD}\b", re.IGNORECASE)
ROLE_PHRASE = (
    rf"(?:(?:{_TOPIC}|interim|acting|former|founding|joint|independent|lead)(?:[ ]"
    rf"|-)){{0,4}}{ROLE_HEAD}\b(?:(?:,[ ](?=(?:{_TOPIC}[ ]){{0,3}}(?:{_TOPIC}\b(?![’'])|{ROLE_HEAD}\b))|(?:[ ]?&"
    rf"|[ ]{_LINK}){{0,2}}[ ])(?:{_TOPIC}|{ROLE_HEAD})\b(?![’'])){{0,7}}"
)
"""A role from its first word to its last: "Executive Vice President and Head of Investor Relations"."""

DESK = re.compile(
    r"\b(?:investor|media|press|public|shareholder|analyst|trade|business)s?(?: and (?:media|investor"
    r"|public))?(?:/business)?[ ](?:relations|contacts?|office|enquiries|inquiries|affairs|press)\b"
    r"|\bcorporate communications?\b|\brelaci(?:ón|ones) con (?:los )?(?:medios|inversores|accionistas)\b"
    r"|\bcomunicación\b|\b(?:gabinete|oficina) de prensa\b|\bpressestelle\b|\bcommunications?\b",
    re.IGNORECASE,
)
"""A desk that answers enquiries; over or under a name it stands for the person's role."""

_CUT = re.compile(
    rf"^(?:{_TITLE_WORD}|(?:{_TOPIC}|{ROLE_HEAD}|Lead|Partner|Commenting|Says?|Said|By|Contact|Contacto|Name|The|El"
    rf"|La|And|Its|Our|As|For|When|While|Also|However|But|In|On|At|According|Meanwhile|Yesterday|Today|Según|Por"
    rf"|Para|Así|Fdo)\.?)$",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"\b(?:Street|Road|Avenue|Ave|Suite|Floor|Via|Calle|Plaza|Paseo|Avenida|Building|Box|Tower|Square|Drive|Way"
    r"|Court|Group|Grupo|Tele\w*|Mobil\w*|Móvil\w*|Inc|Ltd|Limited|GmbH|AG|plc|Corp\w*|Company|Compañía|Associates"
    r"|Alliance|Alianza|Holdings?|Contacts?|Press|Media|Investors?|Relations|Release|Further|Information|Enquiries"
    r"|Inquiries|Communi\w+|Affairs|Office|Department|Web\w*|E-?mail|Phone|Fax|Signatures?|Date|Dated|Enclosure"
    r"|Exhibit|Report|Form|Securities|Exchange|Commission|Note|Notes|Editors?|City|Ciudad|Network\w*|Wireless"
    r"|Technolog\w*|Services?|Servicios|Systems?|Solutions|Products?|United|Kingdom|States|Republic|Partners|Bank"
    r"|Banco|Capital|Fund|Fondo|International|Global|Digital|Data|Cable|Satellite|Internet|Annual|Quarter\w*|Results"
    r"|Board|Committee|Council|Consejo|Junta|Ministry|Ministerio|Authority|University|Association|Foundation"
    r"|Agreement|Act|Rule|Section|Item|New|North|South|East|West|Northern|Southern|Eastern|Western|Central|Latin"
    r"|European|American|San|Santa|Saint|Sociedad|Dirección|January|February|March|April|June|July|August|September"
    r"|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Enero|Febrero|Marzo|Abril"
    r"|Mayo|Junio|Julio|Agosto|Septiembre|Octubre|Noviembre|Diciembre|First|Second|Third|Fourth|Half|Year|Strategic"
    r"|Memorandum|Understanding|Joint|Venture|Market\w*|Business|Industry|Platform|Project|Program\w*)\b"
)
_PLACES = frozenset(
    {
        "abu dhabi", "addis ababa", "baden baden", "buenos aires", "costa rica", "dar es salaam", "el cairo",
        "frankfurt am main", "ho chi minh", "hong kong", "kuala lumpur", "la haya", "la paz", "las vegas",
        "los angeles",
        "palo alto", "puerto rico", "rio de janeiro", "sao paulo", "são paulo", "sri lanka", "tel aviv",
    }
)  # fmt: skip
_LOCAL_TITLES = {"D": "es", "Don": "es", "Ing": "es", "M": "fr", "Eng": "pt"}
_GAP = re.compile(r"(?<=\S)(?:[ ]{3,}|\t[ \t]*)(?=\S)")
_LINE_END = re.compile(r"(?<=\S)[ \t]*\n[ \t]*(?=\S)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a person's name. `titled` says that "Mr", "D." or the like stands before it."""

    span: Span
    titled: bool


def persons(marks: Marks, bound: Span, *, capitals: bool = False) -> Iterator[Candidate]:
    """What in `bound` has the shape of a person's name of two words or more; `capitals` admits "ANN BELL"."""
    columns = _GAP.sub(lambda gap: "\n" * len(gap.group()), marks.text[bound.start : bound.end])
    for match in _NAME.finditer(_LINE_END.sub(lambda end: " " * len(end.group()), columns)):
        for run, titled in _parts(match.group(), marks.filing.language):
            base = bound.start + match.start()
            span = Span(base + run.start, base + run.end)
            while marks.text[span.end - 1] in ",;:_-" or (marks.text[span.end - 1] == "." and _long_end(marks, span)):
                span = Span(span.start, span.end - 1)
            if _may_be_person(marks, span, capitals=capitals):
                yield Candidate(span, titled)


def _parts(run: str, language: str) -> Iterator[tuple[Span, bool]]:
    """The parts of a run of capitalised words that may be names: those between titles, roles and prepositions.

    "D." and "Don" are titles in Spanish, "M." is in French; elsewhere they are initials and names.
    """
    start: int | None = None
    end = 0
    titled = False
    for word in re.finditer(r"\S+", run):
        bare = word.group().rstrip(",")
        initial = _LOCAL_TITLES.get(bare.rstrip("."), language) != language
        if _CUT.match(bare) and not initial:
            if start is not None:
                yield Span(start, end), titled
            start, titled = None, re.fullmatch(_TITLE_WORD, bare) is not None
        elif start is not None or not re.fullmatch(_LINK, bare):
            start = word.start() if start is None else start
            end = word.end()
    if start is not None:
        yield Span(start, end), titled


def _long_end(marks: Marks, span: Span) -> bool:
    """Whether a name's last word is too long for an initial, so that a full stop is no part of it."""
    last = marks.words(span).split()[-1]
    return len(last) > 3 and last.lower() not in {"jr.", "sr."}


def _may_be_person(marks: Marks, span: Span, *, capitals: bool) -> bool:
    said = marks.words(span)
    tokens = [t for t in said.split() if not re.fullmatch(_PARTICLE, t)]
    if not 2 <= len(tokens) <= 5 or _NO_PERSON.search(said) or ROLE.search(said) or any(c.isdigit() for c in said):
        return False
    if len(set(tokens)) < len(tokens) or len(tokens[-1].strip(".")) < 2:
        return False
    if said.isupper() and (not capitals or _NO_PERSON.search(said.title())):
        return False
    if sum(t.isupper() and len(t) > 2 and "." not in t for t in tokens) and not said.isupper() and not capitals:
        return len(tokens) == 2 and tokens[0].isupper() != tokens[1].isupper() and not _is_company(marks, span)
    if re.fullmatch(r"[A-Z]{2}", tokens[-1]):
        return False
    if read_country(said) is not None or said.lower() in _PLACES:
        return False
    return not _is_company(marks, span)


def _is_company(marks: Marks, span: Span) -> bool:
    """Whether the filing elsewhere makes plain that a name is a company's; words such as "has" alone do not."""
    for mention in marks.names.within(Span(span.start - 60, span.end + 60)):
        entity = marks.names.entities[mention.entity]
        if mention.span.overlaps(span) and marks.names.is_company(mention.entity) and not entity.person:
            shorter = any(len(name.split()) == 1 for name in entity.names)
            if entity.legal or shorter or entity.score >= 4 or not mention.span.covers(span):
                return True
    return False


def full_name(marks: Marks, surname: str) -> Span | None:
    """Where the filing first prints the whole name of the person called `surname`."""
    for match in re.finditer(rf"(?<!\w){re.escape(surname)}(?!\w)", marks.text):
        around = Span(max(0, match.start() - 60), min(len(marks.text), match.end() + 40))
        for found in persons(marks, around):
            if found.span.start < match.start() and match.end() <= found.span.end:
                return found.span
    return None
