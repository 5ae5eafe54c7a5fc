"""The record of every reply, the transport that keeps it, and batch files."""

from extractor.replies.collecting import Collecting
from extractor.replies.completion import Completion, completion_of
from extractor.replies.record import Imported, Replies, Stats, in_redis
from extractor.replies.recorded import Recorded, key_of, shaping
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
    "in_redis",
    "key_of",
    "shaping",
    "shown",
]
