"""Name the pages that a list of arguments means.

Folders are walked in sorted order, hidden files and folders left out; links are read but linked folders are not
entered, so a loop of links ends. A manifest in a folder is no page: what it knows of pages of that folder goes with
them. Of what it names elsewhere nothing is read: that takes somebody who names the manifest itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from banggiao.intake.files import Input
from banggiao.intake.manifest import is_manifest, read_manifest
from banggiao.records import ReadingError

Report = Callable[[ReadingError], None]


def expand(inputs: Iterable[str], report: Report | None = None) -> Iterator[Input]:
    """The pages that ``inputs`` mean: files as they are, folders walked, ``-`` for standard input.

    A name that does not exist still comes out, so that reading it reports it in its turn; so does a page of its folder
    that a manifest there names. Broken lines of such a manifest go to ``report``; without one they are passed over.
    """
    for name in inputs:
        if name == "-":
            yield Input("standard input")
            continue
        path = Path(name)
        if path.is_dir():
            yield from _walk(path, report or (lambda error: None))
        else:
            yield Input(name, path)


def _walk(folder: Path, report: Report) -> Iterator[Input]:
    known: dict[str, Input] = {}
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        visible = [Path(root) / file for file in sorted(files) if not file.startswith(".")]
        manifests = [file for file in visible if is_manifest(file)]
        for manifest in manifests:
            inside = os.path.abspath(root) + os.sep
            for page in read_manifest(str(manifest), report):
                if (place := os.path.abspath(page.name)).startswith(inside):
                    known[place] = page
        for file in visible:
            if file not in manifests:
                said = known.pop(os.path.abspath(file), None)
                yield Input(str(file), file, walked=True, hints=said.hints) if said else Input(str(file), file, True)
    for page in known.values():
        yield Input(page.name, page.path, walked=True, hints=page.hints)
