"""What an extractor is given: options that go together, and ones that do not."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from extractor import Extractor, Fact, Name, ScriptedModel
from extractor.errors import FilingError, SchemaError
from extractor.model import Profile, Spending


class Landlord(Fact, key=("name",)):
    """Who lets."""

    name: Name


NOTHING = '{"landlord": []}'
TEXT = "Hafen AG lets. It has let since May 2003 and will go on."


@pytest.mark.parametrize(
    "option",
    [
        {"replies": "out"},
        {"offline": True},
        {"base_url": ""},
        {"api_key": "k"},
        {"timeout": 3.0},
        {"spending": Spending(max_cost=None)},
        {"profile": Profile(passage_chars=900, concurrency=1)},
    ],
)
def test_options_that_go_with_a_models_name_are_refused_beside_a_model(option: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=f"ScriptedModel is asked as it is: {next(iter(option))} go"):
        Extractor(ScriptedModel([]), kinds=[Landlord], **option)


def test_one_kind_may_be_given_alone_and_what_is_no_kind_is_refused() -> None:
    with Extractor(ScriptedModel([NOTHING]), kinds=Landlord) as extractor:
        assert extractor.extract(TEXT).facts == ()
    with pytest.raises(SchemaError, match="is no fact kind"):
        Extractor(kinds=cast("list[type[Fact]]", [int]))
    with pytest.raises(SchemaError, match="kinds: two fact kinds share a name: landlord"):
        Extractor(kinds=[Landlord, Landlord])


@pytest.mark.parametrize("date", [dt.date(2004, 1, 2), dt.datetime(2004, 1, 2, 3, 4), "2004-01-02"])
def test_a_filings_date_is_given_as_a_day_or_as_its_words(date: dt.date | str) -> None:
    with Extractor(ScriptedModel([NOTHING]), kinds=[Landlord]) as extractor:
        assert extractor.extract(TEXT, date=date).filing.date == dt.date(2004, 1, 2)


@pytest.mark.parametrize("date", ["2004-1-2", "yesterday", cast("str", 2004)])
def test_a_date_that_is_no_day_is_refused(date: str) -> None:
    with (
        Extractor(ScriptedModel([NOTHING]), kinds=[Landlord]) as extractor,
        pytest.raises(FilingError, match="give a date, or YYYY-MM-DD"),
    ):
        extractor.extract(TEXT, date=date)


def test_a_script_that_has_run_out_says_so() -> None:
    with Extractor(ScriptedModel([]), kinds=[Landlord]) as extractor, pytest.raises(IndexError, match="has 0 replies"):
        extractor.extract(TEXT)


def test_examples_that_are_no_toml_are_said_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "untidy_leases"
    (package / "prompts").mkdir(parents=True)
    (package / "__init__.py").write_text(
        "from extractor import Domain, Fact, Name\n\n"
        'class Landlord(Fact, key=("name",)):\n    "Who lets."\n    name: Name\n\n'
        'DOMAIN = Domain(package="untidy_leases", kinds=(Landlord,))\n',
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    for written, said in (
        ("[[example]]\ntext =", "Invalid value"),
        ("[[example]]\nfacts = []\n", "text: Field required"),
    ):
        (package / "prompts" / "examples.toml").write_text(written, encoding="utf-8")
        with pytest.raises(SchemaError, match=rf"untidy_leases: examples\.toml: {said}"):
            Extractor(domain="untidy_leases")


def test_facts_are_told_of_as_they_are_found_checked_and_before_the_end() -> None:
    told: list[list[str]] = []
    pages = ["Hafen AG lets a house.", "Berg AG lets a barn."]
    replies = [f'{{"landlord": [{{"name": "{name}", "quote": "{name} lets"}}]}}' for name in ("Hafen AG", "Berg AG")]
    model = ScriptedModel([replies[0], replies[1].replace("Berg", "Talwind")], Profile(passage_chars=20, concurrency=1))
    with Extractor(model, kinds=Landlord) as extractor:
        result = extractor.extract(
            "\n\n".join(pages),
            on_facts=lambda facts: told.append([fact.name for fact in facts if isinstance(fact, Landlord)]),
        )
    assert told == [["Hafen AG"]]
    assert len(result.facts) == 1
    assert [refused.reason for refused in result.rejected] == ["not_found"]


@pytest.mark.parametrize("raised", [ValueError("no more"), SystemExit(3)])
def test_what_a_hearer_of_facts_raises_ends_the_reading_and_is_raised(raised: BaseException) -> None:
    def refuse(facts: Sequence[Fact]) -> None:
        raise raised

    reply = '{"landlord": [{"name": "Hafen AG", "quote": "Hafen AG lets"}]}'
    model = ScriptedModel([reply, reply], Profile(passage_chars=400, concurrency=1))
    with Extractor(model, kinds=Landlord) as extractor:
        with pytest.raises(type(raised)):
            extractor.extract("Hafen AG lets a house.", on_facts=refuse)
        assert len(extractor.extract("Hafen AG lets a house.").facts) == 1


def test_a_fact_that_several_passages_state_is_told_of_once() -> None:
    told: list[Fact] = []
    reply = '{"landlord": [{"name": "Hafen AG", "quote": "Hafen AG lets"}]}'
    model = ScriptedModel([reply, reply], Profile(passage_chars=20, concurrency=1))
    with Extractor(model, kinds=Landlord) as extractor:
        result = extractor.extract("Hafen AG lets a house.\n\nHafen AG lets a barn.", on_facts=told.extend)
    assert len(told) == len(result.facts) == 1
