"""Mistakes about metastatic disease: the line, the time since, and what has spread where."""

from __future__ import annotations

from collections.abc import Iterator

from her2lessons.guidelines import treatment
from her2lessons.quiz.families.treatment_plan.misreading import (
    LINE,
    LINES,
    SETTING,
    Misreading,
    as_if,
    had_before,
    in_line,
    only,
)
from her2lessons.quiz.families.treatment_plan.person import Person


def about_lines(person: Person) -> Iterator[Misreading]:
    """Give the mistakes about lines, time and what was given before."""
    told = person.told
    now = "Here the first line works." if told.get("maintenance") else f"Here line {told['line']} is chosen."
    for line in LINES:
        if line != told["line"] or told.get("maintenance"):
            yield Misreading(
                "goes back to an earlier line" if line < told["line"] else "takes a later line first",
                in_line(person, line),
                # For which line the rule is that gives an option depends on the option: see `reasons`.
                now,
                about=LINE,
            )
    if "months_since_adjuvant" in told:
        since = told["months_since_adjuvant"]
        for misconception, months in (
            ("takes a late return for an early one", 0),
            ("forgets how soon the cancer came back", 120),
        ):
            yield Misreading(
                misconception,
                as_if(person, months_since_adjuvant=months),
                f"The cancer came back {since} months after adjuvant treatment, and the rules look at that.",
            )
    if told["prior"] and not told.get("maintenance"):
        had = ", ".join(treatment.treatments()[name].name for name in told["prior"])
        yield Misreading(
            "gives again what was given",
            as_if(person, prior=("surgery",)),
            f"The treatment so far was {had}, and after that the rules go on to something else.",
            only=frozenset(told["prior"]),
        )


def about_spread(person: Person) -> Iterator[Misreading]:
    """Give the mistakes about where the cancer is, and what that calls for."""
    told = person.told
    for seen in (
        only(person, setting="early", t="cT2", n="cN1", prior=(), high_risk=True),
        only(person, setting="early", t="pT2", n="pN2", prior=("surgery",), high_risk=True),
        only(person, setting="residual", t="ypT1c", n="ypN1", prior=had_before(person), high_risk=True),
    ):
        yield Misreading(
            "treats metastatic disease as early",
            seen,
            "The rule that gives this is for early disease. Here the cancer has spread to other organs.",
            about=SETTING,
        )
    if told.get("endocrine_exhausted"):
        yield Misreading(
            "goes on with endocrine therapy that is used up",
            as_if(person, "endocrine_exhausted"),
            "Endocrine therapy is used up here, and the rule that gives this builds on it.",
        )
    elif person.hormone_receptors and not told.get("visceral_crisis") and not told.get("maintenance"):
        yield Misreading(
            "begins with chemotherapy because organs are involved",
            as_if(person, visceral_crisis=True),
            "No organ is failing here; chemotherapy comes first in a visceral crisis only.",
        )
    if told["brain_metastases"] == "active":
        yield Misreading(
            "overlooks the brain",
            as_if(person, brain_metastases="none"),
            "Here there are active brain metastases, and the choice follows them.",
        )
    elif told["brain_metastases"] == "none" and not told.get("maintenance"):
        yield Misreading(
            "treats brain metastases that are not there",
            as_if(person, brain_metastases="active"),
            "The rule that gives this is for active brain metastases. Here there are none.",
        )
