"""Surrogate subtypes (St Gallen 2013): what ER, PR, HER2 and Ki67 stand in for.

A surrogate is read from stained slides. It is not the subtype that gene expression gives, and the two often
disagree.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from her2lessons.guidelines import factors, staining
from her2lessons.guidelines.factors import MissingFactor
from her2lessons.guidelines.result import Interpretation
from her2lessons.guidelines.staining import (
    ER_LOW,
    KI67_HIGH,
    KI67_LOW,
    POSITIVE,
    PR_HIGH,
    Level,
    Proliferation,
    percent,
)
from her2lessons.guidelines.steps import (
    COURSE,
    ER_PR_2020,
    KI67_BETWEEN,
    ST_GALLEN_2013,
    ST_GALLEN_2015,
    SURROGATE_AGAINST_GENES,
    Step,
)
from her2lessons.guidelines.steps import SUBTYPE_SOURCES as SOURCES
from her2lessons.guidelines.walked import Walked

__all__ = [
    "ER_LOW",
    "KI67_HIGH",
    "KI67_LOW",
    "NAMES",
    "NOT_CLASSIFIED",
    "POSITIVE",
    "PR_HIGH",
    "SOURCES",
    "UNDECIDED",
    "MissingFactor",
    "Name",
    "Step",
    "Subtype",
    "surrogate",
]

Name = Literal[
    "luminal A-like",
    "luminal B-like (HER2-negative)",
    "luminal B-like (HER2-positive)",
    "HER2-positive (non-luminal)",
    "triple negative",
    "luminal, A-like or B-like undecided",
    "not classified by St Gallen 2013",
]
"""The five surrogate subtypes, and the two ways in which there is none."""

NAMES: tuple[Name, ...] = get_args(Name)

UNDECIDED: Name = "luminal, A-like or B-like undecided"
"""Where Ki67 would decide and does not."""

NOT_CLASSIFIED: Name = "not classified by St Gallen 2013"
"""Where the list of 2013 has no place."""

_KI67_COUNTS = ("luminal A-like", "luminal B-like (HER2-negative)", UNDECIDED)

_RULES: dict[Name, str] = {
    "luminal A-like": "A-like is ER-positive, PR-positive and not low, HER2-negative, with low Ki67.",
    "luminal B-like (HER2-negative)": "B-like without HER2 is ER-positive, HER2-negative, and PR is negative "
    "or low or Ki67 is high.",
    "luminal B-like (HER2-positive)": "B-like with HER2 is ER-positive and HER2-positive, any PR and Ki67.",
    "HER2-positive (non-luminal)": "Non-luminal is HER2-positive with neither ER nor PR.",
    "triple negative": "Triple negative is neither ER nor PR nor HER2.",
    "luminal, A-like or B-like undecided": "ER-positive, HER2-negative, and PR not low: Ki67 decides between "
    "A-like and B-like.",
    "not classified by St Gallen 2013": "The 2013 list has no place for ER-negative, PR-positive cancers.",
}


@dataclass(frozen=True)
class Subtype(Walked):
    """A surrogate subtype with the steps that lead to it."""

    name: Name
    """One of `NAMES`."""
    steps: tuple[Step, ...]
    """The walk, first to last; the last step is the conclusion."""
    missing: tuple[str, ...] = ()
    """What would decide, as parameter names; empty where nothing is missing."""

    @property
    def decided(self) -> bool:
        """Whether it is one of the five subtypes."""
        return self.name not in (UNDECIDED, NOT_CLASSIFIED)

    @property
    def headline(self) -> str:
        """The subtype in one line, with what it is not."""
        return f"surrogate subtype, not the gene-expression subtype: {self.name}"


def surrogate(
    er: bool | str | float | None,
    pr: bool | str | float | None,
    her2: bool | str | Interpretation | None,
    ki67: float | str | None = None,
    grade: int | str | None = None,
) -> Subtype:
    """Give the surrogate subtype of an invasive breast cancer.

    Parameters
    ----------
    er, pr : bool, {"positive", "low positive", "negative"} or float, percent of the cells
        A percentage from 0 to 100; positive from 1 %. Low positive is 1 to 10 % for ER, and below 20 % for
        PR. A plain "positive" PR is read as not low. The number 1 is refused, because in many tables it
        stands for yes; 0 is negative either way.
    her2 : {"positive", "negative"}, bool, category or Interpretation
        HER2-low, HER2-ultralow, HER2-null and a plain 0 are negative.
    ki67 : float, percent of the cells, or {"low", "high"}, optional
        Below 14 % is low and from 20 % on is high; between them the laboratory's own cut-off decides, and
        where it is known, "low" or "high" is the better answer. None: not known.
    grade : {1, 2, 3, "G1", "G2", "G3"}, optional
        Not part of the definition. Where Ki67 leaves the matter open, it is named as a hint.

    Returns
    -------
    Subtype
        Its `name` is one of the five subtypes, "luminal, A-like or B-like undecided", or "not classified by
        St Gallen 2013" (ER-negative and PR-positive). `missing` names ``ki67`` where that would decide.

    Raises
    ------
    MissingFactor
        If ER, PR or HER2 is missing; its ``.missing`` names all that are.
    ValueError
        If a value is unknown or no percentage, if ER or PR is the number 1, or if HER2 is still undecided.

    Notes
    -----
    Sources: goldhirsch2013; ER and PR from 1 %: allison2020; a PR without a percentage: course. Where
    multigene tests are at hand, many decide on chemotherapy by them and not by a surrogate (goldhirsch2013).
    """
    er_level = None if er is None else staining.receptor(er, "er")
    pr_level = None if pr is None else staining.receptor(pr, "pr")
    positive = None if her2 is None else factors.resolved(her2, "the surrogate subtypes")
    proliferation = staining.proliferation(ki67)
    known_grade = None if grade is None else factors.grade(grade)
    if er_level is None or pr_level is None or positive is None:
        known = {"her2": positive, "er": er_level, "pr": pr_level}
        raise MissingFactor([name for name, value in known.items() if value is None], "surrogate subtype")
    name = _name(er_level, pr_level, positive, proliferation)
    steps = [
        Step(
            f"ER is positive from {POSITIVE:g} % of the cells, and low positive up to {ER_LOW:g} %.",
            f"ER {percent(er)}{er_level}.",
            ER_PR_2020,
            "er",
        ),
        _pr_step(pr, pr_level),
        Step(
            "HER2 is positive or negative; HER2-low, ultralow and null are negative.",
            f"HER2-{'positive' if positive else 'negative'}.",
            COURSE,
            "her2",
        ),
    ]
    if name in _KI67_COUNTS:
        steps.append(_ki67_step(ki67, proliferation))
    steps.append(Step(_RULES[name], f"{name[0].upper()}{name[1:]}.", ST_GALLEN_2013, "decision"))
    steps += _hints(name, er_level, pr, proliferation, known_grade)
    steps.append(_conclusion(name))
    return Subtype(name, tuple(steps), ("ki67",) if name == UNDECIDED and ki67 is None else ())


def _name(er: Level, pr: Level, her2: bool, ki67: Proliferation) -> Name:
    """Apply the definition; the order of the questions is this course's, the answers are the panel's."""
    if er == "negative":
        if pr != "negative":
            return NOT_CLASSIFIED
        return "HER2-positive (non-luminal)" if her2 else "triple negative"
    if her2:
        return "luminal B-like (HER2-positive)"
    if pr != "positive" or ki67 == "high":
        return "luminal B-like (HER2-negative)"
    return "luminal A-like" if ki67 == "low" else UNDECIDED


def _pr_step(pr: object, level: Level) -> Step:
    rule = f"PR is positive from {POSITIVE:g} % of the cells, and low below {PR_HIGH:g} %."
    finding = f"PR {percent(pr)}{level}."
    if level == "positive" and not percent(pr):
        rule = f"A PR that is called positive without a percentage is read as {PR_HIGH:g} % or more."
        return Step(rule, finding, COURSE, "pr")
    return Step(rule, finding, ST_GALLEN_2013, "pr")


def _ki67_step(ki67: object, proliferation: Proliferation) -> Step:
    rule = (
        f"Ki67 is low below {KI67_LOW:g} % and high from {KI67_HIGH:g} %; between them the laboratory's own "
        f"cut-off decides."
    )
    words = {
        "unknown": "Ki67 is not known.",
        "between": f"Ki67 {percent(ki67)}between the two lines.",
    }
    return Step(
        rule, words.get(proliferation, f"Ki67 {percent(ki67)}{proliferation}."), ST_GALLEN_2013, "ki67"
    )


def _hints(name: Name, er: Level, pr: object, proliferation: Proliferation, grade: int | None) -> list[Step]:
    """Return what others have to say where the definition gives no subtype."""
    hints = []
    if er == "low positive":
        rule = (
            "From 1 to 10 %, little is known of what endocrine treatment does; many such cancers behave like "
        )
        rule += "ER-negative ones."
        hints.append(Step(rule, "ER low positive: read this subtype with care.", ER_PR_2020, "er-low"))
    if name == NOT_CLASSIFIED:
        rule = "Two years later the panel sorted by treatment: ER or PR is enough to be receptor-positive."
        hints.append(Step(rule, "Receptor-positive, by PR alone.", ST_GALLEN_2015, "later-panel"))
    if name == UNDECIDED and proliferation == "between" and percent(pr):
        rule = (
            "In 9,415 women, those with Ki67 of 14 to 19 % and PR of 20 % or more did about as well as those "
            "with low Ki67."
        )
        hints.append(Step(rule, "A hint at A-like, not part of the definition.", KI67_BETWEEN, "between"))
    if name == UNDECIDED and grade is not None:
        like = "B-like" if grade == 3 else "A-like"
        rule = "In 2,063 cancers, reading G1-2 as A-like and G3 as B-like agreed with the genes in 80 %."
        finding = f"G{grade}: a hint at {like}, not part of the definition."
        hints.append(Step(rule, finding, SURROGATE_AGAINST_GENES, "grade"))
    return hints


def _conclusion(name: Name) -> Step:
    finding = f"Conclusion: {name}."
    if name in _KI67_COUNTS[:2]:
        rule = (
            "A surrogate is not the gene-expression subtype: in 2,063 ER-positive, HER2-negative cancers the "
            "two agreed in 62 %."
        )
        return Step(rule, finding, SURROGATE_AGAINST_GENES, "conclusion")
    rule = "A surrogate stands in for the gene-expression subtype and is not the same."
    return Step(rule, finding, ST_GALLEN_2013, "conclusion")
