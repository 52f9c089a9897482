"""The figures and the arithmetic of PREDICT Breast 2.1; :mod:`her2lessons.models.predict` is its face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from her2lessons.models.given import FloatArray

Treatment = Literal["chemo2", "chemo3", "endocrine", "trastuzumab", "bisphosphonate"]

YEARS = np.arange(1, 16)
"""The years for which the model predicts."""
YEARS.flags.writeable = False

LOG_HAZARD_RATIOS: dict[Treatment, float] = {
    "chemo2": -0.248,
    "chemo3": -0.446,
    "endocrine": -0.3857,
    "trastuzumab": -0.3567,
    "bisphosphonate": -0.198,
}
"""Effect of each treatment on death from breast cancer, as log hazard ratio. Source: candidodosreis2017."""

SCREENED_UNKNOWN = 0.204
"""What stands for detection where it is unknown: between found by a symptom (0) and by screening (1)."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Patients as columns of one length; answers are 1, 0 or NaN for unknown."""

    age: FloatArray
    size_mm: FloatArray
    nodes: FloatArray
    grade: FloatArray
    er: FloatArray
    her2: FloatArray
    ki67: FloatArray
    screened: FloatArray


def survivals(patients: Columns, treatments: Sequence[Treatment]) -> tuple[FloatArray, FloatArray]:
    """Return survival of breast cancer and of other causes, a row a patient and a column a year.

    Parameters
    ----------
    patients : Columns
        Checked values.
    treatments : sequence of str
        Checked names.

    Notes
    -----
    Source: candidodosreis2017; Ki67 wishart2014.
    """
    er = patients.er == 1
    index = np.where(er, _er_positive(patients), _er_negative(patients))
    index = index + _answer(patients.her2, 0.2413, -0.0762) + _effect(patients, treatments)
    breast = np.where(er[:, None], _baseline_er_positive(), _baseline_er_negative())
    other = np.exp(0.0698252 * ((patients.age / 10) ** 2 - 34.23391957))
    return np.exp(-np.exp(index)[:, None] * breast), np.exp(-other[:, None] * _baseline_other())


def overall(breast: FloatArray, other: FloatArray) -> FloatArray:
    """Return the share alive: neither cause has struck."""
    return np.asarray(breast * other)


def _er_positive(patients: Columns) -> FloatArray:
    decades = patients.age / 10
    age = 34.53642 * (decades**-2 - 0.0287449295) - 34.20342 * (decades**-2 * np.log(decades) - 0.0510121013)
    size = 0.7530729 * (np.log(patients.size_mm / 100) + 1.545233938)
    nodes = 0.7060723 * (np.log((patients.nodes + 1) / 10) + 1.387566896)
    grade = 0.746655 * patients.grade
    screened = np.where(np.isnan(patients.screened), SCREENED_UNKNOWN, patients.screened)
    ki67 = _answer(patients.ki67, 0.14904, -0.11333)
    return np.asarray(age + size + nodes + grade - 0.22763366 * screened + ki67)


def _er_negative(patients: Columns) -> FloatArray:
    age = 0.0089827 * (patients.age - 56.3254902)
    size = 2.093446 * (np.sqrt(patients.size_mm / 100) - 0.5090456276)
    nodes = 0.6260541 * (np.log((patients.nodes + 1) / 10) + 1.086916249)
    return np.asarray(age + size + nodes + 1.129091 * (patients.grade >= 2))


def _effect(patients: Columns, treatments: Sequence[Treatment]) -> FloatArray:
    """Add up what the treatments do; a drug without its target does nothing."""
    total = np.zeros_like(patients.age)
    for name in treatments:
        target = {"endocrine": patients.er == 1, "trastuzumab": patients.her2 == 1}.get(name, True)
        total = total + np.where(target, LOG_HAZARD_RATIOS[name], 0.0)
    return total


def _answer(answers: FloatArray, positive: float, negative: float) -> FloatArray:
    return np.where(answers == 1, positive, np.where(answers == 0, negative, 0.0))


def _baseline_er_positive() -> FloatArray:
    root = np.sqrt(YEARS)
    return np.asarray(np.exp(0.7424402 - 7.527762 / root - 1.812513 * np.log(YEARS) / root))


def _baseline_er_negative() -> FloatArray:
    return np.asarray(np.exp(-1.156036 + 0.4707332 / YEARS**2 - 3.51355 / YEARS))


def _baseline_other() -> FloatArray:
    return np.asarray(np.exp(-6.052919 + 1.079863 * np.log(YEARS) + 0.3255321 * np.sqrt(YEARS)))
