"""Family ``ish_ratio``: counted HER2 and CEP17 signals; what is the ratio, or what are the copies?

The right number is what `guidelines.ish.DualProbe.from_counts` makes of the counts. What named mistakes make
of them lies outside what is accepted, and the explanation names them.
"""

from __future__ import annotations

from her2lessons.guidelines.her2 import interpret
from her2lessons.guidelines.steps import COURSE
from her2lessons.quiz import making
from her2lessons.quiz.families.ish_ratio.counting import Count, draw
from her2lessons.quiz.families.ish_ratio.mistakes import Slip, slips
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made

_QUESTIONS = {
    "ratio": "What is the **HER2/CEP17 ratio**?",
    "her2_copies": "How many **HER2 copies per nucleus** are there on average?",
    "cep17_copies": "How many **CEP17 copies per nucleus** are there on average?",
}
_DECIMALS = "Give two decimals, and more where two would round it onto a line of the rule."
#: The steps of the whole rule that lead from the counts to the group.
_STEPS = ("ish-counts", "ish-ratio", "ish-copies", "ish-group")


def make(seed: int) -> Item:
    """Make the question of ``seed``.

    Parameters
    ----------
    seed
        A whole number from 0; the same seed gives the same question, word for word.

    Returns
    -------
    Item
        A question of the kind ``numeric``: the ratio, or the copies of one probe per nucleus.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.
    """
    count = draw(making.chance("ish_ratio", seed))
    her2, cep17, nuclei = count.counts
    steps = [step for step in interpret(ish=count.probe).steps if step.slug in _STEPS]
    lines = [
        f"{count.sum_in_words}.",
        *(f"{step.rule} {step.finding}" for step in steps),
        *_about_a_line(count),
        _about_slips(slips(count)),
    ]
    made = Made(
        family="ish_ratio",
        seed=seed,
        objective="04.2",
        concepts=["B05"],
        difficulty=_difficulty(count),
        prompt=(
            f"In **{nuclei} nuclei** a reader counts **{her2} HER2** and **{cep17} CEP17** signals.\n\n"
            f"{_QUESTIONS[count.asked]} {_DECIMALS}"
        ),
        explain="\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1)),
        sources=[*(step.source for step in steps), *([COURSE] if count.line else [])],
        reviewed="2026-11-26",
    )
    unit = "" if count.asked == "ratio" else "copies per nucleus"
    return making.numeric(made, count.answer, unit=unit, tolerance=count.tolerance)


def _difficulty(count: Count) -> int:
    """The ratio is easy, choosing the right pair for copies is harder, a figure by a line is hardest."""
    if count.line is not None:
        return 3
    return 1 if count.asked == "ratio" else 2


def _about_a_line(count: Count) -> list[str]:
    """Say what rounding, or a misplaced edge, would do where the figure lies by a line."""
    if count.line is None:
        return []
    if count.value == count.line:
        return [
            f"The figure is exactly {count.line}. The line belongs to the side above it, so the group is "
            f"{count.probe.group}."
        ]
    return [
        f"Rounded to one decimal it would be {count.line} and give group {count.group_if_rounded}. Figures "
        f"are compared unrounded, so the group is {count.probe.group}."
    ]


def _about_slips(made: list[Slip]) -> str:
    return f"Easy slips: {'; '.join(f'{slip.sum_in_words}, which is {slip.what}' for slip in made)}."
