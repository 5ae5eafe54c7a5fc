from __future__ import annotations

import json
from pathlib import Path

from extractor.replies import Replies
from tests.batch import yard
from tests.cli.test_batch import batch
from tests.edgar.conftest import SLOUGH
from tests.edgar.standin import Site
from tests.edgar.test_fetch import THIRD
from tests.model.endpoint import Endpoint, completion

NOTHING = json.dumps({"holding": [], "saying": []})


def test_a_batch_of_an_accession_number_fetches_it_and_files_it_by_its_form(site: Site, tmp_path: Path) -> None:
    with Endpoint(completion(NOTHING)) as endpoint:
        options = ("--out", tmp_path / "out", *yard.MODEL, endpoint.base_url, "--replies", tmp_path / "replies")
        done = batch(THIRD, *options)
        assert done.exit_code == 0, done.stderr
        site.asked.clear()
        assert "2 filings: 2 known" in batch(THIRD, *options).stderr
        assert site.asked == []
    files = sorted((tmp_path / "out" / "jsonl" / "filings").rglob("*.jsonl"))
    assert [file.parts[-3:-1] for file in files] == [("form_type=6-K", "year=2004")]
    found = [json.loads(line) for line in files[0].read_text(encoding="utf-8").splitlines()]
    assert {line["filing_id"] for line in found} == {f"{THIRD}/report3.htm", f"{THIRD}/release3.txt"}
    assert {json.loads(line["manifest"])["cik"] for line in found} == {SLOUGH}
    with Replies(tmp_path / "replies") as record:
        assert len(record) == 2


def test_who_asks_is_wanted_before_anything_is_made(tmp_path: Path) -> None:
    done = batch(THIRD, "--out", tmp_path / "out", *yard.MODEL, yard.NOBODY, "--identity", "")
    assert done.exit_code == 2
    assert not (tmp_path / "out").exists()
