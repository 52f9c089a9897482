"""How many signals each nucleus shows, so that ratio, copies and group are as asked; nothing is drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from her2lessons.guidelines import ish
from her2lessons.microscope.field import checked_seed
from her2lessons.microscope.fish_request import checked_nuclei, figures

Whole = npt.NDArray[np.int64]
Figures = npt.NDArray[np.float64]

_STREAM = 101
"""Keeps these random numbers apart from those for places and light."""

_TOGETHER, _ALONE, _CLONES = 0.18, 0.27, 0.22
"""How nuclei differ: both probes together, as a section cuts them; each alone; HER2 more where it is
amplified. Illustrative."""


@dataclass(frozen=True)
class Counts:
    """Signals in each countable nucleus."""

    her2: tuple[int, ...]
    """HER2 signals, a nucleus each; at least 1."""
    cep17: tuple[int, ...]
    """CEP17 signals, in the same order; at least 1."""

    @property
    def truth(self) -> ish.DualProbe:
        """The result of a reader who counts all of them; fewer than 20 nuclei make it practice only."""
        return ish.DualProbe.from_counts(sum(self.her2), sum(self.cep17), len(self.her2), allow_few=True)


def plan(ratio: float, her2_copies: float, nuclei: int = ish.MIN_NUCLEI, seed: int = 0) -> Counts:
    """Choose the signals of each countable nucleus.

    Parameters
    ----------
    ratio : float
        HER2 signals for each CEP17 signal; above 0, and such that a nucleus has 1 to 8 CEP17 signals.
    her2_copies : float
        HER2 signals per nucleus, 1 to 30.
    nuclei : int
        How many nuclei, 1 to 60.
    seed : int
        The same seed gives the same counts; 0 or more.

    Returns
    -------
    Counts
        The totals are those nearest to what was asked for, each within one signal, in the group that was
        asked for.

    Raises
    ------
    ValueError
        If a figure is not what it may be, or if no nuclei can have such figures.
    """
    wanted, copies = figures(ratio, her2_copies)
    number = checked_nuclei(nuclei)
    draws = np.random.Generator(np.random.PCG64(np.random.SeedSequence([checked_seed(seed), _STREAM])))
    her2, cep17 = _totals(wanted, copies, number)
    common, first, second = draws.standard_normal((3, number))
    # Amplification differs from cell to cell more than the chromosome does.
    alone = _ALONE + (_CLONES if ish.group(wanted, copies) == 1 else 0.0)
    return Counts(
        _shared_out(her2, np.exp(_TOGETHER * common + alone * first), draws.random()),
        _shared_out(cep17, np.exp(_TOGETHER * common + _ALONE * second), draws.random()),
    )


def _totals(ratio: float, copies: float, nuclei: int) -> tuple[int, int]:
    """Return the whole totals nearest to the asked figures that keep the group.

    There always are some: the lines between groups are whole numbers of signals, so that rounding the HER2
    total down, and the CEP17 total away from the ratio's line, stays in the group.
    """
    group = ish.group(ratio, copies)

    def miss(her2: int, cep17: int) -> tuple[bool, float]:
        # Both totals lie within one signal where that is possible; among those the nearest figures win.
        far = max(abs(her2 - copies * nuclei), abs(cep17 - her2 / ratio)) > 1 + 1e-6
        return far, abs(her2 / (copies * nuclei) - 1) + abs(her2 / cep17 / ratio - 1)

    able = [
        (*miss(her2, cep17), her2, cep17)
        for her2 in _whole_around(copies * nuclei, nuclei)
        for cep17 in _whole_around(her2 / ratio, nuclei)
        if ish.group(her2 / cep17, her2 / nuclei) == group
    ]
    return min(able)[2:]


def _whole_around(value: float, fewest: int) -> tuple[int, ...]:
    """Return the whole numbers around a figure, and one more for a figure a rounding away from a line."""
    below = int(np.floor(value))
    return tuple(number for number in range(below - 1, below + 3) if number >= fewest)


def _shared_out(total: int, weights: Figures, start: float) -> tuple[int, ...]:
    """Share whole signals out by weight, at least one to each nucleus, the rest by even steps."""
    number = len(weights)
    beyond = np.maximum(total * weights / weights.sum() - 1, 0.02)
    ends = np.cumsum(1 + (total - number) * beyond / beyond.sum())
    # A step of one whole signal must stay one whatever a rounding does to its ends.
    reached = np.floor(ends + start * (total > number) + 1e-9).astype(np.int64)
    reached[-1] = total
    return tuple(int(step) for step in np.diff(reached, prepend=0))


__all__ = ["Counts", "plan"]
