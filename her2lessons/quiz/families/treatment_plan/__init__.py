"""Family ``treatment_plan``: an invented person; which of these does the course's rule set recommend here?

The right answer is a recommendation of `guidelines.treatment.plan`. The wrong ones are what the same rules
would say of the person as a named mistake sees them.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from her2lessons.guidelines import treatment
from her2lessons.guidelines.treatment import Plan, Recommendation
from her2lessons.quiz import making
from her2lessons.quiz.families.treatment_plan import (
    her2_negative_early,
    her2_negative_metastatic,
    her2_positive,
    lungs,
)
from her2lessons.quiz.families.treatment_plan.choices import Choice, right_choice, wrong_choices
from her2lessons.quiz.families.treatment_plan.person import Person
from her2lessons.quiz.families.treatment_plan.rules import said
from her2lessons.quiz.families.treatment_plan.situations import Situation, draw
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made, Mistake, Right

_ROOMS = (
    her2_positive.HER2_EARLY,
    her2_positive.HER2_METASTATIC,
    her2_negative_early.HR_EARLY,
    her2_negative_early.TN_EARLY,
    her2_negative_metastatic.HR_METASTATIC,
    her2_negative_metastatic.TN_METASTATIC,
)
_CONCEPTS = {"10.1": ["A10", "B09"], "10.2": ["A10", "B09"], "11.1": ["A10", "B10"], "11.2": ["A10", "B11"]}
_FIGURES = {"pdl1_cps": 100, "recurrence_score": 100, "months_since_adjuvant": 1000}
_LOW = ["A12", "B12"]
_ASKED = (
    "Which of these is recommended here in this course's rules, with US labels? The person is invented: "
    "this is teaching, not advice."
)


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

    Notes
    -----
    Sources: those of the rule that gives the right option.
    """
    chance = making.chance("treatment_plan", seed)
    situation, person, plan, choice, wrong = _decided(chance)
    made = Made(
        family="treatment_plan",
        seed=seed,
        objective=situation.objective,
        concepts=_CONCEPTS.get(situation.objective, _LOW),
        difficulty=3 if _on_an_edge(person) else situation.difficulty,
        prompt=f"{person.as_markdown()}\n\n{lungs.ASKED if lungs.is_about(person) else _ASKED}",
        explain=_explain(choice, () if lungs.is_about(person) else plan),
        sources=choice.item.source,
        reviewed="2026-11-26",
    )
    because = f"{choice.item.title} ({choice.item.strength}). {choice.item.why}"
    if lungs.is_about(person):
        because = f"{because} In full: {choice.item.options[0].name}."
    return making.single(made, Right(choice.text, because), wrong, chance)


def _decided(chance: Random) -> tuple[Situation, Person, Plan, Choice, list[Mistake]]:
    """Draw until the plan needs nothing more to be known and leaves room for two wrong options at least."""
    while True:
        situation = chance.choice(chance.choice(_ROOMS))
        person = draw(chance, situation)
        plan = treatment.plan(person.case)
        choice = right_choice(plan, situation.about, chance)
        if choice is None or plan.missing or plan.undecided:
            continue
        if lungs.is_about(person):
            choice = lungs.right_choice(person)
            return situation, person, plan, choice, lungs.wrong_choices(person, choice)
        wrong = wrong_choices(person, plan, choice, chance)
        if len(wrong) > 1:
            return situation, person, plan, choice, wrong


def _on_an_edge(person: Person) -> bool:
    """Whether one step more or less in a figure would change what the rules say."""
    for name, highest in _FIGURES.items():
        if name in person.told:
            for figure in (person.told[name] - 1, person.told[name] + 1):
                near = Person(person.her2, {**person.told, name: min(max(figure, 0), highest)})
                if said(near).keys() != said(person).keys():
                    return True
    return False


def _explain(choice: Choice, beside: Sequence[Recommendation]) -> str:
    """Give the rule's own reason, its strength and its day, and what stands beside it in the plan.

    The card shows the sources as links, so their keys are not written here.
    """
    item = choice.item
    others = [
        f"- {other.title} ({other.strength})"
        for other in beside
        if other is not item and other.drugs and other.modality != "support"
    ]
    lines = [
        f"**{item.title}** (strength on this course's own scale: {item.strength}).",
        f"Why: {item.why}",
        *(f"Caution: {caution}" for caution in item.cautions[:2]),
        f"Rules as of {item.as_of:%-d %B %Y}.",
    ]
    if others:
        lines += ["", "The same plan also says:", "", *others]
    return "\n".join(lines)
