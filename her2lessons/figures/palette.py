"""The colours of categories, curves, stages and icons, each beside a shape or a word: never colour alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from her2lessons.guidelines.result import CATEGORIES, Category

INK = "#1f2933"
"""Text, outlines and hatches."""
FAINT = "#5b6673"
"""Text that comes second; still easy to read on the ground."""
LINE = "#cbd2d9"
"""Rules and grids."""
ROW_TINT = "#f1f4f6"
"""Ground of every second row of a long table."""
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


@dataclass(frozen=True, slots=True)
class Line:
    """How one curve is drawn."""

    colour: str
    """Of line, marker and band, as ``#rrggbb``; at least 3 to 1 against the ground."""
    dashes: tuple[float, ...]
    """Pixels drawn and left out in turn; empty for an unbroken line."""
    marker: str
    """Matplotlib marker at the ticks and beside the name."""

    @property
    def size(self) -> float:
        """Size of the marker in pixels; a slim shape is larger, to weigh as much."""
        return 10 if self.marker in ("P", "X") else 8


# Six curves at most stand in one picture. None has the colour of HER2-low, -ultralow or -null; vermillion
# stays with HER2-positive disease.
LINES: tuple[Line, ...] = (
    Line("#7B3FA0", (), "o"),
    Line("#009E73", (7, 3), "s"),
    Line("#D55E00", (10, 3, 2, 3), "^"),
    Line("#661100", (2, 2.5), "D"),
    Line("#1f2933", (14, 4), "P"),
    Line("#5B6673", (6, 2, 2, 2, 2, 2), "X"),
)
"""Looks of curves that have no look of their own, in the order in which they are given out."""

SUBGROUP_LINES: Mapping[str, Line] = MappingProxyType(
    {
        "HR-/HER2-": LINES[0],
        "HR+/HER2-": LINES[1],
        "HR-/HER2+": LINES[2],
        "HR+/HER2+": LINES[3],
        "all": LINES[4],
    }
)
"""Receptor subgroups look the same in every picture."""

ARM_LINES: Mapping[str, Line] = MappingProxyType({"experimental": LINES[0], "control": LINES[5]})
"""Arms of a trial look the same in every picture."""

STAGE_SHADES: Mapping[str, str] = MappingProxyType(
    {
        "0": "#f6f7f0",
        "IA": "#dee8df",
        "IB": "#c3d8cc",
        "IIA": "#a7c7b8",
        "IIB": "#8bb4a5",
        "IIIA": "#749e93",
        "IIIB": "#4c7773",
        "IIIC": "#366262",
        "IV": "#1e4b4f",
    }
)
"""Grounds of the stages, darker for each higher stage; the step at IIIB is where text turns light."""

AFFECTED, SPARED, ADDED, UNAFFECTED = "#661100", "#009E73", "#7B3FA0", "#ffffff"
"""People in an icon array: with the event, without it thanks to treatment, with it because of it, without."""

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


def line_looks(labels: Sequence[str]) -> dict[str, Line]:
    """Return a look for every curve of a picture, no two alike; subgroups and arms keep their own.

    Parameters
    ----------
    labels : sequence of str
        Names of the curves.

    Raises
    ------
    ValueError
        If there are more curves than looks.
    """
    if len(labels) > len(LINES):
        raise ValueError(
            f"{len(labels)} curves cannot be told apart in one picture; {len(LINES)} can. Draw fewer."
        )
    named = {**SUBGROUP_LINES, **ARM_LINES}
    # Two names may ask for one look, such as an arm beside a subgroup; the first keeps it.
    looks: dict[str, Line] = {}
    for label in labels:
        own = named.get(label)
        if own and own not in looks.values():
            looks[label] = own
    for label in labels:
        if label not in looks:
            looks[label] = next(line for line in LINES if line not in looks.values())
    return {label: looks[label] for label in labels}


def ink_on(ground: str) -> str:
    """Return the colour of text, dark or light, that reads better on a ground."""
    parts = [int(ground[i : i + 2], 16) for i in (1, 3, 5)]
    return INK if 0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2] > 130 else GROUND
