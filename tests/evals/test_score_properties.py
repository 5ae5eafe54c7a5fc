"""What holds of every score: classes that add up, and no byte that depends on an order."""

from __future__ import annotations

import random
from collections import Counter
from itertools import permutations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from evals.line import By, Miss, Verdict
from evals.report import formats, text
from evals.runs import record
from evals.score import Score, score
from evals.tally import Tally
from extractor.comparison import GOOD
from tests.evals.toys import ALBA, BREVO, JSON, KINDS, LUMEN, SHARE, gold_of, prediction_of, quantity, scored, when

QUOTES = [ALBA, BREVO, LUMEN, SHARE, "", "somewhere else entirely in this text"]
NAMES = ["Alba Mobil", "alba mobil", "Brevo", "Cedar Group"]

_metrics: st.SearchStrategy[JSON] = st.fixed_dictionaries(
    {
        "kind": st.just("metric"),
        "subject": st.sampled_from(NAMES),
        "measure": st.sampled_from(["subscribers", "revenue", "other"]),
        "value": st.sampled_from(
            [quantity("5", 5), quantity("5 million", 5_000_000), quantity("5 %", 5, "percent"), quantity("7", 7)]
        ),
        "quote": st.sampled_from(QUOTES[:4]),
    },
    optional={"as_of": st.sampled_from([when("2008", "2008-01-01", "2008-12-31"), when("2009", "2009-01-01")])},
)
_memberships: st.SearchStrategy[JSON] = st.fixed_dictionaries(
    {
        "kind": st.just("membership"),
        "alliance": st.sampled_from(["Lumen Alliance", "the lumen alliance", "Orion"]),
        "member": st.sampled_from(NAMES),
        "quote": st.sampled_from(QUOTES[:4]),
    }
)
_agreements: st.SearchStrategy[JSON] = st.fixed_dictionaries(
    {
        "kind": st.just("agreement"),
        "parties": st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
        "type": st.sampled_from(["supply", "merger"]),
        "quote": st.sampled_from(QUOTES[:4]),
    }
)
_facts = st.one_of(_metrics, _memberships, _agreements)
_gold = st.lists(st.tuples(_facts, st.booleans()).map(lambda pair: {**pair[0], "optional": pair[1]}), max_size=7)
_broken = st.sampled_from([{"kind": "metric", "quote": ALBA}, {"kind": "rumour", "quote": ALBA}])
_said = st.lists(st.one_of(_facts, _facts, _broken), max_size=7)


def _score(documents: list[tuple[str, list[JSON], list[JSON]]]) -> tuple[Score, str]:
    golds = [gold_of(gold, document=name) for name, gold, _ in documents]
    found = score(golds, {name: prediction_of(said, document=name) for name, _, said in documents}, KINDS)
    run = record("run", golds, found)
    return found, "\n".join(
        (
            text.render(found, misses=True),
            formats.to_json(found, run),
            formats.to_markdown(found),
            formats.to_junit(found),
        )
    )


@settings(derandomize=True, max_examples=50, deadline=None)
@given(_gold, _said)
def test_every_fact_is_counted_once_and_every_miss_has_one_class(gold: list[JSON], said: list[JSON]) -> None:
    found, _ = _score([("toy.txt", gold, said)])
    counts = found.micro
    paired_optional = sum(line.verdict is Verdict.OPTIONAL for line in found.lines)
    assert counts.gold == sum(not fact["optional"] for fact in gold)
    assert counts.predicted + paired_optional == len(said)
    by_verdict = Counter((line.verdict, line.miss) for line in found.lines)
    assert (
        sum(by_verdict[verdict, miss] for verdict in (Verdict.FN, Verdict.FD) for miss in Miss) == counts.fn + counts.fd
    )
    assert (
        sum(by_verdict[verdict, miss] for verdict in (Verdict.FA, Verdict.FD) for miss in Miss) == counts.fa + counts.fd
    )
    assert sum(by_verdict[Verdict.TP, miss] for miss in (None, *Miss)) == counts.tp
    assert all(line.miss is None for line in found.lines if line.verdict is Verdict.OPTIONAL)
    by_kind = [sum(kind, Tally()) for kind in found.by_kind().values()]
    assert sum(by_kind, Tally()) == counts


@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.lists(st.tuples(_metrics, st.booleans()), max_size=4), st.lists(_metrics, max_size=4))
def test_no_assignment_has_more_right_pairs_or_of_as_many_more_required_ones(
    gold: list[tuple[JSON, bool]], said: list[JSON]
) -> None:
    facts = [{**fact, "optional": optional} for fact, optional in gold]
    right = {
        (row, column): scored([{**mine, "optional": False}], [theirs]).micro.tp == 1
        for row, mine in enumerate(facts)
        for column, theirs in enumerate(said)
    }
    places: list[int | None] = [*range(len(said)), *[None] * len(facts)]
    best = max(
        (len(taken), sum(not facts[row]["optional"] for row in taken))
        for chosen in set(permutations(places, len(facts)))
        for taken in [[row for row, column in enumerate(chosen) if column is not None and right[row, column]]]
    )
    lines = scored(facts, said).lines
    found = Counter(line.verdict for line in lines)
    assert (found[Verdict.TP] + found[Verdict.OPTIONAL], found[Verdict.TP]) == best


@settings(derandomize=True, max_examples=50, deadline=None)
@given(_gold)
def test_gold_scores_one_against_itself_by_every_measure(gold: list[JSON]) -> None:
    found, _ = _score([("toy.txt", gold, gold)])
    required = sum(not fact["optional"] for fact in gold)
    assert {found.total(by) for by in By} == {Tally(tp=required)}
    assert all(outcome in GOOD for line in found.lines for outcome in line.slots.values())


@settings(derandomize=True, max_examples=50, deadline=None)
@given(_gold, _said)
def test_a_fact_with_more_right_is_right_by_less(gold: list[JSON], said: list[JSON]) -> None:
    found, _ = _score([("toy.txt", gold, said)])
    by_key, whole, quoted = (found.total(by) for by in (By.KEY, By.WHOLE, By.EVIDENCE))
    for stricter in (whole, quoted):
        assert stricter.tp <= by_key.tp
        assert (stricter.gold, stricter.predicted) == (by_key.gold, by_key.predicted)


@settings(derandomize=True, max_examples=30, deadline=None)
@given(_gold, _said)
def test_optional_facts_count_neither_way(gold: list[JSON], said: list[JSON]) -> None:
    optional = [{**fact, "optional": True} for fact in gold]
    found, _ = _score([("toy.txt", optional, said)])
    assert found.micro.gold == 0
    assert _score([("toy.txt", optional, optional)])[0].micro == Tally()


@settings(derandomize=True, max_examples=12, deadline=None)
@given(_gold, _said, _said, st.integers(0, 2**16))
def test_no_order_of_documents_facts_or_keys_changes_a_byte(
    gold: list[JSON], said: list[JSON], more: list[JSON], seed: int
) -> None:
    generator = random.Random(seed)  # noqa: S311 - a shuffle, no secret
    documents = [("one.txt", gold, said), ("two.txt", gold[::-1], more)]
    _, before = _score(documents)
    _, after = _score(
        _shuffled(generator, [(name, _all(generator, one), _all(generator, two)) for name, one, two in documents])
    )
    assert before == after


@settings(derandomize=True, max_examples=30, deadline=None)
@given(_gold, _said)
def test_a_prediction_more_never_loses_a_right_fact(gold: list[JSON], said: list[JSON]) -> None:
    counts = [_score([("toy.txt", gold, said[:count])])[0].micro.tp for count in range(len(said) + 1)]
    assert counts == sorted(counts)


def _shuffled(generator: random.Random, values: list[Any]) -> list[Any]:
    return generator.sample(values, len(values))


def _all(generator: random.Random, facts: list[JSON]) -> list[JSON]:
    return [dict(_shuffled(generator, list(fact.items()))) for fact in _shuffled(generator, facts)]
