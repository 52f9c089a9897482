"""Family ``blind_recount``: IHC 2+ and a first count in group 2, 3 or 4; the learner is the second observer.

The first count is told only afterwards, with what `guidelines.her2.interpret` makes of both counts.
"""

from __future__ import annotations

from random import Random

from her2lessons.guidelines import ish
from her2lessons.guidelines.her2 import interpret
from her2lessons.guidelines.ihc import EQUIVOCAL
from her2lessons.guidelines.steps import ASCO_CAP_2018
from her2lessons.quiz import making
from her2lessons.quiz.fields import counts, words
from her2lessons.quiz.fields.counts import Totals
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made

_UNDECIDED = (2, 3, 4)
#: The part by which the first observer may have counted more or fewer.
_APART = 0.12


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
    dice = making.chance("blind_recount", seed)
    totals, distractors = _totals(dice)
    first = _first(totals, dice)
    field = counts.request(totals, dice, distractors=distractors)
    made = Made(
        family="blind_recount",
        seed=seed,
        objective="05.4",
        concepts=["B05"],
        difficulty=3 if counts.is_near(totals.probe) else 2 if distractors else 1,
        prompt=(
            f"A tumour is IHC {EQUIVOCAL}, and its first count gave ISH group 2, 3 or 4. You are the second "
            "observer, and you do not know which group it was, nor its figures. This is your field, from the "
            f"area with the {EQUIVOCAL} staining; it is drawn, not photographed.\n\nHow many nuclei, HER2 "
            f"signals and CEP17 signals do you count, in {ish.MIN_NUCLEI} nuclei that may be counted?"
        ),
        explain=counts.numbered(_explained(first, totals)),
        sources=[ASCO_CAP_2018],
        reviewed="2026-11-26",
    )
    return making.count(made, field, words.dots_alt(field))


def _totals(dice: Random) -> tuple[Totals, bool]:
    """Draw what the second observer sees, for each level about as often as for the next."""
    level = dice.randrange(3)
    if level < 2:
        return counts.draw(dice, _UNDECIDED), level == 1
    return counts.draw(dice, range(1, 6), near=True), dice.randrange(2) == 0


def _first(totals: Totals, dice: Random) -> Totals:
    """Draw the first count of the same tumour: not far from what is drawn here, and in group 2, 3 or 4."""
    apart = _APART
    while True:
        her2, cep17 = (
            round(total * dice.uniform(1 - apart, 1 + apart)) for total in (totals.her2, totals.cep17)
        )
        first = Totals(her2, cep17, totals.nuclei)
        if first.probe.group in _UNDECIDED and cep17 >= totals.nuclei:
            return first
        # Near a corner of the groups the first count may have to lie a little farther off.
        apart += 0.002


def _explained(first: Totals, second: Totals) -> list[str]:
    """Tell the first count, the second as it was drawn, and what follows from both."""
    found = interpret(ihc=EQUIVOCAL, ish=first.probe, recount=second.probe)
    decided = [f"{step.rule} {step.finding}" for step in found.steps if step.slug in ("decision", "comment")]
    return [
        f"The first count, which you could not know: {first.shown}.",
        f"Drawn in your field were {second.shown}.",
        *decided,
        "Who knows a first count may lean towards it. That is why the second observer is kept blind.",
    ]
