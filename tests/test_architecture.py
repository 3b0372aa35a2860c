"""What the house rules ask of every module: size, no words of a language in code, nothing that a user does not have."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "banggiao"
MODULES = sorted(SOURCE.rglob("*.py"))
DATA = sorted(p for p in SOURCE.rglob("*") if p.suffix in {".toml", ".tsv", ".txt", ".html", ".css"})
LONGEST = 400
# Letters that only Vietnamese has in everyday text: the horn, the hook, the dot below, the bar of đ, stacked marks.
VIETNAMESE = frozenset(
    "ăắằẳẵặấầẩẫậđẹẻẽếềểễệỉịọỏốồổỗộơớờởỡợụủưứừửữựỳỵỷỹ" + "ăắằẳẵặấầẩẫậđẹẻẽếềểễệỉịọỏốồổỗộơớờởỡợụủưứừửữựỳỵỷỹ".upper()
)
# Modules about the letters themselves: tone placement and legacy encodings.
ABOUT_LETTERS = {"languages/orthography.py", "pages/charsets.py", "pages/repair.py", "pages/decoding.py"}
FORBIDDEN = ("/work/" + "shared", "../" + "shared", "py" + "pi.org", "files.python" + "hosted.org", "npm" + "js.org")


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_says_one_thing(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_words_of_a_language_live_in_data(module: Path) -> None:
    if name(module) in ABOUT_LETTERS:
        return
    text = module.read_text("utf-8")
    docstrings = docstring_lines(text)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT or token.start[0] in docstrings:
            continue
        if token.type == tokenize.STRING and len(token.string.strip("\"'")) == 1:
            continue  # a letter is spelling, not vocabulary
        assert not VIETNAMESE & set(token.string), f"{name(module)}:{token.start[0]}: {token.string[:60]}"


def docstring_lines(text: str) -> set[int]:
    """The lines of strings that stand alone as statements: docstrings, and those that document a constant."""
    lines: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


@pytest.mark.parametrize("path", [*MODULES, *DATA], ids=name)
def test_nothing_that_is_shipped_names_what_users_do_not_have(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [word for word in FORBIDDEN if word in text] == []


def test_locks_name_no_index() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text("utf-8")
        assert "://" not in text
        assert "--index-url" not in text


def test_every_licence_of_the_tables_has_its_address_in_the_notice() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    named = set(re.findall(r"ODbL 1\.0|CC BY(?:-SA)? \d\.0|CC0 1\.0|MIT License|Apache-2\.0", notice))
    assert len(named) >= 6
    assert [name for name in sorted(named) if not re.search(rf"^ +{re.escape(name)} +https://", notice, re.M)] == []


def test_every_table_that_is_shipped_stands_in_the_notice() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    tables = [name(p) for p in SOURCE.rglob("*.tsv")] + [name(p) for p in (SOURCE / "ontology").glob("*.toml")]
    assert tables and [table for table in tables if table not in notice] == []
