"""Family ``ihc_score``: how many invasive cells show which staining; what is the IHC score?

The right answer is what `guidelines.ihc.score` says of the four percentages. The wrong ones are what named
mistakes make of the same slide.
"""

from __future__ import annotations

from random import Random

from her2lessons.guidelines.ihc import SCORES, Reading
from her2lessons.guidelines.steps import ASCO_CAP_2018
from her2lessons.quiz import making
from her2lessons.quiz.families.ihc_score.mistakes import AVERAGE, misread
from her2lessons.quiz.families.ihc_score.slides import Slide, draw
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made, Mistake, Right

_WRONG_OPTIONS = 3


def make(seed: int) -> Item:
    """Make the question of ``seed``.

    Parameters
    ----------
    seed
        A whole number from 0; the same seed gives the same question, word for word.

    Returns
    -------
    Item
        A question of the kind ``single`` with three or four scores to choose from, lowest first.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.
    """
    chance = making.chance("ihc_score", seed)
    slide = draw(chance)
    reading = slide.reading
    made = Made(
        family="ihc_score",
        seed=seed,
        objective="03.3" if slide.on_the_line else "03.2",
        concepts=["B04"],
        difficulty=_difficulty(slide),
        prompt=f"{slide.as_markdown()}\n\n{_asked(slide)}",
        explain=_walk(slide, reading),
        sources=[ASCO_CAP_2018, *(step.source for step in reading.steps)],
        reviewed="2026-11-26",
    )
    deciding = reading.steps[-2]
    right = Right(reading.score, f"{deciding.rule} Here: {deciding.finding}")
    return making.ordered(made, right, _distractors(slide, chance), SCORES)


def _difficulty(slide: Slide) -> int:
    """One kind of staining is easy, several or a distraction are harder; edges and odd patterns hardest."""
    if slide.on_the_line or slide.reading.unusual:
        return 3
    return 2 if len(slide.present) > 1 or slide.remark else 1


def _asked(slide: Slide) -> str:
    """Ask, and say whose line decides where the guideline leaves a pattern open."""
    left_open = (
        " The course sends every pattern outside the definitions to 2+; a pathologist may decide otherwise."
    )
    return f"What is the IHC score?{left_open if slide.left_open else ''}"


def _distractors(slide: Slide, chance: Random) -> list[Mistake]:
    """Choose wrong scores: mistakes that this slide sets out to invite first, the others after them."""
    special, general = misread(slide)
    chance.shuffle(general)
    # That the score is no average could be said of any slide: it comes last, behind what this slide invites.
    general.sort(key=lambda mistake: mistake.misconception == AVERAGE)
    chosen: dict[str, Mistake] = {}
    for mistake in (*special, *general):
        if mistake.text != slide.reading.score:
            chosen.setdefault(mistake.text, mistake)
    return list(chosen.values())[:_WRONG_OPTIONS]


def _walk(slide: Slide, reading: Reading) -> str:
    """Give what does not count, and then the steps of the rule, as a numbered list."""
    lines = [f"{step.rule} {step.finding}" for step in reading.steps]
    if slide.remark:
        lines.insert(0, f"Only the membrane of invasive cells is read. {slide.why_it_does_not_count}")
    if reading.unusual:
        lines.append(
            "The guideline sends patterns outside its definitions to 2+. In which order they are compared is "
            "this course's own convention."
        )
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))
