"""What a result is written as, and what is read back."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor import Extractor, Filing, Replies, Result
from extractor.errors import MissingPackage, ResultError, SchemaError
from extractor.facts import Evidence, Fact, Name, Quantity, Span, Text, When, fold
from tests import invented

KINDS = (invented.Membership, invented.Metric)
ROOT = Path(__file__).parents[1]
EXAMPLE = "mmo2-6k-2004-11-11"


class Lease(Fact, key=("property", "rent")):
    """A lease: what is rented, and for how much."""

    property: Text
    tenants: tuple[Name, ...] = ()
    rent: Quantity
    deposit: Quantity | None = None
    start: When | None = None
    state: Literal["agreed", "ended"] | None = None


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
QUANTITIES = st.builds(
    Quantity,
    text=WORDS,
    amount=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30),
    unit=st.sampled_from(["EUR", "percent", "acres"]),
    bound=st.sampled_from(["exact", "about", "up_to"]),
)
DAYS = st.lists(st.dates(), min_size=2, max_size=2).map(sorted)
PERIODS = st.builds(lambda text, days: When(text=text, start=days[0], end=days[1]), WORDS, DAYS)
SPANS = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda pair: Span(pair[0], sum(pair)))
EVIDENCE = st.builds(
    Evidence,
    start=st.integers(0, 50),
    end=st.integers(51, 99),
    quote=WORDS,
    slots=st.dictionaries(st.sampled_from(Lease.slots()), st.lists(SPANS, max_size=2).map(tuple), max_size=2),
    source_start=st.none() | st.integers(0, 50),
    source_end=st.none() | st.integers(51, 99),
)
LEASES = st.builds(
    Lease,
    property=WORDS,
    tenants=st.lists(WORDS, max_size=3).map(tuple),
    rent=QUANTITIES,
    deposit=st.none() | QUANTITIES,
    start=st.none() | PERIODS,
    state=st.sampled_from([None, "agreed", "ended"]),
    evidence=st.lists(EVIDENCE, max_size=2).map(tuple),
    confidence=st.none() | st.floats(0, 1),
)


def lease(amount: str) -> Lease:
    return Lease(property="the mill", rent=Quantity(text="x", amount=Decimal(amount), unit="EUR"))


@settings(derandomize=True, deadline=None)
@given(st.lists(LEASES, max_size=3))
@example([lease("12345678901234567.5"), lease("1E+22"), lease("0.1"), lease("1E-100"), lease("-0.0")])
def test_what_was_written_is_read_back_and_written_the_same(leases: list[Lease]) -> None:
    written = invented.result(facts=tuple(leases)).to_json()
    read = Result.from_json(written, kinds=[Lease])
    assert read.to_json() == written
    assert all(type(fact) is Lease for fact in read.facts)


def test_facts_are_read_back_as_their_own_kinds_and_equal() -> None:
    result = invented.result()
    read = Result.from_json(result.to_json(), kinds=KINDS, filing_text=invented.TEXT)
    assert read.facts == result.facts
    assert read.text == invented.TEXT


def test_a_kind_that_is_not_known_is_named_with_the_domain_it_was_written_with() -> None:
    written = invented.result().model_copy(update={"domain": "operators"}).to_json()
    with pytest.raises(ResultError, match="not known here: metric; it was written with the kinds of 'operators'"):
        Result.from_json(written, kinds=[invented.Membership])


def test_a_choice_that_its_kind_lacks_is_refused() -> None:
    with pytest.raises(ResultError, match="measure"):
        Result.from_json(invented.result().to_json().replace('"subscribers"', '"shoes"'), kinds=KINDS)


def test_a_domain_that_is_not_there_is_named() -> None:
    with pytest.raises(SchemaError, match="'there_is_no_such_package' is no domain"):
        Result.from_json(invented.result().to_json(), domain="there_is_no_such_package")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"facts": 1}', '{"facts": [{}]}', '{"facts": []}', "{", "[" * 100_000]
)
def test_what_is_no_result_is_refused(text: str) -> None:
    with pytest.raises(ResultError, match="result"):
        Result.from_json(text, kinds=KINDS)


def test_a_fact_with_a_slot_that_its_kind_lacks_is_refused() -> None:
    written = invented.result().to_json().replace('"as_of"', '"as_off"')
    with pytest.raises(ResultError, match="as_off"):
        Result.from_json(written, kinds=KINDS)


def test_the_text_stands_in_the_json_only_if_asked_for_and_its_digest_always() -> None:
    result = invented.result()
    short, long = result.to_json(), result.to_json(text=True)
    assert "text" not in json.loads(short)
    assert json.loads(short)["text_sha256"] == json.loads(long)["text_sha256"] == result.text_sha256
    without = Result.from_json(short, kinds=KINDS)
    assert without.text == ""
    with pytest.raises(ResultError, match="give from_json its filing_text"):
        without.to_json(text=True)
    read = Result.from_json(long, kinds=KINDS)
    assert read.text == invented.TEXT
    assert read.to_json(text=True) == long


def test_another_text_is_refused() -> None:
    result = invented.result()
    for written in (result.to_json(), result.to_json(text=True)):
        with pytest.raises(ResultError, match="not the one that the offsets refer to"):
            Result.from_json(written, kinds=KINDS, filing_text=invented.TEXT + " ")
    with pytest.raises(ResultError, match="not the one"):
        Result.from_json(result.to_json(text=True).replace("customers and", "customers or"), kinds=KINDS)


@pytest.mark.parametrize("amount", ["1e999999", "-1e999999", "1e300", "NaN"])
def test_an_amount_that_no_number_holds_is_refused_with_its_fact(amount: str) -> None:
    written = json.loads(invented.result().to_json())
    written["facts"][1]["value"]["amount"] = amount
    with pytest.raises(ResultError, match=r"does not hold \(facts.1\): (.|\n)*value.amount"):
        Result.from_json(json.dumps(written), kinds=KINDS)
    written["facts"][1]["value"]["amount"] = "1e299"
    read = Result.from_json(json.dumps(written), kinds=KINDS)
    assert read.to_dicts()[1]["value_amount"] == 1e299
    assert read.to_jsonl()


PLACES: list[tuple[dict[str, Any], bool]] = [
    ({"start": -5}, False),
    ({"end": 3, "start": 4}, False),
    ({"slots": {"subject": [[-1, 4]]}}, False),
    ({"slots": {"subject": [[4, 3]]}}, False),
    ({"end": 10**9}, True),
    ({"slots": {"subject": [[0, 10**9]]}}, True),
    ({"quote": "Nordwind had over 2.6 million customers"}, True),
    ({"quote": ""}, True),
]


@pytest.mark.parametrize(("changed", "only_with_text"), PLACES)
def test_a_place_that_the_text_does_not_have_is_refused_by_its_path(
    changed: dict[str, Any], *, only_with_text: bool
) -> None:
    written = json.loads(invented.result().to_json())
    written["facts"][0]["evidence"][0] |= changed
    with pytest.raises(ResultError, match=r"facts\.0\.evidence\.0"):
        Result.from_json(json.dumps(written), kinds=KINDS, filing_text=invented.TEXT)
    if only_with_text:
        assert Result.from_json(json.dumps(written), kinds=KINDS).facts
    else:
        with pytest.raises(ResultError, match=r"facts\.0\.evidence\.0"):
            Result.from_json(json.dumps(written), kinds=KINDS)


@pytest.mark.parametrize(("part", "path"), [("passages", "passages.1"), ("unaccounted", "coverage.unaccounted.0")])
def test_so_is_that_of_a_passage_and_of_what_is_left_over(part: str, path: str) -> None:
    written = json.loads(invented.result().to_json())
    places = written["passages"][1:] if part == "passages" else written["coverage"]["unaccounted"]
    places[0]["end"] = len(invented.TEXT) + 1
    with pytest.raises(ResultError, match=path):
        Result.from_json(json.dumps(written), kinds=KINDS, filing_text=invented.TEXT)


def test_an_older_result_without_a_digest_takes_the_text_it_is_given() -> None:
    written = json.loads(invented.result().to_json())
    del written["text_sha256"], written["domain"]
    read = Result.from_json(json.dumps(written), kinds=KINDS, filing_text=invented.TEXT)
    assert read.text_sha256 == invented.result().text_sha256


def test_the_example_is_read_back_and_its_quotes_stand_in_the_file(tmp_path: Path) -> None:
    pytest.importorskip("alliances")
    source = ROOT / "examples" / f"{EXAMPLE}.txt"
    with Replies(tmp_path) as record:
        record.import_(ROOT / "examples" / f"{EXAMPLE}.replies.jsonl")
    result = Extractor(replies=tmp_path, offline=True).extract(source)
    written = result.to_json()
    read = Result.from_json(written, filing_text=Filing.read(source).text)
    assert read.facts == result.facts
    assert read.domain == "alliances"
    assert read.to_json() == written
    original = source.read_bytes().decode()
    quotes = [one for fact in read.facts for one in fact.evidence]
    assert quotes
    assert all(fold(original[one.source_start : one.source_end]) == one.quote for one in quotes)
    for line, fact in zip(result.to_jsonl().splitlines(), read.facts, strict=True):
        said = json.loads(line)
        assert (said.pop("filing_name"), said.pop("filing_sha256")) == (source.name, result.filing.sha256)
        assert said == json.loads(fact.model_dump_json())


def test_a_line_of_jsonl_is_one_fact_whatever_stands_in_it() -> None:
    fact = lease("3").model_copy(update={"property": 'a "mill"\nby the river\u2028'})
    lines = invented.result(facts=(fact, fact)).to_jsonl().split("\n")
    assert lines.pop() == ""
    assert [json.loads(line)["property"] for line in lines] == [fact.property] * 2
    assert invented.result(facts=()).to_jsonl() == ""


def test_a_row_has_every_slot_flat_and_the_same_columns_where_nothing_is_stated() -> None:
    first, second, third, _ = invented.result().to_dicts()
    assert list(first) == list(second)
    assert first["value_text"] == "over 2.5 million customers"
    assert (first["value_amount"], first["value_unit"], first["value_bound"]) == (2_500_000, "customers", "more_than")
    assert (first["as_of_start"], second["as_of_start"]) == (None, dt.date(2003, 1, 1))
    assert (first["kind"], first["filing_name"], first["filing_sha256"]) == ("metric", "nordwind.txt", "0" * 64)
    assert invented.TEXT[first["evidence_start"] : first["evidence_end"]] == first["evidence_quote"]
    assert (second["evidence_count"], second["confidence"]) == (2, None)
    assert third["countries"] == "NO; DK"


def test_a_row_of_a_fact_without_evidence_has_its_columns_and_a_list_its_words() -> None:
    fact = lease("3").model_copy(update={"tenants": ("Ada", "Bo"), "confidence": 0.5})
    (row,) = invented.result(facts=(fact,)).to_dicts()
    assert (row["evidence_quote"], row["evidence_count"], row["confidence"]) == (None, 0, 0.5)
    assert (row["tenants"], row["start_text"]) == ("Ada; Bo", None)


@pytest.fixture
def packages(tmp_path: Path) -> Iterator[Path]:
    """A folder whose packages stand in for those of data frames, whether those are installed or not."""
    names = ("pandas", "polars")
    before = {name: sys.modules.pop(name, None) for name in names}
    for name in names:
        (tmp_path / f"{name}.py").write_text("raise ImportError", encoding="utf-8")
    sys.path.insert(0, str(tmp_path))
    yield tmp_path
    sys.path.remove(str(tmp_path))
    for name, module in before.items():
        sys.modules.pop(name, None)
        if module is not None:
            sys.modules[name] = module


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_frame_has_a_column_for_every_slot_of_every_kind(packages: Path, name: str) -> None:
    (packages / f"{name}.py").write_text("def DataFrame(columns):\n    return columns\n", encoding="utf-8")
    frame = invented.result().to_frame()
    assert frame["kind"] == ["metric", "metric", "membership", "membership"]
    assert frame["value_amount"] == [2_500_000, 31, None, None]
    assert frame["member"] == [None, None, "Nordwind", '"Sol"']


def test_without_a_package_for_frames_it_is_said_what_to_install(packages: Path) -> None:
    with pytest.raises(ImportError, match="pip install pandas") as raised:
        invented.result().to_frame()
    assert isinstance(raised.value, MissingPackage)
