"""The report's page: what it shows, that it runs nothing of others, and how it looks in a narrow window."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from evals.line import Verdict
from evals.report import contexts, html, pictures
from evals.score import Score, score
from tests.chromium import chromium
from tests.evals.toys import (
    BREVO,
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

GOLD = gold_of(all_facts())
NASTY = metric("<img src=x onerror=alert(1)>", "other", quantity("5", 5), "</script><script>alert(1)</script>")


def scored(said: list[JSON]) -> Score:
    return score([GOLD], {"toy.txt": prediction_of(said)}, KINDS, texts={"toy.txt": TEXT})


def sure(fact: JSON, confidence: float) -> JSON:
    return {**fact, "confidence": confidence}


BEFORE = scored([share(), membership("Delta"), NASTY])
AFTER = scored([sure(share(), 0.95), sure(brevo(), 0.55), sure(NASTY, 0.3), membership("Brevo")])


def page(of: Score = AFTER, **options: Any) -> Any:
    return lxml_html.document_fromstring(html.render(of, {"toy.txt": TEXT}, **options))


def compared() -> Any:
    return page(before=html.Before("earlier", BEFORE, [GOLD]), name="later")


def words(node: Any) -> str:
    return " ".join(node.text_content().split())


def test_each_kind_slot_and_document_has_its_f1_as_a_picture_and_in_words() -> None:
    root = page()
    for chart in pictures.charts(AFTER):
        [section] = root.xpath(f"//section[@id='{chart.id}']")
        rows = section.xpath(".//table[contains(@class, 'dots')]/tbody/tr")
        assert [words(row.xpath("td")[1]) for row in rows] == [one.f1 for one in chart.rows]
        for row, one in zip(rows, chart.rows, strict=True):
            [picture] = row.xpath(".//svg")
            assert picture.get("role") == "img"
            assert one.f1 in picture.get("aria-label")
            assert row.xpath(".//circle/@cx") == [f"{one.at}%"]
        assert section.xpath(".//details//table")


def test_intervals_are_drawn_where_several_documents_give_one() -> None:
    other = gold_of(all_facts(), document="other.txt")
    both = score([GOLD, other], {"toy.txt": prediction_of([share()]), "other.txt": prediction_of(all_facts())}, KINDS)
    chart = pictures.charts(both)[0]
    assert chart.spread
    assert all(float(row.low) <= float(row.at) <= float(row.high) for row in chart.rows)
    assert page(both).xpath("//section[@id='kinds']//line[@class='reach']")


def test_confidence_is_drawn_where_facts_have_one_and_nowhere_else() -> None:
    assert len(page().xpath("//section[@id='confidence']//figure")) == 2
    assert not page(BEFORE).xpath("//section[@id='confidence']")
    plot = pictures.reliability(AFTER)
    assert plot is not None
    assert [dot.words for dot in plot.dots] == [
        "said 0.30, right 0.00 of 1", "said 0.55, right 1.00 of 1", "said 0.95, right 1.00 of 1",
    ]  # fmt: skip


def test_every_miss_stands_under_its_cause_with_its_quote_in_context() -> None:
    found = contexts.by_cause(AFTER, {"toy.txt": TEXT})
    assert sum(map(len, found.values())) == sum(line.miss is not None for line in AFTER.lines)
    shown = page().xpath("//section[@id='errors']//details//li")
    assert len(shown) == sum(map(len, found.values()))
    owned = next(one for one in shown if "Cedar Group" in words(one.xpath(".//p[@class='fact']")[0]))
    [mark] = owned.xpath(".//mark")
    assert words(mark) in BREVO
    assert "market share of 31 %." in words(owned.xpath(".//span[@class='around']")[0])


def test_words_around_a_quote_are_cut_at_words_and_keep_their_blanks() -> None:
    line = next(line for line in AFTER.lines if line.gold and line.gold.quotes[0] == BREVO)
    case = next(case for case in contexts.cases(AFTER, {"toy.txt": TEXT}) if case.line is line)
    assert case.gold_at is not None
    before, quote, after = case.gold_at.before, case.gold_at.quote, case.gold_at.after
    assert before.startswith("Alba Mobil had")
    assert before.endswith("31 %. ")
    assert quote == BREVO
    assert after.startswith(". The Lumen Alliance")
    assert after.endswith(" …")


def test_what_is_not_in_the_text_is_shown_without_context() -> None:
    [case] = [case for case in contexts.cases(AFTER, {}) if case.line.verdict is Verdict.FA]
    assert case.said_at == contexts.Context("", "</script><script>alert(1)</script>", "")


def test_what_changed_is_listed_from_one_run_to_the_other() -> None:
    root = compared()
    lists = {side: root.xpath(f"//details[contains(@class, 'cause {side}')]//li") for side in ("right", "wrong")}
    assert [words(one.xpath(".//p[@class='fact']")[0]) for one in lists["right"]] == [
        "gold Lumen Alliance | Brevo",
        "gold Brevo | subscribers | 1500000 subscribers (1.5 million customers)",
    ]
    assert lists["wrong"] == []
    before, after = root.xpath("//section[@id='changes']//table[@class='dots']/tbody/tr[1]/td")[1:]
    assert float(words(before)) < float(words(after))
    assert not page().xpath("//section[@id='changes']")


def test_the_page_asks_for_nothing_and_runs_only_its_own() -> None:
    written = html.render(AFTER, {"toy.txt": TEXT}, before=html.Before("<b>", BEFORE, [GOLD]), name="<i>")
    root: Any = lxml_html.document_fromstring(written)
    [policy] = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    for tag, name in (("style", "style-src"), ("script", "script-src")):
        [content] = re.findall(rf"<{tag}>(.*?)</{tag}>", written, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert not root.xpath("//*[@style] | //img | //*[@src] | //*[starts-with(@href, 'http')] | //*[@onclick]")
    assert "<img" not in written
    assert "<b>alert" not in written


def test_the_same_scores_give_the_same_bytes() -> None:
    assert html.render(AFTER, {"toy.txt": TEXT}) == html.render(AFTER, {"toy.txt": TEXT})


def test_ids_are_used_once_and_every_link_leads_somewhere() -> None:
    root = compared()
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in root.xpath("//a/@href")} <= set(ids)


def test_in_a_browser_an_error_leads_to_its_line_and_a_narrow_window_cuts_nothing(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(
        html.render(AFTER, {"toy.txt": TEXT}, before=html.Before("earlier", BEFORE, [GOLD])), encoding="utf-8"
    )
    with chromium() as browser:
        tab = browser.new_page(viewport={"width": 400, "height": 800})
        told: list[str] = []
        tab.on("console", lambda message: told.append(message.text))
        tab.on("pageerror", lambda error: told.append(str(error)))
        tab.goto(file.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") == 400
        tab.click("#errors .cause summary")
        tab.click("#errors .cases a >> nth=0")
        assert tab.locator(".document").first.get_attribute("open") is not None
        assert tab.locator("tr.here").count() == 1
        tab.locator("tr.here").wait_for()
        tab.select_option("#kind", "ownership")
        shown = tab.locator("#errors .cases > li:not([hidden])")
        assert {shown.nth(at).get_attribute("data-kind") for at in range(shown.count())} == {"ownership"}
    assert told == []
