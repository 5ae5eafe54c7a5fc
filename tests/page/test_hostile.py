"""What a filing, its name, a note or a reviewer's name holds is shown, never run; size and script are no obstacle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from extractor import Extractor, ScriptedModel
from extractor.model import Profile, Request
from tests.batch import yard
from tests.chromium import in_view
from tests.page.conftest import Site, hens, saved, select, site

if TYPE_CHECKING:
    from playwright.sync_api import Page

TRAP = "<script>window.run=1</script><img src=x onerror='window.run=2'><b onclick=run()>"
HOSTILE = f"""Farm news

{TRAP} Hen number 1 of Norway had 3 eggs in 2003. </div></main>{TRAP}
"Hen number 2 of Norway had 4 eggs in 2003" &lt;script&gt; {{{{7*7}}}} javascript:alert(1)
"""


def hostile_answer(prompt: str) -> str:
    said = json.loads(yard.answer("Hen number 1 of Norway had 3 eggs in 2003"))
    said["saying"] = [{"who": "<b onclick=run()>", "quote": TRAP}] if TRAP in prompt else []
    return json.dumps(said)


def test_no_text_of_a_filing_becomes_markup(page: Page, tmp_path: Path) -> None:
    model = ScriptedModel(lambda request: hostile_answer(request.messages[-1].content))
    with site(tmp_path, lambda: Extractor(model, domain=yard.DOMAIN)) as farm:
        page.goto(farm.put(HOSTILE, f"{TRAP}{'x' * 90}.txt"))
        page.wait_for_selector("#saved.saved")
        page.keyboard.press("n")
        page.keyboard.type(TRAP)
        page.keyboard.press("Escape")
        page.keyboard.press("a")
        select(page, "{{7*7}} javascript:alert(1)")
        page.get_by_role("button", name="Add a fact from these words").click()
        page.keyboard.press("Escape")
        page.get_by_label("Reviewer", exact=True).fill(TRAP)
        page.get_by_label("Reviewer", exact=True).press("Enter")
        saved(page)
        shown = page.locator("#text").evaluate("(root) => root.textContent")
        assert shown == HOSTILE
        assert page.evaluate("document.querySelectorAll('script').length") == 1
        assert page.evaluate("document.querySelectorAll('img, #text b, #kinds b[onclick]').length") == 0
        page.goto(f"{farm.address}/#/")
        page.get_by_role("link", name=TRAP).wait_for()
        assert page.evaluate("window.run") is None
        assert page.locator("#recent").evaluate("(box) => box.scrollWidth <= box.clientWidth")
        page.goto("about:blank")


def test_offsets_hold_behind_characters_that_are_two_in_the_browser(page: Page, farm: Site) -> None:
    page.goto(farm.put("Farm news 🐔🐣𓅭\n\nHen number 3 of Norway had 5 eggs in 2003. 🥚\n"))
    page.wait_for_selector("tr.fact.on")
    assert "".join(page.locator("mark.now").all_inner_texts()) == "Hen number 3 of Norway had 5 eggs in 2003"
    select(page, "news 🐔🐣𓅭")
    page.get_by_role("button", name="Add a fact from these words").wait_for()


def test_a_filing_of_two_megabytes_is_read_and_reviewed(page: Page, tmp_path: Path) -> None:
    lines = [f"Line {number} of a long report says nothing of it all, at some length.\n" for number in range(32_000)]
    text = f"Farm news\n\n{''.join(lines)}\nHen number 9 of Norway had 11 eggs in 2003.\n"
    assert len(text) > 2_000_000
    wide = Profile(passage_chars=400_000, concurrency=1)
    with site(tmp_path, lambda: Extractor(ScriptedModel(hens, wide), domain=yard.DOMAIN)) as farm:
        page.goto(farm.put(text))
        page.wait_for_selector("#saved.saved")
        page.wait_for_selector("mark.now")
        page.locator("mark.now").first.evaluate("() => new Promise(requestAnimationFrame)")
        assert in_view(page, "mark.now", "#filing")
        page.keyboard.press("a")
        saved(page)
        page.get_by_role("searchbox", name="Search the text").fill("line 12345 of")
        page.locator(".seek output", has_text="1 of 1").wait_for()
        page.goto("about:blank")


def test_a_filing_without_facts_says_so_and_lets_one_be_added(page: Page, farm: Site) -> None:
    page.goto(farm.put("Nothing happened on the farm. Hen Berta of Norway was pleased.\n"))
    page.get_by_text("No fact was found in this filing").wait_for()
    select(page, "Hen Berta")
    page.keyboard.press("f")
    page.get_by_label("Kind", exact=True).select_option("saying")
    page.locator("#form-who").fill("Hen Berta")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("tr.added.on")
    saved(page)


def test_an_empty_file_and_an_unknown_filing_are_told(page: Page, farm: Site) -> None:
    page.goto(farm.address)
    page.set_input_files("#file", {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""})
    page.get_by_text("empty.txt is empty").wait_for()
    page.goto(f"{farm.address}/#/filing/nowhere")
    page.get_by_text("There is no such filing").wait_for()
    assert page.locator("#download, #facts, #reviewer").filter(visible=True).count() == 0
    page.locator("#unread").get_by_role("link", name="All filings").click()
    page.wait_for_selector("#drop:visible")


def test_a_filing_that_failed_says_why_and_offers_nothing_more(page: Page, tmp_path: Path) -> None:
    def fails(_: Request) -> str:
        raise RuntimeError("the hens are out")

    with site(tmp_path, lambda: Extractor(ScriptedModel(fails), domain=yard.DOMAIN)) as farm:
        page.goto(farm.address)
        page.set_input_files("#file", {"name": "hens.txt", "mimeType": "text/plain", "buffer": b"Hen number 1"})
        page.locator("#unread", has_text="It could not be read").wait_for()
        assert page.locator("#download, #add, #reviewer").filter(visible=True).count() == 0
        page.goto("about:blank")


def test_a_filing_is_deleted_in_the_list_once_that_is_confirmed(page: Page, tmp_path: Path) -> None:
    with site(tmp_path) as farm:
        farm.put("Hen number 1 of Norway had 3 eggs in 2003.")
        page.goto(farm.address)
        for answer in ("Cancel", "Delete"):
            page.get_by_role("button", name="Delete hens.txt").click()
            page.get_by_role("dialog").get_by_role("button", name=answer).click()
            assert page.get_by_role("dialog").count() == 0
            assert answer == "Delete" or page.locator("#rows a").count() == 1
        page.get_by_text("None yet").wait_for()
        assert farm.client.get("/v1/extractions").json()["items"] == []
        page.goto("about:blank")
