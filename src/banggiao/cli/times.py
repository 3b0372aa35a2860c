"""``banggiao times``: the expressions of time in sentences, found and resolved."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

import click

from banggiao.cli.output import opened

_FORM = '{"doc": "…", "s": 0, "text": "…", "reference": "2018-07-16"}'

_LONGEST = 16 * 1024 * 1024
"""Bytes of a row: a line without an end must not fill the memory."""


class BadLine(Exception):
    """A line that is no row: the message says what is wrong with it."""


@click.command("times")
@click.argument("file", metavar="FILE")
@click.option("--language", metavar="CODE", default="vi", show_default=True, help="The language of the sentences.")
@click.option("--output", metavar="FILE", help="Write to FILE, which appears only when it is whole.")
def command(file: str, language: str, output: str | None) -> int:
    """Find the expressions of time in the sentences of FILE (JSON Lines; - for standard input) and resolve them.

    A line is {"doc", "s", "text", "reference"}, the last being the ISO date of publication or null. Each is printed
    with "times": what was found, where, and the interval that it means. A bad line is reported, the rest goes on; the
    exit status is 1 then.
    """
    from banggiao import api

    failed = False
    with _input(file) as stream, opened(output) as write:
        for number, line in enumerate(iter(lambda: stream.readline(_LONGEST + 1), b""), 1):
            if not line.strip():
                continue
            try:
                if len(line) > _LONGEST:
                    _skip_line(stream, line)
                row = _row(line)
                found = api.annotate_times(row, language)
            except (BadLine, ValueError) as error:
                failed = True
                click.echo(f"banggiao: {file}, line {number}: {error}; the rest of the file is read", err=True)
                continue
            write(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    return 1 if failed else 0


@contextlib.contextmanager
def _input(name: str) -> Iterator[BinaryIO]:
    """The bytes of ``name``, or of standard input for ``-``; ClickException when it cannot be opened."""
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = open(name, "rb")  # noqa: SIM115 (closed below; only opening may fail as a click error)
    except OSError as error:
        raise click.ClickException(
            f"{name}: cannot be read ({error.strerror}); check the path and its rights"
        ) from error
    with stream:
        yield stream


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    """Read on to the end of a line that is too long to be a row; BadLine says so."""
    while line and not line.endswith(b"\n"):
        line = stream.readline(_LONGEST)
    raise BadLine(f"is longer than {_LONGEST // (1024 * 1024)} MiB, so no row")


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine(f"is not JSON ({error}); expected {_FORM}") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise BadLine(f'has no "text"; expected {_FORM}')
    if not isinstance(row.get("reference"), str | None):
        raise BadLine(f'has a "reference" that is no date; expected {_FORM}')
    return row
