"""The command `extractor`."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.cli._app import app as app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command; the entry point of the distribution.

    While it is loaded, and once it is done, an interrupt ends the process without a word: nothing is under way.
    """
    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # else it is ignored, say, in the background
    if ours:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from extractor.cli._app import run  # noqa: PLC0415 - loading it takes a second, in which it may be interrupted

    if ours:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        run()
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.SIG_DFL)


def __getattr__(name: str) -> object:
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from extractor.cli._app import app  # noqa: PLC0415 - the same

    return app
