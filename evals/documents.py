"""The annotated documents themselves, read as an extraction reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from evals.gold import Gold
from extractor.errors import FilingError
from extractor.filing import Filing


def find(gold: Gold, folders: Sequence[Path] = ()) -> Path | None:
    """The document's file: beside its gold file, or in one of `folders`; none where it is in neither."""
    candidates = [folder / gold.document for folder in (gold.path.parent, *folders)]
    return next((path for path in candidates if path.is_file()), None)


def text_of(path: Path) -> str | None:
    """The text of a document, or none where it cannot be read."""
    try:
        return Filing.read(path).text
    except FilingError:
        return None


def texts(golds: Iterable[Gold], folders: Sequence[Path] = ()) -> dict[str, str]:
    """The text of each document that is at hand."""
    found: dict[str, str] = {}
    for gold in golds:
        path = find(gold, folders)
        text = text_of(path) if path else None
        if text is not None:
            found[gold.document] = text
    return found
