"""Where cells can lie: places about as far apart as cells are, and which of them are still free."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from her2lessons.microscope.ducts import ROOMY, Duct
from her2lessons.microscope.texture import Numbers, Plane, at, smooth

Flags = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True, eq=False)
class Part:
    """Cells of one sort."""

    x: Numbers
    y: Numbers
    kind: int
    radius: float
    flat: bool = False
    turn: Numbers | None = None


def lattice(draws: np.random.Generator, size: int, step: float, jitter: float) -> tuple[Numbers, Numbers]:
    """Return places about `step` apart that cover the field and a margin around it."""
    turn, reach = draws.uniform(0, np.pi / 3), int(size * 0.85 / step) + 3
    line = np.arange(-reach, reach + 1)
    column, row = (grid.ravel().astype(np.float64) for grid in np.meshgrid(line, line))
    u = (column + 0.5 * (row % 2)) * step + draws.normal(0, jitter * step, column.size)
    v = row * step * np.sqrt(0.75) + draws.normal(0, jitter * step, row.size)
    x = size / 2 + u * np.cos(turn) - v * np.sin(turn)
    y = size / 2 + u * np.sin(turn) + v * np.cos(turn)
    inside = (x > -step) & (x < size + step) & (y > -step) & (y < size + step)
    return x[inside], y[inside]


def free_of(
    x: Numbers, y: Numbers, found: tuple[Duct, ...], glass: Plane | None, spacing: float, gap: float
) -> Flags:
    """Tell which places lie outside every duct by `gap` pixels and well on the section."""
    free = np.ones(x.size, dtype=np.bool_)
    for duct in found:
        free &= duct.distance(x, y) > gap
    return free if glass is None else free & (at(glass, x, y) < -0.9 * spacing)


def nearest(x: Numbers, y: Numbers, other_x: Numbers, other_y: Numbers) -> Numbers:
    """Return the distance from each place to the nearest of the others, in bands to spare memory."""
    distance = np.full(x.size, np.inf)
    for start in range(0, x.size if other_x.size else 0, 512):
        band = slice(start, start + 512)
        squares = (x[band, None] - other_x) ** 2 + (y[band, None] - other_y) ** 2
        distance[band] = np.sqrt(squares.min(axis=1))
    return distance


def beyond_the_edge(draws: np.random.Generator, size: int, spacing: float) -> Plane | None:
    """In some fields, let the section end along one side."""
    luck, side, depth = draws.random(), int(draws.integers(4)), draws.uniform(0.2, 1.2) * spacing
    wave = smooth(draws, size, 9 * spacing) * (0.5 * spacing)
    if luck > 0.3 or size / spacing < ROOMY:
        return None
    line = np.arange(size, dtype=np.float32)
    ramp = (depth - line, depth - (size - 1 - line))[side % 2]
    return (ramp[None, :] if side < 2 else ramp[:, None]) + wave
