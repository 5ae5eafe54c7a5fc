from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as parser

from extractor.facts import Evidence
from extractor.html import render
from tests import invented


def page(**changes: object) -> parser.HtmlElement:
    return parser.document_fromstring(render(invented.result(**changes), (invented.Membership, invented.Metric)))  # type: ignore[arg-type]


def found(root: Any, path: str) -> list[Any]:
    """What an XPath gives; its static type is a union of everything an XPath can give."""
    return list(root.xpath(path))


def text_of(root: parser.HtmlElement) -> str:
    return str(root.get_element_by_id("text").text_content()).removeprefix("\n")


def test_the_filings_text_is_all_there_and_unchanged() -> None:
    assert text_of(page()) == invented.TEXT


def test_each_fact_has_a_row_and_its_evidence_marked() -> None:
    root = page()
    rows = found(root, "//tr[@class='fact']")
    assert [row.get("data-n") for row in rows] == ["1", "2", "3", "4"]
    marked: dict[str, str] = {}
    for mark in found(root, "//mark"):
        for owner in mark.get("data-e").split():
            marked[owner] = marked.get(owner, "") + mark.text_content()
    expected = {}
    facts = [fact for fact in invented.FACTS if fact.kind == "membership"]
    facts += [fact for fact in invented.FACTS if fact.kind == "metric"]
    for number, fact in enumerate(facts, start=1):
        for nth, evidence in enumerate(fact.evidence):
            expected[f"{number}-{nth}"] = evidence.quote
    assert marked == expected


def test_every_link_within_the_page_leads_somewhere() -> None:
    root = page()
    ids = found(root, "//@id")
    assert len(set(ids)) == len(ids)
    assert {link.removeprefix("#") for link in found(root, "//a/@href")} <= set(ids)


def test_overlapping_evidence_is_cut_into_runs_with_the_shortest_first() -> None:
    mark = next(mark for mark in found(page(), "//mark") if mark.text_content() == "31 %")
    assert mark.get("data-e") == "4-1 4-0"


def test_a_run_of_two_kinds_takes_the_colour_of_the_shorter_and_a_line_of_the_other() -> None:
    kinds = (invented.Membership, invented.Metric)
    at = invented.span("Nordwind had over 2.5 million customers")
    wide = invented.FACTS[2].model_copy(
        update={"evidence": (Evidence(start=at.start - 9, end=at.end + 9, quote="wide"),)}
    )
    root = parser.document_fromstring(render(invented.result(facts=(invented.FACTS[0], wide)), kinds))
    mark = next(mark for mark in found(root, "//mark") if "had over" in mark.text_content())
    assert mark.get("class") == "k1 o0"


def test_the_words_of_a_slot_outside_the_quote_can_be_found_from_the_fact() -> None:
    fact = invented.FACTS[2].model_copy(
        update={"evidence": (invented.evidence("Norway, Denmark", member=invented.span("Nordwind", 1)),)}
    )
    root = parser.document_fromstring(render(invented.result(facts=(fact,))))
    (word,) = found(root, "//pre//span[@data-s='1-0']")
    assert word.text_content() == "Nordwind"


def test_what_no_fact_accounts_for_is_underlined_and_linked() -> None:
    root = page()
    assert [span.text_content() for span in found(root, "//span[@data-u='0']")] == ["1999"]
    assert found(root, "//a[@href='#u0']")[0].text_content() == "1999"


def test_nothing_from_the_filing_becomes_markup() -> None:
    written = render(invented.result())
    root = parser.document_fromstring(written)
    assert len(found(root, "//script")) == 1
    assert not found(root, "//main//b[text()='ASA'] | //main//i[text()='48']")
    assert "&lt;script&gt;alert(" in written
    assert found(root, "//h1")[0].text_content() == "Nordwind <b>ASA</b>"


def test_the_page_asks_the_network_for_nothing_and_runs_nothing_but_its_own_script() -> None:
    written = render(invented.result())
    root = parser.document_fromstring(written)
    assert not re.findall(r"https?://|url\(|@import", written)
    (policy,) = found(root, "//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")
    for tag in ("style", "script"):
        (body,) = re.findall(rf"<{tag}(?: type=\"module\")?>(.*?)</{tag}>", written, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not found(root, "//@style | //@onclick")


def test_the_same_result_gives_the_same_bytes() -> None:
    assert render(invented.result()) == render(invented.result())


def test_failed_passages_are_told_at_the_top() -> None:
    assert found(page(failed=True), "//p[@class='warning']")[0].text_content().startswith("1 of 2 passages")
    assert not found(page(), "//p[@class='warning']")


def test_the_page_speaks_of_one_fact_as_one_and_in_plain_words() -> None:
    one = page(facts=invented.FACTS[:1])
    assert found(one, "//title")[0].text_content() == "Nordwind <b>ASA</b>: 1 fact"
    assert found(one, "//output[@id='count']")[0].text_content() == "1 fact"
    assert [item.text_content() for item in found(one, "//ul[@class='sums']/li")] == [
        "1 fact",
        "3 of 4 numbers, quotations and contacts in a fact",
        "1 rejected",
    ]
    reports = tuple(
        report.model_copy(update={"step": step})
        for report, step in zip(invented.result().passages, ("propose", "read again"), strict=True)
    )
    said = render(invented.result().model_copy(update={"passages": reports}))
    assert not re.findall("accounted for|countable|propose|>pick", said)


def test_a_result_without_facts_says_so() -> None:
    assert "No fact was found" in page(facts=()).text_content()


def test_a_result_without_text_cannot_be_shown() -> None:
    with pytest.raises(ValueError, match="does not hold its filing's text"):
        render(invented.result(text=""))


@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40), st.integers(0, 3)), max_size=8))
def test_any_overlap_of_evidence_keeps_the_text_and_marks_just_that(spans: list[tuple[int, int, int]]) -> None:
    facts = tuple(
        invented.FACTS[which].model_copy(
            update={"evidence": (Evidence(start=at, end=at + size, quote=invented.TEXT[at : at + size]),)}
        )
        for at, size, which in spans
    )
    root = parser.document_fromstring(render(invented.result(facts=facts), (invented.Membership, invented.Metric)))
    assert text_of(root) == invented.TEXT
    covered = "".join(mark.text_content() for mark in found(root, "//mark"))
    inside = {place for at, size, _ in spans for place in range(at, at + size)}
    assert covered == "".join(invented.TEXT[place] for place in sorted(inside))


def test_the_page_is_well_formed() -> None:
    written = render(invented.result())
    tree = etree.HTML(written)
    assert [heading.tag for heading in found(tree, "//h1 | //h2")] == ["h1", "h2", "h2"]
    for table in tree.iter("table"):
        rows = [row for row in table.iter("tr") if row.get("class") != "detail"]
        widths = [len(row.findall("td")) + len(row.findall("th")) for row in rows]
        assert all(one == next_ for one, next_ in pairwise(widths))
