"""Agreements: which companies agree, and on what kind of thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from alliances._fill import company, joined, when
from extractor.facts import Fact, Name, Span, When
from extractor.marks import Marks, Mention
from extractor.proposals import Filled, Proposal

AgreementType = Literal[
    "alliance", "cooperation", "licence", "joint_venture", "acquisition", "sale", "supply", "merger", "financing", "other"
]


class Agreement(Fact, key=("parties", "type")):
    """Companies agree."""

    parties: tuple[Name, ...]
    type: AgreementType
    date: When | None = None


_AGREES = re.compile(
    r"\b(?:agreements?|contracts?|memorand(?:um|a) of understanding|MOU|letter of intent|entered into|sign(?:ed|s|ing)|agreed|partnership|alliance|joint venture|merger?|merged|cooperat\w+|co-operat\w+|collaborat\w+"
    r"|acqui(?:re[sd]?|sition|ring)|purchased?|sold|sale of|licen[cs](?:e[sd]?|ing)|facility|loan|acuerdos?|contratos?|firm(?:ó|ado|aron|a)|suscri(?:bió|to|bieron)|alianza|fusión|adqui(?:rió|sición|rido|ere)|compra(?:venta)?|venta de|vendi[óo]|préstamo|crédito|colabora\w+|licencia)\b",
    re.IGNORECASE,
)
_TYPES: tuple[tuple[AgreementType, re.Pattern[str]], ...] = tuple(
    (name, re.compile(words, re.IGNORECASE))
    for name, words in (
        ("joint_venture", r"\bjoint ventures?\b|\bjoint company\b|empresa conjunta|sociedad conjunta|jointly establish"),
        ("merger", r"\bmerge[rsd]?\b|\bmerging\b|business combination|\bfusi[óo]n\w*\b|\bverschmelz"),
        ("acquisition", r"\bacqui(?:re[sd]?|ring|sitions?)\b|\bpurchase(?:d|s)? (?:of |from |all |the |\d)|take ?over|tender offer|share purchase|adqui(?:ri\w+|sici\w+|ere)|compra\b|compró"),
        ("sale", r"\b(?:sold|sells?|selling|sale of|disposal of|disposed|divest\w*|asset sale)\b|\bvend\w+|\bventa de\b|enajena"),
        ("licence", r"\blicen[cs](?:e[sd]?|ing)\b (?!fee)|licensing|\blicencia\b"),
        ("financing", r"\b(?:fund(?:s|ing)?|financ\w+|credit facility|facility agreement|loan|syndicate\w*|lend\w*|borrow\w*|notes issue|préstamo|crédito|financia\w+)\b"),
        ("supply", r"\b(?:supply|supplier|supplies|vendor|equipment (?:contract|from)|to provide .{0,30}equipment|procure\w*|purchase order|outsourc\w*|managed services|turnkey|suministr\w+|proveedor)\b"),
        ("alliance", r"\balliance\b|\balianza\b|strategic partnership"),
        ("cooperation", r"\bco-?operat\w+|collaborat\w+|partnership|memorandum of understanding|\bMOU\b|strategic agreement|work(?:ing)? together|co-?market\w*|jointly|colabora\w+|cooperaci\w+|roaming agreement|strategic"),
    )
)
_FUTURE = re.compile(r"\b(?:may|might|could|intends? to explore|is considering|in talks|negotiat\w+|rumou?r\w*|would not|did not|no agreement|not entered|not signed|has not|no se ha|negocia\w*)\b", re.IGNORECASE)
_DONE = re.compile(r"\b(?:enter(?:ed|s|ing)? into|sign(?:ed|s|ing)|agreed|announc\w+|conclud\w+|reached|form(?:ed|s|ing)?|complet\w+|acquired?|acquires|purchased|sold|granted|awarded|create[sd]?|establish\w*|launch\w*|cooperate|has an?|have an?|under|firm\w+|suscri\w+|alcanz\w+|anunci\w+|adquiri\w+|ha adquirido|constitu\w+|cre[oó]|vendi\w+|cerr\w+|formaliz\w+)\b", re.IGNORECASE)


def propose(marks: Marks) -> Iterator[Proposal]:
    """Sentences in which at least two companies agree on something whose type their words give."""
    for sentence in marks.sentences:
        said = marks.words(sentence)
        if not _AGREES.search(said) or not _DONE.search(said) or _FUTURE.search(said):
            continue
        if any(run.covers(sentence) for quotation in marks.quotations for run in quotation.runs):
            continue
        parties = _parties(marks, sentence)
        types = _types(said)
        if len(parties) < 2 or not types:
            continue
        slots = {"parties": Filled(tuple(marks.names.entities[m.entity].name for m in parties), tuple(m.span for m in parties))}
        dates = [d for d in marks.dates if sentence.covers(d.span)]
        if dates:
            slots["date"] = when(dates[0])
        open_: dict[str, tuple[Filled, ...]] = {}
        if len(types) > 1:
            open_["type"] = tuple(Filled(t) for t in types)
        else:
            slots["type"] = Filled(types[0])
        yield Proposal(kind=Agreement, anchor=joined(sentence), slots=slots, open=open_)


def _types(said: str) -> list[AgreementType]:
    """The types whose words the sentence has, the weightiest first."""
    return [name for name, pattern in _TYPES if pattern.search(said)][:4]


def _parties(marks: Marks, sentence: Span) -> list[Mention]:
    """The companies that agree: those of the sentence, without one that another's agreement is merely about."""
    found: dict[int, Mention] = {}
    about = marks.about_at(sentence.start)
    companies = marks.names.companies(sentence)
    opening = marks.words(Span(sentence.start, min(sentence.end, sentence.start + 60))).lower()
    if about is not None and re.match(r"(?:the company|the group|it|we|la compañía|la sociedad|el grupo|both companies)\b", opening):
        found[about.entity] = about
    for mention in companies:
        found.setdefault(mention.entity, mention)
    return list(found.values())[:5]


__all__ = ["Agreement", "company", "propose"]
