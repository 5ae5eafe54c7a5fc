"""What a trained reader says of itself and of a text: plain data, for which nothing of the engine is loaded."""

from __future__ import annotations

import bisect
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from extractor.errors import WeightsError

FORMAT = 4
FEATURES = 9
"""How many weights a vote has for a kind; see `extractor.voting`."""
ABOUT = "about"
"""Under which name a reader's file says this."""
_LARGEST = 200 << 20
ENCODER = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""The SHA-256 of the encoder's tensors; see `extractor.reader.weights`."""


class Calibration(BaseModel):
    """Turns a kind's raw probabilities into shares that were right on documents left out: a line through points."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    raw: tuple[float, ...] = (0.0, 1.0)
    right: tuple[float, ...] = (0.0, 1.0)

    def of(self, raw: float) -> float:
        """The calibrated probability."""
        above = bisect.bisect_right(self.raw, raw)
        if above in (0, len(self.raw)):
            return self.right[max(0, above - 1)]
        (low, high), (least, most) = self.raw[above - 1 : above + 1], self.right[above - 1 : above + 1]
        return least + (most - least) * (raw - low) / (high - low)


class About(BaseModel):
    """What a reader says of itself.

    `anchors` gives for each kind the slot whose words anchor a fact, `slots` those filled by pointing, `choices` those
    filled by a class, with the classes in the order of their heads. `listed` slots hold several values, `needed` ones
    are never empty, `keys` tell two facts apart. `vote` weighs a kind's facts against those of rules (see
    `extractor.voting`), `least` is the confidence below which they are left out where the user says nothing; both have
    what goes for all other kinds under "". `forms` are the forms of the documents that the vote was learnt on, "" where
    they have none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = FORMAT
    encoder: str = ENCODER
    anchors: dict[str, str]
    slots: dict[str, tuple[str, ...]]
    choices: dict[str, dict[str, tuple[str, ...]]]
    listed: dict[str, tuple[str, ...]] = {}
    needed: dict[str, tuple[str, ...]] = {}
    keys: dict[str, tuple[str, ...]] = {}
    calibration: dict[str, Calibration] = {}
    vote: dict[str, Annotated[tuple[FiniteFloat, ...], Field(min_length=FEATURES, max_length=FEATURES)]] = {}
    least: dict[str, float] = {}
    forms: tuple[str, ...] = ("",)
    trained: dict[str, Any] = {}

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds, in the order of their heads."""
        return tuple(self.anchors)

    def slot_index(self, kind: str, slot: str) -> int:
        """The number of a pointed slot's head."""
        return [(k, s) for k in self.kinds for s in self.slots[k]].index((kind, slot))

    def choice_index(self, kind: str, slot: str) -> int:
        """The number of a chosen slot's head."""
        return [(k, s) for k in self.kinds for s in self.choices[k]].index((kind, slot))


@dataclass(frozen=True, slots=True)
class Known:
    """A reader's file: what it says of itself, and its bytes, whose SHA-256 names it."""

    path: Path
    about: About
    digest: str
    data: bytes = field(repr=False)


def known(path: Path) -> Known:
    """What a reader's file says of itself.

    Raises `WeightsError` if it is missing or none, or was made for another encoder or version.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _LARGEST else b""
    except OSError as error:
        raise WeightsError(f"reader {path}: it cannot be read: {error.strerror or error}") from error
    try:
        said = json.loads(_array(_bounded(data)))
        ours = said["format"] == FORMAT and said["encoder"] == ENCODER
        about = About.model_validate(said) if ours else None
    except Exception as error:
        raise no_reader(path) from error
    if about is None:
        raise WeightsError(
            f"reader {path}: made for another version of this program, or another encoder; train it again"
        )
    return Known(path, about, hashlib.sha256(data).hexdigest(), data)


def no_reader(path: Path) -> WeightsError:
    """What is raised for a file that is no reader."""
    return WeightsError(f"reader {path}: this is no reader that `extractor distil` wrote, or it is damaged")


def _bounded(data: bytes) -> bytes:
    """What an archive's file says, as it stands. Raises `ValueError` where it holds more than it is long."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if any(member.compress_type != zipfile.ZIP_STORED for member in members):
            raise ValueError("its members are packed")
        if sum(member.file_size for member in members) > len(data):
            raise ValueError("its members overlap")
        return archive.read(f"{ABOUT}.npy")


def _array(data: bytes) -> bytes:
    """The bytes of a one-dimensional array in NumPy's format, version 1.0: after its head."""
    if data[:8] != b"\x93NUMPY\x01\x00":
        raise ValueError("not an array")
    return data[10 + int.from_bytes(data[8:10], "little") :]


class Pointing(BaseModel):
    """One fact that is pointed at: the spans of its slots, the choices made, and how likely it is as a whole.

    `anchor` is where the fact stands; all offsets are characters of the text. `other` is a reading of an anchor that is
    not its likeliest: for a vote, where somebody else may speak for it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    probability: float
    anchor: tuple[int, int]
    slots: dict[str, list[tuple[int, int]]]
    choices: dict[str, str] = {}
    other: bool = False


class Pointed(BaseModel):
    """All that was pointed at in a text, and the sections in which it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sections: list[tuple[int, int]]
    found: list[Pointing]
