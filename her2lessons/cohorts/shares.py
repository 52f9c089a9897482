"""The shares that invented patients follow: one table, each row with its source or marked as illustrative."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import TYPE_CHECKING

from her2lessons.cohorts.counts import cited

if TYPE_CHECKING:
    import pandas as pd

ILLUSTRATIVE = "illustrative"
"""What stands in place of a source where there is none."""

YEARS = "years"
"""The unit of a number that is no share."""


@dataclass(frozen=True, slots=True)
class Row:
    """One number that the invented patients follow."""

    variable: str
    """What is drawn, such as ``grade``."""
    given: str
    """Among whom, such as ``HR+/HER2-``; empty for everybody."""
    value: str
    """The outcome that the number belongs to, such as ``3``."""
    number: float
    """As the source gives it, in ``unit``."""
    unit: str
    """``people``, ``%``, or ``years`` for a number that is no share."""
    source: str
    """Key of the source, or ``illustrative``."""
    note: str
    """Whom the source counted; for an illustrative row, what it is about."""


@cache
def rows() -> tuple[Row, ...]:
    """Read the table."""
    text = files(__package__).joinpath("data", "simulated_shares.csv").read_text(encoding="utf-8")
    return tuple(
        Row(
            variable=row["variable"],
            given=row["given"],
            value=row["value"],
            number=float(row["number"]),
            unit=row["unit"],
            source=row["source"],
            note=row["note"],
        )
        for row in csv.DictReader(StringIO(text))
    )


@cache
def outcomes(variable: str) -> dict[str, dict[str, float]]:
    """Give, for each group that a variable is drawn in, its outcomes and their shares, which add up to 1."""
    found: dict[str, dict[str, float]] = {}
    for row in rows():
        if row.variable == variable:
            found.setdefault(row.given, {})[row.value] = row.number
    return {
        given: {value: number / sum(numbers.values()) for value, number in numbers.items()}
        for given, numbers in found.items()
    }


def age(given: str) -> tuple[float, float]:
    """Give the median age of a group and its standard deviation, in years."""
    found = {row.value: row.number for row in rows() if (row.variable, row.given) == ("age", given)}
    return found["median"], found["standard deviation"]


def source_keys() -> tuple[str, ...]:
    """Name every source that the shares come from, in the order of the table."""
    return tuple(dict.fromkeys(row.source for row in rows() if row.source != ILLUSTRATIVE))


def illustrative() -> tuple[str, ...]:
    """Name what the table holds without a source."""
    return tuple(dict.fromkeys(row.note for row in rows() if row.source == ILLUSTRATIVE))


def simulated_shares() -> pd.DataFrame:
    """List the numbers that :func:`her2lessons.cohorts.simulate` follows, each with its source.

    Returns
    -------
    pandas.DataFrame
        Columns ``variable``, ``given`` (among whom; empty for everybody), ``value``, ``number`` (as the
        source gives it), ``unit`` (people, % or years), ``share`` (0 to 1, among those of the same variable
        and group; missing for years), ``source`` (a key, or "illustrative" where there is none) and
        ``note``.
        ``.attrs`` holds ``source``, ``source_keys`` and ``caution``.
    """
    import pandas as pd

    columns = list(Row.__slots__)
    table = pd.DataFrame([[getattr(row, column) for column in columns] for row in rows()], columns=columns)
    total = table.groupby(["variable", "given"])["number"].transform("sum")
    share = (table["number"] / total).where(table["unit"] != YEARS)
    table.insert(columns.index("unit") + 1, "share", share)
    table.attrs = {
        "source": cited(source_keys()),
        "source_keys": source_keys(),
        "caution": (
            "These numbers come from different countries, years and ways of counting, put together for "
            "practice with invented people. They describe no single population. Rows marked "
            f"{ILLUSTRATIVE!r} have no source."
        ),
    }
    return table
