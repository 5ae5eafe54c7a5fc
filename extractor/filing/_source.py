"""What may be read: paths, bytes and text, told apart, measured and hashed before anything looks inside."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from extractor._files import refuse_endless
from extractor.errors import BinaryFiling, EmptyFiling, FilingError, FilingNotFound, FilingTooLarge
from extractor.filing._encoding import decode, mend_c1
from extractor.filing._trace import SourceMap, substituted

MAX_BYTES = 50_000_000
"""The largest source that is read unless the caller says otherwise."""

_SUFFIX = re.compile(r"\.(?:txt|text|html?|xhtml|xml|sgml?|nc|md|json|pdf|docx?|rtf|zip|gz|tgz|tar)$", re.IGNORECASE)
_LONGEST_PATH = 1024

_DROPPED = re.compile("\ufeff|\r(?=\n)")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_PARTED = re.compile("[^\\W\\d_][\u0300-\u036f]+")
"""A letter and the accents that follow it as characters of their own: of these no name is read whole."""

_MAGIC = (
    (b"%PDF-", "a PDF file", "extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or an Office file", "unpack it, or save the document as text or HTML"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"BZh", "a bzip2 file", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz file", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file", "save the document as text or HTML"),
    (b"{\\rtf", "a rich text file", "save the document as text or HTML"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "recognise its text first"),
    (b"\xff\xd8\xff", "a JPEG image", "recognise its text first"),
    (b"GIF87a", "a GIF image", "recognise its text first"),
    (b"GIF89a", "a GIF image", "recognise its text first"),
    (b"II*\x00", "a TIFF image", "recognise its text first"),
    (b"MM\x00*", "a TIFF image", "recognise its text first"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source as decoded: its text with line ends as LF, and where it came from.

    `trace` says where the text stands in the source as decoded, without the mark that gives its byte order.
    """

    text: str
    trace: SourceMap
    name: str
    sha256: str
    encoding: str


def load(source: str | Path | bytes, max_bytes: int, name: str | None = None) -> Source:
    """The text of a path, of bytes, or of a text itself.

    A string is a path if it names an existing file, or is one line that looks like a path. `name` is what bytes are
    called. Raises `FilingNotFound`, `FilingTooLarge`, `EmptyFiling`, `BinaryFiling`, or `FilingError` if the file
    cannot be opened.
    """
    if isinstance(source, bytes):
        return _from_bytes(source, name or "<bytes>", max_bytes)
    if isinstance(source, Path) or _is_path(source):
        path = Path(source)
        # The bytes of a name need not be UTF-8; those that are not are halves of surrogate pairs in it.
        own = path.name.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return _from_bytes(_read(path, max_bytes), own, max_bytes)
    return _from_text(source, max_bytes)


def _is_path(source: str) -> bool:
    if os.path.isfile(source):  # noqa: PTH113 - Path.is_file raises for names that are too long or hold a NUL
        return True
    if "\n" in source or "\r" in source or "\x00" in source or len(source) > _LONGEST_PATH:
        return False
    separated = "/" in source or os.sep in source
    return bool(_SUFFIX.search(source)) or (separated and not re.search(r"[\s<>]", source))


def _read(path: Path, max_bytes: int) -> bytes:
    refuse_endless(path, FilingError)
    try:
        if path.is_dir():
            raise FilingNotFound(f"{path} is a folder; name a file in it")
        size = path.stat().st_size
        if size > max_bytes:
            raise _too_large(str(path), size, max_bytes)
        with path.open("rb") as stream:
            return stream.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise FilingNotFound(f"there is no file {path}; check the path, or pass the text itself") from error
    except (OSError, ValueError) as error:
        raise FilingError(f"{str(path)!r} cannot be opened: {error}") from error


def _from_bytes(data: bytes, name: str, max_bytes: int) -> Source:
    if len(data) > max_bytes:
        raise _too_large(name, len(data), max_bytes)
    for magic, kind, way_on in _MAGIC:
        if data.startswith(magic):
            raise BinaryFiling(f"{name} is {kind}, which is not text: {way_on}")
    text, encoding = decode(data)
    return _finish(text, name, hashlib.sha256(data).hexdigest(), encoding)


def _from_text(text: str, max_bytes: int) -> Source:
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > max_bytes:
        raise _too_large("the text", len(data), max_bytes)
    # A str may hold halves of surrogate pairs, which no output can carry: pairs are joined, lone halves replaced.
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    damaged = whole.count("�") > text.count("�")
    encoding = "str with replacements" if damaged else "str"
    return _finish(whole, "<text>", hashlib.sha256(data).hexdigest(), encoding)


def _finish(text: str, name: str, sha256: str, encoding: str) -> Source:
    text, trace = substituted(_DROPPED, mend_c1(text), lambda _: "")
    text = text.replace("\r", "\n")
    if not unicodedata.is_normalized("NFC", text):
        text, composed = substituted(_PARTED, text, lambda parted: unicodedata.normalize("NFC", parted[0]))
        trace = composed.through(trace)
    if not text.strip():
        raise EmptyFiling(f"{name} holds no text")
    if "\x00" in text:
        raise BinaryFiling(
            f"{name} is not text: it has a NUL character at offset {text.index(chr(0))}; "
            "give the document as text or HTML"
        )
    controls = len(_CONTROLS.findall(text))
    if controls * 10 > len(text):
        raise BinaryFiling(
            f"{name} is not text: {controls} of its {len(text)} characters are control characters; "
            "give the document as text or HTML"
        )
    return Source(text=text, trace=trace, name=name, sha256=sha256, encoding=encoding)


def _too_large(name: str, size: int, bound: int) -> FilingTooLarge:
    return FilingTooLarge(
        f"{name} has {size:,} bytes, and the bound is {bound:,}; split it, or raise max_bytes if it must be read whole"
    )
