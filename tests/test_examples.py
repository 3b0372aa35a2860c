"""What the pages show below a command is what the command prints."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.skipif(
    not (ROOT / "docs").is_dir(), reason="the documentation is not part of the installed package"
)


def examples() -> ModuleType:
    found = importlib.util.spec_from_file_location("examples", ROOT / "docs" / "examples.py")
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def pages() -> list[Path]:
    return list(examples().PAGES) if (ROOT / "docs").is_dir() else []


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_shows_is_what_is_printed(page: Path) -> None:
    assert page.read_text("utf-8") == examples().rewritten(page), "run: make reference"


def test_the_pages_show_something() -> None:
    module = examples()
    shown = [block for page in module.PAGES for block in module.BLOCK.findall(page.read_text("utf-8"))]
    assert sum(any(not line.startswith("$ ") for line in block.splitlines()) for block in shown) >= 1
