import datetime as dt
import types
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from pydantic import ValidationError

from extractor import Country, Domain, Fact, Name, Quantity, Span, Text, When
from extractor.domain import load_domain
from extractor.errors import SchemaError
from extractor.facts import Compared
from extractor.modality import Modality
from extractor.slots import slots_of


class Height(Fact, key=("who", "value")):
    """How tall someone is."""

    who: Name
    value: Quantity


def test_a_key_that_names_no_slot_is_refused_when_the_class_is_made() -> None:
    with pytest.raises(SchemaError, match=r"Depth: key \('what',\) must name slots of the class; it has who"):

        class Depth(Fact, key=("what",)):
            """Broken."""

            who: Name


@pytest.mark.parametrize(
    "same", [("one", "one"), ("one", "what"), ("one", "size"), ("one", "beside")], ids=["one", "none", "type", "no key"]
)
def test_same_names_two_slots_of_the_key_that_have_one_type(same: tuple[str, str]) -> None:
    with pytest.raises(SchemaError, match=r"Twin: same .* must name two slots of the key"):

        class Twin(Fact, key=("one", "other", "size"), same=same):
            """Two names of one thing."""

            one: Name
            other: Name
            size: Quantity
            beside: Name


def test_a_kind_says_which_slots_may_change_places() -> None:
    class Twin(Fact, key=("one", "other"), same=("one", "other")):
        """Two names of one thing."""

        one: Annotated[Name, Compared("folded")]
        other: Name

    assert Twin.same == ("one", "other")
    assert Height.same is None


@pytest.mark.parametrize("at_least", [0, -0.5, 1.1])
def test_a_share_of_nothing_or_more_than_all_is_no_comparison(at_least: float) -> None:
    with pytest.raises(SchemaError, match="slots are compared by names, printed names"):
        Compared("words", at_least=at_least)


def test_an_unknown_comparison_is_refused() -> None:
    with pytest.raises(SchemaError, match="slots are compared by names"):
        Compared("by heart")  # type: ignore[arg-type]  # that is what is refused


def test_a_kind_says_what_the_clause_that_states_it_cannot_be() -> None:
    class Depth(Fact, key=("who",), refuses=("past", Modality.NEGATED)):
        """How deep something is."""

        who: Name

    assert Depth.refuses == {Modality.PAST, Modality.NEGATED}
    assert Height.refuses == {Modality.NEGATED, Modality.DENIED, Modality.HYPOTHETICAL}


@pytest.mark.parametrize("refuses", [("doubted",), "past"])
def test_what_is_no_modality_cannot_be_refused(refuses: tuple[str, ...]) -> None:
    with pytest.raises(SchemaError, match="must name modalities: negated, denied, past"):

        class Depth(Fact, key=("who",), refuses=refuses):
            """Broken."""

            who: Name


def made(**slots: Any) -> type[Fact]:
    """A kind of these slots, the first of them its key."""
    body = {"__annotations__": slots, "__module__": __name__}
    return types.new_class("Depth", (Fact,), {"key": (next(iter(slots)),)}, lambda space: space.update(body))


@pytest.mark.parametrize("name", ["kind", "key", "evidence", "confidence", "slots", "one_thing", "same", "refuses"])
def test_no_slot_is_called_what_every_fact_has(name: str) -> None:
    with pytest.raises(SchemaError, match=f"Depth, slot {name}: .* rename the slot"):
        made(who=Name, **{name: Name})


def test_a_slot_may_be_called_almost_that() -> None:
    assert made(kinds=Name, evidence_of=Name, slot=Name).slots() == ("kinds", "evidence_of", "slot")


@pytest.mark.parametrize(
    "several",
    [tuple[Quantity, ...], tuple[When, ...] | None, tuple[Literal["a", "b"], ...], tuple[Name, Name], list[Name]],
)
def test_a_slot_holds_several_of_what_can_be_asked_for_so_or_the_class_is_refused(several: Any) -> None:
    with pytest.raises(SchemaError, match=r"Depth, slot sizes: .* list of names, texts or countries"):
        made(sizes=several)


@pytest.mark.parametrize("several", [tuple[Name, ...], tuple[Text, ...] | None, tuple[Country, ...]])
def test_names_texts_and_countries_may_be_several(several: Any) -> None:
    assert [slot.many for slot in slots_of(made(sizes=several))] == [True]


def test_a_kind_is_named_after_its_class_and_says_so_in_json() -> None:
    height = Height(who="Ada", value=Quantity(text="1.7 m", amount=Decimal("1.7"), unit="metres"))
    assert height.model_dump(mode="json")["kind"] == "height"
    assert Height.slots() == ("who", "value")


def test_a_confidence_is_no_slot_and_stands_in_json_only_if_there_is_one() -> None:
    height = Height(who="Ada", value=Quantity(text="1.7 m", amount=Decimal("1.7"), unit="metres"))
    assert "confidence" not in height.model_dump(mode="json")
    assert height.model_copy(update={"confidence": 0.0}).model_dump(mode="json")["confidence"] == 0.0
    assert "confidence" not in Height.slots()
    with pytest.raises(ValidationError, match="less than or equal to 1"):
        Height(who="Ada", value=height.value, confidence=1.1)


@pytest.mark.parametrize(
    ("amount", "plain"),
    [
        ("8475000", 8475000),
        ("22.2", 22.2),
        ("1.245E+9", 1245000000),
        ("0.50", 0.5),
        ("12345678901234567.5", 12345678901234568),
    ],
)
def test_amounts_are_plain_numbers_in_json(amount: str, plain: float) -> None:
    quantity = Quantity(text="x", amount=Decimal(amount), unit="percent")
    assert quantity.model_dump(mode="json")["amount"] == plain


def test_a_period_must_not_end_before_it_starts() -> None:
    with pytest.raises(ValidationError, match="must not end"):
        When(text="x", start=dt.date(2004, 2, 1), end=dt.date(2004, 1, 1))


def test_a_span_covers_itself_and_what_lies_within() -> None:
    assert Span(2, 5).covers(Span(2, 5))
    assert not Span(2, 5).covers(Span(4, 6))
    assert Span(2, 5).overlaps(Span(4, 6))
    assert not Span(2, 5).overlaps(Span(5, 6))


def test_a_domain_refuses_two_kinds_of_one_name() -> None:
    with pytest.raises(SchemaError, match="share a name"):
        Domain(package="x", kinds=(Height, Height))


@pytest.mark.parametrize("package", ["there_is_no_such_package", "json"])
def test_a_package_without_a_domain_is_refused(package: str) -> None:
    with pytest.raises(SchemaError, match="is no domain"):
        load_domain(package)


@pytest.mark.parametrize("amount", ["1e-999999999", "0e-999999999", "0e999999999", "1e300", "-1e300", "1e-101", "NaN"])
def test_an_amount_that_cannot_be_written_out_in_a_line_or_two_is_none(amount: str) -> None:
    with pytest.raises(ValidationError, match="amount"):
        Quantity(text="many", amount=Decimal(amount), unit="customers")


@pytest.mark.parametrize("amount", ["0", "0.00", "1e299", "9" * 300, "1e-100", "33.33333333333333333333333333"])
def test_any_amount_that_a_filing_could_print_is_one(amount: str) -> None:
    assert Quantity(text="many", amount=Decimal(amount), unit="customers").amount == Decimal(amount)
