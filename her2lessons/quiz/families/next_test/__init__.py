"""Family ``next_test``: what has been done on a specimen so far; which test or step comes next?

The right answer is the next step that `guidelines.her2.interpret` names for the report. The wrong ones are
what named mistakes would do with the same report.
"""

from __future__ import annotations

from random import Random

from her2lessons.guidelines.her2 import Interpretation
from her2lessons.quiz import making
from her2lessons.quiz.families.her2_status.reports import Report
from her2lessons.quiz.families.next_test.choosing import TEXTS, draw, specimen, undecided_group
from her2lessons.quiz.families.next_test.mistakes import misread
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made, Mistake, Right


def make(seed: int) -> Item:
    """Make the question of ``seed``.

    Parameters
    ----------
    seed
        A whole number from 0; the same seed gives the same question, word for word.

    Returns
    -------
    Item
        A question of the kind ``single`` with three or four steps to choose from, one of them right.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.
    """
    chance = making.chance("next_test", seed)
    report = draw(chance)
    interpretation = report.interpret()
    made = Made(
        family="next_test",
        seed=seed,
        objective="05.1",
        concepts=["B04", "B05"],
        difficulty=_difficulty(report),
        prompt=f"- Specimen: {specimen(chance)}\n{report.as_markdown()}\n\nWhat comes next?",
        explain="\n".join(
            f"{number}. {step.rule} {step.finding}" for number, step in enumerate(interpretation.steps, 1)
        ),
        sources=[step.source for step in interpretation.steps],
        reviewed="2026-11-26",
    )
    return making.single(made, _right(interpretation), _wrong(report, chance), chance)


def _difficulty(report: Report) -> int:
    """One test is easy; two, or one that decides nothing, are harder; recounts and rejections hardest."""
    waits = report.ish is not None and report.ish.alone == "undecided"
    if report.recount is not None or report.rejected or (undecided_group(report) and report.ihc):
        return 3
    return 2 if waits or (report.ihc is not None and report.ish is not None) else 1


def _right(interpretation: Interpretation) -> Right:
    """Give the next step with the step of the rule that decides it, and with the conclusion."""
    steps = interpretation.steps
    deciding = [step for step in steps if step.slug in ("decision", "recount")][-1]
    return Right(TEXTS[interpretation.next_step], f"{deciding.rule} {deciding.finding} {steps[-1].finding}")


def _wrong(report: Report, chance: Random) -> list[Mistake]:
    """Put the mistakes made for this report first, those that fit many reports after them."""
    special, general = misread(report)
    chance.shuffle(special)
    chance.shuffle(general)
    return [*special, *general]
