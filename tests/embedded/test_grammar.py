from __future__ import annotations

from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from extractor.embedded.grammar import compact_grammar


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Item(Closed):
    mark: Literal[1, 2, 3]
    who: Literal["O2 (Germany)", 'the "Group"', "back\\slash", "Señal"]
    scope: str | None = None


class Items(Closed):
    items: list[Item] = Field(max_length=4)


def rules(schema: dict[str, Any]) -> dict[str, str]:
    grammar = compact_grammar(schema)
    assert grammar is not None
    return dict(line.split(" ::= ", 1) for line in grammar.splitlines())


def test_what_pydantic_writes_for_closed_models_is_covered() -> None:
    found = rules(Items.model_json_schema())
    assert found["root"].startswith("r")
    assert '"," d1){0,3}' in "".join(found.values())


def test_choices_are_written_as_json_within_the_grammars_quotes() -> None:
    said = rules({"enum": ['a "b"', "c\\d", "Señal", 7, None]})["root"]
    assert said == r'("\"a \\\"b\\\"\"" | "\"c\\\\d\"" | "\"Señal\"" | "7" | "null")'


def test_a_small_range_of_whole_numbers_is_a_choice() -> None:
    assert rules({"type": "integer", "minimum": -1, "maximum": 1})["root"] == '("-1" | "0" | "1")'


def test_a_schema_may_refer_to_itself() -> None:
    class Tree(Closed):
        children: list[Tree]

    assert rules(Tree.model_json_schema())["root"] == "d1"


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"type": "object"},
        {"type": "object", "properties": {}, "additionalProperties": {"type": "string"}},
        {"type": "object", "properties": {}, "required": ["missing"]},
        {"type": "string", "pattern": "^a$"},
        {"type": "string", "format": "date"},
        {"type": "integer", "minimum": 0},
        {"type": "integer", "minimum": 0, "maximum": 10**9},
        {"type": "number", "multipleOf": 2},
        {"type": "array"},
        {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        {"$ref": "#/$defs/Missing"},
        {"$ref": "https://example.com/schema"},
        {"allOf": [{"type": "string"}]},
        {"not": {"type": "string"}},
    ],
)
def test_what_the_grammar_cannot_say_has_none(schema: dict[str, Any]) -> None:
    assert compact_grammar(schema) is None
