"""From a count table to one row a patient, and from what was recorded to what the HER2 rule can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from her2lessons.cohorts.counts import COUNT, MISSING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

_SINGLE_SCORES = {score: score for score in ("0", "1+", "2+", "3+")}
_NO_SCORE = (
    MISSING,
    "0-1+",
    "1-2+",
    "1+ (focal)",
    "1+ (3+ outside)",
    "2+ (3+ outside)",
    "3+ (2+ outside)",
)
_ISH_RESULTS = {result: result for result in ("positive", "negative", "equivocal")}
_NO_ISH = (MISSING, "indeterminate", "not performed")


def expand(table: pd.DataFrame) -> pd.DataFrame:
    """Turn a count table into one row a patient.

    Parameters
    ----------
    table : pandas.DataFrame
        Has a column ``patients`` of whole numbers, 0 or more.

    Returns
    -------
    pandas.DataFrame
        Every row as often as it counts patients, without the column ``patients``, numbered from 0, with the
        same ``.attrs``. The rows are no persons: patients with the same results cannot be told apart.

    Raises
    ------
    ValueError
        If there is no column ``patients``, or if it holds anything but whole numbers of 0 or more.
    """
    import pandas as pd

    if COUNT not in table.columns:
        raise ValueError(
            f"The table has no column {COUNT!r}; its columns are {list(table.columns)}. "
            f"Give a count table, such as cohorts.tcga_her2(), with the number of patients of each row."
        )
    counts = table[COUNT]
    if not pd.api.types.is_numeric_dtype(counts) or pd.api.types.is_bool_dtype(counts):
        raise ValueError(
            f"The column {COUNT!r} must hold whole numbers, not {counts.dtype}. Turn it into numbers."
        )
    wrong = counts[~((counts >= 0) & (counts % 1 == 0)).fillna(False).astype(bool)]
    if len(wrong):
        raise ValueError(
            f"The column {COUNT!r} must hold whole numbers of 0 or more, but row {wrong.index[0]!r} holds "
            f"{wrong.iloc[0]}. Correct that row."
        )
    positions = pd.RangeIndex(len(table)).repeat(counts.astype("int64"))
    patients = table.drop(columns=COUNT).iloc[positions].reset_index(drop=True)
    patients.attrs = dict(table.attrs)
    return patients


def as_results(patients: pd.DataFrame) -> pd.DataFrame:
    """Give the recorded tests in the columns that ``guidelines.her2.interpret_frame`` reads.

    A report that says only "0" stays "0": whether it was 0+ or absent is not stated. The tables hold no
    ratio and no copies, so those columns are missing, and the result the laboratory gave stands in
    ``ish_reported``.

    By this course's convention a reading that is no single score counts as no score: "0-1+", "1-2+", "1+
    (focal)" and any reading with another score "outside". A FISH that was indeterminate, not performed or
    not recorded is no result either. The column ``ihc_status`` is not used: the rule starts from the score.

    Parameters
    ----------
    patients : pandas.DataFrame
        One row a patient, with the columns ``ihc_score`` and ``fish_status``, as :func:`expand` gives them.

    Returns
    -------
    pandas.DataFrame
        Columns ``ihc`` ("0", "1+", "2+", "3+" or missing), ``ratio`` and ``her2_copies`` (all missing) and
        ``ish_reported`` ("positive", "negative", "equivocal" or missing), with the same index and ``.attrs``.

    Raises
    ------
    ValueError
        If a column is not there, if patients are still counted, or if a value is none that the tables use.

    Notes
    -----
    Source: course.
    """
    import pandas as pd

    absent = [column for column in ("ihc_score", "fish_status") if column not in patients.columns]
    if absent:
        raise ValueError(
            f"The frame lacks {' and '.join(map(repr, absent))}; its columns are {list(patients.columns)}. "
            "Give one row a patient, such as cohorts.expand(cohorts.tcga_her2())."
        )
    if COUNT in patients.columns:
        raise ValueError(
            f"The frame still counts patients in {COUNT!r}. Turn it into one row a patient with expand()."
        )
    results = pd.DataFrame(
        {
            "ihc": _translate(patients["ihc_score"], _SINGLE_SCORES, _NO_SCORE),
            "ratio": float("nan"),
            "her2_copies": float("nan"),
            "ish_reported": _translate(patients["fish_status"], _ISH_RESULTS, _NO_ISH),
        },
        index=patients.index,
    )
    results.attrs = dict(patients.attrs)
    return results


def _translate(
    column: pd.Series[str], results: Mapping[str, str], nothing: tuple[str, ...]
) -> pd.Series[str]:
    """Keep what is a result, make what is none missing, and refuse a word that is neither."""
    unknown = column[~(column.isin([*results, *nothing]) | column.isna())]
    if len(unknown):
        raise ValueError(
            f"The column {column.name!r} holds {unknown.iloc[0]!r} in row {unknown.index[0]!r}. "
            f"It may hold {', '.join(map(repr, [*results, *nothing]))}, or be missing. Correct that row."
        )
    return column.map(results)
