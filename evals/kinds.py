"""The fact kinds that are scored, as the package `alliances` defines them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alliances import KINDS
from extractor.facts import Fact

BY_NAME: Mapping[str, type[Fact]] = {kind.kind: kind for kind in KINDS}
"""Each kind's class by its name, in the order in which reports list them."""

ORDER: Mapping[str, int] = {name: place for place, name in enumerate(BY_NAME)}


def is_empty(value: Any) -> bool:
    """Whether a slot states nothing: null, or an empty list."""
    return value is None or value in ((), [])
