"""What a person said is not lost: not by a reload, a service that does not answer, nor another tab."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extractor.service import Keys
from tests.chromium import opened
from tests.page.conftest import Site, saved, site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HENS = "".join(f"Hen number {number} of Norway had {number + 2} eggs in 2003.\n\n" for number in range(1, 5))


def test_what_could_not_be_saved_is_told_kept_over_a_reload_and_saved_later(page: Page, farm: Site) -> None:
    address = farm.put(HENS)
    page.goto(address)
    page.wait_for_selector("#saved.saved")
    page.route("**/reviews/**", lambda route: route.abort())
    page.keyboard.press("a")
    page.wait_for_selector("#saved.failed")
    assert page.locator("#saved").inner_text() == "Not saved; kept in this browser"
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector("#saved.failed")
    page.reload()
    page.wait_for_selector("tr.accepted")
    page.unroute("**/reviews/**")
    saved(page)
    assert [item["id"] for item in farm.review(page)["items"]] == ["f0"]


@pytest.mark.parametrize("where", ["another tab", "another browser"])
def test_two_who_review_as_one_do_not_overwrite_each_other(
    page: Page, farm: Site, browser: Browser, where: str
) -> None:
    address = farm.put(HENS)
    page.goto(address)
    page.wait_for_selector("#saved.saved")
    with opened(browser) as elsewhere:
        other = elsewhere if where == "another browser" else page.context.new_page()
        other.goto(address)
        other.wait_for_selector("#saved.saved")
        page.keyboard.press("a")
        saved(page)
        other.keyboard.press("j")
        other.keyboard.press("r")
        other.wait_for_selector("tr.accepted")
        saved(other)
    assert [(item["fact"], item["verdict"]) for item in farm.review(page)["items"]] == [
        (0, "accepted"),
        (1, "rejected"),
    ]


def test_a_new_reviewer_is_no_error_in_the_browser(page: Page, farm: Site) -> None:
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.goto(farm.put(HENS))
    page.wait_for_selector("#saved.saved")
    assert said == []


def test_reviewers_are_kept_apart(page: Page, farm: Site) -> None:
    page.goto(farm.put(HENS))
    page.wait_for_selector("#saved.saved")
    page.keyboard.press("a")
    page.get_by_label("Reviewer", exact=True).fill("Ann <i>/ Lee")
    page.get_by_label("Reviewer", exact=True).press("Enter")
    page.locator("#reviewed", has_text="0 of 4 reviewed").wait_for()
    page.get_by_label("Reviewer", exact=True).fill("me")
    page.get_by_label("Reviewer", exact=True).press("Enter")
    page.locator("#reviewed", has_text="1 of 4 reviewed").wait_for()


def test_a_service_with_keys_is_given_one_which_the_tab_alone_keeps(page: Page, tmp_path: Path) -> None:
    keys = Keys({"ann": hashlib.sha256(b"open sesame").hexdigest()})
    with site(tmp_path, keys=keys) as guarded:
        page.goto(guarded.address)
        page.get_by_label("Key", exact=True).fill("please")
        page.get_by_role("button", name="Go on").click()
        page.get_by_text("is not one of this service's").wait_for()
        page.get_by_label("Key", exact=True).fill("open sesame")
        page.get_by_role("button", name="Go on").click()
        page.get_by_text("None yet").wait_for()
        assert page.evaluate("Object.keys(localStorage).length") == 0
        page.reload()
        page.get_by_text("None yet").wait_for()
        page.set_input_files("#file", {"name": "hens.txt", "mimeType": "text/plain", "buffer": HENS.encode()})
        page.wait_for_selector("tr.fact.on")
        page.goto("about:blank")


def test_a_service_that_is_gone_is_told(page: Page, tmp_path: Path) -> None:
    with site(tmp_path) as gone:
        page.goto(gone.address)
        page.get_by_text("None yet").wait_for()
    page.set_input_files("#file", {"name": "hens.txt", "mimeType": "text/plain", "buffer": HENS.encode()})
    page.get_by_text("The service does not answer").wait_for()
