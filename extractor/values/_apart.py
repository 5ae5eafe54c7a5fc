"""Digits that are no quantity: references, codes, bands, speeds, times, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.facts import Span
from extractor.searching import Sieve, any_of, folded, passing

_ANY_CASE = (
    "rule rules section sections sec. exhibit exhibits ex. page pages p. pp. article articles art. chapter chapters "
    "paragraph paragraphs clause clauses schedule schedules appendix annex regulation regulations suite version "
    "versions vol. no. nos. nº nº. n° n°. nr. fig. cat. ifrs ias iso frs sfas fin eitf asc asu sab directive artículo "
    "página anexo capítulo núm. apartado top form forms"
)
# these are verbs and common words too, so they count as references only with a capital
_CAPITAL = (
    "Item Items ITEM ITEMS Note Notes NOTE NOTES Part Parts PART PARTS Table Tables TABLE TABLES Figure Figures "
    "Number File Release Act Law Floor Room Box Building Route Highway Level Levels Phase Stage Step Steps Volume "
    "Issue Series Class Category Tier Type Model Title Channel Stoxx FTSE IBEX DAX CAC S&P Fortune Forbes Ley Nota "
    "Número Calle Seite Anhang Kapitel Absatz"
)
_REFERENCE = (
    rf"(?i:{any_of(_ANY_CASE.split(), ignore_case=True)}|§+|P\.?\s?O\.?\s?Box)"
    rf"|(?:F|f)ile\s+(?:N|n)umber|{any_of(_CAPITAL.split())}"
)
_BANDS = r"450|700|800|850|900|1400|1500|1700|1800|1900|2000|2100|2300|2500|2600|3300|3400|3500|3600|3700"
_STANDARD = r"(?:E-?)?GSM|LTE|UMTS|DCS|PCS|W?CDMA|HSPA|TDMA|D?-?AMPS|NMT|DECT|E?TACS|TETRA|band|bands|IEEE|banda|Band"

# A reference's number is neither grouped nor followed by what makes a quantity of it ("issue 500,000 shares").
_CODE = (
    r"(?!\d{1,3}[.,]\d{3}\b)\d[\w.\-]*+(?:\(\w{1,4}\))*+"
    r"(?!\s?%|\s+(?:per\s?cent|million|billion|thousand|crore|lakh|millones|mil|Mio|Mrd)\b)"
)

_BETWEEN = r"\s{0,3}(?:/|-|\u2013|and|to|,|y|und|et)\s{0,3}"
_ANY = r"\d++(?:[.,]\d++)?+"  # possessive: "1,1,1,1" must be read one way only
_ONE = rf"(?<![\d.,]){_ANY}"
_RATE = r"[kMGT]?(?:bps|bits?/s(?:ec)?|b/s|B/s)|[kKMGT]B(?:ps)?|[kMG]bits?|(?:mega|giga|kilo)(?:bits?|bytes?)"
_STREET = (
    r"(?:Street|St\.|Avenue|Ave\.?|Road|Rd\.|Drive|Dr\.|Lane|Way|Boulevard|Blvd\.?|Parkway|Plaza|Square|Place|Court|Circle|"
    r"Highway|Terrace|House|Park|Gardens)"
)
_FEW_WORDS = any_of(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], ignore_case=True)
_FEW = rf"(?:{_FEW_WORDS}|\d{{1,2}})"
_FIRST = r"\d(?<!\w\d)"
"""The first digit of a number. What is behind it is looked at after it: then a search passes over all else quickly."""
_NO_SCALE = r"(?!\s?(?:%|million|billion))"

_DOTTED = re.compile(r"\.[a-z]{2}")  # in every domain's name, and hardly anywhere else
_REFERENCES = (
    r"(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|info|eu|co|gov|edu|int|biz|[a-z]{2})\b(?:/\S*)?",
    r"(?:https?://|www\.)\S+",
    r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+",
    rf"(?<!\w)(?:{_REFERENCE})\s{{0,3}}#?{_CODE}(?:(?:,\s?|\s?(?:and|or|to|&|through|y|-|\u2013)\s){_CODE})*",
    r"#\s?\d+",
    r"(?<!\w)(?:(?i:Act|Law|Code|Order|Rules|Regulations|Directive|Ley)\s+of|(?i:Act),?)\s+(?:19|20)\d{2}\b",
    r"\b(?:Windows|Office|Boeing|Airbus|iPhone|Galaxy|Lumia|Xbox|PlayStation)\s\d+\b",
)
_RADIO = (
    rf"{_ONE}(?:{_BETWEEN}{_ANY}){{0,5}}\s{{0,3}}(?i:[kMGT]?Hz)\b",
    rf"\b(?:{_STANDARD})[-\s]?\(?(?:{_BANDS})\b(?:\s?(?:/|,|and|-|y|und|et)\s?(?:{_BANDS})\b)*\)?",
    rf"\b(?:{_BANDS})\s?/\s?(?:{_BANDS})(?:\s?/\s?(?:{_BANDS}))*\b{_NO_SCALE}",
    rf"{_ONE}(?:{_BETWEEN}{_ANY})?\s{{0,3}}(?:{_RATE})(?:\s+per\s+second)?\b",
    r"\b802\.\d+\w*(?:/\w)*",
)
_TIMES = (
    _FIRST + r"\d?[:.]\d{2}\s?(?i:[ap]\.?m\b\.?|h(?:rs?|ours?)?\b|CET|CEST|GMT|BST|EST|EDT|ET\b|Uhr)",
    _FIRST + r"\d?:\d{2}(?::\d{2})?\b",
    _FIRST + r"\d?\s?(?i:[ap]\.?m)\b\.?",
    r"\b24\s?(?:/|x)\s?7(?:/365)?\b|\b24\s+hours\s+(?:a|per)\s+day\b|\b(?:7|seven)\s+days\s+(?:a|per)\s+week\b",
)
_CODES = (
    _FIRST + r"(?:\d*(?:-\d+){2,}\b|(?<=0)(?<![.,]0)\d*-\d+\b|\d-\d{5,}\b)",  # files, registrations, accessions
    r"\d(?<![\d.]\d)\d*(?:\.\d+){2,}\b(?!,)",  # versions
    _FIRST + r"\d*\s?(?i:st|nd|rd|th|[ºª°])(?!\w)",  # ordinals
    r"[A-Z](?<!\w[A-Z])[A-Z]\s{1,2}\d{5}(?:-\d{4})?\b(?!\s+(?:million|billion))",  # a state and its post code
    r"0(?<![\w.,'\u2019]0)(?<!\d[ \u00a0\u202f]0)\d+\b(?![.,]\d)",
    rf"{_FIRST}\d{{0,4}}\s(?:[NSEW]\.?\s)?(?:[A-Z][\w.]*\s){{1,3}}{_STREET}\b",
)
_RATIOS = (
    rf"\b(?i:{_FEW}\s+(?:in|out\s+of)\s+(?:every\s+)?{_FEW})\b{_NO_SCALE}",
    r"\b(?i:una?|dos|tres|\d)\s+de\s+cada\s+\w+",
)

SIEVES = tuple(Sieve(pattern) for pattern in (*_REFERENCES, *_RADIO, *_TIMES, *_CODES, *_RATIOS))

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?![\d.])")


def apart(text: str) -> Iterator[Span]:
    """Runs of the text whose digits count nothing, in no particular order; they may overlap."""
    for sieve in passing(SIEVES if _DOTTED.search(text) else SIEVES[1:], folded(text)):
        for match in sieve.pattern.finditer(text):
            if not _GROUPED.fullmatch(match.group()):
                yield Span(*match.span())
