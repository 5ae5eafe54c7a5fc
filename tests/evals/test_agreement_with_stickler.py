"""Where the two definitions coincide, the scorer agrees with stickler-eval: flat objects, compared exactly."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stickler import ComparableField, ExactComparator, StructuredModel

from evals.tally import Tally
from extractor.comparison import Outcome
from tests.evals.toys import JSON, scored


class _Holding(StructuredModel):  # type: ignore[misc]  # stickler ships no types
    match_threshold = 1.0

    owner: str = ComparableField(comparator=ExactComparator(), threshold=1.0)
    owned: str = ComparableField(comparator=ExactComparator(), threshold=1.0)


class _Holdings(StructuredModel):  # type: ignore[misc]  # stickler ships no types
    facts: list[_Holding] = ComparableField()


class _Contact(StructuredModel):  # type: ignore[misc]  # stickler ships no types
    name: str = ComparableField(comparator=ExactComparator(), threshold=1.0)
    role: str | None = ComparableField(comparator=ExactComparator(), threshold=1.0, default=None)
    organization: str | None = ComparableField(comparator=ExactComparator(), threshold=1.0, default=None)
    phone: str | None = ComparableField(comparator=ExactComparator(), threshold=1.0, default=None)


_holdings = st.lists(st.one_of(st.none(), st.sampled_from(["as it is", "changed", "made up"])), min_size=1, max_size=6)


@settings(derandomize=True, max_examples=25, deadline=None)
@given(_holdings)
def test_lists_of_flat_objects_get_the_same_precision_recall_and_f1(changes: list[str | None]) -> None:
    # Every owner is another, so no object is half like two others: stickler takes the pairs that are most alike, and
    # may give up a right pair for two half right ones; we never do.
    gold = [(f"Owner{number}", f"Owned{number}") for number in range(len(changes))]
    said = [
        (f"{'Other' if change == 'made up' else 'Owner'}{number}", f"Owned{number}x" if change != "as it is" else owned)
        for number, (change, (_, owned)) in enumerate(zip(changes, gold, strict=True))
        if change
    ]
    ours = scored([_owns(*pair) for pair in gold], [_owns(*pair) for pair in said]).micro
    theirs = _compared(_listed(gold), _listed(said))["fields"]["facts"]["overall"]
    # stickler pairs every object that is left over, we only those that are near; so FD differs, and with it FN and FA,
    # but not their sums, and so no share
    assert ours.tp == theirs["tp"]
    assert ours.fd + ours.fn == theirs["fd"] + theirs["fn"]
    assert ours.fd + ours.fa == theirs["fd"] + theirs["fa"]
    if said:
        assert float(ours.precision) == pytest.approx(theirs["derived"]["cm_precision"])
        assert float(ours.recall) == pytest.approx(theirs["derived"]["cm_recall"])
        assert float(ours.f1) == pytest.approx(theirs["derived"]["cm_f1"])


def _listed(holdings: list[tuple[str, str]]) -> _Holdings:
    return _Holdings(facts=[_Holding(owner=owner, owned=owned) for owner, owned in holdings])


_contacts = st.fixed_dictionaries(
    {},
    optional={
        "role": st.sampled_from(["chief executive", "press officer"]),
        "organization": st.sampled_from(["Alba", "Brevo"]),
        "phone": st.sampled_from(["555 0100", "555 0199"]),
    },
)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(_contacts, _contacts)
def test_the_slots_of_one_object_are_counted_alike(gold: JSON, said: JSON) -> None:
    found = scored([_person(gold)], [_person(said)])
    ours = {slot: outcome for line in found.lines for slot, outcome in line.slots.items()}
    theirs = _compared(_Contact(name="Ines Prado", **gold), _Contact(name="Ines Prado", **said))["fields"]
    for slot in ("name", "role", "organization", "phone"):
        assert _AS_COUNTED[ours[slot]] == _counts(theirs[slot])


_AS_COUNTED = {
    Outcome.RIGHT: Tally(tp=1),
    Outcome.WRONG: Tally(fd=1),
    Outcome.MISSING: Tally(fn=1),
    Outcome.SPURIOUS: Tally(fa=1),
    Outcome.ABSENT: Tally(),
}


def test_a_list_with_near_misses_gets_the_same_false_discoveries() -> None:
    # all quoted in one sentence, so that what is left over is near for us as it is for stickler
    gold, said = [("Alba", "Delta"), ("Brevo", "Eridan")], [("Alba", "Delta"), ("Brevo", "Fenix")]
    ours = scored([_owns(*pair) for pair in gold], [_owns(*pair) for pair in said]).micro
    theirs = _compared(_listed(gold), _listed(said))["fields"]["facts"]["overall"]
    assert ours == Tally(tp=1, fd=1) == _counts({"overall": theirs})


def _owns(owner: str, owned: str) -> JSON:
    return {"kind": "ownership", "owner": owner, "owned": owned, "quote": "one sentence that states them all"}


def _person(slots: JSON) -> JSON:
    return {"kind": "person", "name": "Ines Prado", "quote": "one sentence that states them all", **slots}


def _compared(gold: StructuredModel, said: StructuredModel) -> Any:
    return gold.compare_with(said, include_confusion_matrix=True, recall_with_fd=True)["confusion_matrix"]


def _counts(field: Any) -> Tally:
    counts = field["overall"]
    return Tally(counts["tp"], counts["fd"], counts["fn"], counts["fa"])
