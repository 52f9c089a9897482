"""What stands beside curves: their names at their ends, and the number at risk under the axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from her2lessons.figures import style
from her2lessons.figures.curve_values import Curve
from her2lessons.figures.palette import FAINT, GROUND, LINE, Line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARK = 30
"""Pixels for a sample of the line beside a name."""
_HEAD = "Number at risk"


def names_at_ends(
    page: Axes,
    names: Mapping[str, Sequence[str]],
    looks: Mapping[str, Line],
    ends: Mapping[str, float],
    begin: Mapping[str, float],
    across: float,
    room: tuple[float, float],
) -> None:
    """Write each name where its curve ends, moved apart where curves end close together."""
    order = sorted(names, key=lambda label: ends[label])
    tall = [len(names[label]) * style.LEADING for label in order]
    middles = spread([ends[label] for label in order], tall, *room)
    for label, middle, size in zip(order, middles, tall, strict=True):
        page.plot(
            [begin[label] + 3, across - 5],
            [ends[label], middle],
            color=FAINT,
            linewidth=0.8,
            linestyle=(0, (1.5, 2)),
        )
        sample(page, looks[label], across, middle)
        style.write(page, across + MARK, middle - (size - style.LEADING) / 2, names[label])


def spread(wanted: Sequence[float], sizes: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return middles near the wanted ones, in their order, so that no two things overlap.

    Parameters
    ----------
    wanted : sequence of float
        Where the middles would best be, from top to bottom, in pixels.
    sizes : sequence of float
        How tall each thing is.
    top, bottom : float
        Where the middles may be; if all need more room, they pass the top.
    """
    placed: list[float] = []
    for place, (middle, size) in enumerate(zip(wanted, sizes, strict=True)):
        least = placed[-1] + (sizes[place - 1] + size) / 2 if placed else top
        placed.append(max(middle, least))
    limit = bottom
    for place in range(len(placed) - 1, -1, -1):
        placed[place] = min(placed[place], limit)
        if place:
            limit = placed[place] - (sizes[place - 1] + sizes[place]) / 2
    return placed


def sample(page: Axes, look: Line, across: float, middle: float) -> None:
    """Draw a short piece of a line with its marker, for the eye to match."""
    page.plot(
        [across, across + MARK - 6],
        [middle, middle],
        color=look.colour,
        linewidth=2.2,
        linestyle=(0, tuple(dash / 2.2 for dash in look.dashes)) if look.dashes else "-",
    )
    page.plot(
        [across + (MARK - 6) / 2],
        [middle],
        marker=look.marker,
        markersize=look.size,
        color=look.colour,
        markeredgecolor=GROUND,
        markeredgewidth=0.8,
    )


def same_people(curves: Mapping[str, Curve]) -> bool:
    """Say whether several curves follow the same people, as those of competing causes do."""
    return len(curves) > 1 and len({(curve.months, curve.at_risk) for curve in curves.values()}) == 1


def room_at_risk(
    curves: Mapping[str, Curve], names: Mapping[str, Sequence[str]], together: bool
) -> tuple[float, float]:
    """Return the width of what stands before the numbers at risk, and the height of all rows."""
    number = max(style.text_width(f"{curve.risk_at(0) or 0:,}") / 2 for curve in curves.values())
    if together:
        return style.text_width(_HEAD) + number, style.LEADING + 8
    widest = MARK + max(style.text_width(line) for lines in names.values() for line in lines)
    rows = sum(len(lines) * style.LEADING + 5 for lines in names.values())
    return widest + number, style.LEADING + 8 + rows


def numbers_at_risk(
    page: Axes,
    curves: Mapping[str, Curve],
    names: Mapping[str, Sequence[str]],
    looks: Mapping[str, Line],
    ticks: Sequence[float],
    places: Sequence[float],
    down: float,
    together: bool,
) -> None:
    """Write a row a curve, each number under its tick; one row for all where they follow the same people."""
    page.plot([style.MARGIN, style.WIDTH - style.MARGIN], [down, down], color=LINE, linewidth=0.8)
    style.write(page, style.MARGIN, down + 14, _HEAD, color=FAINT)
    if together:
        _row(page, next(iter(curves.values())), ticks, places, down + 14)
        return
    down += style.LEADING + 8
    for label, curve in curves.items():
        size = len(names[label]) * style.LEADING
        sample(page, looks[label], style.MARGIN, down + size / 2)
        style.write(page, style.MARGIN + MARK, down + style.LEADING / 2, names[label])
        _row(page, curve, ticks, places, down + style.LEADING / 2)
        down += size + 5


def _row(page: Axes, curve: Curve, ticks: Sequence[float], places: Sequence[float], middle: float) -> None:
    for tick, place in zip(ticks, places, strict=True):
        number = curve.risk_at(tick)
        style.write(page, place, middle, "–" if number is None else f"{number:,}", ha="center")
