"""Ducts in a field: a normal one, the negative control, and one filled by cancer that has not broken out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from her2lessons.microscope.texture import Numbers

DuctKind = Literal["normal duct", "in situ"]

# Sizes are in spacings: the usual distance between the centres of two tumour cells.
_RADIUS: dict[DuctKind, float] = {"normal duct": 2.0, "in situ": 2.9}
_HALO = 0.75

ROOMY = 16
"""Spacings across a field from which on ducts lie wholly inside it."""


@dataclass(frozen=True)
class Duct:
    """An oval duct; its cells lie within `long` and `short`, half its axes."""

    kind: DuctKind
    x: float
    y: float
    long: float
    short: float
    turn: float
    """The angle of the long axis, in radians."""
    holes: tuple[tuple[float, float, float], ...]
    """Open spaces inside it: x, y and radius in parts of the oval, whose rim lies at 1."""

    def oval(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """Return places in parts of the oval, so that the rim is the circle of radius 1."""
        dx, dy = x - self.x, y - self.y
        along = (dx * np.cos(self.turn) + dy * np.sin(self.turn)) / self.long
        across = (dy * np.cos(self.turn) - dx * np.sin(self.turn)) / self.short
        return along, across

    def place(self, along: Numbers, across: Numbers) -> tuple[Numbers, Numbers]:
        """Return the pixels of places given in parts of the oval."""
        dx, dy = along * self.long, across * self.short
        x = self.x + dx * np.cos(self.turn) - dy * np.sin(self.turn)
        y = self.y + dx * np.sin(self.turn) + dy * np.cos(self.turn)
        return x, y

    def distance(self, x: Numbers, y: Numbers) -> Numbers:
        """Return about how many pixels places lie outside the rim; below 0 inside."""
        return (np.hypot(*self.oval(x, y)) - 1.0) * self.short


@dataclass(frozen=True)
class DuctCells:
    """Cells of a duct: their places, and which of two layers each belongs to."""

    x: Numbers
    y: Numbers
    rim: np.ndarray[tuple[int], np.dtype[np.bool_]]
    """True for the flat cells of the outer layer."""
    turn: Numbers
    """The direction of the long axis of each nucleus, in radians."""


def ducts(draws: np.random.Generator, size: int, spacing: float) -> tuple[Duct, ...]:
    """Choose where ducts lie: always a normal one, and in most fields one with in-situ cancer.

    In a field that holds few cells they lie across its edge, so that the tumour keeps its room.
    """
    # Not in the lower left corner, which the control strip covers.
    corners = draws.permutation([0, 1, 3])
    crowded = size / spacing < ROOMY
    found = [_duct(draws, "normal duct", int(corners[0]), size, spacing, crowded)]
    # Drawn in every case, so that leaving the second duct out moves nothing else.
    second = _duct(draws, "in situ", int(corners[1]), size, spacing, crowded)
    if draws.random() < 0.8 and size / spacing > 8:
        found.append(second)
    return tuple(found)


def _duct(
    draws: np.random.Generator, kind: DuctKind, corner: int, size: int, spacing: float, crowded: bool
) -> Duct:
    radius = _RADIUS[kind] * spacing
    tiny = size / spacing < 9
    inset = (0.1 if tiny else 0.4 if crowded else 1.25) * radius + draws.uniform(0, 0.3) * radius
    slide = draws.uniform(0.6, 1.2) if crowded else draws.uniform(1.0, 2.6)
    near = (inset, inset * slide) if draws.random() < 0.5 else (inset * slide, inset)
    x = near[0] if corner % 2 == 0 else size - near[0]
    y = near[1] if corner < 2 else size - near[1]
    stretch = draws.uniform(1.0, 1.3)
    holes: tuple[tuple[float, float, float], ...] = ((0.0, 0.0, 0.36),)
    if kind == "in situ":
        angles = draws.uniform(0, 2 * np.pi) + np.arange(3) * 2.1
        holes = tuple(
            (0.47 * np.cos(angle), 0.47 * np.sin(angle), draws.uniform(0.06, 0.14)) for angle in angles
        )
    return Duct(kind, x, y, radius * stretch, radius / stretch**0.5, draws.uniform(0, np.pi), holes)


def duct_cells(draws: np.random.Generator, duct: Duct, spacing: float) -> DuctCells:
    """Place the cells of a duct: a rim of flat cells, and inside a single layer or a packed mass."""
    rim_along, rim_across = _ring(draws, 0.98, _around(duct, 0.98, 0.95 * spacing))
    if duct.kind == "normal duct":
        along, across = _ring(draws, 0.68, _around(duct, 0.68, 0.62 * spacing))
    else:
        along, across = _packed(draws, duct, spacing)
    all_along, all_across = np.concatenate([rim_along, along]), np.concatenate([rim_across, across])
    x, y = duct.place(all_along, all_across)
    rim = np.arange(x.size) < rim_along.size
    # The direction towards the middle, in the image; rim nuclei lie along the wall, inner ones stand on it.
    inwards = np.arctan2(y - duct.y, x - duct.x)
    turn = np.where(rim, inwards + np.pi / 2, inwards + draws.normal(0, 0.25, x.size))
    return DuctCells(x, y, rim, turn)


def _around(duct: Duct, part: float, gap: float) -> int:
    """Count the cells that fit on a ring at this part of the oval with this gap between centres."""
    return max(5, int(np.pi * (duct.long + duct.short) * part / gap))


def _ring(draws: np.random.Generator, part: float, count: int) -> tuple[Numbers, Numbers]:
    angle = (np.arange(count) + draws.uniform(-0.14, 0.14, count)) * 2 * np.pi / count
    radius = part + draws.normal(0, 0.015, count)
    return radius * np.cos(angle), radius * np.sin(angle)


def _packed(draws: np.random.Generator, duct: Duct, spacing: float) -> tuple[Numbers, Numbers]:
    """Fill the oval inside its rim, leaving its holes open."""
    step = 0.84 * spacing
    rows = np.arange(-int(duct.long / step) - 2, int(duct.long / step) + 3)
    column, row = (grid.ravel().astype(np.float64) for grid in np.meshgrid(rows, rows))
    x = (column + 0.5 * (row % 2)) * step + draws.normal(0, 0.1 * step, column.size)
    y = row * step * np.sqrt(0.75) + draws.normal(0, 0.1 * step, row.size)
    along, across = x / duct.long, y / duct.short
    keep = np.hypot(along, across) < 1 - 0.58 * spacing / duct.short
    for hole_along, hole_across, radius in duct.holes:
        keep &= np.hypot(along - hole_along, across - hole_across) > radius + 0.2 * spacing / duct.short
    return along[keep], across[keep]


def halo(size: int, spacing: float) -> float:
    """Return how far, in pixels, a duct keeps tumour cells away from its rim; less where room is scarce."""
    return (_HALO if size / spacing >= ROOMY else 0.4 * _HALO) * spacing
