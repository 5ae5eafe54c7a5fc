"""The README and its companions, held to the code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import typer.main

from extractor import Extractor, ScriptedModel
from extractor.cli import app
from extractor.cli._shell import EXIT_CODES

ROOT = Path(__file__).parents[1]
PAGES = sorted(f"docs/{path.name}" for path in ROOT.glob("docs/*.md"))
PAPERS = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", *PAGES)
USAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
EVERYWHERE = {"--help", "-h"}


def commands(command: Any, path: str = "extractor") -> Iterator[tuple[str, set[str]]]:
    """Every command by its full name, with its options."""
    inner = getattr(command, "commands", {})
    yield path, {name for p in command.params for name in p.opts if name.startswith("-")} - EVERYWHERE
    for name, sub in inner.items():
        yield from commands(sub, f"{path} {name}")


COMMANDS = dict(commands(typer.main.get_command(app)))


def usages(text: str) -> dict[str, set[str]]:
    """The commands that a text shows, each with the options shown for it."""
    found: dict[str, set[str]] = {}
    joined = re.sub(r"\n {12,}", " ", text)
    for shown in re.findall(r"^ {4}.*?\b(extractor .*)$", joined, re.MULTILINE):
        line = shown.partition(" #")[0]
        name = max((name for name in COMMANDS if re.match(rf"{name}\b", line)), key=len)
        found.setdefault(name, set()).update(re.findall(r"--[a-z-]+", line))
    return found


@pytest.mark.parametrize("paper", PAPERS)
def test_every_command_and_option_shown_exists(paper: str) -> None:
    for name, options in usages((ROOT / paper).read_text(encoding="utf-8")).items():
        assert options <= COMMANDS[name], name


def test_every_command_and_option_is_in_the_docs() -> None:
    shown = usages(USAGE)
    for name, options in COMMANDS.items():
        if name in {"extractor facts", "extractor model", "extractor replies", "extractor review"}:
            continue  # these only hold others
        assert name in shown, name
        missing = {option for option in options if option.startswith("--")} - shown[name]
        assert all(option in USAGE for option in missing) if name == "extractor" else not missing, (name, missing)


def test_the_exit_codes_are_those_of_the_code() -> None:
    table = re.findall(r"^\| (\d+) \| (.*?) \|$", USAGE, re.MULTILINE)
    assert {int(code): meaning for code, meaning in table} == EXIT_CODES


@pytest.mark.parametrize("paper", PAPERS)
def test_every_file_and_folder_named_exists(paper: str) -> None:
    text = (ROOT / paper).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    folders = "extractor|schemas|prompts|evals|examples|benchmarks|requirements|tests|docs"
    named = re.findall(rf"`((?:{folders})/[\w./-]*)`", text)
    for link in links:
        assert ((ROOT / paper).parent / link).exists(), link
    for name in named:
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize("paper", PAPERS)
def test_every_address_elsewhere_is_one(paper: str) -> None:
    for link in re.findall(r"\]\((\w+:[^)]*)\)", (ROOT / paper).read_text(encoding="utf-8")):
        address = urlsplit(link)
        assert address.scheme == "https", link
        assert re.fullmatch(r"([a-z0-9-]+\.)+[a-z]{2,}", address.netloc), link
        assert re.fullmatch(r"[!-~]+", link), link


@pytest.mark.parametrize("paper", PAPERS)
def test_every_make_target_named_exists(paper: str) -> None:
    text = (ROOT / paper).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^    |`)make ([a-z-]+)", text, re.MULTILINE)) <= targets


@pytest.mark.parametrize("name", ["core", "local", "edgar", "serve", "ray", "dev"])
def test_the_pinned_requirements_name_no_registry_and_hash_everything(name: str) -> None:
    pins = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|^-|@ ", pins, re.MULTILINE)
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", pins, flags=re.MULTILINE))
    assert len(entries) > 30
    for entry in entries:
        assert "==" in entry.split("\n")[0]
        assert "--hash=sha256:" in entry, entry.split("\n")[0]


def test_the_pins_agree_with_each_other() -> None:
    def read(name: str) -> set[str]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        return set(re.findall(r"^([a-z0-9-]+==\S+)", text, re.MULTILINE))

    assert read("core") < read("local") < read("dev")
    assert read("core") < read("edgar") < read("dev")


def test_the_kinds_shown_are_those_of_alliances() -> None:
    alliances = pytest.importorskip("alliances")
    section = (ROOT / "docs/kinds.md").read_text(encoding="utf-8").split("## The kinds of `alliances`")[1]
    table = re.findall(r"^\| (\w+) \| ([\w, ;]+) \|", section.split("\n## ")[0], re.MULTILINE)
    shown = {name: slots for name, slots in table if name != "kind"}
    assert set(shown) == {kind.kind for kind in alliances.KINDS}
    for kind in alliances.KINDS:
        keys, _, others = shown[kind.kind].partition("; ")
        assert tuple(keys.split(", ")) == kind.key
        assert set(filter(None, others.split(", "))) == set(kind.slots()) - set(kind.key)


LEASES = re.findall(r"```python\n(.*?)```", (ROOT / "docs/kinds.md").read_text(encoding="utf-8"), re.DOTALL)[0]


def test_three_kinds_of_another_field_take_less_than_forty_lines() -> None:
    assert len(LEASES.splitlines()) < 40


def test_the_kinds_in_the_docs_are_read_by_any_model_as_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    space: dict[str, Any] = {"__name__": "leases"}
    exec(compile(LEASES, "docs/kinds.md", "exec", dont_inherit=True), space)  # noqa: S102 - our own documentation
    rent = {"text": "$45,000", "amount": 45000, "unit": "USD"}
    until = {"text": "until 30 June 2012", "start": "2012-06-30", "end": "2012-06-30"}
    said = {
        "leaseterm": [{"quote": "", "lessee": "Acme", "property": "the Elm Street plant", "rent": rent}],
        "renewal": [{"quote": "", "lessee": "Acme", "until": until}],
        "area": [{"quote": "", "property": "the Elm Street plant", "size": {"text": "9,000 square feet"}}],
    }
    kinds = [space["LeaseTerm"], space["Renewal"], space["Area"]]
    model = ScriptedModel([json.dumps(said)])
    text = (
        "Acme leases the Elm Street plant, a site of 9,000 square feet, for $45,000 per year."
        " It may renew the lease until 30 June 2012.\n"
    )
    result = Extractor(model, kinds=kinds).extract(text)
    assert {fact.kind for fact in result.facts} == {"leaseterm", "area", "renewal"}
    assert result.facts[0].model_dump()["rent"]["amount"] == 45000
