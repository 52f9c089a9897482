"""Family ``ish_group``: a ratio and the HER2 copies per nucleus; which of the five groups is it?

The right answer is what `guidelines.ish.group` says of the two figures. The wrong ones are what named
mistakes make of the same figures.
"""

from __future__ import annotations

from random import Random

from her2lessons.guidelines.her2 import interpret
from her2lessons.guidelines.ish import DualProbe
from her2lessons.quiz import making
from her2lessons.quiz.families.ish_group.counts import draw, near_a_line
from her2lessons.quiz.families.ish_group.mistakes import misread
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made, Mistake, Right

_WRONG_OPTIONS = 3
_NATURAL_ORDER = tuple(f"Group {number}" for number in range(1, 6))
#: The steps of the whole rule that lead from the figures to the group.
_STEPS = ("ish-ratio", "ish-copies", "ish-group")


def make(seed: int) -> Item:
    """Make the question of ``seed``.

    Parameters
    ----------
    seed
        A whole number from 0; the same seed gives the same question, word for word.

    Returns
    -------
    Item
        A question of the kind ``single`` with three or four groups to choose from, in their order.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.
    """
    chance = making.chance("ish_group", seed)
    probe = draw(chance)
    steps = [step for step in interpret(ish=probe).steps if step.slug in _STEPS]
    made = Made(
        family="ish_group",
        seed=seed,
        objective="04.3",
        concepts=["B05"],
        difficulty=_difficulty(probe),
        prompt=(
            f"A dual-probe ISH count gives a ratio of **{probe.ratio}** and **{probe.her2_copies}** HER2 "
            "copies per nucleus.\n\nWhich ISH group is it?"
        ),
        explain="\n".join(f"{number}. {step.rule} {step.finding}" for number, step in enumerate(steps, 1)),
        sources=[step.source for step in steps],
        reviewed="2026-11-26",
    )
    right = Right(f"Group {probe.group}", " ".join(step.finding for step in steps))
    return making.ordered(made, right, _distractors(probe, chance), _NATURAL_ORDER)


def _difficulty(probe: DualProbe) -> int:
    """A group that speaks for itself is easy, groups 2 to 4 are harder, an edge that decides is hardest."""
    if near_a_line(probe):
        return 3
    return 2 if probe.alone == "undecided" else 1


def _distractors(probe: DualProbe, chance: Random) -> list[Mistake]:
    """Choose wrong groups: mistakes about an edge first, the others after them."""
    edges, others = misread(probe)
    chance.shuffle(others)
    chosen: dict[str, Mistake] = {}
    for mistake in (*edges, *others):
        if mistake.text != f"Group {probe.group}":
            chosen.setdefault(mistake.text, mistake)
    return list(chosen.values())[:_WRONG_OPTIONS]
