"""The brown of a section: DAB along the membranes, as complete, as dark and as grainy as each cell has it.

A border between two cells is two membranes. Each cell draws its own just inside its border, so both keep
their own truth: between two stained cells the lines merge into one thick line, and beside a cell without
stain the line lies on the stained cell's side.
"""

from __future__ import annotations

import numpy as np

from her2lessons.microscope.patterns import FAINT, INCOMPLETE, INTENSE, Staining
from her2lessons.microscope.territory import Territory
from her2lessons.microscope.texture import Numbers, Plane, smooth, stream
from her2lessons.microscope.tissue import Tissue

DEPTH = 5.2
"""How far, in pixels at 20x, the staining of a membrane can be seen inside a cell."""

_BINS = 48
_DARKEST = 2.1
_TRACE = 0.05


def membranes(seed: int, tissue: Tissue, staining: Staining, land: Territory) -> Plane:
    """Return the optical density of DAB at each pixel of a field."""
    draws = stream("membranes", seed, tissue.size)
    scale = tissue.spacing / 25
    grit = smooth(draws, tissue.size, 2.6 * scale)
    uneven = smooth(draws, tissue.size, 9 * scale)
    table = _around(draws, staining).astype(np.float32)
    # A trace of brown everywhere in cell bodies is what every section shows, whatever its score.
    density = np.float32(_TRACE) * np.clip(land.edge + 0.5, 0, 1) * (1 + np.float32(0.5) * uneven)
    stained = (staining.intensity > 0)[land.owner]
    pick = np.flatnonzero(stained & (land.edge > -1) & (land.edge < DEPTH * scale))
    label, ripple = land.owner.ravel()[pick], uneven.ravel()[pick]
    edge = land.edge.ravel()[pick] / np.float32(scale) + np.float32(0.3) * ripple
    angle = np.arctan2(land.dy.ravel()[pick], land.dx.ravel()[pick]) * np.float32(_BINS / (2 * np.pi))
    whole = np.floor(angle)
    low = whole.astype(np.intp) % _BINS
    part = angle - whole
    amount = table[label, low] * (1 - part) + table[label, (low + 1) % _BINS] * part
    width = _widths(staining).astype(np.float32)[label]
    line = np.exp(-(((edge - np.float32(0.75)) / width) ** 2)) * np.clip(edge + 1, 0, 1)
    blush = np.float32(0.22) * np.clip(1 - edge / np.float32(DEPTH), 0, 1) * np.clip(edge + 0.5, 0, 1)
    rough = 1 + _grittiness(draws, staining)[label] * grit.ravel()[pick] + np.float32(0.16) * ripple
    density.ravel()[pick] += amount * (line * np.maximum(rough, 0.15) + blush)
    return np.asarray(density)


def _widths(staining: Staining) -> Numbers:
    """Return the width of each cell's line in pixels at 20x: intense lines are thick, faint ones thin."""
    return 0.95 + 0.85 * staining.intensity


def _grittiness(draws: np.random.Generator, staining: Staining) -> Plane:
    """Return how grainy each membrane is; faint staining comes in dots."""
    luck = draws.uniform(0.16, 0.32, staining.pattern.size)
    return np.where(staining.pattern == FAINT, luck + 0.12, luck).astype(np.float32)


def _around(draws: np.random.Generator, staining: Staining) -> Numbers:
    """Return the optical density of each membrane in each direction.

    The directions are ranked by a random curve of the cell, and the first part of them, as large as the
    cell's completeness, is stained.
    """
    count = staining.pattern.size
    angle = np.arange(_BINS) * 2 * np.pi / _BINS
    curve = np.zeros((count, _BINS))
    for waves, strength in ((1, 1.0), (2, 0.55), (3, 0.55)):
        phase, height = draws.uniform(0, 2 * np.pi, count), draws.uniform(0.5, 1, count) * strength
        # Staining of the base and sides of a cell is one arc; faint staining is broken into pieces.
        height = np.where((staining.pattern == INCOMPLETE) & (waves > 1), 0.05, height)
        height = np.where((staining.pattern == FAINT) & (waves == 1), 0.4, height)
        curve += height[:, None] * np.cos(waves * angle[None, :] + phase[:, None])
    rank = np.argsort(np.argsort(-curve, axis=1, kind="stable"), axis=1, kind="stable") / _BINS
    covered = np.clip((staining.completeness[:, None] - rank) * 10 + 0.5, 0, 1)
    covered = np.where(staining.completeness[:, None] >= 1, 1.0, covered)
    # A complete line is nowhere interrupted, yet nowhere quite even.
    waver = 1 + np.where(staining.pattern == INTENSE, 0.1, 0.16)[:, None] * curve
    return np.asarray(_DARKEST * staining.intensity[:, None] * covered * np.clip(waver, 0.6, 1.4))
