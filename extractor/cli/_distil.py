"""`extractor distil`: a reader from what a strong model, or a person, has read."""

from __future__ import annotations

import json as jsons
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from extractor import Extractor, tables
from extractor.cli import _filings, _targets
from extractor.cli._options import BaseUrl, DomainName, RepliesDir, check_model, domain_named, existing, opened
from extractor.cli._progress import Steps
from extractor.cli._shell import INTERRUPTED, complain, err, out, say
from extractor.domain import Domain
from extractor.errors import FilingError, FilingNotFound, MissingPackage, MissingReply, ModelError, TrainingError
from extractor.filing import Filing

if TYPE_CHECKING:
    from extractor.training.distil import Report
    from extractor.training.labels import Labelled
    from extractor.training.scoring import Score

_TRAINING = {"torch", "numpy", "openvino"}
"""The packages of the extra `train` that are imported here or further on."""


def distil(
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="SOURCE",
            help="Results and gold files (*.json), or folders of them; with --model also filings, or folders of these.",
        ),
    ],
    target: Annotated[Path, typer.Option("--out", metavar="READER", help="The reader's file to write.")],
    *,
    domain: DomainName = "alliances",
    documents: Annotated[
        list[Path] | None,
        typer.Option(metavar="FOLDER", help="Where the documents lie, if not beside their results. May be repeated."),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", metavar="M", help="Take the labels of filings from this model's recorded replies."),
    ] = None,
    base_url: BaseUrl = None,
    replies: RepliesDir = None,
    start: Annotated[
        Path | None, typer.Option(metavar="READER", help="Go on from this reader, also with further kinds.")
    ] = None,
    passes: Annotated[float, typer.Option(min=0.01, metavar="N", help="How often every document is looked at.")] = 3,
    left_out: Annotated[
        float, typer.Option(min=0, max=0.9, metavar="SHARE", help="The share of documents left out, to measure with.")
    ] = 0.2,
    measure_on: Annotated[
        list[Path] | None,
        typer.Option(metavar="SOURCE", help="Measure with these in place of a share. May be repeated."),
    ] = None,
    curve: Annotated[
        bool, typer.Option("--curve", help="Train on a quarter and a half as well: what would more documents give?")
    ] = False,
    no_final: Annotated[
        bool, typer.Option("--no-final", help="Keep the reader that was measured; do not train again on everything.")
    ] = False,
    device: Annotated[
        str | None, typer.Option(metavar="NAME", help="cpu or cuda; by default a GPU if there is one.")
    ] = None,
    json: Annotated[
        str | None, typer.Option(metavar="PATH", help="Write the report as JSON; - is standard output.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    """Train a reader from facts that a strong model found, or a person wrote, and write it to READER.

    A share of the documents is left out, and the reader is measured on these; then it is trained once more on all. What
    is under way is kept in READER.training: the same command goes on from there.
    """
    if model is None and (base_url or replies):
        raise typer.BadParameter("--replies and --base-url go with --model: name the model whose replies are meant")
    if model is not None:
        check_model(model, base_url)
    if target.is_dir():
        raise typer.BadParameter(f"--out {target}: is a folder; name the reader's file in it")
    [report_to] = _targets.plan("--json", json, [target]).values() or [None]
    for named in (*sources, *(measure_on or ()), *(documents or ()), *([start] if start else ())):
        if not named.exists():
            raise FilingNotFound(f"{named}: there is no such file")
    wanted = domain_named(domain)
    with _trained_with():
        from extractor.reader.artifact import load  # noqa: PLC0415 - the extra `train`; nothing of it is loaded before
        from extractor.reader.base import Base  # noqa: PLC0415
        from extractor.reader.weights import locate  # noqa: PLC0415
        from extractor.training import distil as training  # noqa: PLC0415
        from extractor.training.loop import Settings  # noqa: PLC0415
        from extractor.training.voting import own  # noqa: PLC0415

        with Steps(quiet=quiet, left=True) as steps, _gently(steps) as step:
            base = Base(locate(progress=step))
            apart = _labelled(measure_on, wanted, documents or [], step) if measure_on else []
            named = {one.filing.sha256 for one in apart}
            labelled = _labelled(sources, wanted, documents or [], step, model, base_url, replies)
            labelled = [one for one in labelled if one.filing.sha256 not in named]
            plan = training.Plan(
                left_out=left_out,
                apart=apart,
                curve=curve,
                final=not no_final,
                start=load(start) if start else None,
                device=device,
                settings=Settings(passes=passes),
            )
            try:
                report = training.distil(labelled, wanted.kinds, target, base, plan, step, own(wanted))
            except KeyboardInterrupt:
                complain(
                    f"interrupted; what was trained is kept in {training.folder_of(target)}, and the same command goes"
                    f" on from there{f'; {target} can be used already' if target.is_file() else ''}"
                )
                raise typer.Exit(INTERRUPTED) from None
    if report_to is not None:
        _targets.write(report_to, jsons.dumps(_plain(report), indent=2) + "\n")
    if not quiet:
        if report_to != _targets.STDOUT:
            _print(report)
        say(f"wrote {target}; read filings with it: extractor extract FILE --reader {target}")


@contextmanager
def _trained_with() -> Iterator[None]:
    """Within this block a package that training needs, and that is not there, is told with the way on."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in _TRAINING:
            raise
        raise MissingPackage(
            f'training a reader needs {error.name}; install it with: pip install "filing-facts[train]"'
        ) from error


@contextmanager
def _gently(steps: Steps) -> Iterator[Callable[[str, int, int], None]]:
    """Progress that an interrupt ends at the next step, so that all before it is kept; a second one ends it at once."""
    asked = False

    def interrupted(number: int, frame: Any) -> None:  # noqa: ARG001 - as signal wants it
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        err().print("stopping after this step; Ctrl-C again stops at once")

    def step(what: str, done: int, total: int) -> None:
        steps(what, done, total)
        if asked:
            raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:  # it is ignored, or somebody else's
        yield step
        return
    signal.signal(signal.SIGINT, interrupted)
    try:
        yield step
    finally:
        signal.signal(signal.SIGINT, before)


def _labelled(
    sources: Sequence[Path],
    domain: Domain,
    documents: Sequence[Path],
    step: Callable[[str, int, int], None],
    model: str | None = None,
    base_url: str | None = None,
    replies: str | None = None,
) -> list[Labelled]:
    """The documents of all sources: of results and gold files, and, where a model is named, of its recorded replies."""
    from extractor.training.labels import read  # noqa: PLC0415 - as above

    files = [file for source in sources for file in (sorted(source.iterdir()) if source.is_dir() else [source])]
    told = [file for file in files if file.suffix == ".json" or (model is None and file in sources)]
    found = read(told, domain.kinds, documents) if told else []
    if model is None:
        if not told:
            raise TrainingError(
                f"{', '.join(map(str, sources))}: there is no result or gold file (*.json) to learn from;"
                " name --model to learn from recorded replies"
            )
        return found
    known = {one.filing.sha256 for one in found}
    with (
        opened(existing(replies)) as record,
        Extractor(model, domain=domain, base_url=base_url, offline=True, replies=record) as extractor,
    ):
        filings = [file for file in files if file.suffix != ".json" and file.is_file()]
        for done, file in enumerate(filings, start=1):
            one = _recorded(extractor, domain, file)
            if one is not None and one.filing.sha256 not in known:
                found.append(one)
            step("reading recorded replies", done, len(filings))
    if not found:
        raise TrainingError("none of the filings has been read whole by that model; see `extractor requests`")
    return found


def _recorded(extractor: Extractor, domain: Domain, file: Path) -> Labelled | None:
    """A filing with the facts that a model's recorded replies state; None, and said so, where it was not read whole."""
    from extractor.training.labels import label  # noqa: PLC0415 - as above

    try:
        filing = Filing.read(file)
        result = extractor.extract(filing)
    except (FilingError, MissingReply, ModelError) as error:
        complain(f"{_filings.about(file, error)}; it is left out of the training")
        return None
    failed = sum(passage.status in ("failed", "truncated") for passage in result.passages)
    if failed:
        complain(f"{file}: {tables.counted(failed, 'passage')} failed or cut; it is left out of the training")
        return None
    facts = [
        {**fact.model_dump(mode="json"), "quote": fact.evidence[0].quote if fact.evidence else None}
        for fact in result.facts
    ]
    return label(filing, facts, domain.kinds)


def _print(report: Report) -> None:
    console = out()
    console.print(
        f"{tables.counted(report.documents, 'document')}, {tables.counted(report.facts, 'fact')};"
        f" {report.left_out} left out to measure with"
    )
    measured = report.voted or report.measured
    if measured is None or report.measured is None:
        console.print("no document was left out, so nothing is known of how well it reads")
        return
    table = Table(box=None, pad_edge=False)
    for name in ("kind", "stated", "precision", "recall", "F1", "sure from"):
        table.add_column(name, justify="left" if name == "kind" else "right")
    for kind, score in (*measured.scores.items(), ("all", measured.total)):
        shares = (f"{share:.2f}" for share in (score.precision, score.recall, score.f1))
        table.add_row(kind, str(score.stated), *shares, f"{report.least[kind]:.2f}" if kind in report.least else "")
    console.print(table)
    apart = "one half of these set the thresholds for the other" if measured.apart else "thresholds set on the same one"
    console.print(
        f"against the labels of the {tables.counted(report.left_out, 'document')} left out ({apart});"
        f" confidence is off by {measured.error:.2f} on average"
    )
    if report.voted:
        alone = report.measured.total
        console.print(
            "this is its vote with the domain's own reader; alone it has precision"
            f" {alone.precision:.2f}, recall {alone.recall:.2f}, F1 {alone.f1:.2f}"
        )
    for count, f1 in report.curve:
        console.print(f"learnt from {tables.counted(count, 'document')}: F1 {f1:.2f}")
    if report.extrapolated:
        count, f1 = report.extrapolated
        console.print(f"extrapolated, not measured: {count} documents would give F1 {f1:.2f}")


def _plain(report: Report) -> dict[str, Any]:
    """The report as JSON."""

    def plain(score: Score) -> dict[str, Any]:
        shares = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
        counts = {"right": score.right, "given": score.given, "stated": score.stated}
        return counts | {name: round(share, 4) for name, share in shares.items()}

    found: dict[str, Any] = {"documents": report.documents, "facts": report.facts, "left_out": report.left_out}
    if report.measured:
        found["kinds"] = {kind: plain(score) for kind, score in report.measured.scores.items()}
        found["all"] = plain(report.measured.total)
        found["calibration_error"] = round(report.measured.error, 4)
        found["least"] = dict(report.least)
    if report.voted:
        found["vote"] = {
            kind: plain(score) for kind, score in (*report.voted.scores.items(), ("all", report.voted.total))
        }
    found["curve"] = [{"documents": count, "f1": round(f1, 4)} for count, f1 in report.curve]
    if report.extrapolated:
        found["extrapolated"] = {"documents": report.extrapolated[0], "f1": round(report.extrapolated[1], 4)}
    return found | {"sha256": report.digest}
