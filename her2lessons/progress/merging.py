"""Bring answers given on another machine into the log: each id once, nothing rewritten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from her2lessons.progress.answer import Answer
from her2lessons.progress.lines import LogReader
from her2lessons.progress.log import AnswerLog
from her2lessons.progress.memory import MERGED
from her2lessons.progress.saving import Said, append_lines

_SAID = Said("The answers could not be brought in", "merge again")


class MergeError(ValueError):
    """A file that holds no answers to bring in; the message says what is wrong and that nothing changed."""


@dataclass(frozen=True)
class Merged:
    """What a merge did."""

    added: int
    """Answers that were new here."""
    known: int
    """Answers that were here already."""
    unreadable: int
    """Lines of the other file that are no answers; they were left out."""

    def __str__(self) -> str:
        parts = [f"{_answers(self.added)} added, {self.known} already here."]
        if self.unreadable:
            lines = "1 line" if self.unreadable == 1 else f"{self.unreadable} lines"
            parts.append(f"{lines} of the file could not be read as answers and were left out.")
        return " ".join(parts)


def merge(log: AnswerLog, other: Path) -> Merged:
    """Append every answer of the file ``other`` that ``log`` does not hold yet.

    The other file stays as it is. Doing it again adds nothing. Each line that comes in keeps all of its
    fields and is marked with the moment of the merge, because it may be older than what stands before it.

    Raises
    ------
    MergeError
        If ``other`` cannot be read, is the log itself, or holds lines and no answer among them.
    SaveError
        If the answers could not be put on disk; then none was.
    """
    found, unreadable = _answers_of(other)
    if log.path.exists() and other.samefile(log.path):
        raise MergeError(f"{other} is this computer's own log; give the file from the other machine.")
    if unreadable and not found:
        raise MergeError(f"No line of {other} could be read as an answer, so nothing was changed.")
    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    new: list[Answer] = []

    def missing() -> list[bytes]:
        here: set[str] = set()
        reader = LogReader(log.path)
        reader.whole_lines(lambda answer: here.add(answer.id))
        reader.unfinished_line(lambda answer: here.add(answer.id), count_unreadable=False)
        new.extend(answer for answer in found if answer.id not in here)
        return [_marked(answer, stamp).to_line().encode("utf-8") for answer in new]

    append_lines(log.path, missing, _SAID)
    return Merged(added=len(new), known=len(found) - len(new), unreadable=unreadable)


def _answers_of(other: Path) -> tuple[list[Answer], int]:
    found: dict[str, Answer] = {}
    reader = LogReader(other)
    try:
        reader.whole_lines(lambda answer: found.setdefault(answer.id, answer))
        reader.unfinished_line(lambda answer: found.setdefault(answer.id, answer), count_unreadable=True)
    except IsADirectoryError:
        raise MergeError(f"{other} is not an ordinary file, so nothing was changed.") from None
    except OSError as error:
        raise MergeError(
            f"{other} cannot be read ({error.strerror or error}), so nothing was changed."
        ) from None
    return list(found.values()), len(reader.unreadable)


def _marked(answer: Answer, stamp: str) -> Answer:
    return replace(answer, extra={MERGED: stamp, **answer.extra})


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"
