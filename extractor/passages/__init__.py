"""The filing cut into passages of about the length a model's profile asks for.

A filing is first seen as blocks: headings, paragraphs, list items, tables, and blocks set in columns or lines. Short
passages stay under one heading; long ones hold sections with their headings. Text that states no facts for sure
(safe-harbour statements, the check marks of a cover) is in passages that are skipped, so that every character of the
filing is accounted for.
"""

from extractor.passages._blocks import Block, BlockType, blocks
from extractor.passages._cut import Passage, cut
from extractor.passages._layout import cells, is_figure, is_period, is_row, is_void

__all__ = ["Block", "BlockType", "Passage", "blocks", "cells", "cut", "is_figure", "is_period", "is_row", "is_void"]
