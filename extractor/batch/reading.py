"""One filing of a batch: what comes of it, as plain data that can be kept, sent elsewhere and written."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Literal

from extractor.batch.tables import Lines, lines_of
from extractor.errors import (
    CorruptReply,
    ExtractorError,
    FilingError,
    FilingNotFound,
    MissingReply,
    ModelError,
    ModelUnavailable,
    SpendingLimit,
    WeightsError,
    fault,
)
from extractor.extractor import Extractor
from extractor.result import Result, Usage
from extractor.sources import Item

State = Literal["done", "incomplete", "failed", "stopped"]
_FORM = re.compile(r"[A-Z0-9][A-Z0-9 /.-]{0,19}")
_NO_FORM, _NO_YEAR = "unknown", 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one filing.

    It is "done", "incomplete" where passages failed or were cut or a fault cost an item, "failed" where nothing could
    be read, or "stopped" where a limit to spending was in the way. Of the latter two there are no `lines`, the rows by
    table; of "done" there is no `reason`. `error` is the error's class and `exit_code` what a command on this filing
    alone would end with.
    `form_type`, of the manifest (`form_type` or `form`) or else of the filing, and `year`, of its date, say with which
    filings it is written: "unknown" and 0 where none says them.
    """

    item: Item
    state: State
    sha256: str = ""
    form_type: str = _NO_FORM
    year: int = _NO_YEAR
    facts: int = 0
    lines: Lines = field(default_factory=dict)
    usage: Usage = field(default_factory=lambda: Usage(model=""))
    reason: str = ""
    error: str = ""
    exit_code: int = 0


def digest(item: Item) -> str:
    """The SHA-256 of a filing's bytes, which is `Result.filing.sha256`.

    Raises `FilingNotFound` where there is no file of that name, `FilingError` where it cannot be read.
    """
    try:
        if not item.path.is_file():  # nor a pipe or a device, which may never end
            raise FilingNotFound(f"{item.shown}: there is no such file; check the path")
        with item.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise FilingError(f"{item.shown}: cannot be opened: {error.strerror or error}") from error


async def read(extractor: Extractor, item: Item) -> Outcome:
    """What comes of a filing: any error that is about it alone is its outcome, a fault of this program too.

    Raises `ModelUnavailable` or `WeightsError` where no filing could be read.
    """
    try:
        result = await extractor.aextract(item.path, date=item.date)
    except (ModelUnavailable, WeightsError):
        raise
    except (FilingError, ModelError, MissingReply, CorruptReply) as error:
        return failure(item, error)
    except ExtractorError:
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours costs the filing it met, and is named there
        return failure(item, error)
    return outcome(item, result)


def failure(item: Item, error: Exception) -> Outcome:
    """The outcome of a filing that an error cost."""
    if isinstance(error, ExtractorError):
        reason, code = str(error), error.exit_code
    else:
        reason, code = fault(error), ExtractorError.exit_code
    state: State = "stopped" if isinstance(error, SpendingLimit) else "failed"
    return Outcome(item=item, state=state, reason=reason, error=type(error).__name__, exit_code=code)


def outcome(item: Item, result: Result) -> Outcome:
    """The outcome of a filing that was read."""
    failed = [passage for passage in result.passages if passage.status in ("failed", "truncated")]
    reasons = [passage.message or "a reply was cut at its length" for passage in failed]
    reasons += [refused.message for refused in result.rejected if refused.reason == "fault"]
    header = result.filing.header
    given = item.columns.get("form_type") or item.columns.get("form")
    own = header.get("form_type") or header.get("cover", {}).get("form_type")
    form = str(given or own or "").strip().upper()
    return Outcome(
        item=item,
        state="incomplete" if reasons else "done",
        sha256=result.filing.sha256,
        form_type=form if _FORM.fullmatch(form) else _NO_FORM,
        year=result.filing.date.year if result.filing.date else _NO_YEAR,
        facts=len(result.facts),
        lines=lines_of(item, result, complete=not reasons),
        usage=result.usage,
        reason="; ".join(dict.fromkeys(reasons)),
    )
