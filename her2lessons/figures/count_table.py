"""How many patients have each pair of results: IHC score down, FISH status across, darker for more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from her2lessons.cohorts import expand
from her2lessons.cohorts.counts import COUNT, MISSING
from her2lessons.figures import given, style
from her2lessons.figures.palette import FAINT, INK, LINE, blend
from her2lessons.figures.shown import Picture

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ROW, _HEAD = 34, 78
_LABELS = 140
"""Pixels from the left edge to the first cell: room for "1+ (3+ outside)"."""

_STATUSES = ("positive", "equivocal", "negative", "indeterminate", "not performed")
_HEADS = {"indeterminate": "indeter-\nminate", "not performed": "not\nperformed", MISSING: "not\nrecorded"}
"""Words that are too long for a column on one line."""


def ihc_by_ish(table: pd.DataFrame, title: str = "IHC score and FISH status") -> Picture:
    """Draw the counts of every IHC score with every FISH status, the number in its cell.

    Parameters
    ----------
    table : pandas.DataFrame
        A count table, such as ``cohorts.tcga_her2()``, or one row a patient; with the columns ``ihc_score``
        and ``fish_status``.
    title : str
        What stands above the table.

    Returns
    -------
    Picture
        The chart with every count above 0 in its alternative text.

    Raises
    ------
    ValueError
        If it is no table, a column is not there or mixes words and numbers, if a count is no
        whole number of 0 or more, or if there are no patients.
    """
    given.text(title, "title")
    counts = _cross(table)
    total = int(counts.to_numpy().sum())
    head = style.title_height(title)
    height = 2 * style.MARGIN + head + _HEAD + _ROW * (len(counts) + 1)
    with style.applied():
        canvas = style.figure(height)
        style.put_title(canvas, title)
        _cells(style.page(canvas), counts, style.MARGIN + head + _HEAD)
        svg = style.to_svg(canvas)
    return Picture(svg, title, _alt(counts, total))


def _cross(table: pd.DataFrame) -> pd.DataFrame:
    """Count every pair of results; what is not recorded comes last."""
    import pandas as pd

    if not isinstance(table, pd.DataFrame):
        raise ValueError(
            f"ihc_by_ish draws a table, not a {type(table).__name__}. "
            "Give a DataFrame such as cohorts.tcga_her2()."
        )
    absent = [column for column in ("ihc_score", "fish_status") if column not in table.columns]
    if absent:
        raise ValueError(
            f"The table lacks {' and '.join(map(repr, absent))}; its columns are {list(table.columns)}. "
            "Give a table such as cohorts.tcga_her2()."
        )
    patients = expand(table) if COUNT in table.columns else table
    if not len(patients):
        raise ValueError("There is nothing to draw: the table counts no patients. Give at least one.")
    # A categorical column takes no word that is not among its categories.
    scores = patients["ihc_score"].astype(object).fillna(MISSING)
    statuses = patients["fish_status"].astype(object).fillna(MISSING)
    known = {status: place for place, status in enumerate(_STATUSES)}
    rows = _ordered(scores, "ihc_score", {})
    columns = _ordered(statuses, "fish_status", known)
    return pd.crosstab(scores, statuses).reindex(index=rows, columns=columns)


def _ordered(results: pd.Series[Any], column: str, known: Mapping[str, int]) -> list[Any]:
    """Return each result once, what is not recorded last."""
    try:
        return sorted(
            set(results), key=lambda result: (result == MISSING, known.get(result, len(known)), result)
        )
    except TypeError:
        kinds = " and ".join(sorted({type(result).__name__ for result in results if result != MISSING}))
        raise ValueError(
            f"The column {column!r} holds values that have no common order ({kinds}). "
            "Write all of them as words, such as '2+' or 'negative'."
        ) from None


def _cells(axes: Axes, counts: pd.DataFrame, top: int) -> None:
    """Draw the cells, their heads, and the sums in the last row and column."""
    from matplotlib.patches import Rectangle

    width = (style.WIDTH - style.MARGIN - _LABELS) / (len(counts.columns) + 1)
    most = int(counts.to_numpy().max())
    middles = [_LABELS + width * (place + 0.5) for place in range(len(counts.columns) + 1)]
    axes.text(_LABELS, top - _HEAD + 22, "FISH status", color=FAINT, va="center")
    axes.text(style.MARGIN, top - 10, "IHC score", color=FAINT, va="bottom")
    for middle, status in zip(middles, [*counts.columns, "all"], strict=True):
        axes.text(middle, top - 8, _HEADS.get(status, status), ha="center", va="bottom", linespacing=1.15)
    for place, (score, row) in enumerate(counts.iterrows()):
        centre = top + _ROW * (place + 0.5)
        axes.text(style.MARGIN, centre, _name(str(score)), va="center")
        for middle, count in zip(middles, row, strict=False):
            # The square root keeps small counts apart from none.
            fill = blend((int(count) / most) ** 0.5)
            axes.add_patch(
                Rectangle(
                    (middle - width / 2, centre - _ROW / 2), width, _ROW, facecolor=fill, edgecolor=LINE
                )
            )
            axes.text(
                middle,
                centre,
                f"{count:,}",
                ha="center",
                va="center",
                color=INK if count else FAINT,
            )
        axes.text(middles[-1], centre, f"{int(row.sum()):,}", ha="center", va="center", fontweight="bold")
    last = top + _ROW * (len(counts) + 0.5)
    axes.text(style.MARGIN, last, "all", va="center")
    for middle, total in zip(middles, [*counts.sum(), counts.to_numpy().sum()], strict=True):
        axes.text(middle, last, f"{int(total):,}", ha="center", va="center", fontweight="bold")


def _name(word: str) -> str:
    return "not recorded" if word == MISSING else word


def _alt(counts: pd.DataFrame, total: int) -> str:
    rows = [
        f"IHC {_name(str(score))}: "
        + ", ".join(f"{_name(str(status))} {int(count):,}" for status, count in row.items() if count)
        for score, row in counts.iterrows()
    ]
    return f"Counts of {total:,} patients by IHC score and FISH status. {'; '.join(rows)}."
