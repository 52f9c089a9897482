"""Families of generated questions: one module each, found by its name, each with ``make(seed)``.

What is right comes from the rooms that hold the rules; a family only picks inputs and words, and says of
each question how hard it is: 1 (recall), 2 (apply) or 3 (an edge, or several rules at once).
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from her2lessons.quiz.item import Item


class Family(Protocol):
    """What a module in this folder offers."""

    def make(self, seed: int) -> Item:
        """Give the question of ``seed``: the same one every time."""


@cache
def names() -> tuple[str, ...]:
    """Give the names of all families, in alphabetical order."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def check(name: str) -> None:
    """Raise ValueError, naming the families there are, if ``name`` is none of them."""
    if name not in names():
        close = get_close_matches(name, names(), n=1)
        hint = f" Did you mean {close[0]!r}?" if close else ""
        raise ValueError(f"there is no family {name!r}; the families are {', '.join(names())}.{hint}")


def load(name: str) -> Family:
    """Give the module of the family called ``name``; it is imported only now, rules and all."""
    check(name)
    return cast(Family, import_module(f"{__name__}.{name}"))
