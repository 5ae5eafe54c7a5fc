"""Asking a language model: kinds and a passage become messages and a schema, and its reply becomes candidates."""

from extractor.tasks.codec import Codec, codec
from extractor.tasks.context import Context
from extractor.tasks.examples import Example, Worked, work
from extractor.tasks.reader import PromptedReader
from extractor.tasks.task import Brief, Task
from extractor.tasks.templates import Templates

__all__ = ["Brief", "Codec", "Context", "Example", "PromptedReader", "Task", "Templates", "Worked", "codec", "work"]
