"""The blue of a section: nuclei with their chromatin, pale cell bodies, and the fibres of the stroma."""

from __future__ import annotations

import numpy as np

from her2lessons.microscope.ducts import Duct
from her2lessons.microscope.territory import Territory
from her2lessons.microscope.texture import Numbers, Plane, smooth, streaks, stream, turned
from her2lessons.microscope.tissue import IN_SITU, INVASIVE, LYMPHOCYTE, NORMAL_DUCT, STROMA, Tissue

# Optical density of a nucleus by the order of TISSUES, and how much it varies between cells.
_DARKNESS = np.array([(0.7, 0.14), (0.74, 0.1), (0.8, 0.08), (1.15, 0.1), (0.8, 0.14)])
_BODY = 0.15
_SOFT_RIM = 1.3


def counterstain(seed: int, tissue: Tissue, land: Territory) -> Plane:
    """Return the optical density of haematoxylin at each pixel of a field."""
    draws = stream("counterstain", seed, tissue.size)
    fine = smooth(draws, tissue.size, 3.4 * tissue.spacing / 25)
    coarse = smooth(draws, tissue.size, 0.34 * tissue.spacing)
    density = _stroma(draws, tissue, fine)
    body = np.clip(land.edge + 0.5, 0, 1)
    density += body * (np.float32(_BODY) + np.float32(0.03) * coarse + np.float32(0.025) * fine - density)
    flat_density = density.ravel()
    _add_nuclei(draws, tissue, land, flat_density, fine.ravel(), coarse.ravel())
    return density


def _stroma(draws: np.random.Generator, tissue: Tissue, fine: Plane) -> Plane:
    """Draw wavy bundles of fibres with clear cracks between them, and the open spaces of ducts."""
    size, scale = tissue.size, tissue.spacing / 25
    sheet = streaks(draws, size, 26 * scale, 3.0 * scale)
    wide = streaks(draws, size, 70 * scale, 10 * scale)
    thin, bundle = turned((sheet, wide), tissue.grain, tissue.bend)
    density = 0.125 + 0.03 * bundle + 0.045 * thin + 0.03 * fine
    # A crack is where the thick bundles part: there is hardly anything there to take stain.
    density *= 1 - 0.8 * np.clip((-bundle - 0.5 + 0.3 * thin) * 2.5, 0, 1)
    for duct in tissue.ducts:
        _open_duct(density, duct, tissue.spacing)
    return np.asarray(np.maximum(density, 0.012), dtype=np.float32)


def _open_duct(density: Plane, duct: Duct, spacing: float) -> None:
    """Lay a sleeve of dense collagen around a duct and clear its inside, in place."""
    margin = int(duct.long + 2 * spacing)
    top, left = max(0, int(duct.y) - margin), max(0, int(duct.x) - margin)
    patch = density[top : int(duct.y) + margin, left : int(duct.x) + margin]
    if patch.size == 0:
        return
    y, x = np.mgrid[top : top + patch.shape[0], left : left + patch.shape[1]].astype(np.float32)
    out = duct.distance(x, y).astype(np.float32) / np.float32(spacing)
    sleeve = np.exp(-(((out - 0.42) / 0.25) ** 2))
    patch += sleeve * (np.float32(0.13) - patch) * np.float32(0.8)
    inside = np.clip(-(out + 0.05) * 12, 0, 1)
    patch += inside * (np.float32(0.03) - patch)


def _add_nuclei(
    draws: np.random.Generator, tissue: Tissue, land: Territory, density: Plane, fine: Plane, coarse: Plane
) -> None:
    """Draw every nucleus into the density, in place, on the pixels of its own cell only."""
    nucleus = _Nuclei(draws, tissue)
    owner = land.owner.ravel()
    near = land.dx.ravel() ** 2 + land.dy.ravel() ** 2 < nucleus.span[owner]
    pick = np.flatnonzero(near)
    label = owner[pick]
    dx, dy = land.dx.ravel()[pick] - nucleus.x[label], land.dy.ravel()[pick] - nucleus.y[label]
    u = (dx * nucleus.cos[label] + dy * nucleus.sin[label]) / nucleus.long[label]
    v = (dy * nucleus.cos[label] - dx * nucleus.sin[label]) / nucleus.short[label]
    radius = np.sqrt(u * u + v * v) + nucleus.ragged[label] * coarse[pick]
    # Only what lies within a nucleus or on its soft rim needs the rest.
    inside = np.flatnonzero(radius < _SOFT_RIM)
    pick, label = pick[inside], label[inside]
    u, v, radius = u[inside], v[inside], radius[inside]
    mask = np.clip((1 - radius) * nucleus.short[label] + 0.5, 0, 1)
    rim = np.exp(-(((radius - 0.88) / 0.16) ** 2))
    spot = (u - nucleus.spot_u[label]) ** 2 + (v - nucleus.spot_v[label]) ** 2
    dots = nucleus.spot[label] * np.exp(-spot / np.float32(0.035))
    chromatin = 0.86 + nucleus.open[label] * (0.42 * rim - 0.14) + nucleus.clumps[label] * fine[pick] + dots
    dark = nucleus.dark[label] * np.maximum(chromatin, 0.3)
    density[pick] += mask * (dark - density[pick])


class _Nuclei:
    """What is drawn of each nucleus, as one 32-bit number a cell."""

    def __init__(self, draws: np.random.Generator, tissue: Tissue) -> None:
        count, kind = tissue.x.size, tissue.kind
        tumour = (kind == INVASIVE) | (kind == IN_SITU)
        shift = np.where(tumour, 0.07 * tissue.spacing, 0.0)
        self.x, self.y = (_short(draws.normal(0, 1, count) * shift) for _ in range(2))
        self.long, self.short = _short(tissue.nucleus_long), _short(tissue.nucleus_short)
        self.cos, self.sin = _short(np.cos(tissue.nucleus_turn)), _short(np.sin(tissue.nucleus_turn))
        mean, spread = _DARKNESS[kind].T
        self.dark = _short(np.clip(draws.normal(mean, spread), 0.4, 1.4))
        # Vesicular nuclei are pale inside with a dark rim; lymphocytes are dark and coarse throughout.
        self.open = _short(np.where(tumour, draws.uniform(0.35, 1.15, count), 0.3))
        self.clumps = _short(np.where(kind == LYMPHOCYTE, 0.2, draws.uniform(0.08, 0.2, count)))
        self.ragged = _short(np.where(tumour, 0.085, np.where(kind == NORMAL_DUCT, 0.05, 0.06)))
        self.spot = _short(np.where(tumour & (draws.random(count) < 0.6), draws.uniform(0.3, 0.75, count), 0))
        self.spot_u, self.spot_v = (_short(draws.uniform(-0.4, 0.4, count)) for _ in range(2))
        self.dark[kind == STROMA] *= _short(draws.uniform(0.75, 1.05, count))[kind == STROMA]
        far = np.hypot(self.x, self.y) + 1.2 * self.long + 2
        self.span = _short(far**2)


def _short(values: Numbers) -> Plane:
    return values.astype(np.float32)
