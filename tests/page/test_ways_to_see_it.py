"""Small windows, a keyboard alone, a screen reader, dark and light; and a filing watched while it is read."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extractor import Extractor, ScriptedModel
from extractor.model import Profile, Reply, Request
from tests.batch import yard
from tests.chromium import in_view
from tests.page.conftest import Site, hens, site

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCROLLS = "document.documentElement.scrollWidth <= innerWidth"


class Held(ScriptedModel):
    """A model that answers one question, and the others once it is let go."""

    def __init__(self) -> None:
        super().__init__(hens, Profile(passage_chars=120, concurrency=1))
        self.go = threading.Event()

    async def ask(self, request: Request) -> Reply:
        while self.transcript and not self.go.is_set():  # noqa: ASYNC110 - set from another thread
            await asyncio.sleep(0.005)
        return await super().ask(request)


def test_a_filing_is_watched_while_it_is_read(page: Page, tmp_path: Path) -> None:
    model = Held()
    text = "\n\n".join(
        f"Hen number {number} of Norway had {number} eggs in 2003. " + "It was pleased. " * 5 for number in range(2, 6)
    )
    with site(tmp_path, lambda: Extractor(model, domain=yard.DOMAIN)) as farm:
        try:
            page.goto(farm.address)
            page.set_input_files("#file", {"name": "hens.txt", "mimeType": "text/plain", "buffer": text.encode()})
            page.get_by_text("Read 1 of 4 passages, 1 fact so far").wait_for()
            page.wait_for_selector("tr.provisional")
            assert "provisional" in (page.locator("tr.provisional a").get_attribute("aria-label") or "")
            page.locator("tr.provisional").click()
            assert "Hen number 2 of Norway had 2 eggs" in page.locator("tr.detail:visible").inner_text()
            assert page.evaluate(CONTRAST) == []
        finally:
            model.go.set()
        page.wait_for_selector("tr.fact.on:not(.provisional)")
        assert page.locator("tr.fact").count() == 4
        assert page.locator("tr.provisional").count() == 0
        assert page.locator("#waiting").is_hidden()
        page.goto("about:blank")


@pytest.mark.parametrize("page", ["phone", "zoomed"], indirect=True)
def test_nothing_is_cut_off_in_a_small_window(page: Page, example: Site, mmo2: str) -> None:
    assert page.evaluate(SCROLLS)
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_selector("#form:visible")
    assert page.evaluate(SCROLLS)
    page.keyboard.press("Escape")
    page.goto(f"{example.address}/#/")
    page.wait_for_selector("#rows a")
    assert page.evaluate(SCROLLS)


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_text_and_facts_are_beside_each_other_on_a_phone(page: Page, mmo2: str) -> None:
    assert in_view(page, "mark.now", "#filing")
    page.keyboard.press("j")
    assert in_view(page, "tr.fact.on", "#facts")


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_the_field_in_focus_is_not_behind_the_buttons_on_a_phone(page: Page, mmo2: str) -> None:
    page.keyboard.press("c")
    page.wait_for_selector("#form :focus")
    assert page.evaluate("""() => {
      const [field, buttons] = [document.activeElement, document.querySelector("#form .buttons")];
      return field.getBoundingClientRect().bottom <= buttons.getBoundingClientRect().top;
    }""")


def test_a_rejected_fact_is_muted_in_the_text_when_it_is_selected(page: Page, mmo2: str) -> None:
    assert page.locator("mark.now.muted").count() == 0
    page.keyboard.press("r")
    page.locator("tr.fact").first.click()
    assert page.locator("mark.now.muted").count() == page.locator("mark.now").count() > 0


def test_a_fact_and_its_evidence_select_each_other(page: Page, mmo2: str) -> None:
    page.locator("#text mark", has_text="UMTS").first.click()
    assert page.locator("tr.on").inner_text().split("\t")[1:3] == ["Eurotel", "UMTS"]
    assert in_view(page, "tr.fact.on", "#facts")
    page.fill("#find", "amena")
    texts = page.locator("tr.fact:visible").all_inner_texts()
    assert texts
    assert all("amena" in text.lower() for text in texts)


def test_everything_that_can_be_used_has_a_name_and_what_happens_is_said(page: Page, example: Site, mmo2: str) -> None:
    page.keyboard.press("j")
    assert page.locator("#said").inner_text().startswith("Evidence 1 of 2, line ")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert label == "2, membership, not reviewed: Starmap Mobile Alliance, Eurotel, CZ"
    page.keyboard.press("a")
    assert page.locator("#said").inner_text().startswith("2 accepted. Evidence 1 of 2, line ")
    page.keyboard.press("c")
    assert page.evaluate(NAMELESS) == []
    page.keyboard.press("Escape")
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "facts"
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keys").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_what_is_under_them(page: Page, mmo2: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.keyboard.press("a")
    page.keyboard.press("r")
    assert page.evaluate(CONTRAST) == []


NAMELESS = """[...document.querySelectorAll("button, input, select, textarea, a[href], summary")]
  .filter((one) => !(one.getAttribute("aria-label") || one.textContent.trim() || one.labels?.length))
  .map((one) => one.outerHTML)"""

CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const light = ([r, g, b]) => [0.2126, 0.7152, 0.0722].reduce((sum, part, at) => {
    const value = [r, g, b][at];
    return sum + part * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  }, 0);
  const under = (one) => {
    const layers = [];
    for (let each = one; each; each = each.parentElement) layers.push(rgba(getComputedStyle(each).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), [1, 1, 1, 1]);
  };
  const faint = new Set();
  for (const one of document.querySelectorAll("body *")) {
    const words = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!words || !one.checkVisibility() || one.disabled || one.closest(".hush")) continue;
    const below = under(one);
    const [a, b] = [light(over(rgba(getComputedStyle(one).color), below)), light(below)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) faint.add(`${one.tagName}.${one.className} ${one.textContent.slice(0, 20)} ${ratio.toFixed(2)}`);
  }
  return [...faint];
}"""
