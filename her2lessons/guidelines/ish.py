"""ISH: from counted HER2 and CEP17 signals to a group, or to a result of a single probe."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from her2lessons.guidelines import given
from her2lessons.guidelines.reported import WORDS, Alone, Reported, Word

__all__ = [
    "COPIES_HIGH",
    "COPIES_LOW",
    "MIN_NUCLEI",
    "RATIO_POSITIVE",
    "WORDS",
    "Alone",
    "Counts",
    "DualProbe",
    "Probe",
    "Reported",
    "Result",
    "SingleProbe",
    "Word",
    "group",
]

RATIO_POSITIVE = 2.0
"""HER2 signals for each CEP17 signal: at this ratio or above, HER2 stands out. Source: wolff2018."""

COPIES_LOW = 4.0
"""HER2 signals in a nucleus, on average: below this there are few. Source: wolff2018."""

COPIES_HIGH = 6.0
"""HER2 signals in a nucleus, on average: at this figure or above there are many. Source: wolff2018."""

MIN_NUCLEI = 20
"""The fewest nuclei that make a count. Source: wolff2018."""

_ALONE: dict[int, Alone] = {1: "positive", 2: "undecided", 3: "undecided", 4: "undecided", 5: "negative"}


def group(ratio: float, her2_copies: float) -> int:
    """Place a dual-probe result in one of the five groups; every threshold belongs to the side above it.

    Parameters
    ----------
    ratio : float
        HER2 signals divided by CEP17 signals, unrounded; above 0.
    her2_copies : float
        HER2 signals per nucleus, unrounded; above 0.

    Returns
    -------
    int
        1 (positive by itself), 2, 3 or 4 (need IHC on the same tissue), 5 (negative by itself).

    Raises
    ------
    ValueError
        If either is no finite number above 0.

    Notes
    -----
    Source: wolff2018.
    """
    ratio = given.positive(ratio, "ratio")
    her2_copies = given.positive(her2_copies, "her2_copies")
    if ratio >= RATIO_POSITIVE:
        return 1 if her2_copies >= COPIES_LOW else 2
    if her2_copies >= COPIES_HIGH:
        return 3
    return 4 if her2_copies >= COPIES_LOW else 5


class Counts(NamedTuple):
    """What was counted: all signals of each probe, and the nuclei they were counted in."""

    her2_signals: int
    cep17_signals: int
    nuclei: int


@dataclass(frozen=True)
class DualProbe:
    """A dual-probe ISH result: HER2 against the centromere of its chromosome (CEP17).

    Parameters
    ----------
    ratio : float
        HER2 signals divided by CEP17 signals, unrounded; above 0.
    her2_copies : float
        HER2 signals per nucleus, unrounded; above 0.

    Raises
    ------
    ValueError
        If either is no finite number above 0.

    Notes
    -----
    Two results are equal when ratio and copies are. Source: wolff2018.
    """

    ratio: float
    her2_copies: float
    cep17_copies: float = field(init=False, compare=False)
    """CEP17 signals per nucleus. Many of them mean more copies of the chromosome, not amplification."""
    group: int = field(init=False, compare=False)
    """The group, 1 to 5."""
    counts: Counts | None = field(default=None, init=False, compare=False, repr=False)
    """The counts behind the figures, when the result was made from counts."""

    def __post_init__(self) -> None:
        ratio = given.positive(self.ratio, "ratio")
        her2_copies = given.positive(self.her2_copies, "her2_copies")
        # A frozen dataclass lets its own first settings in only this way.
        object.__setattr__(self, "ratio", ratio)
        object.__setattr__(self, "her2_copies", her2_copies)
        object.__setattr__(self, "cep17_copies", her2_copies / ratio)
        object.__setattr__(self, "group", group(ratio, her2_copies))

    @classmethod
    def from_counts(
        cls, her2_signals: int, cep17_signals: int, nuclei: int, *, allow_few: bool = False
    ) -> "DualProbe":
        """Make a result from what was counted.

        Parameters
        ----------
        her2_signals, cep17_signals : int
            All signals of each probe in the counted nuclei together; whole numbers of at least 1.
        nuclei : int
            How many nuclei were counted; at least `MIN_NUCLEI`.
        allow_few : bool
            Take fewer nuclei, for practice. Such a count makes no report, and its steps say so.

        Raises
        ------
        ValueError
            If a count is not whole, not above 0, or if too few nuclei were counted.

        Notes
        -----
        The quotients of whole numbers are rounded once, to the nearest float, so a count never falls on the
        wrong side of a threshold. Source: wolff2018.
        """
        counts = Counts(
            given.count(her2_signals, "her2_signals", "HER2 signals"),
            given.count(cep17_signals, "cep17_signals", "CEP17 signals"),
            given.count(nuclei, "nuclei", "nuclei"),
        )
        if counts.nuclei < MIN_NUCLEI and not allow_few:
            raise ValueError(
                f"A count needs at least {MIN_NUCLEI} nuclei, and this one has {counts.nuclei}. "
                f"Count more, or pass allow_few=True for practice."
            )
        probe = cls(counts.her2_signals / counts.cep17_signals, counts.her2_signals / counts.nuclei)
        object.__setattr__(probe, "cep17_copies", counts.cep17_signals / counts.nuclei)
        object.__setattr__(probe, "counts", counts)
        return probe

    @property
    def alone(self) -> Alone:
        """What the group says by itself."""
        return _ALONE[self.group]

    @property
    def words(self) -> str:
        """The result in a few words, for a sentence."""
        return f"ISH group {self.group}"


@dataclass(frozen=True)
class SingleProbe:
    """A single-probe ISH result: HER2 signals per nucleus, with nothing to compare them with.

    Parameters
    ----------
    her2_copies : float
        HER2 signals per nucleus, unrounded; above 0.

    Raises
    ------
    ValueError
        If it is no finite number above 0.

    Notes
    -----
    Source: wolff2018.
    """

    her2_copies: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "her2_copies", given.positive(self.her2_copies, "her2_copies"))

    @property
    def result(self) -> Literal["negative", "positive", "needs work-up"]:
        """What the copies say: negative below both lines, positive from the upper line, unclear between."""
        if self.her2_copies >= COPIES_HIGH:
            return "positive"
        return "needs work-up" if self.her2_copies >= COPIES_LOW else "negative"

    @property
    def alone(self) -> Alone:
        """What the result says by itself."""
        return "undecided" if self.result == "needs work-up" else self.result

    @property
    def words(self) -> str:
        """The result in a few words, for a sentence."""
        return f"single-probe ISH {self.result}"


Probe = DualProbe | SingleProbe
"""A result with figures."""

Result = DualProbe | SingleProbe | Reported
"""Any ISH result."""
