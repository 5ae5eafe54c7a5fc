"""A domain: its fact kinds, how code proposes facts of them, and where its prompts are."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractor.errors import SchemaError
from extractor.facts import Fact, Span
from extractor.marks import Marks
from extractor.proposals import Proposal

Proposer = Callable[[Marks], Iterable[Proposal]]
"""Finds facts of one kind in a passage, with some slots perhaps open."""

Again = Callable[[Marks, Sequence[Span]], Iterable[Proposal]]
"""What to ask, once, about what is countable in a passage and stands in no fact after the first questions."""

Guard = Callable[[Any, Marks], str | None]
"""Says why a grounded fact of one kind cannot be; None if it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """What to look for. `package` is the import package whose folder `prompts` holds the templates and examples.

    A kind with a proposer is filled by choosing among marks; one without is copied by the model and then grounded.
    Raises `SchemaError` when two kinds share a name.
    """

    package: str
    kinds: tuple[type[Fact], ...]
    proposers: Mapping[type[Fact], Proposer] = field(default_factory=dict)
    guards: Mapping[type[Fact], Guard] = field(default_factory=dict)
    again: Again | None = None

    def __post_init__(self) -> None:
        names = [kind.kind for kind in self.kinds]
        if len(set(names)) != len(names):
            raise SchemaError(f"domain {self.package}: two fact kinds share a name: {', '.join(sorted(names))}")

    def kind(self, name: str) -> type[Fact]:
        """The kind called `name`; raises `SchemaError` if there is none."""
        for kind in self.kinds:
            if kind.kind == name:
                return kind
        raise SchemaError(
            f"domain {self.package} has no fact kind {name!r}; it has {', '.join(k.kind for k in self.kinds)}"
        )


def load_domain(package: str) -> Domain:
    """The domain that an import package holds as `DOMAIN`; raises `SchemaError` if it holds none."""
    try:
        found = importlib.import_module(package).DOMAIN
    except (ImportError, AttributeError) as error:
        raise SchemaError(f"{package!r} is no domain: a package with a `DOMAIN` is wanted ({error})") from error
    if not isinstance(found, Domain):
        raise SchemaError(f"{package}.DOMAIN is a {type(found).__name__}; an extractor.Domain is wanted")
    return found
