"""The kinds of question: one module each, found by its name; adding one edits nothing else here.

A kind module holds ``Model`` (its schema), ``read_response`` (what a learner gave, checked),
``score`` and ``public_view``. A kind whose question is made on demand also has ``realise``.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol, cast

from her2lessons.quiz.item import Item
from her2lessons.quiz.result import Result
from her2lessons.quiz.view import PublicView


class Kind(Protocol):
    """What a module in this folder offers."""

    Model: type[Item]

    def read_response(self, item: Any, response: object) -> object:
        """Give the response in the kind's own form, or raise `ResponseError`."""

    def score(self, item: Any, response: object) -> Result:
        """Mark a response."""

    def public_view(self, item: Any) -> PublicView:
        """Give what may be shown before answering."""


@cache
def names() -> tuple[str, ...]:
    """Give the names of all kinds, in alphabetical order."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


@cache
def load(name: str) -> Kind:
    """Give the module of the kind called ``name``, which must be one of `names`."""
    if name not in names():
        raise ValueError(f"There is no kind of question called {name!r}; the kinds are {', '.join(names())}.")
    return cast(Kind, import_module(f"{__name__}.{name}"))
