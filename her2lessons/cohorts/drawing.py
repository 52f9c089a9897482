"""Draw whole columns at once, from shares and within limits, always the same for the same seed."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

from her2lessons.cohorts import shares

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    Words = npt.NDArray[np.object_]
    Figures = npt.NDArray[np.float64]
    Whole = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]


class Draws:
    """Columns of a fixed length, drawn one after the other from one stream of random numbers.

    Only uniform numbers are taken from the stream: what other distributions take may change between
    versions of numpy, and then the same seed would give other people.
    """

    def __init__(self, n: int, seed: int) -> None:
        import numpy as np

        self.n = n
        self._stream = np.random.Generator(np.random.PCG64(seed))

    def uniform(self) -> Figures:
        """Draw numbers from 0 to below 1."""
        return self._stream.random(self.n)

    def words(self, variable: str, given: Words | None = None) -> Words:
        """Draw a variable by its shares, within the group that each row belongs to.

        A row whose group is not in the table of shares stays empty.
        """
        import numpy as np

        chance, drawn = self.uniform(), np.full(self.n, "", dtype=object)
        for group, outcomes in shares.outcomes(variable).items():
            among = np.full(self.n, not group) if given is None else given == group
            drawn[among] = pick(outcomes, chance[among])
        return drawn

    def one_of(self, choices: Mapping[str, tuple[int, ...]], given: Words) -> Whole:
        """Draw one of the whole numbers that go with each row's category, all equally likely."""
        import numpy as np

        chance, drawn = self.uniform(), np.zeros(self.n, dtype=np.int64)
        for category, numbers in choices.items():
            among = given == category
            drawn[among] = np.take(numbers, (chance[among] * len(numbers)).astype(np.intp))
        return drawn

    def ages(self, given: Words, youngest: int, oldest: int) -> Whole:
        """Draw ages in whole years from a normal distribution cut off at both ends."""
        import numpy as np

        chance, drawn = self.uniform(), np.zeros(self.n, dtype=np.int64)
        years = np.arange(youngest, oldest + 1)
        for group in dict.fromkeys(given):
            curve = NormalDist(*shares.age(group))
            # Somebody who is 63 is anywhere between the 63rd birthday and the 64th.
            below = np.array([curve.cdf(birthday) for birthday in range(youngest, oldest + 2)])
            up_to = (below[1:] - below[0]) / (below[-1] - below[0])
            among = given == group
            drawn[among] = years[np.searchsorted(up_to, chance[among], side="right")]
        return drawn

    def peaked(self, low: Figures, peak: float, high: Figures) -> Figures:
        """Draw between two limits, most often near the peak or the limit next to it (triangular)."""
        import numpy as np

        chance, mode = self.uniform(), np.clip(peak, low, high)
        width = high - low
        rising = low + np.sqrt(chance * width * (mode - low))
        falling = high - np.sqrt((1 - chance) * width * (high - mode))
        drawn: Figures = np.where(chance * width < mode - low, rising, falling)
        return drawn


def pick(outcomes: Mapping[str, float], chance: Figures) -> Words:
    """Turn numbers from 0 to below 1 into outcomes, each as often as its share."""
    import numpy as np

    return np.array(list(outcomes), dtype=object)[places(list(outcomes.values()), chance)]


def places(weights: Sequence[float], chance: Figures) -> Whole:
    """Turn numbers from 0 to below 1 into places in a list, each as often as its weight."""
    import numpy as np

    up_to = np.cumsum(weights)
    # The last limit is left out: rounding could put it a hair below 1, and a chance beyond it.
    return np.searchsorted(up_to[:-1] / up_to[-1], chance, side="right")


def cut(figures: Figures) -> Figures:
    """Keep two decimals and drop the rest."""
    import numpy as np

    # 1.15 * 100 is a little below 115; a hair more keeps the figure that was meant.
    return np.floor(figures * 100 + 1e-6) / 100
