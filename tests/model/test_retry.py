from __future__ import annotations

import datetime as dt
import math

import pytest

from extractor._config import few_retries, retrying
from extractor.model._retry import retry_after

NOON = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("7", 7.0),
        ("0", 0.0),
        ("-3", 0.0),
        ("Sun, 01 Mar 2026 12:00:30 GMT", 30.0),
        ("Sun, 01 Mar 2026 11:59:00 GMT", 0.0),
        ("Sun, 01 Mar 2026 12:01:00 -0000", 60.0),
        ("soon", None),
        ("9" * 400, math.inf),
        ("9" * 9000, None),
        ("Sun, 01 Mar 99999999999 12:00:00 GMT", None),
        ("", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, at=NOON) == seconds


def test_the_switch_for_tests_is_undone_at_its_end() -> None:
    before = (retrying.attempts, retrying.longest_wait)
    with few_retries(2):
        assert (retrying.attempts, retrying.longest_wait) == (2, 0.0)
    assert (retrying.attempts, retrying.longest_wait) == before
