"""Who acts in a sentence: its companies by name, and those that "the Group", "it" or "la Sociedad" stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.facts import Span
from extractor.marks import Marks, Mention
from extractor.marks.masked import Masked, mask

_ISSUER = (
    r"(?:the (?:Company|Group|Corporation|Parent|Registrant|Issuer)|la (?:Sociedad|Compañía|Empresa)|el (?:Grupo"
    r"|Emisor)|die Gesellschaft)"
)
_SPOKEN_OF = (
    r"(?:it|we|he company|the (?:company|group|alliance|operator|firm|carrier|consortium|circle)|la (?:compañía"
    r"|empresa|operadora|alianza|firma)|el (?:grupo|operador|consorcio)|das unternehmen|la société)"
)
_ANAPHOR = re.compile(rf"(?<![\w⟦])(?:(?P<issuer>(?i:{_ISSUER}))|(?P<spoken>(?i:{_SPOKEN_OF})))(?![\w’'-]|\s⟦N)")
_BOTH = re.compile(
    r"\b(?:(?:both|the two|the|these) (?:companies|operators|parties|partners|groups|firms)|the two|they|(?:ambas"
    r"|las dos|las) (?:compañías|empresas|partes|operadoras|sociedades)|(?:ambos|los dos) (?:grupos|operadores))\b",
    re.IGNORECASE,
)
_DEFINED = re.compile(
    r"[ \n]*\([^()]{0,120}?[\"“‘«'](?:the |la |el )?(?:Company|Group|Corporation|Registrant|Issuer|Sociedad|Compañía"
    r"|Grupo|Emisor)[\"”’»']"
)
_BETWEEN = re.compile(
    r"(?:\s?\([^()]{0,120}\),?)*(?:,?\s(?:an?|the|of|in|un|una|de|el|la|with|based)\s[^,;:⟦]{1,80}"
    r"|,\s[^,;:⟦]{1,80},)?,?\s?(?:(?:and|y|e|und|et|&|,|as well as|together with|along with|junto con|and including"
    r"|including)\s)?(?:(?:the|its|la|el)\s)?(?:[A-Za-z-]+\s){0,3}"
)
_LINKED = re.compile(
    r"(?:\band|\by|\be|\bund|\bet|&|,|as well as|together with|along with|junto con|including)\s(?:(?:the|its|la"
    r"|el)\s)?(?:[A-Za-z-]+\s){0,3}$"
)
_ATTRIBUTE = re.compile(
    r"\b(?:of|in|at|for|(?<!led )by|from|to|with|under|than|via|through|on|de|del|en|por|para|con|von|bei|mit|called"
    r"|named|entity,|venture,)\s(?:(?:the|its|la|el)\s)?(?:[a-z]+\s)?$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s(?:(?:of|in|from)\s)?(?:which|who|whose|whom|que|cuy[oa]s?|quien|la cual|el cual)\s[^,;]*$")
"""A relative clause set off by commas: whom it names is not who acts after it."""
_OTHERS = re.compile(
    r"(?:[’']s?)?\s(?:\w+\s)?(?:customers|subscribers|users|clients|employees|staff|shareholders|stores|clientes"
    r"|usuarios|abonados|empleados|accionistas)\b"
)
_GENERIC = re.compile(
    r"^(?:the\s)?(?:Company|Group|Parties|Agreement|MOU|MoU|Board|Government|State|Memorandum|Understanding|Letter"
    r"|Intent|Joint Venture|IP|Internet|Sociedad|Grupo|Consejo|Intellectual Property|[234]G|5G|LTE|GSM|UMTS|DSL|ADSL"
    r"|HDSL|SMS|MMS|IoT|IOT|(?:(?:S\.?\s?A\.?(?:\s?[BU]\.?)?|SGPS|S\.?p\.?A\.?|N\.?V\.?|L\.?L\.?C\.?|Inc\.?|Ltd\.?|AG|plc)[,\s]*)+)$",
    re.IGNORECASE,
)
_REGULATOR = re.compile(
    r"\b(?:Ministry|Minister|Authority|Commission|Regulator\w*|Government|Agency|Court|Parliament|Republic|Exchange"
    r"|Federal (?:\w+ ){0,4}(?:Service|Bureau|Office|Council)|Ministerio|Comisión|Gobierno|Autoridad|Agencia|Tribunal"
    r"|Bolsa)\b"
)
_PACT_NAME = re.compile(
    r"\b(?:Agreements?|Contracts?|Plan of Merger|Memorandum|Letter of Intent|Facility|Loan|Licen[cs]es?|MOU"
    r"|Partnership|Acuerdos?|Contratos?|Convenios?)\b"
)


_SIDE = (
    r"(?:[^\s,;:.⟦]+\s){0,4}(?:shareholders|stockholders|owners|holders|sellers|members|accionistas|titulares|socios"
    r"|vendedores)\s"
)
"""Those who act for a company: "with the controlling shareholders of Beta"."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A company at characters `start` to `end` of a masked sentence; `sure` if more than its capitals says it is one.

    `paired` says that words such as "both companies" stand for it and another.
    """

    start: int
    end: int
    mention: Mention
    sure: bool = True
    paired: bool = False


class Scene:
    """A sentence, masked, with its actors in order."""

    def __init__(self, marks: Marks, sentence: Span) -> None:
        self.marks = marks
        self.sentence = sentence
        self.masked: Masked = mask(marks, sentence, countries=True)
        self.text = re.sub(r"⟦N\d+⟧", self._shown, self.masked.text)
        english = marks.filing.language == "en"  # where "a" is an article
        self.to = "to" if english else "to|a|al|à|au|an"
        self.source = "from" if english else "from|a|al"
        self.actors = sorted(self._actors(), key=lambda actor: actor.start)

    def _shown(self, token: re.Match[str]) -> str:
        """A name's token, marked as no company's where the name is an agreement's: "Share Purchase Agreement"."""
        names = self.masked.names(token.group())
        return token.group().replace("N", "A") if names and _PACT_NAME.search(names[0].text) else token.group()

    def words(self, start: int, end: int) -> str:
        """What stands at masked characters `start` to `end`, unmasked."""
        return self.marks.words(self.masked.span(start, end)) if start < end else ""

    def _actors(self) -> Iterator[Actor]:
        for match in re.finditer(r"⟦N\d+⟧", self.text):
            for mention in self.masked.names(match.group()):
                if self._may_act(mention) and not self._repeats(match, mention):
                    yield Actor(match.start(), match.end(), mention, self.marks.names.is_company(mention.entity))
        for match in _ANAPHOR.finditer(self.text):
            mention_ = issuer(self.marks) if match.group("issuer") else self.marks.about_at(self.sentence.start)
            mention_ = mention_ or self.marks.about_at(self.sentence.start) or issuer(self.marks)
            if mention_ is not None:
                yield Actor(match.start(), match.end(), mention_)

        both = _BOTH.search(self.text)
        if both and len(self.masked.names(self.text[: both.start()])) < 2:
            for mention in self._pair_before():
                yield Actor(both.start(), both.end(), mention, paired=True)

    def _may_act(self, mention: Mention) -> bool:
        entity = self.marks.names.entities[mention.entity]
        generic = _GENERIC.match(mention.text) or _REGULATOR.search(mention.text)
        return not (entity.place or entity.person or generic)

    def _pair_before(self) -> list[Mention]:
        """The companies that "both companies" are: those of the nearest sentence before that names two."""
        for earlier in reversed([s for s in self.marks.sentences if s.end <= self.sentence.start]):
            found: dict[int, Mention] = {}
            for mention in self.marks.names.companies(earlier):
                found.setdefault(mention.entity, mention)
            if len(found) > 1:
                return list(found.values())[:2]
        return []

    def _repeats(self, match: re.Match[str], mention: Mention) -> bool:
        """Whether a name is only the short form in brackets of the one before it."""
        front = re.search(
            r"⟦N\d+⟧(?:\s?\([^()]{0,80}\),?)*\s?\([^()⟦]{0,40}$", self.text[max(0, match.start() - 200) : match.start()]
        )
        if front is None:
            return False
        before = self.masked.names(front.group())
        return bool(before) and (
            before[0].entity == mention.entity or self.text[match.end() : match.end() + 1] in ')”"»'
        )

    def before(self, at: int) -> list[Actor]:
        """The actors of the subject that ends nearest before `at`, none of them named only in an attribute."""
        ahead = [a for a in self.actors if a.end <= at and ";" not in self.text[a.end : at]]
        heads = [
            a
            for n, a in enumerate(ahead)
            if not (n and _ASIDE.search(self.text[ahead[0].end : a.start]) and "," in self.text[a.end : at])
            and not _ATTRIBUTE.search(self.text, max(0, a.start - 40), a.start)
            and not _OTHERS.match(self.text, a.end)
        ]
        if not heads:
            return []
        nearest = ([a for a in heads if a.sure] or heads)[-1]
        group = [nearest]
        for actor in reversed(ahead[: ahead.index(nearest)]):
            between = self.text[actor.end : group[0].start]
            linked = actor.start == group[0].start or (_BETWEEN.fullmatch(between) and _LINKED.search(between))
            if actor in heads and linked:
                group.insert(0, actor)
            elif actor in heads:
                break
        return group

    def beside(self, at: int) -> list[Actor]:
        """The actors that the words before `at` say something is done with: "Alpha worked with Beta to"."""
        for n, actor in enumerate(self.actors):
            if actor.end <= at and re.search(
                r"\b(?:with|con|mit|avec)\s(?:[^\s,;:.⟦]+\s){0,3}$", self.text[: actor.start]
            ):
                return self._listed(n)
        return []

    def after(self, at: int, links: str, *, words: int = 5) -> list[Actor]:
        """The actors that one of `links` introduces after `at`: "with its partners A, B and C"."""
        link = re.compile(rf"\b(?:{links})\s(?:{_SIDE})?(?:[^\s,;:.⟦]+\s|⟦[QPD]\d+⟧\s){{0,{words}}}$", re.IGNORECASE)
        for n, actor in enumerate(self.actors):
            if actor.start < at or re.search(r";|,\s(?:which|who|whose|que|cuy[oa])\b", self.text[at : actor.start]):
                continue
            if link.search(self.text[at : actor.start]):
                return self._listed(n)
        return []

    def right_after(self, at: int) -> list[Actor]:
        """The actors that stand at `at`, after an article at most."""
        for n, actor in enumerate(self.actors):
            if actor.start >= at:
                gap = self.text[at : actor.start]
                return (
                    self._listed(n)
                    if re.fullmatch(r"\s?(?:the\s|a\s|al\s|la\s|el\s|its\s|[a-z-]+\s){0,3}", gap)
                    else []
                )
        return []

    def owner_after(self, at: int) -> list[Actor]:
        """Whose something is, after `at`: "a licence of Beta's patents"."""
        return [a for a in self.actors if a.start >= at and re.match(r"[’']s?\s", self.text[a.end : a.end + 3])][:1]

    def unnamed(self, at: int) -> Actor | None:
        """Who acts where a sentence does not say so: "A facility was signed with Beta" is the issuer's."""
        if any(actor.end <= at for actor in self.actors):
            return None
        mention = issuer(self.marks) or self.marks.about_at(self.sentence.start)
        return Actor(0, 0, mention) if mention is not None else None

    def _listed(self, first: int) -> list[Actor]:
        """The actors of a list that starts with actor number `first`."""
        group = [self.actors[first]]
        for actor in self.actors[first + 1 :]:
            between = self.text[group[-1].end : actor.start]
            if not re.fullmatch(
                r"(?:\s?\([^()]{0,60}\)|\s(?:in|of|en|de)\s⟦C\d+⟧)?(?:,\s|,?\s(?:and|y|e|und|et|&)\s)(?:the\s|la\s|el\s)?",
                between,
            ):
                break
            group.append(actor)
        return group

    def entities(self, actors: Iterable[Actor]) -> list[Mention]:
        """The mentions of actors, one for each company."""
        found: dict[int, Mention] = {}
        for actor in actors:
            found.setdefault(actor.mention.entity, actor.mention)
        return list(found.values())


def issuer(marks: Marks) -> Mention | None:
    """The company that the filing calls "the Company" or "the Group": the one so defined, else its registrant."""
    names = marks.names
    for mention in names.mentions:
        if _DEFINED.match(marks.text, mention.span.end) and not names.entities[mention.entity].person:
            return mention
    cover = marks.filing.cover
    for name in (marks.filing.header.registrant, cover.registrant if cover else None):
        number = names.named(name) if name else None
        if number is not None:
            return next((m for m in names.mentions if m.entity == number), None)
    return next((m for m in names.mentions if names.is_company(m.entity)), None)
