"""Randomness that a seed fixes, and the smooth fields of it from which tissue gets its uneven look."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image

Plane = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
"""A number for every pixel, indexed by row and column."""

Numbers = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
"""A number for every cell."""


def stream(topic: str, *numbers: int) -> np.random.Generator:
    """Return the random numbers of one topic.

    Each topic has its own stream, so that drawing more of one thing never moves another.

    Parameters
    ----------
    topic : str
        What the numbers are for.
    *numbers : int
        What fixes them, such as the seed and the size; each 0 or more.
    """
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([*topic.encode(), 0, *numbers])))


def enlarged(coarse: Plane, height: int, width: int) -> Plane:
    """Stretch a coarse grid smoothly over an image of this height and width in pixels."""
    picture = Image.fromarray(np.ascontiguousarray(coarse, dtype=np.float32))
    return np.asarray(picture.resize((width, height), Image.Resampling.BICUBIC), dtype=np.float32)


def smooth(draws: np.random.Generator, size: int, wavelength: float) -> Plane:
    """Return a smooth random field over a square of `size` pixels.

    Parameters
    ----------
    draws : numpy.random.Generator
        Where the random numbers come from.
    size : int
        Pixels along each side.
    wavelength : float
        About how many pixels lie between two hills.

    Returns
    -------
    numpy.ndarray
        float32, mean about 0 and standard deviation about 0.7.
    """
    points = int(np.ceil(2 * size / wavelength)) + 3
    return enlarged(draws.standard_normal((points, points), dtype=np.float32), size, size)


def streaks(draws: np.random.Generator, size: int, length: float, thickness: float) -> Plane:
    """Return random streaks along the rows of a square of `size` pixels, `length` by `thickness` pixels."""
    rows, columns = (int(np.ceil(2 * size / step)) + 3 for step in (thickness, length))
    return enlarged(draws.standard_normal((rows, columns), dtype=np.float32), size, size)


def turned(planes: tuple[Plane, ...], angle: float, shift: Plane | float = 0.0) -> tuple[Plane, ...]:
    """Turn textures so that their rows run along an angle.

    Parameters
    ----------
    planes : tuple of numpy.ndarray
        Square textures of one size; where a turned one runs out of its texture, that goes on mirrored.
    angle : float, radians
        The direction its rows take, from right to down.
    shift : numpy.ndarray or float, pixels
        How far each pixel is displaced across the rows, which bends them.
    """
    size = planes[0].shape[0]
    across, down = pixel_places(size)
    cos, sin = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    rows = np.rint(down * cos - across * sin + shift).astype(np.int32) % (2 * size)
    columns = np.rint(across * cos + down * sin).astype(np.int32) % (2 * size)
    # Mirrored, so that no seam shows where a texture starts again.
    rows, columns = (np.minimum(places, 2 * size - 1 - places) for places in (rows, columns))
    places = rows * size + columns
    return tuple(plane.ravel()[places] for plane in planes)


@lru_cache(maxsize=2)
def pixel_places(size: int) -> tuple[Plane, Plane]:
    """Return x along a row and y along a column, shaped to be combined into a square."""
    line = np.arange(size, dtype=np.float32)
    line.setflags(write=False)
    return line[None, :], line[:, None]


def at(plane: Plane, x: Numbers, y: Numbers) -> Numbers:
    """Return the values of a plane at places given in pixels; outside, those of its nearest edge."""
    rows = np.clip(np.rint(y).astype(np.intp), 0, plane.shape[0] - 1)
    columns = np.clip(np.rint(x).astype(np.intp), 0, plane.shape[1] - 1)
    return plane[rows, columns].astype(np.float64)
