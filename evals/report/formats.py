"""A report for machines and for pull requests: JSON, Markdown, JUnit XML."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree as ET

from evals.items import Item
from evals.line import Line, Verdict
from evals.report.tables import Table, miss_lines, tables
from evals.report.text import shorten
from evals.runs import Run
from evals.score import Score


def to_json(score: Score, run: Run) -> str:
    """The whole report: the run, every table and every line, with sorted keys and no floats."""
    content = {
        "run": run.model_dump(mode="json", exclude={"margins"}),
        "tables": [
            {"title": table.title, "columns": table.columns, "rows": table.rows, "note": table.note}
            for table in tables(score)
        ],
        "lines": [_line(line) for line in score.lines],
    }
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _line(line: Line) -> dict[str, Any]:
    return {
        "document": line.document,
        "kind": line.kind,
        "verdict": line.verdict,
        "miss": line.miss,
        "gold": _item(line.gold),
        "predicted": _item(line.predicted),
        "slots": {slot: outcome for slot, outcome in line.slots.items() if outcome != "absent"},
        "evidence": ("none", "partial", "exact")[line.quoted],
        "ungrounded": line.ungrounded,
        "why": line.why,
    }


def _item(item: Item | None) -> dict[str, Any] | None:
    if item is None:
        return None
    return {"fact": item.label, "quotes": sorted(item.quotes), "optional": item.optional, "problem": item.problem}


def to_markdown(score: Score) -> str:
    """The tables and the misses, for a pull request."""
    parts = [markdown_table(table) for table in tables(score)]
    misses = miss_lines(score)
    parts.append(f"<details><summary>{len(misses)} misses</summary>\n")
    parts += [f"- **{line.miss}** {_cell(line.document)}: {_sides(line)}" for line in misses]
    parts.append("\n</details>\n")
    return "\n".join(parts)


def _sides(line: Line) -> str:
    sides = (("gold", line.gold), ("said", line.predicted))
    return "; ".join(f"{side} {_cell(shorten(item.label))}" for side, item in sides if item)


def markdown_table(table: Table) -> str:
    """One table in GitHub's Markdown."""
    lines = [f"### {table.title}\n", _row(table.columns), _row(["---"] + ["--:"] * (len(table.columns) - 1))]
    lines += [_row(row) for row in table.rows]
    if table.note:
        lines.append("\n" + table.note.replace("\n", "  \n"))
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    for mark in "\\|*_`<":
        text = text.replace(mark, f"\\{mark}")
    return text


def to_junit(score: Score) -> str:
    """A test suite for each document; a test case for each required gold fact and each prediction that is not right."""
    root = ET.Element("testsuites", name="evals")
    for document in score.documents:
        lines = [line for line in document.lines if line.verdict is not Verdict.OPTIONAL]
        suite = ET.SubElement(
            root,
            "testsuite",
            name=document.document,
            tests=str(len(lines)),
            failures=str(sum(line.verdict is not Verdict.TP for line in lines)),
            errors=str(int(bool(document.error))),
        )
        if document.error:
            case = ET.SubElement(suite, "testcase", classname=document.document, name="extraction")
            ET.SubElement(case, "error", message=_xml(document.error))
            suite.set("tests", str(len(lines) + 1))
        for line in lines:
            item = line.gold or line.predicted
            case = ET.SubElement(
                suite, "testcase", classname=f"{document.document}.{line.kind}", name=_xml(item.label if item else "-")
            )
            if line.verdict is not Verdict.TP:
                failure = ET.SubElement(case, "failure", type=str(line.miss), message=_xml(_sides(line)))
                failure.text = _xml(line.why)
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _xml(text: str) -> str:
    """A text without the control characters that XML 1.0 cannot hold."""
    return "".join(character for character in text if character in "\t\n\r" or character >= " ")
