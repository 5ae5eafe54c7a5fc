"""A folder of fetched filings: a folder for each, with what EDGAR says of it, and one manifest over all."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from extractor._files import whole
from extractor.edgar._filed import Document, Filed, Listed
from extractor.edgar.edgar import Edgar
from extractor.errors import EdgarError, OutputError

_LISTING = "filing.json"


@dataclass(frozen=True)
class Taken:
    """One filing in the folder, and those of its documents that were asked for: just fetched, or there before."""

    filing: Listed
    fetched: tuple[Path, ...]
    kept: tuple[Path, ...]


class Folder:
    """Filings under `path`, as ACCESSION/DOCUMENT, with ACCESSION/filing.json beside the documents.

    Every file is written whole or not at all, so one that is there is not fetched again; nor is EDGAR asked again
    about a filing whose documents are known. Writing raises `OutputError`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def manifest(self) -> Path:
        """Where `write_manifest` writes."""
        return self.path / "manifest.jsonl"

    def take(self, edgar: Edgar, filing: str | Filed, documents: Sequence[str]) -> Taken:
        """See to it that the documents of those types (`Document.is_of`) of a filing, or accession number, are here.

        Raises `EdgarError` where EDGAR has no such filing or document, or cannot be asked.
        """
        number = filing if isinstance(filing, str) else filing.accession
        listed = self._listed(number)
        if listed is None:
            listed = edgar.listed(edgar.filing(filing) if isinstance(filing, str) else filing)
            self._write(self.path / number / _LISTING, listed.model_dump_json(indent=1).encode() + b"\n")
        wanted = [document for document in listed.documents if document.is_of(documents)]
        if not wanted:
            types = ", ".join(sorted({document.type or "?" for document in listed.documents}))
            raise EdgarError(
                f"{number}: has no document of {', '.join(documents)} that can be read as text; it has {types}"
            )
        fetched, kept = [], []
        for document in wanted:
            place = self._place(listed, document)
            if place.exists():
                kept.append(place)
            else:
                self._write(place, edgar.read(document))
                fetched.append(place)
        return Taken(listed, tuple(fetched), tuple(kept))

    def write_manifest(self) -> int:
        """Write one JSON line for each document that is here, from this fetch and those before; how many.

        Each has `path` (from the folder), `date` (of filing), `accession`, `form`, `company`, `cik`
        and `type`.
        """
        lines = []
        for listing in sorted(self.path.glob(f"*/{_LISTING}")):
            listed = self._listed(listing.parent.name)
            if listed is None:
                continue
            said = listed.model_dump(mode="json", exclude={"documents"})
            date = said.pop("filed")
            for document in listed.documents:
                place = self._place(listed, document)
                if place.exists():
                    where = place.relative_to(self.path).as_posix()
                    row = {"path": where, "date": date, **said, "type": document.type}
                    lines.append(json.dumps(row, ensure_ascii=False) + "\n")
        self._write(self.manifest, "".join(lines).encode())
        return len(lines)

    def _listed(self, number: str) -> Listed | None:
        """What was said of a filing when it was first fetched; None where nothing is kept, or it is damaged."""
        try:
            return Listed.model_validate_json((self.path / number / _LISTING).read_bytes())
        except (OSError, ValidationError):
            return None

    def _place(self, listed: Listed, document: Document) -> Path:
        return self.path / listed.accession / document.name

    def _write(self, path: Path, data: bytes) -> None:
        try:
            with whole(path, path.with_name(f".{secrets.token_hex(8)}.part")) as file:
                file.write(data)
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror or error}; nothing was written there") from error
