"""Flow of patients: who came in, who was left out and why, and into which groups the others went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Integral
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from her2lessons.figures import given, style
from her2lessons.figures.palette import FAINT, GROUND, INK, ROW_TINT
from her2lessons.figures.shown import Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLUMNS = 3
"""Groups that stand side by side at most."""
_WIDEST = 440
"""Pixels of the widest box that stands alone."""
_GAP = 20
"""Pixels between two groups side by side."""
_PAD = 10
"""Pixels between words and the edge of their box."""
_STEM, _INDENT = 18, 40
"""Pixels from the left edge of a column to its line, and to the box of those left out."""
_DROP = 26
"""Pixels of line between two boxes."""


@dataclass(frozen=True, slots=True)
class FlowGroup:
    """Some patients, and what became of them: left out for a reason, or in one of the groups that follow.

    The numbers must add up: those left out and those in the groups that follow are all there were. A group in
    which nobody is left out and that nothing follows is an end.
    """

    what: str
    """Who they are, such as "Randomised"."""
    n: int
    """How many."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Reasons for leaving patients out, each with how many."""
    then: tuple[FlowGroup, ...] = ()
    """The groups into which the others go, one to three."""

    def __post_init__(self) -> None:
        if not isinstance(self.what, str) or not self.what.strip():
            raise ValueError(f"A group is called {self.what!r}. Say in words who they are.")
        _people(self.n, f"{self.what!r}")
        if not isinstance(self.left_out, Mapping):
            raise ValueError(
                f"left_out of {self.what!r} is a {type(self.left_out).__name__}. "
                'Give reasons with numbers, such as {"no tissue left": 4}.'
            )
        for reason, count in self.left_out.items():
            if not isinstance(reason, str) or not reason.strip():
                raise ValueError(f"{self.what!r} leaves patients out for {reason!r}. Give a reason in words.")
            _people(count, f"{reason!r} under {self.what!r}")
        if not isinstance(self.then, tuple) or not all(isinstance(group, FlowGroup) for group in self.then):
            raise ValueError(
                f"then of {self.what!r} is {self.then!r}. Give a tuple, such as (FlowGroup('Analysed', 90),)."
            )
        if len(self.then) > _COLUMNS:
            raise ValueError(
                f"{self.what!r} splits into {len(self.then)} groups; {_COLUMNS} fit side by side. "
                "Join some, or draw them apart."
            )
        self._add_up()
        # A mapping that somebody holds on to could change under a finished group.
        object.__setattr__(self, "left_out", MappingProxyType(dict(self.left_out)))

    def _add_up(self) -> None:
        if not self.left_out and not self.then:
            return
        out, on = sum(self.left_out.values()), sum(group.n for group in self.then)
        if out + on != self.n:
            raise ValueError(
                f"{self.what!r} has {self.n:,} patients, but {out:,} are left out and {on:,} go on, which "
                f"makes {out + on:,}. Mend the numbers so that nobody is lost."
            )

    @property
    def width(self) -> int:
        """How many groups stand side by side below, at the widest."""
        return max(1, sum(group.width for group in self.then))


def _people(count: Any, name: str) -> None:
    if isinstance(count, bool) or not isinstance(count, Integral) or count < 0:
        raise ValueError(f"The number of {name} is {count!r}. Give a whole number of patients, 0 or more.")
    given.check_size(count, f"The number of {name}")


def flow(start: FlowGroup, *, title: str, of: str = "patients") -> Picture:
    """Draw the flow of patients from box to box.

    Parameters
    ----------
    start : FlowGroup
        The first box; what follows hangs on it.
    title : str
        What stands above.
    of : str
        What is counted, in the plural.

    Returns
    -------
    Picture
        A box for each group, and beside the line below it a dashed box with those left out. The alternative
        text says every number.

    Raises
    ------
    ValueError
        If ``start`` is no FlowGroup, or more than three groups would stand side by side. A FlowGroup itself
        refuses numbers that do not add up.
    """
    if not isinstance(start, FlowGroup):
        raise ValueError(
            f"flow draws a FlowGroup, not a {type(start).__name__}. Give the first box as FlowGroup(...)."
        )
    if start.width > _COLUMNS:
        raise ValueError(
            f"{start.width} groups would stand side by side; {_COLUMNS} fit. Draw a part of the flow."
        )
    given.text(title, "title")
    given.text(of, "of")
    columns = start.width
    column = min((style.WIDTH - 2 * style.MARGIN - _GAP * (columns - 1)) / columns, _WIDEST)
    top = style.MARGIN + style.title_height(title) + 14
    height = round(top + _height(start, column) + style.MARGIN)
    with style.applied():
        canvas = style.figure(height)
        style.put_title(canvas, title)
        _draw(style.page(canvas), start, style.MARGIN, top, column)
        svg = style.to_svg(canvas)
    return Picture(svg, title, f"Flow of {start.n:,} {of}. {' '.join(_spoken(start))}")


def _lines(group: FlowGroup, width: float) -> tuple[tuple[str, ...], str]:
    return style.wrap(group.what, width - 2 * _PAD, bold=True), f"n = {group.n:,}"


def _out(group: FlowGroup, width: float) -> list[str]:
    """Return the words of the box of those left out."""
    room = width - _INDENT - 2 * _PAD
    total = sum(group.left_out.values())
    said = [f"Left out: {total:,}", *(f"{reason}: {count:,}" for reason, count in group.left_out.items())]
    return [line for words in said for line in style.wrap(words, room)]


def _box_height(lines: int) -> float:
    return lines * style.LEADING + 2 * _PAD


def _own_height(group: FlowGroup, width: float) -> float:
    """Return the height of a box with the line below it and those left out beside the line."""
    what, _ = _lines(group, width)
    tall = _box_height(len(what) + 1)
    if group.left_out:
        tall += 14 + _box_height(len(_out(group, width)))
    return tall


def _height(group: FlowGroup, column: float) -> float:
    below = max((_height(other, column) for other in group.then), default=0)
    return _own_height(group, _span(group, column)) + (_DROP + below if group.then else 0)


def _span(group: FlowGroup, column: float) -> float:
    """Return how wide a group is with all that hangs on it."""
    return group.width * column + (group.width - 1) * _GAP


def _draw(page: Axes, group: FlowGroup, left: float, top: float, column: float) -> None:
    """Draw a box, those left out of it, and all that follows."""
    width = _span(group, column)
    what, number = _lines(group, width)
    tall = _box_height(len(what) + 1)
    _box(page, left, top, width, tall, ROW_TINT, "-")
    style.write(page, left + _PAD, top + _PAD + style.LEADING / 2, what, fontweight="bold")
    style.write(page, left + _PAD, top + _PAD + style.LEADING * (len(what) + 0.5), number)
    stem = left + _STEM
    bottom = top + _own_height(group, width)
    if group.left_out:
        lines = _out(group, width)
        start = top + tall + 14
        height = _box_height(len(lines))
        middle = start + height / 2
        _box(page, left + _INDENT, start, width - _INDENT, height, GROUND, "--")
        style.write(page, left + _INDENT + _PAD, start + _PAD + style.LEADING / 2, lines)
        _arrow(page, [(stem, middle), (left + _INDENT, middle)])
        page.plot([stem, stem], [top + tall, bottom if group.then else middle], color=INK, linewidth=1.2)
    across = left
    for other in group.then:
        into = (across + _STEM, bottom + _DROP)
        # The box itself reaches over all its columns; beside those left out there is but the one line.
        bend = [(stem, bottom), (stem, bottom + _DROP / 2), (into[0], bottom + _DROP / 2)]
        _arrow(page, [*bend, into] if group.left_out else [(into[0], bottom), into])
        _draw(page, other, across, bottom + _DROP, column)
        across += _span(other, column) + _GAP


def _box(page: Axes, left: float, top: float, width: float, height: float, ground: str, edge: str) -> None:
    from matplotlib.patches import Rectangle

    page.add_patch(
        Rectangle(
            (left, top),
            width,
            height,
            facecolor=ground,
            edgecolor=INK if edge == "-" else FAINT,
            linewidth=1.2,
            linestyle=edge,
        )
    )


def _arrow(page: Axes, points: list[tuple[float, float]]) -> None:
    """Draw a line through points with a head at its end."""
    page.plot(*zip(*points, strict=True), color=INK, linewidth=1.2)
    (x, y), (before, _) = points[-1], points[-2]
    across = x != before
    page.plot(
        [x - 4 if across else x],
        [y if across else y - 4],
        marker=">" if across else "v",
        markersize=8,
        color=INK,
        markeredgewidth=0,
    )


def _spoken(group: FlowGroup) -> list[str]:
    """Say what became of a group and of those that follow, one sentence each."""
    parts = []
    if group.left_out:
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in group.left_out.items())
        parts.append(f"left out {sum(group.left_out.values()):,} ({reasons})")
    if group.then:
        parts.append("then " + " and ".join(f"{other.what} {other.n:,}" for other in group.then))
    said = [f"{group.what} {group.n:,}{': ' if parts else ''}{'; '.join(parts)}."]
    return said + [
        sentence for other in group.then if other.left_out or other.then for sentence in _spoken(other)
    ]
