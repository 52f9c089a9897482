"""The answer log: append-only JSON Lines, one line an answer."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from her2lessons.progress import place, snapshot
from her2lessons.progress.answer import Answer
from her2lessons.progress.damage import Damage, keep_copy
from her2lessons.progress.lines import LogReader
from her2lessons.progress.memory import Memory
from her2lessons.progress.saving import append_line, locked


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
        After `read` or `memory`: what to tell the learner about lines, or a file, that could not be read;
        else None.
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
        answers: dict[str, Answer] = {}
        self._tell(lambda: self._rest(LogReader(self.path), lambda one: answers.setdefault(one.id, one)))
        return list(answers.values())

    def memory(self) -> Memory:
        """Give what all answers add up to: the snapshot, and the lines that came since.

        The same as ``Memory.of(log.read())``, with `damage` told in the same way, at the cost of the new
        lines alone. When those have become many, the snapshot is written anew.
        """
        kept = snapshot.Snapshot()

        def work() -> Damage | None:
            nonlocal kept
            before = snapshot.stamp(self.path)
            kept = snapshot.load(self.path)
            reader = LogReader(self.path, kept.offset, kept.unreadable)
            reader.whole_lines(kept.memory.add)
            if reader.offset - kept.offset >= snapshot.WORTH_WRITING:
                kept.offset = reader.offset
                self._save(kept, before)
            reader.unreadable = list(kept.unreadable)
            return self._rest(reader, kept.memory.add)

        self._tell(work)
        return kept.memory

    def _save(self, kept: snapshot.Snapshot, before: snapshot.Stamp) -> None:
        """Write a snapshot, unless somebody else is writing to the log."""
        with suppress(OSError), locked(Path(os.path.realpath(self.path))):
            snapshot.save(self.path, kept, before)

    def _rest(self, reader: LogReader, take: Callable[[Answer], object]) -> Damage | None:
        """Read on to the end of the file, the unfinished last line included, and say what was unreadable."""
        reader.whole_lines(take)
        cut = reader.has_unreadable_end()
        if cut:
            try:
                with locked(Path(os.path.realpath(self.path))):
                    reader.whole_lines(take)
                    cut = reader.has_unreadable_end()
            except OSError:
                # No lock, so nobody knows whether the end of the file is still being written.
                cut = False
        reader.unfinished_line(take, count_unreadable=cut)
        return Damage.of(reader.unreadable, cut=cut) if reader.unreadable else None

    def _tell(self, work: Callable[[], Damage | None]) -> None:
        """Do the reading in ``work`` and put into words what could not be read."""
        self.damage = None
        try:
            found = work()
        except FileNotFoundError:
            return
        except OSError as error:
            self.damage = (
                f"Your earlier answers could not be read: {_why(self.path, error)}. "
                "Nothing was changed; new answers may not be saved either."
            )
            return
        if found is not None:
            self.damage = keep_copy(self.path, found)


def _why(path: Path, error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return f"{path} is not an ordinary file"
    if isinstance(error, NotADirectoryError):
        return f"a part of the path {path} is a file where a folder is needed"
    return f"opening {path} failed ({error.strerror or error})"
