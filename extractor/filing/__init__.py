"""A filing as read: text, header and cover fields, documents; readers for plain text, SGML submissions and HTML."""

from extractor.filing._cover import Cover
from extractor.filing._filing import Document, Filing
from extractor.filing._header import Header
from extractor.filing._language import FUNCTION_WORDS, language_of, languages_of

__all__ = ["FUNCTION_WORDS", "Cover", "Document", "Filing", "Header", "language_of", "languages_of"]
