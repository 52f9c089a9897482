"""What may be asked of a FISH field: every argument checked once, and what is impossible refused."""

from __future__ import annotations

import math
from dataclasses import dataclass

from her2lessons.guidelines import given, ish
from her2lessons.microscope import flaws
from her2lessons.microscope.field import checked_seed, checked_size, whole
from her2lessons.microscope.palettes import Palette, checked_palette

FEWEST_COPIES, MOST_COPIES = 1.0, 30.0
"""HER2 signals per nucleus that can be drawn: a counted nucleus shows at least one. Source: course."""

FEWEST_CEP17, MOST_CEP17 = 1.0, 8.0
"""CEP17 signals per nucleus that can be drawn, on average. Source: course."""

MOST_NUCLEI = 60
"""The most countable nuclei in one field. Source: course."""

SMALLEST_RADIUS = 18.0
"""Pixels from the middle of a nucleus to its edge, below which its signals could not be told apart."""

_LARGEST_RADIUS, _WIDEST = 90.0, 0.105
"""A nucleus fills neither more pixels than this nor a larger part of the field's width."""

_FILLED = 0.34
"""The part of a field that nuclei may fill, so that they still lie as scattered as in tissue."""


@dataclass(frozen=True)
class Request:
    """A FISH field that can be drawn."""

    ratio: float
    """HER2 signals for each CEP17 signal."""
    her2_copies: float
    """HER2 signals per nucleus."""
    nuclei: int
    """How many countable nuclei."""
    seed: int
    """What the field is drawn from."""
    size: int
    """Pixels along each side."""
    distractors: bool
    """Whether nuclei and spots are added that must not be counted."""
    palette: Palette
    """The colours of the probes."""
    flaw: str | None
    """Why the field must be rejected, or None."""

    @property
    def group(self) -> int:
        """The group that the asked figures lie in, 1 to 5."""
        return ish.group(self.ratio, self.her2_copies)

    @property
    def with_control(self) -> bool:
        """Whether control cells are shown in a corner: not only where they have failed, which would tell."""
        return self.distractors or self.flaw == "controls"

    @property
    def radius(self) -> float:
        """Pixels from the middle of a usual nucleus to its edge."""
        return _radius(self.nuclei, self.size, self.distractors)


def check(
    ratio: object,
    her2_copies: object,
    nuclei: object,
    seed: object,
    size: object,
    distractors: object,
    palette: object,
    flaw: object,
) -> Request:
    """Return the request, or raise ValueError for the first thing that is wrong with it."""
    checked_ratio, copies = figures(ratio, her2_copies)
    number = checked_nuclei(nuclei)
    pixels = checked_size(size)
    if not isinstance(distractors, bool):
        raise ValueError(
            f"distractors must be True or False, not {given.named(distractors)}: say True for a field with "
            f"nuclei and spots that must not be counted."
        )
    _fits(number, pixels, distractors)
    return Request(
        checked_ratio,
        copies,
        number,
        checked_seed(seed),
        pixels,
        distractors,
        checked_palette(palette),
        flaws.flaw(flaw, "fish"),
    )


def figures(ratio: object, her2_copies: object) -> tuple[float, float]:
    """Return ratio and copies as floats if nuclei can have them, or raise ValueError."""
    wanted = given.positive(ratio, "ratio")
    copies = given.positive(her2_copies, "her2_copies")
    if not FEWEST_COPIES <= copies <= MOST_COPIES:
        raise ValueError(
            f"her2_copies must be from {FEWEST_COPIES:g} to {MOST_COPIES:g} signals per nucleus, not "
            f"{copies:g}: ask for a figure that can be drawn and counted."
        )
    cep17 = copies / wanted
    # A quotient of two floats may miss the limit by a digit: 3.3 / 3.3 must be 1, and 2.1 / 0.2625 be 8.
    if not FEWEST_CEP17 - 1e-9 <= cep17 <= MOST_CEP17 + 1e-9:
        raise ValueError(
            f"A ratio of {wanted:g} with {copies:g} HER2 copies needs {cep17:.2f} CEP17 signals in each "
            f"nucleus, and only {FEWEST_CEP17:g} to {MOST_CEP17:g} can be drawn: ask for a ratio from "
            f"{_up(copies / MOST_CEP17):g} to {_down(copies / FEWEST_CEP17):g} with these copies."
        )
    return wanted, copies


def checked_nuclei(value: object) -> int:
    """Return a number of countable nuclei, 1 to `MOST_NUCLEI`, or raise ValueError."""
    return whole(
        value, "nuclei", 1, MOST_NUCLEI, f"a count that is reported needs at least {ish.MIN_NUCLEI} nuclei"
    )


def extras(nuclei: int) -> dict[str, int]:
    """Return how many of each kind are added that must not be counted; an overlapping pair is one."""
    share = {"truncated": 0.10, "out of focus": 0.06, "overlapping": 0.06, "no signals": 0.05}
    number = {why: max(1, round(part * nuclei)) for why, part in share.items()}
    return number | {"not a tumour cell": max(2, round(0.1 * nuclei))}


def _radius(nuclei: int, size: int, distractors: bool) -> float:
    places = nuclei + (sum(extras(nuclei).values()) if distractors else 0)
    return min(_LARGEST_RADIUS, _WIDEST * size, math.sqrt(_FILLED * size**2 / (math.pi * places)))


def _fits(nuclei: int, size: int, distractors: bool) -> None:
    """Refuse nuclei that would have to be drawn too small."""
    if _radius(nuclei, size, distractors) >= SMALLEST_RADIUS:
        return
    most = max(number for number in range(1, nuclei) if _radius(number, size, distractors) >= SMALLEST_RADIUS)
    added = " with distractors" if distractors else ""
    raise ValueError(
        f"{nuclei} nuclei{added} do not fit into a field of {size} x {size} pixels: ask for at most {most} "
        f"nuclei or for a larger size."
    )


def _up(value: float) -> float:
    return math.ceil(value * 100 - 1e-9) / 100


def _down(value: float) -> float:
    return math.floor(value * 100 + 1e-9) / 100
