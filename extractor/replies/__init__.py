"""The record of every reply, the transport that keeps it, and batch files."""

from extractor.replies.collecting import Collecting
from extractor.replies.completion import Completion, completion_of
from extractor.replies.record import Imported, Recorded, Replies, Stats, key_of, shaping
from extractor.replies.transport import Asking, RecordingTransport, asking, shown

__all__ = [
    "Asking",
    "Collecting",
    "Completion",
    "Imported",
    "Recorded",
    "RecordingTransport",
    "Replies",
    "Stats",
    "asking",
    "completion_of",
    "key_of",
    "shaping",
    "shown",
]
