"""Debian's Chromium, driven by Playwright; what needs it is passed over where one of the two is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZES = {"wide": (1440, 900), "phone": (400, 800), "zoomed": (320, 256)}
"""The windows that pages are looked at in; `zoomed` is what 400% leaves of one of 1280 by 1024."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.is_file():
        pytest.skip(f"{CHROMIUM} is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=[*_ARGUMENTS])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, size: str = "wide") -> Iterator[Page]:
    """An empty page; what its scripts raise, or its policy refuses, is a failure at the end."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(20_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()
    assert not faults


def in_view(page: Page, selector: str, pane: str) -> bool:
    """Whether the first of what a selector names stands within a pane, and in the window."""
    return bool(
        page.evaluate(
            """([selector, pane]) => {
              const [box, view] = [selector, pane].map((one) => document.querySelector(one).getBoundingClientRect());
              return box.height > 0 && box.top >= view.top && box.bottom <= Math.min(view.bottom, innerHeight) + 1;
            }""",
            [selector, pane],
        )
    )
