"""A bar that says what is being fetched and how far it is; in a terminal, in a notebook, or in a log."""

from __future__ import annotations

import sys
from typing import TextIO

_CELLS = 20


class ProgressBar:
    """How much of a file is there, drawn with plain text.

    A terminal or a notebook sees one line that fills; anything else, such as a log, sees the finished line
    alone.
    """

    def __init__(self, what: str, size: int, stream: TextIO | None = None) -> None:
        self._what = what
        self._size = size
        self._stream = sys.stdout if stream is None else stream
        self._lively = self._stream.isatty() or type(self._stream).__module__.startswith("ipykernel")
        self._done = 0
        self._shown = ""

    def update(self, more: int) -> None:
        """Count bytes that have arrived."""
        self._done += more
        if self._lively:
            self._draw("\r")

    def close(self) -> None:
        """End the line, if there is one."""
        if not self._lively and self._done:
            self._draw("")
        if self._shown:
            self._stream.write("\n")
            self._stream.flush()
        self._done, self._shown = 0, ""

    def _draw(self, start: str) -> None:
        part = min(self._done / self._size, 1.0)
        filled = round(part * _CELLS)
        line = (
            f"Fetching {self._what} [{'#' * filled}{'.' * (_CELLS - filled)}] "
            f"{part:4.0%} of {max(1, round(self._size / 1000)):,} kB"
        )
        if line != self._shown:
            self._stream.write(start + line)
            self._stream.flush()
            self._shown = line
