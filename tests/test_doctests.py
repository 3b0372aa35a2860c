"""The examples in the docstrings of what Python users call hold."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import banggiao

SAMPLES = sorted(str(page) for page in (Path(banggiao.__file__).parent / "samples").glob("*.txt"))
FLAGS = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL


@pytest.mark.parametrize("name", ["banggiao.frames", "banggiao.opening"])
def test_examples(name: str, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    globs = {"banggiao": banggiao, "db": str(tmp_path / "relations.db"), "samples": SAMPLES}
    ended = doctest.testmod(import_module(name), extraglobs=globs, optionflags=FLAGS)
    assert ended.attempted and not ended.failed
