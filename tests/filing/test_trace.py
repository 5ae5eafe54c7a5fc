"""Where a filing's text stands in its source."""

from __future__ import annotations

import html
import re
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.errors import FilingError
from extractor.facts import Evidence, Fact, Name, Span, fold
from extractor.filing import Filing

EXAMPLE = Path(__file__).parents[2] / "examples" / "mmo2-6k-2004-11-11.txt"
HEADER = "<SEC-HEADER>x.hdr.sgml : 20090514\nACCESSION NUMBER: 0000123456-09-000007\n</SEC-HEADER>\n"
DOCUMENT = "<DOCUMENT>\n<TYPE>6-K\n<TEXT>\n{body}\n</TEXT>\n</DOCUMENT>\n"
PIECES = (
    "Nordvox", "grew.", "R&amp;D", "caf&#233;", "&lt;b&gt;", "\ufeff", "\n", "\n\n", "    ", "\r", "\n<PAGE>\n",
    "\n\n 12 \n\n<PAGE>\n\n", "\n<PAGE>   ", "\n<TABLE>\n<CAPTION>\n", "\n<S>   <C>   \n", "<C>  ",
    "\n</TABLE>\n", " \x92 ",
)  # fmt: skip


class Company(Fact, key=("name",)):
    """A company."""

    name: Name


def placed(source: str | bytes, words: str) -> str | None:
    """The source's own characters for `words` of the filing's text."""
    filing = Filing.read(source)
    start = filing.text.index(words)
    found = filing.source_span(Span(start, start + len(words)))
    decoded = source if isinstance(source, str) else source.decode("utf-8-sig")
    return decoded[found.start : found.end] if found else None


def said(text: str) -> str:
    """What a run of text says, without marks, page numbers and the way its white space is written."""
    bare = re.sub(r"</?[A-Z]+>", " ", text.replace("\ufeff", ""))
    return fold(re.sub(r"\b\d+\b", " ", html.unescape(bare.replace("\x92", "’"))))


def test_a_plain_file_stands_where_it_stands() -> None:
    filing = Filing.read(EXAMPLE)
    assert filing.source_span(Span(100, 250)) == Span(100, 250)
    assert len(filing.source_map.runs) == 1


def test_a_byte_order_mark_is_not_counted_and_line_ends_are() -> None:
    source = b"\xef\xbb\xbfNordvox\r\nhas 12\rmembers.\n"
    assert placed(source, "has 12\nmembers") == "has 12\rmembers"
    assert placed(source, "Nordvox\nhas") == "Nordvox\r\nhas"


def test_accents_that_stand_apart_are_joined_with_their_letters_and_found_where_they_stand() -> None:
    source = "\ufeffNordvox and Bre\u0301nnet\u0308 A.S.\r\nhold Vi\u0323\u0302t q\u0301 1 \u2260 =\u0338 2.\r\n"
    text = Filing.read(source).text
    assert text == "Nordvox and Brénneẗ A.S.\nhold Vịt̂ q\u0301 1 \u2260 =\u0338 2.\n".replace("ịt̂", "\u1ecb\u0302t")
    assert placed(source, "Brénneẗ") == "Bre\u0301nnet\u0308"
    assert placed(source, "A.S.\nhold") == "A.S.\r\nhold"
    assert placed(source, " 2.") == " 2."
    assert Filing.read("<html><body><p>Bre\u0301nnet holds 2&#62;\u0338 1.</p></body></html>").text.startswith(
        "Brénnet"
    )


def test_a_text_whose_accents_are_joined_stays_as_it_is() -> None:
    source = "Brénnet q\u0301 \u2260 Zoë 한국 \u0301.\n"
    assert Filing.read(source).text == source


def test_a_quote_over_a_page_holds_the_page_mark_and_its_number() -> None:
    source = "We shall use our\n\n       2\n\n<PAGE>\n\npresence in the North.\n"
    assert placed(source, "our\npresence") == "our\n\n       2\n\n<PAGE>\n\npresence"
    assert placed(source, "presence in") == "presence in"


def test_a_submission_is_counted_from_its_first_character() -> None:
    source = HEADER + DOCUMENT.format(body="\n\nSud &amp; Vox agreed.") + DOCUMENT.format(body="Vox &amp; Co grew.")
    assert placed(source, "Sud & Vox") == "Sud &amp; Vox"
    assert placed(source, "& Vox") == "&amp; Vox"
    assert placed(source, "Sud &") == "Sud &amp;"
    assert placed(source, "& Co") == "&amp; Co"
    assert placed(source, "agreed.\n\nVox") == source[source.index("agreed.") : source.rindex(" &amp; Co")]


def test_what_the_reader_put_in_stands_nowhere() -> None:
    filing = Filing.read("The end.\n\n<PAGE>\nITEM 5\n")
    at = filing.text.index("\f")
    assert filing.source_span(Span(at, at + 1)) is None
    assert filing.source_span(Span(3, 3)) is None
    assert filing.source_span(Span(len(filing.text), len(filing.text) + 1)) is None


def test_html_has_no_place_in_its_source_and_plain_documents_beside_it_have() -> None:
    page = "<html><body><p>Nordvox grew.</p></body></html>"
    assert placed(page, "Nordvox") is None
    both = HEADER + DOCUMENT.format(body=page) + DOCUMENT.format(body="Sudvox fell.")
    assert placed(both, "Nordvox") is None
    assert placed(both, "Sudvox") == "Sudvox"


def test_a_fact_is_placed_with_each_of_its_evidences() -> None:
    source = "Vox\r\nand Sudvox\r\n"
    filing = Filing.read(source)
    fact = Company(name="x", evidence=tuple(Evidence(start=a, end=b, quote="x") for a, b in ((0, 3), (8, 14))))
    places = [(one.source_start, one.source_end) for one in filing.placed(fact).evidence]
    assert [source[start:end] for start, end in places] == ["Vox", "Sudvox"]


@settings(max_examples=300, derandomize=True, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), min_size=1, max_size=3),
    st.booleans(), st.booleans(), st.booleans(), st.data(),
)  # fmt: skip
@example(["\n<PAGE>    Vox \n<S>   <C>   \n  Nordvox"], True, True, True, None)
def test_the_source_at_a_quotes_place_says_what_the_quote_says(
    bodies: list[str], submission: bool, windows: bool, marked: bool, data: st.DataObject | None
) -> None:
    source = HEADER + "".join(DOCUMENT.format(body=body) for body in bodies) if submission else "\n".join(bodies)
    source = source.replace("\n", "\r\n") if windows else source
    try:
        filing = Filing.read(source.encode("utf-8-sig" if marked else "utf-8"))
    except FilingError:
        return
    words = [match.span() for match in re.finditer(r"\S+", filing.text)]
    first = data.draw(st.integers(0, len(words) - 1)) if data else 0
    last = data.draw(st.integers(first, len(words) - 1)) if data else len(words) - 1
    quote = Span(words[first][0], words[last][1])
    place = filing.source_span(quote)
    if filing.documents[0].span != (0, len(filing.text)) and submission and len(bodies) > 1:
        # Between two documents stand the tags of both: here only the ends are compared.
        quote = Span(*words[last])
        place = filing.source_span(quote)
    assert place is not None
    decoded = source[1:] if source.startswith("\ufeff") and not marked else source
    assert said(decoded[place.start : place.end]) == said(filing.text[quote.start : quote.end])
