"""Every format says the same, and holds up against whatever the words hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from lxml import html as lxml_html

from evals.report import formats, html, text
from evals.report.tables import Table, tables
from evals.runs import record
from evals.score import Score, score
from extractor.facts import Span
from tests.evals.toys import (
    JSON,
    KINDS,
    TEXT,
    all_facts,
    brevo,
    gold_of,
    membership,
    metric,
    prediction_of,
    quantity,
    share,
)

NASTY = metric("Alba | <b>*Mobil*</b>", "other", quantity("5\x08", 5), "`a` <script>alert(1)</script> | b")


def _scored(said: list[JSON]) -> tuple[Score, str]:
    gold = gold_of(all_facts())
    usage: JSON = {"requests": 7, "prompt_tokens": 1000, "completion_tokens": 200, "seconds": 12.349, "cost": 0.0012}
    found = score([gold], {"toy.txt": prediction_of(said, **usage)}, KINDS, texts={"toy.txt": TEXT})
    return found, record("run", [gold], found).name


@pytest.fixture
def found() -> Score:
    return _scored([share(), brevo(), membership("Delta"), NASTY])[0]


def test_text_shows_every_table_and_every_miss(found: Score) -> None:
    shown = text.render(found, misses=True)
    for table in tables(found):
        assert table.title in shown
    assert "[hallucinated] toy.txt (FA)" in shown
    assert "said: membership: Lumen Alliance | Delta" in shown
    assert "why:  member is wrong: gold Alba Mobil, said Delta" in shown
    assert all(line == line.rstrip() for line in shown.splitlines())


def test_a_perfect_score_has_no_misses_to_list() -> None:
    assert "No misses." in text.render(_scored(all_facts())[0], misses=True)


def test_cost_columns_are_whole_numbers_shown_exactly(found: Score) -> None:
    [table] = [table for table in tables(found) if table.title == "Cost"]
    assert table.rows[0] == ("toy.txt", "7", "1000", "200", "12.3", "0.001200")


def test_json_holds_the_run_the_tables_and_every_line(found: Score) -> None:
    gold = gold_of(all_facts())
    content = json.loads(formats.to_json(found, record("run", [gold], found)))
    assert content["run"]["documents"][0]["kinds"]["metric"] == {
        "tp": 2, "fd": 0, "fn": 1, "fa": 1, "whole": 2, "quoted": 2,
    }  # fmt: skip
    assert len(content["lines"]) == len(found.lines)
    assert not any(isinstance(value, float) for value in _values(content))


def _values(content: Any) -> Iterator[Any]:
    if isinstance(content, dict):
        content = list(content.values())
    if isinstance(content, list):
        for part in content:
            yield from _values(part)
    else:
        yield content


def test_markdown_cells_cannot_break_the_table(found: Score) -> None:
    table = Table("T", ("a", "b"), (("x | y", "*<b>`z`*"),))
    assert formats.markdown_table(table).splitlines()[-1] == r"| x \| y | \*\<b>\`z\`\* |"
    assert "<script" not in formats.to_markdown(found).replace(r"\<script", "")


def test_junit_has_a_case_for_each_fact_and_fails_those_that_are_not_right(found: Score) -> None:
    root = ET.fromstring(formats.to_junit(found))  # noqa: S314 - our own output
    [suite] = root
    assert suite.get("tests") == str(len(suite))
    assert suite.get("failures") == str(len(root.findall(".//failure")))
    # required gold: customers and ownership missed, Brevo's or Alba's membership misread, the other missed; 1 made up
    assert len(root.findall(".//failure")) == 5
    assert not root.findall(".//error")


def test_a_failed_document_is_a_junit_error() -> None:
    gold = gold_of(all_facts())
    prediction = prediction_of([])
    failed = score([gold], {"toy.txt": type(prediction)("toy.txt", error="cannot be read")}, KINDS)
    root = ET.fromstring(formats.to_junit(failed))  # noqa: S314 - our own output
    assert [error.get("message") for error in root.findall(".//error")] == ["cannot be read"]
    assert "toy.txt: cannot be read" in text.render(failed)


def test_the_page_shows_both_sides_and_escapes_what_it_shows(found: Score) -> None:
    page = html.render(found, {"toy.txt": TEXT})
    root: Any = lxml_html.document_fromstring(page)
    gold, said = root.xpath("//div[contains(@class, 'pane')]")[-2:]
    assert gold.text_content() == said.text_content() == TEXT
    marked = {number for mark in gold.xpath(".//mark") for number in mark.get("data-lines").split()}
    assert marked == {str(number) for number, line in enumerate(found.lines) if line.gold}
    assert "alert(1)" not in "".join(script.text_content() for script in root.xpath("//script"))
    assert not root.xpath("//link | //img | //script[@src]")
    assert len(root.xpath("//tr[@data-line]")) == len(found.lines)


def test_without_the_text_the_page_shows_the_facts_alone(found: Score) -> None:
    root: Any = lxml_html.document_fromstring(html.render(found, {}))
    assert not root.xpath("//*[contains(@class, 'pane')]")
    assert len(root.xpath("//tr[@data-line]")) == len(found.lines)


def test_segments_cut_where_highlights_start_and_end() -> None:
    cut = html.segments("abcdef", [[Span(0, 3)], [Span(2, 5)], []])
    assert [(part.text, part.lines) for part in cut] == [("ab", (0,)), ("c", (0, 1)), ("de", (1,)), ("f", ())]


def test_quotes_are_located_across_lines_and_page_marks() -> None:
    assert html.locate("one two\n<PAGE>\n three", "two three") == Span(4, 21)
    assert html.locate("one two", "three") is None
    assert html.locate("one two", "") is None
