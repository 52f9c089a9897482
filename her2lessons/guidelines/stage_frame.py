"""Staging for a whole table, by looking each row up among all the answers there are."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from her2lessons.guidelines import factors, prognostic_stage, rows_of_a_frame
from her2lessons.guidelines.anatomic_stage import GROUPS, anatomic
from her2lessons.guidelines.prognostic_stage import LOW_SCORE, Table, prognostic
from her2lessons.guidelines.rows_of_a_frame import is_missing, value_in
from her2lessons.guidelines.tnm import Axis, at_diagnosis

Codes = npt.NDArray[np.intp]

NEEDED = ("t", "n", "grade", "her2", "er", "pr")
OPTIONAL = ("m", "oncotype")

_FEW = 64
"""About how many different values a column has."""

_WRONG = -1
"""The code of a value, or of a row, that no rule accepts."""

_OPEN = len(GROUPS)
"""The code of a prognostic stage that is missing."""

# The classes of each part of a row, in the order of the columns; for a factor, None is "not known".
_T = ("Tis", "T0", "T1", "T2", "T3", "T4")
_N = ("N0", "N1mi", "N1", "N2", "N3")
_M = ("M0", "M1")
_GRADE = (None, *factors.GRADES)
_HER2 = (None, "negative", "positive", "equivocal")
_RECEPTOR = (None, False, True)
_SCORE = (None, LOW_SCORE - 1, LOW_SCORE)
_CLASSES: tuple[tuple[Any, ...], ...] = (_T, _N, _M, _GRADE, _HER2, _RECEPTOR, _RECEPTOR, _SCORE)
_COLUMNS = ("t", "n", "m", "grade", "her2", "er", "pr", "oncotype")

_HER2_PLACES = {"negative": 1, "positive": 2, "undecided": 3}

# What pandas calls columns whose values are all of one kind, so that equal values are the same value. In any
# other column True and 1 would be taken for one value.
_ONE_KIND = ("string", "integer", "floating", "boolean", "empty")


@dataclass(frozen=True)
class _Answers:
    """Both stages, as codes, at the place that the classes of a row give."""

    anatomic: Codes
    prognostic: Codes


@cache
def _answers(file: Path, table: Table) -> _Answers:
    """Ask `anatomic` and `prognostic` about every combination of classes, once for each file and table."""
    found = [_codes_of(table, *classes) for classes in product(*_CLASSES)]
    by_tnm, with_factors = np.array(found, dtype=np.intp).T
    return _Answers(by_tnm, with_factors)


def _codes_of(
    table: Table, t: str, n: str, m: str, grade: Any, her2: Any, er: Any, pr: Any, score: Any
) -> tuple[int, int]:
    try:
        by_tnm = GROUPS.index(anatomic(t, n, m))
        return by_tnm, GROUPS.index(prognostic(t, n, m, grade, her2, er, pr, table, score))
    except factors.MissingFactor:
        return by_tnm, _OPEN
    except ValueError:
        return _WRONG, _WRONG


def stage_frame(df: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Stage every row; `staging.stage_frame` says how."""
    prognostic_stage.check(table)
    advice = "where grade or receptors are not known, add their columns filled with None."
    there = rows_of_a_frame.columns(df, "stage_frame", NEEDED, OPTIONAL, advice)
    place = np.zeros(len(df), dtype=np.intp)
    wrong = np.zeros(len(df), dtype=bool)
    for name, classes, code in zip(_COLUMNS, _CLASSES, _coders(table), strict=True):
        codes = _codes(df[name], code) if name in there else np.zeros(len(df), dtype=np.intp)
        wrong |= codes < 0
        place = place * len(classes) + codes
    place[wrong] = 0
    answers = _answers(prognostic_stage.FILE, table)
    by_tnm, with_factors = answers.anatomic[place], answers.prognostic[place]
    wrong |= by_tnm == _WRONG
    if wrong.any():
        ask = partial(stage_row, table=table)
        raise ValueError(rows_of_a_frame.complaint(df, np.flatnonzero(wrong), ask, "staged"))

    groups = pd.Series([*GROUPS, None], dtype=pd.Series(["text"]).dtype).array
    answer = df.copy()
    answer["anatomic"] = groups.take(by_tnm)
    answer["prognostic"] = groups.take(with_factors)
    return answer


def _coders(table: Table) -> tuple[Callable[[Any], int], ...]:
    """Give, in the order of the columns, what turns one value into the place of its class."""
    return (
        lambda value: _category(value, "T", _T, table),
        lambda value: _category(value, "N", _N, table),
        lambda value: _category(value, "M", _M, table),
        lambda value: _place(_GRADE, factors.grade(_whole(value))),
        lambda value: _HER2_PLACES[factors.her2(value)],
        lambda value: _place(_RECEPTOR, factors.receptor(value, "er")),
        lambda value: _place(_RECEPTOR, factors.receptor(value, "pr")),
        lambda value: 1 if factors.oncotype(_whole(value)) < LOW_SCORE else 2,
    )


def _category(value: Any, axis: Axis, classes: tuple[str, ...], table: Table) -> int:
    category = at_diagnosis(value, axis)
    prognostic_stage.check_prefix(category, table)
    return classes.index(category.counts_as)


def _place(classes: tuple[Any, ...], value: object) -> int:
    # True equals 1, but the two never meet in one of these tuples.
    return classes.index(value)


def _codes(column: pd.Series, code: Callable[[Any], int]) -> Codes:
    """Return the place of each value's class; -1 for a value that is refused."""

    def safe(value: Any) -> int:
        try:
            return 0 if is_missing(value) and may_be_missing else code(value)
        except ValueError:
            return _WRONG

    may_be_missing = column.name not in ("t", "n", "m")
    text = isinstance(column.dtype, pd.StringDtype)
    values: Any = column.to_numpy(dtype=object) if text or column.dtype == object else column
    if column.dtype == object and pd.api.types.infer_dtype(values, skipna=True) not in _ONE_KIND:
        return np.array([safe(value) for value in values], dtype=np.intp)
    # There are few different values, and a small table of them is the quicker one.
    where, different = pd.factorize(values, size_hint=_FEW)
    # factorize gives -1 for a missing value, which is the last entry here.
    return np.array([*map(safe, different), safe(None)], dtype=np.intp)[where]


def _whole(value: Any) -> Any:
    """Return a float that is whole as an int: a column of whole numbers with a gap holds floats."""
    return int(value) if isinstance(value, float | np.floating) and float(value).is_integer() else value


def stage_row(row: "pd.Series[Any]", table: Table) -> tuple[str, str | None]:
    """Stage one row through `anatomic` and `prognostic`, with the sentence for what is wrong with it."""
    t, n, grade, her2, er, pr, oncotype = (value_in(row, name) for name in _COLUMNS if name != "m")
    m = value_in(row, "m") if "m" in row.index else "M0"
    by_tnm = anatomic(t, n, m)
    try:
        return by_tnm, prognostic(t, n, m, _whole(grade), her2, er, pr, table, _whole(oncotype))
    except factors.MissingFactor:
        return by_tnm, None
