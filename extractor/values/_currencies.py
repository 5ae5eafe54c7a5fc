"""Currencies as filings write them: ISO 4217 codes, symbols, and names.

Names come from CLDR (through babel) for the language of the text and for English; the tables below add what filings
write and CLDR does not list.
"""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale
from babel.numbers import get_currency_name

from extractor.searching import any_of
from extractor.values._language import spoken, word_set

SYMBOLS = {
    "$": "USD",
    "US$": "USD",
    "$US": "USD",
    "U.S.$": "USD",
    "U.S. $": "USD",
    "USD$": "USD",
    "£": "GBP",
    "Stg£": "GBP",
    "€": "EUR",
    "Euro": "EUR",
    "Euros": "EUR",
    "EURO": "EUR",
    "EUROS": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "Eur": "EUR",
    "¥": "JPY",
    "￥": "JPY",
    "CN¥": "CNY",
    "RMB¥": "CNY",
    "RMB": "CNY",
    "Rmb": "CNY",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "Cdn$": "CAD",
    "CDN$": "CAD",
    "CAD$": "CAD",
    "S$": "SGD",
    "SG$": "SGD",
    "HK$": "HKD",
    "NT$": "TWD",
    "NZ$": "NZD",
    "MX$": "MXN",
    "Mex$": "MXN",
    "Ps.": "MXN",
    "Ps$": "MXN",
    "R$": "BRL",
    "J$": "JMD",
    "TT$": "TTD",
    "Ch$": "CLP",
    "COP$": "COP",
    "AR$": "ARS",
    "S/.": "PEN",
    "S/": "PEN",
    "RM": "MYR",
    "Rs": "INR",
    "Rs.": "INR",
    "INR": "INR",
    "₹": "INR",
    "₩": "KRW",
    "₪": "ILS",
    "NIS": "ILS",
    "₱": "PHP",
    "Php": "PHP",
    "₫": "VND",
    "₦": "NGN",
    "₺": "TRY",
    "TL": "TRY",
    "YTL": "TRY",
    "₽": "RUB",
    "₴": "UAH",
    "฿": "THB",
    "Rp": "IDR",
    "Rp.": "IDR",
    "Tk": "BDT",
    "Tk.": "BDT",
    "Kč": "CZK",
    "zł": "PLN",
    "Ft": "HUF",
    "SFr": "CHF",
    "SFr.": "CHF",
    "Sfr": "CHF",
    "Fr.": "CHF",
    "SKr": "SEK",
    "SEK": "SEK",
    "NKr": "NOK",
    "DKr": "DKK",
    "DM": "DEM",
    "FF": "FRF",
    "Ptas": "ESP",
    "Ptas.": "ESP",
    "Pta": "ESP",
    "Lit": "ITL",
    "Lit.": "ITL",
    "öS": "ATS",
    "KSh": "KES",
    "Ksh": "KES",
    "KShs": "KES",
    "Kshs": "KES",
    "TSh": "TZS",
    "USh": "UGX",
    "GH¢": "GHS",
    "GH₵": "GHS",
    "Dhs": "AED",
    "Dh": "AED",
    "FCFA": "XOF",
    "CFA": "XOF",
    "RD$": "DOP",
    "U$S": "USD",
    "u$s": "USD",
    "US $": "USD",
    "B/.": "PAB",
    "₲": "PYG",
    "₡": "CRC",
    "₵": "GHS",
    "₸": "KZT",
    "₾": "GEL",
    "₼": "AZN",
}
"""Symbols that may stand on either side of the number."""

ONE_LETTER = {"R": "ZAR", "N": "NGN", "P": "PHP"}
"""Letters that are a currency only when stuck to a number with a scale word: `R12.5 billion`."""

_NAMES = {
    "GBP": "pounds|pound|pounds sterling|pound sterling|sterling|libras esterlinas|libras",
    "USD": "dollars|dollar|US dollars|U.S. dollars|American dollars|dólares|dólares estadounidenses|Dollar|dólar",
    "EUR": "euro|euros|Euro's|euro's|Euro\u2019s|euro\u2019s|Euros|Euro|EURO|EUROS|Eur|eur|ευρώ",
    "CZK": "Czech crowns|crowns|Czech koruna|Czech korunas",
    "SKK": "Slovak crowns|Slovak koruna",
    "EEK": "Estonian crowns|kroons",
    "SEK": "Swedish kronor|Swedish kronas|Swedish crowns|kronor",
    "NOK": "Norwegian kroner|Norwegian crowns|kroner",
    "DKK": "Danish kroner|Danish crowns",
    "PLN": "zloty|zlotys|zloties|złoty|złotych",
    "HUF": "forint|forints",
    "CHF": "Swiss francs|Schweizer Franken|Franken|francos suizos",
    "MYR": "ringgit|ringgits",
    "INR": "rupees|rupee",
    "JPY": "yen|yenes",
    "CNY": "yuan|renminbi",
    "KRW": "won",
    "TRY": "lira|liras",
    "RUB": "rubles|roubles|ruble|rouble",
    "THB": "baht",
    "IDR": "rupiah",
    "MXN": "pesos|peso",
    "BRL": "reais|real",
    "ZAR": "rand",
    "NGN": "naira",
    "ILS": "shekels|New Israeli shekels",
    "DEM": "Deutsche Mark|Deutsche Marks|Deutschmarks|marks|Mark",
    "ITL": "lire",
    "ESP": "pesetas|peseta",
    "FRF": "French francs|francs",
    "FIM": "Finnish markka|markka",
    "ATS": "schillings|Austrian schillings",
    "PTE": "escudos",
    "GRD": "drachmas|drachmae",
    "VND": "dong",
    "UAH": "hryvnia|hryvnias",
    "RON": "lei",
    "BGN": "leva",
    "HRK": "kuna",
    "AED": "dirhams|dirham",
    "SAR": "riyals",
}
_NO_MONEY = frozenset({"XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XBA", "XBB", "XBC", "XBD", "XDR", "XSU", "XUA"})
WORDLIKE = word_set("ALL ANG BAM BOB COP CUP GEL LAK MAD MOP PEN SOS STD TOP TRY WST AMD BAN MAN SUR")
"""Codes that are words too; they are read as money only beside a number with a scale or groups."""
EUROS = word_set("Euro Euros EURO EUROS euro euros Eur")
"""Marks that stand before other numbers too ("Euro 2012"); before a number they come under the same rule."""
WORDLIKE_NAMES = frozenset({"won", "real", "lei", "mark", "marks", "sterling", "rand", "dong", "all"})
"""Currency names that are words too, under the same rule."""


@lru_cache
def codes() -> frozenset[str]:
    """The three-letter codes, past and present."""
    return frozenset(str(code) for code in Locale("en").currencies if code not in _NO_MONEY and len(str(code)) == 3)


@lru_cache
def names(language: str) -> dict[str, str]:
    """Currency names in lower case, and their codes."""
    table: dict[str, str] = {}
    for name in reversed(spoken(language)):
        for code in sorted(codes()):
            for count in (1, 2):
                full = " ".join(get_currency_name(code, count=count, locale=name).lower().split())
                if "(" not in full and full != code.lower():  # a withdrawn issue; no name in this language
                    table[full] = code
    for code, forms in _NAMES.items():
        table |= {form.lower(): code for form in forms.split("|")}
    return table


@lru_cache
def before_pattern() -> re.Pattern[str]:
    """Matches a currency mark that ends where the number begins."""
    return re.compile(
        rf"(?<![\w$€£¥])({any_of(codes())}[ \u00a0]?\$|{any_of(_marks())}|[RNP](?=$))[ \u00a0\u202f]?\n?$"
    )


@lru_cache
def after_pattern(language: str) -> re.Pattern[str]:
    """Matches a currency mark or name after a number."""
    named = any_of(names(language), ignore_case=True)
    return re.compile(
        rf"(?:(?:de\s+)?(?P<mark>{any_of(_marks())})|(?i:(?:d['\u2019]|de\s+|di\s+|em\s+)?(?P<name>{named})))(?![\w$])"
    )


def _marks() -> frozenset[str]:
    return codes() | SYMBOLS.keys()


def code_of(mark: str) -> str | None:
    """The ISO code a symbol or code stands for."""
    return SYMBOLS.get(mark) or (mark if mark in codes() else ONE_LETTER.get(mark))


def currency_before(text: str, end: int) -> tuple[int, str]:
    """Where the currency mark directly before a number begins, and its ISO code; `end` and nothing where none does."""
    match = before_pattern().search(text, max(0, end - 9), end)
    mark = match.group(1) if match else ""
    code = None if mark in WORDLIKE or mark in ONE_LETTER else code_of(mark) or code_of(mark.removesuffix("$").strip())
    return (match.start(), code) if match and code else (end, "")


def currency_after(text: str, start: int, language: str) -> str:
    """The ISO code of the currency mark or name directly after a number; empty where none is."""
    match = after_pattern(language).match(text, start + (text[start : start + 1] in ("\u00a0", " ")))
    if match is None or match["name"] == "mark" or (match["mark"] or match["name"]).lower() in _NO_CODES:
        return ""
    return (
        names(language).get(" ".join(match["name"].lower().split())) if match["name"] else code_of(match["mark"])
    ) or ""


_NO_CODES = WORDLIKE_NAMES | {code.lower() for code in WORDLIKE}


def currency_named(noun: str, language: str) -> str:
    """The ISO code of the currency that a counted noun is: "dollars"; empty where it is none."""
    return names(language).get(noun) or names(language).get(noun.removesuffix("s")) or ""
