"""The embedded model made ready: its weights converted once to OpenVINO's own format, and kept in the user's cache."""

from __future__ import annotations

import contextlib
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor._config import cache_dir
from extractor._files import kind
from extractor._lock import file_lock
from extractor._weights import Progress, check, no_progress
from extractor.embedded.weights import QWEN, WAYS_ON, Source, obtain, source_at_hand
from extractor.errors import ModelUnavailable, WeightsError

_FILES = tuple(
    f"openvino_{part}.{suffix}" for part in ("model", "tokenizer", "detokenizer") for suffix in ("xml", "bin")
)
_MANIFEST = "manifest.json"
_USUAL_SECONDS = 30
"""How long a conversion takes on two cores, for the progress bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """What is known of the embedded model on this machine, without loading it.

    `digest_ok` is None where no weights file is at hand or it was not asked for; `source` is where the weights are,
    or would be got from; `engine` the version of OpenVINO GenAI, None if it is not installed.
    """

    name: str
    sha256: str
    size: int
    source: Source
    path: Path | None
    digest_ok: bool | None
    engine: str | None
    directory: Path | None
    prepared: bool


def engine_version() -> str | None:
    """The version of OpenVINO GenAI; None if it is not installed."""
    try:
        return importlib.metadata.version("openvino-genai")
    except importlib.metadata.PackageNotFoundError:
        return None


def model_info(path: str | os.PathLike[str] | None = None, *, verify: bool = False) -> ModelInfo:
    """What is known of the embedded model here; `verify` reads the weights file through to check its digest."""
    source, file = source_at_hand(path)
    digest_ok: bool | None = None
    if verify and file is not None and kind(file) == "file":
        with contextlib.suppress(WeightsError):
            digest_ok = False
            check(file, QWEN)
            digest_ok = True
    engine = engine_version()
    directory = _directory(engine) if engine else None
    return ModelInfo(
        name="embedded",
        sha256=QWEN.sha256,
        size=QWEN.size,
        source=source,
        path=file,
        digest_ok=digest_ok,
        engine=engine,
        directory=directory,
        prepared=directory is not None and _whole(directory),
    )


def prepare(path: str | os.PathLike[str] | None = None, *, progress: Progress = no_progress) -> Path:
    """The folder of the converted model; the first call on a machine gets the weights and converts them.

    Raises `ModelUnavailable` if OpenVINO GenAI is not installed or no source has the weights, `WeightsError` if the
    weights are wrong or cannot be converted.
    """
    engine = engine_version()
    if engine is None:
        raise ModelUnavailable(f"the embedded model needs OpenVINO GenAI, which is not installed: {WAYS_ON}")
    directory = _directory(engine)
    if _whole(directory):
        return directory
    lock = directory.with_name(directory.name + ".lock")
    with file_lock(lock, lambda: progress("waiting for another process that prepares the model", 0, 1)):
        if not _whole(directory):  # another process may have made it meanwhile
            found = obtain(path, progress=progress)
            convert(found.path, directory, progress)
            if found.passing:
                found.path.unlink()
    return directory


def _directory(engine: str) -> Path:
    return cache_dir() / "models" / f"{QWEN.sha256[:16]}-openvino-{engine}"


def _whole(directory: Path) -> bool:
    try:
        sizes = json.loads((directory / _MANIFEST).read_text(encoding="utf-8"))
        return all((directory / file).stat().st_size == sizes[file] for file in _FILES)
    except (OSError, ValueError, KeyError):
        return False


def convert(gguf: Path, directory: Path, progress: Progress) -> None:
    """Convert the weights in `gguf`; `directory` appears whole or not at all.

    Raises `WeightsError` if they cannot be converted.
    """
    directory.parent.mkdir(parents=True, exist_ok=True)
    with _workplace(directory.parent) as work:
        link = work / "model.gguf"
        try:
            link.symlink_to(gguf.absolute())
        except OSError:  # a system that lets only administrators make links
            shutil.copyfile(gguf, link)
        start = time.monotonic()
        for part in ("tokenizer", "model"):  # not at once: together they would need over 5 GB of memory
            _convert_part(part, link, start, progress)
        link.unlink()
        sizes = {file: (work / file).stat().st_size for file in _FILES}
        (work / _MANIFEST).write_text(json.dumps(sizes, indent=2) + "\n", encoding="utf-8")
        shutil.rmtree(directory, ignore_errors=True)
        work.replace(directory)
    progress("converting model", _USUAL_SECONDS, _USUAL_SECONDS)


@contextlib.contextmanager
def _workplace(parent: Path) -> Iterator[Path]:
    work = Path(tempfile.mkdtemp(prefix="converting-", dir=parent))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _convert_part(part: str, gguf: Path, start: float, progress: Progress) -> None:
    """Convert in a process of its own, telling `progress` the seconds since `start`."""
    script = Path(__file__).with_name("_convert.py")
    child = subprocess.Popen(  # noqa: S603 - this interpreter and this package's own file
        [sys.executable, str(script), part, str(gguf)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        while True:
            progress("converting model", min(int(time.monotonic() - start), _USUAL_SECONDS - 1), _USUAL_SECONDS)
            try:
                _, said = child.communicate(timeout=0.2)
                break
            except subprocess.TimeoutExpired:
                continue
    finally:
        child.kill()
        child.wait()
    if child.returncode:
        last = said.strip().splitlines()[-1:] or [f"exit status {child.returncode}"]
        raise WeightsError(
            f"the weights could not be converted: {last[0]}; about 4 GB of memory and 3 GB of disk are needed"
        )
