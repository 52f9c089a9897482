"""PREDICT Breast 2.1 (2018): a published prognosis model, as a worked example of how one is built.

**Not for care.** It was built on women with early, operated, invasive breast cancer: not for in-situ,
neoadjuvant or metastatic disease. It knows no pertuzumab, antibody-drug conjugate or CDK4/6 inhibitor. Models
age: :data:`VERSIONS` says what became of this one.

Death from breast cancer and from other causes each have a baseline hazard that changes with time. The
patient's prognostic index multiplies the first, age the second, and a treatment multiplies the first once
more; both add up to the hazard of dying.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from her2lessons.models import given
from her2lessons.models.predict_model import (
    LOG_HAZARD_RATIOS,
    YEARS,
    Treatment,
    overall,
    survivals,
)
from her2lessons.models.predict_patient import LIMITS, Patient, from_frame, from_patient

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "LIMITS",
    "LOG_HAZARD_RATIOS",
    "TREATMENTS",
    "VERSIONS",
    "YEARS",
    "Deaths",
    "Patient",
    "Treatment",
    "Version",
    "benefit",
    "breast_survival",
    "deaths",
    "overall_survival",
    "survival_frame",
]

TREATMENTS: tuple[Treatment, ...] = tuple(LOG_HAZARD_RATIOS)
"""What the model knows: chemotherapy of the second and of the third generation, and the drugs by name."""


@dataclass(frozen=True, slots=True)
class Version:
    """One edition of the model."""

    name: str
    """Its number."""
    year: int
    """Year of the report that is cited."""
    note: str
    """What is known of it."""
    source: str
    """Key of the reference."""


VERSIONS = (
    Version("2", 2017, "Age, size and nodes as smooth curves; here as 2.1 of 2018.", "candidodosreis2017"),
    Version(
        "2.2",
        2026,
        "Overestimated deaths at 40 or younger in a Swedish registry; 3.0 came closer.",
        "lundgren2026",
    ),
    Version(
        "3",
        2024,
        "Built anew on women diagnosed from 2000 to 2017; radiotherapy and harms added.",
        "grootes2024",
    ),
    Version(
        "3.1",
        2025,
        "In a Dutch registry closer than 2.2 in most groups; over 75 years 2.2 was closer.",
        "vreven2025",
    ),
)
"""What became of the model, as of November 2026; each row says what its source found, in that year."""


@dataclass(frozen=True, slots=True, eq=False)
class Deaths:
    """Deaths in each year, as shares of all who began, with the two causes competing."""

    years: given.FloatArray
    """The years, 1 to 15."""
    breast_cancer: given.FloatArray
    """Share dying of breast cancer in each year."""
    other_causes: given.FloatArray
    """Share dying of anything else in each year."""


def overall_survival(patient: Patient, treatments: Iterable[Treatment] = ()) -> given.FloatArray:
    """Predict the share alive after each of 15 years.

    Parameters
    ----------
    patient : Patient
        Age, tumour and receptors.
    treatments : sequence of str
        Any of "chemo2", "chemo3" (not both), "endocrine", "trastuzumab", "bisphosphonate". A drug without its
        target changes nothing: endocrine treatment without ER, trastuzumab unless HER2 is known positive.
        The model does not ask about menopause and applies a bisphosphonate whenever it is named, as the
        published listing does; its effect holds after menopause only, so name it only there.

    Returns
    -------
    numpy.ndarray
        15 shares, 0 to 1, for the years 1 to 15.

    Raises
    ------
    ValueError
        If ``patient`` is no Patient, if a treatment is unknown or named twice, or if both chemotherapies are
        named.

    Notes
    -----
    Source: candidodosreis2017; Ki67 wishart2014.
    """
    breast, other = _curves(patient, treatments)
    return overall(breast, other)


def breast_survival(patient: Patient, treatments: Iterable[Treatment] = ()) -> given.FloatArray:
    """Predict the share not dead of breast cancer after each of 15 years, were there no other cause of death.

    Parameters, errors and source are those of :func:`overall_survival`.
    """
    return _curves(patient, treatments)[0]


def benefit(patient: Patient, treatments: Iterable[Treatment]) -> given.FloatArray:
    """Predict how much larger the share alive is with treatments than without any, after each of 15 years.

    Parameters, errors and source are those of :func:`overall_survival`.
    """
    return overall_survival(patient, treatments) - overall_survival(patient)


def deaths(patient: Patient, treatments: Iterable[Treatment] = ()) -> Deaths:
    """Predict the deaths of each year by cause; those of both causes add up to the drop in overall survival.

    Parameters, errors and source are those of :func:`overall_survival`.
    """
    breast, other = _curves(patient, treatments)
    of_breast, of_other, of_all = (
        -np.diff(share, prepend=1.0) for share in (breast, other, overall(breast, other))
    )
    both = of_breast + of_other
    # Where nobody is left to die, no cause has a share.
    part = np.divide(of_breast, both, out=np.zeros_like(both), where=both > 0)
    arrays = (YEARS.astype(np.float64), part * of_all, of_all - part * of_all)
    return Deaths(*(given.frozen(array) for array in arrays))


def survival_frame(
    patients: pd.DataFrame,
    treatments: Iterable[Treatment] = (),
    of: Literal["overall", "breast"] = "overall",
) -> pd.DataFrame:
    """Predict survival for many patients at once; each row equals the function for that patient.

    Parameters
    ----------
    patients : pandas.DataFrame
        A row a patient, with the columns ``age``, ``size_mm``, ``nodes``, ``grade`` and ``er``, and, if
        known, ``her2``, ``ki67`` and ``screened``; True, False or missing, ``er`` never missing.
    treatments : sequence of str
        What all of them are given, as in :func:`overall_survival`.
    of : {"overall", "breast"}
        Overall survival, or survival of breast cancer were there no other cause of death.

    Returns
    -------
    pandas.DataFrame
        The same index; columns 1 to 15, the share after each year.

    Raises
    ------
    ValueError
        If a column is missing, or a value is not what :class:`Patient` takes; the first such row is named.

    Notes
    -----
    Source: candidodosreis2017; Ki67 wishart2014.
    """
    import pandas as pd

    if of not in ("overall", "breast"):
        raise ValueError(f"of is {given.named(of)}; it must be 'overall' or 'breast'.")
    breast, other = survivals(from_frame(patients), _chosen(treatments))
    shares = breast if of == "breast" else overall(breast, other)
    return pd.DataFrame(shares, index=patients.index, columns=pd.Index(YEARS, name="year"))


def _curves(patient: Patient, treatments: Iterable[Treatment]) -> tuple[given.FloatArray, given.FloatArray]:
    """Return survival of breast cancer and of other causes, 15 years each."""
    breast, other = survivals(from_patient(patient), _chosen(treatments))
    return breast[0], other[0]


def _chosen(treatments: object) -> tuple[Treatment, ...]:
    chosen = given.words(treatments, "treatments")
    for place, name in enumerate(chosen):
        if not isinstance(name, str) or name not in LOG_HAZARD_RATIOS:
            raise ValueError(
                f"The treatment {given.named(name)} is unknown. The model knows {', '.join(TREATMENTS)}."
            )
        if name in chosen[:place]:
            raise ValueError(f"The treatment {name!r} is named twice. Name each once.")
    if {"chemo2", "chemo3"} <= set(chosen):
        raise ValueError("chemo2 and chemo3 are two generations of chemotherapy: name one of them.")
    return chosen  # type: ignore[return-value]  # the loop has looked each of them up
