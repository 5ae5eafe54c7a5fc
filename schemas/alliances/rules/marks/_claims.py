"""The subjects of a sentence, clause by clause.

There is no parser. A company is taken as a subject where a finite verb or a possessive follows its name, asides left
out; "it" and "its" stand for whom the text spoke of before, "we" and "the Group" for the company that files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from alliances.rules.demonyms import read_demonym
from alliances.rules.marks._asides import asides
from alliances.rules.marks._words import COLLECTIVE
from alliances.rules.marks.names import Mention, Names
from extractor.facts import Span, fold
from extractor.values import find_countries

_ADVERBS = (
    r"(?:\s+(?:(?:last|this)\s(?:week|month|year|quarter|spring|summer|autumn|winter)"
    r"|(?:earlier|later)\s(?:this|that|last)\s(?:week|month|year)|(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri)day|yesterday|ayer"
    r"|(?:in|en)\s(?:early\s|late\s|mid-)?(?:[A-Z][a-z]+|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre"
    r"|octubre|noviembre|diciembre)?(?:\sde)?\s?(?:19|20)\d\d|in\s(?:Jan|Febr)uary|in\s(?:March|April|May|June|July|August)"
    r"|in\s(?:Septem|Octo|Novem|Decem)ber|en\s(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre"
    r"|noviembre|diciembre)"
    r"|esta semana|also|now|still|already|currently|today|alone|both|all|each|together|therefore|meanwhile|then"
    r"|again|ya|también|hoy|ambas|ambos|además|asimismo|se|auch|bereits|now|only|just|[a-z]+ly))*"
)
_PLURALS = (
    r"(?:\w+(?:tions|ments|ings|ities|nesses|ances|ences)|revenues?|sales|services|networks|results|profits|costs"
    r"|expenses|prices|products|markets|members|accounts|lines|homes|households|minutes|messages|plans|tariffs"
    r"|rates|months|years|days|quarters|assets|funds|bonds|notes|loans|licen[cs]es|handsets|devices|units|areas"
    r"|sites|stores|clients|partners|points|goods|subscribers|customers|users|operators|carriers|shareholders"
    r"|holders|employees|providers|companies|countries|subsidiaries|mobiles|phones|cards|calls|fees|margins|words"
    r"|accesos|clientes|usuarios|ingresos|resultados|ventas)"
)
"""Plural nouns that would pass for a verb in the third person: "Quarterly revenues"."""
_VERB = re.compile(
    rf"{_ADVERBS}(?:,?\s+(?:that|which|who|que|qui|die|der))?\s+(?:"
    r"(?:has|had|have|is|was|are|were|will|would|can|may|might|could|should|shall|does|did|do)\b"
    r"|(?:won|sold|bought|led|rose|grew|fell|saw|took|made|paid|got|held|became|began|came|went|spent|put|set"
    r"|cut|ran|brought|built|met|kept|lost|gave|left|shut|hit|beat|drew|stood|said|bid|split|sees|and its)\b"
    r"|(?!(?:based|headquartered|listed|located|called|named|known|valued|dated|including|priced|branded"
    rf"|formed|pursuant|across|towards|versus|plus|this|as|its|his|sus|tras|las|los|unos|unas|des|les|{_PLURALS})\b)"
    r"[a-z]{3,}(?:ed|s)\b(?!\s+(?:(?:\d[\d.,]*\s?%|jointly|wholly|entirely)\s+)?by\b)"
    r"|(?:obtuvo|tuvo|mantuvo|estuvo|contuvo|hizo|dio|puso|produjo|introdujo|redujo|vino|ha|han|había|es|fue"
    r"|son|era|sería|tiene|tenía|tendrá|cuenta|contaba|posee|ofrece|opera|presta|emplea|alcanza|supera"
    r"|registra|obtiene|mantiene|controla|dispone|gestiona|invierte|suma|roza|ronda|anota|aumenta|eleva|reduce"
    r"|pierde|gana|añade|consigue|capta|nace|cubre|cubrirá|sirve|está"
    r"|estaba|compra|vende|lanza|crece|prevé|espera|logra|llega|comercializa|factura|aporta|brinda|lidera"
    r"|factur[ao]|contabiliza)\b"
    r"|[a-zñáéíóú]{2,}(?:ó|aba|ía|aron|ieron|aban|ían|ará|erá|irá|arán)(?!\w)"
    r"|(?:tem|tinha|possui|detém|é|foi|conta|cobre|serve|emprega|oferece)\b|[a-zç]{3,}(?:ou|iu|eu)\b"
    r"|(?:hat|hatte|ist|war|wird|verfügt|betreibt|zählt|zählte|erzielte|erreichte|beschäftigt|beschäftigte"
    r"|versorgt|bietet|steigerte|gewann|a(?=\s(?:\d|environ\b|plus\b|\w+(?:é|i|u)e?s?\b))|avait|est|était|compte"
    r"|comptait|emploie|couvre|exploite|détient"
    r"|réalise|propose|ha|conta|offre|copre|impiega)\b"
    r")"
)
_STAKE_VERB = re.compile(
    rf"{_ADVERBS}\s+(?:owns?|owned|holds?|held|controls?|controlled|acquired|bought|posee|controla|tiene el"
    rf"|(?:is|are) (?:the )?(?:owners?|holders?|shareholders?)|es (?:el |la )?(?:dueñ[oa]|propietari[oa]|titular"
    rf"|accionista)|compró|adquirió|hält|détient)\b"
)
_POSSESSIVE = re.compile(
    r"[’'](?:s\b|(?=\s))|,?\s+(?:(?:of|in|with|for|by)\s+)?(?:whose|cuy[oa]s?|deren|dessen|dont)\b"
)
_OF = re.compile(r"\b(?:of|at|by|for|de|del|von|bei|for the|of the|de la|d[’'])\s*$", re.IGNORECASE)
_THING_OF = re.compile(
    r"\b(?:revenues?|sales|turnover|profits?|income|ebitda|expenses|costs|base|customers|subscribers|users"
    r"|networks?|share|coverage|penetration|workforce|staff|employees|results|ingresos|ventas|clientes"
    r"|abonados|red|plantilla|cuota|beneficio)"
    r"\s+(?:of|at|by|for|de|del)\s+(?:the\s+|la\s+|el\s+)?$",
    re.IGNORECASE,
)
_LET = re.compile(
    r"\b(?:expects?|expected|requires?|required|allow(?:s|ed|ing)?|enabl(?:es?|ed|ing)|wants?|asked|permit(?:s"
    r"|ted)?|helps?|for)\s$"
)
_TO_DO = re.compile(r"\s(?:also\s)?to\s[a-z]+")
"""With a verb before: "expects X to invest"."""
_ALLIANCE = re.compile(
    r"\b(?:[Tt]he|[Ll]a|[Ee]l|[Tt]his|[Ee]sta|[Ee]ste) (?:alliance|consortium|alianza|consorcio)\b(?! (?:de|of"
    r"|with|con|entre|between)\b)"
    r"|\b(?:[Tt]he|[Ll]os) (?:(?:two|three|four|five|six|seven|eight|nine|ten|\w+een|\d+) )?(?:alliance )?(?:members"
    r"|partners|member (?:operators|companies)|miembros|socios)\b(?! (?:de|of)\b)"
)
_ALLIED = re.compile(r"\b(?:Alliance|Consortium|Alianza|Consorcio|Allianz|Aliança)\b", re.IGNORECASE)
_ITS_THING = re.compile(
    r"\s(?:[a-z][\w-]*\s){0,2}(?:revenues?|sales|turnover|profits?|income|customers|subscribers)"
    r"\s(?:was|were|[a-z]+ed|rose|grew|fell|hit|stood)\b"
)
"""After a name used as an adjective: "X revenues grew"."""
_OBJECT = re.compile(
    r"(?:\b[a-z]+s\s+(?:with|to|from|into|con|mit|avec)|\b(?:between|entre|zwischen))\s+(?:the\s+|la\s+|el\s+)?$"
)
_FINITE = re.compile(
    r"\b(?:has|had|have|is|was|are|were|will|would|ha|han|es|fue|son|era|tiene|[a-z]{3,}(?:ed|ó|aron)|rose"
    r"|grew|fell|won|saw|made|took)\b"
)
_PASSIVE = re.compile(r"\W*[A-Z]\w*(?:ed|ado|ada|ida|ido)\b|\W*(?:Held|Led|Run|Built)\b")
_TOPIC = re.compile(
    r"\b(?:it|its|they|their|(?:the|this) (?:company|operator|firm|alliance|corporation|carrier|consortium|telco"
    r"|(?-i:PTO|MVNO|ISP)|vendor"
    r"|provider|manufacturer|supplier|incumbent"
    r"|(?-i:group)|subsidiary|unit|joint venture|network|business)|the latter|which"
    r"|la (?:compañía|empresa|operadora|filial|alianza)|el (?:operador|consorcio)|su|sus|das unternehmen"
    r"|seine?|ihre?|la société|l['’]opérateur|ses?|leurs?)\b",
    re.IGNORECASE,
)
_ISSUER = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|us|[Hh]emos|[Tt]enemos|[Ss]omos|(?!(?:últ|próx|máx|mín|leg[ií]t|mism|óptim|anóni|mar[ií]t)"
    r"|tramos|ramos"
    r"|reclamos|préstamos)[a-zñáéíóúA-Z][a-zñáéíóú]{2,}(?:amos|imos)|[Nn]osotros|[Nn]uestr[oa]s?|[Ww]ir|[Uu]nsere?"
    r"|[Nn]ous|[Nn]otre|[Nn]os)\b"
    r"|\bGroup(?= (?:turnover|revenues?|sales|EBITDA|EBIT|net|operating|profits?|service|capex|total|results"
    r"|employees|headcount"
    r"|customers|subscribers)\b)|\b(?:[Tt]he (?:Group|Company|Corporation|Registrant|Issuer)|[Ll]a (?:Sociedad"
    r"|Compañía|Empresa)"
    r"|[Ee]l [Gg]rupo|[Ll]e [Gg]roupe|[Dd](?:er|ie) (?:Konzern|Gruppe|Gesellschaft))\b"
)
_DATELINE = re.compile(
    r"[A-ZÀ-Þ][^.:;\n]{0,70}(?:\n[^.:;\n]{0,70})?(?:,|\(|\s[-–—]+)\s?[^.:;]{0,40}?\b(?:19"
    r"|20)\d\d\b\)?\s*(?:\([^)]{0,60}\)\s*|/[^/\n]{0,60}/\s*)?(?:\.?\s?[-–—]{1,3}|/|:)\s+"
)


_MEASURED = re.compile(
    r"(?:(?:Net|Gross|Total|Blended|Adjusted|Operating|Quarterly|Annual|Monthly|Group) )?(?:Churn|EBITDA[RL]?|EBITA?"
    r"|OIBDA|ARPU|Revenues?|CapEx|Capex|CAPEX|OpEx|Opex|OPEX|Penetration|Sales|Turnover|Income|Profit|Debt"
    r"|Management|Coverage|Traffic|Ingresos|Ventas|Deuda|Penetración|Cobertura|Umsatz)$|[MGk]Hz\b|[kMG]bit/s"
)
_IN_PLACE = re.compile(r"\s(?:in|of|en|de)\s(?:the\s)?(?=[A-ZÀ-Þ])")
_SEATED = re.compile(r"\b(?:headquartered|based|located|con sede)\s(?:in|at|en)\s[^,;()]{2,30},$")
_STATE = re.compile(r"\s[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2},(?=\s)")
"""What goes on with a town's name: "headquartered in Murray Hill, | N.J.,"."""
_KIND = re.compile(r"\s(?:MVNO|unit|subsidiary|division|arm|business|brand|operation|affiliate)(?=\s[a-z])")
"""What may stand between a name and its verb: "its Alpha MVNO ended"."""
_ACRONYM = 3  # letters up to which a lone name says too little
_AT_START = 5  # characters before a name that may open a sentence: an article


@dataclass(frozen=True, slots=True)
class Claim:
    """From `at` on, a sentence's words are about `mention`; `firm` if it is a subject by form, not by place alone.

    `joint` are the companies that share the verb: "X and Y launched". `acts` says that a verb follows, `holder` that it
    is one of holding or buying another company.
    """

    at: int
    mention: Mention
    firm: bool = True
    joint: tuple[Mention, ...] = ()
    acts: bool = False
    holder: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """Whom a sentence may mean without a name: by "it", by its section's heading, by "we".

    `topic` is whom the text spoke of before, `section` the company of the heading, `issuer` the one that files.
    """

    topic: Mention | None = None
    section: Mention | None = None
    issuer: Mention | None = None


def dateline(text: str, sentence: Span) -> int:
    """Where a sentence begins after its dateline: "OSLO, March 14, 2016 -- "."""
    match = _DATELINE.match(text, *sentence)
    return match.end() if match else sentence.start


def claims(text: str, names: Names, sentence: Span, spoken: Spoken, of: Span | None = None) -> list[Claim]:
    """The subjects of a sentence, in order. Asides count only where `of`, the words asked about, stands in one."""
    skipped = [a for a in asides(text, sentence) if of is None or not a.covers(of)]
    said = Span(dateline(text, sentence), sentence.end)
    companies = [m for m in candidates(text, names, said) if of is None or not m.span.overlaps(of)]
    found = [c for m in companies for c in _by_name(text, names, said, skipped, companies, m)]
    found = [c for c in found if c.firm or names.is_company(c.mention.entity)]
    taken = [*skipped, *(m.span for m in names.within(sentence))]
    for at in _uses(text, sentence, _ISSUER, taken):
        found += _by_pronoun(at, found, spoken.issuer)
    alliance = _only_alliance(names) if _ALLIANCE.search(text, *sentence) else None
    for at in _uses(text, sentence, _ALLIANCE, taken) if alliance is not None else ():
        found += _by_pronoun(at, found, alliance)
    for at in _uses(text, sentence, _TOPIC, taken):
        if alliance is not None and _ALLIANCE.match(text, at):
            continue
        before = [c for c in found if c.at < at and c.firm]
        acting = [c for c in before if c.acts] or before
        found += _by_pronoun(at, found, acting[-1].mention if acting else spoken.topic, firm=not companies)
    return sorted(found, key=lambda c: c.at)


def _only_alliance(names: Names) -> Mention | None:
    """The one thing of a filing that is by its name an alliance, which "the alliance" stands for."""
    found = {
        m.entity: m
        for m in reversed(names.mentions)
        if COLLECTIVE.search(m.text) and names.is_company(m.entity) and _ALLIED.search(m.text)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _uses(text: str, sentence: Span, pronoun: re.Pattern[str], taken: list[Span]) -> Iterator[int]:
    for match in pronoun.finditer(text, *sentence):
        if not any(t.covers(Span(*match.span())) for t in taken):
            yield match.start()


def _by_pronoun(at: int, found: list[Claim], meant: Mention | None, *, firm: bool = True) -> Iterator[Claim]:
    """The claim of a pronoun that stands for `meant`, unless the words are about it already."""
    before = [c for c in found if c.at < at and c.firm]
    if meant is not None and not (before and before[-1].mention is meant):
        yield Claim(at, meant, firm=firm)


def candidates(text: str, names: Names, sentence: Span) -> list[Mention]:
    """The names that may be a subject: companies, and names of which nothing else is known."""
    headline = _is_headline(text, sentence)
    return [
        m for m in names.within(sentence) if names.is_company(m.entity) or (not headline and is_likely(text, names, m))
    ]


def _is_headline(text: str, sentence: Span) -> bool:
    """Whether nearly all words of a sentence are capitalised, so that capitals say nothing of names."""
    words = re.findall(r"[^\W\d_]{4,}", text[sentence.start : sentence.end])
    return len(words) > 2 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def is_likely(text: str, names: Names, mention: Mention) -> bool:
    """Whether a name of unknown kind may be a company's: no capitalised word that is an ordinary one elsewhere."""
    if not _is_unsure(names, mention.entity) or _MEASURED.match(mention.text) or read_demonym(mention.text):
        return False
    if _written_small(text, mention.text.split()[0]):
        return not _opens(text, mention) and " " in mention.text
    return " " in mention.text or len(mention.text) > _ACRONYM


def _opens(text: str, mention: Mention) -> bool:
    """Whether a name stands where any word is capitalised: at the start of a sentence, line or item."""
    before = text[max(0, mention.span.start - 12) : mention.span.start]
    return re.search(r"(?:^|[.:;!?•·|*\n\"“«]|[-–—]{1,2})\s*$", before) is not None


@lru_cache(maxsize=4096)
def _written_small(text: str, word: str) -> bool:
    """Whether a text has a word in lower case as well."""
    return re.search(rf"\b{re.escape(word.lower())}\b", text) is not None


def _is_unsure(names: Names, entity: int) -> bool:
    known = names.entities[entity]
    return known.score >= 0 and not known.place and not known.person and not names.is_company(entity)


def _by_name(
    text: str, names: Names, sentence: Span, skipped: list[Span], companies: list[Mention], mention: Mention
) -> Iterator[Claim]:
    if any(a.covers(mention.span) and not _names(text, a, mention) for a in skipped):
        return
    start = mention.span.start
    earlier = [m for m in companies if m.span.end <= start]
    kind = _KIND.match(text, mention.span.end, sentence.end)
    after = _past_place(text, sentence, _past(skipped, kind.end() if kind else mention.span.end, text))
    if text[after : after + 1] == "," and re.search(r",\s$", text[start - 2 : start]):
        after += 1  # a name in apposition: "the group's Chilean unit, X, raised …"
    joint = _joint(text, companies, mention)
    first = joint[0].span.start if joint else start
    is_object = _OBJECT.search(text, max(sentence.start, first - 30), first) is not None
    acts = not is_object and _VERB.match(text, after, sentence.end) is not None
    acts = acts or (_TO_DO.match(text, after) is not None and _LET.search(text, max(0, start - 30), start) is not None)
    if acts or _POSSESSIVE.match(text, mention.span.end):
        holder = _STAKE_VERB.match(text, after, sentence.end) is not None
        yield Claim(start, mention, joint=joint, acts=acts, holder=holder)
    elif not is_object and names.is_company(mention.entity) and _ITS_THING.match(text, mention.span.end, sentence.end):
        yield Claim(start, mention)
    elif start - sentence.start < _AT_START:
        yield Claim(start, mention, firm=False)
    elif _THING_OF.search(text, max(sentence.start, start - 40), start) or (
        _opens_with(text, sentence, start) and not any(_VERB.match(text, m.span.end, start) for m in earlier)
    ):
        yield Claim(start, mention)


def _names(text: str, aside: Span, mention: Mention) -> bool:
    """Whether dashes or commas set off nothing but a name: "the licensee - X - says"."""
    return text[aside.start : aside.end].strip(" ,-–—\n") == text[mention.span.start : mention.span.end]


def _opens_with(text: str, sentence: Span, at: int) -> bool:
    """Whether a sentence's subject is something of the company at `at`: "The mobile networks of X …"."""
    if text.find(",", sentence.start, at) >= 0:  # the common case, and the cheap one
        return False
    opening = text[sentence.start : at]
    if _PASSIVE.match(opening):  # "Owned 49% by X, it …"
        return False
    return bool(_OF.search(opening)) and not _FINITE.search(opening)


def _past_place(text: str, sentence: Span, at: int) -> int:
    """Where the words go on after the country that a name is said to be of: "X in Denmark | had"."""
    place = _IN_PLACE.match(text, at, sentence.end)
    if place is None:
        return at
    found = find_countries(text[place.end() : min(sentence.end, place.end() + 40)])
    return place.end() + found[0].span.end if found and found[0].span.start == 0 else at


def _past(skipped: list[Span], at: int, text: str) -> int:
    """Where the words go on after the asides that begin at `at`, or that end with it."""
    for aside in skipped:
        begins = aside.start >= at and not text[at : aside.start].strip()
        ends = aside.start < at <= aside.end and not text[at : aside.end].strip(" ,-–—\n")
        at = aside.end if begins or ends else at
    state = _STATE.match(text, at)
    return state.end() if state is not None and _SEATED.search(text, max(0, at - 60), at) else at


def _joint(text: str, companies: list[Mention], last: Mention) -> tuple[Mention, ...]:
    """The companies listed right before the last of a shared subject, it included; empty for a single one."""
    group = [last]
    for mention in reversed([m for m in companies if m.span.end <= last.span.start]):
        between = fold(text[mention.span.end : group[0].span.start])
        if between not in (("and", "y", "e", "und", "et", "&", ", and") if len(group) == 1 else (",", "and", "y")):
            break
        group.insert(0, mention)
    return tuple(group) if len(group) > 1 else ()
