"""How bytes become characters, and what is said when some could not.

In order: a byte order mark; UTF-16 without one; strict UTF-8, whatever a page declares, because other encodings
hardly ever pass for it; the declared charset; windows-1252 where its letters read like a Western language; the guess
of charset-normalizer. Nothing is damaged silently: characters that had to be replaced are said in the encoding's name.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
# Only names of character sets: Python also registers codecs that are no encodings of text.
_CHARSET = re.compile(
    r"(?:utf-?8|(?:x-)?(?:windows|cp|ibm)-?\d+|iso-?8859-?\d+|iso-?latin-?\d|latin-?\d|koi8-[ru]|(?:us-)?ascii|"
    r"mac(?:intosh|-?roman)|shift[_-]jis|sjis|euc-(?:jp|kr)|iso-2022-jp|gb2312|gbk|gb18030|big5(?:-hkscs)?)",
    re.IGNORECASE,
)
# As browsers read them: pages that declare Latin-1 or ASCII are windows-1252 in truth.
_AS_1252 = {"ascii", "iso8859-1", "cp1252", "latin-1"}
_SEQUENCE = re.compile("[^\x00-\x7f\ufffd]")
_SAMPLE = 65_536
_C1 = re.compile("[\x80-\x9f]")
_C1_MEANT = {
    chr(code): bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def mend_c1(text: str) -> str:
    """`text` with C1 control characters read as the windows-1252 characters that were meant, as HTML5 does."""
    return _C1.sub(lambda match: _C1_MEANT.get(match[0], match[0]), text)


def decode(data: bytes) -> tuple[str, str]:
    """The characters of `data` and the name of its encoding, which ends in "with replacements" if any were lost."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _with_replacements(data[len(mark) :], name)
    wide = _wide(data)
    if wide:
        return _with_replacements(data, wide)
    text = _strict(data, "utf-8")
    if text is not None:
        return text, "utf-8"
    declared = _declared(data)
    if declared and declared != "utf-8":
        text = _strict(data, declared)
        if text is not None:
            return text, declared
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    if declared == "utf-8" or len(_SEQUENCE.findall(text)) >= 4 * lost:
        return text, "utf-8 with replacements"
    return _guess(data, declared)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has a NUL in every other byte."""
    sample = data[:_SAMPLE]
    pairs = len(sample) // 2
    if pairs < 2 or len(data) % 2:
        return None
    high, low = sample[0::2].count(0), sample[1::2].count(0)
    if low > 0.7 * pairs and high < 0.05 * pairs:
        return "utf-16-le"
    if high > 0.7 * pairs and low < 0.05 * pairs:
        return "utf-16-be"
    return None


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    label = (match[1] or match[2]).decode("ascii", "replace") if match else ""
    if not _CHARSET.fullmatch(label):
        return None
    try:
        name = codecs.lookup(label.removeprefix("x-")).name
    except LookupError:
        return None
    return "windows-1252" if name in _AS_1252 else name


def _guess(data: bytes, declared: str | None) -> tuple[str, str]:
    western = _strict(data, "windows-1252")
    if western is not None and _reads_western(western):
        return western, "windows-1252"
    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None:
        text = _strict(data, best.encoding)
        if text is not None:
            return text, codecs.lookup(best.encoding).name
    return _with_replacements(data, declared or "windows-1252")


def _reads_western(text: str) -> bool:
    """Whether accented letters are as rare as Western languages have them."""
    letters = sum(map(str.isalpha, text))
    accented = sum(character.isalpha() and character > "\x7f" for character in text)
    return accented * 5 <= letters


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _with_replacements(data: bytes, name: str) -> tuple[str, str]:
    text = _strict(data, name)
    if text is not None:
        return text, name
    return data.decode(name, "replace"), f"{name} with replacements"
