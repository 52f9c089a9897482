"""A bar that says what is being fetched and how far it is; in a terminal, in a notebook, or in a log."""

from __future__ import annotations

import sys
from typing import TextIO

_CELLS = 20


class ProgressBar:
    """The four methods that pooch asks of a bar, drawn with plain text.

    A terminal or a notebook sees one line that fills; anything else, such as a log, sees the finished line
    alone.
    """

    def __init__(self, what: str, size: int, stream: TextIO | None = None) -> None:
        self.total = size
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

    def reset(self) -> None:
        """Start again from nothing, as pooch does before the last update."""
        self._done = 0

    def close(self) -> None:
        """End the line, if there is one."""
        if not self._lively and self._done:
            self._draw("")
        if self._shown:
            self._stream.write("\n")
            self._stream.flush()
        self._done, self._shown = 0, ""

    def _draw(self, start: str) -> None:
        # A server need not say how long a file is; then the length this course knows is the best guess.
        total = self.total or self._size
        part = min(self._done / total, 1.0) if total else 1.0
        filled = round(part * _CELLS)
        line = (
            f"Fetching {self._what} [{'#' * filled}{'.' * (_CELLS - filled)}] "
            f"{part:4.0%} of {max(1, round(total / 1000)):,} kB"
        )
        if line != self._shown:
            self._stream.write(start + line)
            self._stream.flush()
            self._shown = line
