"""Two thousand questions of each family, made once for all tests that look at them."""

from collections.abc import Callable
from functools import cache
from random import Random
from typing import NamedTuple

import pytest

from her2lessons.quiz import Item, families, making

SEEDS = range(2000)


class Made(NamedTuple):
    """The questions of a family, and how many draws were thrown away on the way to them."""

    items: tuple[Item, ...]
    unclear: int


@cache
def made(name: str) -> Made:
    """Make every question of a family, and count the draws in which a mistake would have been accepted."""
    unclear = 0

    def counted(draw: Callable[[Random], making.Sum], dice: Random) -> making.Sum:
        nonlocal unclear
        while not (drawn := draw(dice)).is_clear:
            unclear += 1
        return drawn

    family = families.load(name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "clear_sum", counted)
        items = tuple(family.make(seed) for seed in SEEDS)
    return Made(items, unclear)


def questions(name: str) -> list[Item]:
    """The questions of a family, in the order of their seeds."""
    return list(made(name).items)
