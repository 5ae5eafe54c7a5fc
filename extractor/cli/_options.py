"""Options that several commands share: which model, where its replies are kept, and what it may cost."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from extractor.domain import Domain, load_domain
from extractor.errors import ExtractorError, SchemaError
from extractor.model import PROVIDERS

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
RepliesDir = Annotated[
    Path | None,
    typer.Option("--replies", metavar="DIR", help="The record of replies, if not the one in the user's cache."),
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
    typer.Option("--max-tokens-total", min=0, metavar="N", help="Stop before more tokens are read and written."),
]
Prices = Annotated[
    Path | None,
    typer.Option("--prices", metavar="FILE", help="Price of each model for a million tokens, as TOML or JSON."),
]


def domain_named(package: str) -> Domain:
    """The domain of that package, which may lie in the current folder; raises `SchemaError` if there is none."""
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        return load_domain(package)
    except ExtractorError:
        raise
    except Exception as error:  # whatever the user's own code raises as it is loaded
        raise SchemaError(f"{package}: cannot be loaded: {type(error).__name__}: {error}") from error
