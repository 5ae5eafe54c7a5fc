"""What a trained reader says of itself and of a text: plain data, for which nothing of the engine is loaded."""

from __future__ import annotations

import bisect
from typing import Any

from pydantic import BaseModel, ConfigDict

FORMAT = 1
ENCODER = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""The SHA-256 of the encoder's file; see `extractor.reader.base`."""


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
    what goes for all other kinds under "".
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
    vote: dict[str, tuple[float, ...]] = {}
    least: dict[str, float] = {}
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
