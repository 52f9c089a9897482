"""What is known: one measured number or one date a row, with its source and the day it was checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from her2lessons.evidence import rows
from her2lessons.evidence.bibliography import Reference, reference

if TYPE_CHECKING:
    import pandas as pd

PRIVATE = "read_at"
"""Where we read a number. Many of these are copies, so it stays in the table and is shown to nobody."""

COLUMNS = (
    "id",
    "statement",
    "value",
    "unit",
    "low",
    "high",
    "interval",
    "day",
    "population",
    "year",
    "source",
    "checked",
    PRIVATE,
)
INTERVALS = ("", "95% CI", "range", "below", "at most")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the course says about the world."""

    id: str
    """Permanent name, such as ``db04_os_hr``."""
    statement: str
    """The finding in plain words, one sentence."""
    value: float | None
    """The number, in ``unit``; None where the fact is a date or only a limit is known."""
    unit: str
    """What is counted, such as ``%``, ``months``, ``hazard ratio`` or ``gene copies``; empty for a date."""
    low: float | None
    """Lower end of the interval, in ``unit``."""
    high: float | None
    """Upper end of the interval, in ``unit``."""
    interval: str
    """What ``low`` and ``high`` are: ``95% CI``, ``range``, ``below``, ``at most``; empty without them."""
    day: date | None
    """The date, where the fact is one."""
    population: str
    """Whom or what was counted."""
    year: int
    """Year of the report."""
    source: str
    """Key of the source, for :func:`her2lessons.evidence.reference` and ``cite``."""
    checked: date
    """When the number was last checked."""

    @property
    def reference(self) -> Reference:
        """The source itself."""
        return reference(self.source)

    def __str__(self) -> str:
        return self.statement


def fact(id: str) -> Fact:
    """Return one fact.

    Parameters
    ----------
    id : str
        Its permanent name, such as ``"db04_os_hr"``.

    Raises
    ------
    ValueError
        When there is no such fact; the message names the ones that come close.
    """
    return rows.look_up(_facts(), id, "fact", "evidence.facts()")


def facts() -> pd.DataFrame:
    """Return every fact as a DataFrame, one row each; where we read it is left out."""
    import pandas as pd

    columns = [column for column in COLUMNS if column != PRIVATE]
    return pd.DataFrame(
        [[getattr(item, column) for column in columns] for item in _facts().values()], columns=columns
    ).astype({"value": float, "low": float, "high": float})


def parse_fact(row: rows.Row, where: str) -> Fact:
    """Turn a row of the table into a fact, or say which cell is wrong."""
    found = Fact(
        id=rows.text(row, "id", where),
        statement=rows.text(row, "statement", where),
        value=rows.optional(row, "value", rows.number, where),
        unit=row["unit"].strip(),
        low=rows.optional(row, "low", rows.number, where),
        high=rows.optional(row, "high", rows.number, where),
        interval=row["interval"].strip(),
        day=rows.optional(row, "day", rows.day, where),
        population=rows.text(row, "population", where),
        year=rows.year(rows.text(row, "year", where), "year", where),
        source=rows.text(row, "source", where),
        checked=rows.day(rows.text(row, "checked", where), "checked", where),
    )
    rows.text(row, PRIVATE, where)
    _check_amount(found, where)
    return found


def _check_amount(found: Fact, where: str) -> None:
    """A fact says one thing: a number with its unit, a limit, or a date."""
    amounts = [amount for amount in (found.value, found.high) if amount is not None]
    if bool(amounts) == (found.day is not None):
        raise ValueError(f"{where}: {found.id} must hold either a number or a day, not both and not neither.")
    if bool(found.unit) != bool(amounts):
        raise ValueError(f"{where}: {found.id} needs a unit beside a number, and none beside a day.")
    if found.interval not in INTERVALS:
        raise ValueError(
            f"{where}: interval is {found.interval!r}; it must be empty or one of {', '.join(INTERVALS[1:])}."
        )
    if bool(found.interval) != (found.low is not None or found.high is not None):
        raise ValueError(f"{where}: {found.id} must say in interval what low and high are, and only then.")
    ends = [amount for amount in (found.low, found.value, found.high) if amount is not None]
    if ends != sorted(ends):
        raise ValueError(f"{where}: {found.id} is out of order; low, value and high must rise.")


@cache
def _facts() -> dict[str, Fact]:
    parsed = ((where, parse_fact(row, where)) for where, row in rows.read("facts", COLUMNS))
    return rows.collect(((where, item.id, item) for where, item in parsed), "fact")
