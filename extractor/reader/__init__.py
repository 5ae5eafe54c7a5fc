"""The trained reader's engine: an encoder that points at the spans of facts, with a probability for each.

It writes nothing, so all it says is in the filing. What it has learnt is one file, an `Artifact`, over an encoder that
many readers share.
"""

from extractor.reader.artifact import About, Artifact, Calibration, load
from extractor.reader.pointer import Pointed, Pointer, Pointing

__all__ = ["About", "Artifact", "Calibration", "Pointed", "Pointer", "Pointing", "load"]
