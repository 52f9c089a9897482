"""Put one line at the end of a file so that it stays there, or say why that could not be done."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

LOCK_SECONDS = 2.0
_POLL_SECONDS = 0.01
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM}
_IN_THE_WAY = {errno.ENOTDIR, errno.EEXIST}
#: Windows would otherwise turn every line end into two bytes.
_OPEN = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class Said(NamedTuple):
    """What an error calls the thing that was to be saved."""

    failed: str
    """What did not work."""
    again: str
    """What to do once the way is free."""


ONE_ANSWER = Said("Your answer could not be saved", "check the answer again")


class SaveError(OSError):
    """An answer was not saved; the message says what happened, what is safe and what to do."""


def append_line(path: Path, line: bytes) -> None:
    """Append ``line``, given without its end, as `append_lines` does."""
    append_lines(path, lambda: [line])


def append_lines(path: Path, give: Callable[[], Sequence[bytes]], said: Said = ONE_ANSWER) -> None:
    """Append lines to the file at ``path`` and return only when they are on disk.

    They go in under a lock, after an unfinished last line has been ended. If writing fails halfway,
    what was written is taken back.

    Parameters
    ----------
    path
        The file; it and its folder are made where they are missing.
    give
        Called under the lock for the lines, each without its end, so that it may look at the file first.
    said
        What an error calls it.

    Raises
    ------
    SaveError
        If the lines could not be put on disk. Earlier lines are untouched.
    """
    # Every name of one file must lead to one lock, so links are followed first.
    real = Path(os.path.realpath(path))
    try:
        _make_folder(real.parent)
        _refuse_odd_file(real, said)
        with locked(real, said), _opened(real) as descriptor:
            if lines := give():
                _write(descriptor, b"\n".join(lines), real.parent)
    except SaveError:
        raise
    except OSError as error:
        raise SaveError(_not_saved(real, error, said)) from error


def write_private(path: Path, content: bytes) -> None:
    """Write a new file that nobody but its owner may read, as the log itself is."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


@contextmanager
def locked(path: Path, said: Said = ONE_ANSWER) -> Iterator[None]:
    """Hold the lock of the file at ``path``; the lock is a file beside it.

    Raises
    ------
    SaveError
        If another program holds the lock for longer than `LOCK_SECONDS`.
    OSError
        If the lock's file cannot be made.
    """
    # Imported here: reading needs no lock, and opening a lesson should not wait for it.
    from filelock import FileLock, Timeout

    lock = FileLock(f"{path}.lock")
    try:
        lock.acquire(timeout=LOCK_SECONDS, poll_interval=_POLL_SECONDS)
    except Timeout:
        raise SaveError(
            f"{said.failed}: another program has been writing to {path} for over "
            f"{LOCK_SECONDS:g} seconds. Your earlier answers are untouched. "
            f"Close other notebooks that use this course, then {said.again}."
        ) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, _OPEN, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _write(descriptor: int, lines: bytes, folder: Path) -> None:
    """Write the lines, ended; on failure put the file back to the length it had."""
    before = os.fstat(descriptor).st_size
    ended = before == 0 or _last_byte(descriptor, before) == b"\n"
    rest = memoryview((b"" if ended else b"\n") + lines + b"\n")
    written = 0
    try:
        while rest:
            count = os.write(descriptor, rest)
            if count <= 0:
                raise OSError(errno.EIO, "nothing was written")
            written += count
            rest = rest[count:]
        os.fsync(descriptor)
        if before == 0:
            _sync_folder(folder)
    except BaseException:
        # Only what this call wrote is taken back. If even that fails, the next append ends the torn line.
        with suppress(OSError):
            if os.fstat(descriptor).st_size == before + written:
                os.ftruncate(descriptor, before)
                os.fsync(descriptor)
        raise


def _last_byte(descriptor: int, size: int) -> bytes:
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1)


def _make_folder(folder: Path) -> None:
    """Make the folder and put each new name on disk, so that a power cut cannot take the file with it."""
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for part in missing:
        _sync_folder(part.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows has no way to flush a folder; it keeps names with the file.
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        # Some file systems cannot flush a folder, some folders may not be listed; the file itself is on disk.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES):
            raise


def _refuse_odd_file(path: Path, said: Said) -> None:
    """Refuse folders and devices before a lock file appears beside them."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        kind = "a folder" if stat.S_ISDIR(mode) else "a device, not an ordinary file"
        raise SaveError(
            f"{said.failed}: {path} is {kind}. Nothing was changed. "
            "Move it away, or set HER2LESSONS_HOME to a folder you may write in."
        )


def _not_saved(path: Path, error: OSError, said: Said) -> str:
    """Say what happened, what is safe and what to do."""
    elsewhere = "set HER2LESSONS_HOME to a folder you may write in, then start the kernel again"
    number = error.errno
    if number in _FULL:
        happened, advice = (
            f"the disk that holds {path.parent} is full",
            f"Free some space, then {said.again}",
        )
    elif number == errno.EROFS:
        happened, advice = f"{path.parent} is on a read-only disk", f"To save, {elsewhere}"
    elif number in _REFUSED:
        happened, advice = f"this account may not write in {path.parent}", f"To save, {elsewhere}"
    elif number in _IN_THE_WAY:
        happened, advice = (
            f"{_file_above(path)} is a file where a folder is needed",
            f"Move it away, or {elsewhere}",
        )
    else:
        reason = error.strerror or str(error) or type(error).__name__
        happened, advice = f"writing to {path} failed ({reason})", f"{said.again.capitalize()}"
    return f"{said.failed}: {happened}. Your earlier answers are untouched. {advice}."


def _file_above(path: Path) -> Path:
    return next((part for part in path.parents if part.is_file()), path.parent)
