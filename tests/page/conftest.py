"""The page as a person meets it: a real service on loopback, in Chromium."""

from __future__ import annotations

import contextlib
import json
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from extractor import Extractor, Fact, ScriptedModel
from extractor.model import Request
from extractor.replies import Replies
from extractor.service import Running, Settings, create_app, listen
from tests.batch import yard
from tests.chromium import chromium, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EXAMPLE = Path(__file__).parents[2] / "examples" / "mmo2-6k-2004-11-11.txt"
HEN = re.compile(r"Hen number \d+ of Norway had \d+ eggs in \d+")


@dataclass
class Site:
    """A running service: its address, and a client that looks behind the page."""

    address: str
    client: httpx2.Client

    def put(self, text: str, name: str = "hens.txt") -> str:
        """Have a filing read; its address on the page."""
        answered = self.client.post("/v1/extractions", json={"text": text, "name": name}, params={"wait": 60})
        assert answered.json()["status"] == "done", answered.text
        return f"{self.address}/#/filing/{answered.json()['id']}"

    def review(self, page: Page, reviewer: str = "") -> dict[str, Any]:
        """What the service has of a review of the filing that is open, by whoever reviews it there."""
        reviewer = reviewer or page.locator("#reviewer").input_value()
        found: dict[str, Any] = self.client.get(f"/v1/extractions/{open_id(page)}/reviews/{reviewer}").json()
        return found


def open_id(page: Page) -> str:
    """The id of the extraction that is open."""
    return page.url.partition("/filing/")[2].partition("/")[0]


def hens(request: Request) -> str:
    """What a model says of hens."""
    found = [json.loads(yard.answer(hen))["holding"][0] for hen in HEN.findall(request.messages[-1].content)]
    return json.dumps({"holding": found, "saying": []})


@contextlib.contextmanager
def site(
    data: Path, make: Callable[[], Extractor] | None = None, kinds: Sequence[type[Fact]] = (), **given: Any
) -> Iterator[Site]:
    """A service that reads of hens, unless it is told of something else."""
    settings = Settings(data=data, kinds=kinds or yard.DOMAIN.kinds, **given)
    app = create_app(settings, make or (lambda: Extractor(ScriptedModel(hens), domain=yard.DOMAIN)))
    at = listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{at.getsockname()[1]}"
    running = Running(app, at)
    thread = threading.Thread(target=running.run)
    thread.start()
    try:
        with httpx2.Client(base_url=address, timeout=60) as client:
            yield Site(address, client)
    finally:
        running.stop()
        thread.join()


@pytest.fixture(scope="module")  # while it lives, this thread cannot run another event loop
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(params=["wide"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    with opened(browser, request.param) as page:
        yield page


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A service that has the example's replies on record."""
    domain = pytest.importorskip("alliances").DOMAIN
    folder = tmp_path_factory.mktemp("example")
    with Replies(folder / "replies") as record:
        record.import_(EXAMPLE.with_suffix(".replies.jsonl"))

    def make() -> Extractor:
        return Extractor(replies=folder / "replies", offline=True)

    with site(folder / "data", make, domain.kinds) as running:
        yield running


@pytest.fixture(scope="session")
def farm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A service that reads of hens."""
    with site(tmp_path_factory.mktemp("farm")) as running:
        yield running


@pytest.fixture(scope="session")
def total(example: Site, read: str) -> int:
    """How many facts the example's result has."""
    answered = example.client.get(f"/v1/extractions/{read.rpartition('/')[2]}")
    return len(answered.json()["result"]["facts"])


@pytest.fixture(scope="session")
def read(example: Site) -> str:
    """The example's address on the page, once it is read."""
    return example.put(EXAMPLE.read_text(encoding="utf-8"), EXAMPLE.name)


@pytest.fixture
def mmo2(read: str, page: Page, request: pytest.FixtureRequest) -> str:
    """The example, open to a reviewer who has not said anything yet; gives the reviewer's name."""
    reviewer = re.sub(r"\W+", " ", request.node.name).strip()[:90]
    page.add_init_script(f"localStorage['filing-facts.reviewer'] ??= {json.dumps(reviewer)}")
    page.goto(read)
    page.wait_for_selector("#saved.saved")
    return reviewer


def select(page: Page, words: str) -> None:
    """Select words of the text with the mouse."""
    box = page.evaluate(
        """(words) => {
          const walk = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const at = walk.currentNode.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walk.currentNode, at);
            range.setEnd(walk.currentNode, at + words.length);
            document.getElementById("filing").scrollBy(0, range.getBoundingClientRect().top - innerHeight / 2);
            const boxes = [...range.getClientRects()];
            const [first, last] = [boxes[0], boxes[boxes.length - 1]];
            return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
          }
        }""",
        words,
    )
    assert box, f"{words!r} is in no one piece of the text"
    page.mouse.move(box[0] + 0.5, box[1])
    page.mouse.down()
    page.mouse.move(box[2] - 0.5, box[3], steps=4)
    page.mouse.up()


def saved(page: Page) -> None:
    """Wait until what was said is with the service."""
    page.wait_for_selector("#saved.saved")
