"""Staging by AJCC 8, revised tables of 2018: from millimetres and nodes to T, N and M, and to a stage.

Current as far as could be found on the day in `AS_OF`. For teaching only: nobody is staged with it.
"""

from datetime import date
from typing import TYPE_CHECKING

from her2lessons.guidelines.anatomic_stage import GROUPS, Group, anatomic
from her2lessons.guidelines.factors import MissingFactor
from her2lessons.guidelines.measured import pn_from_nodes, t_from_size
from her2lessons.guidelines.prognostic_stage import TABLES, Table, prognostic
from her2lessons.guidelines.prognostic_table import TableAbsent
from her2lessons.guidelines.stage_walk import Stage, walk
from her2lessons.guidelines.steps import STAGING_SOURCES as SOURCES
from her2lessons.guidelines.steps import Step
from her2lessons.guidelines.tnm import Category, parse

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "AS_OF",
    "GROUPS",
    "SOURCES",
    "TABLES",
    "Category",
    "Group",
    "MissingFactor",
    "Stage",
    "Step",
    "Table",
    "TableAbsent",
    "anatomic",
    "parse",
    "pn_from_nodes",
    "prognostic",
    "stage_frame",
    "t_from_size",
    "walk",
]

AS_OF = date(2026, 11, 20)
"""The day on which this edition was last looked for and found to be the current one."""


def stage_frame(df: "pd.DataFrame", table: Table = "clinical") -> "pd.DataFrame":
    """Stage every row of a table: `anatomic` and `prognostic`, a hundred times faster.

    Parameters
    ----------
    df : pandas.DataFrame
        One row a cancer at its diagnosis. A missing value is None, NaN or pd.NA.

        - ``t``, ``n``: categories, in every row.
        - ``m`` (optional): a category in every row; without the column, all rows are M0.
        - ``grade``, ``her2``, ``er``, ``pr``: as `prognostic` takes them, or missing. Grades may be floats,
          as pandas makes them where one is missing.
        - ``oncotype`` (optional): the recurrence score, or missing; for the pathological table only.
    table : {"clinical", "pathological"}
        The prognostic table for all rows.

    Returns
    -------
    pandas.DataFrame
        A copy with the same index and columns, and with ``anatomic`` and ``prognostic``. Where `prognostic`
        would raise MissingFactor for a row, the value is missing. Columns that already have one of these two
        names are replaced, so a cell that calls this can be run twice.

    Raises
    ------
    TableAbsent
        If the file with the prognostic tables has been taken away.
    ValueError
        If a column is missing, or if any row is one that `anatomic` or `prognostic` refuses; the first rows
        are named, each with what is wrong with it, and how many more there are.

    Notes
    -----
    Rows are looked up in a table made once from the two functions, which alone hold the rules.
    Sources: nci2026, giuliano2017.
    """
    from her2lessons.guidelines import stage_frame as frames  # loads pandas, so only when it is needed

    return frames.stage_frame(df, table)
