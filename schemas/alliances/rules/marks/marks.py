"""The marks of one passage, and whom each of its sentences is about."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alliances.rules.marks._claims import Spoken, dateline
from alliances.rules.marks._subjects import Whose, issuer_of, subject, whose
from alliances.rules.marks.names import Mention, Names
from extractor.annotations import Quotation, quantities_of, sentences
from extractor.facts import Span, fold
from extractor.filing import Filing
from extractor.passages import Block, Passage
from extractor.values import (
    FoundCountry,
    FoundQuantity,
    FoundWhen,
    find_countries,
    find_dates,
)

_RUN_IN = re.compile(r"[A-ZÀ-Þ][\w-]+(?:\s[\w&-]+){0,2}\.")  # "Financing." at the start of a paragraph
_BEGINNING = re.compile(
    r"\b(?:founded|established|incorporated|created|formed|started|since|fundad[ao]|creada|constituida|desde"
    r"|gegründet|fondée)\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:compared|compares|versus|vs|against|from|than|over|frente|respecto|que|gegenüber|contre"
    r"|par rapport)\b",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"^(?:\(?(?:\d{1,2}|[ivx]{1,4}|[A-Za-z])[.)]|\d{1,2}(?:\.\d{1,2})+\.?)\s+")
_RUN_IN_NAME = re.compile(r"\s?(?:\.\s?[-–—]{1,2}|[:—]|\s--)\s")  # "Alpha.- Second operator"
_AFTER_NAME = re.compile(
    r"(?:[’']s)?\s?(?:\([^()]*\)|[:–—-]|\b(?:at a glance|in brief|in figures|(?:company |corporate )?profile"
    r"|fact ?sheet"
    r"|(?:key |main )?(?:facts|figures|data)(?: and figures)?|overview|en cifras|de un vistazo|auf einen blick))\s*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:(?:About|Acerca de|Sobre|Über|À propos de|A propos de|Note on|Introducing|Quién es|Quiénes somos:)"
    r"|(?:(?:Brief|Company|Corporate|Key|Main|Selected|Breve|Principales)\s)?"
    r"(?:Profile|Facts|Figures|Data|Information|Description|Overview|Background|Perfil|Datos|Cifras|Información"
    r"|Descripción|Antecedentes)\s(?:of|on|about|de|sobre))\s+(?:the\s+|la\s+|el\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Everything code has found in one passage.

    `subject` is the company the passage stands under: its heading's, or the one the text before it spoke of. `about`
    says whom each sentence is about, `topics` whom the text spoke of before it; `section` is the company that the
    heading names, `issuer` the one that "we" and "the Group" stand for.
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
    section: Mention | None = None
    issuer: Mention | None = None
    topics: tuple[Mention | None, ...] = ()

    @property
    def text(self) -> str:
        """The filing's whole text, which every span refers to."""
        return self.filing.text

    def words(self, span: Span) -> str:
        """The words of a span, white space folded."""
        return fold(self.text[span.start : span.end])

    def flat(self, span: Span) -> str:
        """The text of a span with every white space a blank, so that offsets stay the same."""
        return re.sub(r"\s", " ", self.text[span.start : span.end])

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

    def whose(self, span: Span) -> Whose:
        """Whose something at `span` is, by the clause it stands in."""
        sentence = self.sentence_at(span.start)
        speaker = self._speaks_for(span)
        spoken = Spoken(speaker or self._topic(sentence), self.section, speaker or self.issuer)
        return whose(self.text, self.names, sentence, span, spoken)

    def _speaks_for(self, span: Span) -> Mention | None:
        """The company of the person who says the words at `span`, where they are quoted."""
        for quotation in self.quotations:
            if any(run.covers(span) for run in quotation.runs):
                return next(iter(self.names.companies(quotation.attribution)), None)
        return None

    def _topic(self, sentence: Span) -> Mention | None:
        for known, topic in zip(self.sentences, self.topics, strict=True):
            if known == sentence:
                return topic
        return self.subject or self.issuer

    def dates_for(self, span: Span) -> list[FoundWhen]:
        """The dates that something at `span` may be as of, likeliest first: of its own sentence, nearest first."""
        sentence = self.sentence_at(span.start)
        start = dateline(self.text, sentence)
        here = [
            d for d in self.dates if sentence.covers(d.span) and not d.span.overlaps(span) and d.span.start >= start
        ]
        here = [d for d in here if not self._dates_other(span, d.span)]
        return sorted(here, key=lambda d: (self._date_rank(sentence, span, d), d.span))

    def _dates_other(self, span: Span, date: Span) -> bool:
        """Whether a date is when something else was: "founded in", or what a number is compared with."""
        before = self.text[max(0, date.start - 40) : date.start]
        if _BEGINNING.search(before):
            return True
        return date.start > span.end and _COMPARED.search(self.text, span.end, date.start) is not None

    def _date_rank(self, sentence: Span, span: Span, date: FoundWhen) -> tuple[int, int]:
        if date.span.end <= span.start:
            between = self.text[date.span.end : span.start]
        else:
            between = self.text[span.end : date.span.start]
        opening = date.span.start - sentence.start < 4
        breaks = len(re.findall(r"[,;]\s", between)) - (1 if opening else 0)
        return (max(breaks, 0), len(between) if not opening else min(len(between), 60))


def mark(
    filing: Filing, passage: Passage, names: Names, quotations: tuple[Quotation, ...], carried: Mention | None
) -> Marks:
    """The marks of a passage; `carried` is whom the passage before it was last about."""
    text = filing.text
    today = filing.date_at(passage.span.start)
    prose = [b for b in passage.blocks if b.type not in ("columns", "table")]
    spans = tuple(s for b in prose for s in _sentences(text, b))
    document = filing.document_at(passage.span.start)
    issuer = issuer_of(filing, names, document.span if document else Span(0, len(text)))
    section = _heading_subject(text, passage, names)
    quoted = [run for q in quotations for run in q.runs]
    topics, about = _followed(text, passage, spans, names, section, section or carried, issuer, quoted)
    return Marks(
        filing=filing,
        passage=passage,
        names=names,
        today=today,
        sentences=spans,
        quantities=tuple(quantities_of(filing, passage.blocks)),
        dates=tuple(_dates(filing, passage, today)),
        countries=tuple(
            dataclasses.replace(c, span=_shift(c.span, b.span.start))
            for b in passage.blocks
            for c in find_countries(text[b.span.start : b.span.end], language=filing.language)
        ),
        quotations=tuple(q for q in quotations if passage.span.start <= q.runs[0].start < passage.span.end),
        subject=section or carried,
        about=about,
        section=section,
        issuer=issuer,
        topics=topics,
    )


def _sentences(text: str, block: Block) -> Iterator[Span]:
    if block.type in ("paragraph", "item"):
        yield from sentences(text, block.span)
    else:
        for line in re.compile(r"\S[^\n]*").finditer(text, *block.span):
            yield Span(line.start(), line.end())


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _dates(filing: Filing, passage: Passage, today: dt.date | None) -> Iterator[FoundWhen]:
    for block in passage.blocks:
        words = filing.text[block.span.start : block.span.end]
        for found in find_dates(
            words, today=today, language=filing.language, fiscal_year_end=filing.header.fiscal_year_end
        ):
            yield dataclasses.replace(found, span=_shift(found.span, block.span.start))


def _heading_subject(text: str, passage: Passage, names: Names) -> Mention | None:
    """The company that a heading, or one of its lines, names and nothing else ("Amena", "About Telvantis").

    A heading's words are a company's name only if the text below headings has the name too.
    """
    if passage.heading is None:
        return None
    for line in re.compile(r"\S[^\n]*").finditer(text, *passage.heading):
        words = _AFTER_NAME.sub("", _NUMBERING.sub("", fold(line.group())))
        number = names.named(_ABOUT.sub("", words))
        if number is None or names.entities[number].person or names.entities[number].place:
            continue
        inside = [m for m in names.within(passage.heading) if m.entity == number]
        elsewhere = any(not passage.heading.covers(m.span) for m in names.mentions_of(number))
        if inside and elsewhere:
            return inside[0]
    return None


def _run_in_name(text: str, names: Names, sentence: Span) -> Mention | None:
    """The company that a paragraph opens with as its heading: "Alpha.- Second operator of the country"."""
    for mention in names.within(sentence):
        if mention.span.start > sentence.start + 2 or not names.is_company(mention.entity):
            return None
        return mention if _RUN_IN_NAME.match(text, mention.span.end) else None
    return None


def _followed(
    text: str,
    passage: Passage,
    spans: tuple[Span, ...],
    names: Names,
    section: Mention | None,
    start: Mention | None,
    issuer: Mention | None,
    quoted: Sequence[Span],
) -> tuple[tuple[Mention | None, ...], tuple[Mention | None, ...]]:
    """Whom the text spoke of before each sentence, and whom the sentence is about.

    A sentence about its issuer, or about who holds whom, does not change what a section is about; neither does an item
    of a list, nor what is quoted. A new paragraph of a section is about its company again.
    """
    topics: list[Mention | None] = []
    about: list[Mention | None] = []
    current = start
    again = Counter(m.entity for m in names.mentions)
    block: Block | None = None
    under = section
    for sentence in spans:
        here = next((b for b in passage.blocks if b.span.covers(sentence)), None)
        if here is not block:
            block = here
            under = section
            current = section or current
        if _RUN_IN.fullmatch(text, *sentence):
            current = section
        if (opening := _run_in_name(text, names, sentence)) is not None:
            current = under = opening
        topic = current or issuer
        found = subject(text, names, sentence, Spoken(topic, section, issuer))
        topics.append(topic)
        about.append(found.mention if found else topic)
        aside = (block is not None and block.type == "item") or any(
            r.start - 2 <= sentence.start < r.end for r in quoted
        )
        if found is None or aside or (under is not None and (found.holder or found.mention is issuer)):
            continue
        if names.is_company(found.mention.entity) or found.acts or again[found.mention.entity] > 1:
            current = found.mention
    return tuple(topics), tuple(about)
