"""The modules that are compiled hold nothing that the compiler makes something else of; the list names real files."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
pytest.importorskip("hatchling", reason="the build hook needs hatchling")


def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def listed() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    modules: list[str] = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]["modules"]
    return modules


def test_the_list_is_sorted_and_names_files() -> None:
    assert listed() == sorted(set(listed()))
    assert [module for module in listed() if not (ROOT / "src" / module).is_file()] == []


@pytest.mark.parametrize("module", listed())
def test_no_module_is_compiled_to_something_else(module: str) -> None:
    assert hook().hazards(ROOT / "src" / module) == []


@pytest.mark.parametrize(
    "line",
    [
        "found = [low for word in words if (low := word.lower())]",
        "@functools.cached_property\ndef table(self): ...",
        "class Token(Struct): ...",
    ],
)
def test_a_hazard_is_found(line: str, tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(line + "\n", "utf-8")
    (hazard,) = hook().hazards(module)
    assert hazard.startswith("line ")


def test_nobody_is_made_to_compile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANGGIAO_PURE", "1")
    assert not hook().wanted()
