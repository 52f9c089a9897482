"""Survival, and cumulative incidence, as step curves with what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from numbers import Real
from typing import TYPE_CHECKING, Any, Literal, Protocol

from her2lessons.figures import given
from her2lessons.figures.curve_names import same_people
from her2lessons.figures.curve_values import Curve, read_curves
from her2lessons.figures.shown import Picture
from her2lessons.figures.step_curves import MONTHS_IN, draw

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Unit = Literal["years", "months"]


class SurvivalLike(Protocol):
    """What a survival curve has, such as one of ``models.survival``; all arrays have one length."""

    @property
    def months(self) -> NDArray[np.floating[Any]]:
        """Months since the start, rising; a value holds from its month until the next."""

    @property
    def survival(self) -> NDArray[np.floating[Any]]:
        """Share without the event, 0 to 1, never rising."""

    @property
    def low(self) -> NDArray[np.floating[Any]]:
        """Lower end of the confidence band."""

    @property
    def high(self) -> NDArray[np.floating[Any]]:
        """Upper end of the confidence band."""

    @property
    def at_risk(self) -> NDArray[Any]:
        """How many are still followed at each month."""


class IncidenceLike(Protocol):
    """What a curve of cumulative incidence has; ``at_risk`` as well, where it is known."""

    @property
    def months(self) -> NDArray[np.floating[Any]]:
        """Months since the start, rising; a value holds from its month until the next."""

    @property
    def incidence(self) -> NDArray[np.floating[Any]]:
        """Share with the event so far, 0 to 1, never falling."""

    @property
    def low(self) -> NDArray[np.floating[Any]]:
        """Lower end of the confidence band."""

    @property
    def high(self) -> NDArray[np.floating[Any]]:
        """Upper end of the confidence band."""


def survival(
    curves: Mapping[str, SurvivalLike],
    *,
    title: str,
    end: str = "survival",
    unit: Unit = "years",
    since: str = "the start",
    until: float | None = None,
    band: str | None = None,
) -> Picture:
    """Draw survival as step lines from 1 down, with bands, and the number at risk under the axis.

    Parameters
    ----------
    curves : mapping
        The curves by name, six at most: each has ``months``, ``survival``, ``low``, ``high`` and ``at_risk``,
        as those of ``models.survival`` do. A curve that does not begin at month 0 is taken to be 1 until its
        first month.
    title : str
        What stands above the curves.
    end : str
        What the axis shows, such as "breast cancer survival".
    unit : {"years", "months"}
        What the axis counts in; the curves are always in months.
    since : str
        When month 0 is, such as "diagnosis".
    until : float, optional
        The month where the axis ends; where the longest curve does, unless given.
    band : str, optional
        What the shaded bands are; taken from the ``level`` of the curves unless given.

    Returns
    -------
    Picture
        The chart; its alternative text gives every curve's value and number at risk at each tick.

    Raises
    ------
    ValueError
        If there is no curve or more than six, if arrays have different lengths, or if a value cannot be: no
        number, outside 0 to 1, outside its own band, months that do not rise, survival that rises.
    """
    found = read_curves(curves, "survival")
    return draw(
        found,
        title=title,
        end=end,
        unit=_unit(unit),
        since=since,
        last=_last(found, until),
        band=band or _band(curves),
    )


def cumulative_incidence(
    curves: Mapping[str, IncidenceLike],
    *,
    title: str,
    end: str = "cumulative incidence",
    unit: Unit = "years",
    since: str = "the start",
    until: float | None = None,
    band: str | None = None,
) -> Picture:
    """Draw the share with an event so far as step lines from 0 up, with bands.

    Parameters
    ----------
    curves : mapping
        The curves by name, six at most: each has ``months``, ``incidence``, ``low`` and ``high``. Where it
        has ``at_risk`` too, the number at risk stands under the axis, once if all curves follow the same
        people. A curve that does not begin at month 0 is taken to be 0 until its first month.
    title, end, unit, since, until, band
        As for :func:`survival`.

    Returns
    -------
    Picture
        The chart; its alternative text gives every curve's value at each tick.

    Raises
    ------
    ValueError
        As for :func:`survival`; the share may never fall.
    """
    found = read_curves(curves, "incidence")
    known = all(curve.at_risk is not None for curve in found.values())
    return draw(
        found,
        title=title,
        end=end,
        unit=_unit(unit),
        since=since,
        last=_last(found, until),
        band=band or _band(curves),
        together=known and same_people(found),
    )


def _band(curves: Mapping[str, Any]) -> str:
    """Name the bands by the confidence the curves carry, if it is one for all."""
    levels = {getattr(curve, "level", None) for curve in curves.values()}
    level = levels.pop() if len(levels) == 1 else None
    return "confidence band" if level is None else f"{100 * level:g} % confidence band"


def _unit(unit: Any) -> str:
    if not isinstance(unit, str) or unit not in MONTHS_IN:
        raise ValueError(f"The unit of the axis is {unit!r}; it must be 'years' or 'months'.")
    return unit


def _last(curves: Mapping[str, Curve], until: Any) -> float:
    """Return the month where the axis ends."""
    if until is None:
        return max(curve.months[-1] for curve in curves.values())
    given.check_size(until, "until")
    if not isinstance(until, Real) or isinstance(until, bool) or not isfinite(until) or until <= 0:
        raise ValueError(f"until is {until!r}. Give the month where the axis ends: a number above 0.")
    return float(until)
