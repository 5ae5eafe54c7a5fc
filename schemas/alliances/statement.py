"""Statements: persons quoted, and their words."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from extractor.facts import Compared, Fact, Name, Text


class Statement(Fact, key=("speaker", "text"), refuses=("denied",)):
    """A named person is quoted, in quotation marks.

    A quotation that one attribution interrupts ('"...," said Ada Lind. "..."') is one statement; a new paragraph with
    an attribution of its own is another. A quotation that runs over several paragraphs is one. Give every quotation
    of a person in full, also one of a few words; of a joint quotation the first speaker. What a person says without
    quotation marks is none, except the answers of an interview.
    """

    speaker: Name = Field(description="the person's full name as the text gives it, not the pronoun or surname alone")
    text: Annotated[Text, Compared("similar", at_least=0.9)] = Field(
        description="all the quoted words, without the quotation marks and without the attribution; the runs of an"
        " interrupted quotation one after another, joined by a blank; page footers, footnotes and the like between the"
        " words are left out"
    )
