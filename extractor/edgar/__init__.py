"""Filings from the SEC's EDGAR: found, listed and read through edgartools, and kept in a folder."""

from __future__ import annotations

from extractor.edgar._filed import MAIN, Document, Filed, Listed, accession_number
from extractor.edgar.edgar import Edgar, identity_problem
from extractor.edgar.folder import Folder, Taken

DOCUMENTS = f"{MAIN},EX-99"
"""What is fetched of a filing where nothing else is said: its main document and its press releases."""

__all__ = [
    "DOCUMENTS",
    "MAIN",
    "Document",
    "Edgar",
    "Filed",
    "Folder",
    "Listed",
    "Taken",
    "accession_number",
    "identity_problem",
]
