"""The trained reader that comes with the domain."""

from __future__ import annotations

from pathlib import Path

import alliances
from alliances import DOMAIN
from extractor.reader.about import known
from extractor.voting import Claim

READER = Path(alliances.__file__).with_name("reader.npz")


def test_the_shipped_reader_knows_the_domains_kinds_their_slots_and_choices() -> None:
    about = known(READER).about
    assert set(about.kinds) == {kind.kind for kind in DOMAIN.kinds}
    for kind in about.kinds:
        slots = set(DOMAIN.kind(kind).slots())
        assert {about.anchors[kind], *about.slots[kind], *about.choices[kind]} <= slots


def test_the_shipped_reader_can_vote() -> None:
    about = known(READER).about
    assert set(about.vote) == {*about.kinds, ""}
    assert about.forms == ("", "8-K")
    assert {len(weights) for weights in about.vote.values()} == {len(Claim("metric").features())}


def test_the_shipped_reader_is_small_and_names_what_it_learnt_from_by_digests_alone() -> None:
    assert READER.stat().st_size < 20_000_000
    seen = known(READER).about.trained["seen"]
    assert len(seen) == known(READER).about.trained["documents"] == 1596
    assert all(len(digest) == 16 and not set(digest) - set("0123456789abcdef") for digest in seen)
