"""Family ``choose_nuclei``: a drawn FISH field with numbered nuclei; which of them may be counted?"""

from __future__ import annotations

from her2lessons.guidelines.steps import ASCO_CAP_2018, COURSE
from her2lessons.quiz import making
from her2lessons.quiz.fields import counts, words
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made

#: The most countable nuclei of an easy field, and of one of middling difficulty; more are a search.
_EASY, _MIDDLING = 10, 15
_FEWEST, _MOST = 6, 20

_RULES = (
    "Count a nucleus that is whole: what the edge of the picture cuts off may have held signals.",
    "Count one that lies apart: in two that overlap nobody can say whose a signal is.",
    "Count one that is in focus, so that its signals can be told apart.",
    "Count one that shows both colours: where a probe did not reach, nothing follows from the dots.",
    "Count invasive tumour cells; small round lymphocytes and slender cells of the stroma are none.",
)


def make(seed: int) -> Item:
    """Make the question of ``seed``.

    Parameters
    ----------
    seed
        A whole number from 0; the same seed gives the same question, field and all.

    Returns
    -------
    Item
        A question of the kind ``pick``.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.
    """
    dice = making.chance("choose_nuclei", seed)
    nuclei = dice.randint(_FEWEST, _MOST)
    totals = counts.draw(dice, range(1, 6), nuclei=nuclei)
    field = counts.request(totals, dice, distractors=True)
    made = Made(
        family="choose_nuclei",
        seed=seed,
        objective="04.1",
        concepts=["B05"],
        difficulty=1 if nuclei <= _EASY else 2 if nuclei <= _MIDDLING else 3,
        prompt=(
            "A dual-probe FISH field, drawn, not photographed, with a number at each nucleus. Nuclei are "
            "chosen before signals are counted.\n\nWhich of these nuclei may be counted?"
        ),
        explain=counts.numbered(_RULES),
        sources=[ASCO_CAP_2018, COURSE],
        reviewed="2026-11-26",
    )
    return making.pick(made, field, words.dots_alt(field))
