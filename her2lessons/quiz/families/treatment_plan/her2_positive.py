"""Situations in HER2-positive disease, early and metastatic."""

from __future__ import annotations

from typing import Any

from her2lessons.quiz.families.treatment_plan.situations import Situation, Told, early, metastatic, positive

_ANTIBODIES = ("docetaxel", "carboplatin", "trastuzumab", "pertuzumab")
_THP = ("docetaxel", "trastuzumab", "pertuzumab")
_AFTER_TDXD = (*_THP, "trastuzumab_deruxtecan")
_RESIDUAL: Told = {"setting": "residual", "prior": (*_ANTIBODIES, "surgery")}
_UNTREATED: Told = {"setting": "residual", "prior": ("doxorubicin", "paclitaxel", "surgery")}
_FINISHED: Told = {"her2_finished": True, "prior": ("surgery", *_ANTIBODIES), "high_risk": True}
_MONTHS = [1, 3, 6, 9, 11, 12, 13, 15, 18, 24, 36, 48]


def _early(about: str, difficulty: int, receptors: str, told: Any) -> Situation:
    return Situation(tuple(about.split()), "10.1", difficulty, positive, receptors, told)


def _late(about: str, difficulty: int, receptors: str, told: Any) -> Situation:
    return Situation(tuple(about.split()), "10.2", difficulty, positive, receptors, told)


HER2_EARLY = (
    _early("her2_surgery_first", 1, "any", early("T1a T1b T1c", "N0")),
    _early("her2_adjuvant_t1c", 1, "negative", early("T1c", "N0", "p")),
    _early("her2_neoadjuvant_first", 1, "any", early("T1c T2 T3", "N1")),
    _early("her2_neoadjuvant_regimen", 1, "negative", early("T2 T3", "N0 N1")),
    _early("her2_adjuvant_node_positive", 2, "any", early("T1c T2", "N1 N2", "p")),
    _early("her2_adjuvant_t2", 2, "negative", early("T2", "N0", "p")),
    _early(
        "her2_pcr her2_pcr_node_positive",
        2,
        "negative",
        early("T2 T3", "N0 N1", pcr=True, prior=(*_ANTIBODIES, "surgery")),
    ),
    _early(
        "her2_residual_tdm1", 2, "any", early("T1a T1b T1c T2", "N0", "yp", told=_RESIDUAL, high_risk=False)
    ),
    _early(
        "her2_residual_tdxd_high_risk",
        2,
        "any",
        early("T1c T2", "N1 N2", "yp", told=_RESIDUAL, high_risk=True),
    ),
    _early(
        "her2_residual_in_situ",
        3,
        "negative",
        early("Tis", "N0", "yp", told=_RESIDUAL, residual_invasive=False),
    ),
    _early("her2_residual_never_treated", 3, "any", early("T1b T1c T2", "N0 N1", "yp", told=_UNTREATED)),
    _early("heart_first", 3, "negative", early("T2 T3", "N0 N1", lvef_ok=False)),
    _early(
        "her2_neratinib",
        3,
        "positive",
        early("T2 T3", "N1 N2", "p", told=_FINISHED, months_since_adjuvant=_MONTHS),
    ),
)

HER2_METASTATIC = (
    _late("her2_first_line_thp her2_first_line_tdxd", 1, "any", metastatic(1)),
    _late("her2_second_line_tdxd", 1, "any", metastatic(2, _THP)),
    _late(
        "her2_first_line_thp her2_first_line_tdxd her2_second_line_tdxd",
        2,
        "any",
        metastatic(1, (*_ANTIBODIES, "surgery"), months_since_adjuvant=_MONTHS),
    ),
    _late("her2_brain_active_tucatinib", 2, "any", metastatic(2, _THP, brain_metastases="active")),
    _late("her2_tucatinib_triplet her2_tdm1", 3, "any", metastatic(3, _AFTER_TDXD)),
    _late("her2_maintenance", 2, "negative", metastatic(1, _THP, maintenance=True)),
    _late("her2_maintenance_endocrine", 2, "positive", metastatic(1, _THP, maintenance=True)),
    _late("ild_grade_1 ild_grade_2", 3, "negative", metastatic(2, _AFTER_TDXD, ild_grade=[1, 2, 3])),
    _late("heart_first", 3, "negative", metastatic(1, lvef_ok=False)),
    _late("her2_endocrine_instead", 3, "positive", metastatic(1, frail=True)),
)
