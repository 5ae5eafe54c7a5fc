"""Builds the wheel and tries it as a user has it: in an empty environment, outside the checkout.

Run by `make wheel-test`. Beside the script that uses the package lies a `schemas.py` of the user's own, which must not
be mistaken for ours, nor ours for it. The example is extracted offline from its exported replies, without the
embedded engine, and must give the facts that the checkout gives.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
EXAMPLE = CHECKOUT / "examples" / "mmo2-6k-2004-11-11.txt"
REPLIES = EXAMPLE.with_suffix(".replies.jsonl")
PIP = ("-m", "pip", "--quiet", "--disable-pip-version-check")

USER_SCHEMAS = "MINE = 'the user\\'s own'\n"
USER_SCRIPT = """
import importlib.util, sys
from pathlib import Path

import schemas
assert schemas.MINE == "the user's own", schemas

import alliances, extractor
for package in (alliances, extractor):
    assert Path(package.__file__).is_relative_to(sys.prefix), package.__file__
for name in ("evals", "tests", "benchmarks", "prompts", "openvino_genai"):
    assert importlib.util.find_spec(name) is None, f"{name} must not come with the wheel"

from extractor import Extractor

result = Extractor(replies=sys.argv[2], offline=True).extract(sys.argv[1])
sys.stdout.write(result.to_json())
"""


def run(*command: object, cwd: Path) -> str:
    """What a command prints, run without the checkout's variables; raises if it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(  # noqa: S603 - our own commands
        [str(part) for part in command], cwd=cwd, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return done.stdout


def build(folder: Path) -> Path:
    """The wheel, built with what is installed here."""
    run(sys.executable, *PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, CHECKOUT, cwd=folder)
    (wheel,) = folder.glob("filing_facts-*.whl")
    return wheel


def check_contents(wheel: Path) -> None:
    """The wheel holds the two packages with their data, and nothing else."""
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"extractor", "alliances"}, tops
    for needed in ("extractor/py.typed", "extractor/templates/view.html.j2", "extractor/templates/view.js"):
        assert needed in names, needed
    assert any(name.startswith("alliances/prompts/") for name in names), "the prompts are missing"


def main() -> None:
    """Build, look inside, install, extract, compare."""
    if not REPLIES.exists():
        raise SystemExit(f"{REPLIES} is missing; CONTRIBUTING.md says how to record it")
    with tempfile.TemporaryDirectory() as made:
        home = Path(made).resolve()
        wheel = build(home)
        check_contents(wheel)
        print(f"built {wheel.name}")
        venv.create(home / "venv", with_pip=True)
        python = home / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
        pins = CHECKOUT / "requirements" / "core.txt"
        install = (python, *PIP, "install", "--no-cache-dir", "--no-deps")
        run(*install, "--require-hashes", "--only-binary", ":all:", "-r", pins, cwd=home)
        run(*install, wheel, cwd=home)
        run(python, *PIP, "check", cwd=home)
        print("installed it in an empty environment")

        user = home / "user"
        user.mkdir()
        (user / "schemas.py").write_text(USER_SCHEMAS, encoding="utf-8")
        (user / "script.py").write_text(USER_SCRIPT, encoding="utf-8")
        command = python.with_name("extractor")
        run(command, "replies", "import", REPLIES, "--replies", user / "replies", cwd=user)
        theirs = run(python, "script.py", EXAMPLE, user / "replies", cwd=user)
        shown = run(command, "extract", EXAMPLE, "--offline", "--replies", user / "replies", "--json", "-", cwd=user)
        ours = run(
            sys.executable, "-m", "extractor.cli", "extract", EXAMPLE, "--offline", "--replies", user / "replies",
            "--json", "-", cwd=CHECKOUT,
        )  # fmt: skip
        assert theirs == shown == ours, "the wheel and the checkout give different results"
        print(f"extracted {EXAMPLE.name} offline outside the checkout: the same {len(ours):,} bytes")


if __name__ == "__main__":
    main()
