"""Family ``score_field``: a drawn IHC field; what is its score?

The field is asked for by shares of cells, and the right answer is what `guidelines.ihc.score` says of them.
"""

from __future__ import annotations

from random import Random

from her2lessons.guidelines.ihc import SCORES, Percents
from her2lessons.guidelines.steps import ASCO_CAP_2018
from her2lessons.quiz import making
from her2lessons.quiz.drawn import Drawn
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
        A question of the kind ``classify`` with the five scores to choose from, lowest first.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.
    """
    dice = making.chance("score_field", seed)
    shares = _shares(dice)
    reading = ihc.reading(shares)
    field = ihc.request(shares, ihc.seed(dice), dice.choice([20, 40]))
    made = Made(
        family="score_field",
        seed=seed,
        objective="03.3" if ihc.is_near(shares) else "03.2",
        concepts=["B04"],
        difficulty=ihc.difficulty(shares),
        prompt=(
            "A field of a HER2 stain (IHC), drawn, not photographed. Its controls, at the lower left, are "
            "right. Read the membranes of the invasive cells alone.\n\nWhat is the score of this field?"
        ),
        explain=ihc.walk(shares),
        sources=[ASCO_CAP_2018, *(step.source for step in reading.steps)],
        reviewed="2026-11-26",
    )
    wrong = [ihc.against(score, shares) for score in SCORES if score != reading.score]
    image = Drawn(fields=(field,), alt=words.ihc_alt(field, shares))
    return making.classify(made, image, ihc.right(shares), wrong, SCORES)


def _shares(dice: Random) -> Percents:
    """Draw a case for each level about as often as for the next."""
    level = dice.randrange(3)
    if level == 0:
        return ihc.clear(dice.choice(["3+", "2+", "1+", "0 absent"]), dice)
    if level == 1:
        return ihc.mixed(dice.choice(["3+", "2+", "1+", "0+"]), dice)
    return ihc.odd(dice) if dice.randrange(5) == 0 else ihc.on_the_line(dice)
