"""What goes wrong with a section: its torn edge, crushed cells, folds, and stain that clings to damage."""

from __future__ import annotations

import numpy as np

from her2lessons.microscope.stain import stainable
from her2lessons.microscope.texture import Plane, pixel_places, smooth, streaks, stream, turned
from her2lessons.microscope.tissue import Tissue

Planes = tuple[Plane, Plane]
"""Optical densities of haematoxylin and DAB."""


def cut_edge(tissue: Tissue, blue: Plane, brown: Plane) -> Planes:
    """Leave only glass beyond the edge of the section, whose rim holds stain back: the edge artefact."""
    if tissue.glass is None:
        return blue, brown
    out = tissue.glass / np.float32(tissue.spacing)
    section = np.clip(0.5 - tissue.glass, 0, 1)
    rim = np.exp(-(((out + 0.1) / 0.17) ** 2))
    return blue * section * (1 + np.float32(0.5) * rim), (brown + np.float32(0.3) * rim) * section


def crush_spot(tissue: Tissue, blue: Plane) -> Plane:
    """Smear the nuclei of one spot of stroma into dark threads: the crush artefact."""
    if tissue.crush is None:
        return blue
    x, y, radius = tissue.crush
    across, down = pixel_places(tissue.size)
    rows = slice(max(0, int(y - radius)), int(y + radius) + 1)
    columns = slice(max(0, int(x - radius)), int(x + radius) + 1)
    patch = blue[rows, columns]
    distance = np.hypot(across[:, columns] - np.float32(x), down[rows] - np.float32(y)) / np.float32(radius)
    strength = np.clip((1 - distance) * 3, 0, 1)
    threads = _smeared(patch, tissue.grain + 0.5, 1.3 * tissue.spacing) * np.float32(2.3)
    changed = blue.copy()
    changed[rows, columns] = patch + strength * (threads - patch)
    return changed


def ruin(seed: int, tissue: Tissue, blue: Plane, brown: Plane) -> Planes:
    """Crush, fold and tear most of a field, with brown that clings to the damage."""
    draws, size, spacing = stream("artefact", seed, tissue.size), tissue.size, tissue.spacing
    where = np.clip(2.0 + 1.7 * smooth(draws, size, 9 * spacing), 0, 1)
    angle = draws.uniform(0, np.pi)
    threads = _smeared(blue, angle, 1.3 * spacing) * np.float32(1.6)
    stain = _smeared(brown, angle, 1.3 * spacing)
    patches = np.clip(0.25 + 0.5 * smooth(draws, size, 3 * spacing), 0, 0.8)
    bend = smooth(draws, size, 6 * spacing) * np.float32(0.5 * spacing)
    (strands,) = turned((streaks(draws, size, 3.5 * spacing, 0.22 * spacing),), angle, bend)
    blue = blue + where * (threads * (1 + np.float32(0.5) * strands) - blue)
    brown = brown + where * (stain + patches - brown)
    fold = np.exp(-((smooth(draws, size, 7 * spacing) / 0.09) ** 2)) * np.clip(
        4 * smooth(draws, size, 12 * spacing), 0, 1
    )
    tear = np.clip((smooth(draws, size, 4.5 * spacing) + np.float32(0.3) * strands - 1.0) * 5, 0, 1)
    whole = 1 - tear
    return stainable(whole * (blue + np.float32(0.55) * fold)), stainable(
        whole * (brown + np.float32(0.35) * fold)
    )


def _smeared(plane: Plane, angle: float, length: float) -> Plane:
    """Spread a plane along a direction, over this many pixels."""
    (height, width), margin = plane.shape, int(length / 2) + 1
    # Mirrored at its edges, so that nothing shifted out on one side comes in on the other.
    wide = np.pad(plane, margin, mode="symmetric")
    steps = np.linspace(-length / 2, length / 2, 13).tolist()
    total = np.zeros_like(plane)
    for step in steps:
        top = margin + round(step * float(np.sin(angle)))
        left = margin + round(step * float(np.cos(angle)))
        total += wide[top : top + height, left : left + width]
    return np.asarray(total / np.float32(len(steps)))
