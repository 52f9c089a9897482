"""What the team says of the risk that the cancer returns: only where a rule asks it, and believably."""

from __future__ import annotations

from dataclasses import replace

from her2lessons.guidelines import treatment
from her2lessons.guidelines.treatment import Plan
from her2lessons.quiz.families.treatment_plan.person import Person


def with_risk(person: Person, stated: bool) -> Person:
    """Leave the risk out where no rule asks it; else let the rest of the case decide, unless it is stated."""
    if "high_risk" not in person.told:
        return person
    untold = replace(person, told={name: told for name, told in person.told.items() if name != "high_risk"})
    plan = treatment.plan(untold.case)
    if "high_risk" not in plan.missing and not plan.undecided:
        return untold
    if stated:
        return person
    return replace(person, told={**person.told, "high_risk": _is_high(person, plan)})


def _is_high(person: Person, plan: Plan) -> bool:
    """Judge as a team would; where either could be said, the draw stands. Source: course."""
    told = person.told
    t, n = (told[name].lstrip("ycp") for name in ("t", "n"))
    left = told["setting"] == "residual" and t != "Tis"
    chemotherapy = any(item.modality == "chemotherapy" and item.strength == "standard" for item in plan)
    if left or n != "N0" or t in ("T3", "T4") or chemotherapy:
        return True
    if t in ("Tis", "T1a", "T1b") or told["grade"] == 1:
        return False
    drawn: bool = told["high_risk"]
    return drawn
