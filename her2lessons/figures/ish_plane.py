"""The five ISH groups as regions of a plane: HER2 copies across, ratio up."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from her2lessons.figures import style
from her2lessons.figures.palette import FAINT, GROUND, INK, RESULT_TINTS
from her2lessons.figures.shown import Picture
from her2lessons.guidelines.ish import COPIES_HIGH, COPIES_LOW, RATIO_POSITIVE, DualProbe

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WORDS = {"positive": "positive", "negative": "negative", "undecided": "needs IHC"}
_REACH_COPIES, _REACH_RATIO = 10.0, 4.0
"""How far the plane goes; a result further out is drawn as an arrowhead at its edge."""
_EDGE = 0.97
"""Where that edge is, as a share of the reach."""
_PLANE, _BELOW = 360, 74
"""Pixels for the plane, and for the axis and the notes below it."""


def ish_groups(
    points: Mapping[str, DualProbe | tuple[float, float]] | None = None, title: str = "The five ISH groups"
) -> Picture:
    """Draw where each dual-probe group lies, and results in it.

    Parameters
    ----------
    points : mapping, optional
        Results to mark: a short name, and a ``DualProbe`` or a pair ``(ratio, her2_copies)``.
    title : str
        What stands above the plane.

    Returns
    -------
    Picture
        The chart; its alternative text gives the groups with their limits, and the group of every point.

    Raises
    ------
    ValueError
        If ``points`` is no mapping, or a ratio or a copy number is no number above 0.

    Notes
    -----
    Source of the groups: wolff2018.
    """
    probes = _probes(points)
    head = style.title_height(title)
    further = any(_arrow(probe) for probe in probes.values())
    note = "A result on a line belongs to the group above the line or to the right of it."
    height = 2 * style.MARGIN + head + 10 + _PLANE + _BELOW + (20 if further else 0)
    with style.applied():
        canvas = style.figure(height)
        style.put_title(canvas, title)
        left = style.MARGIN + 56
        axes = canvas.add_axes(
            (
                left / style.WIDTH,
                1 - (style.MARGIN + head + 10 + _PLANE) / height,
                (style.WIDTH - style.MARGIN - left) / style.WIDTH,
                _PLANE / height,
            )
        )
        _regions(axes)
        _mark(axes, probes)
        canvas.text(
            left / style.WIDTH,
            style.MARGIN / height,
            f"{note}\nAn arrowhead marks a result that lies further out." if further else note,
            color=FAINT,
            va="bottom",
            linespacing=1.4,
        )
        svg = style.to_svg(canvas)
    return Picture(svg, title, _alt(probes))


def _probes(points: Mapping[str, DualProbe | tuple[float, float]] | None) -> dict[str, DualProbe]:
    if points is None:
        return {}
    if not isinstance(points, Mapping):
        raise ValueError(
            f"ish_groups marks points by name, and {type(points).__name__} has no names. "
            'Give a mapping such as {"A": (2.4, 3.2)}, the ratio first and the copies second.'
        )
    probes = {}
    for name, point in points.items():
        if isinstance(point, DualProbe):
            probes[str(name)] = point
            continue
        try:
            ratio, copies = point
        except (TypeError, ValueError):
            raise ValueError(
                f"The point {name!r} is {point!r}. "
                "Give a pair such as (2.4, 3.2), the ratio first, or a DualProbe."
            ) from None
        probes[str(name)] = DualProbe(ratio=ratio, her2_copies=copies)
    return probes


def _regions(axes: Axes) -> None:
    """Fill and name the five regions, and draw the lines between them."""
    from matplotlib.patches import Rectangle

    above = ((0.0, COPIES_LOW), (COPIES_LOW, _REACH_COPIES))
    under = tuple(pairwise((0.0, COPIES_LOW, COPIES_HIGH, _REACH_COPIES)))
    for spans, low, high in ((above, RATIO_POSITIVE, _REACH_RATIO), (under, 0.0, RATIO_POSITIVE)):
        for start, end in spans:
            middle = (start + end) / 2
            probe = DualProbe(ratio=(low + high) / 2, her2_copies=middle)
            words = _WORDS[probe.alone]
            axes.add_patch(
                Rectangle(
                    (start, low),
                    end - start,
                    high - low,
                    facecolor=RESULT_TINTS[words],
                    edgecolor=INK,
                    linewidth=1.2,
                )
            )
            # At the top of its region a name stays clear of results that lie on the lines.
            axes.annotate(
                f"Group {probe.group}\n{words}",
                (middle, high),
                xytext=(0, -16),
                textcoords="offset points",
                ha="center",
                va="top",
                linespacing=1.4,
            )
    axes.set_xlim(0, _REACH_COPIES)
    axes.set_ylim(0, _REACH_RATIO)
    axes.set_yticks(range(int(_REACH_RATIO) + 1))
    axes.set_xlabel("HER2 copies per nucleus")
    axes.set_ylabel("Ratio HER2 / CEP17")


def _arrow(probe: DualProbe) -> str:
    """Return the arrowhead of a result that lies beyond the plane; empty for one that lies in it."""
    if probe.her2_copies > _REACH_COPIES:
        return ">"
    return "^" if probe.ratio > _REACH_RATIO else ""


def _mark(axes: Axes, probes: Mapping[str, DualProbe]) -> None:
    """Draw the results with their names, on the side that has room."""
    for name, probe in probes.items():
        across = min(probe.her2_copies, _EDGE * _REACH_COPIES if _arrow(probe) else _REACH_COPIES)
        up = min(probe.ratio, _EDGE * _REACH_RATIO if _arrow(probe) else _REACH_RATIO)
        to_the_left = across > 0.85 * _REACH_COPIES
        axes.plot(
            [across],
            [up],
            marker=_arrow(probe) or "o",
            markersize=12,
            markerfacecolor=INK,
            markeredgecolor=GROUND,
            markeredgewidth=1.5,
            clip_on=False,
        )
        axes.annotate(
            name,
            (across, up),
            xytext=(-13 if to_the_left else 13, 0),
            textcoords="offset points",
            ha="right" if to_the_left else "left",
            va="center",
            fontweight="bold",
            bbox={"boxstyle": "round,pad=0.2", "facecolor": GROUND, "edgecolor": INK, "linewidth": 0.8},
        )


def _alt(probes: Mapping[str, DualProbe]) -> str:
    ratio, low, high = RATIO_POSITIVE, COPIES_LOW, COPIES_HIGH
    groups = (
        "HER2 copies per nucleus run across, the ratio runs up. "
        f"At a ratio of {ratio} or more, group 1 has {low} copies or more and is positive; "
        "group 2 has fewer and needs IHC. "
        f"Below a ratio of {ratio}, group 3 has {high} copies or more and needs IHC; "
        f"group 4 has {low} to below {high} and needs IHC; group 5 has fewer than {low} and is negative."
    )
    marked = [
        f"{name}: ratio {probe.ratio:.4g}, {probe.her2_copies:.4g} copies, group {probe.group}"
        for name, probe in probes.items()
    ]
    return f"{groups} Marked: {'; '.join(marked)}." if marked else groups
