"""The wheel holds every table, string, template and sample, and reads a page from wherever it is called.

The wheel is built without an index or a network, unpacked, and run on the dependencies of this environment.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "banggiao"
LEFT_OUT = {"__pycache__", ".DS_Store"}

pytestmark = pytest.mark.skipif(not (ROOT / "pyproject.toml").is_file(), reason="there is no source tree to build from")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    # Compiling takes minutes and is tested by `make test-compiled`: here it is the files that count.
    pure = {**os.environ, "BANGGIAO_PURE": "1"}
    built = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, env=pure)
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("*.whl")
    return found


def test_every_file_of_the_package_is_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    files = [f for f in SOURCE.rglob("*") if f.is_file() and not LEFT_OUT & set(f.parts)]
    assert [name for name in (f.relative_to(SOURCE.parent).as_posix() for f in files) if name not in packed] == []
    assert any(name.endswith("licenses/NOTICE") for name in packed)


def test_it_reads_a_sample_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    sample = next((tmp_path / "installed" / "banggiao" / "samples").glob("*.txt"))
    script = "import banggiao, sys; from banggiao.cli.main import run; print(banggiao.__file__, flush=True); "
    script += "sys.exit(run(sys.argv[1:]))"
    for form in ("json", "text", "html"):
        ended = subprocess.run(
            [sys.executable, "-c", script, "read", str(sample), "--format", form],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert ended.returncode == 0, ended.stderr
        where, _, shown = ended.stdout.partition("\n")
        assert Path(where).is_relative_to(tmp_path)
        if form == "json":
            assert json.loads(shown)["events"]
