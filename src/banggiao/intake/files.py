"""Name the pages that a list of arguments means, and read each with a bound on its size.

Folders are walked in sorted order, hidden files and folders left out; links are read but linked folders are not
entered, so a loop of links ends. Nothing is opened before it is asked for.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from banggiao.records import PageHints, ReadingError

MAX_PAGE_BYTES = 16 * 1024 * 1024
"""A saved news page of more bytes than this is refused: the largest real ones are about 2 MB."""


class Input(Struct, frozen=True):
    """One page to read: the ``name`` that errors quote, and where its bytes are (``path`` None: standard input).

    ``walked``: it was found in a folder, so that nobody has asked to wait for what a pipe may bring. ``hints``: what is
    known of this page beforehand.
    """

    name: str
    path: Path | None = None
    walked: bool = False
    hints: PageHints = PageHints()

    def read(self, limit: int = MAX_PAGE_BYTES) -> bytes:
        """The page's bytes; ReadingError when it is missing, no file, unreadable, or longer than ``limit`` bytes."""
        if self.path is None:
            data = sys.stdin.buffer.read(limit + 1)
        else:
            try:
                with _open_regular(self.name, self.path, self.walked) as stream:
                    data = stream.read(limit + 1)
            except OSError as error:
                raise ReadingError(
                    f"{self.name}: cannot be read ({error.strerror}); check the path and its rights"
                ) from error
        if len(data) > limit:
            raise ReadingError(
                f"{self.name}: longer than {limit // (1024 * 1024)} MiB, so not one news page; "
                "give one page a file, or sentences with --input sentences"
            )
        return data


def expand(inputs: Iterable[str]) -> Iterator[Input]:
    """The pages that ``inputs`` mean: files as they are, folders walked, ``-`` for standard input.

    A name that does not exist still comes out, so that reading it reports it in its turn.
    """
    for name in inputs:
        if name == "-":
            yield Input("standard input")
            continue
        path = Path(name)
        if path.is_dir():
            yield from (Input(str(file), file, walked=True) for file in _walk(path))
        else:
            yield Input(name, path)


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(files):
            if not file.startswith("."):
                yield Path(root) / file


def _open_regular(name: str, path: Path, walked: bool) -> BinaryIO:
    """Open ``path`` unless it is a folder or a device; a pipe only where it was named: it may keep a batch waiting."""
    kind = path.stat().st_mode
    if stat.S_ISDIR(kind):
        raise ReadingError(f"{name}: is a folder; name it on the command line to read the pages in it")
    if not (stat.S_ISREG(kind) or (stat.S_ISFIFO(kind) and not walked)):
        raise ReadingError(f"{name}: is not a file of text; give a saved page")
    return path.open("rb")
