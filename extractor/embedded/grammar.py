"""JSON schemas as grammars for compact JSON.

The engine's own JSON-schema constraint lets the model lay its answer out over lines, and a small model does: more
than a third of the tokens are white space. The grammar here allows none. It covers the part of JSON Schema that
pydantic writes for closed models; for anything else there is none, and the engine's own constraint serves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

_BASICS = r"""
string ::= "\"" char* "\""
char ::= [^"\\\x00-\x1f\x7f] | "\\" (["\\/bfnrt] | "u" [0-9a-fA-F] [0-9a-fA-F] [0-9a-fA-F] [0-9a-fA-F])
integer ::= "-"? ("0" | [1-9] [0-9]*)
number ::= integer ("." [0-9]+)? ([eE] [-+]? [0-9]+)?
boolean ::= "true" | "false"
null ::= "null"
"""

_NOTES = frozenset({"title", "description", "default", "examples", "$defs", "$schema", "$comment", "deprecated"})
_MOST_INTEGERS = 256


class _Unsupported(Exception):
    """The schema says something this grammar cannot."""


def compact_grammar(schema: Mapping[str, Any]) -> str | None:
    """An EBNF grammar (xgrammar's dialect) of the compact JSON that `schema` allows; None where it says too much.

    An object's members come in the order of its properties.
    """
    writer = _Writer(schema)
    try:
        root = writer.value(schema)
    except _Unsupported:
        return None
    return "\n".join([f"root ::= {root}", *writer.rules, _BASICS.strip(), ""])


def _literal(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _either(options: Iterable[str]) -> str:
    return "(" + " | ".join(dict.fromkeys(options)) + ")"


class _Writer:
    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.rules: list[str] = []
        self._defs: Mapping[str, Any] = schema.get("$defs", {})
        self._names: dict[str, str] = {}
        self._count = 0

    def value(self, schema: Any) -> str:
        """The expression for one value."""
        if not isinstance(schema, Mapping):
            raise _Unsupported
        said = {key: value for key, value in schema.items() if key not in _NOTES}
        if "$ref" in said:
            self._only(said, "$ref")
            return self._reference(said["$ref"])
        if "const" in said:
            self._only(said, "const", "type")
            return self._constants([said["const"]])
        if "enum" in said:
            self._only(said, "enum", "type")
            return self._constants(said["enum"])
        for union in ("anyOf", "oneOf"):
            if union in said:
                self._only(said, union, "discriminator")
                return _either([self.value(option) for option in said[union]])
        kind = said.get("type")
        if isinstance(kind, list):
            return _either([self.value({**said, "type": one}) for one in kind])
        return self._typed(kind, said)

    def _typed(self, kind: object, said: Mapping[str, Any]) -> str:
        match kind:
            case "object":
                return self._object(said)
            case "array":
                return self._array(said)
            case "string":
                return self._string(said)
            case "integer":
                return self._integer(said)
            case "number" | "boolean" | "null":
                self._only(said, "type")
                return str(kind)
            case _:
                raise _Unsupported

    @staticmethod
    def _only(said: Mapping[str, Any], *keys: str) -> None:
        if said.keys() - set(keys):
            raise _Unsupported

    def _rule(self, body: str, name: str | None = None) -> str:
        if name is None:
            self._count += 1
            name = f"r{self._count}"
        self.rules.append(f"{name} ::= {body}")
        return name

    def _reference(self, reference: str) -> str:
        target = reference.removeprefix("#/$defs/")
        if target not in self._defs:
            raise _Unsupported
        if target not in self._names:
            self._names[target] = name = f"d{len(self._names) + 1}"
            self._rule(self.value(self._defs[target]), name)
        return self._names[target]

    @staticmethod
    def _constants(values: Iterable[Any]) -> str:
        return _either(_literal(json.dumps(value, ensure_ascii=False, separators=(",", ":"))) for value in values)

    def _string(self, said: Mapping[str, Any]) -> str:
        self._only(said, "type", "minLength", "maxLength")
        least, most = said.get("minLength", 0), said.get("maxLength", "")
        if not least and most == "":
            return "string"
        return self._rule(f'"\\"" char{{{least},{most}}} "\\""')

    def _integer(self, said: Mapping[str, Any]) -> str:
        self._only(said, "type", "minimum", "maximum")
        if "minimum" not in said and "maximum" not in said:
            return "integer"
        least, most = said.get("minimum"), said.get("maximum")
        if not isinstance(least, int) or not isinstance(most, int) or most - least >= _MOST_INTEGERS:
            raise _Unsupported
        return self._constants(range(least, most + 1))

    def _array(self, said: Mapping[str, Any]) -> str:
        if "prefixItems" in said:
            self._only(said, "type", "prefixItems", "minItems", "maxItems")
            parts = [self.value(item) for item in said["prefixItems"]]
            if not parts or not said.get("minItems", 0) == said.get("maxItems", 0) == len(parts):
                raise _Unsupported
            return self._rule(' "[" ' + ' "," '.join(parts) + ' "]"')
        self._only(said, "type", "items", "minItems", "maxItems")
        item = self.value(said.get("items"))
        least, most = said.get("minItems", 0), said.get("maxItems")
        if most == 0:
            return '"[]"'
        more = f"{{{max(least - 1, 0)},{'' if most is None else most - 1}}}"
        some = f'{item} ("," {item}){more}'
        return self._rule(f'"[" {some} "]"' if least else f'"[" ({some})? "]"')

    def _object(self, said: Mapping[str, Any]) -> str:
        self._only(said, "type", "properties", "required", "additionalProperties")
        properties: Mapping[str, Any] = said.get("properties", {})
        required = set(said.get("required", ()))
        # Where the schema does not close an object, other members would do too: leaving them out keeps to it.
        closed = said.get("additionalProperties", False) is False
        if not closed or "properties" not in said or required - properties.keys():
            raise _Unsupported
        members = [
            (_literal(json.dumps(name, ensure_ascii=False) + ":") + " " + self.value(value), name in required)
            for name, value in properties.items()
        ]
        return self._rule(f'"{{" {self._members(members)} "}}"')

    def _members(self, members: list[tuple[str, bool]]) -> str:
        """The members from the last back: what may follow each, first of its object or after another."""
        first = following = '""'
        for member, required in reversed(members):
            starts, follows = f"{member} {following}", f'"," {member} {following}'
            first_now = starts if required else f"({starts} | {first})"
            follow_now = follows if required else f"({follows} | {following})"
            first, following = self._rule(first_now), self._rule(follow_now)
        return first
