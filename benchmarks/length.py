"""How cost grows with length: time and peak memory of all before and after the model, on prose, tables and iXBRL.

Each text is made up: its sentences and rows differ in names and figures. A script stands in for the model and answers
at once, with every fifth figure of a passage as a fact. Each length is measured in a process of its own, so that the
peak of its memory is its own; a ratio beside it says how far ten times the text costs more than ten times as much.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator

from extractor import Extractor, Fact, Profile, Quantity, Request, ScriptedModel

WORDS = (2_000, 20_000, 200_000)
_NAMES = ("Alpha Telecom", "Beta Mobile", "Corvo Net", "Delta Cable", "Estrela", "Fjord Tel", "Gamma Fixed", "Halden")
_SAID = (
    "{name} had {figure} customers in its home market at the end of March {year}, {share}% more than a year earlier.",
    "The board of {name} met on {day} May {year} and approved the plan for the networks in the north of the country.",
    "Revenue from services came to EUR {figure}, which the company puts down to roaming and to messages.",
    '"We are pleased with the year", said the chairman of {name}, "and expect more of the next one."',
    "The network of {name} now covers {share}% of the population, according to the regulator.",
    "Shares in {name} may be traded on the exchange from the first day of the month after the offer.",
)
_SENTENCE = re.compile(r"[^.\n|]*?(?<![\d,.])(?P<figure>\d{1,3}(?:,\d{3})+)[^.\n|]*")
_EVERY = 5


class Figure(Fact, key=("value",)):
    """A figure that the text states."""

    value: Quantity


def prose(words: int) -> str:
    """Paragraphs of sentences."""
    return "\n\n".join(_paragraphs(words))


def _paragraphs(words: int) -> Iterator[str]:
    chance, count = random.Random(words), 0  # noqa: S311 - made-up text
    while count < words:
        paragraph = " ".join(_filled(chance.choice(_SAID), chance) for _ in range(5))
        count += len(paragraph.split())
        yield paragraph


def tables(words: int) -> str:
    """Tables of forty rows, with a heading over each."""
    chance, count, parts = random.Random(words), 0, []  # noqa: S311 - made-up text
    while count < words:
        rows = [f"{'Subscribers (thousands)':40}{2004:>12}{2003:>12}"]
        for _ in range(40):
            one, other = (f"{chance.randrange(1000, 10**6):,}" for _ in range(2))
            rows.append(f"{chance.choice(_NAMES) + ' ' + str(chance.randrange(99)):40}{one:>12}{other:>12}")
        parts.append("OPERATING FIGURES\n\n" + "\n".join(rows))
        count += sum(len(row.split()) for row in rows)
    return "\n\n".join(parts)


def ixbrl(words: int) -> str:
    """A report in inline XBRL: every figure tagged, each cell styled, as such reports are; some forty bytes a word."""
    chance, count, parts = random.Random(words), 0, []  # noqa: S311 - made-up text
    while count < words:
        paragraph = " ".join(_filled(chance.choice(_SAID), chance) for _ in range(5))
        parts.append(f'<p style="margin:0pt;font-size:10pt;text-align:justify"><span>{_tagged(paragraph)}</span></p>')
        rows = []
        for _ in range(10):
            cells = "".join(
                f'<td style="padding:2pt;text-align:right">{_tagged(f"{chance.randrange(1000, 10**6):,}")}</td>'
                for _ in range(3)
            )
            rows.append(f'<tr><td style="padding:2pt">{chance.choice(_NAMES)}</td>{cells}</tr>')
        parts.append(f'<table style="border-collapse:collapse;width:100%">{"".join(rows)}</table>')
        count += len(paragraph.split()) + 50
    head = '<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><head><title>10-K</title></head><body>'
    return f"{head}{''.join(parts)}</body></html>"


def _filled(sentence: str, chance: random.Random) -> str:
    return sentence.format(
        name=chance.choice(_NAMES),
        figure=f"{chance.randrange(1000, 10**9):,}",
        year=chance.randrange(1999, 2024),
        share=chance.randrange(2, 99),
        day=chance.randrange(1, 32),
    )


def _tagged(words: str) -> str:
    tag = '<ix:nonFraction name="us-gaap:Figure" contextRef="c1" unitRef="u1" decimals="0" scale="0" id="f1">'
    return re.sub(r"\d{1,3}(?:,\d{3})+", lambda figure: f"{tag}{figure[0]}</ix:nonFraction>", words)


SHAPES = {"prose": prose, "tables": tables, "ixbrl": ixbrl}


def _answer(request: Request) -> str:
    found = list(_SENTENCE.finditer(request.messages[-1].content))[::_EVERY]
    facts = [
        {
            "quote": match.group().strip(),
            "value": {
                "text": match["figure"],
                "amount": float(match["figure"].replace(",", "")),
                "unit": "",
            },
        }
        for match in found
    ]
    return json.dumps({"figure": facts})


class _Script:
    """The script, and the CPU seconds that it took, which are no part of what is measured."""

    seconds = 0.0

    def __call__(self, request: Request) -> str:
        start = time.process_time()
        said = _answer(request)
        self.seconds += time.process_time() - start
        return said


def measured(shape: str, words: int) -> dict[str, float]:
    """What one text costs, in this process: CPU seconds, and by how many MB it raises the peak of memory."""
    source, script = SHAPES[shape](words).encode(), _Script()
    model = ScriptedModel(script, profile=Profile(passage_chars=16_000, concurrency=4))
    extractor = Extractor(model, kinds=Figure)
    extractor.extract(SHAPES[shape](200).encode())  # what is loaded and compiled once is no part of it
    script.seconds = 0.0
    before, start = _peak(), time.process_time()
    result = extractor.extract(source)
    seconds = time.process_time() - start - script.seconds
    return {"bytes": len(source), "facts": len(result.facts), "seconds": seconds, "mb": _peak() - before}


def _peak() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 2**20 if sys.platform == "darwin" else used / 2**10


def main(arguments: Iterable[str] | None = None) -> int:
    """Print a line for each shape and length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs=2, metavar=("SHAPE", "WORDS"), help="measure one text in this process, as JSON")
    parser.add_argument("--longest", type=int, default=WORDS[-1], help="words of the longest text")
    given = parser.parse_args(None if arguments is None else list(arguments))
    if given.one:
        print(json.dumps(measured(given.one[0], int(given.one[1]))))
        return 0
    print(f"{'shape':8}{'words':>9}{'bytes':>11}{'facts':>8}{'seconds':>9}{'MB/s':>7}{'peak MB':>9}{'x10':>7}")
    for shape in SHAPES:
        before = 0.0
        for words in (count for count in WORDS if count <= given.longest):
            command = [sys.executable, "-m", "benchmarks.length", "--one", shape, str(words)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own command
            found = json.loads(done.stdout)
            grown = f"{found['seconds'] / before / 10:6.2f}" if before else ""
            rate = found["bytes"] / 1e6 / found["seconds"]
            line = f"{shape:8}{words:9,}{found['bytes']:11,}{found['facts']:8,}{found['seconds']:9.2f}{rate:7.2f}"
            print(f"{line}{found['mb']:9.0f}{grown:>7}", flush=True)
            before = found["seconds"]
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
