"""Structured facts from filings, each grounded in the filing's own words.

::

    from extractor import Extractor

    result = Extractor().extract("examples/mmo2-6k-2004-11-11.txt")
    for fact in result.facts:
        print(fact.kind, fact.evidence[0].quote)

What is named here is loaded when it is first used: the command's own start should not wait for it, nor be interrupted
amid it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from extractor._version import __version__

if TYPE_CHECKING:
    from extractor.domain import Domain
    from extractor.errors import ExtractorError
    from extractor.extractor import Extractor
    from extractor.facts import Compared, Country, Evidence, Fact, Name, Quantity, Span, Text, When
    from extractor.filing import Filing
    from extractor.model import Model, Profile, Reply, Request, ScriptedModel
    from extractor.replies import Replies
    from extractor.result import Result
    from extractor.tasks import Example

__all__ = [
    "Compared",
    "Country",
    "Domain",
    "Evidence",
    "Example",
    "Extractor",
    "ExtractorError",
    "Fact",
    "Filing",
    "Model",
    "Name",
    "Profile",
    "Quantity",
    "Replies",
    "Reply",
    "Request",
    "Result",
    "ScriptedModel",
    "Span",
    "Text",
    "When",
    "__version__",
]

_AT = {
    "domain": ("Domain",),
    "errors": ("ExtractorError",),
    "extractor": ("Extractor",),
    "facts": ("Compared", "Country", "Evidence", "Fact", "Name", "Quantity", "Span", "Text", "When"),
    "filing": ("Filing",),
    "model": ("Model", "Profile", "Reply", "Request", "ScriptedModel"),
    "replies": ("Replies",),
    "result": ("Result",),
    "tasks": ("Example",),
}
_MODULES = {name: module for module, names in _AT.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
