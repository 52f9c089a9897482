"""Family ``prognostic_stage``: T, N and M with grade and receptors; which prognostic stage is it?

The right answer is what `guidelines.staging.prognostic` looks up, in the clinical or the pathological table.
The wrong ones are what named mistakes look up for the same case. In-situ cancer is left to `anatomic_stage`.
"""

from __future__ import annotations

from random import Random

from her2lessons.guidelines import staging
from her2lessons.quiz import making
from her2lessons.quiz.families.prognostic_stage.case import Case, draw
from her2lessons.quiz.families.prognostic_stage.mistakes import misread
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made, Mistake, Right

_FEWEST_WRONG = 2
#: The steps of the walk through the table that decide.
_DECIDING = ("row", "factors", "cell", "oncotype", "no-factors")
#: Every stage is as likely as the next; stage IV asks least, so it comes up less.
_WANTED = (*("IA", "IB", "IIA", "IIB", "IIIA", "IIIB", "IIIC") * 2, "IV")


def make(seed: int) -> Item:
    """Make the question of ``seed``.

    Parameters
    ----------
    seed
        A whole number from 0; the same seed gives the same question, word for word.

    Returns
    -------
    Item
        A question of the kind ``single`` with three or four stages to choose from, one of them right.

    Raises
    ------
    TableAbsent
        If the file with the prognostic tables has been taken away.
    ValueError
        If the seed is not a whole number from 0.
    """
    chance = making.chance("prognostic_stage", seed)
    case, wrong = _drawn(chance)
    walked = case.walk()
    made = Made(
        family="prognostic_stage",
        seed=seed,
        objective="08.2",
        concepts=["A14", "A15"],
        difficulty=_difficulty(case),
        prompt=f"{case.as_markdown()}\n\nWhich **{case.table} prognostic stage** is this?",
        explain="\n".join(
            f"{number}. {step.rule} {step.finding}" for number, step in enumerate(walked.steps, start=1)
        ),
        sources=[step.source for step in walked.steps],
        reviewed="2026-11-26",
    )
    return making.single(made, _right(case, walked), wrong, chance)


def _right(case: Case, walked: staging.Stage) -> Right:
    """Give the right stage with what was looked up, or with the rule that asks for nothing further."""
    found = [step.finding for step in walked.steps if step.slug in _DECIDING]
    rules = [step.rule for step in walked.steps if step.slug in ("oncotype", "no-factors")]
    return Right(f"Stage {case.stage}", " ".join([*rules, *found]))


def _drawn(chance: Random) -> tuple[Case, list[Mistake]]:
    """Draw cases until one leads to the stage that is wanted, and mistakes lead elsewhere."""
    wanted = chance.choice(_WANTED)
    while True:
        case = draw(chance, spread=wanted == "IV")
        if case.stage != wanted:
            continue
        special, general = misread(case)
        chance.shuffle(special)
        chance.shuffle(general)
        wrong = [*special, *general]
        if len({mistake.text for mistake in wrong} - {f"Stage {case.stage}"}) >= _FEWEST_WRONG:
            return case, wrong


def _difficulty(case: Case) -> int:
    """What must be translated before it can be looked up is hardest; a stage that does not move is easy."""
    if case.has_trap:
        return 3
    return 1 if case.stage == case.anatomic else 2
