"""What to do about lines of a log that cannot be read: keep a copy once, and say so."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from her2lessons.progress.saving import write_private


@dataclass(frozen=True)
class Damage:
    """The unreadable lines of one reading of a log.

    Attributes
    ----------
    lines
        How many there are.
    cut
        Whether the last of them is the unfinished end of the file.
    mark
        Ten hex digits that stay the same as long as the unreadable lines do, whatever is added after them.
    """

    lines: int
    cut: bool
    mark: str

    @classmethod
    def of(cls, digests: Sequence[str], *, cut: bool) -> Damage:
        """Describe unreadable lines, given by their digests in file order."""
        mark = hashlib.sha256("\n".join(digests).encode("ascii")).hexdigest()
        return cls(lines=len(digests), cut=cut, mark=mark[:10])


def digest(line: bytes) -> str:
    """Give what an unreadable line is remembered by."""
    return hashlib.sha256(line).hexdigest()


def keep_copy(path: Path, damage: Damage) -> str:
    """Copy the damaged log to a sibling named after the damage, unless that copy is there already.

    Returns
    -------
    str
        What to tell the learner: what was found, what is safe, where the copy is.
    """
    copy = path.with_name(f"{path.stem}.damaged-{damage.mark}{path.suffix}")
    try:
        if not copy.is_file():
            _copy_whole(path, copy)
        kept = f"A copy of the file as it was found is kept in {copy}."
    except OSError as error:
        reason = error.strerror or error
        kept = f"A copy for safety could not be made ({reason}); the file itself was left as it is."
    return f"{_found(path, damage)} All other answers were read and are safe. {kept}"


def _found(path: Path, damage: Damage) -> str:
    if damage.cut and damage.lines == 1:
        return (
            f"The last line of {path} is cut off: a program was stopped while it was saving an answer, "
            "and that one answer is lost."
        )
    if damage.lines == 1:
        return f"1 line of {path} could not be read as an answer and was skipped."
    return f"{damage.lines} lines of {path} could not be read as answers and were skipped."


def _copy_whole(path: Path, copy: Path) -> None:
    """Copy under a passing name first, so that a copy cut short is never taken for the real one."""
    unfinished = copy.with_name(f".{copy.name}.{os.getpid()}")
    try:
        # Made first, so that the copy is as private as the log from its first byte.
        write_private(unfinished, b"")
        shutil.copyfile(path, unfinished)
        unfinished.replace(copy)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
        raise
