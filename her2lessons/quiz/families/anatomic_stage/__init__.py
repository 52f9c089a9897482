"""Family ``anatomic_stage``: size, nodes and spread; which T, which N, or which anatomic stage?

The right answer is what `guidelines.staging` says: `t_from_size`, `pn_from_nodes` and `anatomic`. The wrong
ones are what named mistakes make of the same case.
"""

from __future__ import annotations

from her2lessons.guidelines.steps import NCI_PDQ
from her2lessons.quiz import making
from her2lessons.quiz.families.anatomic_stage import about_category, about_stage
from her2lessons.quiz.families.anatomic_stage.case import Case
from her2lessons.quiz.families.anatomic_stage.drawing import draw
from her2lessons.quiz.families.anatomic_stage.walking import walk
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made, Mistake, Right

_QUESTIONS = {
    "T": "Which **T** does the pathologist write?",
    "N": "Which **N** does the pathologist write?",
    "stage": "Which **anatomic stage** is this?",
}


def make(seed: int) -> Item:
    """Make the question of ``seed``.

    Parameters
    ----------
    seed
        A whole number from 0; the same seed gives the same question, word for word.

    Returns
    -------
    Item
        A question of the kind ``single`` with three or four options, one of them right.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.
    """
    chance = making.chance("anatomic_stage", seed)
    case = draw(chance)
    lines = walk(case)
    traps, general = _misread(case)
    made = Made(
        family="anatomic_stage",
        seed=seed,
        objective="08.2" if case.asked == "stage" else "08.1",
        concepts=["A14"],
        difficulty=_difficulty(case, traps),
        prompt=f"{case.as_markdown()}\n\n{_QUESTIONS[case.asked]}",
        explain="\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1)),
        sources=[NCI_PDQ],
        reviewed="2026-11-26",
    )
    right = Right(case.answer, " ".join(lines if case.is_measured else lines[-1:]))
    chance.shuffle(traps)
    chance.shuffle(general)
    return making.single(made, right, [*traps, *general], chance)


def _difficulty(case: Case, traps: list[Mistake]) -> int:
    """A trap is hardest; a stage from measurements, M1 and sub-letters are harder; the rest is easy."""
    if any(trap.text != case.answer for trap in traps):
        return 3
    if case.asked != "stage":
        return 1
    return 2 if case.is_measured or case.m == "M1" or case.has_details else 1


def _misread(case: Case) -> tuple[list[Mistake], list[Mistake]]:
    """Give the mistakes that this case sets out as traps, and those that many cases allow."""
    return about_stage.misread(case) if case.asked == "stage" else about_category.misread(case)
