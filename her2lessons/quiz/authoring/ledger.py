"""Every id that a question of the course ever had: an id is for ever, because answers are kept under it."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path

from her2lessons.quiz.authoring.finding import Finding, Where, error
from her2lessons.quiz.bank import Bank

NAME = "ids.csv"
_COLUMNS = ("id", "retired")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class LedgerError(ValueError):
    """A ledger that cannot be read; the sentence names the line."""


@dataclass(frozen=True)
class Entry:
    """One id."""

    id: str
    retired: str = ""
    """The day on which its question was taken out, ``YYYY-MM-DD``; empty while a bank holds it."""


@dataclass(frozen=True)
class Recorded:
    """What recording did."""

    added: tuple[str, ...]
    retired: tuple[str, ...]

    def __str__(self) -> str:
        said = [
            f"{what} {len(ids)} id{'s' if len(ids) != 1 else ''}: {', '.join(ids)}."
            for what, ids in (("Recorded", self.added), ("Retired", self.retired))
            if ids
        ]
        return " ".join(said) or "Nothing to record: the ledger holds every id of the banks."


def read(path: Path) -> tuple[Entry, ...]:
    """Read the ledger; one that is not there yet is empty.

    Raises
    ------
    LedgerError
        If a line cannot be what it should be.
    """
    if not path.exists():
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as fault:
        raise LedgerError(f"{path.name} cannot be read ({fault}).") from None
    reader = csv.reader(StringIO(text))
    if tuple(next(reader, ())) != _COLUMNS:
        raise LedgerError(f"{path.name}, line 1: must be {','.join(_COLUMNS)}.")
    entries: dict[str, Entry] = {}
    for row in reader:
        where = f"{path.name}, line {reader.line_num}"
        if len(row) != len(_COLUMNS) or not row[0]:
            raise LedgerError(f"{where}: must be an id, a comma, and the day it was retired or nothing.")
        if row[0] in entries:
            raise LedgerError(f"{where}: {row[0]} stands here a second time; keep the first line.")
        if row[1] and not _is_day(row[1]):
            raise LedgerError(f"{where}: {row[1]!r} is not a day; write year-month-day, or nothing.")
        entries[row[0]] = Entry(*row)
    return tuple(entries.values())


def findings(banks: Sequence[Bank], entries: Sequence[Entry]) -> Iterator[Finding]:
    """Compare the ids of the course's banks with the ledger."""
    known = {entry.id: entry for entry in entries}
    for bank in banks:
        for item in bank:
            where = Where(bank.name, item.id, "id")
            if item.id not in known:
                yield error(where, "is new: record it with check-banks --record.")
            elif known[item.id].retired:
                yield error(
                    where,
                    f"was retired on {known[item.id].retired}, and answers to its old question are kept "
                    "under it; give this question a new id.",
                )
    held = {item.id for bank in banks for item in bank}
    for entry in entries:
        if entry.id not in held and not entry.retired:
            yield error(
                Where(NAME, entry.id),
                "is in no bank; put the question back, or retire its id with check-banks --record.",
            )


def record(path: Path, banks: Sequence[Bank], today: date) -> Recorded:
    """Write new ids into the ledger and the day beside those that no bank holds; no line is ever taken out.

    Every bank of the course must be among ``banks``, or the ids of the others would be retired.

    Raises
    ------
    LedgerError
        If the ledger that is there cannot be read; it is left as it is.
    """
    entries = read(path)
    known = {entry.id for entry in entries}
    held = dict.fromkeys(item.id for bank in banks for item in bank)
    added = tuple(item_id for item_id in held if item_id not in known)
    retired = tuple(entry.id for entry in entries if entry.id not in held and not entry.retired)
    if added or retired or not path.exists():
        day = today.isoformat()
        kept = (replace(entry, retired=day) if entry.id in retired else entry for entry in entries)
        _write(path, [*kept, *map(Entry, added)])
    return Recorded(added, retired)


def _write(path: Path, entries: Sequence[Entry]) -> None:
    """Put the whole ledger in its place in one step, so that a stop halfway leaves the old one."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([_COLUMNS, *((entry.id, entry.retired) for entry in entries)])
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False
