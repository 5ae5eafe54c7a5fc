"""What of a labelled document a reader is shown."""

from __future__ import annotations

from alliances import DOMAIN
from extractor.facts import Fact, Name, Quantity, Text
from extractor.filing import Filing
from extractor.reader.base import Base
from extractor.training.examples import Document, document, outline
from extractor.training.labels import label
from tests.training.told import FARM, FARM_FACTS, KINDS, documents, outlines


def farm(base: Base) -> Document:
    return document(documents()[0], outlines(), base)


def said(found: Document, part: int, span: tuple[int, int]) -> str:
    numbers = found.parts[part].words
    start, end = found.text.span(int(numbers[span[0]]), int(numbers[span[1]]))
    return found.text.text[start:end]


def test_each_kind_is_anchored_where_its_figure_stands_or_the_last_name_that_it_must_have() -> None:
    found = {kind.kind: outline(kind) for kind in DOMAIN.kinds}
    assert {name: form.anchor for name, form in found.items() if form} == {
        "membership": "member",
        "metric": "value",
        "ownership": "owned",
        "identity": "name",
        "technology": "technology",
        "person": "name",
        "statement": "text",
        "offering": "name",
        "agreement": "parties",
    }


def test_a_slot_is_pointed_at_or_chosen_and_an_anchor_of_several_values_points_at_the_others() -> None:
    found = {kind.kind: outline(kind) for kind in DOMAIN.kinds}
    metric, agreement = found["metric"], found["agreement"]
    assert metric is not None
    assert agreement is not None
    assert metric.pointed == ("subject", "as_of", "scope")
    assert set(metric.chosen) == {"measure"}
    assert agreement.pointed == ("parties", "date")


def test_a_kind_without_a_key_that_must_be_stated_anchors_nowhere() -> None:
    class Rumour(Fact, key=("about",)):
        "Something that is said."

        about: Name | None = None

    class Weight(Fact, key=("animal", "weight", "note")):
        "How heavy it is."

        animal: Name
        weight: Quantity
        note: Text

    assert outline(Rumour) is None
    found = outline(Weight)
    assert found is not None
    assert found.anchor == "weight"


def test_every_fact_is_shown_at_its_anchor_with_the_words_of_its_slots(base: Base) -> None:
    found = farm(base)
    [part] = found.parts
    shown = {said(found, 0, target.anchor): target for target in part.targets}
    assert set(shown) == {"9 eggs", "12 dens", "bring more corn"}
    [owners] = shown["12 dens"].slots["owner"] or ()
    assert {said(found, 0, span) for span in owners} == {"Fox"}
    assert len(owners) == 2  # every place that names it will do
    assert shown["12 dens"].choices == {"mood": 1}
    assert shown["bring more corn"].slots["at"] == ()
    assert part.kinds == (0, 1)


def test_another_place_that_prints_an_anchor_is_spared(base: Base) -> None:

    again = label(Filing.read(FARM + " Nobody counted 12 dens."), FARM_FACTS, KINDS)
    found = document(again, outlines(), base)
    [part] = found.parts
    [(kind, first, last)] = part.spared
    assert (kind, said(found, 0, (first, last))) == (0, "12 dens")
