"""Invented counts for the family: whole signals in whole nuclei, now and then just below a line."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Literal

from her2lessons.guidelines import given
from her2lessons.guidelines.ish import (
    COPIES_HIGH,
    COPIES_LOW,
    MIN_NUCLEI,
    RATIO_POSITIVE,
    Counts,
    DualProbe,
    group,
)

Asked = Literal["ratio", "her2_copies", "cep17_copies"]
"""Which figure the question asks for, by its name in `DualProbe`."""

_LINES: dict[Asked, tuple[float, ...]] = {
    "ratio": (RATIO_POSITIVE,),
    "her2_copies": (COPIES_LOW, COPIES_HIGH),
    "cep17_copies": (),
}
_NUCLEI = (MIN_NUCLEI, MIN_NUCLEI, 25, 30, 40, 50, 60)
#: What an ordinary count shows, per nucleus.
_CEP17 = (1.0, 4.0)
_HER2 = (1.3, 14.0)
#: A figure this far below a line becomes the line when it is rounded to one decimal.
_BY_A_LINE = Fraction(1, 20)
#: How far apart the figures of one count must lie, so that one is never accepted for another.
_APART = Fraction(1, 20)


@dataclass(frozen=True)
class Count:
    """What was counted, and what is asked of it."""

    counts: Counts
    asked: Asked

    @property
    def probe(self) -> DualProbe:
        """Ask the rule."""
        return DualProbe.from_counts(*self.counts)

    @property
    def parts(self) -> tuple[int, int]:
        """The two counts to be divided, the first by the second."""
        her2, cep17, nuclei = self.counts
        return {"ratio": (her2, cep17), "her2_copies": (her2, nuclei), "cep17_copies": (cep17, nuclei)}[
            self.asked
        ]

    @property
    def value(self) -> float:
        """The figure asked for, as the rule has it."""
        return {
            "ratio": self.probe.ratio,
            "her2_copies": self.probe.her2_copies,
            "cep17_copies": self.probe.cep17_copies,
        }[self.asked]

    @property
    def answer(self) -> str:
        """The figure with two decimals, or with more where two would move it onto a line."""
        return given.shown(self.value, *_LINES[self.asked])

    @property
    def tolerance(self) -> str:
        """Half a unit of the last decimal by a line, so that nothing across it is accepted; else a unit."""
        if self.line is None:
            return "0.01"
        places = max(2, len(self.answer.partition(".")[2]))
        return f"0.{'0' * places}5"

    @property
    def line(self) -> float | None:
        """The line that the figure lies on, or onto which one decimal would round it; None without one."""
        for line in _LINES[self.asked]:
            if 0 <= Fraction(line) - Fraction(*self.parts) <= _BY_A_LINE and self._counts_for(line):
                return line
        return None

    def _counts_for(self, line: float) -> bool:
        """Whether the two sides of a line are two groups here; beside a high ratio 6.0 copies are none."""
        return line != COPIES_HIGH or self.probe.ratio < RATIO_POSITIVE

    @property
    def group_if_rounded(self) -> int:
        """The group that would come of rounding the figure onto its line."""
        line = self.line or self.value
        ratio = line if self.asked == "ratio" else self.probe.ratio
        return group(ratio, self.probe.her2_copies if self.asked == "ratio" else line)

    @property
    def sum_in_words(self) -> str:
        """The division that was asked for."""
        first, second = self.parts
        name = {
            "ratio": "The ratio is HER2 signals divided by CEP17 signals",
            "her2_copies": "HER2 copies per nucleus are HER2 signals divided by nuclei",
            "cep17_copies": "CEP17 copies per nucleus are CEP17 signals divided by nuclei",
        }[self.asked]
        return f"{name}: {first} / {second} = {self.answer}"


def draw(chance: Random) -> Count:
    """Draw one count: two times in seven by a line, else well away from any."""
    asked, by_a_line = chance.choice(_TASKS)
    while True:
        count = Count(_counts(chance, asked, by_a_line), asked)
        if (count.line is not None) == by_a_line and _is_clear(count):
            return count


_TASKS: tuple[tuple[Asked, bool], ...] = (
    ("ratio", False),
    ("ratio", False),
    ("ratio", False),
    ("her2_copies", False),
    ("cep17_copies", False),
    ("ratio", True),
    ("her2_copies", True),
)


def _counts(chance: Random, asked: Asked, by_a_line: bool) -> Counts:
    nuclei = chance.choice(_NUCLEI)
    cep17 = chance.randint(round(_CEP17[0] * nuclei), round(_CEP17[1] * nuclei))
    her2 = chance.randint(round(_HER2[0] * nuclei), round(_HER2[1] * nuclei))
    if by_a_line:
        line, by = (RATIO_POSITIVE, cep17) if asked == "ratio" else (chance.choice(_LINES[asked]), nuclei)
        her2 = round(line * by) - chance.randint(0, int(by * _BY_A_LINE))
    return Counts(her2, cep17, nuclei)


def _is_clear(count: Count) -> bool:
    """Whether the figures lie apart, none a hair above a line, and none that can be rounded in two ways."""
    her2, cep17, nuclei = count.counts
    pairs = ((her2, cep17), (her2, nuclei), (cep17, nuclei), count.parts[::-1])
    figures = sorted(Fraction(first, second) for first, second in pairs)
    value = Fraction(*count.parts)
    apart = all(second - first > _APART for first, second in pairwise(figures))
    above = any(0 < value - Fraction(line) <= _BY_A_LINE for line in _LINES[count.asked])
    two_ways = (value * 200).denominator == 1 and (value * 100).denominator != 1
    return apart and not above and not two_ways
