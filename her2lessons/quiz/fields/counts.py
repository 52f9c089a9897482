"""FISH: signals to ask a field for, and whether a miscount would change their group."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from her2lessons.guidelines import ish
from her2lessons.guidelines.her2 import interpret
from her2lessons.guidelines.ish import DualProbe
from her2lessons.quiz.drawn import Request

#: The part by which either figure may be miscounted by a good reader; within it of a line, a group is unsure.
NEAR = 0.08
#: Beyond this part of a line even a poor count keeps the group.
FAR = 0.25
#: Signals per nucleus, CEP17 and HER2, that can be counted one by one.
_CEP17, _HER2 = (1.15, 5.0), (1.4, 9.0)
_RATIOS = {True: (ish.RATIO_POSITIVE, 4.5), False: (0.85, ish.RATIO_POSITIVE)}
_LARGEST_SEED = 10**6
#: The steps of the whole rule that lead from counted figures to a group.
_STEPS = ("ish-ratio", "ish-copies", "ish-group")


class Totals(NamedTuple):
    """All signals of the countable nuclei of a field."""

    her2: int
    cep17: int
    nuclei: int

    @property
    def probe(self) -> DualProbe:
        """The result of who counts all of them."""
        return DualProbe.from_counts(self.her2, self.cep17, self.nuclei, allow_few=True)

    @property
    def shown(self) -> str:
        """The figures in words, rounded to be read; a group is named from the unrounded ones."""
        found = self.probe
        return (
            f"{self.her2} HER2 and {self.cep17} CEP17 signals in {self.nuclei} nuclei, a ratio of "
            f"{found.ratio:.2f} and {found.her2_copies:.2f} HER2 copies per nucleus: group {found.group}"
        )


def draw(
    dice: Random,
    groups: Sequence[int],
    *,
    near: bool = False,
    far: bool = False,
    nuclei: int = ish.MIN_NUCLEI,
) -> Totals:
    """Draw totals in one of the groups: near a line, far from every line, or merely not near one."""
    wanted = dice.choice(groups)
    while True:
        her2 = dice.randint(round(_HER2[0] * nuclei), round(_HER2[1] * nuclei))
        ratio = dice.uniform(*_RATIOS[wanted <= 2])
        totals = Totals(her2, round(her2 / ratio), nuclei)
        if not _CEP17[0] * nuclei <= totals.cep17 <= _CEP17[1] * nuclei or totals.probe.group != wanted:
            continue
        if near == is_near(totals.probe) and not (far and is_near(totals.probe, FAR)):
            return totals


def is_near(probe: DualProbe, part: float = NEAR) -> bool:
    """Whether this part more or less of either figure would give another group."""
    moved = {
        ish.group(probe.ratio * one, probe.her2_copies * other)
        for one, other in ((1 - part, 1), (1 + part, 1), (1, 1 - part), (1, 1 + part))
    }
    return moved != {probe.group}


def request(totals: Totals, dice: Random, *, distractors: bool = False, flaw: str | None = None) -> Request:
    """Ask for a field with these totals."""
    return Request(
        kind="fish",
        seed=str(dice.randrange(_LARGEST_SEED)),
        ratio=f"{totals.her2 / totals.cep17:.6f}",
        her2_copies=f"{totals.her2 / totals.nuclei:.6f}",
        nuclei=str(totals.nuclei),
        distractors=distractors,
        flaw=flaw,
    )


def steps(probe: DualProbe) -> list[str]:
    """Give the steps of the rule that place a count in its group."""
    return [f"{step.rule} {step.finding}" for step in interpret(ish=probe).steps if step.slug in _STEPS]


def numbered(lines: Sequence[str]) -> str:
    """Write sentences as a numbered list."""
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))
