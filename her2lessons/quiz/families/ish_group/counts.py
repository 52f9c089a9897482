"""Invented dual-probe counts for the family: every group, and every edge, comes up."""

from __future__ import annotations

from random import Random

from her2lessons.guidelines.ish import COPIES_HIGH, COPIES_LOW, RATIO_POSITIVE, DualProbe, group

#: CEP17 copies per nucleus that a count can plausibly show.
_CEP17 = (1.0, 5.0)
#: How far from a line a figure may lie, in hundredths, to make an edge: on it, a hair off, or a tenth off.
_HAIR = (0, 0, 0, -1, -1, -2, -4, -5, -10, 1, 5)
#: The widest of these distances.
_EDGE = 0.1


def draw(chance: Random) -> DualProbe:
    """Draw one count; each group is as likely as the next, and a third of all lie on an edge or by it."""
    wanted = chance.randint(1, 5)
    edge = chance.randrange(3) == 0
    while True:
        probe = DualProbe(ratio=_ratio(chance, edge), her2_copies=_copies(chance, edge))
        plausible = _CEP17[0] <= probe.cep17_copies <= _CEP17[1]
        if probe.group == wanted and plausible and near_a_line(probe) == edge:
            return probe


def near_a_line(probe: DualProbe) -> bool:
    """Whether a tenth more or less of either figure would give another group."""
    ratio, copies = probe.ratio, probe.her2_copies
    moved = {
        group(round(ratio + step, 4), round(copies + other, 4))
        for step, other in ((-_EDGE, 0.0), (_EDGE, 0.0), (0.0, -_EDGE), (0.0, _EDGE))
    }
    return moved != {probe.group}


def _ratio(chance: Random, edge: bool) -> float:
    if edge and chance.randrange(2):
        return round(RATIO_POSITIVE + chance.choice(_HAIR) / 100, 2)
    return chance.randint(80, 450) / 100


def _copies(chance: Random, edge: bool) -> float:
    if edge and chance.randrange(2):
        return round(chance.choice([COPIES_LOW, COPIES_HIGH]) + chance.choice(_HAIR) / 100, 2)
    return chance.randint(14, chance.choice([60, 160])) / 10
