"""What may have aged: every row of evidence that nobody has checked for a year."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from io import StringIO
from typing import TYPE_CHECKING

from her2lessons.evidence import rows

if TYPE_CHECKING:
    import pandas as pd

Row = tuple[str, str, date]
"""Table, name in it, and the day it was last checked."""


@dataclass(frozen=True, slots=True)
class Aged:
    """One row that was last checked too long ago."""

    table: str
    """Where it stands, such as ``facts``."""
    id: str
    """Its name there."""
    checked: date
    """When it was last checked."""
    days: int
    """How many days ago that was."""

    def __str__(self) -> str:
        return f"{self.table}: {self.id} was last checked on {self.checked}, {self.days} days ago"


def aged(today: date | None = None, days: int = 365, also: Iterable[Row] = ()) -> tuple[Aged, ...]:
    """Return every row of the evidence tables last checked more than ``days`` days ago, oldest first.

    Parameters
    ----------
    today : date, optional
        The day to count from; the computer's own when left out.
    days : int
        How old a check may be, in days, 1 or more; a row checked exactly so long ago is not returned.
    also : iterable of (table, id, checked), optional
        Rows kept elsewhere that carry such a date, such as the treatment rules of a room further up.

    Raises
    ------
    ValueError
        When ``today`` is not a date, ``days`` is not a whole number of at least 1, or ``also`` holds anything
        but such rows.
    """
    if today is not None and not _is_day(today):
        raise ValueError(
            f"today is {today!r}, which is not a date. Give datetime.date(2026, 11, 20) or leave it out."
        )
    if isinstance(days, bool) or not isinstance(days, int) or days < 1:
        raise ValueError(f"days is {days!r}; it must be a whole number of at least 1, such as 365.")
    now = _today() if today is None else today
    every = (*_rows(), *_kept_elsewhere(also))
    found = (Aged(table, id, checked, (now - checked).days) for table, id, checked in every)
    return tuple(
        sorted((row for row in found if row.days > days), key=lambda row: (row.checked, row.table, row.id))
    )


def age(today: date | None = None, days: int = 365, also: Iterable[Row] = ()) -> pd.DataFrame:
    """Return the same as a DataFrame with the columns ``table, id, checked, days``.

    Parameters
    ----------
    today, days, also
        As for :func:`aged`.

    Raises
    ------
    ValueError
        As for :func:`aged`.
    """
    import pandas as pd

    found = aged(today, days, also)
    frame = pd.DataFrame(
        [[row.table, row.id, row.checked, row.days] for row in found],
        columns=["table", "id", "checked", "days"],
    )
    return frame.astype({"days": int})


def _today() -> date:
    return date.today()


def _is_day(value: object) -> bool:
    # A datetime is a date to Python, but its difference to a date is an error further down.
    return isinstance(value, date) and not isinstance(value, datetime)


def _kept_elsewhere(also: object) -> Iterator[Row]:
    """Every row that the caller adds, checked."""
    allowed = (
        "A row is its table, its name there and the day it was last checked, such as "
        "('rules', 'first_line', datetime.date(2026, 11, 20))."
    )
    if isinstance(also, str) or not isinstance(also, Iterable):
        raise ValueError(f"also is {also!r}, which is no list of rows. {allowed} Put it in brackets: [...].")
    for row in also:
        match row:
            case (str(table), str(id), checked) if _is_day(checked):
                yield table, id, checked
            case _:
                raise ValueError(f"also has the row {row!r}. {allowed}")


def _rows() -> Iterator[Row]:
    """Every row of every table: its first column names it, and its column ``checked`` dates it."""
    tables = files(__package__).joinpath("tables")
    for table in sorted(tables.iterdir(), key=lambda entry: entry.name):
        name, dot, kind = table.name.partition(".")
        if (dot, kind) != (".", "csv"):
            continue
        reader = csv.DictReader(StringIO(table.read_text(encoding="utf-8")))
        columns = list(reader.fieldnames or [])
        if "checked" not in columns:
            raise ValueError(f"{table.name} has no column 'checked'. Add the day each row was last checked.")
        key = columns[0]
        for row in reader:
            where = f"{table.name}, line {reader.line_num}"
            yield name, row[key], rows.day(row["checked"], "checked", where)
