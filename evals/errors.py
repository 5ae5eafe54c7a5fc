"""What the evals command ends with, and the errors that end it.

==== ==========================================================================================
code meaning
==== ==========================================================================================
0    all is well
1    a regression: `gate` found the run worse than the baseline by more than a margin allows
2    a wrong command line (typer's own)
3    bad input: a gold file, a prediction, a baseline or a recorded run is broken or not there
4    a missing reply: the record lacks one that the run asks for
5    the model could not be asked, in a live run
==== ==========================================================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

REGRESSION = 1


class EvalsError(Exception):
    """The root of the evals' errors."""

    exit_code: ClassVar[int] = 3


class BadInput(EvalsError):
    """An input cannot be read; `problems` lists everything wrong with it, as `file:fact:slot: message`.

    What is about no one fact and slot has `-` in both places, which the message leaves out.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.replace(":-:-: ", ": ", 1) for problem in self.problems))


class MissingReplies(EvalsError):
    """The record lacks replies that the run asks for."""

    exit_code = 4


class LiveRunFailed(EvalsError):
    """The model could not be asked."""

    exit_code = 5
