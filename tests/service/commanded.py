"""The command `extractor serve`, started and ended as a user does."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from collections.abc import Iterator

import httpx2

from tests.batch import yard

COMMAND = [sys.executable, "-m", "extractor.cli", "serve", "--port", "0"]


@contextlib.contextmanager
def started(*arguments: object) -> Iterator[tuple[subprocess.Popen[str], httpx2.Client]]:
    """The command under way, once it answers, and a client of it; it is killed at the end if it has not ended."""
    with subprocess.Popen(  # noqa: S603 - this interpreter
        [*COMMAND, *map(str, arguments)], stderr=subprocess.PIPE, text=True, env=yard.ENVIRONMENT
    ) as process:
        assert process.stderr is not None
        try:
            said = ""
            while (found := re.search(r"serving at (http://\S+);", said)) is None:
                line = process.stderr.readline()
                assert line, said
                said += line
            with httpx2.Client(base_url=found[1], timeout=120) as client:
                yield process, client
        finally:
            process.kill()
