"""The error of a ratio and of copies that were counted in some nuclei of a tumour."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt
from typing import Any, Literal

from her2lessons.models import given
from her2lessons.models.proportion import LEVEL, quantile

Figure = Literal["ratio", "her2_copies"]
FIGURES: tuple[Figure, ...] = ("ratio", "her2_copies")
"""What can be compared with a line."""

MOST_SPREAD = 0.5
"""The widest spread that is taken: beyond it the normal curve would put too many nuclei below no signal."""

MOST_NUCLEI = 10_000
"""More nuclei than anybody counts; a bound on what is simulated."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How much nuclei of one tumour differ in their counts.

    A standard deviation that is a fixed part of the mean (a coefficient of variation) stands in for all that
    makes nuclei differ: a section cuts parts off, cells are in different phases, and clones differ.

    Parameters
    ----------
    her2, cep17 : float
        Standard deviation of a nucleus's count divided by the mean count, from 0.01 to `MOST_SPREAD`.
    together : float
        Correlation of the two counts within a nucleus, 0 to 1: a nucleus cut thin shows fewer of both.

    Raises
    ------
    ValueError
        If a figure is no number within its limits.

    Notes
    -----
    The values given as defaults are illustrative, no measurement. Source: course.
    """

    her2: float = 0.40
    cep17: float = 0.35
    together: float = 0.30

    def __post_init__(self) -> None:
        for name, low, high in (
            ("her2", 0.01, MOST_SPREAD),
            ("cep17", 0.01, MOST_SPREAD),
            ("together", 0.0, 1.0),
        ):
            object.__setattr__(self, name, given.between(getattr(self, name), name, low, high))


USUAL_SPREAD = Spread()
"""The spread that is assumed unless another is given. Illustrative."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure from a count, with the range that the luck of which nuclei were met leaves open."""

    value: float
    """The ratio, or HER2 signals per nucleus."""
    standard_error: float
    """Its standard error, in the same unit."""
    low: float
    """Lower end of the interval; above 0."""
    high: float
    """Upper end of the interval."""
    nuclei: int
    """How many nuclei it rests on."""
    level: float = LEVEL
    """Confidence of the interval."""

    def __str__(self) -> str:
        return f"{self.value:.2f} ({self.level * 100:g} % CI {self.low:.2f} to {self.high:.2f})"

    def distance(self, line: float) -> float:
        """Return how many standard errors the value lies above a line, below it with a minus.

        Parameters
        ----------
        line : float
            The threshold, above 0.

        Raises
        ------
        ValueError
            If the line is no number above 0, or if all nuclei were alike, which leaves no error.
        """
        line = given.positive(line, "line")
        if self.standard_error == 0:
            raise ValueError(
                "All nuclei were alike, so there is no error to measure the distance by. Count more."
            )
        return (self.value - line) / self.standard_error


def ratio(her2: Any, cep17: Any, level: float = LEVEL) -> Estimate:
    """Estimate the ratio and its error from the counts of each nucleus.

    Parameters
    ----------
    her2, cep17 : sequence of int
        Signals in each nucleus, in the same order; at least two nuclei.
    level : float
        Confidence, strictly between 0 and 1.

    Returns
    -------
    Estimate
        All HER2 signals divided by all CEP17 signals, with a delta-method error and an interval that is
        symmetric for the logarithm of the ratio.

    Raises
    ------
    ValueError
        If a count is not whole, if the lists differ in length, hold fewer than two nuclei, or no signal of a
        probe at all.

    Notes
    -----
    The variance is the sample's own: a nucleus pulls the ratio by (HER2 - ratio x CEP17) / mean CEP17, and
    the error is the standard error of the mean of that pull. With 20 nuclei the interval is a little too
    narrow.
    """
    first, second = _nuclei(her2, "her2"), _nuclei(cep17, "cep17")
    if len(first) != len(second):
        raise ValueError(
            f"her2 has {len(first)} nuclei and cep17 {len(second)}. Give both counts of every nucleus."
        )
    value = float(first.sum() / second.sum())
    pull = (first - value * second) / second.mean()
    return _estimate(value, float(pull.std(ddof=1)) / sqrt(len(pull)), len(pull), level)


def copies(her2: Any, level: float = LEVEL) -> Estimate:
    """Estimate HER2 signals per nucleus and their error from the counts of each nucleus.

    Parameters
    ----------
    her2 : sequence of int
        HER2 signals in each nucleus; at least two nuclei.
    level : float
        Confidence, strictly between 0 and 1.

    Returns
    -------
    Estimate
        The mean, the standard error of the mean, and an interval symmetric for its logarithm.

    Raises
    ------
    ValueError
        If a count is not whole, if there are fewer than two nuclei, or if there is no signal at all.
    """
    counted = _nuclei(her2, "her2")
    return _estimate(
        float(counted.mean()), float(counted.std(ddof=1)) / sqrt(len(counted)), len(counted), level
    )


def expected(
    figure: Figure, value: float, nuclei: int, spread: Spread = USUAL_SPREAD, level: float = LEVEL
) -> Estimate:
    """Say what error to expect before counting, from how much nuclei differ.

    Parameters
    ----------
    figure : {"ratio", "her2_copies"}
        What is estimated.
    value : float
        What it truly is; above 0.
    nuclei : int
        How many nuclei will be counted; 1 to `MOST_NUCLEI`.
    spread : Spread
        How much nuclei differ.
    level : float
        Confidence, strictly between 0 and 1.

    Returns
    -------
    Estimate
        The true value with the error and the interval of a count that happens to hit it. Four times the
        nuclei halve the error.

    Raises
    ------
    ValueError
        If the figure is unknown, or a number is not what it may be.

    Notes
    -----
    Delta method: the variance of the logarithm of the ratio is (her2² + cep17² - 2 together her2 cep17) / n.
    """
    known(figure)
    value, nuclei = given.positive(value, "value"), nuclei_counted(nuclei)
    variance = spread.her2**2
    if figure == "ratio":
        variance += spread.cep17**2 - 2 * spread.together * spread.her2 * spread.cep17
    # Two probes that always vary alike leave no error; rounding must not carry it below zero.
    return _estimate(value, value * sqrt(max(variance, 0.0) / nuclei), nuclei, level)


def _estimate(value: float, error: float, nuclei: int, level: float) -> Estimate:
    wide = exp(min(quantile(level) * error / value, 700.0))
    return Estimate(value, error, value / wide, value * wide, nuclei, float(level))


def _nuclei(counted: Any, name: str) -> given.FloatArray:
    """Return one list of counts of at least two nuclei with at least one signal."""
    array = given.counts(counted, name)
    given.line(array, name)
    if len(array) < 2:
        raise ValueError(f"{name} has one nucleus, and one shows no spread. Give at least two nuclei.")
    if not array.any():
        raise ValueError(
            f"{name} has no signal in any nucleus, so there is nothing to estimate. Reject the test."
        )
    return array


def nuclei_counted(nuclei: object) -> int:
    """Return a number of nuclei, 1 to `MOST_NUCLEI`, or raise ValueError."""
    return given.whole(nuclei, "nuclei", 1, MOST_NUCLEI)


def known(figure: object) -> None:
    """Refuse a figure that is none of `FIGURES`."""
    if not isinstance(figure, str) or figure not in FIGURES:
        raise ValueError(f"figure is {given.named(figure)}; it must be 'ratio' or 'her2_copies'.")
