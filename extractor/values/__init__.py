"""What words come to: quantities, dates, countries, e-mail addresses and telephone numbers.

`find_...` gives every one in a text with its span, in order, none overlapping another; `read_...` reads one phrase. No
text makes them raise. `language` is a BCP 47 tag: English, Spanish, German, French, Portuguese and Italian are known,
English is read beside each of the others, and stands in for one not known.
"""

from extractor.values._currencies import currency_after, currency_before, currency_named
from extractor.values._language import KNOWN
from extractor.values._nouns import unit_of
from extractor.values._numerals import has_decimal_commas
from extractor.values.contact import FoundPhone, find_emails, find_phones
from extractor.values.country import FoundCountry, find_countries, read_country
from extractor.values.quantity import FoundQuantity, find_quantities, read_quantities, read_quantity
from extractor.values.when import FoundWhen, find_dates, read_when

__all__ = [
    "KNOWN",
    "FoundCountry",
    "FoundPhone",
    "FoundQuantity",
    "FoundWhen",
    "currency_after",
    "currency_before",
    "currency_named",
    "find_countries",
    "find_dates",
    "find_emails",
    "find_phones",
    "find_quantities",
    "has_decimal_commas",
    "read_country",
    "read_quantities",
    "read_quantity",
    "read_when",
    "unit_of",
]
