"""Family ``her2_status``: a report with IHC, ISH or both; where does the whole rule lead?

The right answer is what `guidelines.her2.interpret` says of the report. The wrong ones are what named
mistakes make of the same report.
"""

from __future__ import annotations

from random import Random

from her2lessons.guidelines.her2 import Interpretation
from her2lessons.guidelines.ish import DualProbe
from her2lessons.quiz import making
from her2lessons.quiz.families.her2_status.claim import Claim
from her2lessons.quiz.families.her2_status.mistakes import claims
from her2lessons.quiz.families.her2_status.outcomes import Outcome
from her2lessons.quiz.families.her2_status.reports import Report, draw
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
        A question of the kind ``single`` with three or four options, one of them right.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.
    """
    chance = making.chance("her2_status", seed)
    report = draw(chance)
    interpretation = report.interpret()
    right = Outcome.of(interpretation)
    made = Made(
        family="her2_status",
        seed=seed,
        objective="05.2",
        concepts=["B04", "B05"],
        difficulty=_difficulty(report),
        prompt=f"{report.as_markdown()}\n\nWhat does this report add up to?",
        explain=_walk(interpretation),
        sources=[step.source for step in interpretation.steps],
        reviewed="2026-11-20",
    )
    wrong = map(_wrong_option, _distractors(report, right, chance))
    return making.single(made, _right_option(right, interpretation), wrong, chance)


def _difficulty(report: Report) -> int:
    """One test is easy, two are harder; a recount, a rejected test or a group 2 to 4 is hardest."""
    undecided = isinstance(report.ish, DualProbe) and report.ish.alone == "undecided"
    if report.recount is not None or report.rejected or undecided:
        return 3
    return 1 if report.ihc is None or report.ish is None else 2


def _distractors(report: Report, right: Outcome, chance: Random) -> list[Claim]:
    """Choose wrong answers: mistakes made for this report first, those that fit any report after them."""
    special, general = claims(report)
    chance.shuffle(special)
    chance.shuffle(general)
    chosen: dict[Outcome, Claim] = {}
    for claim in (*special, *general):
        if claim.outcome.result != right.result:
            chosen.setdefault(claim.outcome.result, claim)
    return list(chosen.values())[:_WRONG_OPTIONS]


def _right_option(right: Outcome, interpretation: Interpretation) -> Right:
    """Give the right answer with the last step that decides, and with the doubt where the tests disagree."""
    deciding = [step for step in interpretation.steps if step.slug in ("decision", "recount")][-1:]
    doubt = [step for step in interpretation.steps if step.slug == "discordant"]
    because = " ".join(f"{step.rule} {step.finding}" for step in (*deciding, *doubt))
    return Right(right.text, because)


def _wrong_option(claim: Claim) -> Mistake:
    return Mistake(claim.outcome.text, claim.because, claim.mistake)


def _walk(interpretation: Interpretation) -> str:
    """Give the steps of the rule as a numbered list."""
    return "\n".join(
        f"{number}. {step.rule} {step.finding}" for number, step in enumerate(interpretation.steps, start=1)
    )
