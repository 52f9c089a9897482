"""HER2 status: what IHC and ISH say together, what would change it, and the same for a whole table.

The rule itself is in `rule`; this is the face that lessons, exercises and questions call.
"""

from typing import TYPE_CHECKING

from her2lessons.guidelines.change import Change, what_if
from her2lessons.guidelines.result import (
    CATEGORIES,
    NEXT_STEPS,
    STATUSES,
    Category,
    Interpretation,
    NextStep,
    Status,
)
from her2lessons.guidelines.rule import interpret
from her2lessons.guidelines.steps import SOURCES, Step

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "CATEGORIES",
    "NEXT_STEPS",
    "SOURCES",
    "STATUSES",
    "Category",
    "Change",
    "Interpretation",
    "NextStep",
    "Status",
    "Step",
    "interpret",
    "interpret_frame",
    "what_if",
]


def interpret_frame(df: "pd.DataFrame") -> "pd.DataFrame":
    """Interpret every row of a table: `interpret`, a hundred times faster.

    Parameters
    ----------
    df : pandas.DataFrame
        One row a specimen. Missing values (None, NaN, pd.NA) mean that a test was not done.

        - ``ihc``: a score as `interpret` takes it.
        - ``ratio``, ``her2_copies``: a dual-probe result, both or neither.
        - ``recount_ratio``, ``recount_her2_copies`` (optional): the recount, both or neither.
        - ``ish_reported`` (optional): "positive", "negative" or "equivocal", where only the word is known.

        Single-probe results have no column here: interpret them one by one.

    Returns
    -------
    pandas.DataFrame
        A copy with the same index and columns, and with ``status``, ``category``, ``ish_group`` (Int64,
        missing without a dual-probe result) and ``next_step`` (None where there is none). Columns that
        already have one of these four names are replaced, so a cell that calls this can be run twice.

    Raises
    ------
    ValueError
        If a column is missing, or if any row is one that `interpret` refuses; the first rows are named, each
        with what is wrong with it, and how many more there are.

    Notes
    -----
    Rows are looked up in a table made once from `interpret`, which alone holds the rule. Sources: wolff2018,
    modi2022, bardia2024; reported words: course.
    """
    from her2lessons.guidelines import frame  # loads pandas, so only when it is needed

    return frame.interpret_frame(df)
