from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor._config import few_retries
from tests.cli.test_extract import FILING, extract, hosted
from tests.model.endpoint import Endpoint, completion


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with few_retries(2):
        yield


def test_a_reply_cut_at_its_length_is_said_and_ends_with_8_each_time(tmp_path: Path) -> None:
    cut = completion('{"answers": [', "length")
    with Endpoint(cut) as endpoint:
        for _ in range(2):
            done = extract(FILING, *hosted(endpoint.base_url, tmp_path), "--json", tmp_path / "a.json")
            assert done.exit_code == 8
            assert "cut at its length" in done.stderr
        sizes = {said["max_tokens"] for said in endpoint.asked}
    assert {2 * size for size in sizes} & sizes
    statuses = [passage["status"] for passage in json.loads((tmp_path / "a.json").read_text("utf-8"))["passages"]]
    assert "truncated" in statuses


def test_a_cut_reply_that_is_whole_with_more_room_is_not_told(tmp_path: Path) -> None:
    with Endpoint(completion('{"answers": [', "length"), completion('{"answers": []}')) as endpoint:
        done = extract(FILING, *hosted(endpoint.base_url, tmp_path))
    assert done.exit_code == 0, done.stderr


def test_refusals_end_the_run_as_an_error_and_are_asked_again(tmp_path: Path) -> None:
    with Endpoint(completion(None, refusal="I cannot.")) as endpoint:
        done = extract(FILING, *hosted(endpoint.base_url, tmp_path))
        before = len(endpoint.asked)
        again = extract(FILING, *hosted(endpoint.base_url, tmp_path))
        assert len(endpoint.asked) > before
    assert done.exit_code == again.exit_code == 5
    assert "I cannot." in done.stderr


def test_credentials_in_a_base_url_are_in_no_message_and_no_result(tmp_path: Path) -> None:
    with Endpoint(completion('{"answers": []}')) as endpoint:
        url = endpoint.base_url.replace("//", "//me:pass1234@")
        done = extract(FILING, *hosted(url, tmp_path), "--json", "-")
    assert done.exit_code == 0, done.stderr
    gone = extract(FILING, *hosted(url, tmp_path / "other"))
    assert gone.exit_code == 5
    assert "could not be reached" in gone.stderr
    assert "pass1234" not in done.stdout + done.stderr + gone.stderr
