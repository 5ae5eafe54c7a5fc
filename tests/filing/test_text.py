"""Plain text, and what tells paths, text and bytes apart."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.errors import BinaryFiling, EmptyFiling, FilingError, FilingNotFound, FilingTooLarge
from extractor.filing import Filing

EXAMPLE = Path(__file__).parents[2] / "examples" / "mmo2-6k-2004-11-11.txt"


def test_the_example_is_read_with_its_cover() -> None:
    filing = Filing.read(EXAMPLE)
    assert (filing.name, filing.format, filing.encoding, filing.language) == (EXAMPLE.name, "text", "utf-8", "en")
    assert filing.sha256 == hashlib.sha256(EXAMPLE.read_bytes()).hexdigest()
    assert filing.text == EXAMPLE.read_text(encoding="utf-8")
    cover = filing.cover
    assert (cover.form_type, cover.registrant, cover.date) == ("6-K", "mmO2 plc", dt.date(2004, 11, 11))
    assert (cover.annual_report_form, cover.rule_12g3_2b) == ("20-F", False)
    assert (cover.signatory, cover.signatory_title) == ("ROBERT HARWOOD", "Assistant Secretary")
    assert filing.date == dt.date(2004, 11, 11)


def test_a_plain_text_is_one_document() -> None:
    filing = Filing.read("Nordvox has 12 members.\nIt is an alliance.\n")
    assert [document.span for document in filing.documents] == [(0, len(filing.text))]
    assert filing.document_at(0) is filing.documents[0]
    assert filing.document_at(len(filing.text)) is None
    assert filing.document_at(-1) is None
    assert filing.headings == ()


def test_a_path_is_read_as_path_or_string(tmp_path: Path) -> None:
    path = tmp_path / "no suffix"
    path.write_text("Nordvox has 12 members.", encoding="utf-8")
    assert Filing.read(path).text == Filing.read(str(path)).text == "Nordvox has 12 members."


@pytest.mark.parametrize("missing", ["nowhere/report.txt", "report.htm", "/tmp/nowhere/at-all", Path("nowhere")])  # noqa: S108 - read, never written
def test_a_missing_file_is_named(missing: str | Path) -> None:
    with pytest.raises(FilingNotFound, match=str(missing)):
        Filing.read(missing)


def test_a_folder_is_no_filing(tmp_path: Path) -> None:
    with pytest.raises(FilingNotFound, match="folder"):
        Filing.read(tmp_path)


@pytest.mark.parametrize("text", ["See www.nordvox.example and call.", "Nordvox / Sudvox merge", "a/b holds\n5.txt"])
def test_a_string_that_is_no_path_is_text(text: str) -> None:
    filing = Filing.read(text)
    assert (filing.text, filing.name, filing.encoding) == (text, "<text>", "str")


@pytest.mark.parametrize("empty", ["", b"", " \n\t\r\n", b"\xef\xbb\xbf \n", b"\xff\xfe\n\x00"])
def test_nothing_but_white_space_is_empty(empty: str | bytes) -> None:
    with pytest.raises(EmptyFiling, match="no text"):
        Filing.read(empty)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x1f\x8b\x08....", "gzip"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"\xff\xd8\xff\xe0....", "JPEG"),
        (b"Nordvox\x00 has 12", "NUL"),
        (b"\x01\x02\x03\x04\x05 ab", "control characters"),
    ],
)
def test_what_is_not_text_is_refused_with_what_was_seen(data: bytes, kind: str) -> None:
    with pytest.raises(BinaryFiling, match=kind):
        Filing.read(data)


def test_a_filing_over_the_bound_is_refused_with_both_sizes(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("x" * 2000, encoding="utf-8")
    for source in (path, b"x" * 2000, "x" * 2000):
        with pytest.raises(FilingTooLarge, match=r"2,000 bytes.*1,999"):
            Filing.read(source, max_bytes=1999)
        assert Filing.read(source, max_bytes=2000).text == "x" * 2000


def test_line_ends_become_line_feeds() -> None:
    assert Filing.read(b"one\r\ntwo\rthree\n").text == "one\ntwo\nthree\n"


def test_halves_of_surrogate_pairs_are_joined_or_replaced() -> None:
    assert Filing.read("Nordvox \ud83d\ude00").text == "Nordvox \U0001f600"
    filing = Filing.read("Nordvox \ud83d.")
    assert (filing.text, filing.encoding) == ("Nordvox \ufffd.", "str with replacements")


SENTENCE_OVER_A_PAGE = 'It said: "We shall use our\n\n                 2\n\n<PAGE>\n\n\npresence in the North."\n'


def test_a_page_that_turns_within_a_sentence_leaves_a_line_end() -> None:
    assert Filing.read(SENTENCE_OVER_A_PAGE).text == 'It said: "We shall use our\npresence in the North."\n'


@pytest.mark.parametrize(
    "mark", ["<PAGE>", "   <PAGE>   3", "<PAGE>\n\n<PAGE>", " - 4 -\n\n<PAGE>", "Page 2 of 9\n<PAGE>"]
)
def test_a_page_mark_becomes_a_form_feed(mark: str) -> None:
    assert Filing.read(f"The end.\n\n{mark}\n\nITEM 5\n").text == "The end.\n\n\f\nITEM 5\n"


def test_a_number_in_the_last_row_is_no_page_number() -> None:
    assert Filing.read("Members\n12\n\n<PAGE>\n\nITEM 5\n").text == "Members\n12\n\n\f\nITEM 5\n"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The members of the alliance have more than 12 million customers.", "en"),
        ("Los miembros de la alianza tienen más de 12 millones de clientes en los países.", "es"),
        ("Die Mitglieder der Allianz haben mehr als 12 Millionen Kunden und sind in Europa.", "de"),
        ("Les membres de l'alliance ont plus de 12 millions de clients dans les pays.", "fr"),
        ("I membri della alleanza hanno più di 12 milioni di clienti nei paesi e il gruppo.", "it"),
        ("Os membros da aliança não têm mais de 12 milhões de clientes nos países e uma rede.", "pt"),
        ("12 345", "en"),
    ],
)
def test_the_language_is_told_by_function_words(text: str, language: str) -> None:
    assert Filing.read(text).language == language


MARKED = st.lists(
    st.sampled_from(
        ["<PAGE>", "<S>", "<C>", "<TABLE>", "\n", "\r", "\r\n", " ", "2", "a", "Z.", "\f", "\ufeff", "\x92", "<"]
    )
).map("".join)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text() | MARKED)
@example("<PAGE>\n<PAGE> <PAGE>x")
@example("a\n\n2\n\n3\n<PAGE>\nb")
def test_reading_a_text_again_changes_nothing(text: str) -> None:
    try:
        once = Filing.read(text.encode("utf-8", "surrogatepass"))
    except FilingError:
        return
    if once.format == "text" and once.encoding == "utf-8":
        assert Filing.read(once.text.encode()).text == once.text


MARKUP = r"""<html>|<table>|<tr>|<td>|</td>|</table>|<p>|<b>|<ul>|<li>|</ul>|<h1>|</h1>|<pre>|<sup>|<!--|-->|&#146;|&amp
text|<div style='display:none'>|</div>|<a href=x class=menu>|<DOCUMENT>\n
<TYPE>6-K\n|<TEXT>\n|</TEXT>\n|</DOCUMENT>\n
<SEC-HEADER>\n|</SEC-HEADER>\n|<PAGE>\n|FILED AS OF DATE: 20091399\n|SECURITIES AND EXCHANGE COMMISSION\n
SIGNATURES\nBy: /s/ A B\n
31 February 2009|1|\n"""
PIECES = st.sampled_from(
    [piece.replace("\\n", "\n") for piece in MARKUP.replace("\n", "|").split("|")] + ["\x00", "\ud800"]
)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text() | st.binary() | st.lists(PIECES, max_size=25).map("".join))
@example("\ufeff<html>")
@example(b"<meta charset=zip>\xff")
@example("0/\ud800")
def test_any_input_is_read_or_refused_and_spans_lie_within(source: str | bytes) -> None:
    try:
        filing = Filing.read(source)
    except FilingError:
        return
    assert filing.text.strip()
    filing.text.encode()
    for span in (*filing.headings, *(document.span for document in filing.documents)):
        assert 0 <= span.start <= span.end <= len(filing.text)
    assert all(filing.text[start:end].strip() for start, end in filing.headings)
    assert filing.info().model_dump_json()
