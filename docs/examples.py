"""Run the commands in the pages on the sample pages and write what they print below them: run by ``make reference``.

A block of a page is run when it shows output or changes a store; each page has a folder of its own to run in, and its
blocks run in the order of the page. The id of an event in a command is the last one that was printed above it.
tests/test_examples.py holds that what the pages show is what is printed.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
SAMPLES = ROOT / "src" / "banggiao" / "samples"
PAGES = {
    ROOT / "README.md": "en",
    DOCS / "tutorial.md": "en",
    DOCS / "how-to" / "in-force.md": "en",
    DOCS / "how-to" / "search.md": "en",
    DOCS / "vi" / "tutorial.md": "vi",
}
"""The pages whose examples are run, and the language of their interface."""
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
_WRITING = {"ingest", "import", "review"}
_RATE = re.compile(r"\d+(\.\d+)? (?=(documents a second|pages a second|tài liệu mỗi giây|trang mỗi giây))")


_EVENT = re.compile(r"\b\d{8}-[0-9a-f]{16}\b")


class Session:
    """The commands of one page, run one after the other in ``folder``."""

    def __init__(self, folder: Path, language: str) -> None:
        self._folder = folder
        self._event = ""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BANGGIAO_")}
        kept["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), *filter(None, [kept.get("PYTHONPATH")])])
        self._environment = {**kept, "BANGGIAO_LANG": language, "NO_COLOR": "1", "COLUMNS": "80"}

    def block(self, text: str) -> str:
        """``text``, the commands of a block and what they printed, with what they print now."""
        lines = text.splitlines()
        calls = [line[2:] for line in lines if line.startswith("$ ")]
        shown = len(calls) < len(lines)
        if not shown and not any(_changes(call) for call in calls):
            return text
        words = ""
        for call in calls:
            named = _EVENT.sub(self._event, call) if self._event else call
            printed = self._printed(named)
            self._event = next(reversed(_EVENT.findall(printed)), self._event)
            words += f"$ {named}\n{printed if shown else ''}"
        return words

    def _printed(self, call: str) -> str:
        """What ``banggiao …`` prints, on standard output and then on standard error; speeds are left out."""
        words = shlex.split(call)
        if words[0] != "banggiao":
            raise ValueError(f"only banggiao is run, not: {call}")
        done = subprocess.run(
            [sys.executable, "-m", "banggiao", *words[1:]],
            cwd=self._folder,
            env=self._environment,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise ValueError(f"{call}: {done.stderr.decode()}")
        lines = (done.stdout + done.stderr).decode().splitlines()
        return "".join(_RATE.sub("… ", line).rstrip() + "\n" for line in lines)


def rewritten(page: Path) -> str:
    """The text of ``page`` with what its commands print now."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(SAMPLES, folder / SAMPLES.relative_to(ROOT))
        session = Session(folder, PAGES[page])
        return BLOCK.sub(lambda found: session.block(found[1]), page.read_text("utf-8"))


def _changes(call: str) -> bool:
    words = shlex.split(call)
    return words[0] == "banggiao" and words[1] in _WRITING


if __name__ == "__main__":
    for each in PAGES:
        each.write_text(rewritten(each), "utf-8")
