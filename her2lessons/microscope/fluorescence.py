"""The light of a FISH field: nuclei, dots, glow of tissue and noise, each in the plane of its channel."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

from her2lessons.microscope.field import Pixels
from her2lessons.microscope.fish_nuclei import CONTROL, LYMPHOCYTE, SPINDLE, Nuclei
from her2lessons.microscope.fish_request import Request
from her2lessons.microscope.fish_signals import Dots
from her2lessons.microscope.palettes import CHANNELS

_STREAM = 104

Plane = npt.NDArray[np.float32]

_GLOW = {"her2": 0.030, "cep17": 0.035}
"""How bright tissue is by itself in the planes of the probes, 0 to 1."""


def planes(request: Request, nuclei: Nuclei, dots: Dots) -> dict[str, Pixels]:
    """Draw the three planes of a field, 0 to 255."""
    draws = np.random.Generator(np.random.PCG64(np.random.SeedSequence([request.seed, _STREAM])))
    drawn = {name: np.zeros((request.size, request.size), dtype=np.float32) for name in CHANNELS}
    tissue = _cloud(request.size, 9, draws)
    grain = _cloud(request.size, max(12, round(request.size / request.radius * 3.2)), draws)
    fine = _cloud(request.size, max(24, round(request.size / request.radius * 9)), draws)
    chromatin = 0.65 * grain + 0.35 * fine
    cells = np.zeros_like(drawn["dapi"])
    for nucleus in range(len(nuclei)):
        _nucleus(drawn["dapi"], cells, request, nuclei, nucleus, chromatin, draws)
    for name, glow in _GLOW.items():
        bodies = 3.6 if request.flaw == "over cytoplasm" else 1.1
        drawn[name] += np.float32(glow) * (0.35 + 0.9 * tissue + bodies * cells)
    drawn["dapi"] += np.float32(0.035) + np.float32(0.05) * tissue
    if request.flaw == "autofluorescence":
        _autofluorescence(drawn, cells, draws)
    for probe in _GLOW:
        _dots(drawn[probe], dots, probe, request)
    if nuclei.frame is not None:
        _framed(drawn, nuclei)
    # One sheet of noise serves all planes, turned: drawing three would take longer than everything else.
    noise = draws.standard_normal(tissue.shape, dtype=np.float32)
    return {name: _seen(drawn[name], np.rot90(noise, turns)) for turns, name in enumerate(CHANNELS)}


def _cloud(size: int, cells: int, draws: np.random.Generator) -> Plane:
    """Return soft random clouds from 0 to 1, as many across the field as there are cells."""
    coarse = Image.fromarray(draws.random((cells, cells)).astype(np.float32))
    cloud = np.asarray(coarse.resize((size, size), Image.Resampling.BICUBIC), dtype=np.float32)
    return np.clip(cloud, 0, 1)


def _nucleus(
    dapi: Plane,
    cells: Plane,
    request: Request,
    nuclei: Nuclei,
    nucleus: int,
    chromatin: Plane,
    draws: np.random.Generator,
) -> None:
    """Add one nucleus to the DAPI plane, and its cell's body to the plane of what glows by itself."""
    soft, level, contrast = _look(request, nuclei, nucleus, draws)
    reach = (2.4 if request.flaw == "poor resolution" else 1.75) * max(
        nuclei.radius_x[nucleus], nuclei.radius_y[nucleus]
    )
    left, right = (_within(nuclei.x[nucleus] + step, dapi.shape[1]) for step in (-reach, reach))
    top, bottom = (_within(nuclei.y[nucleus] + step, dapi.shape[0]) for step in (-reach, reach))
    window = slice(top, bottom), slice(left, right)
    x, y = np.arange(left, right, dtype=np.float32), np.arange(top, bottom, dtype=np.float32)[:, None]
    depth: Plane = nuclei.depth(nucleus, x, y)
    if request.flaw == "poor resolution":
        # What light spreads makes nuclei look larger, until they run into each other.
        depth = depth / np.float32(1.15)
    across = min(nuclei.radius_x[nucleus], nuclei.radius_y[nucleus])
    edge = 1 / (1 + np.exp(np.clip((depth - 1) * np.float32(across / soft), -30, 30)))
    dome = 0.72 + 0.28 * np.sqrt(np.clip(1 - depth**2, 0, 1))
    texture = 1 + contrast * (chromatin[window] - np.float32(0.5))
    dapi[window] += np.float32(level) * edge * dome * texture
    if nuclei.cell[nucleus] != CONTROL:
        cells[window] = np.maximum(cells[window], np.clip(1.75 - depth, 0, 0.75) / 0.75)


def _look(
    request: Request, nuclei: Nuclei, nucleus: int, draws: np.random.Generator
) -> tuple[float, float, float]:
    """Return how soft a nucleus's edge is in pixels, how bright it is, and how strong its texture."""
    level = draws.uniform(0.48, 0.70)
    if request.flaw == "poor resolution":
        return 0.36 * request.radius, 0.85 * level, 0.5
    if nuclei.why[nucleus] == "out of focus":
        return 0.17 * request.radius, 0.55 * level, 0.25
    if nuclei.cell[nucleus] in (LYMPHOCYTE, SPINDLE):
        return 0.9, 0.92, 0.9
    return 1.1, level, 1.25


def _within(place: float, size: int) -> int:
    return int(min(max(round(place), 0), size))


def _autofluorescence(drawn: dict[str, Plane], cells: Plane, draws: np.random.Generator) -> None:
    """Let tissue glow in the planes of the probes, in patches and along wavy fibres, so that dots drown."""
    size = len(cells)
    patches, wave, streaks = (_cloud(size, number, draws) for number in (6, 3, 70))
    # Noise drawn out along one direction and bent looks like fibres of collagen.
    columns, rows = np.arange(size), np.arange(size)[:, None]
    bent = (rows + (0.9 * size * wave).astype(np.int64) + columns // 3) % (2 * size)
    # Beyond the edge the noise is mirrored, so that no seam shows.
    bent = np.minimum(bent, 2 * size - 1 - bent)
    fibres = np.clip(2.2 * streaks[bent, (columns // 14)] - 1.15, 0, 1)
    glow = 0.16 + 0.42 * patches + 0.45 * fibres * patches + 0.28 * cells
    for name, part in (("her2", 0.62), ("cep17", 0.80)):
        drawn[name] += np.float32(part) * glow


def _dots(plane: Plane, dots: Dots, probe: str, request: Request) -> None:
    """Add the dots of a probe as small round patches of light."""
    chosen = [n for n, found in enumerate(dots.probe) if found == probe]
    if not chosen:
        return
    x, y, bright, blur = (
        np.array([column[n] for n in chosen]) for column in (dots.x, dots.y, dots.bright, dots.blur)
    )
    if request.flaw == "poor resolution":
        bright, blur = 0.45 * bright, 2.0 * blur
    if request.flaw == "autofluorescence":
        bright = 0.5 * bright
    reach = int(np.ceil(3.2 * blur.max()))
    steps = np.arange(-reach, reach + 1)
    columns, rows = np.rint(x).astype(int)[:, None] + steps, np.rint(y).astype(int)[:, None] + steps
    wide = np.exp(-(((columns - x[:, None]) / blur[:, None]) ** 2) / 2)
    high = np.exp(-(((rows - y[:, None]) / blur[:, None]) ** 2) / 2)
    light = (bright[:, None] * high)[:, :, None] * wide[:, None, :]
    light[(rows < 0) | (rows >= request.size)] = 0
    light = np.where(((columns < 0) | (columns >= request.size))[:, None, :], 0, light)
    np.add.at(
        plane,
        (
            np.clip(rows, 0, request.size - 1)[:, :, None],
            np.clip(columns, 0, request.size - 1)[:, None, :],
        ),
        light.astype(np.float32),
    )


def _framed(drawn: dict[str, Plane], nuclei: Nuclei) -> None:
    """Draw a thin line around the control cells."""
    if nuclei.frame is None:
        return
    left, top, right, bottom = (
        round(side) for side in (nuclei.frame.left, nuclei.frame.top, nuclei.frame.right, nuclei.frame.bottom)
    )
    for name, level in (("dapi", 0.75), ("her2", 0.28), ("cep17", 0.28)):
        drawn[name][top : bottom + 1, [left, right]] = level
        drawn[name][[top, bottom], left : right + 1] = level


def _seen(plane: Plane, noise: Plane) -> Pixels:
    """Return a plane as a camera records it: with noise that grows with the light, and whole levels."""
    recorded = plane + noise * np.sqrt(np.float32(0.00010) + np.float32(0.0011) * plane)
    # A camera's black is set a little above its own noise.
    levels: Pixels = np.rint(np.clip(recorded - np.float32(0.01), 0, 1) * 255).astype(np.uint8)
    return levels
