"""The route that gives a result as a file to take along."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Response

from extractor.result import Result
from extractor.review import Review, gold
from extractor.service._problems import answered
from extractor.service._state import Served
from extractor.service.extractions import Id
from extractor.service.reviews import chosen

router = APIRouter(prefix="/v1/extractions", tags=["extractions"])

MEDIA = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "gold": "application/vnd.filing-facts.gold+json",
}
"""What each format is."""

_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d.,]+\Z)")
"""How a cell begins that a spreadsheet would run."""


@router.get(
    "/{id}/export",
    summary="Take a result along",
    response_class=Response,
    responses={
        200: {
            "description": "The file.",
            "content": {media: {"schema": {"type": "object"} if "json" in media else {}} for media in MEDIA.values()},
        },
        **answered(404, 409, 422),
    },
)
def export(
    service: Served,
    extraction: Id,
    form: Annotated[Literal["json", "jsonl", "csv", "gold"], Query(alias="format")] = "json",
    reviewer: Annotated[str | None, Query(max_length=200, description="Whose review a gold file rests on.")] = None,
) -> Response:
    """The result as one JSON, as lines or as a table of facts; or as a gold file: of a
    review, or of what nobody has reviewed, all of it optional.
    """
    result = service.result(extraction)
    match form:
        case "json":
            written = result.to_json(text=True)
        case "jsonl":
            written = result.to_jsonl()
        case "csv":
            written = _table(result)
        case "gold":
            review = chosen(service, extraction, reviewer) or Review.of(result)
            found = gold(result, review, service.settings.kinds)
            written = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    name = quote(f"{PurePath(result.filing.name).stem}.{'gold.json' if form == 'gold' else form}", safe="")
    disposition = f"attachment; filename*=utf-8''{name}"
    return Response(written, media_type=MEDIA[form], headers={"Content-Disposition": disposition})


def _table(result: Result) -> str:
    """The facts of all kinds as one table, its values parted by commas; empty where a kind has no such slot."""
    rows = result.to_dicts()
    columns = dict.fromkeys(name for row in rows for name in row)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(map(_safe, rows))
    return out.getvalue()


def _safe(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value for name, value in row.items()
    }
