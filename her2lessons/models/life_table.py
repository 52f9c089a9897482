"""A life table: people counted by interval of follow-up, checked before anything is computed from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from her2lessons.models import given

Cause = Literal["breast cancer", "other causes"]
CAUSES: dict[Cause, str] = {"breast cancer": "died_of_breast_cancer", "other causes": "died_of_other_causes"}
"""What people in a life table die of, and the column that counts it."""

COLUMNS = ("month_from", "month_to", "at_risk", *CAUSES.values(), "censored")


@dataclass(frozen=True, slots=True, eq=False)
class LifeTable:
    """One group's life table, an entry an interval."""

    month_to: given.FloatArray
    """Where each interval ends."""
    at_risk: given.FloatArray
    """Who is alive and followed where it begins."""
    deaths: dict[Cause, given.FloatArray]
    """Deaths in it, by cause."""
    censored: given.FloatArray
    """Whose follow-up ends in it."""

    @property
    def all_deaths(self) -> given.FloatArray:
        """Deaths of any cause."""
        return self.deaths["breast cancer"] + self.deaths["other causes"]

    @property
    def at_risk_after(self) -> given.FloatArray:
        """Who is alive and followed where each interval ends."""
        return self.at_risk - self.all_deaths - self.censored


def read(table: Any) -> LifeTable:
    """Check a life table.

    Parameters
    ----------
    table : pandas.DataFrame or mapping
        Columns ``month_from``, ``month_to``, ``at_risk``, ``died_of_breast_cancer``, ``died_of_other_causes``
        and ``censored``, in the order of time; of one group.

    Raises
    ------
    ValueError
        If it is no frame and no mapping, if a column is missing or holds anything but counts and months, if
        there is more than one subgroup, if the intervals do not follow one another from 0, or if the counts
        do not add up.
    """
    if not isinstance(table, Mapping) and not given.is_frame(table):
        raise ValueError(
            f"A life table is a frame or a mapping with named columns, not {given.named(table)}. "
            f"It needs {', '.join(COLUMNS)}."
        )
    absent = [name for name in COLUMNS if name not in table]
    if absent:
        raise ValueError(f"The life table has no {' and no '.join(absent)}. It needs {', '.join(COLUMNS)}.")
    subgroups = given.words(table["subgroup"], "subgroup") if "subgroup" in table else ()
    groups = list(dict.fromkeys(map(str, subgroups)))
    if len(groups) > 1:
        raise ValueError(
            f"The life table holds {len(groups)} subgroups: {', '.join(groups)}. Choose one: "
            "table[table['subgroup'] == ...]."
        )
    months = [given.at_least(table[name], name, 0, "months") for name in COLUMNS[:2]]
    counts = {name: given.counts(table[name], name) for name in COLUMNS[2:]}
    for name, column in zip(COLUMNS, (*months, *counts.values()), strict=True):
        given.line(column, name)
        if len(column) != len(months[0]):
            raise ValueError(
                f"{name} has {len(column)} entries and month_from {len(months[0])}. Give one each."
            )
    found = LifeTable(
        months[1],
        counts["at_risk"],
        {cause: counts[column] for cause, column in CAUSES.items()},
        counts["censored"],
    )
    _check(months[0], found)
    return found


def _check(month_from: given.FloatArray, table: LifeTable) -> None:
    starts = np.concatenate([[0.0], table.month_to[:-1]])
    if (month_from != starts).any() or (table.month_to <= month_from).any():
        raise ValueError(
            "The intervals must follow one another from month 0: each month_from is the month_to before it, "
            "and each month_to lies after its month_from. Sort the table."
        )
    for place, (risk, after) in enumerate(zip(table.at_risk, table.at_risk_after, strict=True)):
        interval = f"In the interval that begins at month {month_from[place]:g}"
        if risk < 1:
            raise ValueError(f"{interval} nobody is at risk. End the table before it.")
        if after < 0:
            raise ValueError(f"{interval} more people die or leave than are at risk. Check the counts.")
        if place + 1 < len(table.at_risk) and table.at_risk[place + 1] != after:
            raise ValueError(
                f"{interval} {risk:g} people are at risk and {after:g} remain, but the next one begins with "
                f"{table.at_risk[place + 1]:g}. Check the counts."
            )
