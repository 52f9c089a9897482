"""Scatter nuclei over a field so that those to be counted lie apart, within it, and clear of the control."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from her2lessons.microscope.fish_counts import Figures, Whole

Flags = npt.NDArray[np.bool_]

_REACH = {"overlapping": 1.85, "not a tumour cell": 1.15}
"""How far a kind reaches from its middle, in radii; for the others, `_USUAL`."""
_USUAL = 1.26
"""No tumour nucleus reaches farther than this: see the limits of length and bumps where shapes are drawn."""

_MARGIN = 3.0
"""Pixels between a nucleus and the edge of the field or the frame of the control."""

_TURNS, _PATIENCE = 600, 60


@dataclass(frozen=True)
class Frame:
    """A rectangle in the lower right corner where control cells are shown; pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def places(self, usual: float) -> list[tuple[float, float, float]]:
        """Return middle and radius of three control nuclei side by side, none larger than is usual."""
        third, height = (self.right - self.left) / 3, self.bottom - self.top
        radius = min(0.36 * min(third, height), 0.9 * usual)
        return [
            (self.left + (n + 0.5) * third, self.top + (0.46, 0.55, 0.48)[n] * height, radius)
            for n in range(3)
        ]


def control_frame(size: int) -> Frame:
    """Return where control cells are shown in a field of this size."""
    return Frame(0.62 * size, 0.855 * size, 0.985 * size, 0.985 * size)


@dataclass(frozen=True)
class Places:
    """Middles of nuclei, or of pairs, and the radius that let them fit; pixels."""

    x: Figures
    y: Figures
    radius: float


def scatter(
    kinds: list[str], radius: float, size: int, frame: Frame | None, draws: np.random.Generator
) -> Places:
    """Throw nuclei onto the field and push them apart until none touches another.

    Where they do not come apart in good time, all of them are made a little smaller and pushed again, so this
    always ends.
    """
    reach = np.array([_REACH.get(kind, _USUAL) for kind in kinds])
    at_edge = np.array([kind == "truncated" for kind in kinds])
    x, y = draws.uniform(0.1, 0.9, (2, len(kinds))) * size
    edge, inside = draws.integers(0, 3 if frame else 4, len(kinds)), draws.uniform(0.05, 0.45, len(kinds))
    for turn in range(_TURNS):
        x, y = _kept_in(x, y, reach * radius, size, at_edge, edge, inside * radius)
        if frame is not None:
            x, y = _clear_of(x, y, reach * radius, frame)
        right, down, worst = _push(x, y, reach * radius)
        if worst < 0.5:
            break
        x, y = x + right, y + down
        if turn % _PATIENCE == _PATIENCE - 1:
            radius *= 0.96
    return Places(x, y, radius)


def _push(x: Figures, y: Figures, reach: Figures) -> tuple[Figures, Figures, float]:
    """Return by how much each middle should move away from those it is too near to, and the worst overlap."""
    right, down = np.subtract.outer(x, x), np.subtract.outer(y, y)
    apart = np.hypot(right, down)
    np.fill_diagonal(apart, np.inf)
    overlap = np.maximum(reach[:, None] + reach[None, :] - apart, 0)
    # Two middles in one place are pushed nowhere; the next random push of a neighbour parts them.
    part = 0.55 * overlap / np.maximum(apart, 1e-6)
    return (part * right).sum(axis=1), (part * down).sum(axis=1), float(overlap.max(initial=0))


def _kept_in(
    x: Figures, y: Figures, reach: Figures, size: int, at_edge: Flags, edge: Whole, inside: Figures
) -> tuple[Figures, Figures]:
    """Keep nuclei whole within the field, except those that its edge cuts: their middle stays near it."""
    low, high = reach + _MARGIN, size - 1 - reach - _MARGIN
    whole_x, whole_y = np.clip(x, low, high), np.clip(y, low, high)
    for side, (line, place) in enumerate(
        (("x", inside), ("y", inside), ("x", size - 1 - inside), ("y", size - 1 - inside))
    ):
        cut = at_edge & (edge == side)
        if line == "x":
            whole_x = np.where(cut, place, whole_x)
        else:
            whole_y = np.where(cut, place, whole_y)
    return whole_x, whole_y


def _clear_of(x: Figures, y: Figures, reach: Figures, frame: Frame) -> tuple[Figures, Figures]:
    """Move nuclei out of the frame by the shorter way, to its left or above it."""
    right, down = x + reach + _MARGIN - frame.left, y + reach + _MARGIN - frame.top
    inside = (right > 0) & (down > 0)
    leftwards = inside & (right < down)
    return np.where(leftwards, x - right, x), np.where(inside & ~leftwards, y - down, y)
