"""Two stains in transmitted light: how much light is left, and what a lens and a camera make of it."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from her2lessons.microscope.field import Pixels
from her2lessons.microscope.texture import Numbers, Plane

HAEMATOXYLIN = (0.690, 0.625, 0.365)
"""How strongly the blue counterstain takes away red, green and blue light; a vector of length 1.

Optical densities of stains add up (Beer-Lambert), as Ruifrok and Johnston, Anal Quant Cytol Histol 2001,
23:291-299, use to take stains apart again. Theirs is (0.650, 0.704, 0.286); this one is that of the nuclei
in scikit-image's picture of a stained section, which are bluer.
"""

DAB = (0.278, 0.540, 0.794)
"""The same for the brown stain; Ruifrok and Johnston's is (0.268, 0.570, 0.776), measured as above."""

GROUND = (241.0, 240.0, 238.0)
"""What the camera sees where there is only glass."""

_NOISE = 1.5
"""Standard deviation of the camera's noise, in steps of 255."""


def stainable(plane: Plane | Numbers) -> Plane:
    """Return a plane as 32-bit numbers, none below 0: there is no negative stain."""
    return np.maximum(np.asarray(plane, dtype=np.float32), np.float32(0))


def pixels(
    haematoxylin: Plane,
    dab: Plane,
    draws: np.random.Generator,
    blur: float = 0.55,
    light: Plane | float = 1.0,
) -> Pixels:
    """Return what a camera records of two stains.

    Parameters
    ----------
    haematoxylin, dab : numpy.ndarray
        Optical density of each stain at each pixel, 0 or more (natural logarithm).
    draws : numpy.random.Generator
        Where the camera's noise comes from.
    blur : float
        Radius of the lens's blur in pixels.
    light : numpy.ndarray or float
        How bright the lamp is at each pixel, around 1.

    Returns
    -------
    numpy.ndarray
        uint8, red, green and blue in the last axis.
    """
    seen = np.empty((*haematoxylin.shape, 3), dtype=np.float32)
    for channel in range(3):
        density = haematoxylin * np.float32(HAEMATOXYLIN[channel]) + dab * np.float32(DAB[channel])
        seen[..., channel] = np.exp(-density) * (light * np.float32(GROUND[channel]))
    sharp = Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8))
    soft = np.asarray(sharp.filter(ImageFilter.GaussianBlur(blur)), dtype=np.float32)
    noise = draws.standard_normal(soft.shape[:2], dtype=np.float32)[..., None] * np.float32(_NOISE)
    return np.clip(soft + noise + np.float32(0.5), 0, 255).astype(np.uint8)
