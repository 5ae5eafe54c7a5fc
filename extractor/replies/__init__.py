"""The record of every reply, and the transport that keeps it."""

from extractor.replies.record import Imported, Recorded, Replies, Stats, key_of, shaping
from extractor.replies.transport import Asking, RecordingTransport, asking

__all__ = [
    "Asking",
    "Imported",
    "Recorded",
    "RecordingTransport",
    "Replies",
    "Stats",
    "asking",
    "key_of",
    "shaping",
]
