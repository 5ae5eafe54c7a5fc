"""The benchmarks of cost, on little: each measures what it says, and prints a table."""

from __future__ import annotations

import json

import pytest

from benchmarks import aligning, length, overhead, reprocess


@pytest.mark.parametrize("shape", length.SHAPES)
def test_a_made_up_text_is_as_long_as_asked_and_its_figures_are_facts(
    shape: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert length.main(["--one", shape, "300"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert 300 <= len(length.SHAPES[shape](300).split()) < 1_500
    assert found["facts"] > 0 < found["seconds"]


def test_reprocessing_is_set_beside_reading_and_parsing_the_same_replies(capsys: pytest.CaptureFixture[str]) -> None:
    assert reprocess.main(["--rounds", "1"]) == 0
    head, *rows = (line.split() for line in capsys.readouterr().out.splitlines())
    assert head[-1] == "ratio"
    assert [row[0] for row in rows] == list(reprocess.READERS)
    assert all(float(row[-1]) > 1 for row in rows)


def test_a_request_is_timed_by_every_way_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    assert overhead.main(["--requests", "2", "--rounds", "1"]) == 0
    rows = capsys.readouterr().out.splitlines()[1:]
    assert [row[:24].strip() for row in rows] == [
        "openai",
        "instructor",
        "filing-facts",
        "filing-facts, recorded",
    ]


def test_quotes_of_recorded_replies_are_found_word_for_word() -> None:
    every = list(aligning.documents())
    assert aligning.right(aligning.ours, every) > 0.8 * sum(len(quotes) for _, quotes in every)
