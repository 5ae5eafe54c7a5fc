"""The marks of one passage, and whom each of its sentences is about."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.facts import Span, fold
from extractor.filing import Filing
from extractor.marks.names import ORG_VERB, Mention, Names
from extractor.marks.quotations import Quotation
from extractor.marks.sentences import sentences
from extractor.passages import Block, Passage
from extractor.values import FoundCountry, FoundQuantity, FoundWhen, find_countries, find_dates, find_quantities

_ANAPHOR = re.compile(
    r"\b(?:the (?:company|group|operator|firm|alliance|corporation|carrier|consortium)|it|its|our|we|la (?:compañía|empresa|operadora|sociedad)|el (?:grupo|operador)|su|sus|das unternehmen|la société|le groupe)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:About|Acerca de|Sobre|Über|À propos de|A propos de|Note on)\s+(?:the\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Everything code has found in one passage.

    `subject` is the company the passage stands under: its heading's, or the one the text before it spoke of.
    """

    filing: Filing
    passage: Passage
    names: Names
    today: dt.date | None
    sentences: tuple[Span, ...]
    quantities: tuple[FoundQuantity, ...]
    dates: tuple[FoundWhen, ...]
    countries: tuple[FoundCountry, ...]
    quotations: tuple[Quotation, ...]
    subject: Mention | None
    about: tuple[Mention | None, ...]

    @property
    def text(self) -> str:
        """The filing's whole text, which every span refers to."""
        return self.filing.text

    def words(self, span: Span) -> str:
        """The words of a span, white space folded."""
        return fold(self.text[span.start : span.end])

    def sentence_at(self, offset: int) -> Span:
        """The sentence that `offset` is in, or the whole passage."""
        for sentence in self.sentences:
            if sentence.start <= offset < sentence.end:
                return sentence
        return self.passage.span

    def block_at(self, offset: int) -> Block | None:
        """The block that `offset` is in."""
        return next((b for b in self.passage.blocks if b.span.start <= offset < b.span.end), None)

    def about_at(self, offset: int) -> Mention | None:
        """Whom the sentence at `offset` is about."""
        for sentence, mention in zip(self.sentences, self.about, strict=True):
            if sentence.start <= offset < sentence.end:
                return mention
        return self.subject

    def owners(self, span: Span) -> list[Mention]:
        """Whose something at `span` may be, likeliest first.

        The nearest company before it that a verb follows; then whom the sentence is about; then every other company
        of the sentence; then the passage's own subject.
        """
        sentence = self.sentence_at(span.start)
        here = [m for m in self.names.companies(sentence) if not m.span.overlaps(span)]
        before = [m for m in here if m.span.end <= span.start]
        acting = [m for m in before if ORG_VERB.match(self.text, m.span.end)]
        ordered: list[Mention] = []
        if acting:
            ordered.append(acting[-1])
        about = self.about_at(span.start)
        if about is not None:
            ordered.append(about)
        ordered += before[::-1]
        ordered += [m for m in here if m.span.start >= span.end]
        if self.subject is not None:
            ordered.append(self.subject)
        seen: dict[int, Mention] = {}
        for mention in ordered:
            seen.setdefault(mention.entity, mention)
        return list(seen.values())

    def dates_for(self, span: Span) -> list[FoundWhen]:
        """The dates that something at `span` may be as of, likeliest first: of its own sentence, nearest first."""
        sentence = self.sentence_at(span.start)
        here = [d for d in self.dates if sentence.covers(d.span) and not d.span.overlaps(span)]
        return sorted(here, key=lambda d: (self._date_rank(sentence, span, d), d.span))

    def _date_rank(self, sentence: Span, span: Span, date: FoundWhen) -> tuple[int, int]:
        if date.span.end <= span.start:
            between = self.text[date.span.end : span.start]
        else:
            between = self.text[span.end : date.span.start]
        opening = date.span.start - sentence.start < 4
        breaks = len(re.findall(r"[,;]\s", between)) - (1 if opening else 0)
        return (max(breaks, 0), len(between) if not opening else min(len(between), 60))


def mark(filing: Filing, passage: Passage, names: Names, quotations: tuple[Quotation, ...], carried: Mention | None) -> Marks:
    """The marks of a passage; `carried` is whom the passage before it was last about."""
    text = filing.text
    today = filing.date_at(passage.span.start)
    prose = [b for b in passage.blocks if b.type != "columns"]
    spans = tuple(s for b in prose for s in _sentences(text, b))
    subject = _heading_subject(text, passage, names) or carried
    return Marks(
        filing=filing,
        passage=passage,
        names=names,
        today=today,
        sentences=spans,
        quantities=tuple(_quantities(filing, passage)),
        dates=tuple(_dates(filing, passage, today)),
        countries=tuple(
            dataclasses.replace(c, span=_shift(c.span, b.span.start))
            for b in passage.blocks
            for c in find_countries(text[b.span.start : b.span.end], language=filing.language)
        ),
        quotations=tuple(q for q in quotations if passage.span.start <= q.runs[0].start < passage.span.end),
        subject=subject,
        about=tuple(_about(text, spans, names, subject)),
    )


def _sentences(text: str, block: Block) -> Iterator[Span]:
    if block.type in ("paragraph", "item"):
        yield from sentences(text, block.span)
    else:
        for line in re.compile(r"\S[^\n]*").finditer(text, *block.span):
            yield Span(line.start(), line.end())


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _quantities(filing: Filing, passage: Passage) -> Iterator[FoundQuantity]:
    for block in passage.blocks:
        for found in find_quantities(filing.text[block.span.start : block.span.end], language=filing.language):
            by = block.span.start
            yield dataclasses.replace(found, span=_shift(found.span, by), number=_shift(found.number, by))


def _dates(filing: Filing, passage: Passage, today: dt.date | None) -> Iterator[FoundWhen]:
    for block in passage.blocks:
        words = filing.text[block.span.start : block.span.end]
        for found in find_dates(words, today=today, language=filing.language, fiscal_year_end=filing.header.fiscal_year_end):
            yield dataclasses.replace(found, span=_shift(found.span, block.span.start))


def _heading_subject(text: str, passage: Passage, names: Names) -> Mention | None:
    """The company a heading names and nothing else ("Amena", "About Telvantis")."""
    if passage.heading is None:
        return None
    words = _ABOUT.sub("", fold(text[passage.heading.start : passage.heading.end]))
    number = names.named(words)
    if number is None or names.entities[number].person or names.entities[number].place:
        return None
    inside = [m for m in names.within(passage.heading) if m.entity == number]
    return inside[0] if inside else None


def _about(text: str, spans: tuple[Span, ...], names: Names, subject: Mention | None) -> Iterator[Mention | None]:
    """Whom each sentence is about: its first acting company, or the company spoken of so far."""
    current = subject
    for sentence in spans:
        companies = names.companies(sentence)
        acting = [m for m in companies if ORG_VERB.match(text, m.span.end)]
        opening = _ANAPHOR.match(text, sentence.start, sentence.end)
        if acting and not (opening and acting[0].span.start - sentence.start > 60):
            current = acting[0]
        elif companies and companies[0].span.start - sentence.start < 5:
            current = companies[0]
        yield current
