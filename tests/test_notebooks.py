"""The notebooks of the documentation run from the first cell to the last, and their drawings are drawings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parent.parent / "docs" / "notebooks").glob("*.ipynb"))

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")
pytest.importorskip("polars")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs_as_it_is_shown(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(p) for p in sys_path()]))
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    shown = [kinds(cell) for cell in notebook.cells]
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": tmp_path}}).execute()
    assert [kinds(cell) for cell in notebook.cells] == shown


def kinds(cell: dict[str, object]) -> list[tuple[str, ...]]:
    """What comes out of a cell: printed text, or in which forms a value is shown."""
    outputs: list[dict[str, object]] = cell.get("outputs", [])  # type: ignore[assignment]
    return [(str(out["output_type"]), *sorted(out.get("data", {}))) for out in outputs]  # type: ignore[call-overload]


def sys_path() -> list[Path]:
    """Where the package under test lies, for the kernel's process."""
    import banggiao

    return [Path(banggiao.__file__).parent.parent]
