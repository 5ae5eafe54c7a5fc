"""The notebook of the docs, run from recorded replies as Jupyter runs it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

from extractor.replies import Replies

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "docs" / "tutorial.ipynb"


class Here(AsyncKernelManager):
    """A kernel of this very Python, wherever one of that name is installed."""

    @property
    def kernel_spec(self) -> KernelSpec:
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="here", language="python")


def test_the_notebook_is_kept_without_what_it_printed() -> None:
    cells = nbformat.read(NOTEBOOK, as_version=4).cells  # type: ignore[no-untyped-call]
    assert [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")] == []


@pytest.mark.filterwarnings("default")  # what a kernel's own parts have to say
def test_the_notebook_runs_and_ends_with_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("EXTRACTOR_WEIGHTS", str(tmp_path / "none"))  # what is not recorded fails
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "schemas")]))
    for name in ("IPYTHONDIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "jupyter"))
    with Replies() as record:
        record.import_(ROOT / "examples" / "mmo2-6k-2004-11-11.replies.jsonl")
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook, timeout=300, kernel_manager_class=Here, resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    [*_, table, _, _] = notebook.cells
    assert "value_amount" in table.outputs[0]["data"]["text/plain"]
    assert (tmp_path / "tables.duckdb").is_file()
