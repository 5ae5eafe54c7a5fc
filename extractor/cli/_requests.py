"""`extractor requests`: what the record lacks, as a file for a batch service or any other reader."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor import Extractor, tables
from extractor.cli import _filings, _targets
from extractor.cli._options import BaseUrl, DomainName, ModelName, RepliesDir, check_model, domain_named, opened
from extractor.cli._progress import Steps
from extractor.cli._shell import FAULT, complain, fault, say
from extractor.errors import FilingError, NotAnswered
from extractor.model import open_model
from extractor.replies import Collecting


def requests(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Filings: plain text, submission or HTML.")],
    target: Annotated[Path, typer.Option("--out", metavar="PATH", help="The file to write, as JSON lines.")],
    model: ModelName,
    base_url: BaseUrl = None,
    replies: RepliesDir = None,
    domain: DomainName = "alliances",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    """Write the requests that the record lacks, in the format of the OpenAI Batch API; ask nobody.

    Answer them in any way and take the answers in (`extractor replies import --batch`), then run the same command
    again: it writes what follows from the answers (second looks, answers cut or unreadable), if anything. Then
    `extractor extract --offline`.
    """
    if model == "embedded" and base_url is None:
        raise typer.BadParameter("--model embedded: it runs here, and answers no batch; name another")
    check_model(model, base_url)
    filed, failed = Collecting(), 0
    with opened(replies) as record, Steps(quiet=quiet) as steps:
        asked = open_model(model, base_url=base_url, replies=record, transport=filed)
        extractor = Extractor(asked, domain=domain_named(domain), progress=steps)
        for file in files:
            before = len(filed)
            try:
                extractor.extract(file)
            except NotAnswered:
                pass
            except FilingError as error:
                complain(_filings.about(file, error))
                failed = failed or error.exit_code
                continue
            except Exception as error:  # noqa: BLE001 - a fault of ours costs the file it met, and is named there
                complain(f"{file}: {fault(error)}")
                failed = failed or FAULT
                continue
            if not quiet:
                say(f"{file}: {tables.counted(len(filed) - before, 'request')}")
        again = sum(record.readable(key) is not None for key in filed.keys)
    _targets.write(target, filed.lines())
    if not quiet:
        done = "" if len(filed) else ": the record answers all; run `extractor extract --offline`"
        say(f"wrote {tables.counted(len(filed), 'request')} to {target}{done}")
        if again:
            say(f"{again} of them again: their replies in the record were refused, failed or hold no JSON as asked for")
    if failed:
        raise typer.Exit(failed)
