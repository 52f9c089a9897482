"""Named slips of the pen in dividing counts: what each gives, and what that number is in truth."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from her2lessons.guidelines import given
from her2lessons.quiz.families.ish_ratio.counting import Count


class Slip(NamedTuple):
    """A wrong number that the counts invite."""

    value: Fraction
    sum_in_words: str
    """The division that gives it."""
    what: str
    """What the number is, worded to follow "which is"."""


def slips(count: Count) -> list[Slip]:
    """Give the wrong numbers that this count invites."""
    return [*_other_pairs(count), *_about_dividing(count)]


def _other_pairs(count: Count) -> Iterator[Slip]:
    """Give what comes of dividing the wrong two counts."""
    her2, cep17, nuclei = count.counts
    pairs = {
        "ratio": (her2, cep17, "the ratio"),
        "her2_copies": (her2, nuclei, "the HER2 copies per nucleus"),
        "cep17_copies": (cep17, nuclei, "the CEP17 copies per nucleus"),
    }
    for asked, (first, second, what) in pairs.items():
        if asked != count.asked:
            yield _slip(first, second, what)


def _about_dividing(count: Count) -> Iterator[Slip]:
    first, second = count.parts
    nuclei = count.counts.nuclei
    yield _slip(second, first, "the division upside down")
    value = Fraction(first, second) / nuclei
    yield Slip(value, f"{first} / {second} / {nuclei} = {_shown(value)}", _TOO_OFTEN[count.asked])


_TOO_OFTEN = {
    "ratio": "divided by the nuclei as well, though they cancel out",
    "her2_copies": "divided by the nuclei twice",
    "cep17_copies": "divided by the nuclei twice",
}


def _slip(first: int, second: int, what: str) -> Slip:
    value = Fraction(first, second)
    return Slip(value, f"{first} / {second} = {_shown(value)}", what)


def _shown(value: Fraction) -> str:
    return given.shown(float(value), 0.0)
