"""The annotations of one filing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from extractor.filing import Filing
from extractor.grounding import Finder


@dataclass(frozen=True)
class Annotations:
    """A filing and what code finds in it, each worked out when it is first asked for."""

    filing: Filing

    @property
    def text(self) -> str:
        """The filing's whole text, which every span refers to."""
        return self.filing.text

    @cached_property
    def finder(self) -> Finder:
        """Finds words in the filing."""
        return Finder(self.filing.text)
