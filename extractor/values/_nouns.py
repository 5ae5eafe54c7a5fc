"""The noun a number counts: `280 mobile operators` counts operators.

There is no tagger here. A noun phrase is the run of words after the number up to a word that cannot belong to it; its
head is the first plural in the run that is not itself a modifier (`sales`, `systems`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from extractor.values._language import primary, spoken, word_set

_STOP = {
    "en": "in at on of for from by with to as than that which who whom whose where when while but nor the a an this these "
    "those its their his her our your my it they we he she i you is are was were be been being has have had do does did "
    "will would can could may might shall should must not no respectively each per via across under over between among "
    "into within without during since until through throughout up down out off about against after before also already "
    "now currently today including excluding compared versus vs if so then there here only both either even still such "
    "worldwide globally nationwide yoy because although however thus therefore plus less more ago earlier later using "
    "served serving giving making becoming became said says owned held based shall upon all any some other times time",
    "es": "en a al de del la el los las un una unos unas por para con sin que como su sus se es son fue fueron ha han había "
    "más menos entre sobre hasta desde durante según tras ante cuando donde lo le les ya también no pero si esta este "
    "estos estas cada frente respecto lo cual cuales ni mientras muy así hace",
    "de": "in im an am auf aus bei mit nach von vom zu zum zur für durch der die das den dem des ein eine einen einem "
    "einer ist sind war waren wird werden wurde wurden hat haben hatte als wie dass sich nicht auch nur über unter "
    "zwischen seit bis pro je",
    "fr": "en à au aux de du la le les l un une par pour avec sans que qui est sont a ont été était dans sur sous entre "
    "depuis selon dont chez vers ce cette ces son sa ses leur leurs ne pas plus moins",
    "pt": "em no na nos nas ao aos à de do da o a os as um uma por para com sem que como seu sua é são foi foram tem entre "
    "sobre até desde durante mais menos pelo pela",
    "it": "in a al allo alla di del della il lo la i gli le un una per con senza che come suo sua è sono ha hanno nel nella "
    "tra fra su fino da dal più meno",
}
_LINKS = {"en": "and or &", "es": "y o e", "de": "und oder", "fr": "et ou", "pt": "e ou", "it": "e o"}
_OF = {"en": "of", "es": "de", "fr": "de d", "pt": "de", "it": "di", "de": ""}

_HEADS = {
    "en": "customers subscribers users employees people operators countries members companies sites partners stores shops "
    "lines connections accounts households homes subs shares staff personnel workers men women persons individuals "
    "networks markets cities towns regions provinces municipalities licences licenses branches offices dealers outlets "
    "stations cells units handsets phones devices sims cards messages minutes calls inhabitants consumers clients "
    "businesses subsidiaries affiliates agreements years months weeks days hours quarters jobs positions km kilometres "
    "kilometers miles ftes full-time-equivalents directors shareholders services products channels additions positions "
    "visitors carriers providers roaming-partners pops population potential-customers accesses viewers suppliers",
    "es": "clientes abonados suscriptores usuarios empleados países personas habitantes líneas operadores operadoras "
    "accesos trabajadores acciones años meses días semanas trimestres municipios ciudades tiendas hogares socios "
    "miembros mercados sociedades empresas estaciones contratos minutos mensajes regiones provincias profesionales "
    "emplazamientos terminales conexiones compañías puntos altas",
    "de": "kunden teilnehmer teilnehmern nutzer nutzern mitarbeiter mitarbeitern beschäftigte beschäftigten länder "
    "ländern menschen personen anschlüsse anschlüssen haushalte haushalten netze betreiber betreibern jahre jahren "
    "monate monaten aktien partner partnern standorte filialen einwohner einwohnern",
    "fr": "clients abonnés utilisateurs salariés employés collaborateurs personnes habitants lignes opérateurs pays "
    "foyers ans mois actions membres partenaires sites magasins",
    "pt": "clientes assinantes usuários utilizadores funcionários colaboradores empregados pessoas habitantes linhas "
    "operadores operadoras países acessos anos meses ações lojas membros parceiros municípios cidades",
    "it": "clienti abbonati utenti dipendenti persone abitanti linee operatori paesi anni mesi azioni negozi membri "
    "partner famiglie comuni",
}
_PLURAL_MODIFIERS = word_set(
    "sales systems operations communications telecommunications goods services savings business wireless access process "
    "products customs news sports video data telecoms gross express class plus press express mass less cross bus loss "
    "address success progress consensus analysis basis status campus series various previous numerous additional "
    "nuevos nuevas principales grandes distintos distintas diferentes últimos últimas primeros primeras diversos "
    "diversas otros otras"
)
_NOT_PLURAL = re.compile(r"(?:ss|us|is|['\u2019]s|ous)$", re.IGNORECASE)
_TRAILING = word_set(
    "móviles fijos fijas activos activas registrados registradas residenciales inalámbricos inalámbricas totales únicos "
    "únicas postpago prepago contrato europeos latinoamericanos telefónicos telefónicas fijas corporativos"
)
_CANONICAL = {
    "clientes": "customers",
    "abonados": "subscribers",
    "suscriptores": "subscribers",
    "usuarios": "users",
    "empleados": "employees",
    "trabajadores": "employees",
    "países": "countries",
    "personas": "people",
    "habitantes": "people",
    "líneas": "lines",
    "operadores": "operators",
    "operadoras": "operators",
    "miembros": "members",
    "socios": "partners",
    "kunden": "customers",
    "teilnehmer": "subscribers",
    "teilnehmern": "subscribers",
    "nutzer": "users",
    "nutzern": "users",
    "mitarbeiter": "employees",
    "mitarbeitern": "employees",
    "beschäftigte": "employees",
    "beschäftigten": "employees",
    "länder": "countries",
    "ländern": "countries",
    "menschen": "people",
    "personen": "people",
    "einwohner": "people",
    "einwohnern": "people",
    "betreiber": "operators",
    "betreibern": "operators",
    "clients": "customers",
    "abonnés": "subscribers",
    "utilisateurs": "users",
    "salariés": "employees",
    "employés": "employees",
    "collaborateurs": "employees",
    "personnes": "people",
    "pays": "countries",
    "lignes": "lines",
    "opérateurs": "operators",
    "assinantes": "subscribers",
    "usuários": "users",
    "utilizadores": "users",
    "funcionários": "employees",
    "colaboradores": "employees",
    "pessoas": "people",
    "linhas": "lines",
    "clienti": "customers",
    "abbonati": "subscribers",
    "utenti": "users",
    "dipendenti": "employees",
    "persone": "people",
    "abitanti": "people",
    "paesi": "countries",
    "linee": "lines",
    "operatori": "operators",
    "persons": "people",
    "inhabitants": "people",
    "subs": "subscribers",
    "staff": "employees",
}
_ENGLISH_OWN = frozenset({"persons", "inhabitants", "subs", "staff"})

WHOLE = word_set(
    "customers subscribers users employees people operators countries members companies accounts households homes lines "
    "connections accesos accesses hogares shares acciones inhabitants sites stores consumers clients"
)
"""What is counted in whole numbers: a fraction of one can only be a number whose scale word is left out."""

_WORD = re.compile(r"(?:[^\W\d_]|\d{1,2}(?:\.\d)?G\b)[\w\u2019'&./®™-]*")
_GAP = re.compile(r"[ \u00a0\u202f\u2009]{0,2}(?:\r?\n[ \u00a0]*)?(?:\([a-z]{1,3}\) )?")


class Noun(NamedTuple):
    """A noun phrase: where it ends, its words in lower case, and its head; no head where only modifiers stand."""

    end: int
    words: str
    head: str | None


@lru_cache
def _stop(language: str) -> frozenset[str]:
    return frozenset(word for name in spoken(language) for word in _STOP[name].split())


@lru_cache
def heads(language: str) -> frozenset[str]:
    """Plural nouns that filings count, in the text's language and in English."""
    return frozenset(word for name in spoken(language) for word in _HEADS[name].split())


@lru_cache
def _links(language: str) -> frozenset[str]:
    return frozenset(word for name in spoken(language) for word in _LINKS[name].split())


def unit_of(head: str, language: str) -> str:
    """The unit a head noun stands for: itself, or the English word for the usual ones of other languages."""
    if primary(language) == "en" and head not in _ENGLISH_OWN:
        return head
    return _CANONICAL.get(head, head)


def _is_head(word: str, language: str) -> bool:
    lower = word.lower()
    if lower in heads(language):
        return True
    if lower in _TRAILING:
        return False
    if primary(language) in {"de", "it"}:
        return False
    acronym = re.fullmatch(r"[A-Z]{2,}[\u2019']?s", word) is not None
    return acronym or (word == lower and len(word) > 3 and word.endswith("s") and not _NOT_PLURAL.search(word))


def noun_after(text: str, start: int, language: str) -> Noun | None:
    """The noun phrase that begins at `start`, or None where no word follows that could belong to one."""
    stop, links = _stop(language), _links(language)
    position, words = start, list[tuple[int, int, str]]()
    opened = _opening(text, start, language)
    position = opened
    head_at: int | None = None
    while len(words) < 7:
        gap = _GAP.match(text, position)
        word = _WORD.match(text, gap.end() if gap else position)
        if word is None or gap is None or (gap.group() == "" and words):
            break
        if "\n" in gap.group() and not _same_sentence(text, position, word.group()):
            break
        token = word.group().rstrip(".\u2019'/-&")
        lower = token.lower()
        if lower in stop or (lower in links and not words):
            break
        words.append((word.start(), word.start() + len(token), token))
        if _is_head(token, language):
            head_at = len(words) - 1
            if lower not in _PLURAL_MODIFIERS or not _followed_by_head(text, words[-1][1], language):
                break
        if len(token) < len(word.group()):
            break
        position = word.start() + len(token)
        comma = text[position : position + 1] == ","
        if comma and not _list_goes_on(text, position, language):
            break
        position += comma
    return _phrase(text, words, head_at, language, opened)


def _phrase(
    text: str, words: list[tuple[int, int, str]], head_at: int | None, language: str, opened: int
) -> Noun | None:
    if not words:
        return None
    if head_at is None:
        links = _links(language)
        cut = next((i for i, (_, _, token) in enumerate(words) if token.lower() in links), len(words))
        kept = words[: min(cut, 3)]
        return Noun(kept[-1][1], " ".join(token.lower() for _, _, token in kept), None)
    kept = words[: head_at + 1]
    end = kept[-1][1]
    tokens = [token.lower() for _, _, token in kept]
    while True:
        trailing = re.compile(r"[ \u00a0]?\n?([^\W\d_]+)").match(text, end)
        if trailing is None or trailing.group(1).lower() not in _TRAILING:
            break
        end = trailing.end()
        tokens.append(trailing.group(1).lower())
    return Noun(end, " ".join(tokens), tokens[head_at].replace("\u2019", "").replace("'", ""))


def _opening(text: str, start: int, language: str) -> int:
    """Past the word that ties a noun to its number: `de clientes`, `of its customers`."""
    own = primary(language)
    ofs = {
        "en": r"of(?:\s+(?:its|their|our|the|all))?",
        "es": r"del?(?:\s+(?:los|las|la|el|sus))?",
        "fr": r"d(?:es?\s|u\s|['\u2019])",
        "pt": "d[eoa]s?",
        "it": "d(?:i|el|ella)",
    }
    pattern = ofs.get(own)
    if pattern is None:
        return start
    match = re.compile(rf"[ \u00a0]{{0,2}}\n?[ ]*{pattern}(?:(?<=[\s'\u2019])|(?=\s))", re.IGNORECASE).match(
        text, start
    )
    return match.end() if match else start


def _same_sentence(text: str, position: int, word: str) -> bool:
    """Whether a phrase may run over the line break at `position`: in prose, not from one table row to the next."""
    line_start = text.rfind("\n", 0, position) + 1
    return word[0].islower() or position - line_start >= 55


def _followed_by_head(text: str, position: int, language: str) -> bool:
    word = re.compile(r"[ \u00a0]\n?([^\W\d_][\w\u2019'-]*)|\n([^\W\d_][\w\u2019'-]*)").match(text, position)
    return word is not None and _is_head(word.group(1) or word.group(2), language)


def _list_goes_on(text: str, position: int, language: str) -> bool:
    """Whether a comma divides modifiers (`fixed, mobile and broadband customers`) rather than clauses."""
    links = "|".join(map(re.escape, _links(language)))
    ahead = re.compile(rf",\s[\w-]+(?:,\s[\w-]+)*,?\s(?:{links})\s[\w-]+\s([\w-]+)").match(text, position)
    return ahead is not None and ahead.group(1).lower() in heads(language)
