"""Options that several commands share: which model, where its replies are kept, and what it may cost."""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from extractor._config import cache_dir
from extractor._files import kind
from extractor.cli._shell import say
from extractor.domain import Domain, load_domain
from extractor.errors import ExtractorError, MissingPackage, ModelUnavailable, RepliesError, SchemaError
from extractor.model import PROVIDERS
from extractor.model.providers import find
from extractor.replies import Replies, in_redis


def _place(named: str | None) -> str | None:
    if named is not None and not named.strip():  # a variable that is not set; a record in this folder is not meant
        raise typer.BadParameter("no name; name a folder or a redis:// address, or leave the option out")
    if named is not None and "://" in named and not in_redis(named):
        raise typer.BadParameter(f"{named} is no place for a record; name a folder, or redis://HOST:PORT/DB")
    if named is not None and not in_redis(named) and kind(Path(named)) == "file":
        raise typer.BadParameter(f"{named} is a file; name a folder")
    return named


ModelName = Annotated[
    str,
    typer.Option(
        "--model",
        metavar="M",
        help=f"`embedded`, {', '.join(f'`{name}/NAME`' for name in PROVIDERS)}, or any NAME with --base-url.",
    ),
]
DomainName = Annotated[
    str,
    typer.Option("--domain", metavar="PACKAGE", help="What to look for: an import package, also in this folder."),
]
BaseUrl = Annotated[
    str | None, typer.Option("--base-url", metavar="U", help="The base URL of an OpenAI-compatible endpoint.")
]
ReaderFile = Annotated[
    Path | None,
    typer.Option("--reader", metavar="FILE", help="A trained reader, of `extractor distil`, for the embedded model."),
]
MinConfidence = Annotated[
    float | None,
    typer.Option(
        "--min-confidence", min=0, max=1, metavar="P", help="Leave out facts whose reader finds them less likely."
    ),
]
RepliesDir = Annotated[
    str | None,
    typer.Option(
        "--replies",
        metavar="DIR",
        envvar="EXTRACTOR_REPLIES",
        callback=_place,
        help="The record of replies, if not the one in the user's cache: a folder, or redis://HOST:PORT/DB.",
    ),
]
Timeout = Annotated[
    float, typer.Option("--timeout", min=0.001, metavar="S", help="The seconds that one call to the model may take.")
]
MaxCost = Annotated[
    float | None,
    typer.Option("--max-cost", min=0, metavar="N", help="Stop before more than this is spent, in --prices' money."),
]
MaxTokens = Annotated[
    int | None,
    typer.Option(
        "--max-tokens-total", "--max-tokens", min=0, metavar="N", help="Stop before more tokens are read and written."
    ),
]
Prices = Annotated[
    Path | None,
    typer.Option("--prices", metavar="FILE", help="Price of each model for a million tokens, as TOML or JSON."),
]


def _folder(written: str) -> Path:
    if not written.strip():  # a variable that is not set; this folder is written as .
        raise typer.BadParameter("no name; name a folder, or . for this one")
    return Path(written)


OutDir = Annotated[Path, typer.Option("--out", metavar="DIR", parser=_folder, help="The folder to write to.")]


def day(written: str) -> dt.date:
    """A day as an option gives it. Raises `typer.BadParameter` where it is none."""
    try:
        return dt.datetime.strptime(written, "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter(f"{written!r} is no day; give it as YYYY-MM-DD") from None


Day = Annotated[
    dt.date | None,
    typer.Option("--date", metavar="DAY", parser=day, help="The filings' date (YYYY-MM-DD), if they say none."),
]
Identity = Annotated[
    str | None,
    typer.Option(
        "--identity",
        metavar="NAME-AND-E-MAIL",
        envvar="EDGAR_IDENTITY",
        help="Who asks EDGAR, as the SEC wants it of everybody.",
    ),
]


@contextlib.contextmanager
def given() -> Iterator[None]:
    """Within this block a model that is not there is one that the command named wrongly."""
    try:
        yield
    except ModelUnavailable as error:
        raise typer.BadParameter(str(error)) from None


def brought_by(extra: str, module: str, who: str) -> Any:
    """A module of ours that needs what an extra brings; raises `MissingPackage`, which says `who` needs it."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "extractor":
            raise
        raise MissingPackage(
            f'{who} {error.name}, which is not installed: pip install "filing-facts[{extra}]"'
        ) from error


def check_model(name: str, base_url: str | None) -> None:
    """Raises `typer.BadParameter` where no model is called so, or the base URL is none; its key is not looked at."""
    if name != "embedded" or base_url is not None:
        with given():
            find(name, base_url=base_url, api_key=None, keyless=True)


def opened(named: str | None) -> Replies:
    """The record, by default that in the user's cache; what would lose replies there is told.

    Raises `RepliesError` if it cannot be used, `typer.BadParameter` where a package is missing for it.
    """
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", RuntimeWarning)
        try:
            record = Replies(named)
        except MissingPackage as error:
            raise typer.BadParameter(str(error)) from None
    for one in told:
        say(f"warning: {one.message}")
    return record


def existing(named: str | None) -> str:
    """Where the record is. Raises `RepliesError` if there is none."""
    if named is not None and in_redis(named):
        return named
    place = Path(named).expanduser() if named is not None else cache_dir() / "replies"
    if kind(place) != "folder":
        raise RepliesError(
            f"{place}: no record of replies is there; extract something first, or name one: --replies DIR"
        )
    return str(place)


def domain_named(package: str) -> Domain:
    """The domain of that package, which may lie in the current folder.

    Raises `SchemaError` if there is none, `typer.BadParameter` where none can be called so.
    """
    if not all(part.isidentifier() for part in package.split(".")):
        raise typer.BadParameter(f"--domain {package}: give an import name, such as leases")
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        return load_domain(package)
    except ExtractorError:
        raise
    except Exception as error:  # whatever the user's own code raises as it is loaded
        raise SchemaError(f"{package}: cannot be loaded: {type(error).__name__}: {error}") from error
