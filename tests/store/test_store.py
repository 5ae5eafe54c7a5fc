"""The store asked across filings, and what must hold of it however it was filled."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor import Fact, Name, Result
from extractor.errors import OutputError, SchemaError, StoreError
from extractor.store import Holding, Store, plain
from tests.store.facts import filed, holding, member, metric

MAY, AUGUST, NOVEMBER = "2009-05-01", "2009-08-01", "2009-11-01"
FILINGS = (
    filed(
        MAY,
        metric("Alpha plc", "2.0 million", 2e6),
        metric("Beta", "31%", 31, "percent", measure="market_share"),
        holding("Alpha", "Beta", 60),
        *(member("Polaris", name, "NO") for name in ("Alpha", "Beta")),
    ),
    filed(
        AUGUST,
        metric("Alpha", "2,012,000", 2_012_000),
        metric("Beta", "35%", 35, "percent", measure="market_share"),
        metric("Alpha", "2.2 million", 2.2e6, on="2009-06-30"),
        holding("Beta", "Gamma", 50),
        holding("Gamma", "Alpha", 10),
        holding("Delta", "Gamma"),
        *(member("Polaris", name) for name in ("Alpha", "Delta")),
    ),
    filed(NOVEMBER, holding("Alpha", "Beta", 75), holding("Alpha", "Gamma", 20)),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    found = Store(tmp_path_factory.mktemp("store") / "facts.duckdb")
    found.load(FILINGS)
    return found


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_a_profile_says_what_was_known_on_a_day(store: Store) -> None:
    now, then = store.profile("alpha"), store.profile("Alpha plc", as_of=day("2009-05-31"))
    assert now.entity.names == ("Alpha", "Alpha plc")
    assert [figure.text for figure in now.figures] == ["2.2 million"]
    assert [figure.text for figure in then.figures] == ["2.0 million"]
    assert {(one.owned, one.stake) for one in then.holdings} == {("Beta", 60.0)}
    assert [one.owner for one in now.owners] == ["Gamma", "Beta", "Delta"]
    assert [stored.fact["alliance"] for stored in now.facts] == ["Polaris"]
    assert now.facts[0].filing.date == day(AUGUST)


def test_a_history_has_every_filing_s_number_in_the_order_of_days(store: Store) -> None:
    found = store.history("Alpha", measure="subscribers")
    assert [(figure.end, figure.text) for figure in found] == [
        (day("2009-03-31"), "2.0 million"),
        (day("2009-03-31"), "2,012,000"),
        (day("2009-06-30"), "2.2 million"),
    ]
    assert store.history("Alpha", measure="subscribers", as_of=day("2009-05-31")) == found[:1]
    with pytest.raises(StoreError, match="'Alpha' has no figure of measure 'employees'; it has subscribers"):
        store.history("Alpha", measure="employees")


def test_stakes_are_multiplied_along_the_way_and_circles_end(store: Store) -> None:
    def by_owner(found: Sequence[Holding]) -> dict[str, tuple[float | None, int]]:
        return {one.owner: (one.stake, len(one.paths)) for one in found}

    before = store.owners(of="Gamma", as_of=day(AUGUST))
    assert by_owner(before) == {"Beta": (50.0, 1), "Alpha": (30.0, 1), "Delta": (None, 1)}
    after = store.owners(of="Gamma")
    assert by_owner(after) == {"Beta": (50.0, 1), "Alpha": (57.5, 2), "Delta": (None, 1)}
    [alpha] = [one for one in after if one.owner == "Alpha"]
    assert [path for path, _ in alpha.paths] == [("Alpha", "Gamma"), ("Alpha", "Beta", "Gamma")]
    assert (alpha.direct, alpha.date) == (True, day(NOVEMBER))
    assert {(one.owned, one.stake) for one in store.owners(by="Gamma")} == {("Alpha", 10.0), ("Beta", 7.5)}
    assert len(store.owners()) == 5
    assert store.owners(of="Polaris") == []


def test_no_share_grows_above_all_of_a_thing_on_its_way(tmp_path: Path) -> None:
    store = Store(tmp_path / "facts.duckdb")
    store.load(filed(MAY, holding("Alpha", "Beta", 140), holding("Beta", "Gamma", 50)))
    assert [(one.owner, one.stake) for one in store.owners(of="Gamma")] == [("Beta", 50.0), ("Alpha", 50.0)]
    assert [one.paths[0][1] for one in store.owners(of="Beta")] == [100.0]


def test_a_filing_without_a_date_is_of_no_day(tmp_path: Path) -> None:
    undated = filed(MAY, metric("Alpha", "2 million", 2e6), holding("Alpha", "Beta", 60), member("Polaris", "Alpha"))
    undated = undated.model_copy(update={"filing": undated.filing.model_copy(update={"date": None})})
    store = Store(tmp_path / "facts.duckdb")
    store.load(undated)
    found = store.profile("Alpha")
    assert (len(found.figures), len(found.holdings), len(store.members("Polaris"))) == (1, 1, 1)
    then = store.profile("Alpha", as_of=day(NOVEMBER))
    assert (then.figures, then.holdings, store.members("Polaris", as_of=day(NOVEMBER))) == ((), (), [])


def test_members_are_told_with_the_days_of_the_first_and_last_filing_that_names_them(store: Store) -> None:
    found = {one.name: (one.first, one.last, one.left_out) for one in store.members("Polaris")}
    assert found == {
        "Alpha": (day(MAY), day(AUGUST), None),
        "Delta": (day(AUGUST), day(AUGUST), None),
        "Beta": (day(MAY), day(MAY), day(AUGUST)),
    }
    assert [one.name for one in store.members("Polaris", as_of=day(MAY))] == ["Alpha", "Beta"]


def test_conflicts_have_both_quotes(store: Store) -> None:
    [found] = store.conflicts()
    assert [side.stored.quote for side in found.sides] == ["Beta had 31%", "Beta had 35%"]
    assert store.conflicts(name="Alpha") == []
    assert store.conflicts(as_of=day("2009-05-31")) == []  # the other side was filed later
    assert len(store.conflicts(name="beta")) == 1


def test_a_name_that_is_not_there_is_refused_with_its_neighbours(store: Store) -> None:
    for ask in (store.profile, store.history, store.members, lambda name: store.owners(of=name)):
        with pytest.raises(StoreError, match="no fact here names it; the nearest is 'Polaris'"):
            ask("Polarys")
    assert store.facts(name="Polarys").facts == ()


def test_every_answer_is_json(store: Store) -> None:
    answers: list[Any] = [store.profile("Alpha"), store.history("Beta"), store.owners(of="Gamma")]
    answers += [store.members("Polaris"), store.conflicts(), list(store.entities())]
    said = json.loads(json.dumps(plain(answers)))
    assert said[0]["figures"][0]["amount"] == 2_200_000
    assert said[4][0]["sides"][1]["stored"]["filing"]["date"] == AUGUST


def test_sql_sees_what_names_mean_and_changes_nothing(store: Store) -> None:
    columns, rows = store.sql("SELECT entity, count(*) AS n FROM mentions GROUP BY ALL ORDER BY n DESC, entity LIMIT 1")
    assert (columns, rows) == (["entity", "n"], [("Alpha", 9)])
    for query in ("DELETE FROM metric", "SELEC", "", "COPY metric TO 'x.csv'", "SELECT * FROM read_text('/etc/hosts')"):
        if query:
            with pytest.raises(StoreError, match="the query cannot be run"):
                store.sql(query)
        else:
            assert store.sql(query) == ([], [])
    assert len(store.facts(kind="metric").facts) == 5


def test_an_answer_that_python_has_no_value_for_is_refused_and_no_number_is_null_in_json(store: Store) -> None:
    with pytest.raises(StoreError, match="cast it to VARCHAR"):
        store.sql("SELECT interval '300000000 months'")
    _, rows = store.sql("SELECT 'nan'::DOUBLE, '-inf'::DOUBLE, [1.5, 'inf'::DOUBLE], 2.5::DECIMAL(3, 1)")
    assert json.dumps(plain(rows), allow_nan=False) == "[[null, null, [1.5, null], 2.5]]"


def test_names_that_xml_cannot_hold_are_written_without_what_it_cannot(tmp_path: Path) -> None:
    store = Store(tmp_path / "facts.duckdb")
    store.load(filed(MAY, holding("Al\x01pha", "Be\x1bta\ufffe", 60), member("Pol\x0baris", "Zoë\xa0Net")))
    [file] = store.export(tmp_path / "net.graphml", "graphml")
    net = nx.read_graphml(file)
    assert {"Al\ufffdpha", "Be\ufffdta\ufffd", "Pol\ufffdaris", "Zoë\xa0Net"} == set(net)


def test_exports_can_be_read_by_others(store: Store, tmp_path: Path) -> None:
    written = store.export(tmp_path / "parquet", "parquet")
    assert {path.stem for path in written} >= {"metric", "membership", "filings", "evidence", "entities", "mentions"}
    query = "SELECT subject, value_amount FROM '{}' ORDER BY ALL"
    for form in ("parquet", "csv"):
        store.export(tmp_path / form, form)
        found = duckdb.execute(query.format(tmp_path / form / f"metric.{form}")).fetchall()
        assert found[:2] == [("Alpha", 2_012_000.0), ("Alpha", 2_200_000.0)]
    [file] = store.export(tmp_path / "net.graphml", "graphml")
    net = nx.read_graphml(file)
    assert net.nodes["Alpha"]["names"] == "Alpha; Alpha plc"
    assert [(edge["stake"], edge["date"]) for edge in net["Alpha"]["Gamma"].values()] == [(20.0, NOVEMBER)]
    assert not list(tmp_path.rglob("*.part"))
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="nothing was written there"):
        store.export(tmp_path / "file" / "in", "csv")


def answers(store: Store) -> str:
    """Everything that the store can be asked."""
    names = sorted(entity.name for entity in store.entities())
    found: list[Any] = [
        store.facts().model_dump(mode="json"),
        store.conflicts(),
        store.owners(),
        list(store.entities()),
    ]
    found += [(store.profile(name), store.history(name)) for name in names]
    return json.dumps(plain(found))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(FILINGS), again=st.lists(st.sampled_from(FILINGS), max_size=3), size=st.integers(1, 3))
def test_neither_order_nor_loading_twice_changes_an_answer(
    store: Store, tmp_path_factory: pytest.TempPathFactory, order: list[Result], again: list[Result], size: int
) -> None:
    other = Store(tmp_path_factory.mktemp("other") / "facts.duckdb")
    for at in range(0, len(order), size):
        other.load(order[at : at + size])
    assert other.load(again).known == len(again)
    assert answers(other) == answers(store)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pair=st.lists(st.sampled_from(["Alpha", "Alpha plc", "Beta", "Gamma", "Delta", "Polaris"]), min_size=2, max_size=2)
)
def test_split_undoes_join_and_join_undoes_split(store: Store, pair: list[str]) -> None:
    one, other = pair
    before = answers(store)
    if store.entities().of(one) is store.entities().of(other):
        assert "already" in store.join(one, other)
        if one != other:
            store.split(one, other)
            assert store.entities().of(one) is not store.entities().of(other)
            assert "again" in store.join(one, other)
    else:
        store.join(one, other)
        joined = store.entities().of(one)
        assert joined is store.entities().of(other)
        assert joined is not None
        assert "by hand" in {merge.rule for merge in joined.merges}
        assert "undone" in store.split(one)
    assert answers(store) == before


def test_what_people_decided_outlives_loads_and_is_the_same_for_new_filings(tmp_path: Path) -> None:
    store = Store(tmp_path / "facts.duckdb")
    store.load(FILINGS[:1])
    store.join("Alpha", "Beta")
    store.split("Alpha plc")
    store.load(FILINGS)
    store.load(filed(MAY, metric("Alpha", "1", 1), metric("Beta", "1", 1), metric("Alpha plc", "1", 1)))
    entities = store.entities()
    assert entities.of("Alpha") is entities.of("Beta")
    assert entities.of("Alpha plc") is not entities.of("Alpha")
    with pytest.raises(StoreError, match="is not one with any other name"):
        store.split("Alpha plc")


def test_registrants_of_one_number_are_one_over_the_years(tmp_path: Path) -> None:
    store = Store(tmp_path / "facts.duckdb")
    store.load(filed(MAY, metric("Bell Alpha", "1", 1), registrant="Bell Alpha Corp", cik="0000732712"))
    store.load(filed(AUGUST, metric("Verdant", "2", 2), registrant="Verdant Inc", cik="732712"))
    entity = store.profile("Verdant").entity
    assert entity.numbers == {"cik": "732712"}
    assert {merge.rule for merge in entity.merges} == {"cik", "legal form"}


class Metric(Fact, key=("subject",)):
    """Another kind that is called so."""

    subject: Name
    value_amount: Name


class Mentions(Fact, key=("who",)):
    """A kind that is called as a table of the store."""

    who: Name


def test_another_kind_of_a_known_name_is_refused_and_nothing_is_loaded(tmp_path: Path) -> None:
    store = Store(tmp_path / "facts.duckdb")
    store.load(FILINGS[:1])
    with pytest.raises(StoreError, match="another kind of the same name"):
        store.load(filed(AUGUST, Metric(subject="Alpha", value_amount="much")))
    with pytest.raises(SchemaError, match="the store has one of that name"):
        store.load(filed(AUGUST, Mentions(who="Alpha")))
    with pytest.raises(StoreError, match="two kinds are called 'metric'"):
        store.load([FILINGS[1], filed(NOVEMBER, Metric(subject="Alpha", value_amount="much"))])
    assert len(store.facts().facts) == len(FILINGS[0].facts)


@pytest.mark.parametrize("words", ['"; DROP TABLE metric; --', "a\x00b", "é\u2028\n\t", "\U0001f4e1", "[1]", "'", ""])
def test_any_words_come_back(tmp_path: Path, words: str) -> None:
    store = Store(tmp_path / "facts.duckdb")
    fact = metric(words or "Alpha", "1", 1, quote=words)
    store.load(filed(MAY, fact, registrant=words))
    [stored] = store.facts().facts
    assert stored.fact["subject"] == words or "Alpha"
