"""A log axis for ratios: where a ratio stands, how far the axis goes, and which ticks it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

_LADDER = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0)
"""Where an axis may begin, end and have ticks."""
_REACH = (0.2, 5.0)
"""How far an axis goes for the sake of an interval; further only for a point. Beyond it is an arrow."""
_TICKS = (1.0, 0.5, 2.0, 0.2, 5.0, 0.1, 10.0, 0.7, 1.5, 0.3, 3.0, 0.05, 20.0)
"""Ticks in the order in which they are worth their room."""
_APART = 36
"""Pixels between two ticks at least."""


@dataclass(frozen=True, slots=True)
class LogAxis:
    """A log axis in pixels."""

    low: float
    """The ratio at its left end."""
    high: float
    """The ratio at its right end."""
    left: float
    """Pixels from the left edge of the picture to its left end."""
    right: float
    """Pixels to its right end."""

    def place(self, ratio: float) -> float:
        """Return where a ratio stands, at the end if it lies beyond."""
        inside = min(max(ratio, self.low), self.high)
        return self.left + (self.right - self.left) * log(inside / self.low) / log(self.high / self.low)

    def ticks(self) -> list[float]:
        """Return the ticks that fit, in rising order; 1 is always one of them."""
        chosen: list[float] = []
        for tick in _TICKS:
            if self.low <= tick <= self.high and all(
                abs(self.place(tick) - self.place(other)) >= _APART for other in chosen
            ):
                chosen.append(tick)
        return sorted(chosen)


def around(points: Sequence[float], ends: Sequence[float], left: float, right: float) -> LogAxis:
    """Return an axis that holds 1, every point, and the ends of intervals within reason.

    Parameters
    ----------
    points, ends : sequence of float
        Ratios, and the ends of their intervals, all above 0.
    left, right : float
        Where the axis lies, in pixels.
    """
    lowest = min([0.5, *points, *(max(end, _REACH[0]) for end in ends)])
    highest = max([1.5, *points, *(min(end, _REACH[1]) for end in ends)])
    return LogAxis(
        max((step for step in _LADDER if step <= lowest), default=lowest),
        min((step for step in _LADDER if step >= highest), default=highest),
        left,
        right,
    )
