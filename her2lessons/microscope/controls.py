"""The control strip of a slide: cells known to be strongly stained beside cells known to have no stain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from her2lessons.microscope.field import Pixels
from her2lessons.microscope.stain import pixels, stainable
from her2lessons.microscope.texture import Numbers, Plane, smooth, stream

LABELS = ("3+", "0")
"""What the two pellets of control cells are known to be, from left to right."""

STATES: dict[str, tuple[float, float]] = {
    "right": (1.0, 0.0),
    "no stain": (0.0, 0.0),
    "all stained": (1.0, 1.0),
}
"""How strongly the membranes of the two pellets are stained, in each state of the run."""

_ROOM_FOR_A_WORD = 56
"""Pixels that a pellet's label needs to be written out."""


@dataclass(frozen=True)
class Strip:
    """Where the strip lies: along the bottom, in the left corner. Lengths in pixels."""

    left: int
    top: int
    width: int
    height: int

    def hides(self, x: Numbers, y: Numbers, margin: float) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Tell which places lie under the strip or within a margin around it."""
        beside = (x > self.left + self.width + margin) | (y < self.top - margin)
        return ~beside


def control_strip(size: int) -> Strip:
    """Return where the control strip lies in a field of this size."""
    width = int(np.clip(size * 0.27, 84, 170))
    height = int(width * 0.46)
    return Strip(0, size - height, width, height)


def draw_controls(image: Pixels, seed: int, state: str) -> None:
    """Draw the control strip over an image, in one of the `STATES`."""
    size = image.shape[0]
    strip, draws = control_strip(size), stream("controls", seed, size)
    label_height, frame = 13, 3
    canvas = Image.new("RGB", (strip.width, strip.height), (252, 252, 250))
    side, pellet_height = (strip.width - 3 * frame) // 2, strip.height - label_height - frame
    pen, font = ImageDraw.Draw(canvas), ImageFont.load_default(10)
    for place, (label, strength) in enumerate(zip(LABELS, STATES[state], strict=True)):
        left = frame + place * (side + frame)
        pellet = _pellet(draws, side, pellet_height, strength)
        canvas.paste(Image.fromarray(pellet), (left, label_height))
        named = f"control {label}" if side >= _ROOM_FOR_A_WORD else label
        pen.text((left + 1, 0), named, fill=(40, 40, 40), font=font)
    pen.line([(0, 0), (strip.width - 1, 0), (strip.width - 1, strip.height - 1)], fill=(90, 90, 90))
    image[strip.top :, : strip.width] = np.asarray(canvas)


def _pellet(draws: np.random.Generator, width: int, height: int, strength: float) -> Pixels:
    """Draw packed control cells whose membranes are stained with this strength, from 0 to 1."""
    side, step = max(width, height), 15.0
    x, y = _places(draws, side, step)
    across, down = (
        np.arange(side, dtype=np.float32)[None, :, None],
        np.arange(side, dtype=np.float32)[:, None, None],
    )
    distance = np.hypot(across - x.astype(np.float32), down - y.astype(np.float32))
    distance.partition(1, axis=2)
    near, next_one = distance[..., 0], distance[..., 1]
    edge = np.minimum((next_one - near) / 2, 8.2 - near)
    grain: Plane = smooth(draws, side, 3.0)
    inside = np.clip(edge + 0.5, 0, 1)
    blue = inside * (0.14 + 0.75 * np.clip(4.4 - near + 0.5 * grain, 0, 1) * (1 + 0.25 * grain))
    brown = inside * (0.02 + strength * 1.5 * np.exp(-(((edge - 0.9) / 1.2) ** 2)) * (1 + 0.2 * grain))
    return pixels(stainable(blue), stainable(brown), draws)[:height, :width]


def _places(draws: np.random.Generator, side: int, step: float) -> tuple[Numbers, Numbers]:
    line = np.arange(-1, int(side / step) + 3)
    column, row = (grid.ravel().astype(np.float64) for grid in np.meshgrid(line, line))
    x = (column + 0.5 * (row % 2)) * step + draws.normal(0, 1.3, column.size)
    return x, row * step * 0.9 + draws.normal(0, 1.3, row.size)
