"""Digits that are no quantity: references, codes, bands, speeds, times, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.facts import Span

_REFERENCE = (
    r"(?i:Rules?|Sections?|Sec\.|§+|Exhibits?|Ex\.|Pages?|pp?\.|Articles?|Art\.|Chapters?|Paragraphs?|Clauses?|"
    r"Schedules?|Appendix|Annex|Regulations?|Suite|P\.?\s?O\.?\s?Box|Versions?|Vol\.|Nos?\.|N[º°]\.?|Nr\.|Fig\.|Cat\.|"
    r"IFRS|IAS|ISO|FRS|SFAS|FIN|EITF|ASC|ASU|SAB|Directive|Artículo|Página|Anexo|Capítulo|Núm\.|Apartado|top|Forms?)"
    # these are verbs and common words too, so they count as references only with a capital
    r"|(?:F|f)ile\s+(?:N|n)umber|Items?|ITEMS?|Notes?|NOTES?|Parts?|PARTS?|Tables?|TABLES?|Figures?|Number|File|Release|"
    r"Act|Law|Floor|Room|Box|Building|Route|Highway|Levels?|Phase|Stage|Steps?|Volume|Issue|Series|Class|Category|Tier|Type|"
    r"Model|Title|Channel|Stoxx|FTSE|IBEX|DAX|CAC|S&P|Fortune|Forbes|Ley|Nota|Número|Calle|Seite|Anhang|Kapitel|Absatz"
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
_FEW = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_NO_SCALE = r"(?!\s?(?:%|million|billion))"

_REFERENCES = (
    r"(?:https?://|www\.)\S+",
    r"(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|info|eu|co|gov|edu|int|biz|[a-z]{2})\b(?:/\S*)?",
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
    r"\b\d{1,2}[:.]\d{2}\s?(?i:[ap]\.?m\b\.?|h(?:rs?|ours?)?\b|CET|CEST|GMT|BST|EST|EDT|ET\b|Uhr)",
    r"\b\d{1,2}:\d{2}(?::\d{2})?\b",
    r"\b\d{1,2}\s?(?i:[ap]\.?m)\b\.?",
    r"\b24\s?(?:/|x)\s?7(?:/365)?\b|\b24\s+hours\s+(?:a|per)\s+day\b|\b(?:7|seven)\s+days\s+(?:a|per)\s+week\b",
)
_CODES = (
    r"\b\d+(?:-\d+){2,}\b|(?<![\d.,])\b0\d*-\d+\b|\b\d{2}-\d{5,}\b",  # files, registrations, accessions
    r"(?<![\d.])\d+(?:\.\d+){2,}\b(?!,)",  # versions
    r"\b\d+\s?(?i:st|nd|rd|th|[ºª°])(?!\w)",  # ordinals
    r"\b[A-Z]{2}\s{1,2}\d{5}(?:-\d{4})?\b(?!\s+(?:million|billion))",  # a state and its post code
    r"(?<![\d.,'\u2019])(?<!\d[ \u00a0\u202f])\b0\d+\b(?![.,]\d)",
    rf"\b\d{{1,5}}\s(?:[NSEW]\.?\s)?(?:[A-Z][\w.]*\s){{1,3}}{_STREET}\b",
)
_RATIOS = (
    rf"\b(?i:{_FEW}\s+(?:in|out\s+of)\s+(?:every\s+)?{_FEW})\b{_NO_SCALE}",
    r"\b(?i:una?|dos|tres|\d)\s+de\s+cada\s+\w+",
)

_PATTERNS = tuple(map(re.compile, (*_REFERENCES, *_RADIO, *_TIMES, *_CODES, *_RATIOS)))

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?![\d.])")


def apart(text: str) -> Iterator[Span]:
    """Runs of the text whose digits count nothing, in no particular order; they may overlap."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not _GROUPED.fullmatch(match.group()):
                yield Span(*match.span())
