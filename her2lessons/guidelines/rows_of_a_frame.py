"""What both rules for whole tables share: their columns, missing values, and which rows are wrong."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from her2lessons.guidelines import given

_ROWS_NAMED = 5
"""How many wrong rows an error names before it counts the rest."""


def is_missing(value: Any) -> bool:
    """Say whether a value is None, NaN or pd.NA; a list or an array is a value."""
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))


def value_in(row: "pd.Series[Any]", name: str) -> Any:
    """Return a row's value, or None where there is no such column or the value is missing."""
    found = row.get(name)
    return None if is_missing(found) else found


def columns(
    df: pd.DataFrame, function: str, needed: Sequence[str], optional: Sequence[str], advice: str
) -> list[str]:
    """Return the needed and the optional columns that are there, in this order.

    Parameters
    ----------
    df : pandas.DataFrame
        What the caller gave.
    function : str
        The function that was called, for the error.
    needed, optional : sequence of str
        The names of the columns that it reads.
    advice : str
        When a needed column may be filled with None, as the end of the error.

    Raises
    ------
    ValueError
        If it is no table, a needed column is absent, or one that is read is there twice.
    """
    if not isinstance(df, pd.DataFrame):
        raise ValueError(f"{function} needs a pandas DataFrame, not {given.named(df)}.")
    names = list(df.columns)
    absent = [name for name in needed if name not in names]
    if absent:
        raise ValueError(
            f"The table has no column {' and no column '.join(absent)}. It needs {', '.join(needed)}; "
            f"{advice}"
        )
    known = [name for name in (*needed, *optional) if name in names]
    twice = [name for name in known if names.count(name) > 1]
    if twice:
        raise ValueError(f"The table has more than one column {' and '.join(twice)}. Keep one of each name.")
    return known


def complaint(
    df: pd.DataFrame, wrong: npt.NDArray[np.intp], ask: Callable[["pd.Series[Any]"], object], done: str
) -> str:
    """Say which rows cannot be, as `done` has it, "staged", and what `ask` finds wrong with the first."""
    sentences = []
    for row in wrong[:_ROWS_NAMED]:
        try:
            ask(df.iloc[row])
        except ValueError as error:
            sentences.append(f"Row {_label(df.index[row])}: {error}")
    more = len(wrong) - _ROWS_NAMED
    rest = f" And {more} more {'row' if more == 1 else 'rows'}." if more > 0 else ""
    return f"{len(wrong)} of {len(df)} rows cannot be {done}. {' '.join(sentences)}{rest}"


def _label(label: Any) -> str:
    """Write a row's label; of one with several levels each level, because numpy's would name their type."""
    if isinstance(label, tuple):
        return f"({', '.join(given.named(level) for level in label)})"
    return given.named(label)
