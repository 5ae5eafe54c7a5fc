"""The model that runs in this process: its weights, its engine, and the transport that makes it an endpoint."""

from extractor._weights import Progress
from extractor.embedded.prepare import ModelInfo, model_info, prepare
from extractor.embedded.transport import BASE_URL, FINGERPRINT, MODEL, EmbeddedTransport

__all__ = [
    "BASE_URL",
    "FINGERPRINT",
    "MODEL",
    "EmbeddedTransport",
    "ModelInfo",
    "Progress",
    "model_info",
    "prepare",
]
