"""The colours of the categories, each with a hatch and a shape, so that no meaning rests on colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from her2lessons.guidelines.result import CATEGORIES, Category

INK = "#1f2933"
"""Text, outlines and hatches."""
FAINT = "#5b6673"
"""Text that comes second; still easy to read on the ground."""
LINE = "#cbd2d9"
"""Rules and grids."""
GROUND = "#ffffff"
"""What every picture is drawn on, in a light or a dark notebook."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one category is drawn."""

    colour: str
    """Fill, as ``#rrggbb``."""
    hatch: str
    """Matplotlib hatch drawn over the fill; empty for a plain fill."""
    marker: str
    """Matplotlib marker for a point."""
    symbol: str
    """The same shape as a character, for text and HTML."""


# Vermillion, blue, sky blue and yellow are from the Okabe-Ito set. These four and the two greys stay apart
# for readers without red, green or blue cones; a test holds every pair to a least distance.
CATEGORY_LOOKS: Mapping[Category, Look] = MappingProxyType(
    {
        "HER2-positive": Look("#D55E00", "", "o", "●"),
        "HER2-low": Look("#0072B2", "//", "s", "■"),
        "HER2-ultralow": Look("#56B4E9", "||", "^", "▲"),
        "HER2-null": Look("#F0E442", "\\\\", "D", "◆"),
        "HER2-0 (not further stated)": Look("#C9CED6", "xx", "P", "✚"),
        "undetermined": Look("#6B7280", "--", "X", "✖"),
    }
)

RESULT_TINTS: Mapping[str, str] = MappingProxyType(
    {"positive": "#f9dcc8", "needs IHC": "#eceff2", "negative": "#cfe3f2"}
)
"""Pale grounds for regions that hold text: what an ISH group says by itself."""

SHADES = ("#ffffff", "#6fb1e0")
"""Ends of the scale from no patients to most patients; ink reads well on all of it."""


def look(category: str) -> Look:
    """Return how a category is drawn.

    Parameters
    ----------
    category : str
        One of the six categories of ``guidelines.her2``.

    Raises
    ------
    ValueError
        If it is none of them.
    """
    for name, found in CATEGORY_LOOKS.items():
        if name == category:
            return found
    raise ValueError(
        f"There is no category {category!r}. The categories are {', '.join(map(repr, CATEGORIES))}; "
        "use one of them as it is written here."
    )


def blend(share: float) -> str:
    """Mix the two ends of :data:`SHADES`; 0 gives the first, 1 the second, as ``#rrggbb``."""
    parts = [[int(end[i : i + 2], 16) for i in (1, 3, 5)] for end in SHADES]
    mixed = [round(low + share * (high - low)) for low, high in zip(*parts, strict=True)]
    return "#" + "".join(f"{part:02x}" for part in mixed)
