"""`extractor fetch`: filings from the SEC's EDGAR into a folder."""

from __future__ import annotations

import datetime as dt
import json as json_
from typing import Annotated, Any

import typer

from extractor import tables
from extractor.cli import _targets
from extractor.cli._options import Identity, OutDir, day
from extractor.cli._progress import Steps
from extractor.cli._shell import INTERRUPTED, complain, say
from extractor.edgar import DOCUMENTS, Edgar, Filed, Folder, Taken, accession_number, identity_problem
from extractor.errors import EdgarError, EdgarUnavailable


def fetch(
    accessions: Annotated[
        list[str] | None, typer.Argument(metavar="ACCESSION", help="Accession numbers of filings.")
    ] = None,
    *,
    target: OutDir,
    identity: Identity = None,
    company: Annotated[
        list[str] | None, typer.Option(metavar="C", help="The filings of a company: its CIK, ticker or whole name.")
    ] = None,
    form: Annotated[
        list[str] | None, typer.Option(metavar="F", help="With --company: of this form, and its amendments.")
    ] = None,
    since: Annotated[
        dt.date | None, typer.Option("--from", metavar="DAY", parser=day, help="With --company: filed on DAY or after.")
    ] = None,
    until: Annotated[
        dt.date | None, typer.Option("--to", metavar="DAY", parser=day, help="With --company: filed on DAY or before.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="With --company: the newest N of each company.")
    ] = None,
    documents: Annotated[
        str,
        typer.Option(metavar="TYPES", help="What of each: `main`, types of exhibits (EX-99 has EX-99.1), or `all`."),
    ] = DOCUMENTS,
    json: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="Write what was fetched as JSON: a file, or - for standard output."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    """Fetch filings from the SEC's EDGAR into a folder, with a manifest of them.

    What is in the folder already is not fetched again.
    """
    wanted: list[str | Filed] = list(dict.fromkeys(_number(written) for written in accessions or ()))
    if not wanted and not company:
        raise typer.BadParameter("name what to fetch: accession numbers, or --company")
    if not company and (form or since or until or limit):
        raise typer.BadParameter("--form, --from, --to and --limit go with --company")
    if since and until and since > until:
        raise typer.BadParameter(f"--from {since} is after --to {until}")
    types = [name.strip() for name in documents.split(",") if name.strip()]
    if not types:
        raise typer.BadParameter(f"--documents: name what to fetch, such as {DOCUMENTS}")
    if problem := identity_problem(identity):
        raise typer.BadParameter(problem)
    folder = Folder(target)
    report = _targets.plan("--json", json, [folder.manifest])
    _targets.plan("--out", str(folder.manifest), [target])
    edgar = Edgar(identity or "")
    run = _Run(folder, edgar, types)
    try:
        with Steps(quiet=quiet) as steps:
            for named in company or ():
                steps("companies", 0, len(company or ()))
                cik = edgar.company(named)
                wanted += edgar.filings(cik, forms=form or (), since=since, until=until, limit=limit)
            run.take(wanted, steps)
    except KeyboardInterrupt:
        complain("interrupted; what is fetched stands, and the same command goes on from there")
        raise typer.Exit(INTERRUPTED) from None
    finally:
        listed = folder.write_manifest() if run.taken else 0
    for path in report.values():
        _targets.write(path, json_.dumps(run.report(), indent=2, ensure_ascii=False) + "\n")
    if not quiet:
        say(run.summary(listed))
    if run.failed:
        raise typer.Exit(EdgarError.exit_code)


def _number(written: str) -> str:
    number = accession_number(written)
    if number is None:
        raise typer.BadParameter(f"{written!r} is no accession number; one looks like 0001193125-04-194093")
    return number


class _Run:
    """One call of the command: what it has taken, and what failed and why."""

    def __init__(self, folder: Folder, edgar: Edgar, types: list[str]) -> None:
        self._folder, self._edgar, self._types = folder, edgar, types
        self.taken: list[Taken] = []
        self.failed: list[tuple[str, str]] = []

    def take(self, filings: list[str | Filed], steps: Steps) -> None:
        """Take each filing once. What EDGAR has not does not stop the next; that it cannot be asked does."""
        unique = {filing if isinstance(filing, str) else filing.accession: filing for filing in filings}
        for done, (number, filing) in enumerate(unique.items()):
            steps("filings", done, len(unique))
            try:
                self.taken.append(self._folder.take(self._edgar, filing, self._types))
            except EdgarError as error:
                complain(str(error))
                self.failed.append((number, str(error)))
                if isinstance(error, EdgarUnavailable):
                    return
        steps("filings", len(unique), len(unique))

    def report(self) -> dict[str, Any]:
        """What `--json` writes."""
        return {
            "manifest": str(self._folder.manifest),
            "filings": [
                {
                    **taken.filing.model_dump(mode="json", exclude={"documents"}),
                    "fetched": [str(path) for path in taken.fetched],
                    "kept": [str(path) for path in taken.kept],
                }
                for taken in self.taken
            ],
            "failed": [{"accession": number, "reason": reason} for number, reason in self.failed],
        }

    def summary(self, listed: int) -> str:
        """One line for people."""
        fetched = sum(len(taken.fetched) for taken in self.taken)
        kept = sum(len(taken.kept) for taken in self.taken)
        parts = [tables.counted(len(self.taken), "filing"), f"{tables.counted(fetched, 'document')} fetched"]
        parts += [f"{kept} there already"] * bool(kept) + [f"{len(self.failed)} failed"] * bool(self.failed)
        where = f"\nwrote {self._folder.manifest}: {tables.counted(listed, 'document')}" if self.taken else ""
        return ", ".join(parts) + where
