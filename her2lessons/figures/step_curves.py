"""How step curves are drawn: bands, names at their ends, and the number at risk under the axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from her2lessons.figures import given, style
from her2lessons.figures.curve_names import MARK, names_at_ends, numbers_at_risk, room_at_risk
from her2lessons.figures.curve_values import Curve
from her2lessons.figures.palette import FAINT, GROUND, INK, Line, line_looks
from her2lessons.figures.shown import Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PLOT, _BELOW = 320, 52
"""Pixels for the plot, and for the axis with its name below it."""
_NAMES = 132
"""Pixels that a name may take before it is broken into lines."""
_GAP = 16
"""Pixels between the plot and the names beside it."""
_STEPS = {"years": (1, 2, 5, 10, 20), "months": (3, 6, 12, 24, 60, 120)}
"""Distances of ticks that a reader counts in easily."""
MONTHS_IN = {"years": 12.0, "months": 1.0}


def draw(
    curves: Mapping[str, Curve],
    *,
    title: str,
    end: str,
    unit: str,
    since: str,
    last: float,
    band: str,
    together: bool = False,
) -> Picture:
    """Draw the curves from month 0 to the month ``last``, the axis of the shares from 0 to 1.

    With ``together`` all curves follow the same people, whose number at risk is written once.
    """
    for words, name in ((title, "title"), (end, "end"), (since, "since"), (band, "band")):
        given.text(words, name)
    looks = line_looks(list(curves))
    names = {label: style.wrap(label, _NAMES) for label in curves}
    ticks = _ticks(last, unit)
    risk = any(curve.at_risk is not None for curve in curves.values())
    beside, tall = room_at_risk(curves, names, together) if risk else (0.0, 0.0)
    top = style.MARGIN + style.title_height(title) + 14
    under = top + _PLOT + _BELOW
    height = round(under + tall + 26 + style.MARGIN)
    widest = max(style.text_width(line) for lines in names.values() for line in lines)
    left = style.MARGIN + max(66, round(beside) + 12)
    right = style.WIDTH - style.MARGIN - round(widest) - MARK - _GAP
    with style.applied():
        canvas = style.figure(height)
        style.put_title(canvas, title)
        axes = canvas.add_axes(
            (
                left / style.WIDTH,
                1 - (top + _PLOT) / height,
                (right - left) / style.WIDTH,
                _PLOT / height,
            )
        )
        _plot(axes, curves, looks, ticks, last, unit)
        axes.set_xlabel(f"{unit.capitalize()} since {since}")
        page = style.page(canvas)
        page.text(
            left - 44, top + _PLOT / 2, _sentence(end), rotation=90, ha="center", va="center", color=INK
        )
        ends = {label: top + _PLOT * (1 - curve.value[curve.at(last)]) for label, curve in curves.items()}
        begin = {
            label: left + (right - left) * min(curve.months[-1], last) / last
            for label, curve in curves.items()
        }
        names_at_ends(page, names, looks, ends, begin, right + _GAP, (top, top + _PLOT))
        if risk:
            places = [left + (right - left) * tick / last for tick in ticks]
            numbers_at_risk(page, curves, names, looks, ticks, places, under, together)
        style.write(page, style.MARGIN, under + tall + 12, f"Shaded: {band}.", color=FAINT)
        svg = style.to_svg(canvas)
    return Picture(svg, title, _alt(curves, ticks, end, (unit, since), band, together))


def _ticks(last: float, unit: str) -> list[float]:
    """Return the months with a tick: at most seven, as far apart as a reader counts easily."""
    for step in _STEPS[unit]:
        months = step * MONTHS_IN[unit]
        if last / months <= 6:
            break
    return [place * months for place in range(int(last / months) + 1)]


def _plot(
    axes: Axes,
    curves: Mapping[str, Curve],
    looks: Mapping[str, Line],
    ticks: Sequence[float],
    last: float,
    unit: str,
) -> None:
    """Draw bands first and lines over them, with a marker at every tick the curve reaches."""
    axes.set_xlim(0, last)
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.2, 0.4, 0.6, 0.8, 1], ["0", "0.2", "0.4", "0.6", "0.8", "1"])
    axes.set_xticks(ticks, [f"{tick / MONTHS_IN[unit]:g}" for tick in ticks])
    axes.grid(axis="y", linewidth=0.8)
    axes.set_axisbelow(True)
    for label, curve in curves.items():
        stop = min(curve.months[-1], last)
        shown = curve.until(last)
        months = [*shown.months, stop]
        low, high = ([*values, values[-1]] for values in (shown.low, shown.high))
        axes.fill_between(months, low, high, step="post", color=looks[label].colour, alpha=0.15, linewidth=0)
    for label, curve in curves.items():
        look = looks[label]
        shown = curve.until(last)
        axes.plot(
            [*shown.months, min(curve.months[-1], last)],
            [*shown.value, shown.value[-1]],
            drawstyle="steps-post",
            color=look.colour,
            linewidth=2.2,
            linestyle=(0, tuple(dash / 2.2 for dash in look.dashes)) if look.dashes else "-",
            clip_on=False,
        )
        reached = [tick for tick in ticks[1:] if tick <= curve.months[-1]]
        axes.plot(
            reached,
            [curve.value[curve.at(tick)] for tick in reached],
            linestyle="none",
            marker=look.marker,
            markersize=look.size,
            color=look.colour,
            markeredgecolor=GROUND,
            markeredgewidth=0.8,
            clip_on=False,
        )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _alt(
    curves: Mapping[str, Curve],
    ticks: Sequence[float],
    end: str,
    counted: tuple[str, str],
    band: str,
    together: bool,
) -> str:
    unit, since = counted
    when = ", ".join(f"{tick / MONTHS_IN[unit]:g}" for tick in ticks)
    parts = [f"{_sentence(end)}, as a share from 0 to 1, at {when} {unit} since {since}."]
    for label, curve in curves.items():
        reached = [tick for tick in ticks if tick <= curve.months[-1]]
        values = ", ".join(f"{curve.value[curve.at(tick)]:.2f}" for tick in reached)
        last = curve.at(reached[-1])
        said = (
            f"{label}: {values}; {band} at {reached[-1] / MONTHS_IN[unit]:g} {unit} "
            f"{curve.low[last]:.2f} to {curve.high[last]:.2f}"
        )
        if curve.at_risk is not None and not together:
            said += f"; at risk {_at_risk(curve, reached)}"
        parts.append(f"{said}.")
    if together:
        curve = next(iter(curves.values()))
        parts.append(f"At risk {_at_risk(curve, [tick for tick in ticks if tick <= curve.months[-1]])}.")
    return " ".join(parts)


def _at_risk(curve: Curve, ticks: Sequence[float]) -> str:
    return ", ".join(f"{curve.risk_at(tick):,}" for tick in ticks)
