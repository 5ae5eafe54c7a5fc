"""Holdings of fact sheets: lines with a label, "Shareholders: Alpha (51%), Beta 49%", "Ownership interest: 60%"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliances.rules.fill import company, joined, quantity
from alliances.rules.holdings.sentence import Holding
from alliances.rules.marks import Marks, Mention
from extractor.facts import Span
from extractor.values import FoundQuantity

_LINE = re.compile(r"[^\n]*\S")
_HOLDERS = re.compile(
    r"\W*(?:(?:main|major|principal|controlling|majority|key|principales"
    r"|mayor(?:es)?)\s)?(?:owners?(?:hip)?(?:\sstructure)?"
    r"|(?:share|stock)\s?holders?|shareholding(?:\sstructure)?|parent(?:\scompany)?|accionistas?|accionariado"
    r"|propietarios?"
    r"|propiedad|(?:casa\s)?matriz|Eigentümer|Aktionäre|Gesellschafter|actionnaires?|acionistas?)\s*(?::|\||\t"
    r"|\s{2})\s*",
    re.IGNORECASE,
)
"""What labels a line of holders."""
_STAKE = re.compile(
    r"\W*(?:(?P<owner>[^\W\d_][^\n:|]{1,40}?)['’]s?\s)?(?:(?:ownership|equity|economic|effective"
    r"|group)\s)?(?:ownership|interest|stake|holding"
    r"|shareholding|participación)\s*(?:\(%\))?\s*(?::|\||\t|\s{2})\s*",
    re.IGNORECASE,
)
"""What labels a line that gives only the stake."""


def fact_lines(marks: Marks) -> Iterator[Holding]:
    """The holdings of labelled lines; what is held is what the lines are about."""
    for block in marks.passage.blocks:
        about = marks.section
        for match in _LINE.finditer(marks.text, *block.span):
            line = Span(match.start(), match.end())
            if match.group().count(" | ") > 1:  # a row of a table
                continue
            holders, stake = _HOLDERS.match(marks.text, *line), _STAKE.match(marks.text, *line)
            owned = about or marks.about_at(line.start) or marks.issuer
            if holders is not None and owned is not None:
                yield from _holders(marks, Span(holders.end(), line.end), owned)
            elif stake is not None and owned is not None:
                yield from _stake(marks, Span(stake.end(), line.end), stake.group("owner"), owned)
            else:
                first = next(iter(marks.names.companies(line)), None)
                about = first if first is not None and first.span.start - line.start < 4 else about


def _holders(marks: Marks, rest: Span, owned: Mention) -> Iterator[Holding]:
    names = [m for m in marks.names.within(rest) if not marks.names.entities[m.entity].place]
    stakes = [q for q in marks.quantities if q.type == "percent" and rest.covers(q.span)]
    if not names or names[0].span.start - rest.start > 30 or any(m.entity == owned.entity for m in names):
        return
    for number, name in enumerate(names):
        until = names[number + 1].span.start if number + 1 < len(names) else rest.end
        own = next((q for q in stakes if name.span.end <= q.span.start < until), None)
        before = [q for q in stakes if q.span.end <= name.span.start]
        leads = stakes and stakes[0].span.end <= names[0].span.start
        given: FoundQuantity | None = before[-1] if leads and before else own
        if given is None and (stakes or number or not marks.names.is_company(name.entity)):
            continue
        stake = quantity(given) if given is not None else None
        anchor = joined(name.span, given.span) if given is not None else name.span
        yield Holding(company(marks, name), company(marks, owned), stake, anchor)


def _stake(marks: Marks, rest: Span, named: str | None, owned: Mention) -> Iterator[Holding]:
    number = marks.names.named(named) if named else None
    owners = marks.names.mentions_of(number)[:1] if number is not None else [marks.issuer] if marks.issuer else []
    stakes = [q for q in marks.quantities if q.type == "percent" and rest.covers(q.span)]
    if owners and len(stakes) == 1 and stakes[0].span.start - rest.start < 4 and owners[0].entity != owned.entity:
        anchor = joined(owned.span, stakes[0].span) if owned.span.start < rest.start else stakes[0].span
        yield Holding(company(marks, owners[0]), company(marks, owned), quantity(stakes[0]), anchor)
