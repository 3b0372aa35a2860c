"""One page to read, with a bound on its size. Nothing is opened before it is asked for."""

from __future__ import annotations

import stat
import sys
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


def _open_regular(name: str, path: Path, walked: bool) -> BinaryIO:
    """Open ``path`` unless it is a folder or a device; a pipe only where it was named: it may keep a batch waiting."""
    kind = path.stat().st_mode
    if stat.S_ISDIR(kind):
        raise ReadingError(f"{name}: is a folder; name it on the command line to read the pages in it")
    if not (stat.S_ISREG(kind) or (stat.S_ISFIFO(kind) and not walked)):
        raise ReadingError(f"{name}: is not a file of text; give a saved page")
    return path.open("rb")
