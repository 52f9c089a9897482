"""Survival and cumulative incidence as step curves, each with its band and the people behind it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from her2lessons.models import given
from her2lessons.models.proportion import LEVEL

_SLACK = 1e-9
"""How far a computed curve may miss its own band, or rise, by the rounding of computer arithmetic alone."""


@dataclass(frozen=True, slots=True, eq=False)
class SurvivalCurve:
    """Share of people without the event, month by month, as steps; the arrays cannot be written to."""

    months: given.FloatArray
    """Time since the start, rising, in months (or whatever unit the times were given in)."""
    survival: given.FloatArray
    """Share still without the event from that month until the next, 0 to 1; never rises."""
    low: given.FloatArray
    """Lower end of the confidence band, point by point."""
    high: given.FloatArray
    """Upper end of it."""
    at_risk: given.FloatArray
    """How many were still followed, without the event, just before that month."""
    label: str = ""
    """Who these people are."""
    level: float = LEVEL
    """Confidence of the band, at each month by itself."""

    def __post_init__(self) -> None:
        _check(self, "survival")
        if (np.diff(self.survival) > _SLACK).any():
            raise ValueError("survival must never rise: nobody comes back. Check the order of the months.")

    def at(self, months: Any) -> given.FloatArray:
        """Return the share without the event at one or several months.

        Raises
        ------
        ValueError
            If a month is below 0 or after the curve ends, where nobody was followed.
        """
        return given.frozen(_read(self, self.survival, 1.0, months))[()]

    def median(self) -> float | None:
        """Return the first month at which half or fewer are without the event; None if it was not reached."""
        reached = np.flatnonzero(self.survival <= 0.5 + _SLACK)
        return float(self.months[reached[0]]) if reached.size else None


@dataclass(frozen=True, slots=True, eq=False)
class CumulativeIncidence:
    """Share of people who had one kind of event so far, while other kinds took others away first."""

    months: given.FloatArray
    """Time since the start, rising, in months (or whatever unit the times were given in)."""
    incidence: given.FloatArray
    """Share with the event by then, 0 to 1; never falls."""
    low: given.FloatArray
    """Lower end of the confidence band, point by point."""
    high: given.FloatArray
    """Upper end of it."""
    at_risk: given.FloatArray
    """How many were still followed, without any event, just before that month."""
    label: str = ""
    """Who these people are."""
    cause: str = ""
    """Which event is counted."""
    level: float = LEVEL
    """Confidence of the band, at each month by itself."""

    def __post_init__(self) -> None:
        _check(self, "incidence")
        if (np.diff(self.incidence) < -_SLACK).any():
            raise ValueError(
                "incidence must never fall: what happened has happened. Check the order of the months."
            )

    def at(self, months: Any) -> given.FloatArray:
        """Return the share with the event by one or several months.

        Raises
        ------
        ValueError
            If a month is below 0 or after the curve ends, where nobody was followed.
        """
        return given.frozen(_read(self, self.incidence, 0.0, months))[()]


Curve = SurvivalCurve | CumulativeIncidence


def loglog_band(
    survival: given.FloatArray, variance: given.FloatArray, reach: float
) -> tuple[given.FloatArray, given.FloatArray]:
    """Return the band of a share, built where it behaves best: on the scale of log(-log(share)).

    It stays between 0 and 1 and is wider on the side where there is more room. Where the share is still 1, or
    has come to 0, the method gives no width, and neither does the band: that is no certainty.

    Parameters
    ----------
    survival : numpy.ndarray
        The shares, 0 to 1.
    variance : numpy.ndarray
        Their variances.
    reach : float
        Standard errors to each side, 1.96 for 95 %.

    Notes
    -----
    Source: klein2003.
    """
    low, high = survival.copy(), survival.copy()
    open_ = (survival > 0) & (survival < 1)
    share = survival[open_]
    # A factor beyond every number means that nothing is known, and the band is then everything.
    with np.errstate(over="ignore"):
        factor = np.exp(reach * np.sqrt(variance[open_]) / (share * -np.log(share)))
        low[open_], high[open_] = share**factor, share ** (1 / factor)
    return low, high


def _check(curve: Curve, what: str) -> None:
    """Check the arrays of a curve and lock them."""
    for field in fields(curve):
        if field.name in ("label", "cause"):
            if not isinstance(getattr(curve, field.name), str):
                raise ValueError(f"{field.name} must be text, not {given.named(getattr(curve, field.name))}.")
        elif field.name == "level":
            object.__setattr__(curve, "level", given.inside(curve.level, "level"))
        else:
            array = given.numbers(getattr(curve, field.name), field.name)
            given.line(array, field.name)
            object.__setattr__(curve, field.name, given.frozen(array))
    arrays = {name: getattr(curve, name) for name in ("months", what, "low", "high", "at_risk")}
    if len({len(array) for array in arrays.values()}) > 1:
        lengths = ", ".join(f"{name} {len(array)}" for name, array in arrays.items())
        raise ValueError(f"The arrays of a curve must have one length, and these have {lengths}.")
    if curve.months[0] < 0 or (np.diff(curve.months) <= 0).any():
        raise ValueError("months must rise from 0 on. Sort them, each once.")
    given.counts(curve.at_risk, "at_risk")
    values = given.shares(arrays[what], what)
    given.shares(curve.low, "low")
    given.shares(curve.high, "high")
    if (curve.low > values + _SLACK).any() or (curve.high < values - _SLACK).any():
        raise ValueError(f"The band must hold the {what} at every month. Check low and high.")


def _read(curve: Curve, values: given.FloatArray, start: float, months: Any) -> given.FloatArray:
    """Read a step curve: each value holds from its month until the next, and ``start`` before the first."""
    asked = given.at_least(months, "months", 0)
    if (asked > curve.months[-1]).any():
        raise ValueError(
            f"The curve ends at month {curve.months[-1]:g}, and month {asked.max():g} was asked for. "
            "Nobody was followed that long."
        )
    place = np.searchsorted(curve.months, asked, side="right")
    return np.asarray(np.concatenate([[start], values])[place])
