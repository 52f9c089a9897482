"""Invented reports for the family: drawn so that every outcome of the rule comes up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from her2lessons.guidelines.her2 import Interpretation, interpret
from her2lessons.guidelines.ish import (
    COPIES_HIGH,
    COPIES_LOW,
    RATIO_POSITIVE,
    DualProbe,
    SingleProbe,
)

Probe = DualProbe | SingleProbe

_NAMES = {"ihc": "IHC", "ish": "ISH"}
_REASONS = {
    "ihc": (
        "the control tissue did not stain",
        "the normal ducts stain strongly",
        "artefact covers most of it",
    ),
    "ish": ("the nuclei are poorly resolved", "strong autofluorescence", "the controls are wrong"),
}
#: CEP17 copies per nucleus that a count can plausibly show.
_CEP17 = (1.0, 5.0)
#: How far a second observer's figures lie from the first count at most: the ratio in twentieths, the copies
#: in tenths. Two honest counts of one tumour do not lie further apart.
_RATIO_STEPS = range(-8, 9)
_COPIES_STEPS = range(-10, 11)


@dataclass(frozen=True)
class Report:
    """What is known of one specimen, as `guidelines.her2.interpret` takes it."""

    ihc: str | None = None
    ish: Probe | None = None
    recount: DualProbe | None = None
    rejected: dict[str, str] = field(default_factory=dict)

    @property
    def group(self) -> int | None:
        """The ISH group, or None without a dual-probe result."""
        return self.ish.group if isinstance(self.ish, DualProbe) else None

    def interpret(self) -> Interpretation:
        """Ask the rule."""
        return interpret(ihc=self.ihc, ish=self.ish, recount=self.recount, rejected=self.rejected)

    def as_markdown(self) -> str:
        """Write the report as a list. The figures shown are the very figures the rule is given."""
        lines = [f"- {self._ihc_line()}", f"- {self._ish_line()}"]
        if self.recount is not None:
            lines.append(f"- Blinded recount by another observer: {_dual(self.recount)}")
        return "\n".join(lines)

    def _ihc_line(self) -> str:
        if self.ihc == "0":
            return "IHC score: **0**, and no more is said"
        return f"IHC score: **{self.ihc}**" if self.ihc else f"IHC: {self._absent('ihc')}"

    def _ish_line(self) -> str:
        if isinstance(self.ish, DualProbe):
            return f"Dual-probe ISH: {_dual(self.ish)}"
        if isinstance(self.ish, SingleProbe):
            return f"Single-probe ISH: **{self.ish.her2_copies}** HER2 copies per nucleus"
        return f"ISH: {self._absent('ish')}"

    def _absent(self, test: str) -> str:
        return f"rejected, {self.rejected[test]}" if test in self.rejected else "not done"


class Situation(NamedTuple):
    """A kind of report to draw from."""

    ihc: Sequence[str | None]
    #: Dual-probe groups, or single-probe results; empty for no ISH.
    ish: Sequence[int | str] = ()
    #: For a recount: whether it gives the same group.
    same_group: bool | None = None
    rejected: Sequence[str] = ()


# One line for each way to an outcome; every line is as likely as the next.
SITUATIONS = (
    Situation(["3+"]),
    Situation(["1+"]),
    Situation(["0+"]),
    Situation(["0 absent"]),
    Situation(["0"]),
    Situation(["2+"]),
    Situation(["2+"], [1]),
    Situation(["2+"], [5]),
    Situation(["2+"], [2, 3, 4]),
    Situation(["2+"], [2, 3, 4], same_group=True),
    Situation(["2+"], [2, 3, 4], same_group=False),
    Situation([None], [2, 3, 4]),
    Situation(["0 absent", "0+", "1+", "3+", "0"], [2, 3, 4]),
    Situation([None], [1, 5]),
    Situation(["0 absent", "0+", "1+"], [1]),
    Situation(["3+"], [5]),
    Situation([None, "2+"], ["needs work-up"]),
    Situation([None, "2+"], ["negative", "positive"]),
    Situation(["0+", "1+", "3+"], ["needs work-up"]),
    Situation([None], rejected=["ihc"]),
    Situation(["2+"], rejected=["ish"]),
    Situation([None], [1, 2, 3, 4], rejected=["ihc"]),
    Situation(["0 absent", "0+", "1+", "3+"], rejected=["ish"]),
)


def draw(chance: Random) -> Report:
    """Draw one report."""
    situation = chance.choice(SITUATIONS)
    ihc = chance.choice(situation.ihc)
    wanted = chance.choice(situation.ish) if situation.ish else None
    probe = None if wanted is None else _probe(wanted, chance)
    recount = None
    while isinstance(probe, DualProbe) and situation.same_group is not None and recount is None:
        recount = _recount(probe, situation.same_group, chance)
        if recount is None:  # no other group lies near this count
            probe = _dual_probe(probe.group, chance)
    rejected = {test: chance.choice(_REASONS[test]) for test in situation.rejected}
    return Report(ihc, probe, recount, rejected)


def _probe(wanted: int | str, chance: Random) -> Probe:
    if isinstance(wanted, int):
        return _dual_probe(wanted, chance)
    while True:
        probe = SingleProbe(her2_copies=_copies(chance))
        if probe.result == wanted:
            return probe


def _dual_probe(group: int, chance: Random) -> DualProbe:
    """Draw figures until they fall in ``group``; the rule alone says where they fall."""
    while True:
        probe = DualProbe(ratio=_ratio(chance), her2_copies=_copies(chance))
        if probe.group == group and _is_plausible(probe):
            return probe


def _recount(first: DualProbe, same_group: bool, chance: Random) -> DualProbe | None:
    """Draw a second count near the first, in its group or in another; None where there is none."""
    near: dict[int, list[DualProbe]] = {}
    for ratio_step in _RATIO_STEPS:
        for copies_step in _COPIES_STEPS:
            ratio = round(first.ratio + ratio_step / 20, 2)
            copies = round(first.her2_copies + copies_step / 10, 1)
            if ratio > 0 and copies > 0 and (ratio_step or copies_step):
                probe = DualProbe(ratio=ratio, her2_copies=copies)
                if _is_plausible(probe):
                    near.setdefault(probe.group, []).append(probe)
    groups = [group for group in sorted(near) if (group == first.group) == same_group]
    return chance.choice(near[chance.choice(groups)]) if groups else None


def _is_plausible(probe: DualProbe) -> bool:
    return _CEP17[0] <= probe.cep17_copies <= _CEP17[1]


def _ratio(chance: Random) -> float:
    """Draw a ratio, one time in three within a tenth of the line."""
    if chance.randrange(3) == 0:
        return round(RATIO_POSITIVE + chance.randint(-10, 10) / 100, 2)
    return chance.randint(8, 60) / 10


def _copies(chance: Random) -> float:
    """Draw HER2 copies, one time in three within a tenth of a line."""
    if chance.randrange(3) == 0:
        return round(chance.choice([COPIES_LOW, COPIES_HIGH]) + chance.randint(-1, 1) / 10, 1)
    return chance.randint(14, chance.choice([60, 200])) / 10


def _dual(probe: DualProbe) -> str:
    return f"ratio **{probe.ratio}**, **{probe.her2_copies}** HER2 copies per nucleus"
