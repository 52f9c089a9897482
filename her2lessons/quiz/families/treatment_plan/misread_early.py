"""Mistakes about early disease: the moment, and how far the cancer reaches."""

from __future__ import annotations

from collections.abc import Iterator

from her2lessons.quiz.families.treatment_plan.misreading import (
    MOMENT,
    SETTING,
    Misreading,
    as_if,
    had_before,
    in_line,
    only,
)
from her2lessons.quiz.families.treatment_plan.person import Person, moment


def about_moments(person: Person) -> Iterator[Misreading]:
    """Give the mistakes about where in early disease the person stands."""
    told = person.told
    t, n = told["t"].lstrip("ycp"), told["n"].lstrip("ycp")
    # What is in situ now was invasive once, and no earlier moment begins with less.
    t = "T1c" if t == "Tis" else t
    stage = f"{told['t']} {told['n']} M0"
    for line in (1, 2):
        yield Misreading(
            "treats early disease as metastatic",
            in_line(person, line),
            f"The rule that gives this is for metastatic disease. Here it is early: {stage}.",
            about=SETTING,
        )
    now = moment(told)
    if now in ("diagnosis", "operated"):
        yield Misreading(
            "gives at once what is for cancer left after treatment",
            only(
                person, setting="residual", t=f"yp{t}", n=f"yp{n}", prior=had_before(person), high_risk=True
            ),
            "The rule that gives this waits until surgery shows what the medicine before it has left. "
            + ("Here nothing was given yet." if now == "diagnosis" else "Here surgery came first."),
            about=MOMENT,
        )
    if now != "completed" and person.her2.result.status == "positive":
        yield Misreading(
            "gives at once what may follow the year of HER2 treatment",
            only(
                person,
                setting="early",
                t=f"p{t}",
                n="pN1",
                prior=had_before(person),
                high_risk=True,
                her2_finished=True,
                months_since_adjuvant=1,
            ),
            "The rule that gives this is for the time after the year of HER2 treatment, which is not over.",
        )
    if now in ("invasive", "in situ"):
        yield Misreading(
            "takes no notice of what was left",
            only(person, setting="early", pcr=True, t="cT2", n=f"c{n}", prior=told["prior"]),
            f"The rule that gives this is for people in whom nothing was left. Here {stage} was.",
        )
    if now in ("pcr", "in situ"):
        yield Misreading(
            "treats as if invasive cancer had been left",
            only(person, setting="residual", t="ypT1c", n="ypN0", prior=told["prior"], high_risk=True),
            "The rule that gives this is for invasive cancer left after treatment. Here none was left.",
        )
    if now in ("operated", "invasive", "pcr", "in situ"):
        yield Misreading(
            "gives after surgery what belongs before it",
            only(person, setting="early", t="cT2", n="cN1", prior=()),
            "The rule that gives this is for the time before surgery. Here surgery is done.",
        )


def about_extent(person: Person) -> Iterator[Misreading]:
    """Give the mistakes about size, nodes and risk."""
    told = person.told
    prefix, n = told["n"].partition("N")[0], told["n"].partition("N")[2]
    stage = f"{told['t']} {told['n']}"
    if n == "0" and moment(told) != "in situ":
        yield Misreading(
            "counts nodes that are not involved",
            as_if(person, n=f"{prefix}N2"),
            f"The rule that gives this is for involved nodes. Here it is {stage}: none is involved.",
        )
    if n != "0":
        yield Misreading(
            "looks at the size alone",
            as_if(person, n=f"{prefix}N0", t=f"{prefix}T1c"),
            f"Nodes are involved here ({stage}), so it is no small cancer.",
        )
    if moment(told) in ("diagnosis", "operated"):
        small = told["t"].lstrip("cp") in ("T1a", "T1b", "T1c")
        yield Misreading(
            "takes a small cancer for a large one" if small else "takes a large cancer for a small one",
            as_if(person, t=f"{prefix}{'T3' if small else 'T1b'}", n=f"{prefix}N{'2' if small else '0'}"),
            f"The rule that gives this is for {'larger' if small else 'smaller'} cancers than {stage}.",
        )
    if told.get("high_risk") is False:
        yield Misreading(
            "takes the risk for high",
            as_if(person, high_risk=True),
            "The rule that gives this is for a high risk of return. Here the team judges it as not high.",
        )
