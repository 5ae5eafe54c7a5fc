"""The annotations of one filing."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from extractor._lazy import cached_property
from extractor.annotations.definitions import Definition, find_definitions
from extractor.annotations.quantities import quantities_of
from extractor.annotations.quotations import Quotation, find_quotations
from extractor.annotations.sentences import sentences
from extractor.background import check_cancelled
from extractor.facts import Span, fold
from extractor.filing import Filing, languages_of
from extractor.grounding import Finder
from extractor.passages import Block, Passage, blocks, cut
from extractor.values import FoundQuantity, currency_named, find_emails, find_phones

_LINE = re.compile(r"\S[^\n]*")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
"""A year in figures."""
_CODE = re.compile(r"\b[A-Z]{3}\b")
_SCALED_MONEY = re.compile(
    r"\b(?:thousands|millions|billions|miles|millones|milliers|milliards|milhares|milhões|migliaia|milioni)"
    r"\s(?:of\s|de\s|di\s|d['’])([^\W\d_]+)",
    re.IGNORECASE,
)
"""The money of a table's head: "(in thousands of euros)"."""


@dataclass(frozen=True)
class Annotations:
    """A filing and what code finds in it, each worked out when it is first asked for.

    What is boilerplate has no numbers, quotations or contacts.
    """

    filing: Filing

    @property
    def text(self) -> str:
        """The filing's whole text, which every span refers to."""
        return self.filing.text

    def words(self, span: Span) -> str:
        """The words of a span, white space folded."""
        return fold(self.text[span.start : span.end])

    def date_at(self, offset: int) -> dt.date | None:
        """The date of the document that `offset` is in."""
        return self.filing.date_at(offset)

    @cached_property
    def finder(self) -> Finder:
        """Finds words in the filing."""
        return Finder(self.text)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Headings, paragraphs, items and tables, in order."""
        return tuple(blocks(self.filing))

    def passages(self, chars: int) -> tuple[Passage, ...]:
        """The filing cut into passages of about `chars` characters."""
        if chars not in self._cut:
            self._cut[chars] = tuple(cut(self.filing, chars=chars, found=self.blocks))
        return self._cut[chars]

    @cached_property
    def _cut(self) -> dict[int, tuple[Passage, ...]]:
        return {}

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of prose, and the lines of tables and blocks set in lines, in order."""
        return tuple(span for block in self.blocks for span in _sentences(self.text, block))

    def sentence_at(self, offset: int) -> Span:
        """The sentence that `offset` is in; the rest of its line where it is in none."""
        at = bisect_right(self._starts, offset) - 1
        if at >= 0 and offset < self.sentences[at].end:
            return self.sentences[at]
        end = self.text.find("\n", offset)
        return Span(offset, len(self.text) if end < 0 else end)

    def languages_at(self, sentence: Span) -> tuple[str, ...]:
        """The languages that a sentence may be in, the filing's first."""
        return languages_of(self.text[sentence.start : sentence.end], self.filing.language)

    @cached_property
    def quantities(self) -> tuple[FoundQuantity, ...]:
        """Every number that counts, measures or prices something."""
        return tuple(quantities_of(self.filing, self._read))

    @cached_property
    def currencies(self) -> frozenset[str]:
        """The ISO 4217 codes of the money that the filing speaks of, or that stand in it as such."""
        named = {found.value.unit for found in self.quantities if found.type == "money"}
        heads = (match[1].lower() for match in _SCALED_MONEY.finditer(self.text))
        named |= {currency_named(noun, self.filing.language) for noun in heads} - {""}
        return frozenset(named | set(_CODE.findall(self.text)))

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that stand in the text in four digits."""
        return frozenset(int(year) for year in YEAR.findall(self.text))

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """What is said in quotation marks."""
        bounds = [document.span for document in self.filing.documents] or [Span(0, len(self.text))]
        found = (quotation for bound in bounds for quotation in find_quotations(self.text, bound))
        return tuple(q for q in found if self._is_read(q.runs[0]))

    @cached_property
    def emails(self) -> tuple[Span, ...]:
        """E-mail addresses."""
        return tuple(_moved(e, start) for start, words in self._blocks for e in find_emails(words))

    @cached_property
    def phones(self) -> tuple[Span, ...]:
        """Telephone numbers; no fax numbers."""
        return tuple(
            _moved(phone.span, start)
            for start, words in self._blocks
            for phone in find_phones(words)
            if phone.kind != "fax"
        )

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """Names that the text defines in brackets, in order."""
        return tuple(find_definitions(self.text))

    @property
    def _blocks(self) -> Iterator[tuple[int, str]]:
        """Where each block that is read starts, and its text."""
        for block in self._read:
            check_cancelled()
            yield block.span.start, self.text[block.span.start : block.span.end]

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    @cached_property
    def _read(self) -> tuple[Block, ...]:
        """The blocks that are no boilerplate."""
        return tuple(block for p in self.passages(2000) if not p.boilerplate for block in p.blocks)

    def _is_read(self, span: Span) -> bool:
        at = bisect_right(self._read, span.start, key=lambda block: block.span.start) - 1
        return at >= 0 and span.start < self._read[at].span.end


def _sentences(text: str, block: Block) -> Iterator[Span]:
    check_cancelled()
    if block.type in ("paragraph", "item"):
        yield from sentences(text, block.span)
    else:
        yield from (Span(line.start(), line.end()) for line in _LINE.finditer(text, *block.span))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
