"""The files of an examination set: pictures and a sheet for students, and the key apart from them."""

from __future__ import annotations

import csv
import errno
import io
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from her2lessons.guidelines import given, ihc

STUDENTS, SHEET, KEY = "students", "answer-sheet.csv", "answer-key.csv"
"""The folder that students get, the sheet in it, and the key beside it."""

SHEET_COLUMNS = ("number", "score", "set")
"""The columns of the sheet; students fill in the score."""

KEY_COLUMNS = ("number", "score", *ihc.Percents._fields)
"""The columns of the key; the last four in percent of the scored cells."""

_PICTURE = re.compile(r"[0-9]{2,3}\.(webp|png)")
_WHY = {
    errno.ENOSPC: "the disk is full, so free some space",
    errno.EROFS: "the disk is read-only, so choose another folder",
    errno.EACCES: "you may not write there, so choose another folder",
    errno.EPERM: "you may not write there, so choose another folder",
    errno.ENAMETOOLONG: "its name is too long, so choose a shorter one",
}

Drawn = tuple[int, ihc.Score, ihc.Percents, str, bytes]
"""One field of a set: number, score, percentages, ending of its picture, the picture's bytes."""


@dataclass(frozen=True)
class Exported:
    """Where an examination set was written."""

    students: Path
    """The folder to hand out: the pictures and the answer sheet."""
    sheet: Path
    """The answer sheet, to be filled in."""
    key: Path
    """The key, which stays with the teacher."""
    pictures: int
    """How many pictures there are."""


def check_folder(folder: object, count: int, replace: bool) -> Path:
    """Return the folder of an export, once it is known that its files may be written there.

    Parameters
    ----------
    folder : path
        Where to write; it need not exist.
    count : int
        How many pictures there will be.
    replace : bool
        Whether files of these names may be written over.

    Raises
    ------
    ValueError
        If it is no path or a file, or if files stand there that may not be replaced or are of another set.
    """
    if not isinstance(folder, (str, os.PathLike)) or not str(folder).strip():
        raise ValueError(f"folder must be the path of a folder, not {given.named(folder)}: give one as text.")
    place = Path(folder)
    students = place / STUDENTS
    try:
        for part in (place, *place.parents, students):
            if part.exists() and not part.is_dir():
                raise ValueError(f"{part} is a file, and a folder is needed: choose another folder.")
        there = sorted(students.iterdir()) if students.is_dir() else []
        key_there = (place / KEY).exists()
    except (OSError, ValueError) as error:
        raise _refused(place, error) if isinstance(error, OSError) else error from None
    pictures = [path for path in there if _PICTURE.fullmatch(path.name)]
    ours = [*pictures, *(path for path in there if path.name == SHEET), *([place / KEY] if key_there else [])]
    if ours and not replace:
        raise ValueError(
            f"{ours[0]} exists already and was left as it is: choose another folder, or ask to replace."
        )
    left_over = [path for path in pictures if int(path.stem) > count]
    if left_over:
        raise ValueError(
            f"{left_over[0]} is of a larger set and would be mistaken for a part of this one: take it away, "
            f"or choose another folder."
        )
    return place


def write_set(place: Path, label: str, drawn: Iterable[Drawn], replace: bool) -> Exported:
    """Write the pictures, the sheet and the key, each whole or not at all, the key last.

    Parameters
    ----------
    place : Path
        From `check_folder`.
    label : str
        The set's name, for the sheet.
    drawn : iterable
        The fields in the order of their numbers.
    replace : bool
        Whether files may be written over; one that appears meanwhile is refused too.

    Raises
    ------
    ValueError
        If the disk refuses, or a file is in the way.
    """
    students = place / STUDENTS
    try:
        students.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(students, error) from error
    sheet: list[tuple[object, ...]] = [SHEET_COLUMNS]
    key: list[tuple[object, ...]] = [KEY_COLUMNS]
    for number, score, percents, ending, data in drawn:
        _write(students / f"{number:02d}.{ending}", data, replace)
        if replace:
            _drop_other_form(students / f"{number:02d}.{ending}")
        sheet.append((number, "", label))
        key.append((number, score, *(f"{share:g}" for share in percents)))
    _write(students / SHEET, _as_csv(sheet), replace)
    _write(place / KEY, _as_csv(key), replace)
    return Exported(students, students / SHEET, place / KEY, len(key) - 1)


def _drop_other_form(picture: Path) -> None:
    """Take away the same number in the other form of file: an older set's picture under the same number."""
    other = picture.with_suffix(".png" if picture.suffix == ".webp" else ".webp")
    try:
        other.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(other, error) from error


def _as_csv(lines: Iterable[tuple[object, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode("utf-8")


def _write(path: Path, content: bytes, replace: bool) -> None:
    """Put ``content`` into ``path`` in one step, so that a stop halfway leaves what was there."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        try:
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if path.exists() and not replace:
                raise FileExistsError(errno.EEXIST, "a file of this name appeared meanwhile")
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> ValueError:
    why = _WHY.get(error.errno or 0, f"the system says {error.strerror or error}; choose another folder")
    return ValueError(f"{path} was not written: {why}.")
