"""Family ``estimate_shares``: a drawn IHC field; which share of cells shows which staining, and the score?"""

from __future__ import annotations

from random import Random

from her2lessons.guidelines.ihc import Percents
from her2lessons.guidelines.steps import ASCO_CAP_2018
from her2lessons.quiz import making
from her2lessons.quiz.fields import shares as ihc
from her2lessons.quiz.fields import words
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
        A question of the kind ``estimate``.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.
    """
    dice = making.chance("estimate_shares", seed)
    shares = _shares(dice)
    field = ihc.request(shares, ihc.seed(dice), dice.choice([20, 40]))
    made = Made(
        family="estimate_shares",
        seed=seed,
        objective="03.3",
        concepts=["B04"],
        difficulty=_difficulty(shares),
        prompt=(
            "A field of a HER2 stain (IHC), drawn, not photographed. Estimate the shares before you score: "
            "an eye that has settled on a score sees the shares that fit it.\n\nWhat percentage of the "
            "invasive cells shows each kind of staining, and what is the score?"
        ),
        explain=ihc.walk(shares, "Each cell is counted once, under its strongest staining."),
        sources=[ASCO_CAP_2018, *(step.source for step in ihc.reading(shares).steps)],
        reviewed="2026-11-26",
    )
    return making.estimate(made, field, words.ihc_alt(field, shares, rough=True))


def _shares(dice: Random) -> Percents:
    level = dice.randrange(3)
    if level == 0:
        return ihc.clear(dice.choice(["3+", "2+", "1+"]), dice)
    if level == 1:
        return ihc.mixed(dice.choice(["3+", "2+"]), dice)
    return ihc.odd(dice) if dice.randrange(4) == 0 else ihc.on_the_line(dice)


def _difficulty(shares: Percents) -> int:
    """One pattern is easy to estimate, several are harder; the line and odd patterns are hardest."""
    if ihc.difficulty(shares) == 3:
        return 3
    return 2 if sum(1 for share in shares if share) > 1 else 1
