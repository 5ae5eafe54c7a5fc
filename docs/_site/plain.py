"""How docstrings and classes are read for the reference."""

from __future__ import annotations

import re
from typing import Any

import griffe


class Plain(griffe.Extension):
    """Docstrings that set code apart with two colons, and classes whose fields are what they are made with."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Take the two colons before a block out, and leave one where words stand before them."""
        if obj.docstring:
            alone = re.sub(r"^::\n", "", obj.docstring.value, flags=re.MULTILINE)
            obj.docstring.value = re.sub(r"::\n\n", ":\n\n", alone)

    def on_class(self, *, cls: griffe.Class, **_: Any) -> None:
        """Show a pydantic model's or a named tuple's fields as a dataclass's are shown, which griffe sees to itself."""
        if not cls.bases or cls.decorators or "__init__" in cls.members:
            return
        fields = [
            griffe.Parameter(
                field.name,
                annotation=_bare(field.annotation),
                kind=griffe.ParameterKind.keyword_only,
                default=field.value,
            )
            for field in cls.attributes.values()
            if field.annotation is not None and "instance-attribute" in field.labels and field.name[0] != "_"
        ]
        if fields:
            cls.set_member("__init__", griffe.Function("__init__", parameters=griffe.Parameters(*fields)))


def _bare(annotation: Any) -> Any:
    """The type alone, where it is annotated with what pydantic does with it."""
    inner = getattr(annotation, "slice", None)
    if getattr(annotation, "canonical_name", "") == "Annotated" and hasattr(inner, "elements"):
        return inner.elements[0]
    return annotation
