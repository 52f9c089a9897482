"""Whom PREDICT can be asked about: one patient, or a frame of them, checked against the model's limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from her2lessons.models import given
from her2lessons.models.predict_model import Columns

if TYPE_CHECKING:
    import pandas as pd

LIMITS: dict[str, tuple[float, float, str]] = {
    "age": (25, 85, "years"),
    "size_mm": (0.1, 500, "mm"),
    "nodes": (0, 40, ""),
    "grade": (1, 3, ""),
}
"""From where to where the model takes each number, and its unit."""

_WHOLE = ("nodes", "grade")
_ANSWERS = {"er": False, "her2": True, "ki67": True, "screened": True}
"""What is answered by True or False, and whether it may be unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """A woman with early, operated, invasive breast cancer, as the model sees her.

    Raises
    ------
    ValueError
        If a value is missing that the model needs, or lies outside its limits.
    """

    age: float
    """Age at diagnosis, in years; 25 to 85."""
    size_mm: float
    """Size of the invasive tumour, in mm; 0.1 to 500."""
    nodes: int
    """Lymph nodes with cancer; 0 to 40."""
    grade: int
    """Grade, 1 to 3."""
    er: bool
    """Oestrogen receptor positive; it must be known, because each has a model of its own."""
    her2: bool | None = None
    """HER2-positive; None if unknown."""
    ki67: bool | None = None
    """More than 10 % of tumour cells with Ki67 (wishart2014); None if unknown. Counts only with ER."""
    screened: bool | None = None
    """Found by screening, not by a symptom; None if unknown. Counts only with ER."""

    def __post_init__(self) -> None:
        for name, (low, high, unit) in LIMITS.items():
            value = getattr(self, name)
            if name in _WHOLE:
                object.__setattr__(self, name, given.whole(value, name, int(low), int(high)))
            else:
                object.__setattr__(self, name, given.between(value, name, low, high, unit))
        for name, optional in _ANSWERS.items():
            answer = getattr(self, name)
            if isinstance(answer, (bool, np.bool_)):
                object.__setattr__(self, name, bool(answer))
            elif answer is not None or not optional:
                raise ValueError(_wrong_answer(name, given.named(answer)))


def from_patient(patient: object) -> Columns:
    """Return one patient as columns of length 1, or raise ValueError."""
    if not isinstance(patient, Patient):
        raise ValueError(f"patient must be a predict.Patient, not {given.named(patient)}.")
    numbers = {name: np.array([float(getattr(patient, name))]) for name in LIMITS}
    answers = {name: _code([getattr(patient, name)]) for name in _ANSWERS}
    return Columns(**numbers, **answers)


def from_frame(patients: pd.DataFrame) -> Columns:
    """Return the patients of a frame as columns, or raise ValueError naming the first row that is wrong."""
    import pandas as pd

    if not isinstance(patients, pd.DataFrame):
        raise ValueError(
            "patients must be a DataFrame with a row a patient. For one patient use predict.Patient."
        )
    needed = [*LIMITS, "er"]
    if patients.columns.has_duplicates:
        raise ValueError("The frame has two columns of one name. Rename or drop one.")
    absent = [name for name in needed if name not in patients.columns]
    if absent:
        raise ValueError(f"The frame has no column {' and no '.join(absent)}. It needs {', '.join(needed)}.")
    numbers = {name: _numbers(patients[name], name) for name in LIMITS}
    nothing = pd.Series(None, index=patients.index, dtype=object)
    answers = {name: _answers(patients.get(name, nothing), name) for name in _ANSWERS}
    return Columns(**numbers, **answers)


def _numbers(column: pd.Series[Any], name: str) -> given.FloatArray:
    low, high, unit = LIMITS[name]
    kind = "a whole number" if name in _WHOLE else "a number"
    allowed = f"{kind} from {low:g} to {high:g}{f' {unit}' if unit else ''}"
    values = column.to_numpy()
    if values.dtype.kind not in "iuf":
        found = [given.as_float(value) for value in column]
        values = np.array([np.nan if value is None else value for value in found])
    good = (values >= low) & (values <= high)
    if name in _WHOLE:
        good &= values == np.floor(values)
    if not good.all():
        place = int(np.flatnonzero(~good)[0])
        raise ValueError(
            f"In row {given.named(column.index[place])}, {name} must be {allowed}, "
            f"not {given.named(column.iloc[place])}. Correct or leave out that row."
        )
    return values.astype(np.float64)


def _answers(column: pd.Series[Any], name: str) -> given.FloatArray:
    values = column.to_numpy(dtype=object)
    missing = column.isna().to_numpy()
    answered = np.fromiter((isinstance(value, (bool, np.bool_)) for value in values), bool, len(values))
    good = answered | missing if _ANSWERS[name] else answered
    if not good.all():
        place = int(np.flatnonzero(~good)[0])
        raise ValueError(
            f"In row {given.named(column.index[place])}, {_wrong_answer(name, given.named(values[place]))}"
        )
    return np.array(
        [np.nan if absent else float(value) for value, absent in zip(values, missing, strict=True)]
    )


def _code(answers: Iterable[bool | None]) -> given.FloatArray:
    """Write True as 1, False as 0 and unknown as NaN, which stays within the model."""
    return np.array([np.nan if answer is None else float(answer) for answer in answers])


def _wrong_answer(name: str, given_: str) -> str:
    if _ANSWERS[name]:
        return f"{name} must be True, False, or missing where it is unknown, not {given_}."
    return f"{name} must be True or False, not {given_}: there is one model for each, so it must be known."
