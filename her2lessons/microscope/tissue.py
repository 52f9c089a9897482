"""The tissue that a seed fixes: where every cell lies, what it is, and which cells a reader may score."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from her2lessons.microscope.controls import control_strip
from her2lessons.microscope.ducts import Duct, duct_cells, ducts, halo
from her2lessons.microscope.placing import Flags, Part, beyond_the_edge, free_of, lattice, nearest
from her2lessons.microscope.texture import Numbers, Plane, at, smooth, stream

TISSUES = ("invasive", "in situ", "normal duct", "lymphocyte", "stroma")
"""What a cell can belong to. Only invasive tumour cells are scored."""

INVASIVE, IN_SITU, NORMAL_DUCT, LYMPHOCYTE, STROMA = range(5)

SPACINGS = {20: 25.0, 40: 37.0}
"""For each magnification, the pixels between the centres of two neighbouring tumour cells."""

MICROMETRES_PER_PIXEL = {20: 0.5, 40: 0.3}
"""For each magnification, the size of a pixel. Source: course."""

Codes = np.ndarray[tuple[int, ...], np.dtype[np.int64]]


@dataclass(frozen=True, eq=False)
class Tissue:
    """Cells and ground of one field, without any staining of membranes. Lengths are in pixels."""

    size: int
    spacing: float
    x: Numbers
    y: Numbers
    radius: Numbers
    kind: Codes
    """The index in `TISSUES` of what each cell belongs to."""
    flat: Flags
    """Whether a cell belongs to the flat outer layer of a duct."""
    scored: Flags
    """Whole invasive tumour cells; those cut by the edge of the field or hidden are not."""
    nucleus_long: Numbers
    nucleus_short: Numbers
    nucleus_turn: Numbers
    clumping: Numbers
    """From 0 to 1: which invasive cells take the strongest staining first, so that like lies beside like."""
    clone: Numbers
    """The same where the strong cells form one clone in a corner."""
    ducts: tuple[Duct, ...]
    bend: Plane
    """How far the fibres of the stroma are displaced across their direction."""
    grain: float
    """The main direction of the fibres, in radians."""
    glass: Plane | None
    """How many pixels each pixel lies beyond the edge of the section; None where it fills the field."""
    crush: tuple[float, float, float] | None
    """x, y and radius of a crushed spot in the stroma, if there is one."""


def cell_count(size: int, magnification: int) -> int:
    """Return how many invasive tumour cells a field should score, so that percentages come out whole."""
    across = size / SPACINGS[magnification] - 1.5
    return _round_count(int(across * across / 0.866 * (0.5 if across > 14 else 0.68)))


def _round_count(room: int) -> int:
    """Return the largest multiple of 100 up to `room`, or 50, 20 or 10 where room is scarce."""
    return room // 100 * 100 if room >= 100 else next((few for few in (50, 20) if room >= few), 10)


@lru_cache(maxsize=6)
def lay_out(seed: int, size: int, magnification: int) -> Tissue:
    """Lay out the tissue of a field; the arguments are taken as checked."""
    spacing, wanted = SPACINGS[magnification], cell_count(size, magnification)
    draws = stream("tissue", seed, size, magnification)
    found = ducts(draws, size, spacing)
    glass = beyond_the_edge(draws, size, spacing)
    nests, bend = _nests(draws, size, spacing), smooth(draws, size, 10 * spacing) * (1.25 * spacing)
    grain = draws.uniform(0, np.pi)
    x, y, scored = _invasive(draws, size, spacing, wanted, nests, found, glass)
    parts = [Part(x, y, INVASIVE, 0.5 * spacing)]
    parts += [part for duct in found for part in _of_duct(draws, duct, spacing)]
    parts.append(
        _fill(
            draws, size, 0.66 * spacing, 0.6 * spacing, parts, found, glass, _lymphoid(draws, size, spacing)
        )
    )
    parts.append(_fill(draws, size, 0.9 * spacing, 0.74 * spacing, parts, found, glass, None))
    return _joined(draws, size, spacing, parts, scored, found, bend, grain, glass)


def _nests(draws: np.random.Generator, size: int, spacing: float) -> Plane:
    return smooth(draws, size, 11 * spacing) + 0.45 * smooth(draws, size, 4.5 * spacing)


def _invasive(
    draws: np.random.Generator,
    size: int,
    spacing: float,
    wanted: int,
    nests: Plane,
    found: tuple[Duct, ...],
    glass: Plane | None,
) -> tuple[Numbers, Numbers, Flags]:
    """Choose the invasive cells where the nests are thickest, until there are enough whole ones."""
    x, y = lattice(draws, size, spacing, 0.1)
    free = free_of(x, y, found, glass, spacing, halo(size, spacing) + 0.5 * spacing)
    x, y = x[free], y[free]
    value = at(nests, x, y) + draws.normal(0, 0.03, x.size)
    border = 0.56 * spacing
    whole = (np.minimum(x, y) > border) & (np.maximum(x, y) < size - border)
    whole &= ~control_strip(size).hides(x, y, border)
    # The smallest fields have less room than planned where a duct and the control strip take much of it.
    wanted = min(wanted, _round_count(int(whole.sum())))
    least = np.sort(value[whole])[::-1][wanted - 1]
    chosen = value >= least
    return x[chosen], y[chosen], whole[chosen]


def _of_duct(draws: np.random.Generator, duct: Duct, spacing: float) -> list[Part]:
    cells, kind = duct_cells(draws, duct, spacing), TISSUES.index(duct.kind)
    inner, radius = ~cells.rim, (0.44 if duct.kind == "normal duct" else 0.5) * spacing
    return [
        Part(cells.x[cells.rim], cells.y[cells.rim], kind, 0.24 * spacing, True, cells.turn[cells.rim]),
        Part(cells.x[inner], cells.y[inner], kind, radius, False, cells.turn[inner]),
    ]


def _lymphoid(draws: np.random.Generator, size: int, spacing: float) -> Plane:
    return smooth(draws, size, 7 * spacing)


def _fill(
    draws: np.random.Generator,
    size: int,
    step: float,
    gap: float,
    parts: list[Part],
    found: tuple[Duct, ...],
    glass: Plane | None,
    crowd: Plane | None,
) -> Part:
    """Fill what is left with stroma cells, or, where `crowd` is high, with lymphocytes."""
    x, y = lattice(draws, size, step, 0.2)
    luck = draws.random(x.size)
    keep = free_of(x, y, found, glass, 0.2 * step, 0.1 * step)
    keep &= luck < 0.8 if crowd is None else (at(crowd, x, y) > 0.75) & (luck < 0.85) | (luck < 0.03)
    x, y = x[keep], y[keep]
    apart = np.ones(x.size, dtype=np.bool_)
    for part in parts:
        apart &= nearest(x, y, part.x, part.y) > gap
    kind, radius = (STROMA, 0.22 * step) if crowd is None else (LYMPHOCYTE, 0.42 * step)
    return Part(x[apart], y[apart], kind, radius)


def _joined(
    draws: np.random.Generator,
    size: int,
    spacing: float,
    parts: list[Part],
    scored: Flags,
    found: tuple[Duct, ...],
    bend: Plane,
    grain: float,
    glass: Plane | None,
) -> Tissue:
    x, y = (np.concatenate([getattr(part, name) for part in parts]) for name in ("x", "y"))
    kind = np.concatenate([np.full(part.x.size, part.kind) for part in parts])
    flat = np.concatenate([np.full(part.x.size, part.flat) for part in parts])
    radius = np.concatenate([np.full(part.x.size, part.radius) for part in parts])
    radius = radius * np.clip(draws.normal(1, np.where(kind == INVASIVE, 0.07, 0.03)), 0.8, 1.2)
    turn = draws.uniform(0, np.pi, x.size)
    along_fibres = grain + _fibre_slope(bend, grain, x, y) + draws.normal(0, 0.2, x.size)
    turn = np.where(kind == STROMA, along_fibres, turn)
    start = 0
    for part in parts:
        if part.turn is not None:
            turn[start : start + part.x.size] = part.turn
        start += part.x.size
    long, short = _nuclei(draws, spacing, kind, flat)
    patch = at(smooth(draws, size, 5 * spacing), x, y) + draws.normal(0, 0.55, x.size)
    corner = draws.uniform(0.05, 0.95), draws.choice([0.05, 0.95])
    target = corner if draws.random() < 0.5 else corner[::-1]
    away = np.hypot(x / size - target[0], y / size - target[1]) + draws.normal(0, 0.03, x.size)
    return Tissue(
        size,
        spacing,
        x,
        y,
        radius,
        kind,
        flat,
        np.concatenate([scored, np.zeros(x.size - scored.size, np.bool_)]),
        long,
        short,
        turn,
        patch,
        -away,
        found,
        bend,
        grain,
        glass,
        _crush(draws, size, spacing, x[kind <= NORMAL_DUCT], y[kind <= NORMAL_DUCT], glass),
    )


def _fibre_slope(bend: Plane, grain: float, x: Numbers, y: Numbers) -> Numbers:
    """Return by how many radians the fibres turn from their main direction at each place."""
    dx, dy = 3 * np.cos(grain), 3 * np.sin(grain)
    return -np.arctan2(at(bend, x + dx, y + dy) - at(bend, x - dx, y - dy), 6.0)


def _nuclei(draws: np.random.Generator, spacing: float, kind: Codes, flat: Flags) -> tuple[Numbers, Numbers]:
    """Give each nucleus half its length and half its width: tumour nuclei vary most."""
    # In spacings, by the order of TISSUES: size, how much it varies, length over width, how much that varies.
    table = np.array(
        [
            (0.285, 0.16, 1.22, 0.16),
            (0.275, 0.13, 1.2, 0.13),
            (0.2, 0.07, 1.4, 0.1),
            (0.185, 0.08, 1.06, 0.04),
            (0.172, 0.2, 2.9, 0.8),
        ]
    )
    size, spread, form, form_spread = table[kind].T
    size, form = np.where(flat, 0.15, size), np.where(flat, 2.3, form)
    size = size * spacing * np.clip(draws.normal(1, spread), 0.62, 1.42)
    form = np.clip(draws.normal(form, form_spread), 1.0, 5.0)
    return size * np.sqrt(form), size / np.sqrt(form)


def _crush(
    draws: np.random.Generator, size: int, spacing: float, x: Numbers, y: Numbers, glass: Plane | None
) -> tuple[float, float, float] | None:
    """Find room for a crushed spot in the stroma, away from every cell that matters."""
    tries_x, tries_y = draws.uniform(0, size, 60), draws.uniform(0, size, 60)
    if draws.random() > 0.45:
        return None
    room = nearest(tries_x, tries_y, x, y) - 0.8 * spacing
    if glass is not None:
        room = np.minimum(room, -at(glass, tries_x, tries_y))
    best = int(np.argmax(room))
    if room[best] < 0.9 * spacing:
        return None
    return float(tries_x[best]), float(tries_y[best]), float(min(room[best], 2.4 * spacing))
