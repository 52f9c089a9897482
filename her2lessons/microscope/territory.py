"""Who owns each pixel: cells packed like soap bubbles, with the distance to the border of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from her2lessons.microscope.texture import Numbers, Plane, pixel_places, smooth, stream
from her2lessons.microscope.tissue import IN_SITU, INVASIVE, NORMAL_DUCT, Tissue

_BLOCK, _BAND, _CANDIDATES = 8, 32, 6

Labels = np.ndarray[tuple[int, ...], np.dtype[np.int32]]


@dataclass(frozen=True, eq=False)
class Territory:
    """For each pixel the cell it belongs to, and where in that cell it lies. Lengths are in pixels."""

    owner: Labels
    """The index of the nearest cell."""
    dx: Plane
    """To the right of that cell's centre."""
    dy: Plane
    """Below that cell's centre."""
    edge: Plane
    """How far inside the cell's border; below 0 outside every cell with a body."""


def reach(tissue: Tissue) -> Numbers:
    """Return how far each cell's body reaches where no neighbour stops it; stroma cells have none to see."""
    scale = np.array([1.2, 1.2, 1.15, 0.85, 0.0])[tissue.kind]
    return scale * tissue.radius


def territory(seed: int, tissue: Tissue) -> Territory:
    """Divide a field among its cells.

    Borders lie where the power distance to two cells is the same, so that larger cells take more room; a
    smooth displacement of the pixels bends them.
    """
    size, side = tissue.size, -(-tissue.size // _BLOCK) * _BLOCK
    draws = stream("borders", seed, size)
    across, down = pixel_places(side)
    shift = np.float32(0.055 * tissue.spacing)
    # One axis for rows of blocks, one for the rows in a block, one for columns.
    shape = side // _BLOCK, _BLOCK, side
    px = (across + shift * smooth(draws, side, 0.75 * tissue.spacing)).reshape(shape)
    py = (down + shift * smooth(draws, side, 0.75 * tissue.spacing)).reshape(shape)
    owner, rival, power, next_power = _two_nearest(tissue, px, py)
    x, y = tissue.x.astype(np.float32), tissue.y.astype(np.float32)
    home_x, home_y = x[owner], y[owner]
    dx, dy = px - home_x, py - home_y
    apart = np.maximum(np.hypot(home_x - x[rival], home_y - y[rival]), 1)
    free = reach(tissue).astype(np.float32)[owner] - np.sqrt(dx * dx + dy * dy)
    edge = np.minimum((next_power - power) / (2 * apart), free)
    parts = (np.asarray(plane).reshape(side, side)[:size, :size] for plane in (dx, dy, edge))
    return Territory(owner.reshape(side, side)[:size, :size], *parts)


def _two_nearest(tissue: Tissue, px: Plane, py: Plane) -> tuple[Labels, Labels, Plane, Plane]:
    """Return the nearest and the second nearest cell of each pixel, and the power distance to each."""
    candidates = _candidates(tissue)
    x, y, squares = (array.astype(np.float32) for array in (tissue.x, tissue.y, tissue.radius**2))
    first = np.full(px.shape, np.inf, dtype=np.float32)
    second, owner = first.copy(), np.zeros(px.shape, dtype=np.int32)
    rival = owner.copy()
    for place in range(candidates.shape[2]):
        # What a block has is the same for all its pixels, so it is looked up once a block.
        label = np.repeat(candidates[..., place], _BLOCK, axis=1)[:, None, :]
        power = (px - x[label]) ** 2
        power += (py - y[label]) ** 2
        power -= squares[label]
        nearer = power < first
        # What is no longer nearest is second, unless the second was nearer still.
        loser, loser_power = np.where(nearer, owner, label), np.maximum(first, power)
        beaten = loser_power < second
        np.copyto(second, loser_power, where=beaten)
        np.copyto(rival, loser, where=beaten)
        np.copyto(first, power, where=nearer)
        np.copyto(owner, label, where=nearer)
    return owner, rival, first, second


def _candidates(tissue: Tissue) -> Labels:
    """Return for each block of pixels the few cells that its pixels can belong to."""
    blocks = -(-tissue.size // _BLOCK)
    middle = (np.arange(blocks) + 0.5) * _BLOCK
    kept = min(_CANDIDATES, tissue.x.size)
    found = np.zeros((blocks, blocks, kept), dtype=np.int32)
    far = 3.2 * tissue.spacing
    for start in range(0, blocks, _BAND // _BLOCK):
        rows = middle[start : start + _BAND // _BLOCK]
        near = np.flatnonzero((tissue.y > rows[0] - far) & (tissue.y < rows[-1] + far))
        if near.size < kept:
            near = np.argsort(np.abs(tissue.y - rows.mean()), kind="stable")[:kept]
        power = (middle[:, None] - tissue.x[near]) ** 2 - tissue.radius[near] ** 2
        every = power[None, :, :] + (rows[:, None, None] - tissue.y[near]) ** 2
        best = np.argpartition(every, kept - 1, axis=2)[..., :kept]
        found[start : start + rows.size] = near[best]
    return found


def outlines(tissue: Tissue, corners: int = 14) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return a coarse outline of each cell: x and y of each corner, in pixels."""
    angle = np.arange(corners) * 2 * np.pi / corners
    towards = np.stack([np.cos(angle), np.sin(angle)])
    bodies = np.isin(tissue.kind, (INVASIVE, IN_SITU, NORMAL_DUCT))
    limit = np.where(bodies, reach(tissue), np.maximum(reach(tissue), tissue.nucleus_long))
    length = np.repeat(limit[:, None], corners, axis=1)
    for start in range(0, tissue.x.size, 256):
        band = slice(start, start + 256)
        length[band] = np.minimum(length[band], _to_neighbours(tissue, band, towards))
    places = np.stack([tissue.x, tissue.y], axis=1)[:, None, :] + length[..., None] * towards.T[None, :, :]
    return np.asarray(np.clip(places, 0, tissue.size))


def _to_neighbours(tissue: Tissue, band: slice, towards: Numbers) -> Numbers:
    """Return how far the border with the nearest neighbour lies in each direction."""
    dx, dy = tissue.x - tissue.x[band, None], tissue.y - tissue.y[band, None]
    squares = dx**2 + dy**2
    nearest = np.argpartition(squares, 10, axis=1)[:, :11]
    take = np.arange(nearest.shape[0])[:, None], nearest
    along = dx[take][..., None] * towards[0] + dy[take][..., None] * towards[1]
    power = squares[take] + tissue.radius[band, None] ** 2 - tissue.radius[nearest] ** 2
    distance = np.full(along.shape, np.inf)
    # A cell is among its own nearest; it lies in no direction and so stops nothing.
    np.divide(power[..., None], 2 * along, out=distance, where=along > 1e-9)
    return np.asarray(np.maximum(distance.min(axis=1), 1.0))
