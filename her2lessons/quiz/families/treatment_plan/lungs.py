"""Lung inflammation under a drug that is being given: what happens to this drug, and not what comes next."""

from __future__ import annotations

from her2lessons.guidelines import treatment
from her2lessons.guidelines.treatment import Recommendation
from her2lessons.quiz.families.treatment_plan.choices import Choice
from her2lessons.quiz.families.treatment_plan.misreading import as_if
from her2lessons.quiz.families.treatment_plan.person import Person
from her2lessons.quiz.families.treatment_plan.rules import said
from her2lessons.quiz.making import Mistake

ASKED = (
    "What happens to this drug, in this course's rules? The person is invented: this is teaching, not advice."
)
_RULES = ("ild_grade_1", "ild_grade_2")
_GRADES = (1, 2, 3)


def is_about(person: Person) -> bool:
    """Whether a person has inflamed lungs under the drug that is being given."""
    return bool(person.told.get("ild_grade"))


def right_choice(person: Person) -> Choice:
    """Give what the rule for this grade says of the drug, in its first words."""
    (item,) = (item for item in said(person).values() if item.id in _RULES)
    return Choice(item, _first_words(item))


def wrong_choices(person: Person, right: Choice) -> list[Mistake]:
    """Give going on, a lower dose, and what is for another grade."""
    grade = person.told["ild_grade"]
    drug = treatment.treatments()[person.told["prior"][-1]].name
    lungs = f"The lungs are inflamed, grade {grade}."
    rule = f"The rule for this is called “{right.item.title}”."
    stops = right.item.id == _RULES[1]
    lower = (
        "No dose is low enough here: the rule ends this drug, and does not give less of it."
        if stops
        else "A lower dose may follow, and only after a pause that took long. Until then the drug rests."
    )
    return [
        Mistake(
            f"Go on with {drug} as before",
            f"{lungs} {right.item.why} So the drug does not simply go on. {rule}",
            "overlooks the lungs",
        ),
        Mistake(
            f"Lower the dose of {drug} at once, and go on",
            f"{lungs} {lower} {rule}",
            "lowers the dose where the drug is stopped" if stops else "lowers the dose where a pause is due",
        ),
        _for_another_grade(person, right, lungs),
    ]


def _for_another_grade(person: Person, right: Choice, lungs: str) -> Mistake:
    """Give what the other of the two rules says, with the grades that it is for."""
    found = {
        grade: item
        for grade in _GRADES
        for item in said(as_if(person, ild_grade=grade)).values()
        if item.id in _RULES and item.id != right.item.id
    }
    other = next(iter(found.values()))
    grades = f"grade {min(found)}" if len(found) == 1 else f"grade {min(found)} and higher grades"
    name = "interrupts what is stopped for good" if len(found) == 1 else "stops for good what is interrupted"
    because = f"That is for {grades}. {lungs} The rule behind it is called “{other.title}”."
    return Mistake(_first_words(other), because, name)


def _first_words(item: Recommendation) -> str:
    """Give what a rule says up to its first comma: what happens, without what comes beside or after it."""
    return item.options[0].name.partition(";")[0].partition(",")[0]
