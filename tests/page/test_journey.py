"""From a filing that is dropped to a gold file."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals import gold
from evals.kinds import kinds_of
from extractor.review import Review
from tests.chromium import in_view
from tests.page.conftest import EXAMPLE, Site, open_id, saved, select

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_filing_is_uploaded_read_and_opened_where_its_first_fact_is_stated(
    page: Page, example: Site, total: int
) -> None:
    page.goto(example.address)
    page.set_input_files("#file", EXAMPLE)
    page.wait_for_selector("tr.fact.on")
    assert in_view(page, "mark.now", "#filing")
    assert page.locator("h1#title").inner_text() == "mmO2 plc"
    assert page.locator("tr.fact").count() == total
    assert page.locator("#reviewed").inner_text() == f"0 of {total} reviewed"
    page.goto(f"{example.address}/#/")
    page.get_by_role("link", name=EXAMPLE.name).first.click()
    page.wait_for_selector("tr.fact.on")


def test_text_can_be_pasted_with_a_date(page: Page, farm: Site) -> None:
    page.goto(farm.address)
    page.get_by_text("Paste text instead").click()
    page.get_by_label("Text", exact=True).fill("Hen number 7 of Norway had 12 eggs in 2003.")
    page.get_by_label("Name", exact=True).fill("seven.txt")
    page.get_by_label("Date of the filing").fill("2004-02-01")
    page.get_by_role("button", name="Read it").click()
    page.wait_for_selector("tr.fact.on")
    assert page.locator("tr.fact").inner_text().split("\t")[1:] == ["Hen number 7", "12 eggs", "2003", "NO"]


def test_facts_are_accepted_rejected_and_undone_by_keys_and_are_there_after_a_reload(
    page: Page, example: Site, mmo2: str, total: int
) -> None:
    for key in "aar":
        page.keyboard.press(key)
    assert page.locator("#reviewed").inner_text() == f"3 of {total} reviewed"
    assert page.locator("tr.on").get_attribute("data-key") != "f0"
    page.keyboard.press("u")
    assert page.locator("#reviewed").inner_text() == f"2 of {total} reviewed"
    saved(page)
    assert [item["verdict"] for item in example.review(page)["items"]] == ["accepted", "accepted"]
    page.reload()
    page.wait_for_selector("tr.accepted")
    assert page.locator("tr.accepted").count() == 2
    page.select_option("#verdict", "open")
    assert page.locator("tr.fact:visible").count() == total - 2
    own = re.fullmatch(r".*/(f\d+)", page.url)
    assert own
    assert page.locator("tr.on").get_attribute("data-key") == own[1]


def test_a_search_counts_what_it_finds_of_each_kind_and_escape_clears_it(page: Page, mmo2: str, total: int) -> None:
    page.keyboard.press("/")
    page.keyboard.type("amena")
    found = page.locator("tr.fact:visible").count()
    heads = page.locator("section.kind:visible h2 b").all_inner_texts()
    assert sum(int(head.split(" of ")[0]) for head in heads) == found
    assert any(" of " in head for head in heads)
    page.keyboard.press("Escape")
    assert page.locator("#find").input_value() == ""
    assert page.locator("tr.fact:visible").count() == total


def test_a_needed_slot_that_is_empty_says_what_is_wanted(page: Page, mmo2: str) -> None:
    page.fill("#find", "8,475,000")
    page.locator("tr.fact:visible").click()
    page.keyboard.press("c")
    assert page.locator("#form-measure option").first.inner_text() == "choose one"
    page.locator("#form-value-unit").fill("")
    page.get_by_role("button", name="Save").click()
    page.locator("#form-value-fault", has_text="The unit is needed too.").wait_for()
    page.select_option("#form-measure", "")
    page.locator("#form-value").fill("")
    page.get_by_role("button", name="Save").click()
    page.locator("#form-measure-fault", has_text="Choose one.").wait_for()


def test_a_fact_is_corrected_in_the_filings_words_and_refused_in_others(page: Page, example: Site, mmo2: str) -> None:
    page.fill("#find", "8,475,000")
    page.locator("tr.fact:visible").click()
    page.keyboard.press("c")
    page.locator("#form-value").fill("9 million subscribers")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("#form-value-fault:not(:empty)")
    assert example.client.get(f"/v1/extractions/{open_id(page)}/reviews/{mmo2}").status_code == 404
    page.locator("#form-value").focus()
    select(page, "312.000 new customers")
    page.get_by_text("Read as 312,000 customers").wait_for()
    page.locator("#form-quote").fill("Amena added 312.000 new customers")
    page.select_option("#form-measure", "net_additions")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("tr.corrected")
    saved(page)
    (item,) = example.review(page)["items"]
    assert item["verdict"] == "corrected"
    assert item["said"]["value"] == {
        "text": "312.000 new customers", "amount": 312000, "unit": "customers", "bound": "exact"
    }  # fmt: skip
    assert "was: Amena, subscribers, 8,475,000 subscribers" in page.locator("tr.detail:visible").inner_text()


def test_a_fact_is_added_by_selecting_its_words(page: Page, example: Site, mmo2: str, total: int) -> None:
    select(page, "streaming services")
    page.get_by_role("button", name="Add a fact from these words").click()
    page.get_by_label("Kind", exact=True).select_option("offering")
    assert page.locator("#form-quote").input_value() == "streaming services"
    page.locator("#form-name").focus()
    select(page, "streaming services")
    page.locator("#said", has_text="name: streaming services").wait_for(state="attached")
    assert page.locator("#form-name").input_value() == "streaming services"
    page.locator("#form-provider").fill("Amena")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("tr.added.on")
    saved(page)
    assert page.locator("#reviewed").inner_text() == f"0 of {total} reviewed, 1 added"
    assert page.locator("mark.now").first.inner_text() == "streaming services"
    (item,) = example.review(page)["items"]
    assert item["said"] == {
        "kind": "offering", "provider": "Amena", "name": "streaming services", "quote": "streaming services"
    }  # fmt: skip
    page.keyboard.press("r")
    page.wait_for_selector("tr.added", state="detached")
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_selector("tr.added")


def test_notes_are_kept_and_found(page: Page, example: Site, mmo2: str) -> None:
    page.keyboard.press("n")
    page.keyboard.type("ask <b>Ann</b>")
    page.reload()
    page.get_by_text("until the fact is judged").wait_for()
    assert page.locator("#saved").inner_text() == "Notes on facts not judged are in this browser only"
    page.keyboard.press("n")
    page.keyboard.type(" of it")
    page.get_by_role("button", name="Accept").click()
    saved(page)
    assert example.review(page)["items"][0]["note"] == "ask <b>Ann</b> of it"
    page.select_option("#verdict", "noted")
    assert page.locator("tr.fact:visible").count() == 1


def test_a_citation_names_quote_document_and_place(page: Page, mmo2: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("y")
    page.wait_for_selector("#toast:visible")
    cited = page.evaluate("navigator.clipboard.readText()")
    assert cited.startswith("“Starmap Mobile Alliance has eleven members: Amena (Spain)” (mmo2-6k-2004-11-11.txt, char")


def downloaded(page: Page, form: str) -> str:
    page.get_by_text("Download", exact=True).click()
    with page.expect_download() as waiting:
        page.locator(f"#download button[value={form}]").click()
    return Path(waiting.value.path()).read_text(encoding="utf-8")


def test_what_is_taken_along_is_json_lines_a_table_and_gold_that_the_evals_load(
    page: Page, example: Site, mmo2: str, tmp_path: Path, total: int
) -> None:
    page.keyboard.press("a")
    page.keyboard.press("r")
    assert len(json.loads(downloaded(page, "json"))["facts"]) == total
    assert len(downloaded(page, "jsonl").splitlines()) == total
    assert len(list(csv.DictReader(io.StringIO(downloaded(page, "csv"))))) == total
    review = Review.from_json(downloaded(page, "review"))
    assert (len(review.items), bool(review.facts)) == (2, True)
    written: dict[str, Any] = json.loads(downloaded(page, "gold"))
    assert len(written["facts"]) == total - 1
    assert sum("optional" not in fact for fact in written["facts"]) == 1
    (tmp_path / "mmo2.json").write_text(json.dumps(written), encoding="utf-8")
    (tmp_path / EXAMPLE.name).write_bytes(EXAMPLE.read_bytes())
    (read,) = gold.load([tmp_path / "mmo2.json"], kinds_of("alliances"))
    assert len(read.facts) == total - 1


def test_two_reviews_are_compared_and_settled(page: Page, example: Site, mmo2: str, total: int) -> None:
    page.keyboard.press("a")
    page.keyboard.press("a")
    saved(page)
    page.get_by_label("Reviewer", exact=True).fill("Ben")
    page.get_by_label("Reviewer", exact=True).press("Enter")
    page.locator("#reviewed", has_text=f"0 of {total}").wait_for()
    page.evaluate("document.activeElement.blur()")
    page.locator("tr.fact").first.click()
    page.keyboard.press("a")
    page.keyboard.press("r")
    saved(page)
    page.get_by_role("link", name="Compare").click()
    page.select_option("#reviewer-a", mmo2)
    page.select_option("#reviewer-b", "Ben")
    page.locator("#sum", has_text="agree on 1 fact and differ on 1").wait_for()
    assert page.get_by_role("button", name="Settle").is_disabled()
    page.get_by_role("group", name="Membership 2").get_by_role("radio", name=mmo2).check()
    page.get_by_label("Settled by").fill("both")
    page.get_by_role("button", name="Settle").click()
    page.wait_for_selector("tr.rejected")
    assert page.locator("#reviewer").input_value() == "Ben"
    assert [item["verdict"] for item in example.review(page, "both")["items"]] == ["accepted", "accepted"]
    page.get_by_role("link", name="Compare").click()
    page.select_option("#reviewer-a", mmo2)
    page.select_option("#reviewer-b", "both")
    page.get_by_text("Nothing to settle").wait_for()
    assert page.get_by_role("button", name="Settle").is_disabled()
