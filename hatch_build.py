"""Build the wheel: the modules that reading spends its time in are compiled with mypyc where a C compiler is there.

Without one, with ``BANGGIAO_PURE=1``, in an editable installation, or when compiling fails, the wheel is pure Python
and does the same, more slowly. ``BANGGIAO_COMPILED=1`` makes a failure an error instead. The modules are listed in
``pyproject.toml`` (``tool.hatch.build.targets.wheel.hooks.custom``); what mypyc gets wrong they may not use:
:func:`hazards` finds it.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# What the compiler needs: itself, and the packages whose types it reads.
NEEDS = ("mypy>=1.15", "setuptools", "msgspec", "ahocorasick-rs", "rtoml")
_GROUP = "banggiao"
_BUILD = f"""
import sys
from mypyc.build import mypycify
from setuptools import setup

level, *modules = sys.argv[1:]
options = ["--ignore-missing-imports", "--no-warn-unused-configs"]
made = mypycify([*options, *modules], opt_level=level, debug_level="0", group_name="{_GROUP}")
setup(name="compiled", packages=[], ext_modules=made, script_args=["--quiet", "build_ext", "--inplace"])
"""


class CustomBuildHook(BuildHookInterface[Any]):
    """Adds the compiled modules to the wheel."""

    def dependencies(self) -> list[str]:
        """What the isolated environment of a build needs besides hatchling."""
        return list(NEEDS) if wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, unless the installation is editable or nothing can or shall be compiled."""
        self._folder: Path | None = None
        if version == "editable" or not wanted():
            return
        self._folder = Path(tempfile.mkdtemp(prefix="banggiao-compiled-"))
        try:
            libraries = compiled(Path(self.root), self._folder, self.config["modules"], self.config["level"])
        except (ImportError, OSError, subprocess.CalledProcessError) as error:
            if os.environ.get("BANGGIAO_COMPILED") == "1":
                raise
            self.app.display_warning(f"nothing is compiled, the wheel is pure Python: {error}")
            return
        for library in libraries:
            build_data["force_include"][str(library)] = library.relative_to(self._folder).as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was compiled; the wheel has it."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


def wanted() -> bool:
    """Whether modules are to be compiled: nobody forbids it, and there is a C compiler."""
    if os.environ.get("BANGGIAO_PURE") == "1":
        return False
    command = os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"
    return os.name == "nt" or any(shutil.which(name) for name in (command.split()[0], "cc", "gcc", "clang"))


def compiled(root: Path, folder: Path, modules: list[str], level: str) -> list[Path]:
    """The libraries made of ``modules`` (paths under ``src``), in ``folder``; CalledProcessError when that fails."""
    shutil.copytree(root / "src" / "banggiao", folder / "banggiao", ignore=shutil.ignore_patterns("__pycache__"))
    wrong = [f"{module}: {hazard}" for module in modules for hazard in hazards(root / "src" / module)]
    if wrong:
        raise OSError("; ".join(wrong))
    script = [sys.executable, "-c", _BUILD, level, *modules]
    made = subprocess.run(script, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if made.returncode:
        print(made.stdout, file=sys.stderr)
        made.check_returncode()
    return sorted(p for p in folder.rglob("*") if p.suffix in (".so", ".pyd") and "build" not in p.parts)


def hazards(path: Path) -> list[str]:
    """What in a module would be compiled to something else than it says."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            if any(isinstance(inner, ast.NamedExpr) for inner in ast.walk(node)):
                found.append(f"line {node.lineno}: a name assigned within a comprehension is lost; use a second one")
        elif isinstance(node, ast.Attribute | ast.Name) and _called(node) == "cached_property":
            found.append(f"line {node.lineno}: a cached property is computed at every access; fill an attribute")
        elif isinstance(node, ast.ClassDef) and any(_called(base) == "Struct" for base in node.bases):
            found.append(f"line {node.lineno}: == on a Struct compares identities; define it in another module")
    return found


def _called(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
