"""Structured facts from filings, each grounded in the filing's own words.

::

    from extractor import Extractor

    result = Extractor().extract("examples/mmo2-6k-2004-11-11.txt")
    for fact in result.facts:
        print(fact.kind, fact.evidence[0].quote)
"""

from __future__ import annotations

from extractor._version import __version__
from extractor.domain import Domain
from extractor.errors import ExtractorError
from extractor.extractor import Extractor
from extractor.facts import Country, Evidence, Fact, Name, Quantity, Span, Text, When
from extractor.filing import Filing
from extractor.model import Model, Profile, Reply, Request, ScriptedModel
from extractor.replies import Replies
from extractor.result import Result
from extractor.tasks import Example

__all__ = [
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
