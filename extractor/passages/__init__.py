"""The filing cut into passages, each with the heading it stands under.

A filing is first seen as blocks: headings, paragraphs, list items, tables, and blocks set in columns or lines. Blocks
under one heading are joined to passages of about the length a model's profile asks for; a paragraph is never cut. Text
that no reader takes facts from (safe-harbour statements, the check marks of a cover) is kept as a passage that is
skipped, so that every character of the filing is accounted for.
"""

from extractor.passages._blocks import Block, BlockType, blocks
from extractor.passages._cut import Passage, cut
from extractor.passages._layout import cells, is_figure, is_period, is_row, is_void

__all__ = ["Block", "BlockType", "Passage", "blocks", "cells", "cut", "is_figure", "is_period", "is_row", "is_void"]
