"""Every error this package raises on purpose.

::

    ExtractorError
    ├── FilingError            the input cannot be read as a filing
    │   ├── FilingNotFound
    │   ├── EmptyFiling
    │   ├── BinaryFiling
    │   └── FilingTooLarge
    ├── SchemaError            a fact kind, prompt or plan is defined wrongly
    ├── ModelError             the model could not be asked, or did not answer
    │   ├── ModelUnavailable   not installed, no weights, no key: says the ways on
    │   ├── WeightsError       the weights are not what they should be
    │   ├── TransportError     the endpoint could not be reached, after retries
    │   ├── RequestRefused     the endpoint refused the request (4xx)
    │   ├── BadAnswer          the model refused, was stopped by a filter, or wrote nothing that could be read
    │   ├── NotAnswered        the question was filed for a batch, and nobody was asked
    │   └── SpendingLimit      the next request could pass the limit that the user set
    ├── TrainingError          a reader cannot learn from this, or what was kept of a training is another one
    ├── RepliesError           the record of replies
    │   ├── MissingReply       offline, and the record has no such reply
    │   └── CorruptReply       a stored reply fails its checksum, or is no reply
    ├── EdgarError             EDGAR has not what was asked for, or what it sent cannot be used
    │   └── EdgarUnavailable   EDGAR could not be asked at all: no network, refused, too many requests
    ├── ClusterError           the machines of a cluster cannot be used
    ├── StoreError             the store of facts cannot be used, or what was given to it cannot be loaded
    │   └── StoreBusy          another process writes to it
    ├── ServiceError           a service cannot be started as it was asked for
    ├── OutputError            a result cannot be written where it was asked for
    │   └── DiskFull           there is no room for it
    ├── ResultError            a result cannot be read back
    ├── ReviewError            a review is none, does not fit its result, or says what the filing does not
    └── MissingPackage         what was asked for needs a package that is not installed

Each message says what was wrong, where, and what to do. `exit_code` is what the command line ends with.
"""

from __future__ import annotations

import logging
from typing import ClassVar

_log = logging.getLogger(__name__)


class ExtractorError(Exception):
    """The root of the tree."""

    exit_code: ClassVar[int] = 1


class FilingError(ExtractorError):
    """The input cannot be read as a filing."""

    exit_code = 3


class FilingNotFound(FilingError):
    """There is no such file."""


class EmptyFiling(FilingError):
    """The input holds no text."""


class BinaryFiling(FilingError):
    """The input is not text."""


class FilingTooLarge(FilingError):
    """The input is larger than the reader's bound."""


class SchemaError(ExtractorError):
    """A fact kind, prompt or plan is defined wrongly."""

    exit_code = 4


class ModelError(ExtractorError):
    """The model could not be asked, or did not answer."""

    exit_code = 5


class ModelUnavailable(ModelError):
    """The model is not installed, has no weights, or lacks a key."""


class WeightsError(ModelError):
    """The weights are not what they should be."""


class TransportError(ModelError):
    """The endpoint could not be reached, after retries."""


class RequestRefused(ModelError):
    """The endpoint refused the request."""


class BadAnswer(ModelError):
    """The model refused, was stopped by a filter, or wrote nothing that could be read."""


class NotAnswered(ModelError):
    """The question was filed for a batch; nobody was asked."""


class SpendingLimit(ModelError):
    """The next request could pass the limit that the user set. What is done stands."""

    exit_code = 10


class TrainingError(ExtractorError):
    """What a reader was to be trained on, or what was kept of a training, is not in order."""

    exit_code = 12


class RepliesError(ExtractorError):
    """Something is wrong with the record of replies."""

    exit_code = 6


class MissingReply(RepliesError):
    """Offline, and the record has no such reply."""

    exit_code = 7


class CorruptReply(RepliesError):
    """A stored reply fails its checksum, or is no reply."""


class EdgarError(ExtractorError):
    """EDGAR has not what was asked for, or what it sent cannot be used."""

    exit_code = 11


class EdgarUnavailable(EdgarError):
    """EDGAR could not be asked at all, and asking on would be in vain."""


class ClusterError(ExtractorError):
    """The machines of a cluster cannot be used, or do not agree with each other."""

    exit_code = 13


class StoreError(ExtractorError):
    """The store of facts cannot be used, or what was given to it cannot be loaded or asked."""

    exit_code = 15


class StoreBusy(StoreError):
    """Another process holds the store, and did not let go of it in time."""


class ServiceError(ExtractorError):
    """A service cannot be started as it was asked for."""

    exit_code = 2


class OutputError(ExtractorError):
    """A result cannot be written where it was asked for."""

    exit_code = 9


class DiskFull(OutputError):
    """There is no room for what was to be written."""


class ResultError(ExtractorError):
    """A result cannot be read back."""

    exit_code = 14


class ReviewError(ExtractorError):
    """A review is none, does not fit its result, or says what the filing does not."""

    exit_code = 14


class MissingPackage(ExtractorError, ImportError):
    """What was asked for needs a package that is not installed."""

    exit_code = 2


def fault(error: Exception) -> str:
    """What is said of an error that nobody foresaw; where it was raised is logged, for whoever debugs.

    Raises `error` itself where it is one of this package's, which say what they are about.
    """
    if isinstance(error, ExtractorError):
        raise error
    _log.debug("a fault in this program", exc_info=error)
    said = f": {error}" if str(error) else ""
    return f"a fault in this program: {type(error).__name__}{said}"
