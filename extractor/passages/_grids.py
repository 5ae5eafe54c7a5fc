"""Finding tables: runs of lines whose cells hold figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.facts import Span
from extractor.passages._layout import cells, is_figure, is_row, is_rule, is_void

_GAP = 2  # blank or ruled lines that may part two rows of a table
_LABEL = 70  # characters of a line that heads some rows


def grids(text: str, lines: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The tables among `lines`: the number of the first line of each, and of the line after its last.

    A table has two rows at least that hold figures. Its head may stand above a rule, its total below one, and lines
    that hold one cell may head some of its rows.
    """
    at = above = 0
    while at < len(lines):
        if not _is_row(text, lines[at]):
            at += 1
            continue
        end, rows = _extent(text, lines, at)
        if rows >= 2 and not _is_sheet(text, lines[at:end]):
            yield max(_head(text, lines, at), above), end
            above = end
        at = end


def _is_sheet(text: str, lines: Sequence[Span]) -> bool:
    """Whether lines are a sheet of facts, one a line, and no table: "Employees:   2,900"."""
    if ":" not in text[lines[0].start : lines[-1].end]:
        return False
    found = [cells(text, line) for line in lines]
    labelled = [len(row) == 2 and text[row[0].end - 1] == ":" for row in found if row]
    return 2 * sum(labelled) > len(labelled)


def _is_row(text: str, line: Span) -> bool:
    found = cells(text, line)
    if len(found) < 2:
        return False
    words = [text[c.start : c.end] for c in found]
    if not is_row(words):
        return False
    figures = sum(is_figure(w) or is_void(w) for w in words[1:])
    return " | " in text[line.start : line.end] or figures * 2 >= len(words) - 1


def _extent(text: str, lines: Sequence[Span], start: int) -> tuple[int, int]:
    """The line after a table's last row, and how many rows there are."""
    end, rows, at = start + 1, 1, start + 1
    parted = labels = 0
    while at < len(lines) and parted <= _GAP and labels <= 2:
        words = text[lines[at].start : lines[at].end]
        if parted and _begins_anew(text, lines[end - 1], lines[at]):
            break
        if _is_row(text, lines[at]):
            end, rows, parted, labels = at + 1, rows + 1, 0, 0
        elif is_rule(words):
            parted += 1
        elif _is_label(text, lines[at]) or _is_head(text, lines[at]):
            labels += 1
        else:
            break
        at += 1
    return end, rows


def _begins_anew(text: str, last: Span, line: Span) -> bool:
    """Whether a line after a gap begins another table of barred cells: it has more or fewer cells, or no figures."""
    barred = " | " in text[last.start : last.end] and " | " in text[line.start : line.end]
    return barred and not (_is_row(text, line) and len(cells(text, line)) == len(cells(text, last)))


def _is_label(text: str, line: Span) -> bool:
    words = text[line.start : line.end].strip()
    return (
        len(words) <= _LABEL
        and not words.endswith((".", "!", "?"))
        and len(cells(text, line)) == 1
        and not words.startswith(("*", "•"))
    )


def _is_head(text: str, line: Span) -> bool:
    """Whether a line has cells that can head columns: none in its first column, or several that are short."""
    found = cells(text, line)
    if not found:
        return False
    indent = found[0].start - line.start
    return (len(found) >= 2 and all(c.end - c.start <= 40 for c in found)) or (
        indent >= 20 and found[-1].end - found[0].start <= 60
    )


def _head(text: str, lines: Sequence[Span], start: int) -> int:
    """The first line of the head of the table whose first row is line `start`."""
    at = first = start
    blank = 0
    while at > 0 and start - at < 8:
        above = lines[at - 1]
        words = text[above.start : above.end]
        if not words.strip():
            blank += 1
            if blank > 1:
                break
        elif is_rule(words):
            pass
        elif _heads_columns(text, above, lines[start], apart=blank > 0):
            first, blank = at - 1, 0
        elif at == start and _is_label(text, above):
            pass  # it heads the first rows, and belongs to the table if column heads stand above it
        else:
            break
        at -= 1
    if first == start and start > 0 and _labels_rows(text, lines, start):
        return start - 1
    return first


def _heads_columns(text: str, above: Span, row: Span, *, apart: bool) -> bool:
    """Whether a line above a table's first row heads its columns; one that stands `apart` must head several."""
    if not _is_head(text, above):
        return False
    return len(cells(text, above)) > 1 or (not apart and _over_columns(text, above, row))


def _labels_rows(text: str, lines: Sequence[Span], start: int) -> bool:
    """Whether the line right above a first row heads it: less indented, with a unit in brackets."""
    above = lines[start - 1]
    words = text[above.start : above.end].strip()
    return bool(words) and _is_label(text, above) and words.endswith(")")


def _over_columns(text: str, above: Span, row: Span) -> bool:
    """Whether a line of one cell stands over the figures of a row rather than over its label."""
    head, found = cells(text, above)[0], cells(text, row)
    return head.start - above.start >= found[0].end - row.start
