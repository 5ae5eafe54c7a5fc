"""Reads filings in a child process that is killed at a random moment, a hundred times, and goes on where it was.

    python -m tests.replies.killed RECORD URL

The child of round N asks at URL/N. Each round prints a line of JSON: the keys recorded after it, and those of them that
were lost or changed since the round before. The last child is left alone; it prints what it read, live and again
offline.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time

from extractor import Extractor, Fact, Name
from extractor.model import Profile
from extractor.replies import Replies

KILLS = 100
AT_ONCE = 4
"""How many questions are under way together."""
MOST = 8
"""How many new answers a child has before it is killed, at most."""
MOMENT = 0.01
"""The most seconds between the last of them and the end: a few questions' time."""
PASSAGES = 20


class Meeting(Fact, key=("who", "where")):
    """Who met where."""

    who: Name
    where: Name


PROFILE = Profile(passage_chars=60, concurrency=AT_ONCE)


def text(number: int) -> str:
    """The filing of that number."""
    places = ("Kiel", "Lund", "Turku", "Riga", "Gdansk")
    said = (f"In {places[at % 5]} the board of Nordwind{number}x{at} AG met and was pleased." for at in range(PASSAGES))
    return "\n\n".join(said) + "\n"


def reader(record: Replies, url: str, *, offline: bool = False) -> Extractor:
    """An extractor that asks there."""
    return Extractor(
        "small", kinds=[Meeting], base_url=url, replies=record, offline=offline, profile=PROFILE, progress=begun
    )


begun_at: int | None = None


def begun(what: str, done: int, total: int) -> None:
    """Says that questions are being asked, and each time that one is answered."""
    del what, done, total
    if begun_at is not None:
        os.write(begun_at, b".")


def main(place: str, url: str) -> None:
    """All rounds."""
    global begun_at  # noqa: PLW0603 - the child tells its parent
    with Replies(f"{place}-before") as record, reader(record, f"{url}/{KILLS + 1}") as extractor:
        extractor.extract(text(0))  # loads what each child would load

    kept: dict[str, str] = {}
    filing = before = 0
    for kill in range(KILLS):
        reading, begun_at = os.pipe()
        child = os.fork()
        if not child:
            with Replies(place) as record, reader(record, f"{url}/{kill}") as extractor:
                extractor.extract(text(filing))
            os._exit(0)
        os.close(begun_at)
        for _ in range(len(kept) - before + random.randint(0, MOST)):  # noqa: S311 - any moment
            os.read(reading, 1)
        time.sleep(random.random() * MOMENT)  # noqa: S311 - the same
        os.kill(child, signal.SIGKILL)
        _, how = os.waitpid(child, 0)
        os.close(reading)
        with Replies(place) as record:
            there = {one.key: one.body for one in record}
        if how == 0:  # it was read to its end before it could be killed
            filing, before = filing + 1, len(there)
        lost = sorted(key for key, body in kept.items() if there.get(key) != body)
        kept = there
        print(json.dumps([sorted(there), lost]), flush=True)
    begun_at = None
    with Replies(place) as record:
        for offline in (False, True):
            with reader(record, f"{url}/{KILLS}", offline=offline) as extractor:
                print(json.dumps([extractor.extract(text(number)).to_json() for number in range(filing + 1)]))
        print(json.dumps(record.verify()))


if __name__ == "__main__":
    main(*sys.argv[1:])
