"""`extractor facts`: what it prints, what it ends with."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extractor.cli import app

ROOT = Path(__file__).parents[2]
OPERATORS = ROOT / "examples" / "operators"
RUN = CliRunner()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the two invented operators' filings, as the documentation makes it."""
    folder = tmp_path_factory.mktemp("place")
    done = RUN.invoke(app, ["facts", "load", str(OPERATORS), "--store", str(folder / "facts.duckdb")])
    assert done.exit_code == 0, done.output
    assert "2 filings: 2 new, 0 known; 29 facts loaded" in done.stderr
    return folder / "facts.duckdb"


def ask(place: Path, *arguments: str) -> Result:
    return RUN.invoke(app, ["facts", *arguments], env={"EXTRACTOR_STORE": str(place)})


def test_two_filings_of_the_repository_disagree_and_both_quotes_are_shown(place: Path) -> None:
    done = ask(place, "conflicts")
    assert done.exit_code == 0
    assert "conflict: market share of Brennet Mobil, 2009-03-31" in done.stdout
    assert re.search(r"^31\.5% +2009-05-12 +\S*sundvik-6k\S* +Brennet Mobil had 1,204,000 ", done.stdout, re.MULTILINE)
    assert re.search(r"^33\.5% +2009-09-03 +\S*kestrel-6k\S* +Brennet Mobil AS had 1\.2 ", done.stdout, re.MULTILINE)
    [conflict] = json.loads(ask(place, "conflicts", "--json").stdout)
    assert [side["amount"] for side in conflict["sides"]] == [31.5, 33.5]
    for side in conflict["sides"]:
        [evidence, *_] = side["stored"]["fact"]["evidence"]
        text = (ROOT / "examples" / "operators" / Path(side["stored"]["filing"]["name"]).name).read_text(
            encoding="utf-8"
        )
        assert " ".join(text[evidence["source_start"] : evidence["source_end"]].split()) == evidence["quote"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("profile", "sundvik telecom asa"),
            ["Sundvik, Sundvik Telecom ASA", "EUR 212,000,000", "45%", "Polaris Alliance"],
        ),
        (("profile", "Sundvik", "--as-of", "2009-06-01"), ["as of 2009-06-01", "60%"]),
        (("history", "Brennet Mobil", "--measure", "subscribers"), ["1,204,000 subscribers", "1,251,000 subscribers"]),
        (("owners", "--of", "Skerry Net"), ["75%", "Brennet Mobil (45%)"]),
        (("owners", "--by", "Sundvik"), ["Skerry Net AS"]),
        (("owners",), ["Brennet Mobil"]),
        (("members", "Polaris Alliance"), ["Delphis Mobile   GR          2009-09-03"]),
        (("merges",), ["the filing says that they are one", "Kestrel Mobile plc"]),
        (("merges", "--apart"), ["none"]),
        (("list", "--kind", "metric", "--limit", "1"), ["Sundvik   subscribers", "2009-05-12"]),
        (("list", "--kind", "identity"), ["legal name"]),
        (("sql", "SELECT count(*) AS n FROM membership"), ["1 row", "13"]),
    ],
)
def test_every_question_has_a_table_for_people_and_json(
    place: Path, arguments: tuple[str, ...], said: list[str]
) -> None:
    done = ask(place, *arguments)
    assert done.exit_code == 0, done.output
    for words in said:
        assert words in done.stdout
    assert isinstance(json.loads(ask(place, *arguments, "--json").stdout), list | dict)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("profile", "Sundvig"), 15, "no fact here names it; the nearest are 'Sundvik', 'Sundvik Tele"),
        (("history", "Sundvik", "--measure", "members"), 15, "it has employees, revenue, subscribers"),
        (("list", "--kind", "metrics"), 15, "there is none of that name here; there are agreement"),
        (("list", "--filing", "nosuch"), 15, "there are kestrel-6k-2009-09-03.txt, sundvik-6k-2009-05-12.txt"),
        (("list", "--cursor", "x"), 15, "take it from the page before"),
        (("list", "--since", "May"), 2, "YYYY-MM-DD"),
        (("owners", "--of", "Sundvik", "--by", "Tarvo"), 2, "not both"),
        (("sql", "DROP TABLE metric"), 15, "the query cannot be run"),
        (("load", "nothing"), 15, "there is no such file"),
        (("export", "out", "--format", "xlsx"), 2, "parquet, csv, graphml"),
        (("split", "Tarvo"), 15, "is not one with any other name"),
        (("profile", "Sundvik", "--store", "nowhere.duckdb"), 15, "load results first"),
        (("profile", "Sundvik", "--store", ""), 2, "no name"),
    ],
)
def test_what_cannot_be_answered_says_why(place: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = ask(place, *arguments)
    assert done.exit_code == code
    assert said in " ".join(re.sub("[│╭╮╰╯─]", "", done.stderr).split())


def test_a_query_that_cannot_be_read_is_told_without_the_mark_that_points_into_it(place: Path) -> None:
    assert ask(place, "sql", "SELEC").stderr.rstrip().endswith('syntax error at or near "SELEC"')


def test_a_name_that_nothing_is_like_has_no_neighbours(place: Path) -> None:
    assert ask(place, "profile", "Nope").stderr.rstrip().endswith("'Nope': no fact here names it")


def test_what_is_shown_of_the_words_for_a_member_has_its_name(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    _, columns, _, *members = ask(place, "members", "Polaris Alliance").stdout.splitlines()
    assert re.split(r" {2,}", columns.strip())[2:] == ["first named", "last named", "filing", "words"]
    for line in members:
        name, *_, words = re.split(r" {2,}", line.strip())
        assert name in words
    assert len(members) == 7


def test_a_row_of_more_columns_than_fit_is_a_block_of_its_own(place: Path) -> None:
    shown = ask(place, "sql", "SELECT * FROM filings ORDER BY date").stdout
    assert "row 1 of 2" in shown
    assert re.search(r"^name +\S*sundvik-6k-2009-05-12\.txt +$", shown, re.MULTILINE)


def test_pages_go_on_where_the_last_one_ended(place: Path) -> None:
    seen: list[str] = []
    cursor: list[str] = []
    while True:
        page = json.loads(ask(place, "list", "--limit", "10", "--json", *cursor).stdout)
        seen += [stored["id"] for stored in page["facts"]]
        if page["cursor"] is None:
            break
        cursor = ["--cursor", page["cursor"]]
    assert len(seen) == len(set(seen)) == 29


def test_the_docs_show_what_is_printed_of_a_conflict(place: Path) -> None:
    [shown] = re.findall(r"```text\n(.*?)```", (ROOT / "docs" / "store.md").read_text(encoding="utf-8"), re.DOTALL)
    assert [line.rstrip() for line in ask(place, "conflicts").stdout.splitlines()] == shown.splitlines()
