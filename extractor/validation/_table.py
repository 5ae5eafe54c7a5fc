r"""The tables of words, one a language: what is negated, denied, past, planned, possible, supposed, and how far.

A table is lines of columns two blanks apart: where the words stand, what they mean, the words; then, after `/`, words
that must stand within their reach for them to count, and after `!`, words that must not. Words are the alternatives of
a regular expression in which a blank is any white space; case does not matter; `{NAME}` is what `let NAME` said.

Where the words stand:

- `before` what they govern, up to where their reach ends: "does not own";
- `between` the stated words, so that the one before does it to the one after: "sold its stake in";
- `after` what they govern, which has a noun of `/` at its head: "the agreement was called off";
- `closes` a clause with a verb of `/`: "owned until 2003";
- `joint`: before what they govern, or after all that is stated where that is joined as their subject: "A and B never
  agreed"; `before` triggers of what is denied, ended or possible govern so too;
- `spot`: they govern the very words that follow, whatever else is stated: "unlike Sudfone";
- `figure`: they govern the figure that follows at once: "to 25% from 40%".

The other lines: `idle` words look like the others and mean nothing ("not only"); `end` words end a reach, `open` ones
begin a clause of its own, unless `say` words stand before; `own` words make what follows a thing that is there ("may
sell its stake"), up to the `release` words; `or` and `pair` words let a reach go on over a list, `link` words ("and")
only between names; `anew` words after a comma say that what was negated is so after all. For copied words, `pass` words
may stand between them and a negation, `aux` are verbs that a negation follows, `turned` comparisons are reversed by the
negation they begin with ("not more than").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Literal, cast, get_args

from extractor.modality import Modality
from extractor.openings import Beginnings, Openings, beginnings
from extractor.searching import Sieve

Side = Literal["before", "between", "after", "closes", "joint", "spot", "figure"]
LANGUAGES = ("en", "es", "de", "fr", "pt", "it")

TURNS = frozenset({Modality.NEGATED, Modality.DENIED, Modality.PAST})
"""What makes words say the opposite of what they say alone."""

_NEVER, _SHORTENED = re.compile(r"(?!)"), re.compile("n't", re.IGNORECASE)
_STOP = r"(?-i:[.!?]['\"”’)\]]*\s+(?=[^\W\d_a-z]|['\"“(]))|,['\"”]|[;:•](?!\w)|\s-+\s|--|\n\s*\n|[,()]"


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words of one meaning. `needs` must stand within their reach, `bars` must not."""

    side: Side
    modality: Modality
    needs: Sieve | None
    bars: Sieve | None

    def holds(self, reach: str) -> bool:
        """Whether the words that the trigger needs stand in its reach, and none that bar it."""
        needed = self.needs is None or self.needs.pattern.search(reach) is not None
        return needed and (self.bars is None or self.bars.pattern.search(reach) is None)


class Words(Sieve):
    """Whole words of a source, tried only where a word begins as they do."""

    def __init__(self, source: str) -> None:
        super().__init__(_whole(source), re.IGNORECASE)

    @cached_property
    def beginnings(self) -> Beginnings | None:
        """What they begin with where no word ends in "n't", as some of them may however they begin."""
        return beginnings(self.source.replace(r"\w+n't", "(?!)"), self.flags)

    def matches(self, openings: Openings) -> Iterator[re.Match[str]]:
        """The words in a text."""
        shortened = _SHORTENED.search(openings.text, openings.start, openings.end) is not None
        return self._begun(openings, None if shortened else self.beginnings)


@dataclass(frozen=True, slots=True)
class Table:
    """A language's triggers, in one pattern a side with a group for each trigger, and what ends their reach.

    `turning` is the source of the triggers by which words may say the opposite, and of what they turn about.
    """

    patterns: dict[str, Words]
    triggers: dict[str, Trigger]
    turning: str
    stop: Sieve
    marks: dict[str, Sieve]

    @property
    def stops(self) -> re.Pattern[str]:
        """What ends the reach of a trigger."""
        return self.stop.pattern

    def found(
        self, plain: str, start: int, end: int, sides: Collection[Side] = get_args(Side)
    ) -> Iterator[tuple[re.Match[str], Trigger]]:
        """The triggers of `sides` in `plain` from `start` to `end`, side by side; idle words are passed over."""
        openings = Openings(plain, start, end)
        for side, words in self.patterns.items():
            for match in words.matches(openings) if side in sides else ():
                if match.lastgroup:
                    yield match, self.triggers[match.lastgroup]

    def mark(self, name: str) -> re.Pattern[str]:
        """The words of the lines `name`; a pattern that nothing matches if there are none."""
        return self.marks[name].pattern if name in self.marks else _NEVER


def _source(words: str) -> str:
    return words.replace(" ?", r"\s*").replace(" ", r"\s+")


def _whole(source: str) -> str:
    return rf"(?<![\w-])(?=\w)(?:{source})(?![\w-])"


def _pattern(source: str, *, beside: str = "(?!)") -> Sieve:
    """Whole words of a source, or what `beside` matches anywhere."""
    return Sieve(f"{_whole(source)}|{beside}", re.IGNORECASE)


@cache
def table(language: str) -> Table:
    """The table of a language tag such as `es-MX`; English for one that has none."""
    code = language.lower()[:2]
    name = f"{code if code in LANGUAGES else 'en'}.txt"
    named: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    triggers: dict[str, Trigger] = {}
    sources: dict[str, list[str]] = {}
    turning: list[str] = []
    for line in resources.files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines():
        side, *columns = re.split(r" {2,}", line.strip())
        if not columns or line.startswith("#"):
            continue
        columns = [re.sub(r"\{([A-Z]+)\}", lambda found: named[found[1]], column) for column in columns]
        if side == "let":
            named[columns[0]] = f"(?:{columns[1]})"
        elif side in get_args(Side):
            tests = dict(zip(columns[2::2], (_pattern(_source(column)) for column in columns[3::2]), strict=True))
            group = f"t{len(triggers)}"
            triggers[group] = Trigger(cast("Side", side), Modality(columns[0]), tests.get("/"), tests.get("!"))
            sources.setdefault(side, []).append(f"(?P<{group}>{_source(columns[1])})")
            turning += [_source(columns[1])] if triggers[group].modality in TURNS else []
        else:
            words.setdefault(side, []).append(columns[0])
    marks = {kind: _source("|".join(lines)) for kind, lines in words.items()}
    stops = "|".join(f"(?P<{kind}>{marks[kind]})" for kind in ("end", "link", "release"))
    patterns = {side: Words("|".join([marks["idle"], *of_side])) for side, of_side in sources.items()}
    found = {kind: _pattern(source) for kind, source in marks.items()}
    turning += [marks["turned"]] if "turned" in marks else []
    return Table(patterns, triggers, "|".join(turning), _pattern(stops, beside=_STOP), found)
