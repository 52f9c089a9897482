"""Family ``invasive_or_in_situ``: in-situ cancer stains beside the invasive cells; what is scored?

Two questions take turns: which part of the field may be scored, and what its score is. The in-situ cells are
drawn mostly complete and intense, whatever the invasive ones show.
"""

from __future__ import annotations

from random import Random

from her2lessons.guidelines.ihc import POSITIVE, SCORES, Percents, Score
from her2lessons.guidelines.steps import ASCO_CAP_2018
from her2lessons.quiz import making
from her2lessons.quiz.drawn import Drawn, Request
from her2lessons.quiz.fields import shares as ihc
from her2lessons.quiz.fields import words
from her2lessons.quiz.fields.words import Duct
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made, Mistake, Right

_UNREADABLE = "No score: it cannot be read"
_IN_SITU = "in-situ cells count"
_OPENING = "A field of a HER2 stain (IHC), drawn, not photographed. Its controls are right: it can be read."


def make(seed: int) -> Item:
    """Make the question of ``seed``.

    Parameters
    ----------
    seed
        A whole number from 0; the same seed gives the same question, field and all.

    Returns
    -------
    Item
        A question of the kind ``classify`` with four parts of the field, or three scores and a refusal.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.
    """
    dice = making.chance("invasive_or_in_situ", seed)
    tissue, normal, in_situ = _tissue(dice)
    if dice.randrange(3) == 0:
        return _which_part(seed, dice, tissue, normal, in_situ)
    return _which_score(seed, dice, tissue, in_situ)


def _tissue(dice: Random) -> tuple[int, Duct, Duct]:
    """Draw a tissue that has in-situ cancer, in another place than its normal duct."""
    while True:
        tissue = ihc.seed(dice)
        found = words.ducts(tissue)
        if "in situ" in found and found["in situ"].place != found["normal duct"].place:
            return tissue, found["normal duct"], found["in situ"]


def _which_part(seed: int, dice: Random, tissue: int, normal: Duct, in_situ: Duct) -> Item:
    shares = ihc.clear(dice.choice(["3+", "2+", "1+", "0 absent"]), dice)
    field = ihc.request(shares, tissue)
    right = Right(
        "The nests and sheets that lie free among the fibres",
        "These cells have left the ducts and lie in the stroma. They are invasive, and only they are scored.",
    )
    wrong = [
        Mistake(
            f"The round island packed with cells, {in_situ.place}",
            "A thin rim still closes it in: this is in-situ cancer within its duct. It often stains, "
            "and it is left out.",
            _IN_SITU,
        ),
        Mistake(
            f"The small ring of cells round an opening, {normal.place}",
            "That is a normal duct. It serves as the negative control inside the section, and is not scored.",
            "normal ducts are tumour",
        ),
        Mistake(
            "Whatever has brown lines, wherever in the field it lies",
            "Brown shows protein, not invasion. Where a cell lies is settled before its colour is looked at.",
            "what is brown is what counts",
        ),
    ]
    order = [right.text, *(mistake.text for mistake in wrong)]
    dice.shuffle(order)
    made = _made(seed, 1, "Which part of this field may be scored?", "03.5", _about(in_situ, shares))
    return making.classify(made, _drawn(field, shares), right, wrong, order)


def _which_score(seed: int, dice: Random, tissue: int, in_situ: Duct) -> Item:
    shares = _shares(dice)
    reading = ihc.reading(shares)
    trap = _trap(shares, in_situ) if reading.score != POSITIVE else ihc.against("2+", shares)
    others: list[Score] = [score for score in SCORES if score not in (reading.score, trap.text)]
    unreadable = Mistake(
        _UNREADABLE,
        "In-situ cancer beside invasive cancer is common and no reason to reject: the invasive cells show.",
        "a field with in-situ cells cannot be read",
    )
    wrong = [trap, ihc.against(dice.choice(others), shares), unreadable]
    hard = ihc.difficulty(shares) == 3 or reading.score == POSITIVE
    made = _made(seed, 3 if hard else 2, "What is the score of this field?", "03.2", _about(in_situ, shares))
    return making.classify(
        made, _drawn(ihc.request(shares, tissue), shares), ihc.right(shares), wrong, (*SCORES, _UNREADABLE)
    )


def _shares(dice: Random) -> Percents:
    """Draw what the invasive cells show: mostly less than the in-situ cells, and now and then as much."""
    if dice.randrange(4) == 0:
        return ihc.on_the_line(dice)
    draw = dice.choice([ihc.clear, ihc.mixed])
    return draw(dice.choice(["0 absent", "0+", "1+", "1+", "2+", "3+"]), dice)


def _trap(shares: Percents, in_situ: Duct) -> Mistake:
    because = (
        f"The closed, dark lines belong to the island {in_situ.place}: in-situ cancer within its duct, and "
        f"left out. Of the invasive cells: {ihc.listed(shares)}."
    )
    return Mistake(POSITIVE, because, _IN_SITU)


def _about(in_situ: Duct, shares: Percents) -> str:
    return ihc.walk(
        shares,
        "First find what is invasive. "
        f"The island {in_situ.place} is closed in by a rim: in-situ cancer, not scored.",
    )


def _made(seed: int, difficulty: int, question: str, objective: str, explain: str) -> Made:
    return Made(
        family="invasive_or_in_situ",
        seed=seed,
        objective=objective,
        concepts=["B04"],
        difficulty=difficulty,
        prompt=f"{_OPENING}\n\n{question}",
        explain=explain,
        sources=[ASCO_CAP_2018],
        reviewed="2026-11-26",
    )


def _drawn(field: Request, shares: Percents) -> Drawn:
    return Drawn(fields=(field,), alt=words.ihc_alt(field, shares))
