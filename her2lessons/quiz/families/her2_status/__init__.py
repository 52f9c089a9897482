"""Family ``her2_status``: a report with IHC, ISH or both; where does the whole rule lead?

The right answer is what `guidelines.her2.interpret` says of the report. The wrong ones are what named
mistakes make of the same report.
"""

from __future__ import annotations

from random import Random
from typing import Any

from her2lessons.guidelines.her2 import Interpretation
from her2lessons.quiz.families.her2_status.claim import Claim
from her2lessons.quiz.families.her2_status.mistakes import claims
from her2lessons.quiz.families.her2_status.outcomes import Outcome
from her2lessons.quiz.families.her2_status.reports import Report, draw
from her2lessons.quiz.item import Item
from her2lessons.quiz.kinds.single import Single

_WRONG_OPTIONS = 3
_IDS = "abcd"


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
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise ValueError(f"A seed is a whole number from 0, such as 7; this is {seed!r}.")
    # Seeded with text, so that the cases of this family have nothing in common with those of another.
    chance = Random(f"her2_status {seed}")
    report = draw(chance)
    interpretation = report.interpret()
    right = Outcome.of(interpretation)
    wrong = _distractors(report, right, chance)
    options = [_right_option(right, interpretation), *map(_wrong_option, wrong)]
    chance.shuffle(options)
    return Single.model_validate(
        {
            "id": f"her2_status-{seed}",
            "section": "generated",
            "kind": "single",
            "objective": "05.2",
            "concepts": ["B04", "B05"],
            "difficulty": 2,
            "prompt": f"{report.as_markdown()}\n\nWhat does this report add up to?",
            "options": [{"id": key, **option} for key, option in zip(_IDS, options, strict=False)],
            "explain": _walk(interpretation),
            "sources": list(dict.fromkeys(step.source for step in interpretation.steps)),
            "reviewed": "2026-11-20",
        }
    )


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


def _right_option(right: Outcome, interpretation: Interpretation) -> dict[str, Any]:
    """Give the right answer with the last step that decides, and with the doubt where the tests disagree."""
    deciding = [step for step in interpretation.steps if step.slug in ("decision", "recount")][-1:]
    doubt = [step for step in interpretation.steps if step.slug == "discordant"]
    because = " ".join(f"{step.rule} {step.finding}" for step in (*deciding, *doubt))
    return {"text": right.text, "correct": True, "because": because}


def _wrong_option(claim: Claim) -> dict[str, Any]:
    return {
        "text": claim.outcome.text,
        "correct": False,
        "because": claim.because,
        "misconception": claim.mistake,
    }


def _walk(interpretation: Interpretation) -> str:
    """Give the steps of the rule as a numbered list."""
    return "\n".join(
        f"{number}. {step.rule} {step.finding}" for number, step in enumerate(interpretation.steps, start=1)
    )
