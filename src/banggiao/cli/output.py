"""Where the output goes: standard output as it comes, or a file that appears only when it is whole."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import click

Write = Callable[[bytes], object]


@contextlib.contextmanager
def opened(path: str | None) -> Iterator[Write]:
    """A function that writes bytes to ``path``, or to standard output when it is None or ``-``.

    A file is written beside its place and moved there at the end: whoever reads it sees the old one or the new one,
    never half of one, and an interrupted run leaves the old one alone. What is there and is no file (a pipe, a device)
    is written to as it is, never replaced. UsageError when it cannot be written there.
    """
    if path is None or path == "-":
        yield sys.stdout.buffer.write
        sys.stdout.buffer.flush()
        return
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        with _special(path, target) as stream:
            yield stream.write
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream.write
        os.chmod(name, _mode(target))
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _special(path: str, target: Path) -> BinaryIO:
    try:
        return target.open("wb")
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: str, error: OSError) -> click.UsageError:
    return click.UsageError(
        f"{path}: cannot be written ({error.strerror}); name a file in a folder that exists and is yours"
    )


def _mode(target: Path) -> int:
    """The rights of the file that is replaced, else those that any new file gets (temporary ones are private)."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
