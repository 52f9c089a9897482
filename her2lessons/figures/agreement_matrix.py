"""How two readers agree: counts of every pair of their answers, the same answer outlined."""

from __future__ import annotations

from math import nan
from numbers import Real
from typing import TYPE_CHECKING, Any

from her2lessons.figures import given, style
from her2lessons.figures.palette import FAINT, INK, LINE, blend
from her2lessons.figures.shown import Picture

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ROW = 40
_NAMES = 130
"""Pixels for the longest answer before it is broken into lines."""
_WIDEST = 110
"""Pixels of the widest cell; a small table does not fill the picture."""
_MOST = 8
"""Answers whose columns are still wide enough for a number."""


def agreement(
    table: pd.DataFrame,
    *,
    row_reader: str,
    column_reader: str,
    title: str | None = None,
    of: str = "patients",
    kappa: Any = None,
) -> Picture:
    """Draw how often two readers, or two tests, gave each pair of answers.

    Parameters
    ----------
    table : pandas.DataFrame
        Counts: the answers of one reader as rows, those of the other as columns, the same in the same order.
        Two to eight answers.
    row_reader, column_reader : str
        Who, or which test, stands in the rows and in the columns.
    title : str, optional
        What stands above; both readers unless given.
    of : str
        What is counted, in the plural.
    kappa : float or models.agreement.Agreement, optional
        Agreement beyond chance, -1 to 1, as ``models.agreement.kappa`` gives it; left out unless given.

    Returns
    -------
    Picture
        The table with the cells of equal answers outlined and how many of all they are; the alternative text
        holds every count.

    Raises
    ------
    ValueError
        If the table is not square, its rows and columns are not the same answers, if it holds anything but
        counts or counts nobody, if it has fewer than two answers or more than eight, if a reader has no name,
        or if kappa is no number from -1 to 1.
    """
    counts = _counts(table)
    for reader, name in ((row_reader, "row_reader"), (column_reader, "column_reader")):
        if not isinstance(reader, str) or not reader.strip():
            raise ValueError(f"{name} is {reader!r}. Say in words who or what reads.")
    given.text(of, "of")
    answers = [str(answer) for answer in table.index]
    heading = title or f"{row_reader} and {column_reader}"
    said = _shares(counts, of, kappa)
    svg = _drawn(heading, counts, answers, (row_reader, column_reader), said)
    rows = "; ".join(
        f"{answer}: {', '.join(f'{count:,}' for count in row)}"
        for answer, row in zip(answers, counts, strict=True)
    )
    grid = f"Rows: {row_reader}; columns: {column_reader} {', '.join(answers)}. {rows}."
    return Picture(svg, heading, f"{' '.join(said)} {grid}")


def _counts(table: Any) -> list[list[int]]:
    """Return the counts as plain numbers, or say why they are none."""
    import pandas as pd

    if not isinstance(table, pd.DataFrame):
        raise ValueError(
            f"agreement draws a table of counts, not a {type(table).__name__}. Give a DataFrame, such as "
            "pandas.crosstab makes."
        )
    rows, columns = list(table.index), list(table.columns)
    if len(rows) != len(columns):
        raise ValueError(
            f"The table has {len(rows)} rows and {len(columns)} columns. Agreement needs a square table: "
            "the same answers in rows and columns, also those that only one reader gave."
        )
    if rows != columns or len(set(map(str, rows))) != len(rows):
        raise ValueError(
            f"The rows are {', '.join(map(str, rows))} and the columns {', '.join(map(str, columns))}. "
            "Give the same answers in the same order, each once; reindex the table so."
        )
    if not 2 <= len(rows) <= _MOST:
        raise ValueError(f"The table has {len(rows)} answers. Two to {_MOST} can be drawn.")
    counts = [[_count(value) for value in row] for row in table.astype(object).to_numpy().tolist()]
    if not sum(map(sum, counts)):
        raise ValueError("There is nothing to draw: every count is 0. Give at least one case.")
    return counts


def _count(value: Any) -> int:
    given.check_size(value, "A count of the table")
    number = float(value) if isinstance(value, Real) and not isinstance(value, bool) else -1.0
    if number < 0 or not number.is_integer():
        raise ValueError(f"The table holds {value!r}. Counts are whole numbers of 0 or more.")
    return int(number)


def _shares(counts: list[list[int]], of: str, kappa: Any) -> list[str]:
    """Say how many got the same answer twice, and kappa if it was given."""
    total = sum(map(sum, counts))
    same = sum(row[place] for place, row in enumerate(counts))
    said = [f"The same answer in {same:,} of {total:,} {of} ({100 * same / total:.1f} %)."]
    return said if kappa is None else [*said, _beyond_chance(kappa)]


def _beyond_chance(kappa: Any) -> str:
    """Say kappa, with its interval where it has one."""
    value = getattr(kappa, "kappa", kappa)
    given.check_size(value, "kappa")
    number = float(value) if isinstance(value, Real) and not isinstance(value, bool) else nan
    if not -1 <= number <= 1:
        raise ValueError(
            f"kappa is {value!r}. Give a number from -1 to 1, or what models.agreement.kappa gives."
        )
    written = f"kappa {number:.2f}" if value is kappa else str(kappa)
    return f"{written[0].upper()}{written[1:]}."


def _drawn(
    title: str, counts: list[list[int]], answers: list[str], readers: tuple[str, str], said: list[str]
) -> str:
    names = [style.wrap(answer, _NAMES) for answer in answers]
    row_reader = style.wrap(readers[0], _NAMES, bold=True)
    left = style.MARGIN + max(style.text_width(line, True) for line in (*row_reader, *_flat(names))) + 16
    cell = min((style.WIDTH - style.MARGIN - left) / (len(counts) + 1), _WIDEST)
    heads = [style.wrap(answer, cell - 8) for answer in (*answers, "all")]
    column_reader = style.wrap(readers[1], cell * len(counts), bold=True)
    tall = max(_ROW, *(style.LEADING * len(lines) + 8 for lines in names))
    first = style.MARGIN + style.title_height(title) + 18
    top = first + style.LEADING * max(len(column_reader) + max(map(len, heads)), len(row_reader)) + 4
    lines = [line for sentence in said for line in style.wrap(sentence, style.WIDTH - 2 * style.MARGIN)]
    height = round(top + tall * (len(counts) + 1) + 12 + style.LEADING * len(lines) + style.MARGIN)
    with style.applied():
        canvas = style.figure(height)
        style.put_title(canvas, title)
        page = style.page(canvas)
        style.write(page, left, first, column_reader, fontweight="bold")
        for place, head in enumerate(heads):
            down = top - 10 - style.LEADING * (len(head) - 1)
            style.write(page, left + cell * (place + 0.5), down, head, ha="center")
        lowest = top - 10 - style.LEADING * (len(row_reader) - 1)
        style.write(page, style.MARGIN, lowest, row_reader, fontweight="bold")
        _cells(page, counts, names, (left, top), (cell, tall))
        last = top + tall * (len(counts) + 1) + 14
        style.write(page, style.MARGIN, last, lines)
        return style.to_svg(canvas)


def _flat(names: list[tuple[str, ...]]) -> list[str]:
    return [line for lines in names for line in lines]


def _cells(
    page: Axes,
    counts: list[list[int]],
    names: list[tuple[str, ...]],
    corner: tuple[float, float],
    size: tuple[float, float],
) -> None:
    """Draw the cells, darker for more, and the sums; a strong outline where both said the same."""
    from matplotlib.patches import Rectangle

    most = max(map(max, counts))
    (left, top), (cell, tall) = corner, size
    for down, row in enumerate(counts):
        middle = top + tall * (down + 0.5)
        style.write(page, style.MARGIN, middle - style.LEADING * (len(names[down]) - 1) / 2, names[down])
        for across, count in enumerate(row):
            same = across == down
            page.add_patch(
                Rectangle(
                    (left + cell * across + 1.5, top + tall * down + 1.5),
                    cell - 3,
                    tall - 3,
                    # The square root keeps small counts apart from none.
                    facecolor=blend((count / most) ** 0.5),
                    edgecolor=INK if same else LINE,
                    linewidth=2.5 if same else 0.8,
                )
            )
            style.write(
                page,
                left + cell * (across + 0.5),
                middle,
                f"{count:,}",
                ha="center",
                color=INK if count else FAINT,
                fontweight="bold" if same else "normal",
            )
        style.write(page, left + cell * (len(row) + 0.5), middle, f"{sum(row):,}", ha="center", color=FAINT)
    middle = top + tall * (len(counts) + 0.5)
    style.write(page, style.MARGIN, middle, "all", color=FAINT)
    sums = [sum(column) for column in zip(*counts, strict=True)]
    for across, total in enumerate([*sums, sum(sums)]):
        style.write(page, left + cell * (across + 0.5), middle, f"{total:,}", ha="center", color=FAINT)
