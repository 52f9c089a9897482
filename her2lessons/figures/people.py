"""People as shapes: a figure each among a hundred, a dot each among a thousand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from her2lessons.figures.palette import ADDED, AFFECTED, FAINT, INK, SPARED, UNAFFECTED

SIZES = (100, 1000)
"""How many people a picture may hold."""

Shape = Literal["affected", "unaffected", "spared", "added"]
"""With the event; without it; without it, but with it in the other group; with it, but not in the other."""

COLOURS: Mapping[Shape, str] = MappingProxyType(
    {"affected": AFFECTED, "unaffected": UNAFFECTED, "spared": SPARED, "added": ADDED}
)

# An outline is a row of SVG path commands relative to the middle of a person, in units of the space one has.
# "a" is half a circle: its radius, and how far across it ends.
Outline = tuple[tuple[str, tuple[float, ...]], ...]

_SQUARE: Outline = (("m", (-0.37, -0.37)), ("h", (0.74,)), ("v", (0.74,)), ("h", (-0.74,)), ("z", ()))
_RING: Outline = (("m", (-0.31, 0)), ("a", (0.31, 0.62)), ("a", (0.31, -0.62)))
_DIAMOND: Outline = (("m", (0, -0.47)), ("l", (0.47, 0.47, -0.47, 0.47, -0.47, -0.47)), ("z", ()))
_CROSS: Outline = (
    ("m", (0, -0.17)),
    ("l", (0.24, -0.24, 0.17, 0.17, -0.24, 0.24, 0.24, 0.24, -0.17, 0.17, -0.24, -0.24)),
    ("l", (-0.24, 0.24, -0.17, -0.17, 0.24, -0.24, -0.24, -0.24, 0.17, -0.17)),
    ("z", ()),
)
_DOTS: Mapping[Shape, Outline] = MappingProxyType(
    {"affected": _SQUARE, "unaffected": _RING, "spared": _DIAMOND, "added": _CROSS}
)
_PERSON: Outline = (
    ("m", (-0.15, -0.42)),
    ("a", (0.15, 0.3)),
    ("a", (0.15, -0.3)),
    ("m", (-0.16, 0.42)),
    ("q", (0, -0.18, 0.18, -0.18)),
    ("h", (0.26,)),
    ("q", (0.18, 0, 0.18, 0.18)),
    ("v", (0.3,)),
    ("h", (-0.11,)),
    ("v", (0.28,)),
    ("h", (-0.4,)),
    ("v", (-0.28,)),
    ("h", (-0.11,)),
    ("z", ()),
)
_PLUS: Outline = (
    ("m", (-0.06, -0.06)),
    ("v", (-0.12,)),
    ("h", (0.12,)),
    ("v", (0.12,)),
    ("h", (0.12,)),
    ("v", (0.12,)),
    ("h", (-0.12,)),
    ("v", (0.12,)),
    ("h", (-0.12,)),
    ("v", (-0.12,)),
    ("h", (-0.12,)),
    ("v", (-0.12,)),
    ("z", ()),
)
_SIGNS: Mapping[Shape, Outline] = MappingProxyType({"spared": _PLUS, "added": _CROSS})
"""What a person who differs from the other group wears on the chest."""


def people(shape: Shape, places: Sequence[tuple[float, float]], size: float, of: int) -> list[str]:
    """Return the SVG paths that draw people of one kind.

    Parameters
    ----------
    shape : str
        What they are.
    places : sequence of (float, float)
        Where their middles are, in pixels.
    size : float
        How wide the space for each is, in pixels.
    of : {100, 1000}
        Whether they are figures or dots.
    """
    if not places:
        return []
    edge, thick = (FAINT, 1) if shape == "unaffected" else (INK, 0.6)
    if of != SIZES[0]:
        return [_path(_DOTS[shape], places, size, COLOURS[shape], edge, thick)]
    drawn = [_path(_PERSON, places, size, COLOURS[shape], edge, thick)]
    if shape in _SIGNS:
        chest = [(across, down + 0.13 * size) for across, down in places]
        small = size if shape == "spared" else 0.5 * size
        drawn.append(_path(_SIGNS[shape], chest, small, UNAFFECTED, INK, thick))
    return drawn


def _path(
    outline: Outline,
    places: Sequence[tuple[float, float]],
    size: float,
    fill: str,
    edge: str,
    thick: float,
) -> str:
    """Return one path with the outline at every place; that keeps a thousand people small in a notebook."""
    one = "".join(
        _command(letter, [_short(number * size) for number in numbers]) for letter, numbers in outline
    )
    drawn = "".join(f"M{_short(across)} {_short(down)}{one}" for across, down in places)
    return f'<path d="{drawn}" style="fill: {fill}; stroke: {edge}; stroke-width: {thick}"/>'


def _command(letter: str, numbers: Sequence[str]) -> str:
    if letter == "a":
        radius, across = numbers
        return f"a{radius} {radius} 0 1 1 {across} 0"
    return letter + " ".join(numbers)


def _short(number: float) -> str:
    """Write a coordinate to a hundredth of a pixel."""
    return f"{round(number, 2):g}"
