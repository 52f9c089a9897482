"""How well two readers, or two tests, agree: kappa, agreement on each answer, and predictive values.

A table always has one reader in its rows and the other in its columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any, Literal

import numpy as np

from her2lessons.models import given
from her2lessons.models.accuracy import Accuracy, PredictiveValues, from_counts, predictive_values
from her2lessons.models.per_answer import (
    negative_agreement,
    negative_percent_agreement,
    positive_agreement,
    positive_percent_agreement,
)
from her2lessons.models.proportion import LEVEL, Proportion, quantile, wilson
from her2lessons.models.readings import from_readings, square

__all__ = [
    "WEIGHTS",
    "Accuracy",
    "Agreement",
    "PredictiveValues",
    "Proportion",
    "Weights",
    "from_counts",
    "from_readings",
    "kappa",
    "negative_agreement",
    "negative_percent_agreement",
    "positive_agreement",
    "positive_percent_agreement",
    "predictive_values",
    "wilson",
]

Weights = Literal["linear", "quadratic"]
WEIGHTS: tuple[Weights, ...] = ("linear", "quadratic")
"""How a near miss may count: by the number of steps between the answers, or by its square."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Cohen's kappa with what it is made of."""

    kappa: float
    """Agreement beyond chance: 1 is perfect, 0 what chance alone would give, below 0 worse than chance."""
    low: float
    """Lower end of the asymptotic interval, not below -1."""
    high: float
    """Upper end of the asymptotic interval, not above 1."""
    observed: float
    """Share of cases on which both said the same, 0 to 1; with weights a near miss counts in part."""
    expected: float
    """The same share if both kept their habits but read at random."""
    n: int
    """Cases that both read."""
    standard_error: float
    """Standard error of kappa."""
    weights: Weights | None = None
    """How a near miss counts; None where it counts as no agreement."""
    level: float = LEVEL
    """Confidence of the interval."""

    def __str__(self) -> str:
        return f"kappa {self.kappa:.2f} ({self.level * 100:g} % CI {self.low:.2f} to {self.high:.2f})"


def kappa(table: Any, weights: Weights | None = None, level: float = LEVEL) -> Agreement:
    """Measure how far two readers agree beyond what chance alone would give.

    Kappa depends on how common each answer is: the same readers get a lower kappa where one answer is rare.
    Read it beside :func:`positive_agreement` and :func:`negative_agreement`.

    Parameters
    ----------
    table : array_like or pandas.DataFrame
        Square counts, one reader in the rows and the other in the columns; a frame must name both alike, in
        the same order. A category that nobody used may stay.
    weights : {None, "linear", "quadratic"}
        None counts every disagreement alike. The others need categories in their order, such as IHC scores.
    level : float
        Confidence of the interval, strictly between 0 and 1.

    Returns
    -------
    Agreement
        Kappa, its asymptotic interval (too narrow in small samples, and of no width where both agree on
        every case) and the shares it is made of.

    Raises
    ------
    ValueError
        If the table is not square, empty or wrongly named, if it holds anything but counts, if the weights
        are unknown, or if both readers gave one and the same answer to every case, where kappa has no value.

    Notes
    -----
    Source: cohen1960; weights cohen1968; standard error fleiss1969.
    """
    checked = square(table)
    reach = quantile(level)
    credit = _credit(len(checked.counts), weights)
    n = checked.counts.sum()
    cells = checked.counts / n
    rows, columns = cells.sum(axis=1), cells.sum(axis=0)
    # Whole numbers tell exactly whether chance alone would always agree; shares could miss it by a rounding.
    chances = np.outer(checked.counts.sum(axis=1), checked.counts.sum(axis=0))
    if not chances[credit < 1].any():
        only = given.named(checked.categories[int(np.argmax(rows))])
        raise ValueError(
            f"Both readers gave the answer {only} to every case, so agreement by chance is certain and "
            "kappa has no value. Report the share of agreement instead."
        )
    observed, expected = float((credit * cells).sum()), float((credit * np.outer(rows, columns)).sum())
    room = float(((1 - credit) * np.outer(rows, columns)).sum())
    # The least there can be is -1; rounding may pass it by a digit.
    value = max(1 - float(((1 - credit) * cells).sum()) / room, -1.0)
    usual = (credit @ columns)[:, None] + (rows @ credit)[None, :]
    scatter = (cells * (credit - usual * (1 - value)) ** 2).sum() - (value - expected * (1 - value)) ** 2
    # The difference of two equal numbers may come out just below 0.
    error = sqrt(max(float(scatter), 0.0) / float(n)) / room if value < 1 else 0.0
    low, high = max(value - reach * error, -1.0), min(value + reach * error, 1.0)
    return Agreement(value, low, high, observed, expected, int(n), error, weights, float(level))


def _credit(size: int, weights: object) -> given.FloatArray:
    """Return what each pair of answers counts: 1 for the same, down to 0 for the farthest apart."""
    steps = np.abs(np.subtract.outer(np.arange(size), np.arange(size)))
    if weights is None:
        return np.asarray(steps == 0, dtype=np.float64)
    if not isinstance(weights, str) or weights not in WEIGHTS:
        raise ValueError(f"weights is {given.named(weights)}; it must be None, 'linear' or 'quadratic'.")
    distance = steps / max(size - 1, 1)
    return np.asarray(1 - (distance if weights == "linear" else distance**2))
