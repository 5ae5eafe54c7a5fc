"""The facts of all filings on the page: two filings of two operators, which disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from extractor import Extractor
from tests.page.conftest import EXAMPLE, Site, site
from tests.page.test_ways_to_see_it import CONTRAST, NAMELESS, SCROLLS

if TYPE_CHECKING:
    from playwright.sync_api import Page

OPERATORS = sorted((EXAMPLE.parent / "operators").glob("*.txt"))


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A service that has read what two operators filed."""
    domain = pytest.importorskip("alliances").DOMAIN
    folder = tmp_path_factory.mktemp("market")

    def by_rules() -> Extractor:
        return Extractor(domain=replace(domain, trained=None), replies=folder / "replies", offline=True)

    with site(folder / "data", by_rules, domain.kinds) as running:
        for file in OPERATORS:
            running.put(file.read_text(encoding="utf-8"), file.name)
        yield running


def test_where_filings_disagree_leads_to_a_profile_and_to_the_words_that_state_it(page: Page, market: Site) -> None:
    page.goto(market.address)
    page.get_by_role("link", name="Facts of all filings").click()
    conflict = page.get_by_role("region", name="market share of Brennet Mobil, 2009-03-31")
    conflict.wait_for()
    assert [one.split(" of ")[-1] for one in conflict.locator("blockquote").all_inner_texts()] == ["31.5%", "33.5%"]
    conflict.get_by_role("link", name="market share").click()
    page.get_by_role("heading", name="Brennet Mobil", exact=True).wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Brennet Mobil"
    moved = page.get_by_role("table", name="How market share moved")
    assert moved.locator("tbody tr").count() == 2
    assert (
        page.get_by_role("table", name="Owned by").locator("tbody tr").inner_text().startswith("Sundvik\t60%\tdirectly")
    )
    moved.get_by_role("link", name=OPERATORS[0].name).click()
    page.wait_for_selector("tr.fact.on")
    assert "33.5%" in page.locator("tr.fact.on").inner_text()
    assert "33.5%" in "".join(page.locator("mark.now").all_inner_texts())


def test_a_name_is_asked_for_and_an_unknown_one_has_its_nearest_named(page: Page, market: Site) -> None:
    page.goto(f"{market.address}/#/facts")
    page.get_by_role("searchbox", name="Ask for").fill("Sundvick")
    page.keyboard.press("Enter")
    page.locator("#answers").get_by_text("the nearest").wait_for()
    page.get_by_role("searchbox", name="Ask for").fill("Sundvik Telecom ASA")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Sundvik", exact=True).wait_for()
    assert page.locator(".why").inner_text().startswith("Sundvik and Sundvik Telecom ASA: the filing says")
    assert "through Brennet Mobil (45%)" in page.get_by_role("table", name="Owns").inner_text()
    page.get_by_role("link", name="Polaris Alliance").first.click()
    page.get_by_role("table", name="Members", exact=True).wait_for()


def test_a_name_is_asked_for_as_of_a_day_which_the_address_keeps(page: Page, market: Site) -> None:
    page.goto(f"{market.address}/#/facts/Brennet%20Mobil")
    page.get_by_role("table", name="How market share moved").wait_for()
    page.get_by_label("as of").fill("2009-06-30")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("table", name="How market share moved").wait_for(state="detached")
    page.get_by_role("heading", name="Brennet Mobil", exact=True).wait_for()
    assert page.url.endswith("#/facts/Brennet%20Mobil?as_of=2009-06-30")
    assert "2009-09-03" not in page.locator("#answers").inner_text()
    page.reload()
    page.get_by_role("heading", name="Brennet Mobil", exact=True).wait_for()
    assert page.get_by_label("as of").input_value() == "2009-06-30"
    assert "2009-09-03" not in page.locator("#answers").inner_text()
    page.get_by_role("table", name="Owned by").get_by_role("link", name="Sundvik", exact=True).click()
    page.get_by_role("heading", name="Sundvik", exact=True).wait_for()
    assert page.url.endswith("#/facts/Sundvik?as_of=2009-06-30")


def test_who_owns_whom_is_drawn_owners_above_what_they_own_and_told_as_a_list(page: Page, market: Site) -> None:
    page.goto(f"{market.address}/#/facts/Sundvik")
    picture = page.get_by_role("img", name="Who owns whom around Sundvik")
    picture.wait_for()
    tops = {
        name: page.locator("svg g", has_text=name).first.locator("rect").bounding_box()
        for name in ("Sundvik", "Brennet Mobil")
    }
    assert tops["Sundvik"]
    assert tops["Brennet Mobil"]
    assert tops["Sundvik"]["y"] + tops["Sundvik"]["height"] < tops["Brennet Mobil"]["y"]
    assert any(label.startswith("60%, 2009-") for label in page.locator("svg .stake").all_text_contents())
    page.get_by_text("The same as a list").click()
    told = page.locator("figcaption li").all_inner_texts()
    assert any(one.startswith("Sundvik owns 60%, 2009-") and one.endswith("of Brennet Mobil") for one in told)
    assert len(told) == page.locator("svg line").count()


def test_nothing_to_ask_is_said(page: Page, farm: Site) -> None:
    page.goto(f"{farm.address}/#/facts/%3Cb%3Enobody%3C%2Fb%3E")
    page.locator("#answers").get_by_text("'<b>nobody</b>': no fact here names it").wait_for()
    assert page.locator("#answers b").count() == 0


@pytest.mark.parametrize("page", ["phone", "zoomed"], indirect=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_of_it_can_be_read_in_a_small_window(page: Page, market: Site, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    for address in ("#/facts", "#/facts/Brennet%20Mobil", "#/facts/Polaris%20Alliance"):
        page.goto(f"{market.address}/{address}")
        page.wait_for_selector("#answers .sum, #answers .conflict")
        assert page.evaluate(SCROLLS)
        assert page.evaluate(CONTRAST) == []
        assert page.evaluate(NAMELESS) == []
