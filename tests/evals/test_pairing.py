"""Pairing finds the most right pairs, then the best of them; cases small enough to work by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from evals.pairing import Pairing, pair
from extractor.comparison import Entities
from tests.evals.toys import ALBA, JSON, KINDS, item, membership, metric, quantity, when

NO_ALIASES = Entities({})


def _paired(gold: Sequence[JSON], said: Sequence[JSON], entities: Entities = NO_ALIASES) -> Pairing:
    return pair(KINDS[gold[0]["kind"]], [item(fact) for fact in gold], [item(fact) for fact in said], entities)


def _said(measure: str, amount: int, quote: str = "q", **slots: object) -> JSON:
    return metric("Alba", measure, quantity(str(amount), amount, "EUR"), quote, **slots)


def test_the_number_of_right_pairs_comes_first() -> None:
    # `other` matches either gold fact, `revenue` only the first. Greedily, `other` could take the first and leave
    # `revenue` without a fact; 2 right pairs are possible, and only one way.
    gold = [_said("revenue", 5), _said("profit", 5)]
    said = [_said("other", 5), _said("revenue", 5)]
    found = _paired(gold, said)
    assert [each.right for each in found.pairs] == [True, True]
    assert {(each.gold.slots["measure"], each.predicted.slots["measure"]) for each in found.pairs} == {
        ("revenue", "revenue"),
        ("profit", "other"),
    }


def test_a_required_fact_is_preferred_to_an_optional_one_even_with_worse_other_slots() -> None:
    optional = _said("revenue", 5, scope="the whole group", optional=True)
    required = _said("revenue", 5)
    found = _paired([optional, required], [_said("revenue", 5, scope="the whole group")])
    assert [each.gold.optional for each in found.pairs] == [False]


def test_of_right_pairs_the_one_with_more_right_slots_is_taken() -> None:
    june, may = when("June 2009", "2009-06-01", "2009-06-30"), when("May 2009", "2009-05-01", "2009-05-31")
    gold = [_said("revenue", 5, as_of=june), _said("revenue", 5, as_of=may)]
    found = _paired(gold, [_said("revenue", 5, as_of=may), _said("revenue", 5, as_of=june)])
    assert all(each.gold.slots["as_of"] == each.predicted.slots["as_of"] for each in found.pairs)
    assert len(found.pairs) == 2


def test_the_same_measure_is_preferred_to_other() -> None:
    found = _paired([_said("other", 5), _said("revenue", 5)], [_said("revenue", 5)])
    assert [each.gold.slots["measure"] for each in found.pairs] == ["revenue"]


def test_the_nearer_quote_decides_between_equal_facts() -> None:
    found = _paired([_said("revenue", 5, "one two three"), _said("revenue", 5, ALBA)], [_said("revenue", 5, ALBA)])
    assert [each.gold.quotes for each in found.pairs] == [(ALBA,)]


def test_what_is_not_right_is_paired_where_the_quote_speaks_for_it() -> None:
    gold = [_said("revenue", 5, ALBA), _said("profit", 7, "elsewhere in the text")]
    found = _paired(gold, [_said("revenue", 500, ALBA)])
    assert [(each.right, each.gold.slots["measure"]) for each in found.pairs] == [(False, "revenue")]
    assert [each.slots["measure"] for each in found.unpaired_gold] == ["profit"]


def test_facts_with_one_key_slot_and_no_words_in_common_are_not_paired() -> None:
    found = _paired([_said("revenue", 5, ALBA)], [metric("Brevo", "profit", quantity("5", 5, "EUR"), "elsewhere")])
    assert found.pairs == ()
    assert (len(found.unpaired_gold), len(found.unpaired_predicted)) == (1, 1)


def test_what_answers_a_taken_fact_is_a_duplicate_and_no_near_miss_of_another() -> None:
    # Both predictions say Alba. One is right; the other must not be read as Brevo misread, though it quotes the same.
    found = _paired([membership("Alba"), membership("Brevo")], [membership("Alba"), membership("alba")])
    assert [each.right for each in found.pairs] == [True]
    assert len(found.duplicates) == 1
    assert [each.slots["member"] for each in found.unpaired_gold] == ["Brevo"]


def test_the_order_of_facts_changes_nothing() -> None:
    gold = [membership(name) for name in ("Alba", "Brevo", "Corvo")]
    said = [membership(name) for name in ("Corvo", "Delta", "Alba", "Alba")]
    assert _paired(gold, said) == _paired(gold[::-1], said[::-1])


@pytest.mark.parametrize("size", [2, 60])
def test_many_alike_facts_are_weighed_exactly(size: int) -> None:
    # All are right for each other by key; only the scope tells them apart, so every one must find its own.
    gold = [_said("revenue", 5, scope=f"unit{number}") for number in range(size)]
    found = _paired(gold, gold)
    assert all(each.gold.slots == each.predicted.slots for each in found.pairs)


class TestCeafRee:
    """The toy cases of CEAF-REE (Du, Rush and Cardie 2021): a prediction is right if its mentions are all one entity's.

    Role fillers are members here, and an entity's mentions are its aliases. Each gold entity is aligned once, so a
    second mention of the same entity counts against precision.
    """

    entities = Entities({"telephone company building": ["Pilmai telephone company building", "building"]})

    def _counts(self, gold: Sequence[str], said: Sequence[str]) -> tuple[int, int, int]:
        found = _paired([membership(name) for name in gold], [membership(name) for name in said], self.entities)
        return sum(each.right for each in found.pairs), len(gold), len(said)

    def test_another_mention_of_the_entity_is_right(self) -> None:
        # one of one aligned: P = R = 1
        assert self._counts(["telephone company building"], ["Pilmai telephone company building"]) == (1, 1, 1)

    def test_two_mentions_of_one_entity_are_aligned_once(self) -> None:
        # one aligned: P = 1/2, R = 1/1
        assert self._counts(["telephone company building"], ["building", "Pilmai telephone company building"]) == (
            1,
            1,
            2,
        )

    def test_two_entities_one_of_them_mentioned_twice(self) -> None:
        # two aligned of two gold and three predicted: P = 2/3, R = 1
        said = ["building", "water pipes", "telephone company building"]
        assert self._counts(["telephone company building", "water pipes"], said) == (2, 2, 3)

    def test_an_entity_that_is_none_of_gold_s(self) -> None:
        # one aligned of two and two: P = R = 1/2
        said = ["building", "Shining Path"]
        assert self._counts(["telephone company building", "water pipes"], said) == (1, 2, 2)
