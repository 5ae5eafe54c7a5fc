"""Who acts in a sentence: its companies by name, and those that "the Group", "it" or "la Sociedad" stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alliances.rules.marks import Marks, Mention
from alliances.rules.marks.masked import Masked, mask
from alliances.rules.products.products import is_product
from extractor.facts import Span

_ISSUER = (
    r"(?:the (?:Company|Group|Corporation|Parent|Registrant|Issuer)|la (?:Sociedad|Compañía|Empresa)|el (?:Grupo"
    r"|Emisor)|die Gesellschaft)"
)
_SPOKEN_OF = (
    r"(?:it|we|he company|the (?:company|group|alliance|operator|firm|carrier|consortium|circle)|la (?:compañía"
    r"|empresa|operadora|alianza|firma)|el (?:grupo|operador|consorcio)|das unternehmen|la société)"
)
_OF_PLACE = r"(?:local|estatal|nacional|[a-z]+(?:ian|ish|ese|és|esa|ano|ana|eño|eña|ino|ina|ense))"
_ANAPHOR = re.compile(
    rf"(?<![\w⟦])(?:(?P<issuer>(?i:{_ISSUER}))|(?P<spoken>(?i:{_SPOKEN_OF})))(?![\w’'-]|\s(?:{_OF_PLACE}\s)?⟦N)"
)
_ALLIED = re.compile(r"\b(?:alliance|consortium|circle|alianza|consorcio)\b", re.IGNORECASE)
_BOTH = re.compile(
    r"\b(?:(?:both|the two|the|these) (?:companies|operators|parties|partners|groups|firms|carriers|telcos)|the two"
    r"|they"
    r"|each (?:party|company|operator|group|of (?:them|the (?:two )?(?:companies|parties)))|(?:ambas|las dos|las)"
    r" (?:compañías|empresas|partes|operadoras|sociedades|telecos)|(?:ambos|los dos) (?:grupos|operadores)"
    r"|cada (?:una de las"
    r" )?(?:parte|compañía|empresa)s?)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?:\s?\([^()]{0,120}\),?)*(?:,?\s(?:an?|the|of|in|un|una|de|el|la|with|based)\s(?:[^,;:⟦]|⟦C\d+⟧){1,80}"
    r"|,\s(?:an?|the|una?|el|la)\s(?:[^,;:⟦]|⟦[NC]\d+⟧){1,80},|,\s[^,;:⟦]{1,80},)?,?\s?(?:(?:and|y|e|und|et|&|,"
    r"|as well as|together with|along with|junto con|and including"
    r"|including)\s)?(?:(?:the|its|la|el)\s|⟦[NC]\d+⟧[’']s?\s)?(?:[A-Za-z-]+\s){0,3}(?:[a-z]+,\s)?"
)
_CONJOINED = re.compile(r"(?:\b(?:and|y|e|und|et)|&)\s(?!.*,)")
_NEXT = re.compile(
    r"(?:\s?\([^()]{0,120}\),?|\s(?:in|of|en|de)\s⟦C\d+⟧)*(?:,\s(?:an?|the|una?|el|la|los|las)\s[^,;:⟦]{1,80})?"
    r"(?:,\s|,?\s(?:and|y|e|und|et|&|as well as|together with|así como|junto con)\s)"
    r"(?:(?:the|its|la|el|su)\s)?(?:(?:[A-Z]?[a-z-]+|⟦C\d+⟧(?:[’']s?)?)\s){0,3}"
)
"""What stands between two names of a list, with what is added to the first and what comes before the second."""
_SAYS = re.compile(
    r"\b(?:said|says|announced?|announces|reported|reports|informs?|added|disclosed|anunció|informó"
    r"|comunicó)\s(?:[a-z]+\s)?"
    r"(?:that|que)\s"
)
_UNIT = re.compile(r"\b(?:it|its|subsidiary|unit|affiliate|filial|su)\b(?=[^,;]{0,40}⟦N)")
_BESIDE = re.compile(
    r"\s?(?:(?!(?:throughout|across|for|in|on|at|by|with|under|over|through|from|against|into|within|during|via"
    r"|about|to)\s)[^\W\d_][\w-]*\s|⟦C\d+⟧(?:[’']s?)?\s){0,3}"
)
"""What stands between a verb and the company it is done to."""
_OWN = re.compile(r"\b(?:its|their|our|new|su|sus)\s$")
_NUMBERED_GOODS = re.compile(
    r"\s\d[\w.-]*\s(?:[a-z-]+\s){0,2}(?:equipment|systems?|base stations?|modems?|routers?|switch(?:es)?"
    r"|multiplexers?|DSLAMs?"
    r"|platforms?|handsets?|products?|soft-?switch(?:es)?)\b"
)
_GOODS = re.compile(
    r"(?:\s\d[\w.-]*|\s⟦Q\d+⟧)?\s(?:(?!(?:to|for|of|in|on|a|an|the|its|with|will|has|is|and|que|de"
    r"|para)\s)[a-z-]+\s){0,2}(?:gear|equipment|technology|technologies|handsets|phones|devices|services?"
    r"|networks?"
    r"|licen[cs]es?|spectrum|software|products?|systems?|base stations?|solutions?|platforms?|equipos|tecnología"
    r"|servicios|redes)\b"
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
_PART_OF = re.compile(r"\b(?:of|in|by|from|under|de|del|por)\s+(?:the\s+|la\s+)?$", re.IGNORECASE)
_ASIDE = re.compile(
    r",\s(?:(?:(?:of|in|from)\s)?(?:which|who|whose|whom|que|cuy[oa]s?|quien|la cual|el cual)\s"
    r"|(?:an?|the|una?|el|la)\s[^,;]*\b(?:between|of|with|by|entre|de|con|por)\s"
    r"|(?:[a-z]+ed|formerly|part|[a-z]+[ai]d[oa]|filial|propiedad)\s(?:[a-z-]+\s){0,3}(?:by|of|from|por|de)\s)[^,;]*$"
)
"""A relative clause or an apposition set off by commas: whom it names is not who acts after it."""
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_AND_DOES = re.compile(r"\s\S[^,;]*\s(?:and|y)\s(?:(?:also|has|have|had|ha|también)\s){0,2}$")
"""After a name: the rest of a first clause, and what joins a second verb to it."""
_DONE_TO = re.compile(
    r"\s(?:(?:also|has|have|had|ha|también)\s){0,2}(?!(?:said|says|announced|reported|that|which|while"
    r"|as)\b)[a-zéóáí]+(?:ed|ose|ought|old|on|ó|ado|ido|s)\s(?:(?:the|its|la|a)\s)?"
    r"(?:[a-z-]+\s){0,2}"
)
"""Between a subject and the name that its verb is done to."""
_OWNS = re.compile(r"[’']s?\s")
_BRACKETED = re.compile(r"[^()]*\)")
"""After a name: the end of brackets that it stands in."""
_OWN_GOAL = re.compile(r"\b(?:to|para)\s[a-z]+\s(?:its|their|su|sus)\s(?:[a-z-]+\s){0,2}$")
"""Before what somebody has: "to upgrade its Alpha network"."""
_OTHERS = re.compile(
    r"(?:[’']s?)?\s(?:\w+\s)?(?:customers|subscribers|users|clients|employees|staff|shareholders|stores|clientes"
    r"|usuarios|abonados|empleados|accionistas)\b"
)
_GENERIC = re.compile(
    r"^(?:the\s)?(?:Company|Group|Parties|Agreement|MOU|MoU|Board|Government|State|Memorandum|Understanding|Letter"
    r"|Intent|Joint Venture|IP|Internet|Sociedad|Grupo|Consejo|Intellectual Property|[234]G|5G|LTE|GSM|UMTS|DSL|ADSL"
    r"|HDSL|SMS|MMS|IoT|IOT|(?:(?:S\.?\s?A\.?(?:\s?[BU]\.?)?|SGPS|S\.?p\.?A\.?|N\.?V\.?|L\.?L\.?C\.?|Inc\.?"
    r"|Ltd\.?|AG|plc)[,\s]*)+)$",
    re.IGNORECASE,
)
_REGULATOR = re.compile(
    r"\b(?:Ministry|Minister|Authority|Commission|Regulator\w*|Government|Agency|Court|Parliament|Republic|Exchange"
    r"|Federal (?:\w+ ){0,4}(?:Service|Bureau|Office|Council)|Ministerio|Comisión|Gobierno|Autoridad|Agencia|Tribunal"
    r"|Bolsa)\b"
)
_PACT_NAME = re.compile(
    r"\b(?:Agreements?|Contracts?|Plan of Merger|Memorandum|Letter of Intent|Facility|Licen[cs]es?|MOU"
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
        self._products: dict[int, bool] = {}  # whether a name is of something offered, as far as asked
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
            mention_ = self.marks.issuer if match.group("issuer") else self.marks.about_at(self.sentence.start)
            if mention_ is not None and _ALLIED.search(match.group()) and self.sentence.covers(mention_.span):
                mention_ = self.marks.issuer  # the alliance is not the company that the same sentence is about
            mention_ = mention_ or self.marks.about_at(self.sentence.start) or self.marks.issuer
            if mention_ is not None:
                yield Actor(match.start(), match.end(), mention_)

        both = _BOTH.search(self.text)
        if both and len(self.masked.names(self.text[: both.start()])) < 2:
            for mention in self._pair_before():
                yield Actor(both.start(), both.end(), mention, paired=True)

    def _may_act(self, mention: Mention) -> bool:
        entity = self.marks.names.entities[mention.entity]
        generic = _GENERIC.match(mention.text) or _REGULATOR.search(mention.text)
        if mention.entity not in self._products:
            self._products[mention.entity] = is_product(self.marks, mention.entity)
        return not (entity.place or entity.person or generic or self._products[mention.entity])

    def _pair_before(self) -> list[Mention]:
        """The companies that "both companies" are: the two that the nearest sentence before names.

        A paragraph that stands before this passage counts too; a name in an attribute, such as "of Alpha", does not.
        """
        marks = self.marks
        sentences = [s for s in marks.sentences if s.end <= self.sentence.start]
        document = marks.filing.document_at(marks.passage.span.start)
        start = document.span.start if document else 0
        above = re.compile(r"(?:\S[^\n]*\n?)+").finditer(marks.text, start, marks.passage.span.start)
        paragraphs = [Span(*match.span()) for match in above]
        for earlier in [*reversed(sentences), *reversed(paragraphs)]:
            least = 2 if earlier in paragraphs else 1  # who is named once in another paragraph is not spoken of
            found: dict[int, Mention] = {}
            for mention in marks.names.companies(earlier):
                if len(marks.names.mentions_of(mention.entity)) >= least and not _PART_OF.search(
                    marks.text, max(0, mention.span.start - 20), mention.span.start
                ):
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
        ahead = [a for a in self.actors if a.end <= at and ";" not in _IN_BRACKETS.sub("", self.text[a.end : at])]
        heads = [
            a
            for n, a in enumerate(ahead)
            if not (n and _ASIDE.search(self.text[ahead[0].end : a.start]) and "," in self.text[a.end : at])
            and not _ATTRIBUTE.search(self.text, max(0, a.start - 40), a.start)
            and not _OTHERS.match(self.text, a.end)
            and not _BRACKETED.match(self.text, a.end, at)
        ]
        heads = [a for a in heads if a is heads[-1] or not _OWNS.match(self.text, a.end)]
        said = [match.end() for match in _SAYS.finditer(self.text, 0, at)]
        heads = [a for a in heads if said and a.start >= said[-1]] or heads
        if not heads:
            return []
        if len(heads) > 1 and _AND_DOES.search(self.text[heads[-1].end : at]):
            # "Alpha chose Beta as supplier and hired Gamma" is of Alpha
            done_to = _DONE_TO.fullmatch(self.text[heads[-2].end : heads[-1].start])
            heads = heads[:-1] if done_to else heads
        nearest = ([a for a in heads if a.sure] or heads)[-1]
        group = [nearest]
        for actor in reversed(ahead[: ahead.index(nearest)]):
            between = self.text[actor.end : group[0].start]
            linked = actor.start == group[0].start or (_BETWEEN.fullmatch(between) and _LINKED.search(between))
            if actor in heads and linked:
                group.insert(0, actor)
            elif actor in heads:
                break
        for actor in ahead[ahead.index(nearest) + 1 :]:
            if actor in heads and _NEXT.fullmatch(self.text[group[-1].end : actor.start]):
                group.append(actor)
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
        link = re.compile(
            rf"\b(?:{links})\s(?:{_SIDE})?(?:(?:the|el|la)\s)?(?:[^\s,;:.⟦]+\s|⟦[QPDC]\d+⟧(?:[’']s?)?\s)"
            rf"{{0,{words}}}$",
            re.IGNORECASE,
        )
        for n, actor in enumerate(self.actors):
            if actor.start < at or re.search(r";|,\s(?:which|who|whose|que|cuy[oa])\b", self.text[at : actor.start]):
                continue
            if _OWN_GOAL.search(self.text[at : actor.start]):
                continue
            if link.search(self.text[at : actor.start]) and not self._modifies(actor):
                return self._listed(n)
        return []

    def _modifies(self, actor: Actor) -> bool:
        """Whether a name only tells what kind of goods follow: "Zap access gear", "its Zap 8 modem"."""
        own = _OWN.search(self.text, max(0, actor.start - 12), actor.start)
        if _NUMBERED_GOODS.match(self.text, actor.end):
            return True
        numbered = own is not None and re.match(r"\s(?:\d|⟦Q)", self.text[actor.end : actor.end + 3]) is not None
        return numbered or ((own is not None or not actor.sure) and _GOODS.match(self.text, actor.end) is not None)

    def right_after(self, at: int) -> list[Actor]:
        """The actors that stand at `at`, after an article at most."""
        for n, actor in enumerate(self.actors):
            if actor.start >= at:
                gap = self.text[at : actor.start]
                if self._modifies(actor):
                    return []
                return self._listed(n) if _BESIDE.fullmatch(gap) else []
        return []

    def owner_after(self, at: int) -> list[Actor]:
        """Whose something is, after `at`: "a licence of Beta's patents"."""
        return [a for a in self.actors if a.start >= at and re.match(r"[’']s?\s", self.text[a.end : a.end + 3])][:1]

    def unnamed(self, at: int) -> Actor | None:
        """Who acts where a sentence does not say so: "A facility was signed with Beta" is the issuer's."""
        if any(actor.end <= at for actor in self.actors):
            return None
        mention = self.marks.issuer or self.marks.about_at(self.sentence.start)
        return Actor(0, 0, mention) if mention is not None else None

    def saying(self, at: int) -> list[Actor]:
        """Who says what the clause before `at` tells of another: "Alpha said that Beta has extended its contract"."""
        said = _SAYS.search(self.text, 0, at)
        return self.before(said.start()) if said is not None and not _UNIT.search(self.text, said.end(), at) else []

    def speaking(self) -> list[Actor]:
        """The company that publishes the text, as the party that a sentence leaves unsaid."""
        mention = self.marks.issuer
        return [Actor(0, 0, mention)] if mention is not None else []

    def _listed(self, first: int) -> list[Actor]:
        """The actors of a list that starts with actor number `first`."""
        group = [self.actors[first]]
        closed = False  # after "and", a list ends
        for actor in self.actors[first + 1 :]:
            between = self.text[group[-1].end : actor.start]
            if closed or not _NEXT.fullmatch(between):
                break
            closed = not between.lstrip().startswith(("(", ",")) or _CONJOINED.search(between) is not None
            group.append(actor)
        return group

    def entities(self, actors: Iterable[Actor]) -> list[Mention]:
        """The mentions of actors, one for each company."""
        found: dict[int, Mention] = {}
        for actor in actors:
            found.setdefault(actor.mention.entity, actor.mention)
        return list(found.values())
