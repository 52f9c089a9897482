"""Read the lines of a log from some point on, and keep count of those that are no answers."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

from her2lessons.progress.answer import Answer
from her2lessons.progress.damage import digest

_BOM = b"\xef\xbb\xbf"
_BLANK = b" \t\r\n"

Take = Callable[[Answer], object]


class LogReader:
    """A place in a log that moves on line by line.

    Parameters
    ----------
    path
        The log's file.
    offset
        Where to begin: 0, or the end of a line.
    unreadable
        Digests of the unreadable lines before that; more are added to this very list.

    Raises
    ------
    OSError
        From its methods, where the file cannot be read or is no ordinary file.
    """

    def __init__(self, path: Path, offset: int = 0, unreadable: list[str] | None = None) -> None:
        self._path = path
        self.offset = offset
        self.unreadable = [] if unreadable is None else unreadable
        self._end = b""

    def whole_lines(self, take: Take) -> None:
        """Give ``take`` every answer from here to the last line that has an end; move there."""
        if not stat.S_ISREG(self._path.stat().st_mode):
            raise IsADirectoryError
        self._end = b""
        with self._path.open("rb") as file:
            file.seek(self.offset)
            for raw in file:
                # Some editors put a byte-order mark before the first line.
                line = raw.removeprefix(_BOM) if self.offset == 0 else raw
                if not raw.endswith(b"\n"):
                    self._end = line
                    return
                self.offset += len(raw)
                self._read(line, take, count_unreadable=True)

    def has_unreadable_end(self) -> bool:
        """Say whether the file goes on with a line that has no end and is no answer."""
        return bool(self._end.strip(_BLANK)) and _answer(self._end) is None

    def unfinished_line(self, take: Take, *, count_unreadable: bool) -> None:
        """Give ``take`` the answer in a line without an end, if it is one; stay before that line."""
        self._read(self._end, take, count_unreadable=count_unreadable)

    def _read(self, line: bytes, take: Take, *, count_unreadable: bool) -> None:
        if not line.strip(_BLANK):
            return
        answer = _answer(line)
        if answer is not None:
            take(answer)
        elif count_unreadable:
            self.unreadable.append(digest(line.rstrip(b"\r\n")))


def _answer(line: bytes) -> Answer | None:
    try:
        return Answer.from_line(line.rstrip(b"\r\n"))
    except ValueError:
        return None
