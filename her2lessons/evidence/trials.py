"""What was tried: one published result a row, that is one comparison and one endpoint, with its source."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from her2lessons.evidence import rows
from her2lessons.evidence.bibliography import Reference, reference
from her2lessons.evidence.findings import PRIVATE

if TYPE_CHECKING:
    import pandas as pd

PHASES = ("2", "2/3", "3", "3b/4", "meta-analysis")
UNITS = ("", "%", "months", "percentage points")
RATIO_KINDS = ("", "hazard ratio", "rate ratio", "odds ratio")
INTERVALS = ("", "95% CI", "97.5% CI", "90% CI")
CONFIDENCES = ("high", "medium")

_REGISTRATION = re.compile(r"NCT\d{8}|ISRCTN\d{8}|UMIN\d{9}")
_P = re.compile(r"<?(\d+(\.\d+)?(e-\d+)?)( \((one|two)-sided\))?")
_NUMBERS = ("n", "experimental", "control", "ratio", "low", "high")


@dataclass(frozen=True, slots=True)
class Trial:
    """One result of one trial: one comparison, one endpoint, one report."""

    id: str
    """Permanent name, such as ``katherine_os_7y``."""
    trial: str
    """Name of the trial and, after it, the comparison or the group where the result is of a part of it."""
    nct: str
    """Registration numbers separated by a space, such as ``NCT01772472``; empty where none was confirmed."""
    phase: str
    """One of :data:`PHASES`."""
    setting: str
    """When the treatment is given, such as ``adjuvant`` or ``metastatic, first line``."""
    population: str
    """Whose cancer was treated, by receptors and, where it matters, by spread."""
    n: int | None
    """People in the comparison; None where the number was not confirmed."""
    arm_experimental: str
    """What was tried."""
    arm_control: str
    """What it was compared with; empty where there was no other arm."""
    endpoint: str
    """What was measured, in words."""
    follow_up: str
    """How long people had been followed; empty where that was not confirmed."""
    experimental: float | None
    """Result of the experimental arm, in ``unit``; None where not reached or not confirmed.

    In percentage points it is the difference between the arms, and ``control`` is None."""
    control: float | None
    """Result of the control arm, in ``unit``; None where there is none, not reached or not confirmed."""
    unit: str
    """One of :data:`UNITS`; empty when neither arm has a number."""
    ratio: float | None
    """Experimental divided by control; below 1 means that the event is rarer with the experimental arm.

    For an odds ratio of response the event is the response, so that below 1 is the worse result."""
    ratio_kind: str
    """One of :data:`RATIO_KINDS`; empty without a ratio."""
    low: float | None
    """Lower end of the interval of the ratio or, without a ratio, of the experimental result."""
    high: float | None
    """Upper end of the same interval."""
    interval: str
    """What ``low`` and ``high`` are, one of :data:`INTERVALS`; empty without them."""
    p: str
    """The p value as published, such as ``0.003`` or ``<0.001``; empty where it was not seen."""
    source: str
    """Keys of the sources, separated by a space."""
    confidence: str
    """``high``: seen on the report's, regulator's or guideline's page or abstract; ``medium``: elsewhere."""
    note: str
    """What a reader must know beside the numbers; may be empty."""
    checked: date
    """When the numbers were last checked."""

    @property
    def references(self) -> tuple[Reference, ...]:
        """The sources themselves."""
        return tuple(reference(key) for key in self.source.split())

    def __str__(self) -> str:
        return f"{self.trial}: {self.endpoint}"


COLUMNS = (*(field.name for field in fields(Trial)), PRIVATE)
"""The table holds what a result holds, in the same order, and where we read it."""


def trial(id: str) -> Trial:
    """Return one trial result.

    Parameters
    ----------
    id : str
        Its permanent name, such as ``"katherine_os_7y"``.

    Raises
    ------
    ValueError
        When there is no such result; the message names the ones that come close.
    """
    return rows.look_up(_trials(), id, "trial result", "evidence.trials()")


def trials() -> pd.DataFrame:
    """Return every trial result as a DataFrame, one row each; where we read it is left out."""
    import pandas as pd

    columns = [column for column in COLUMNS if column != PRIVATE]
    kinds = {column: "Int64" if column == "n" else "float64" for column in _NUMBERS}
    return pd.DataFrame(
        [[getattr(item, column) for column in columns] for item in _trials().values()], columns=columns
    ).astype(kinds)


def parse_trial(row: rows.Row, where: str) -> Trial:
    """Turn a row of the table into a trial result, or say which cell is wrong."""
    found = Trial(
        id=rows.text(row, "id", where),
        trial=rows.text(row, "trial", where),
        nct=row["nct"].strip(),
        phase=rows.text(row, "phase", where),
        setting=rows.text(row, "setting", where),
        population=rows.text(row, "population", where),
        n=rows.optional(row, "n", _people, where),
        arm_experimental=rows.text(row, "arm_experimental", where),
        arm_control=row["arm_control"].strip(),
        endpoint=rows.text(row, "endpoint", where),
        follow_up=row["follow_up"].strip(),
        experimental=rows.optional(row, "experimental", rows.number, where),
        control=rows.optional(row, "control", rows.number, where),
        unit=row["unit"].strip(),
        ratio=rows.optional(row, "ratio", rows.number, where),
        ratio_kind=row["ratio_kind"].strip(),
        low=rows.optional(row, "low", rows.number, where),
        high=rows.optional(row, "high", rows.number, where),
        interval=row["interval"].strip(),
        p=row["p"].strip(),
        source=rows.text(row, "source", where),
        confidence=rows.text(row, "confidence", where),
        note=row["note"].strip(),
        checked=rows.day(rows.text(row, "checked", where), "checked", where),
    )
    rows.text(row, PRIVATE, where)
    _check_words(found, where)
    _check_arms(found, where)
    _check_ratio(found, where)
    return found


def _people(value: str, column: str, where: str) -> int:
    """Turn a cell into a number of people."""
    if not (value.isascii() and value.isdecimal() and int(value) > 0):
        raise ValueError(
            f"{where}: {column} is {value!r}, which is not a number of people. Write it like 557."
        )
    return int(value)


def _check_words(found: Trial, where: str) -> None:
    """Cells with a fixed vocabulary hold a word of it."""
    for column, allowed in (
        ("phase", PHASES),
        ("unit", UNITS),
        ("ratio_kind", RATIO_KINDS),
        ("interval", INTERVALS),
        ("confidence", CONFIDENCES),
    ):
        value = getattr(found, column)
        if value not in allowed:
            words = ", ".join(word or "empty" for word in allowed)
            raise ValueError(f"{where}: {column} is {value!r}; it must be one of: {words}.")
    for number in found.nct.split():
        if not _REGISTRATION.fullmatch(number):
            raise ValueError(
                f"{where}: nct holds {number!r}; write registration numbers like NCT01772472, with a space "
                "between two, or leave it empty."
            )
    if found.p and not _P.fullmatch(found.p):
        raise ValueError(f"{where}: p is {found.p!r}; write it like 0.003, <0.001 or 0.02 (two-sided).")


def _check_arms(found: Trial, where: str) -> None:
    """The results of the arms carry a unit and are possible in it."""
    results = [result for result in (found.experimental, found.control) if result is not None]
    if not results and found.ratio is None:
        raise ValueError(f"{where}: {found.id} says nothing. Give the result of an arm, or a ratio.")
    if bool(results) != bool(found.unit):
        raise ValueError(f"{where}: {found.id} needs a unit beside the result of an arm, and only then.")
    if found.control is not None and not found.arm_control:
        raise ValueError(f"{where}: {found.id} has a control result but no control arm. Name the arm.")
    if found.unit == "%" and not all(0 <= result <= 100 for result in results):
        raise ValueError(f"{where}: {found.id} has a percentage outside 0 to 100. Mend it.")
    if found.unit == "months" and not all(result > 0 for result in results):
        raise ValueError(f"{where}: {found.id} has a time that is not above 0 months. Mend it.")
    if found.unit == "percentage points" and found.control is not None:
        raise ValueError(
            f"{where}: {found.id} is in percentage points, a difference between the arms; leave control "
            "empty."
        )


def _check_ratio(found: Trial, where: str) -> None:
    """A ratio says what it is, and lies inside its interval."""
    if (found.ratio is not None) != bool(found.ratio_kind):
        raise ValueError(f"{where}: {found.id} must say in ratio_kind what the ratio is, and only then.")
    if not (found.low is None) == (found.high is None) == (not found.interval):
        raise ValueError(f"{where}: {found.id} must give low, high and interval together or none of them.")
    if found.low is None or found.high is None:
        return
    middle = found.experimental if found.ratio is None else found.ratio
    if middle is None or not found.low < middle < found.high:
        raise ValueError(
            f"{where}: {found.id} is out of order; low must be below, and high above, the ratio or, without "
            "a ratio, the experimental result."
        )


@cache
def _trials() -> dict[str, Trial]:
    parsed = ((where, parse_trial(row, where)) for where, row in rows.read("trials", COLUMNS))
    return rows.collect(((where, item.id, item) for where, item in parsed), "trial result")
