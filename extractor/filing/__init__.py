"""A filing as read: text, header and cover fields, documents; readers for plain text, SGML submissions and HTML."""

from extractor.filing._cover import Cover
from extractor.filing._filing import Document, Filing
from extractor.filing._header import Header

__all__ = ["Cover", "Document", "Filing", "Header"]
