"""A share of people with the range it could reasonably have: Wilson's interval."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from her2lessons.models import given

LEVEL = 0.95
"""Confidence, unless another is asked for. Source: course."""


def quantile(level: object) -> float:
    """Return how many standard errors an interval of this confidence reaches to each side: 1.96 for 0.95.

    Parameters
    ----------
    level : float
        Confidence, strictly between 0 and 1.

    Raises
    ------
    ValueError
        If it is no number strictly between 0 and 1.
    """
    return NormalDist().inv_cdf((1 + given.inside(level, "level")) / 2)


@dataclass(frozen=True, slots=True)
class Proportion:
    """A share with its interval."""

    share: float
    """The estimate, 0 to 1."""
    low: float
    """Lower end of the interval."""
    high: float
    """Upper end of the interval."""
    count: int
    """How many have the property."""
    n: int
    """How many were looked at."""
    level: float = LEVEL
    """Confidence of the interval."""

    def __str__(self) -> str:
        return f"{self.share:.3f} ({self.level * 100:g} % CI {self.low:.3f} to {self.high:.3f})"


def wilson(count: int, n: int, level: float = LEVEL) -> Proportion:
    """Estimate a share from a count, with Wilson's interval, which stays between 0 and 1 in small samples.

    Parameters
    ----------
    count : int
        How many have the property; from 0 to ``n``.
    n : int
        How many were looked at; at least 1.
    level : float
        Confidence, strictly between 0 and 1.

    Returns
    -------
    Proportion
        The share and its interval.

    Raises
    ------
    ValueError
        If a count is not whole, if ``n`` is below 1, or if ``count`` exceeds ``n``.

    Notes
    -----
    Source: wilson1927.
    """
    n = given.whole(n, "n", 1)
    count = given.whole(count, "count", 0, n)
    spread = quantile(level) ** 2
    share = count / n
    middle = (count + spread / 2) / (n + spread)
    half = sqrt(spread * (count * (n - count) / n + spread / 4)) / (n + spread)
    # Where nobody, or everybody, has the property, one end is exact; rounding must not move it.
    low = 0.0 if count == 0 else max(middle - half, 0.0)
    high = 1.0 if count == n else min(middle + half, 1.0)
    return Proportion(share, low, high, count, n, float(level))
