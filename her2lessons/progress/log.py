"""The answer log: append-only JSON Lines, one line an answer."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from her2lessons.progress import place
from her2lessons.progress.answer import Answer
from her2lessons.progress.damage import Damage, keep_copy
from her2lessons.progress.saving import append_line, locked

_BOM = b"\xef\xbb\xbf"


class AnswerLog:
    """Every answer a learner gave, in the order in which it was saved.

    Parameters
    ----------
    path
        The log's file; by default ``answers.jsonl`` in the folder that `place.home` gives.

    Attributes
    ----------
    path
        The log's file, which need not exist yet.
    damage
        After `read`: what to tell the learner about lines, or a file, that could not be read; else None.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        self.path = place.default_path() if path is None else Path(path)
        self.damage: str | None = None

    def append(self, answer: Answer) -> None:
        """Save one answer; when this returns, it is on disk.

        Raises
        ------
        SaveError
            If it could not be saved: one sentence each for what happened, what is safe, what to do.
        ValueError
            If ``answer`` is not an `Answer`.
        """
        if not isinstance(answer, Answer):
            raise ValueError(f"Only an Answer can be saved; this is a {type(answer).__name__}.")
        append_line(self.path, answer.to_line().encode("utf-8"))

    def read(self) -> list[Answer]:
        """Give every readable answer, each id once, in file order.

        A line that cannot be read is skipped, the file is copied once to a sibling whose name tells the
        damage, the original stays as it is, and `damage` says so. A last line without its end counts if it
        is a whole answer. If it is not, it may be another program's answer on its way: the log is read
        again while holding the lock, and only then is the line called cut. While the lock cannot be had
        it is skipped without a word. A log that cannot be opened gives no answers, and `damage` says why.
        """
        self.damage = None
        try:
            answers, unreadable, cut = self._read_once()
            if cut:
                try:
                    with locked(Path(os.path.realpath(self.path))):
                        answers, unreadable, cut = self._read_once()
                except OSError:
                    # No lock, so nobody knows whether the end of the file is still being written.
                    unreadable, cut = unreadable[:-1], False
        except FileNotFoundError:
            return []
        except OSError as error:
            self.damage = (
                f"Your earlier answers could not be read: {_why(self.path, error)}. "
                "Nothing was changed; new answers may not be saved either."
            )
            return []
        if unreadable:
            self.damage = keep_copy(self.path, Damage.of(unreadable, cut=cut))
        return list(answers.values())

    def for_item(self, item: str) -> list[Answer]:
        """Give the answers to one question, in file order."""
        return [answer for answer in self.read() if answer.item == item]

    def latest(self, item: str) -> Answer | None:
        """Give the last answer to one question, or None if there is none."""
        return next(reversed(self.for_item(item)), None)

    def _read_once(self) -> tuple[dict[str, Answer], list[bytes], bool]:
        """Give the answers by id, the unreadable lines, and whether the last of those has no end."""
        answers: dict[str, Answer] = {}
        unreadable: list[bytes] = []
        cut = False
        for line, ended in _lines(self.path):
            try:
                answer = Answer.from_line(line)
            except ValueError:
                unreadable.append(line)
                cut = not ended
            else:
                answers.setdefault(answer.id, answer)
        return answers, unreadable, cut


def _lines(path: Path) -> Iterator[tuple[bytes, bool]]:
    """Give each line that is not blank, without its end, and whether it had one."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise IsADirectoryError
    with path.open("rb") as file:
        for number, raw in enumerate(file):
            # Some editors put a byte-order mark before the first line.
            line = raw.removeprefix(_BOM) if number == 0 else raw
            if line.strip():
                yield line.rstrip(b"\r\n"), raw.endswith(b"\n")


def _why(path: Path, error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return f"{path} is not an ordinary file"
    if isinstance(error, NotADirectoryError):
        return f"a part of the path {path} is a file where a folder is needed"
    return f"opening {path} failed ({error.strerror or error})"
