"""From a case to what a rule may ask: the words still possible, the numbers, and whom to ask for the rest."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from her2lessons.guidelines import tnm
from her2lessons.guidelines.pathway import treatments
from her2lessons.guidelines.pathway.findings import (
    HER2_CLASSES,
    N_LADDER,
    NO,
    QUESTIONS,
    T_LADDER,
    YES,
    Answer,
    Findings,
)
from her2lessons.guidelines.result import Interpretation

if TYPE_CHECKING:
    from her2lessons.guidelines.pathway.case import Case

NO_LONGER_FERTILE = 60
"""From this age on, in years, pregnancy is taken as ruled out. Source: course."""

_CLASSES: dict[str, frozenset[str]] = {
    "HER2-positive": frozenset({"positive"}),
    "HER2-low": frozenset({"low"}),
    "HER2-ultralow": frozenset({"ultralow"}),
    "HER2-null": frozenset({"null"}),
    "HER2-0 (not further stated)": frozenset({"ultralow", "null"}),
    "positive": frozenset({"positive"}),
    "negative": frozenset(HER2_CLASSES) - {"positive"},
}

_PLAIN_FLAGS = (
    "gonadal_suppression",
    "lvef_ok",
    "gbrca",
    "pik3ca",
    "esr1",
    "akt_pten",
    "high_risk",
    "visceral_crisis",
    "frail",
    "low_burden",
    "endocrine_exhausted",
    "immunotherapy_unsuitable",
    "neurological_symptoms",
    "receptors_changed",
)
_PLAIN_NUMBERS = ("line", "grade", "ki67", "age", "pdl1_cps", "pdl1_ic", "recurrence_score", "ild_grade")


def read(case: Case) -> Findings:
    """Return what a case answers to every question."""
    her2 = _her2(case)
    answers: dict[str, Answer] = {
        "setting": frozenset({case.setting}),
        "moment": frozenset({_moment(case)}),
        "region": frozenset({case.region}),
        "t": _t(case),
        "n": _n(case),
        "histology": frozenset({case.histology}),
        "er": _word("er", case.er),
        "pr": _pr(case),
        "hr": _hr(case),
        "her2": her2,
        "her2_status": frozenset("positive" if word == "positive" else "negative" for word in her2),
        "her2_discordant": _flag(isinstance(case.her2, Interpretation) and case.her2.discordant),
        "menopausal": _word("menopausal", case.menopausal),
        "pregnant": _flag(_pregnant(case)),
        "could_become_pregnant": _flag(_fertile(case)),
        "brain_metastases": _brain(case),
        "prior": _prior(case),
        "stopped": frozenset(case.stopped),
        "chemo_lines": _chemo_lines(case),
        "months_since_her2_therapy": _months(case, "her2_drug"),
        "months_since_endocrine_therapy": _months(case, "endocrine_therapy"),
        "residual_invasive": _flag(_residual_invasive(case)),
        **{name: _flag(getattr(case, name)) for name in _PLAIN_FLAGS},
        **{name: _number(getattr(case, name)) for name in _PLAIN_NUMBERS},
    }
    return Findings(answers, {**_ASKS, "hr": _asks_hr(case)})


_ASKS: dict[str, tuple[str, ...]] = {
    **{name: (name,) for name in QUESTIONS},
    "her2_status": ("her2",),
    "her2_discordant": ("her2",),
    "months_since_her2_therapy": ("months_since_adjuvant",),
    "months_since_endocrine_therapy": ("months_since_adjuvant",),
}


def _flag(value: bool | None) -> frozenset[str]:
    return frozenset({NO, YES} if value is None else {YES if value else NO})


def _word(name: str, value: str | bool | None) -> frozenset[str]:
    return frozenset(QUESTIONS[name].words if value is None else {str(value)})


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _moment(case: Case) -> str:
    """Say at what point of the treatment the case stands."""
    if case.setting == "metastatic":
        return "maintenance" if case.maintenance else "new line"
    if case.her2_finished:
        return "completed"
    if case.setting == "residual":
        return "residual"
    if case.pcr:
        return "pcr"
    operated = "surgery" in (case.prior or ()) or any(
        tnm.parse(value, axis).prefix == "p" for value, axis in _written(case)
    )
    return "operated" if operated else "diagnosis"


def _written(case: Case) -> list[tuple[str, tnm.Axis]]:
    pairs: list[tuple[str | None, tnm.Axis]] = [(case.t, "T"), (case.n, "N")]
    return [(value, axis) for value, axis in pairs if value is not None]


def _t(case: Case) -> frozenset[str]:
    if case.t is None:
        return frozenset(T_LADDER) - (set() if case.setting == "residual" else {"Tis"})
    found = tnm.parse(case.t, "T")
    if found.level == "1":
        return frozenset({f"T1{found.detail}"} if found.detail else {"T1mi", "T1a", "T1b", "T1c"})
    return frozenset({"Tis" if found.level == "is" else f"T{found.level}"})


def _n(case: Case) -> frozenset[str]:
    return frozenset(N_LADDER) if case.n is None else frozenset({tnm.parse(case.n, "N").counts_as})


def _pr(case: Case) -> frozenset[str]:
    return _word("pr", None if case.pr is None else str(case.pr).removeprefix("low "))


def _hr(case: Case) -> frozenset[str]:
    """Hormone-receptor-positive is ER or PR in at least 1 % of the cells; negative needs both negative."""
    if any(value not in (None, "negative") for value in (case.er, case.pr)):
        return frozenset({"positive"})
    return _word("hr", "negative" if case.er == case.pr == "negative" else None)


def _asks_hr(case: Case) -> tuple[str, ...]:
    return tuple(name for name in ("er", "pr") if getattr(case, name) is None)


def _her2(case: Case) -> frozenset[str]:
    her2 = case.her2
    if isinstance(her2, Interpretation):
        # Without an IHC score a negative result has no category: low, ultralow and null are all possible.
        her2 = her2.status if her2.category == "undetermined" else her2.category
    return _CLASSES.get(str(her2), frozenset(HER2_CLASSES))


def _fertile(case: Case) -> bool | None:
    if case.pregnant or case.could_become_pregnant is not None:
        return bool(case.pregnant or case.could_become_pregnant)
    if case.menopausal in ("post", "male") or (case.age is not None and case.age >= NO_LONGER_FERTILE):
        return False
    return True if case.menopausal == "pre" else None


def _pregnant(case: Case) -> bool | None:
    if case.pregnant is not None:
        return case.pregnant
    return False if _fertile(case) is False else None


def _brain(case: Case) -> frozenset[str]:
    if case.setting != "metastatic":
        return frozenset({"none"})
    return (
        frozenset({"stable", "active"})
        if case.brain_metastases is True
        else _word("brain_metastases", case.brain_metastases)
    )


def _prior(case: Case) -> frozenset[str] | None:
    return None if case.prior is None else frozenset(case.prior)


def _chemo_lines(case: Case) -> float | None:
    return 0.0 if case.line == 1 or case.setting != "metastatic" else _number(case.chemo_lines)


def _months(case: Case, group: str) -> float | None:
    """Return the months since adjuvant treatment of a kind ended; endless where there was none."""
    if case.months_since_adjuvant is not None:
        return float(case.months_since_adjuvant)
    had = case.prior is None or any(treatments.is_one_of(drug, group) for drug in case.prior)
    return None if had else math.inf


def _residual_invasive(case: Case) -> bool | None:
    """Take what was left as invasive, unless the case or its T and N say that it was in situ only."""
    if case.residual_invasive is not None:
        return case.residual_invasive
    if case.t is None or tnm.parse(case.t, "T").level != "is":
        return True
    return None if case.n is None else tnm.parse(case.n, "N").level != "0"
