"""Family ``count_signals``: a drawn FISH field; how many HER2 and CEP17 signals do its nuclei show?"""

from __future__ import annotations

from random import Random

from her2lessons.guidelines import ish
from her2lessons.guidelines.steps import ASCO_CAP_2018
from her2lessons.quiz import making
from her2lessons.quiz.fields import counts, words
from her2lessons.quiz.fields.counts import Totals
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made


def make(seed: int) -> Item:
    """Make the question of ``seed``.

    Parameters
    ----------
    seed
        A whole number from 0; the same seed gives the same question, field and all.

    Returns
    -------
    Item
        A question of the kind ``count``.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.
    """
    dice = making.chance("count_signals", seed)
    totals, distractors = _totals(dice)
    field = counts.request(totals, dice, distractors=distractors)
    near = counts.is_near(totals.probe)
    lines = [
        "Two dots that touch and are as small as one signal are a split signal, and count once.",
        f"Drawn were {totals.shown}.",
        *counts.steps(totals.probe),
    ]
    if near:
        lines.append("So near a line a few signals decide: count more nuclei before you report it.")
    made = Made(
        family="count_signals",
        seed=seed,
        objective="04.3" if near else "04.2",
        concepts=["B05"],
        difficulty=3 if near else 2 if distractors else 1,
        prompt=(
            "A dual-probe FISH field, drawn, not photographed: HER2 signals are orange-red, CEP17 signals "
            f"green. {_what_to_leave_out(distractors)}\n\nHow many nuclei, HER2 signals and CEP17 signals do "
            "you count?"
        ),
        explain=counts.numbered(lines),
        sources=[ASCO_CAP_2018],
        reviewed="2026-11-26",
    )
    return making.count(made, field, words.dots_alt(field))


def _totals(dice: Random) -> tuple[Totals, bool]:
    """Draw a case for each level about as often as for the next."""
    level = dice.randrange(3)
    if level == 0:
        return counts.draw(dice, [1, 5], far=True), False
    if level == 1:
        return counts.draw(dice, range(1, 6)), True
    return counts.draw(dice, range(1, 6), near=True), dice.randrange(2) == 0


def _what_to_leave_out(distractors: bool) -> str:
    if distractors:
        return f"Count {ish.MIN_NUCLEI} nuclei, and leave out those that may not be counted."
    return f"Count {ish.MIN_NUCLEI} nuclei; all that are shown may be counted."
