"""What is announced and what a portfolio holds, by the verbs of offering and the subjects they have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from alliances.rules.marks import Marks, Mention
from alliances.rules.products.phrases import flat, offered, phrase_end
from alliances.rules.products.products import is_product
from extractor.facts import Span


@dataclass(slots=True)
class Offer:
    """Something offered. `sure` says that its words leave no doubt; `standing` that it is told as offered all along.

    `at` is where the verb stands whose subject offers it; `joint` are companies that a list's heading names together.
    """

    span: Span
    sure: bool = False
    standing: bool = False
    named: bool = False
    at: int = -1
    joint: list[Mention] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.at = self.span.start if self.at < 0 else self.at


def _rule(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


_LAUNCHES = _rule(
    r"\b(?:launch(?:es|ed|ing)?|introduc(?:es|ed|ing)|unveil(?:s|ed|ing)?|roll(?:s|ed|ing) out|debut(?:s|ed)"
    r"|releas(?:es|ed)|(?:start|began|begin|begun|started) (?:to offer|offering|selling)|bring(?:s|ing)? to market"
    r"|(?:launch|introduction|roll-?out|availability) of|put(?:s|ting)? on sale|lanz(?:a|ó|ará|ado|an|amiento de)"
    r"|comercializa(?:rá|r|ndo)?|present(?:ó|a|ado)|estren(?:a|ó)|(?:pone|puso"
    r"|pondrá) a disposición(?: de (?:[^\s,.;:]+\s){0,4}?[^\s,.;:]+)?|pondrá en marcha)"
    r"\s(?:(?:today|now|also|hoy|ayer|también|además|asimismo)\s)?"
)
_NEW = _rule(r"(?:its |the |our |their |today |el |la |su )*(?:an?\s|new\s|first\s|una?\s|nuev|primer|segund|[“\"«])")
_VERB = (
    r"(?:offers?|offered|provides?|delivers?|suppl(?:y|ies)|manufactures?|licen[cs]es|markets|sells?|distributes?"
    r"|develops?|designs?|makes|produces?|installs?|integrates?|supports|ofrecen?|ofrecerán?|prestan?"
    r"|proporcionan?|suministran?"
    r"|venden?|distribuyen?|fabrican?)"
)
_OFFERS = _rule(rf"\b(?:{_VERB}(?:,?\s(?:(?:and|y)\s)?{_VERB}){{0,4}})\s")
_DELIVERS = _rule(r"\bwill (?:suppl(?:y|ies)|delivers?|installs?|integrates?|designs?|manufactures?)\s")
"""What a deal obliges one to do for another, which is no offering of its own."""
_ACTING = re.compile(
    r"(?:⟦C⟧|⟦C⟧[^,;⟦]{0,60},\s(?:which|that|que)|\b(?:[Ii]t|[Ww]e|[Tt]he [Cc]ompany|[Tt]he [Gg]roup"
    r"|[Tt]he operator|[Tt]he alliance"
    r"|[Ll]a [Cc]ompañía|[Ll]a [Ss]ociedad|[Ee]l [Gg]rupo|[Ll]a operadora))"
    r"(?:\s?\([^()]{0,80}\))*(?:,\s[^,]{0,110},)?\s?(?:(?:also|now|currently|today|already|has|have|will|both"
    r"|further|additionally|and|in|for|since|over|\d+|years|\w+ly|también|además|actualmente"
    r"|ya)\s){0,5}$"
)
_AND_ALSO = re.compile(r"(?:,|\band|\by|\be)\s(?:also\s|that\s|además\s|también\s)?$", re.IGNORECASE)
_TRADE = _rule(
    r"\b(?:speciali[sz](?:es|ing|ed) in|especializad[oa] en|(?:operator|company|group|firm|carrier|provider|bureau"
    r"|operadora|compañía|empresa|grupo)\s(?:\w+\s){0,2}?(?:offering|providing|delivering|que ofrece|que presta))\s"
)
"""What a company is said to do; "a provider of services" only describes it."""
_HOLDS = _rule(
    r"\b(?:portfolio|products|services|offerings|offering|solutions|brands|product lines?|activities|cartera"
    r"|productos|servicios)\s(?:(?:portfolio|range|and services)\s)?(?:includes?|comprises?|consists? of"
    r"|encompass(?:es)?|covers?|ranges? from|incluyen?|comprenden?)\s(?:(?:the\s)?(?:manufacture|provision|design"
    r"|supply|sale)(?:,? and \w+)?\sof\s)?"
)
_ENJOYS = _rule(
    r"\b(?:customers?|subscribers|users|clientes|usuarios|abonados)\b[^.;:]{0,50}?\b(?:benefit(?:s|ed)? from|enjoy"
    r"|disfrutan? de|(?:have|get|gain) access to|take advantage of)\s"
)
_PASSIVE = _rule(
    r"\s(?:will (?:also |now |soon |then )?(?:be (?:offered|available|launched|introduced|made available|rolled out"
    r"|provided|marketed|sold)|(?:give|allow|enable|offer|let|provide) (?:\w+ ){0,2}?(?:customers|users|subscribers"
    r"|businesses|companies|clients))|(?:is|are) (?:now |also |already |planned |scheduled |being )(?:offered"
    r"|available|launched|marketed|introduced|rolled out|for)|(?:was|were|has been|have been) (?:also )?(?:launched"
    r"|introduced|unveiled|rolled out)|(?:goes|go|went) on sale|estar(?:á|án) disponibles?|se comercializa(?:rá|n)?"
    r"|fue(?:ron)? lanzad[oa]s?)\b"
)
_INDEFINITE = _rule(r"\s*(?:an?|new|this|the new|una?|el nuevo|la nueva)\b")
_GERUND = _rule(
    r"^\W*(?:providing|offering|delivering|launching|selling|developing|introducing|collaborating on|co-?developing"
    r"|prestar|ofrecer|lanzar)\s"
)


_IT = re.compile(r"\W*(?:It|They|The service|The product|El servicio)\b")


def announced(marks: Marks, sentence: Span) -> Iterator[Offer]:
    """What is launched, introduced or about to be available."""
    text = flat(marks, sentence)
    for match in _LAUNCHES.finditer(text):
        end = phrase_end(text, match.end())
        if _NEW.match(text, match.end()):
            for a, b in offered(text, match.end(), end):
                yield Offer(_span(sentence, a, b), sure=True, at=sentence.start + match.start())
    for match in _PASSIVE.finditer(text):
        start = _subject_start(text, match.start())
        for a, b in offered(text, start, min(phrase_end(text, start), match.start())):
            if _INDEFINITE.match(text, start):
                yield Offer(_span(sentence, a, b), at=sentence.start + start)
    joint = _joint(marks, sentence)
    gerund = _GERUND.match(text)
    if joint and gerund:
        for a, b in offered(text, gerund.end(), phrase_end(text, gerund.end())):
            yield Offer(_span(sentence, a, b), joint=joint)


def portfolio(marks: Marks, sentence: Span) -> Iterator[Offer]:
    """What a company is said to offer as its trade."""
    text = flat(marks, sentence)
    acting = False
    verbs = list(_OFFERS.finditer(text))
    for n, match in enumerate(verbs):
        acting = _has_acting_subject(marks, sentence, text, match.start(), also=acting)
        if acting and not _DELIVERS.fullmatch(text[max(0, match.start() - 5) : match.end()]):
            limit = verbs[n + 1].start() if n + 1 < len(verbs) else len(text)
            yield from _listed(sentence, text[:limit], match.start(), match.end())
    for rule in (_TRADE, _HOLDS):
        for match in rule.finditer(text):
            yield from _listed(sentence, text, match.start(), match.end(), sure=rule is _HOLDS)
    for match in _ENJOYS.finditer(text):
        for a, b in offered(text, match.end(), phrase_end(text, match.end())):
            yield Offer(_span(sentence, a, b), standing=True, at=sentence.start)


def _listed(sentence: Span, text: str, at: int, start: int, *, sure: bool = False) -> Iterator[Offer]:
    end = phrase_end(text, start)
    yield from (
        Offer(_span(sentence, a, b), sure=sure, standing=True, at=sentence.start + at)
        for a, b in offered(text, start, end, listed=True)
    )


def _span(sentence: Span, start: int, end: int) -> Span:
    return Span(sentence.start + start, sentence.start + end)


def _has_acting_subject(marks: Marks, sentence: Span, text: str, at: int, *, also: bool) -> bool:
    """Whether a verb's subject is a company, named or spoken of, or that of the verb of offering before it."""
    if also and _AND_ALSO.search(text[:at]):
        return True
    shown = text[:at]
    topic = marks.about_at(sentence.start)
    if topic is not None and is_product(marks, topic.entity) and _IT.match(shown):
        return False
    for mention in reversed(marks.names.companies(Span(sentence.start, sentence.start + at))):
        a, b = mention.span.start - sentence.start, mention.span.end - sentence.start
        shown = shown[:a] + "⟦C⟧" + shown[b:]
    return _ACTING.search(shown[-260:]) is not None


def _subject_start(text: str, end: int) -> int:
    """Where the subject that ends at `end` starts: after the last comma, conjunction or opening phrase before it."""
    start = 0
    for match in re.compile(
        r",\s(?=(?:an?|the|this|its|our|una?|el|la)\b)|\b(?:and|that|while|y)\s(?=(?:an?|the|this|una?|el|la)\b)",
        re.IGNORECASE,
    ).finditer(text, 0, end):
        start = match.end()
    opening = re.compile(r"(?:In addition|Also|Additionally|Furthermore|Moreover|Además|Asimismo),?\s").match(
        text, start, end
    )
    return opening.end() if opening else start


def _joint(marks: Marks, sentence: Span) -> list[Mention]:
    """The companies that the line over a list of items names as those who will do them together."""
    block = marks.block_at(sentence.start)
    if block is None or block.type != "item":
        return []
    above = [b for b in marks.passage.blocks if b.span.end <= block.span.start and b.type != "item"]
    if not above or not marks.text[above[-1].span.start : above[-1].span.end].rstrip().endswith(":"):
        return []
    found: dict[int, Mention] = {}
    for mention in marks.names.companies(above[-1].span):
        found.setdefault(mention.entity, mention)
    return list(found.values())
