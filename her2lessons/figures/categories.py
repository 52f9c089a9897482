"""How many there are of each HER2 category, as bars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from numbers import Real
from typing import TYPE_CHECKING, Any

from her2lessons.figures import given, style
from her2lessons.figures.palette import FAINT, INK, look
from her2lessons.figures.shown import Picture
from her2lessons.guidelines.result import CATEGORIES

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ROW = 38
"""Pixels for one bar."""
_BELOW = 26
"""Pixels for the line below the bars."""
_LABELS = 258
"""Pixels from the left edge to where bars begin: room for the longest category."""
_ROOM = 1.5
"""How much longer than the longest bar the axis is, so that its number stands beside it."""


def category_bars(
    counts: pd.Series[Any] | Mapping[str, int],
    title: str = "HER2 categories",
    of: str = "patients",
    *,
    shares: bool = True,
    note: str = "",
) -> Picture:
    """Draw how many there are of each category: a bar and a count each, with its percentage.

    Parameters
    ----------
    counts : pandas.Series or mapping
        Either how many there are of each category (the categories as index or keys), or a column of
        categories, such as ``interpret_frame`` gives. A category that is not named counts 0; all six are
        always shown, in the same order.
    title : str
        What stands above the bars.
    of : str
        What is counted, in the plural.
    shares : bool
        Whether percentages stand beside the counts. Leave them out where the table was not made to give
        shares: a printed percentage is read as one.
    note : str
        A caution below the bars, and in the alternative text.

    Returns
    -------
    Picture
        The chart with every number in its alternative text.

    Raises
    ------
    ValueError
        If a category is unknown or missing, if a count is no whole number of 0 or more, or if there are none;
        if a count is beyond 1,000,000,000, or words cannot be drawn.
    """
    for words, name in ((title, "title"), (of, "of"), (note, "note")):
        given.text(words, name)
    found = _count(counts)
    total = sum(found.values())
    numbers = {
        category: f"{count:,} ({100 * count / total:.1f} %)" if shares else f"{count:,}"
        for category, count in found.items()
    }
    below = f"All: {total:,} {of}. {note}".removesuffix(". ")
    head = style.title_height(title)
    height = 2 * style.MARGIN + head + 12 + _ROW * len(found) + _BELOW
    with style.applied():
        canvas = style.figure(height)
        style.put_title(canvas, title)
        axes = canvas.add_axes(
            (
                _LABELS / style.WIDTH,
                (style.MARGIN + _BELOW) / height,
                (style.WIDTH - style.MARGIN - _LABELS) / style.WIDTH,
                _ROW * len(found) / height,
            )
        )
        _bars(axes, found, numbers)
        canvas.text(
            style.MARGIN / style.WIDTH if note else _LABELS / style.WIDTH,
            (style.MARGIN + 6) / height,
            below,
            color=FAINT,
            va="bottom",
        )
        svg = style.to_svg(canvas)
    listed = "; ".join(f"{category} {number}" for category, number in numbers.items())
    return Picture(svg, title, f"Bars for {total:,} {of}. {listed}. {note}".rstrip())


def _bars(axes: Axes, found: Mapping[str, int], numbers: Mapping[str, str]) -> None:
    """Draw one bar a category, top down, with its mark before it and its number behind it."""
    longest = max(found.values())
    for row, (category, count) in enumerate(found.items()):
        drawn = look(category)
        axes.barh(row, count, 0.66, color=drawn.colour, hatch=drawn.hatch, edgecolor=INK, linewidth=0.8)
        axes.text(count + longest * 0.025, row, numbers[category], va="center")
        axes.plot(
            [-0.045],
            [row],
            transform=axes.get_yaxis_transform(),
            clip_on=False,
            marker=drawn.marker,
            markersize=10,
            markerfacecolor=drawn.colour,
            markeredgecolor=INK,
            markeredgewidth=0.8,
        )
    axes.set_xlim(0, longest * _ROOM)
    axes.set_ylim(len(found) - 0.5, -0.5)
    axes.set_xticks([])
    axes.set_yticks(range(len(found)), list(found), color=INK)
    axes.tick_params(axis="y", length=0, pad=32)
    axes.spines["bottom"].set_visible(False)


def _count(counts: pd.Series[Any] | Mapping[str, int]) -> dict[str, int]:
    """Return the count of every category, in the order they are always shown in."""
    found = dict.fromkeys(map(str, CATEGORIES), 0)
    for category, count in _pairs(counts):
        look(str(category))
        given.check_size(count, f"The count of {category!r}")
        whole = isinstance(count, Real) and not isinstance(count, bool) and float(count).is_integer()
        if not whole or count < 0:
            raise ValueError(f"The count of {category!r} is {count!r}. Give a whole number of 0 or more.")
        found[str(category)] += int(count)
    if not sum(found.values()):
        raise ValueError("There is nothing to draw: every category counts 0. Give at least one patient.")
    return found


def _pairs(counts: pd.Series[Any] | Mapping[str, int]) -> Iterable[tuple[Any, Any]]:
    """Return category and count of each entry; a column of categories is counted first."""
    import pandas as pd

    if isinstance(counts, Mapping):
        return counts.items()
    if not isinstance(counts, pd.Series):
        raise ValueError(
            f"category_bars draws a Series or a mapping, not a {type(counts).__name__}. "
            'Give counts by category, or a column of categories such as frame["category"].'
        )
    if pd.api.types.is_numeric_dtype(counts):
        return zip(counts.index, counts.tolist(), strict=True)
    if counts.isna().any():
        raise ValueError(
            f"{int(counts.isna().sum()):,} of {len(counts):,} rows have no category. "
            "Leave these rows out, or call them 'undetermined'."
        )
    named = counts.astype(str).value_counts()
    return zip(named.index, named.tolist(), strict=True)
