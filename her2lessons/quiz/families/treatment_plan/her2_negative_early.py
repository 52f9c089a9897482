"""Situations in early HER2-negative disease, with and without hormone receptors."""

from __future__ import annotations

from typing import Any

from her2lessons.quiz.families.treatment_plan.situations import (
    Situation,
    Told,
    early,
    low,
    male,
    negative,
    post,
    pre,
    pregnant,
)

_KI67: Told = {"ki67": list(range(5, 45))}
_SCORE: Told = {"recurrence_score": [2, 6, 9, 11, 14, 15, 16, 18, 21, 24, 25, 26, 27, 30, 38], **_KI67}
_CALM: Told = {"recurrence_score": [2, 5, 8, 11, 13, 15, 16], "grade": 1, "high_risk": False, **_KI67}
_KEYNOTE = ("pembrolizumab", "carboplatin", "paclitaxel", "doxorubicin", "cyclophosphamide")
_RESIDUAL: dict[str, Any] = {"setting": "residual", "prior": ("doxorubicin", "paclitaxel", "surgery")}


def _hormonal(
    about: str, difficulty: int, told: Any, objective: str = "11.1", her2: Any = negative
) -> Situation:
    return Situation(tuple(about.split()), objective, difficulty, her2, "positive", told)


def _triple(about: str, difficulty: int, told: Any) -> Situation:
    return Situation(tuple(about.split()), "11.2", difficulty, negative, "negative", told)


_ANY_ENDOCRINE = "endocrine_post endocrine_pre endocrine_male"

HR_EARLY = (
    _hormonal("endocrine_post score_post_high", 1, early("T1c T2", "N0 N1", "p", who=post, **_SCORE)),
    _hormonal("endocrine_pre score_pre_n0_high", 2, early("T1b T1c T2", "N0", "p", who=pre, **_CALM)),
    _hormonal("score_pre_n1 score_pre_n1_high", 2, early("T1c T2", "N1", "p", who=pre, **_SCORE)),
    _hormonal("abemaciclib_early", 2, early("T1c T2 T3", "N2", "p", **_KI67)),
    _hormonal("olaparib_early_hr_positive", 3, early("T2 T3", "N2", "p", gbrca=True, **_KI67)),
    _hormonal("endocrine_male", 3, early("T1c T2", "N0", "p", who=male, **_CALM)),
    _hormonal(_ANY_ENDOCRINE, 2, early("T1c T2", "N0", "p", **_CALM), "11.3", low),
)

TN_EARLY = (
    _triple("tn_keynote_522", 1, early("T2 T3", "N0 N1")),
    _triple("tn_neoadjuvant_first", 1, early("T1c T2", "N1")),
    _triple("tn_surgery_first", 1, early("T1a T1b", "N0")),
    _triple("tn_adjuvant_chemotherapy", 2, early("T1c T2", "N0 N1", "p")),
    _triple("tn_residual_capecitabine", 2, early("T1b T1c T2", "N0 N1", "yp", **_RESIDUAL)),
    _triple("tn_residual_olaparib", 3, early("T1b T1c T2", "N0 N1", "yp", **_RESIDUAL, gbrca=True)),
    _triple("tn_finish_pembrolizumab", 2, early("T2 T3", "N0 N1", pcr=True, prior=(*_KEYNOTE, "surgery"))),
    _triple("tn_neoadjuvant_chemotherapy", 3, early("T2 T3", "N0 N1", immunotherapy_unsuitable=True)),
    _triple("pregnancy_team", 3, early("T2 T3", "N0 N1", who=pregnant)),
)
