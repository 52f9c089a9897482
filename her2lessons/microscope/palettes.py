"""The colours of the probes on black, and how separate channels become one picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from her2lessons.guidelines import given
from her2lessons.microscope.field import Pixels

Palette = Literal["orange-green", "magenta-cyan"]
"""The names of the pairs of colours: HER2 first, CEP17 second."""

Colour = tuple[int, int, int]

_COVERED = 0.8
"""How much of the stain a bright dot hides beneath it, 0 to 1."""

CHANNELS = ("dapi", "her2", "cep17")
"""The planes of a FISH field, in the order they are painted."""


@dataclass(frozen=True)
class Probes:
    """What colour each channel is shown in, with the words for it."""

    dapi: Colour
    her2: Colour
    cep17: Colour
    her2_word: str
    cep17_word: str


PALETTES: Mapping[Palette, Probes] = MappingProxyType(
    {
        "orange-green": Probes((30, 54, 215), (255, 84, 16), (70, 255, 70), "orange-red", "green"),
        # A magenta far towards blue and a light cyan keep their distance in every form of colour blindness,
        # and a greyer blue beneath keeps both visible.
        "magenta-cyan": Probes((44, 58, 112), (240, 10, 255), (120, 255, 225), "magenta", "cyan"),
    }
)
"""Each palette's colours, red, green and blue from 0 to 255."""


def checked_palette(value: object) -> Palette:
    """Return a palette's name, or raise ValueError."""
    for name in PALETTES:
        if isinstance(value, str) and value == name:
            return name
    names = " or ".join(f'"{name}"' for name in PALETTES)
    raise ValueError(
        f"palette must be {names}, not {given.named(value)}: choose the first for the colours of most "
        f"laboratories, the second if red and green look alike to you."
    )


def compose(channels: Mapping[str, Pixels], palette: Palette, shown: tuple[str, ...] = CHANNELS) -> Pixels:
    """Paint channels over each other as light on black.

    Parameters
    ----------
    channels : mapping
        A plane of shape (size, size), from 0 to 255, for each name in `CHANNELS`.
    palette : {"orange-green", "magenta-cyan"}
        The colours.
    shown : tuple of str
        The channels to paint, one or more of `CHANNELS`.

    Returns
    -------
    numpy.ndarray
        Red, green and blue from 0 to 255, in the shape (size, size, 3).

    Raises
    ------
    ValueError
        If the palette or a channel is unknown, or if none is to be shown.
    """
    colours = PALETTES[checked_palette(palette)]
    if isinstance(shown, str) or not shown or any(name not in CHANNELS for name in shown):
        raise ValueError(
            f"shown must be one or more of the channels {', '.join(CHANNELS)} in a tuple, not "
            f"{given.named(shown)}: name the channels to paint."
        )
    light = {name: channels[name].astype(np.float32) / 255 for name in shown}
    if "dapi" in light:
        # Dots hide the stain beneath them, so that they keep their hue and can be told apart.
        for probe in CHANNELS[1:]:
            if probe in light:
                light["dapi"] = light["dapi"] * (1 - np.float32(_COVERED) * light[probe])
    image = np.empty((*channels[shown[0]].shape, 3), dtype=np.uint8)
    for place in range(3):
        # What each channel leaves dark is multiplied, so that light adds up and never passes white.
        dark = np.full(image.shape[:2], 255, dtype=np.float32)
        for name in shown:
            colour: Colour = getattr(colours, name)
            dark *= 1 - np.float32(colour[place] / 255) * light[name]
        image[..., place] = np.rint(255 - dark)
    return image
