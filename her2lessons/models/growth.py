"""How a tumour grows: steadily doubling (exponential), or slowing as it fills its room (Gompertz).

Two curves that are easy to think with. Real tumours differ widely: in 69 women the volume took from 66 to
521 days to double (zhang2017), and in a screening programme one tumour in twenty needed less than 1.2 months
to grow from 10 to 20 mm and one in twenty more than 6.3 years (weedonfekjaer2008). One analysis of screening
data fits neither curve (hart1998). So a curve never tells when one person's cancer began.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, pi
from typing import Any

import numpy as np

from her2lessons.models import given

_LN2 = log(2)


def volume(diameter_mm: Any) -> given.FloatArray:
    """Return the volume in mm³ of a ball of this diameter.

    Parameters
    ----------
    diameter_mm : float or array_like
        Diameter, in mm; 0 or more.

    Raises
    ------
    ValueError
        If it is no number of 0 or more.
    """
    diameters = given.at_least(diameter_mm, "diameter_mm", 0, "mm")
    return _finite(lambda: pi / 6 * diameters**3)


def diameter(volume_mm3: Any) -> given.FloatArray:
    """Return the diameter in mm of a ball of this volume.

    Parameters
    ----------
    volume_mm3 : float or array_like
        Volume, in mm³; 0 or more.

    Raises
    ------
    ValueError
        If it is no number of 0 or more.
    """
    volumes = given.at_least(volume_mm3, "volume_mm3", 0, "mm³")
    return _finite(lambda: np.cbrt(volumes * (6 / pi)))


def doubling_time(
    days: float,
    *,
    diameters_mm: tuple[float, float] | None = None,
    volumes_mm3: tuple[float, float] | None = None,
) -> float:
    """Return how many days the volume took to double, on average, between two measurements.

    Parameters
    ----------
    days : float
        Days between the measurements; above 0.
    diameters_mm, volumes_mm3 : pair of float
        The first and the second measurement, one kind or the other; above 0. The diameter grows by a quarter
        (26 %) while the volume doubles.

    Returns
    -------
    float
        Doubling time of the volume, in days.

    Raises
    ------
    ValueError
        If both or neither pair is given, if a figure is no number above 0, or if the tumour did not grow.
    """
    days = given.positive(days, "days", "days")
    if (diameters_mm is None) == (volumes_mm3 is None):
        raise ValueError("Give either diameters_mm or volumes_mm3: two measurements of one kind.")
    name, power = ("diameters_mm", 3) if volumes_mm3 is None else ("volumes_mm3", 1)
    pair = given.words(diameters_mm if volumes_mm3 is None else volumes_mm3, name)
    if len(pair) != 2:
        raise ValueError(f"{name} must be two measurements, the first and the second, not {len(pair)}.")
    first, second = (given.positive(value, name, "mm" if power == 3 else "mm³") for value in pair)
    if second <= first:
        raise ValueError(
            f"From {first:g} to {second:g} nothing grew, so there is no doubling time. "
            "Give the earlier measurement first."
        )
    return float(_finite(lambda: days * _LN2 / power / _log_ratio(second, first)))


def diameter_after(diameter_mm: float, days: Any, doubling_time_days: float) -> given.FloatArray:
    """Return the diameter in mm after some days of exponential growth.

    Parameters
    ----------
    diameter_mm : float
        Diameter at the start, in mm; above 0.
    days : float or array_like
        Days since then; 0 or more.
    doubling_time_days : float
        Days in which the volume doubles; above 0.

    Raises
    ------
    ValueError
        If a figure is not what it may be, or if the tumour would outgrow every number.
    """
    start = given.positive(diameter_mm, "diameter_mm", "mm")
    grown = Exponential(float(volume(start)), doubling_time_days).size(days)
    return diameter(grown)


@dataclass(frozen=True, slots=True)
class Exponential:
    """Growth that doubles again and again in the same time.

    Parameters
    ----------
    start : float
        Volume or number of cells at the start; above 0.
    doubling_time_days : float
        Days in which it doubles; above 0.
    """

    start: float
    doubling_time_days: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", given.positive(self.start, "start"))
        time = given.positive(self.doubling_time_days, "doubling_time_days", "days")
        object.__setattr__(self, "doubling_time_days", time)

    def size(self, days: Any) -> given.FloatArray:
        """Return the volume or number of cells after some days, 0 or more, in the unit of ``start``."""
        passed = given.at_least(days, "days", 0, "days")
        return _finite(lambda: self.start * np.exp2(passed / self.doubling_time_days))

    def days_to(self, size: Any) -> given.FloatArray:
        """Return after how many days it reaches a size, not below ``start``."""
        sizes = given.at_least(size, "size", self.start)
        return _finite(lambda: self.doubling_time_days * (_log_ratio(sizes, self.start) / _LN2))


@dataclass(frozen=True, slots=True)
class Gompertz:
    """Growth that slows as the tumour nears the most there is room for.

    The rate is the natural logarithm of (capacity / size), times ``slowing_per_day``.

    Parameters
    ----------
    start : float
        Volume or number of cells at the start; above 0.
    capacity : float
        The most it could reach, in the same unit; above ``start``.
    slowing_per_day : float
        By which share a day the distance to the capacity, on a logarithmic scale, shrinks; above 0.

    Raises
    ------
    ValueError
        If a figure is no number above 0, or if there is no room to grow.

    Notes
    -----
    Source of the curve: benzekry2014. The figures are the caller's.
    """

    start: float
    capacity: float
    slowing_per_day: float

    def __post_init__(self) -> None:
        for name in ("start", "capacity", "slowing_per_day"):
            object.__setattr__(self, name, given.positive(getattr(self, name), name))
        if self.capacity <= self.start:
            raise ValueError(
                f"capacity is {self.capacity:g} and start {self.start:g}: there is no room to grow. "
                "Give a capacity above the start."
            )

    @classmethod
    def from_doubling_time(cls, start: float, capacity: float, doubling_time_days: float) -> Gompertz:
        """Make a curve that begins at the speed of this doubling time, in days, and slows from there."""
        time = given.positive(doubling_time_days, "doubling_time_days", "days")
        curve = cls(start, capacity, 1.0)
        return cls(curve.start, curve.capacity, _LN2 / time / float(_log_ratio(curve.capacity, curve.start)))

    def size(self, days: Any) -> given.FloatArray:
        """Return the volume or number of cells after some days, 0 or more, in the unit of ``start``."""
        passed = given.at_least(days, "days", 0, "days")
        way = _log_ratio(self.capacity, self.start)

        def grown() -> Any:
            # In two halves, because the whole share of the capacity may be too small a number to hold.
            root = np.exp(-way / 2 * np.exp(-self.slowing_per_day * passed))
            return self.capacity * root * root

        return _finite(grown)

    def days_to(self, size: Any) -> given.FloatArray:
        """Return after how many days it reaches a size, from ``start`` to below ``capacity``."""
        sizes = self._within(given.at_least(size, "size", self.start))
        way = _log_ratio(self.capacity, self.start)
        return _finite(lambda: np.log(way / _log_ratio(self.capacity, sizes)) / self.slowing_per_day)

    def doubling_time_days(self, size: Any) -> given.FloatArray:
        """Return in how many days it would double if it kept the speed that it has at a size.

        The larger the tumour, the longer; at the capacity it would never double.
        """
        sizes = self._within(given.at_least(size, "size", 0))
        if not (sizes > 0).all():
            raise ValueError("size must be above 0. What is not there does not grow.")
        return _finite(lambda: _LN2 / (self.slowing_per_day * _log_ratio(self.capacity, sizes)))

    def _within(self, sizes: given.FloatArray) -> given.FloatArray:
        if not (sizes < self.capacity).all():
            raise ValueError(
                f"size must be below the capacity of {self.capacity:g}, not {sizes.max():g}. "
                "This curve comes ever nearer to it and never reaches it."
            )
        return sizes


def _log_ratio(above: Any, below: Any) -> given.FloatArray:
    """Return the logarithm of a quotient of at least 1, also of one that outgrows every number."""
    with np.errstate(over="ignore"):
        ratio = np.divide(above, below)
    # The difference of two logarithms never overflows, but is less exact where the two are nearly alike.
    return np.asarray(np.where(np.isfinite(ratio), np.log(ratio), np.log(above) - np.log(below)))


def _finite(compute: Any) -> given.FloatArray:
    """Return what is computed, a plain number for a number, unless it outgrows every number."""
    with np.errstate(over="ignore", divide="ignore"):
        result = np.asarray(compute())
    if not np.isfinite(result).all():
        raise ValueError(
            "The result is larger than any number a computer holds. Give fewer days or a smaller size."
        )
    return given.frozen(result)[()]
