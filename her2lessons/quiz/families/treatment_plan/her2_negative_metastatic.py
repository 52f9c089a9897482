"""Situations in metastatic HER2-negative disease, with and without hormone receptors."""

from __future__ import annotations

from typing import Any

from her2lessons.quiz.families.treatment_plan.situations import (
    Situation,
    Told,
    low,
    metastatic,
    negative,
    null,
    post,
    ultralow,
)

_TESTS: Told = {"pik3ca": False, "esr1": False, "akt_pten": False}
_MUTATED: Told = {**_TESTS, "pik3ca": True}
_USED_UP: Told = {**_TESTS, "endocrine_exhausted": True}
_AFTER_FIRST = ("letrozole", "palbociclib")
_AFTER_SECOND = (*_AFTER_FIRST, "fulvestrant")
_AFTER_CHEMOTHERAPY = (*_AFTER_FIRST, "capecitabine")
_EARLY_TN = ("surgery", "doxorubicin", "paclitaxel")
_FIRST_TN = ("pembrolizumab", "carboplatin", "gemcitabine")
_MONTHS = [0, 2, 5, 8, 11, 12, 13, 16, 24, 36]
_PDL1 = [0, 1, 3, 5, 8, 9, 10, 11, 15, 20, 40, 60]


def _hormonal(about: str, objective: str, difficulty: int, her2: Any, told: Any) -> Situation:
    return Situation(tuple(about.split()), objective, difficulty, her2, "positive", told)


def _triple(about: str, objective: str, difficulty: int, her2: Any, told: Any) -> Situation:
    return Situation(tuple(about.split()), objective, difficulty, her2, "negative", told)


_FIRST_LINE = "hr_first_line_post hr_first_line_suppressed"
_LATE = "low_hr_positive_endocrine_exhausted ultralow_hr_positive"

HR_METASTATIC = (
    _hormonal(_FIRST_LINE, "11.1", 1, null, metastatic(1, told=_TESTS)),
    _hormonal(_FIRST_LINE, "11.3", 2, low, metastatic(1, told=_TESTS)),
    _hormonal("hr_visceral_crisis", "11.1", 2, negative, metastatic(1, told=_TESTS, visceral_crisis=True)),
    _hormonal(
        f"hr_inavolisib {_FIRST_LINE}",
        "11.1",
        3,
        negative,
        metastatic(
            1, ("surgery", "tamoxifen"), told={**_TESTS, "pik3ca": True}, months_since_adjuvant=_MONTHS
        ),
    ),
    _hormonal(
        "hr_esr1_elacestrant hr_esr1_imlunestrant hr_esr1_vepdegestrant",
        "11.1",
        3,
        null,
        metastatic(2, _AFTER_FIRST, post, told={**_TESTS, "esr1": True}, chemo_lines=0),
    ),
    _hormonal(
        "hr_capivasertib",
        "11.1",
        3,
        null,
        metastatic(2, _AFTER_FIRST, post, told={**_TESTS, "akt_pten": True}, chemo_lines=0),
    ),
    _hormonal(_LATE, "11.3", 2, low, metastatic(3, _AFTER_SECOND, told=_USED_UP, chemo_lines=0)),
    _hormonal(_LATE, "11.3", 2, low, metastatic(3, _AFTER_CHEMOTHERAPY, told=_USED_UP, chemo_lines=1)),
    _hormonal(_LATE, "11.3", 3, ultralow, metastatic(3, _AFTER_SECOND, told=_USED_UP, chemo_lines=0)),
    _hormonal(
        "hr_datopotamab", "11.3", 3, null, metastatic(3, _AFTER_CHEMOTHERAPY, told=_USED_UP, chemo_lines=1)
    ),
)

_BY_PDL1 = (
    "tn_first_line_sacituzumab tn_first_line_datopotamab tn_first_line_pembrolizumab "
    "tn_first_line_sacituzumab_pembrolizumab"
)

TN_METASTATIC = (
    _triple(_BY_PDL1, "11.2", 1, null, metastatic(1, pdl1_cps=_PDL1)),
    _triple(_BY_PDL1, "11.2", 1, ultralow, metastatic(1, pdl1_cps=_PDL1)),
    _triple(_BY_PDL1, "11.3", 2, low, metastatic(1, pdl1_cps=_PDL1)),
    _triple(
        "tn_second_line_sacituzumab",
        "11.2",
        1,
        null,
        # The label asks for two earlier treatments, one of them at least for metastatic disease.
        metastatic(2, _FIRST_TN, early=_EARLY_TN, chemo_lines=1),
    ),
    _triple(
        "low_triple_negative",
        "11.3",
        3,
        low,
        metastatic(3, ("sacituzumab_govitecan", "capecitabine"), chemo_lines=1),
    ),
)
