"""The way of a filing: read, cut, mark, propose, ask, ground, audit, merge.

This is the draft without a model: each open slot takes its likeliest option.
"""

from __future__ import annotations

from extractor.domain import Domain
from extractor.facts import Evidence, Fact, Span, fold
from extractor.filing import Filing
from extractor.marks import Marks, Mention, find_names, find_quotations, mark
from extractor.merge import merge
from extractor.passages import blocks, cut
from extractor.proposals import Filled, Proposal


def all_marks(filing: Filing, chars: int = 900) -> list[Marks]:
    found_blocks = blocks(filing)
    known = [n for n in (filing.header.registrant, filing.cover.registrant if filing.cover else None) if n]
    names = find_names(filing.text, found_blocks, language=filing.language, known=known)
    bounds = [d.span for d in filing.documents] or [Span(0, len(filing.text))]
    quotations = tuple(q for b in bounds for q in find_quotations(filing.text, b))
    carried: Mention | None = None
    out = []
    heading = None
    for passage in cut(filing, chars=chars):
        if passage.heading != heading:
            carried = None
            heading = passage.heading
        marks = mark(filing, passage, names, quotations, carried)
        out.append(marks)
        if marks.about and marks.about[-1]:
            carried = marks.about[-1]
    return out


def build(marks: Marks, proposal: Proposal, filled: dict[str, Filled]) -> Fact:
    slots = {k: tuple(f.spans) for k, f in filled.items() if f.spans}
    anchor = proposal.anchor
    evidence = Evidence(start=anchor.start, end=anchor.end, quote=fold(marks.text[anchor.start : anchor.end]), slots=slots)
    return proposal.kind(**{k: f.value for k, f in filled.items()}, evidence=(evidence,))


def draft(filing: Filing, domain: Domain) -> tuple[list[Fact], list[Marks], list[list[Proposal]]]:
    marks = all_marks(filing)
    facts = []
    props = []
    for m in marks:
        ps = []
        if not m.passage.boilerplate:
            for kind in domain.kinds:
                ps += list(domain.proposers[kind](m))
        props.append(ps)
        facts += [build(m, p, p.first()) for p in ps]
    return merge(facts, marks[0].names if marks else None), marks, props
