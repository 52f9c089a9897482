"""A field: what one look through a simulated microscope shows, and what is true of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from numbers import Integral
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from PIL import Image, features

from her2lessons.microscope.flaws import FLAWS, Kind

if TYPE_CHECKING:
    from her2lessons.guidelines.ihc import Reading
    from her2lessons.guidelines.ish import DualProbe

Pixels = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
"""An image, or one channel of it, as it is shown."""

SMALLEST, LARGEST = 256, 2048
"""The sizes, in pixels a side, that a field can have. Source: course."""

_LARGEST_SEED = 2**63 - 1

CELL_COLUMNS = (
    "x",
    "y",
    "radius",
    "tissue",
    "pattern",
    "completeness",
    "intensity",
    "scored",
    "outline",
)
"""The columns of `Field.cells`."""

NUCLEUS_COLUMNS = (
    "x",
    "y",
    "radius_x",
    "radius_y",
    "angle",
    "her2",
    "cep17",
    "countable",
    "why",
    "outline",
)
"""The columns of `Field.nuclei`."""

SIGNAL_COLUMNS = ("x", "y", "probe", "nucleus", "cluster", "split")
"""The columns of `Field.signals`."""


def _without_rows(columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame({name: [] for name in columns})


@dataclass(frozen=True, eq=False)
class Field:
    """One simulated field with the truth about every cell in it.

    It is a drawing by rules, not a photograph of tissue. Two fields are the same field when they were asked
    for with the same arguments; compare their images with ``numpy.array_equal``.

    Raises
    ------
    ValueError
        If the image is not ``size`` pixels wide and high in three colours, if `flaw` is none of the flaws of
        this kind, or if a field with a flaw is given a truth or one without a flaw none.
    """

    kind: Kind
    """"ihc" or "fish"."""
    image: Pixels = field(repr=False)
    """What is seen: red, green and blue from 0 to 255, in the shape (size, size, 3); read-only."""
    size: int
    """Pixels along each side."""
    seed: int
    """What the field was drawn from."""
    micrometres_per_pixel: float
    """The scale, for a scale bar."""
    truth: Reading | DualProbe | None = field(repr=False)
    """What a perfect reader reports; None where the field must be rejected. A field shown as text does not
    give it away."""
    description: str
    """What is on the slide, for whoever cannot see it; it tells neither score, class nor counts."""
    flaw: str | None = field(default=None, repr=False)
    """None, or the key in ``FLAWS[kind]`` of the reason to reject the field."""
    cells: pd.DataFrame = field(default_factory=lambda: _without_rows(CELL_COLUMNS), repr=False)
    """IHC: a row a drawn cell, with the columns `CELL_COLUMNS`; lengths and places in pixels."""
    nuclei: pd.DataFrame = field(default_factory=lambda: _without_rows(NUCLEUS_COLUMNS), repr=False)
    """FISH: a row a drawn nucleus, with the columns `NUCLEUS_COLUMNS`; lengths and places in pixels."""
    signals: pd.DataFrame = field(default_factory=lambda: _without_rows(SIGNAL_COLUMNS), repr=False)
    """FISH: a row a drawn dot, with the columns `SIGNAL_COLUMNS`; places in pixels."""
    palette: str | None = None
    """FISH: the name of the pair of colours the probes are shown in."""
    channels: Mapping[str, Pixels] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """FISH: the planes behind the colours, each of shape (size, size), under their names."""

    def __post_init__(self) -> None:
        if self.image.shape != (self.size, self.size, 3) or self.image.dtype != np.uint8:
            raise ValueError(
                f"A field of size {self.size} needs an image of whole numbers from 0 to 255 in the shape "
                f"({self.size}, {self.size}, 3), not {self.image.dtype} in the shape {self.image.shape}; "
                f"draw the image at the size that the field states."
            )
        if self.flaw is not None and self.flaw not in FLAWS[self.kind]:
            raise ValueError(
                f'"{self.flaw}" is no flaw of an {self.kind} field; use one of {", ".join(FLAWS[self.kind])}.'
            )
        if (self.flaw is None) == (self.truth is None):
            raise ValueError(
                "A field has either a truth or a flaw: give the reading where it can be read, and None as "
                "its truth where it must be rejected."
            )
        for plane in (self.image, *self.channels.values()):
            plane.setflags(write=False)

    @property
    def must_be_rejected(self) -> bool:
        """Whether this field must not be read."""
        return self.truth is None

    def encoded(self, quality: int = 80) -> tuple[str, bytes]:
        """Return the image as a small file.

        Parameters
        ----------
        quality : int
            From 1, smallest, to 100, without loss.

        Returns
        -------
        tuple of str and bytes
            The media type, "image/webp", or "image/png" where this computer's Pillow cannot write WebP, and
            the file's bytes.

        Raises
        ------
        ValueError
            If `quality` is no whole number from 1 to 100.
        """
        chosen = whole(quality, "quality", 1, 100, "80 is small and shows everything that is asked about")
        picture, file = Image.fromarray(self.image), BytesIO()
        if not _webp():
            picture.save(file, "PNG", optimize=True)
            return "image/png", file.getvalue()
        picture.save(file, "WEBP", quality=chosen, lossless=chosen == 100, method=4)
        return "image/webp", file.getvalue()


@lru_cache(maxsize=1)
def _webp() -> bool:
    return bool(features.check("webp"))


def whole(value: object, name: str, least: int, most: int, advice: str) -> int:
    """Return a whole number within limits as an int.

    Parameters
    ----------
    value : object
        What the caller gave; numpy's whole numbers are taken too.
    name : str
        The parameter's name, for the error.
    least, most : int
        The smallest and the largest that is allowed.
    advice : str
        What to do, worded to follow a colon.

    Raises
    ------
    ValueError
        If it is no whole number, is True or False, or lies outside the limits.
    """
    if isinstance(value, Integral) and not isinstance(value, bool) and least <= int(value) <= most:
        return int(value)
    try:
        shown = repr(value)[:40]
    except ValueError:  # Python writes no whole number of more than some thousand digits.
        shown = "a number with too many digits to write"
    raise ValueError(f"{name} must be a whole number from {least:,} to {most:,}, not {shown}: {advice}.")


def checked_size(value: object) -> int:
    """Return a field's size in pixels a side, `SMALLEST` to `LARGEST`, or raise ValueError."""
    return whole(value, "size", SMALLEST, LARGEST, "use 512 unless cells should be fewer or more")


def checked_seed(value: object) -> int:
    """Return a seed, a whole number of 0 or more, or raise ValueError."""
    return whole(value, "seed", 0, _LARGEST_SEED, "any such number gives a field of its own, always the same")
