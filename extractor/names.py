"""How names of companies are compared: without legal form, article, possessive or the word for a group."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.facts import fold


def _either_case(forms: str) -> str:
    """An alternation of words as printed and in capitals."""
    words = forms.split("|")
    return "|".join(dict.fromkeys(words + [w.upper() for w in words]))


_LONG_FORMS = _either_case(
    r"Public Limited Company|Public Company Limited|Company Limited|Inc\.?|Incorporated|Ltd\.?|Limited|Corp\.?"
    r"|Corporation|Ltda\.?|Lda\.?|GmbH(?:\s*&\s*Co\.?\s*KG)?|KGaA|Berhad"
    r"|Bhd\.?"
    r"|Sdn\.\s?Bhd\.|Sdn\s?Bhd|Pte\.?\s?Ltd\.?|Pty\.?\s?Ltd\.?|Tbk|Oyj|Oy|Kft\.?|Nyrt\.?|Zrt\.?|Rt\.?|SpA|SpA\.|Srl"
    r"|SGPS|Limitada|Limitée|Ltée|mbH|PCL|EIRL|SARL|S\.à\s?r\.l\.?|ApS|ehf\.|hf\."
)
LEGAL = (
    rf"(?:{_LONG_FORMS}|Co\.(?:,?\s?Ltd\.?)?|CO\.|Company(?!\s[A-Z])|plc|Plc|PLC|p\.l\.c\.|P\.L\.C\.|LLC|L\.L\.C\.|LLP"
    r"|L\.P\.|AG|SE|EAD|AD|EOOD|OOD"
    r"|S\.\s?A\.(?:\s?U\.|\s?B\.|\s?S\.|\s?C\.|\s?A\.|\s?E\.|\s?P\.\s?I\.)?(?:\s?de\s?C\.\s?V\.)?|SA|SAU|SAS|SAC|SL"
    r"|SLU|S\.\s?de\s?R\.\s?L\.(?:\s?de\s?C\.\s?V\.)?"
    r"|S\.\s?p\.\s?A\.|S\.P\.A\.|S\.\s?r\.\s?l\.|S\.R\.L\.|S\.\s?L\.(?:\s?U\.)?|C\.\s?A\.|N\.\s?V\.|NV|B\.\s?V\.|BV"
    r"|A/S|ASA|AS|AB(?:\s\(publ\))?|spol\.\s*s\s*r\.\s*o\.|s\.\s?r\.\s?o\.|a\.\s?s\.|A\.\s?S\.|d\.\s?d\.|a\.\s?d\."
    r"|d\.\s?o\.\s?o\.|e\.\s?V\.|A\.\s?G\.|S\.\s?C\.\s?A\.|C\.\s?V\.|KG|KK|EEIG"
    r"|[Ss]p\.\s?z\s?o\.\s?o\.|K\.\s?K\.|OJSC|PJSC|CJSC|JSC|OAO|PAO|ZAO|OÜ|OU|UAB|SIA|DOO|TOO)(?![\w/&])"
)
LEGAL_AFTER = re.compile(rf",?\s+{LEGAL}")
LEGAL_END = re.compile(rf",?\s+{LEGAL}$")
JOINT_STOCK = r"(?:(?:Open|Public|Closed|Private)\s+)?Joint[\s-]Stock\s+Company"
"""A legal form that stands before the name, which is often set in quotation marks."""
_LEGAL_FIRST = rf"(?:{JOINT_STOCK}|P/F|PT|OJSC|PJSC|CJSC|JSC|OAO|PAO|ZAO|A/S|AB|AS|S\.A\.)"
LEGAL_START = re.compile(rf"^{_LEGAL_FIRST}\s+(?=[A-ZÀ-Þ\"“«])")

_LONGEST_FORM = 60
"""More characters than a legal form and what stands before it can have."""

_OWN = re.compile(r"[’']s?$|[’']$", re.IGNORECASE)
_GROUP = re.compile(r"^(?:the\s+)?(?:(?:group|grupo|groupe|gruppo)\s+)?(.+?)(?:\s+(?:group|gruppe))?$", re.IGNORECASE)


@lru_cache(maxsize=8192)
def canonical(name: str) -> str:
    """A name for comparison: folded, lower case, without article, legal form, possessive or "group"."""
    words = _OWN.sub("", fold(name).replace("’", "'"))
    words = re.sub(r"-\s+", "-", words)
    while form := LEGAL_END.search(words, max(0, len(words) - _LONGEST_FORM)):
        words = words[: form.start()]
    words = LEGAL_START.sub("", words).strip('"“”«»')
    match = _GROUP.match(words.rstrip(",. ").lower())
    words = match.group(1) if match else words.lower()
    return words.removeprefix("the ").strip()
