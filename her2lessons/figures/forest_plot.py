"""Results of trials as a forest plot: point and interval on a log axis, the absolute numbers beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from her2lessons.figures import style
from her2lessons.figures.log_axis import LogAxis, around
from her2lessons.figures.palette import FAINT, GROUND, INK, LINE, ROW_TINT
from her2lessons.figures.shown import Picture
from her2lessons.figures.trial_rows import Row, Side, favoured_side, one_kind, read

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_LEFT, _RIGHT = 332, 514
"""Pixels from the left edge to where the axis begins and ends; words stand before it, ratios behind."""
_PAD = 9
"""Pixels between the words of a row and the edge of its band."""


def forest(rows: pd.DataFrame, *, title: str | None = None, favours: Side | None = None) -> Picture:
    """Draw results of trials, one a row, with what each says in absolute numbers.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of ``evidence.trials()`` in the order they are to be drawn. Whatever is missing in a row is said
        to be not reported.
    title : str, optional
        What stands above; "Trial results" unless given.
    favours : {"below", "above"}, optional
        The side of 1 that is in favour of the experimental arm. For hazard and rate ratios, which count
        events, it is "below" unless given. An odds ratio may count something good, such as a response: then
        say which side it is.

    Returns
    -------
    Picture
        The plot with a log axis and the line of no difference at 1. A row without an interval has an open
        point; an interval that leaves the axis ends in an arrow. The alternative text says every row in full.

    Raises
    ------
    ValueError
        If the table has no rows, lacks a column or holds no ratio, if a row says what cannot be, if odds
        ratios stand beside other ratios or come without ``favours``.
    """
    found = read(rows)
    kind = one_kind(found)
    side = favoured_side(kind, favours)
    heading = "Trial results" if title is None else title
    axis = _axis(found)
    everyone = found[0].population if len({row.population for row in found}) == 1 < len(found) else ""
    texts = [_words(row, row.count if everyone else row.people) for row in found]
    heights = [sum(map(len, text)) * style.LEADING + 2 * _PAD for text in texts]
    top = style.MARGIN + style.title_height(heading) + 8 + style.LEADING
    bottom = top + sum(heights)
    sides = _sides(found, side, axis.place(1))
    notes = [
        line
        for note in _notes(found, axis, everyone)
        for line in style.wrap(note, style.WIDTH - 2 * style.MARGIN)
    ]
    below = 26 + style.LEADING * (max(map(len, sides)) + len(notes)) + 12
    height = round(bottom + below + style.MARGIN)
    with style.applied():
        canvas = style.figure(height)
        style.put_title(canvas, heading)
        page = style.page(canvas)
        down = float(top)
        for place, (text, tall) in enumerate(zip(texts, heights, strict=True)):
            _band(page, down, tall, place % 2 == 0)
            _say(page, text, down)
            down += tall
        _scale(page, axis, kind, sides, top, bottom)
        down = float(top)
        for row, tall in zip(found, heights, strict=True):
            _estimate(page, row, axis, down + tall / 2, len(_intervals(found)) > 1)
            down += tall
        style.write(
            page,
            style.MARGIN,
            height - style.MARGIN - style.LEADING * (len(notes) - 0.5),
            notes,
            color=FAINT,
        )
        svg = style.to_svg(canvas)
    return Picture(svg, heading, _alt(found, side, len(set(_pairs(found))) == 1))


def _axis(rows: Sequence[Row]) -> LogAxis:
    drawn = [row for row in rows if row.ratio is not None]
    points = [row.ratio for row in drawn if row.ratio is not None]
    ends = [end for row in drawn for end in (row.low, row.high) if end is not None]
    return around(points, ends, _LEFT, _RIGHT)


def _words(row: Row, people: str) -> tuple[tuple[str, ...], ...]:
    """Break the words of a row into lines: the trial, the endpoint, the arms, the people."""
    width = _LEFT - style.MARGIN - 2 * _PAD
    return (
        style.wrap(row.trial, width, bold=True),
        style.wrap(row.endpoint, width),
        tuple(line for result in row.results for line in style.wrap(_glued(result), width)),
        style.wrap(people, width),
    )


def _glued(result: str) -> str:
    """Keep a number and its unit on one line."""
    return result.replace(" %", "\u00a0%").replace(" months", "\u00a0months").replace("CI ", "CI\u00a0")


def _band(page: Axes, down: float, tall: float, shaded: bool) -> None:
    from matplotlib.patches import Rectangle

    if shaded:
        page.add_patch(
            Rectangle(
                (style.MARGIN, down), style.WIDTH - 2 * style.MARGIN, tall, facecolor=ROW_TINT, zorder=0.2
            )
        )


def _say(page: Axes, text: Sequence[Sequence[str]], down: float) -> None:
    middle = down + _PAD + style.LEADING / 2
    for part, how in zip(text, ({"fontweight": "bold"}, {}, {}, {"color": FAINT}), strict=True):
        style.write(page, style.MARGIN + _PAD, middle, part, **how)
        middle += len(part) * style.LEADING


def _intervals(rows: Sequence[Row]) -> list[str]:
    """Name the kinds of interval that are drawn."""
    return list(dict.fromkeys(row.interval for row in rows if row.ratio is not None and row.low is not None))


def _estimate(page: Axes, row: Row, axis: LogAxis, middle: float, name_interval: bool) -> None:
    """Draw the point of a row with its interval, and write its ratio behind."""
    lines = [row.estimate]
    if row.ratio is not None and row.low is None:
        lines.append("no interval")
    elif row.ratio is not None and name_interval:
        lines.append(row.interval)
    start = middle - (len(lines) - 1) * style.LEADING / 2
    style.write(page, _RIGHT + 14, start, lines)
    if row.ratio is None:
        return
    if row.low is not None and row.high is not None:
        page.plot([axis.place(row.low), axis.place(row.high)], [middle, middle], color=INK, linewidth=1.8)
        for end, beyond, arrow in ((row.low, row.low < axis.low, "<"), (row.high, row.high > axis.high, ">")):
            page.plot(
                [axis.place(end)],
                [middle],
                marker=arrow if beyond else "|",
                markersize=9,
                color=INK,
                markeredgewidth=1.8 if not beyond else 0,
            )
    page.plot(
        [axis.place(row.ratio)],
        [middle],
        marker="o" if row.low is None else "s",
        markersize=8.5,
        markerfacecolor=GROUND if row.low is None else INK,
        markeredgecolor=INK,
        markeredgewidth=1.8,
    )


def _scale(
    page: Axes,
    axis: LogAxis,
    kind: str,
    sides: tuple[Sequence[str], Sequence[str]],
    top: float,
    bottom: float,
) -> None:
    """Draw the axis below the rows, the line of no difference through them, and what its sides mean."""
    null = axis.place(1)
    for tick in axis.ticks():
        across = axis.place(tick)
        page.plot([across, across], [top, bottom], color=LINE, linewidth=0.8, zorder=0.5)
        page.plot([across, across], [bottom, bottom + 5], color=INK, linewidth=0.8)
        style.write(
            page, across, bottom + 15, f"{tick:g}", ha="center", fontweight="bold" if tick == 1 else "normal"
        )
    page.plot([_LEFT, _RIGHT], [bottom, bottom], color=INK, linewidth=0.8)
    page.plot([null, null], [top, bottom + 5], color=INK, linewidth=1.4)
    page.plot(
        [null, null],
        [bottom + 26, bottom + 26 + style.LEADING * max(map(len, sides))],
        color=LINE,
        linewidth=0.8,
    )
    style.write(page, null, top - style.LEADING / 2, "1: no difference", ha="center", color=FAINT)
    style.write(page, style.MARGIN + _PAD, bottom + 15, f"{kind.capitalize()}, log axis", color=FAINT)
    for lines, across, how in ((sides[0], null - 8, "right"), (sides[1], null + 8, "left")):
        style.write(page, across, bottom + 26 + style.LEADING / 2, lines, ha=how)


def _pairs(rows: Sequence[Row]) -> list[tuple[str, str]]:
    return [row.arms for row in rows if row.ratio is not None]


def _sides(rows: Sequence[Row], side: Side, null: float) -> tuple[Sequence[str], Sequence[str]]:
    """Say which side of 1 favours which arm; by name if all rows compare the same two."""
    pairs = set(_pairs(rows))
    first, second = pairs.pop() if len(pairs) == 1 else ("the first-named arm", "the second-named arm")
    left, right = (first, second) if side == "below" else (second, first)
    return ("← favours", *style.wrap(left, null - 40)), (
        "favours →",
        *style.wrap(right, style.WIDTH - 24 - null),
    )


def _notes(rows: Sequence[Row], axis: LogAxis, everyone: str) -> list[str]:
    """Say how to read what is drawn, and only what is drawn."""
    drawn = [row for row in rows if row.ratio is not None]
    kinds = _intervals(rows)
    notes = [f"All rows: {everyone}."] if everyone else []
    if kinds:
        notes.append(f"Square and bar: ratio and {kinds[0] if len(kinds) == 1 else 'interval'}.")
    if any(row.low is None for row in drawn):
        notes.append("Open circle: a ratio whose interval is not reported.")
    if any(
        row.low is not None and row.high is not None and (row.low < axis.low or row.high > axis.high)
        for row in drawn
    ):
        notes.append("Arrow: the interval goes on beyond the axis.")
    return notes


def _alt(rows: Sequence[Row], side: Side, named: bool) -> str:
    first, second = _pairs(rows)[0] if named else ("the first-named arm", "the second-named arm")
    low, high = (first, second) if side == "below" else (second, first)
    reading = f"Below 1 favours {low}; above 1 favours {high}."
    return f"{len(rows)} result{'s' if len(rows) != 1 else ''}. {reading} " + " ".join(
        row.spoken for row in rows
    )
