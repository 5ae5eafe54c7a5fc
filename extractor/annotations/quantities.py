"""The quantities of a filing's blocks, as spans of the filing's text."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator

from extractor.background import check_cancelled
from extractor.facts import Span
from extractor.filing import Filing
from extractor.passages import Block
from extractor.values import FoundQuantity, find_quantities, has_decimal_commas

_NUMBER_WORD = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
    r"|diez|once|doce|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|deux|trois|quatre|cinq|sept|huit)\b"
)


def quantities_of(filing: Filing, blocks: Iterable[Block]) -> Iterator[FoundQuantity]:
    """The quantities of some blocks of a filing, in order; no quantity goes over the end of its block."""
    decimal_comma = has_decimal_commas(filing.text)
    for block in blocks:
        check_cancelled()
        words = filing.text[block.span.start : block.span.end]
        for found in find_quantities(words, language=filing.language, decimal_comma=decimal_comma):
            span, number = _shift(found.span, block.span.start), _shift(found.number, block.span.start)
            yield _without_next(FoundQuantity(span, number, found.value, found.type, found.noun))


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _without_next(found: FoundQuantity) -> FoundQuantity:
    """A quantity without the noun of the number that follows it: "down from 13,900 six months before"."""
    if found.type not in ("count", "plain") or found.noun is None or not _NUMBER_WORD.match(found.noun):
        return found
    value = found.value.model_copy(update={"unit": ""})
    return dataclasses.replace(found, type="plain", noun=None, value=value, span=found.number)
