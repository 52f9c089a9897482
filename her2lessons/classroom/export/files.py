"""Files of an export: packed the same way every time, and written whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path

from her2lessons.classroom.export.content import ExportError

#: The first moment that a zip can hold; a real one would make every export differ.
_ALWAYS = (1980, 1, 1, 0, 0, 0)
_ORDINARY_FILE = 0o100644 << 16
_WHY = {
    errno.ENOSPC: "the disk is full; free some space",
    errno.EDQUOT: "your share of the disk is full; free some space",
    errno.EROFS: "the disk is read-only; choose another folder",
    errno.EACCES: "you may not write there; choose another folder",
    errno.EPERM: "you may not write there; choose another folder",
    errno.ENAMETOOLONG: "its name is too long; choose a shorter one",
}


def zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """Give a zip of ``(name, content)`` whose bytes depend on nothing else."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, _ALWAYS)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # ZipInfo notes the system it runs on; the bytes should not.
            entry.create_system, entry.external_attr = 3, _ORDINARY_FILE
            archive.writestr(entry, content)
    return held.getvalue()


def check_place(path: Path, replace: bool) -> None:
    """Refuse a place where nothing can or may be written, before any work is done.

    Raises
    ------
    ExportError
        If the folder is missing, the path is a folder, or a file is there that may not be replaced.
    """
    try:
        folder, there, parent = path.is_dir(), path.exists(), path.parent.is_dir()
        special = there and not folder and not path.is_file()
    except OSError as error:
        raise _refused(path, error) from error
    if folder:
        raise ExportError(f"{path} is a folder; add a file name.")
    if special:
        raise ExportError(f"{path} is no ordinary file and was left alone; choose another name.")
    if not parent:
        raise ExportError(f"There is no folder {path.parent}; make it first, or choose another.")
    if there and not replace:
        raise ExportError(
            f"{path} exists already and was left as it is; add --replace, or choose another name."
        )


def write(path: Path, content: bytes) -> None:
    """Put ``content`` into ``path`` in one step, so that a stop halfway leaves what was there.

    Raises
    ------
    ExportError
        If the disk refuses; the sentence says why and what to do.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        try:
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> ExportError:
    why = _WHY.get(error.errno or 0, f"the system says: {error.strerror or error}")
    return ExportError(f"{path} was not written: {why}.")
