"""The chance that a count lands on the other side of a line than the tumour: by formula and simulated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np

from her2lessons.models import given
from her2lessons.models.signal_errors import USUAL_SPREAD, Figure, Spread, expected, known, nuclei_counted

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance that a count lands on the other side of a line than the tumour."""

    figure: Figure
    """What is compared with the line."""
    truth: float
    """What it truly is."""
    line: float
    """The threshold; a count on it belongs to the upper side."""
    nuclei: int
    """How many nuclei are counted."""
    formula: float
    """The chance by the normal curve, 0 to 1."""
    simulated: float
    """The share of simulated counts that landed on the wrong side, 0 to 1."""
    simulated_error: float
    """The standard error of that share, from the number of simulated counts alone."""

    def __str__(self) -> str:
        return (
            f"{self.formula * 100:.0f} % with {self.nuclei} nuclei ({self.simulated * 100:.0f} % simulated)"
        )


def wrong_side(
    figure: Figure,
    truth: float,
    line: float,
    nuclei: int,
    *,
    cep17_copies: float = 2.0,
    spread: Spread = USUAL_SPREAD,
    counts: int = 4000,
    seed: int = 0,
) -> Chance:
    """Work out how often a count lands on the other side of a line than the tumour itself.

    Parameters
    ----------
    figure : {"ratio", "her2_copies"}
        What is compared with the line.
    truth : float
        What it truly is; above 0. A truth on the line belongs to the upper side.
    line : float
        The threshold, in the same unit; above 0. The lines of the guideline are in ``guidelines.ish``.
    nuclei : int
        How many nuclei are counted; 1 to `MOST_NUCLEI`.
    cep17_copies : float
        CEP17 signals per nucleus, for the ratio; 1 to 10. It matters little.
    spread : Spread
        How much nuclei differ.
    counts : int
        How many counts are simulated; 100 to 100,000.
    seed : int
        The same seed simulates the same counts; 0 or more.

    Returns
    -------
    Chance
        By formula and by simulation.

    Raises
    ------
    ValueError
        If the figure is unknown, or a number is not what it may be.

    Notes
    -----
    A ratio reaches the line when HER2 - line x CEP17, added up over the nuclei, is at least 0; a sum of many
    nuclei follows the normal curve nearly. The sum moves in steps, so half a step is added, as a count on the
    line belongs to the upper side. The simulation draws each nucleus from a normal curve with the given
    spread, never below 0, and rounds the totals to whole signals. Both are models.
    """
    known(figure)
    truth, line, nuclei = given.positive(truth, "truth"), given.positive(line, "line"), nuclei_counted(nuclei)
    cep17_copies = given.between(cep17_copies, "cep17_copies", 1, 10, "signals per nucleus")
    counts, seed = given.whole(counts, "counts", 100, 100_000), given.whole(seed, "seed", 0)
    mean = np.array([truth * cep17_copies if figure == "ratio" else truth, cep17_copies])
    slope = line if figure == "ratio" else 0.0
    above = _above(mean, slope, line, nuclei, spread)
    her2, cep17 = _totals(mean, nuclei, spread, counts, seed)
    share = float(np.mean(her2 >= slope * cep17 if figure == "ratio" else her2 >= line * nuclei))
    if truth >= line:
        above, share = 1 - above, 1 - share
    return Chance(figure, truth, line, nuclei, above, share, sqrt(share * (1 - share) / counts))


def chances(
    figure: Figure, truths: Sequence[float], line: float, nuclei: Sequence[int] = (20, 40, 60), **options: Any
) -> pd.DataFrame:
    """Tabulate the chance of the wrong side for several tumours and several numbers of nuclei.

    Parameters
    ----------
    figure : {"ratio", "her2_copies"}
        What is compared with the line.
    truths : sequence of float
        What it truly is, such as 1.9 and 2.1; above 0.
    line : float
        The threshold; above 0.
    nuclei : sequence of int
        How many nuclei are counted.
    **options
        As for :func:`wrong_side`.

    Returns
    -------
    pandas.DataFrame
        A row a tumour and number of nuclei: ``truth``, ``line``, ``nuclei``, ``standard_error`` of the
        figure, and ``formula``, ``simulated`` and ``simulated_error`` from 0 to 1.

    Raises
    ------
    ValueError
        As :func:`wrong_side` does.
    """
    import pandas as pd

    spread = options.get("spread", USUAL_SPREAD)
    rows = []
    for truth in given.words(truths, "truths"):
        for number in given.words(nuclei, "nuclei"):
            found = wrong_side(figure, truth, line, number, **options)  # type: ignore[arg-type]  # checked there
            error = expected(figure, found.truth, found.nuclei, spread).standard_error
            rows.append((found.truth, found.line, found.nuclei, error, *_chances_of(found)))
    names = ["truth", "line", "nuclei", "standard_error", "formula", "simulated", "simulated_error"]
    frame = pd.DataFrame(rows, columns=names)
    frame.attrs["caution"] = "A model: only the luck of which nuclei were met, with an illustrative spread."
    return frame


def _chances_of(found: Chance) -> tuple[float, float, float]:
    return found.formula, found.simulated, found.simulated_error


def _above(mean: given.FloatArray, slope: float, line: float, nuclei: int, spread: Spread) -> float:
    """Return the chance that a count reaches the line, by the normal curve."""
    her2, cep17 = spread.her2 * mean[0], spread.cep17 * mean[1] * slope
    sd = sqrt(max(her2**2 + cep17**2 - 2 * spread.together * her2 * cep17, 0.0) * nuclei)
    if slope:
        needed = -0.5 / Fraction(line).limit_denominator(1000).denominator
        centre = float(mean[0] - slope * mean[1]) * nuclei
    else:
        # A line that is no whole number of signals is reached by the next whole signal. A product such as
        # 4.1 x 20 may come out a digit above the whole number that it is.
        needed, centre = ceil(line * nuclei - 1e-9) - 0.5, float(mean[0]) * nuclei
    if sd == 0:
        return float(centre >= needed)
    return 1 - NormalDist(centre, sd).cdf(needed)


def _totals(
    mean: given.FloatArray, nuclei: int, spread: Spread, counts: int, seed: int
) -> tuple[given.FloatArray, given.FloatArray]:
    """Return whole totals of HER2 and of CEP17 signals of simulated counts."""
    # Cutting off what lies below 0 raises the mean a little; it is brought back to what was asked for.
    usual, cvs = NormalDist(), (spread.her2, spread.cep17)
    raised = [usual.cdf(1 / cv) + cv * usual.pdf(1 / cv) for cv in cvs]
    draws = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, nuclei])))
    common, alone = sqrt(spread.together), sqrt(1 - spread.together)
    totals = np.zeros((2, counts))
    # Nucleus by nucleus, so that many counts of many nuclei need no large table.
    for _ in range(nuclei):
        shared, own = draws.standard_normal(counts), draws.standard_normal((2, counts))
        for probe, cv in enumerate(cvs):
            seen = np.maximum(1 + cv * (common * shared + alone * own[probe]), 0)
            totals[probe] += mean[probe] / raised[probe] * seen
    whole = np.rint(totals)
    return whole[0], whole[1]
