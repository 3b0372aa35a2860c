"""A line on standard error that says how far the reading is: at a terminal only, and redrawn seldom."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from banggiao.cli.interface import Interface

_BETWEEN = 0.2


class Progress:
    """Counts what is done; ``total`` may be unknown (None). Writes nothing where ``stream`` is no terminal."""

    def __init__(self, ui: Interface, total: int | None, wanted: bool, stream: TextIO | None = None) -> None:
        self._ui = ui
        self._total = total
        self._stream = stream or sys.stderr
        self._on = wanted and self._stream.isatty()
        self._began = time.monotonic()
        self._drawn = 0.0
        self._done = 0

    def step(self, count: int = 1) -> None:
        """``count`` more are done."""
        self._done += count
        now = time.monotonic()
        if self._on and now - self._drawn >= _BETWEEN:
            self._drawn = now
            self._stream.write(f"\r\x1b[K{self.words(now - self._began)}")
            self._stream.flush()

    def words(self, seconds: float) -> str:
        """The line, ``seconds`` after the beginning."""
        rate = self._done / seconds if seconds > 0 else 0.0
        left = "?"
        if self._total is not None and rate > 0:
            left = _clock((self._total - self._done) / rate)
        return self._ui.say("read_progress", done=self._done, total=self._total or "?", rate=f"{rate:.1f}", left=left)

    def clear(self) -> None:
        """Take the line away, so that something else can be written or the end has come."""
        if self._on and self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds + 0.5), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
