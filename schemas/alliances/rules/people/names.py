"""Persons' names and roles, as filings print them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alliances.rules.marks import Marks
from extractor.facts import Span
from extractor.values import read_country

_TITLE_WORD = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Prof|Ing|Lic|D|Don|Dña|Doña|Sr|Sra|Dn|Herr|Frau|M|Mme|Dott|Eng|Datuk"
    r"|Dato[’']?|Mag|Dipl|Dipl\.-Ing|Ir|Engr|Atty|Sheikh|Shaikh|Messrs|YBhg|Señor|Señora|Senhor|Senhora)\.?"
)
TITLE = rf"(?:{_TITLE_WORD}(?=\s))"
_PARTICLE = (
    r"(?:de(?:[ ]l(?:a|as|os))?|del|della|di|da|das|do|dos|du|des|van(?:[ ]de[nr]?)?|von(?:[ ]der)?|zu|der|den|ter"
    r"|ten|bin|binti|bint|al|el|ap|ab|mac|nic|ní|uí|abu|af|av|op|vom|zum|zur|ibn|le|la)"
)
# Misread letters ("KristjÃ¡n") are kept as they stand, so signs that come of misreading may stand within a name.
_UPPER = "A-ZÀ-ÖØ-Þ" + "".join(chr(code) for code in range(0x100, 0x220) if chr(code).isupper())
_LETTER = r"[\w’'?¡-ª¬-º¼-¿-]"
_TOKEN = (
    rf"(?:(?:al|el|ad|as|ash|bin|ibn)-[{_UPPER}]{_LETTER}+|(?:St|Sta|Sto|Ma|Fco|Wm|Chas|Geo|Thos|Jos)\."
    rf"|[{_UPPER}]\.(?:[ ]?-?[{_UPPER}]\.)*"
    rf"|[{_UPPER}]{_LETTER}+|[{_UPPER}](?![\w.])|d[’'][{_UPPER}]{_LETTER}+)"
)
_NICKNAME = rf"[(“\"‘][{_UPPER}]\w+[)”\"’]"
_NAME = re.compile(
    rf"(?<![\w&@.-])(?<![^a-z]/){_TOKEN}(?:[ ]+(?:{_PARTICLE}[ ]+"
    rf"|{_NICKNAME}[ ]+){{0,2}}{_TOKEN}){{1,9}}(?:,?[ ](?:Jr|Sr|II"
    rf"|III|IV|PhD|MBA)\b\.?)?"
)
"""A run of capitalised words, titles and roles in capitals included; `persons` cuts a name out of it."""

ROLE_HEAD = (
    r"(?:chief|directora?s?|directeur|directrice|direttore|diretora?|president[ae]?|président(?:e)?"
    r"|vice-?president[ae]?|chair(?:man|woman|person)?|C[EFTOIM]O|CEO|CFO|CTO|COO|CIO|CMO|CCO|EVP|SVP|VP|MD|officer"
    r"|manager|head|secretar(?:y|io|ia)|spokes(?:man|woman|person)|treasurer|counsel|controller|founder|co-founder"
    r"|engineer|economist|advis[eo]r|professor|lawyer|representative|trustee|strategist|scientist|architect|owner"
    r"|boss|partner|board member|chairm[ae]n|principal|superintendent|analyst|editor|minister|ministr[oa]|governor"
    r"|specialist|especialista|spokesperson|commissioner|comisionad[oa]|researcher|associate|consultant"
    r"|managers|officers|board members|spokesmen|analysts|consejeros|consejeras|vocales|presidentes|administradores"
    r"|administrador-delegado|porta-voz|membro|analista|diretora?-geral"
    r"|consejer[oa]|responsable|portavoz|jefe|jefa|gerente|apoderad[oa]|administrador[a]?|vocal|fundador[a]?"
    r"|(?:co-)?founders|chairmen|directors|presidents|executives|\w*leiter(?:in)?|\w*vorstand\w*|geschäftsführer(?:in)?"
    r"|\w*sprecher(?:in)?|amministratore|diretor)"
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
    rf"|Para|Así|Later|Earlier|Then|After|Before|Since|Separately|Finally|Now|With|From|Both|Luego|Después|Ayer"
    rf"|Hoy|Con|Desde|Tras"
    rf"|Además|También|Mientras|Fdo)\.?)$",
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
    r"|Agreement|Act|Rule|Section|Item|New|Northern|Southern|Eastern|Western|Central|Latin"
    r"|European|American|San|Santa|Saint|Sociedad|Dirección|January|February|March|July|August|September"
    r"|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Enero|Febrero|Marzo|Abril"
    r"|Mayo|Junio|Agosto|Septiembre|Octubre|Noviembre|Diciembre|First|Second|Third|Fourth|Half|Year|Strategic"
    r"|America|Américas?|Europe|Europa|Africa|África|Pacific|Pacífico|Caribbean|Caribe|Memorandum|Understanding"
    r"|Joint|Venture|Market\w*|Business|Industry|Platform|Project|Program\w*)\b"
)
_FIRST = re.compile(r"(?:North|South|East|West)\b")
_ABSTRACT = re.compile(r"(?:CI[OÓ]N|SI[OÓ]N|TIONS?|MENTS?|IDAD|ORIA|ANCE|ENCE|ING|NESS|ICES?)\b")
_PLACES = frozenset(
    {
        "abu dhabi", "addis ababa", "baden baden", "buenos aires", "costa rica", "dar es salaam", "el cairo",
        "frankfurt am main", "ho chi minh", "hong kong", "kuala lumpur", "la haya", "la paz", "las vegas",
        "los angeles",
        "palo alto", "puerto rico", "rio de janeiro", "sao paulo", "são paulo", "sri lanka", "tel aviv",
    }
)  # fmt: skip
_OF_OFFICES = re.compile(
    r"Networks?|Services?|Products?|Operations|Resources|Affairs|Relations|Officer|Office|Board", re.IGNORECASE
)
"""Nouns that end the name of a department or company; no role starts with them."""
_COMPANY_WORDS = 3
_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})
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
            span = _without_company(marks, span)
            if _may_be_person(marks, span, capitals=capitals):
                yield Candidate(span, titled)


def _without_company(marks: Marks, span: Span) -> Span:
    """A run of names without the company it opens with: "la directora de Montel | Ana Ruiz"."""
    words = list(re.compile(r"\S+").finditer(marks.text, *span))
    for count in range(min(len(words) - 2, _COMPANY_WORDS), 0, -1):
        company = marks.names.named(marks.words(Span(span.start, words[count - 1].end())))
        if company is not None and marks.names.is_company(company):
            return Span(words[count].start(), span.end)
    return span


def _parts(run: str, language: str) -> Iterator[tuple[Span, bool]]:
    """The parts of a run of capitalised words that may be names: those between titles, roles and prepositions.

    "D." and "Don" are titles in Spanish, "M." is in French; elsewhere they are initials and names.
    """
    start: int | None = None
    end = 0
    titled = False
    for word in re.finditer(r"\S+", run):
        bare = word.group().rstrip(",")
        if bare in ("Sri", "Seri") and (titled or run[start or 0 : end] in ("Tan", "Puan")):  # "Tan Sri", "Dato' Sri"
            start, titled = None, True
            continue
        initial = _LOCAL_TITLES.get(bare.rstrip("."), language) != language
        possessive = re.search(r"[’']s$", bare)
        if possessive:  # "Montel's Ann Bell", "Ann Bell's"
            if start is not None:
                yield Span(start, word.start() + possessive.start()), titled
            start, titled = None, False
            continue
        if _CUT.match(bare) and not initial and not bare.islower():
            if start is not None and not _OF_OFFICES.fullmatch(bare):
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
    first, *rest = said.split()
    tokens = [first, *(t for t in rest if not re.fullmatch(_PARTICLE, t, re.IGNORECASE))]
    if len(tokens) > 2 and tokens[-1].strip(".") in _SUFFIXES:
        tokens.pop()
    if not _is_formed(tokens) or _NO_PERSON.search(said) or ROLE.search(said) or _FIRST.match(said):
        return False
    if len(tokens) == 2 and re.fullmatch(_PARTICLE, first, re.IGNORECASE) and _is_surname(marks, said):
        return False
    if said.isupper() and (not capitals or _ABSTRACT.search(said) or _NO_PERSON.search(said.title())):
        return False
    if sum(t.isupper() and len(t) > 2 and "." not in t for t in tokens) and not said.isupper() and not capitals:
        return len(tokens) == 2 and tokens[0].isupper() != tokens[1].isupper() and not _is_company(marks, span)
    if _is_country(said) or said.lower() in _PLACES:
        return False
    return not _is_company(marks, span)


def _is_country(said: str) -> bool:
    """Whether a name is a country's; "Jordan Bell" only starts like one."""
    words = said.split()
    named_after = read_country(words[0]) is not None and read_country(words[-1]) is None
    return read_country(said) is not None and not named_after


def _is_formed(tokens: Sequence[str]) -> bool:
    """Whether words make a name: two to five, none twice but a surname of both parents, the last no lone initial."""
    last = tokens[-1]
    written = sum(len(token.strip(".")) > 2 for token in tokens)
    initial = len(last.strip(".")) < 2 and (written < 2 or last[-1] != ".")
    doubled = len(tokens) > 2 and last == tokens[-2]
    if not 2 <= len(tokens) <= 5 or initial or re.fullmatch(r"[A-Z]{2}", last):
        return False
    return len(set(tokens)) >= len(tokens) - doubled and not any(c.isdigit() for c in "".join(tokens))


def _is_surname(marks: Marks, said: str) -> bool:
    """Whether the filing has a longer name that ends so: "Van Wagner" of "Kurt Van Wagner"."""
    return re.search(rf"[{_UPPER}][\w.]+\s{re.escape(said)}(?!\w)", marks.text) is not None


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
