"""The view as a reader meets it: opened as a file in Chromium, with the example's facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extractor import Extractor
from extractor.html import render
from extractor.replies import Replies
from extractor.result import Unaccounted
from tests import invented
from tests.chromium import chromium, in_view, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EXAMPLE = Path(__file__).parents[2] / "examples" / "mmo2-6k-2004-11-11"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> str:
    kinds = pytest.importorskip("alliances").DOMAIN.kinds
    folder = tmp_path_factory.mktemp("view")
    with Replies(folder / "replies") as record:
        record.import_(EXAMPLE.with_suffix(".replies.jsonl"))
    with Extractor(replies=folder / "replies", offline=True) as extractor:
        result = extractor.extract(EXAMPLE.with_suffix(".txt"))
    (folder / "view.html").write_text(render(result, kinds), encoding="utf-8")
    return (folder / "view.html").as_uri()


@pytest.fixture(params=["wide"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    with opened(browser, request.param) as page:
        yield page


@pytest.mark.parametrize("page", ["wide", "phone"], indirect=True)
def test_the_first_evidence_is_in_view_on_load(page: Page, example: str) -> None:
    page.goto(example)
    assert in_view(page, "mark.now", "#filing")
    assert in_view(page, "tr.fact.on", "#facts")
    page.goto(example + "#f60")
    page.reload()
    assert in_view(page, "mark.now", "#filing")
    assert page.locator("tr.fact.on").get_attribute("data-n") == "60"


def test_the_address_is_followed_after_load_and_says_what_is_shown(page: Page, example: str) -> None:
    page.goto(example)
    page.evaluate("location.hash = '#f17'")
    page.wait_for_selector("#f17.on")
    page.wait_for_function("document.activeElement.closest('tr')?.id === 'f17'")
    page.keyboard.press("j")
    assert page.evaluate("location.hash") == "#f18"


def test_a_search_for_a_name_finds_facts_that_say_it_and_none_that_only_quote_it(page: Page, example: str) -> None:
    page.goto(example)
    page.fill("#find", "amena")
    memberships = page.locator("section.kind[data-kind='0'] tr.fact:visible")
    assert memberships.count() == 1
    assert "amena" in memberships.inner_text().lower()
    page.fill("#find", "PANNÓN gsm")
    assert page.locator("tr.fact:visible").count() > 1
    page.keyboard.press("Escape")
    assert page.locator("tr.fact:visible").count() == page.locator("tr.fact").count()


def test_the_text_has_a_search_of_its_own_over_line_ends(page: Page, example: str) -> None:
    page.goto(example)
    box = page.get_by_role("searchbox", name="Search the text")
    box.fill("at the END of march and")
    assert page.locator(".seek output").inner_text() == "1 of 1"
    box.fill("starmap")
    total = int(page.locator(".seek output").inner_text().removeprefix("1 of "))
    box.press("Shift+Enter")
    assert page.locator(".seek output").inner_text() == f"{total} of {total}"
    box.press("Escape")
    assert page.locator(".seek output").inner_text() == ""


def test_what_is_in_no_fact_is_shown_with_a_cue_though_it_lies_in_a_mark(page: Page, tmp_path: Path) -> None:
    result = invented.result()
    within = invented.span("2.5 million")
    wide = invented.evidence("Nordwind had over 2.5 million customers")
    loose = Unaccounted(start=within.start, end=within.end, text="2.5 million", type="count")
    coverage = result.coverage.model_copy(update={"unaccounted": (loose,)})
    facts = (invented.FACTS[0].model_copy(update={"evidence": (wide,)}),)
    file = tmp_path / "view.html"
    file.write_text(render(result.model_copy(update={"coverage": coverage, "facts": facts})), encoding="utf-8")
    page.goto(file.as_uri())
    page.get_by_text("In no fact").click()
    page.get_by_role("link", name="2.5 million").click()
    assert page.locator("mark.here").inner_text() == "2.5 million"
    assert in_view(page, "mark.here", "#filing")
    assert "2.5 million" in page.locator("#said").inner_text()


@pytest.mark.parametrize("page", ["phone", "zoomed"], indirect=True)
def test_a_narrow_window_shows_every_column_and_scrolls_one_way_only(page: Page, example: str) -> None:
    page.goto(example)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("[...document.querySelectorAll('.cards')].every((one) => one.scrollWidth <= one.clientWidth)")
    told = page.evaluate("getComputedStyle(document.querySelector('td[data-label]'), '::before').content")
    assert told == '"alliance: "'


def test_keys_go_through_the_facts_and_a_screen_reader_hears_them(page: Page, example: str) -> None:
    page.goto(example)
    page.keyboard.press("j")
    page.keyboard.press("j")
    focused = "document.activeElement"
    assert page.evaluate(f"{focused}.getAttribute('aria-label')").startswith("3, membership: ")
    assert page.evaluate(f"{focused}.getAttribute('aria-expanded')") == "true"
    assert page.locator("#said").inner_text().startswith("Evidence 1 of 2, line ")
    page.keyboard.press("k")
    assert page.evaluate(f"{focused}.closest('tr').id") == "f2"
    assert page.locator("tr.fact a[tabindex='0']").count() == 1
