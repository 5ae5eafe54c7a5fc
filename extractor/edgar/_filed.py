"""What EDGAR says of a filing: who filed it when, and which documents it is made of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from pydantic import BaseModel, ConfigDict

MAIN = "main"
"""Stands for a filing's main document among types of exhibits."""

_ACCESSION = re.compile(r"(\d{10})-?(\d{2})-?(\d{6})", re.ASCII)
_NAME = re.compile(r"\w[\w.+-]*\.(?:txt|html?)", re.ASCII | re.IGNORECASE)


def accession_number(written: str) -> str | None:
    """An accession number as EDGAR writes it (0001193125-04-194093), with or without its dashes; None if it is none."""
    found = _ACCESSION.fullmatch(written.strip())
    return "-".join(found.groups()) if found else None


class Document(BaseModel):
    """One document of a filing, which can be read as text.

    `type` is EDGAR's (6-K, EX-99.1), `path` where it lies on EDGAR's site, from its root.
    """

    model_config = ConfigDict(frozen=True)

    path: str
    type: str
    description: str = ""
    main: bool = False

    @property
    def name(self) -> str:
        """Its file name."""
        return PurePosixPath(self.path).name

    def is_of(self, wanted: Iterable[str]) -> bool:
        """Whether it is among the types `wanted`: EX-99 has EX-99.1 with it, `main` is the main document, `all` any."""
        types = {name.upper().removesuffix(".*") for name in wanted}
        family = self.type.upper().partition(".")[0]
        return (
            "ALL" in types or (self.main and MAIN.upper() in types) or not types.isdisjoint({self.type.upper(), family})
        )


class Filed(BaseModel):
    """One filing: its accession number, form, day of filing, and the company that filed it."""

    model_config = ConfigDict(frozen=True)

    accession: str
    form: str
    filed: dt.date
    company: str
    cik: int


class Listed(Filed):
    """A filing with the documents it is made of, as far as they can be read as text."""

    documents: tuple[Document, ...]


def readable(path: str) -> bool:
    """Whether at `path`, from the root of the site, is text or HTML, under a name that is safe to give a file."""
    return path.startswith("/") and _NAME.fullmatch(PurePosixPath(path).name) is not None
