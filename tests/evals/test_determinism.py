"""Two runs of the command with different hash seeds and shuffled inputs give identical bytes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from tests.evals.toys import (
    JSON,
    all_facts,
    brevo,
    customers,
    gold_file,
    membership,
    ownership,
    result_file,
    share,
    write_gold,
    write_results,
)

ROOT = Path(__file__).parents[2]
NAMES = ("one.txt", "two.txt", "three.txt")


def test_hash_seeds_and_the_order_of_inputs_do_not_change_a_byte(tmp_path: Path) -> None:
    reports = [_report(tmp_path / str(seed), seed) for seed in (1, 7)]
    assert reports[0].keys() == {"stdout", *(f"report.{suffix}" for suffix in ("txt", "json", "md", "xml", "html"))}
    assert reports[0] == reports[1]


def _report(folder: Path, seed: int) -> dict[str, bytes]:
    generator = random.Random(seed)  # noqa: S311 - a shuffle, no secret
    said = [
        customers(),
        {**share(), "measure": "other"},
        brevo(),
        ownership(),
        membership("Delta"),
        membership("Brevo"),
    ]
    for name in generator.sample(NAMES, len(NAMES)):
        entities = {"Lumen Alliance": ["Lumen"], "Brevo": ["Brevo S.p.A.", "BREVO"]}
        write_gold(folder / "gold", gold_file(_shuffled(generator, all_facts()), document=name, entities=entities))
        write_results(folder / "results", result_file(_shuffled(generator, said), document=name))
    paths = [path for name in NAMES for path in ("--predictions", str(folder / "results" / f"{name}.json"))]
    pairs = generator.sample([paths[place : place + 2] for place in range(0, len(paths), 2)], len(NAMES))
    done = subprocess.run(  # noqa: S603 - this interpreter, our own module
        [
            sys.executable,
            "-m",
            "evals",
            "report",
            "--misses",
            "--gold",
            str(folder / "gold"),
            "--out",
            str(folder / "out"),
        ]
        + [part for pair in pairs for part in pair],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'schemas'}"},
        capture_output=True,
        check=True,
    )
    return {"stdout": done.stdout, **{path.name: path.read_bytes() for path in (folder / "out").iterdir()}}


def _shuffled(generator: random.Random, facts: list[JSON]) -> list[JSON]:
    return [dict(generator.sample(list(fact.items()), len(fact))) for fact in generator.sample(facts, len(facts))]
