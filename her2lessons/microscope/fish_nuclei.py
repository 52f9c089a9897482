"""Where the nuclei of a FISH field lie, what shape they have, and which of them may be counted."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin
from typing import Any

import numpy as np
import pandas as pd

from her2lessons.microscope.field import NUCLEUS_COLUMNS
from her2lessons.microscope.fish_counts import Figures
from her2lessons.microscope.fish_layout import Frame, Places, control_frame, scatter
from her2lessons.microscope.fish_request import Request, extras

_STREAM = 102
_OUTLINE = np.linspace(0, 2 * np.pi, 28, endpoint=False)

TUMOUR, LYMPHOCYTE, SPINDLE, CONTROL = "tumour", "lymphocyte", "spindle", "control"


@dataclass(frozen=True)
class Nuclei:
    """Drawn nuclei, an entry each; lengths and places in pixels, angles in radians."""

    x: Figures
    y: Figures
    radius_x: Figures
    radius_y: Figures
    angle: Figures
    bumps: Figures
    """How far the edge departs from an ellipse: two amplitudes and two phases, a row each."""
    why: tuple[str, ...]
    """Why a nucleus must not be counted; empty where it may be."""
    cell: tuple[str, ...]
    """What kind of cell it belongs to: it decides how the nucleus looks."""
    frame: Frame | None
    """Where control cells are shown apart from the tissue, or None."""

    def __len__(self) -> int:
        return len(self.x)

    def edge(self, nucleus: int, cosine: Figures, sine: Figures) -> Figures:
        """Return how far the edge lies from the middle, 1 for an ellipse, in the nucleus's own directions."""
        three, two, first, second = (float(bump) for bump in self.bumps[nucleus])
        # Cosine and sine of three times and of twice the angle, without working out the angle.
        thrice = cos(first) * cosine * (4 * cosine**2 - 3) - sin(first) * sine * (3 - 4 * sine**2)
        twice = cos(second) * (2 * cosine**2 - 1) - sin(second) * (2 * cosine * sine)
        return np.asarray(1 + three * thrice + two * twice)

    def points(self, nucleus: int, direction: Figures, part: Figures | float) -> tuple[Figures, Figures]:
        """Return places at a part of the way from the middle to the edge, and beyond it for parts above 1."""
        across, along = np.cos(direction), np.sin(direction)
        way = part * self.edge(nucleus, across, along)
        u, v = way * across * self.radius_x[nucleus], way * along * self.radius_y[nucleus]
        cosine, sine = np.cos(self.angle[nucleus]), np.sin(self.angle[nucleus])
        return self.x[nucleus] + u * cosine - v * sine, self.y[nucleus] + u * sine + v * cosine

    def depth(self, nucleus: int, x: Any, y: Any) -> Any:
        """Return how far out places lie: 0 in the middle, 1 on the edge; as exact as the places given."""
        turn = float(self.angle[nucleus])
        right, down = x - float(self.x[nucleus]), y - float(self.y[nucleus])
        u = (right * cos(turn) + down * sin(turn)) / float(self.radius_x[nucleus])
        v = (down * cos(turn) - right * sin(turn)) / float(self.radius_y[nucleus])
        # The middle itself lies in no direction.
        way = np.maximum(np.sqrt(u * u + v * v), 1e-6)
        return way / self.edge(nucleus, u / way, v / way)

    def table(self, her2: list[int], cep17: list[int]) -> pd.DataFrame:
        """Return a row a nucleus with its counts and its outline."""
        outlines = [
            tuple(zip(*(np.round(axis, 1).tolist() for axis in self.points(n, _OUTLINE, 1.0)), strict=True))
            for n in range(len(self))
        ]
        columns = (
            self.x,
            self.y,
            self.radius_x,
            self.radius_y,
            self.angle,
            her2,
            cep17,
            [why == "" for why in self.why],
            list(self.why),
            outlines,
        )
        return pd.DataFrame(dict(zip(NUCLEUS_COLUMNS, columns, strict=True)))


def nuclei(request: Request) -> Nuclei:
    """Lay out the nuclei of a field: those to be counted first, in the order of their counts."""
    draws = np.random.Generator(np.random.PCG64(np.random.SeedSequence([request.seed, _STREAM])))
    kinds = [""] * request.nuclei
    if request.distractors:
        kinds += [why for why, number in extras(request.nuclei).items() for _ in range(number)]
    frame = control_frame(request.size) if request.with_control else None
    places = scatter(kinds, request.radius, request.size, frame, draws)
    return _shaped(*_one_by_one(places, kinds, draws), request, frame, draws)


def _one_by_one(
    places: Places, kinds: list[str], draws: np.random.Generator
) -> tuple[list[tuple[float, float, float]], list[str], list[str]]:
    """Return middle and radius of each nucleus with its reason and its cell; a pair becomes two."""
    middles, whys, cells = [], [], []
    spindle = True
    for x, y, why in zip(places.x, places.y, kinds, strict=True):
        radius, cell = places.radius, TUMOUR
        if why == "overlapping":
            turn, apart = draws.uniform(0, 2 * np.pi), 0.52 * radius
            right, down = apart * np.cos(turn), apart * np.sin(turn)
            middles += [(x - right, y - down, radius), (x + right, y + down, radius)]
            whys += [why] * 2
            cells += [cell] * 2
            continue
        if why == "not a tumour cell":
            cell, spindle = (SPINDLE if spindle else LYMPHOCYTE), not spindle
            radius *= 0.62
        middles.append((x, y, radius))
        whys.append(why)
        cells.append(cell)
    return middles, whys, cells


def _shaped(
    middles: list[tuple[float, float, float]],
    whys: list[str],
    cells: list[str],
    request: Request,
    frame: Frame | None,
    draws: np.random.Generator,
) -> Nuclei:
    if frame is not None:
        controls = frame.places(request.radius)
        middles, whys = middles + controls, whys + ["not a tumour cell"] * len(controls)
        cells = cells + [CONTROL] * len(controls)
    x, y, radius = np.array(middles).T
    number, kind = len(x), np.array(cells)
    long = draws.uniform(1.03, 1.25, number)
    long[kind == LYMPHOCYTE] = 1.03
    long[kind == CONTROL] = 1.08
    # A spindle is drawn at the reduced radius of its kind: three times as long as wide.
    long[kind == SPINDLE] = 3.0
    scale = radius * draws.uniform(0.92, 1.04, number)
    smooth = np.isin(kind, (LYMPHOCYTE, CONTROL, SPINDLE))
    bumps = np.column_stack(
        [
            np.where(smooth, 0.01, draws.uniform(0.0, 0.04, number)),
            np.where(smooth, 0.01, draws.uniform(0.0, 0.04, number)),
            draws.uniform(0, 2 * np.pi, (number, 2)),
        ]
    )
    return Nuclei(
        np.round(x, 2),
        np.round(y, 2),
        np.round(scale * np.sqrt(long), 2),
        np.round(scale / np.sqrt(long), 2),
        np.round(draws.uniform(0, np.pi, number), 3),
        bumps,
        tuple(whys),
        tuple(cells),
        frame,
    )
