from pathlib import Path

import pytest

from alliances import DOMAIN
from extractor import Domain, Example, Quantity, When
from extractor.errors import SchemaError
from extractor.slots import slots_of
from extractor.tasks import Templates
from tests.pipeline.toy import Holding, Saying

EXAMPLE_FILING = Path(__file__).parents[2] / "examples" / "mmo2-6k-2004-11-11.txt"


def worked(text: str, *facts: Holding | Saying) -> None:
    _ = Domain(kinds=(Holding, Saying), examples=(Example(text=text, facts=facts),)).worked


def eggs(amount: float = 9, text: str = "nine eggs", owner: str = "Hen") -> Holding:
    return Holding(owner=owner, count=Quantity(text=text, amount=amount, unit="eggs"))


def test_an_example_whose_words_stand_in_its_text_holds() -> None:
    worked("Hen has nine eggs.", eggs())


def test_an_example_may_say_what_its_words_alone_do_not() -> None:
    worked("In thousands of eggs:\nHen | 9", eggs(9000, "9"))


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        (eggs(text="ten eggs"), "count: 'ten eggs' is not in the filing"),
        (eggs(owner="Hens"), "owner: 'Hens' is not in the filing"),
        (eggs(amount=8), "count is given as .* but its words come to"),
        (
            Saying(who="Hen", words="nine eggs", at=When(text="in 2003", start="2003-01-01", end="2003-12-31")),
            "at: 'in 2003' is not in",
        ),
    ],
)
def test_an_example_that_does_not_hold_is_named_with_its_slot(fact: Holding | Saying, says: str) -> None:
    with pytest.raises(SchemaError, match=says):
        worked("Hen has nine eggs.", fact)


def test_an_example_of_a_kind_that_is_not_asked_for_is_an_error() -> None:
    with pytest.raises(SchemaError, match="this kind is none of saying"):
        _ = Domain(kinds=(Saying,), examples=(Example(text="Hen has nine eggs.", facts=(eggs(),)),)).worked


def test_a_misspelt_name_in_a_template_is_an_error_and_no_blank(tmp_path: Path) -> None:
    (tmp_path / "extract.user.j2").write_text("{{ txet }}")
    with pytest.raises(SchemaError, match=r"extract\.user\.j2: 'txet' is undefined"):
        Templates(tmp_path).render("extract.user.j2", {"text": "x"})


def test_a_domains_own_template_stands_in_for_the_engines(tmp_path: Path) -> None:
    (tmp_path / "extract.user.j2").write_text("Read this: {{ text }}")
    assert Templates(tmp_path).render("extract.user.j2", {"text": "x"}) == "Read this: x"


def test_every_kind_and_slot_of_alliances_says_what_it_means() -> None:
    for kind in DOMAIN.kinds:
        assert kind.__doc__
        assert all(slot.description for slot in slots_of(kind)), kind.kind


def test_the_worked_examples_of_alliances_hold_and_show_every_kind() -> None:
    shown = {fact.kind for example in DOMAIN.worked for fact in example.facts}
    assert shown == set(DOMAIN.kinds)


def test_the_worked_examples_name_nobody_of_the_example_filing() -> None:
    filing = EXAMPLE_FILING.read_text(encoding="utf-8")
    for example in DOMAIN.worked:
        for fact in example.facts:
            names = [fact.slots[s.name] for s in slots_of(fact.kind) if s.form == "name" and not s.many]
            assert not [name for name in names if name and name in filing]
