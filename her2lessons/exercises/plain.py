"""Turn whatever an answer gave into plain data, without running a line of the learner's own code.

An object of the learner's own making may say that it equals everything, or raise when it is printed or
asked for its class. So nothing here compares, prints or asks: a value is taken only when its exact type
is one of a few that Python, numpy or pandas made.
"""

from __future__ import annotations

import sys
from types import FunctionType
from typing import Any, TypeAlias, TypeGuard

Plain: TypeAlias = "bool | int | float | str | tuple[Plain, ...] | None"
"""What an answer is made of once it has been read: it can be compared, printed and written as JSON."""

LONGEST = 100
"""How many parts one answer may have; every list or table of the exercises is far shorter."""

_SHOWN = 60
_DEPTH = 3


class NotPlainError(Exception):
    """A value that cannot be read as plain data; the message is a phrase that names it."""


def type_name(value: object) -> str:
    """Name a value's type, without asking the value or a metaclass of its own."""
    name = type.__dict__["__name__"].__get__(type(value))
    return name if name.isidentifier() and len(name) <= _SHOWN else "object"


_IN_WORDS: tuple[tuple[type, str], ...] = (
    (type(None), "nothing (None)"),
    (bool, "True or False"),
    (int, "a whole number"),
    (float, "a number"),
    (str, "a text"),
    (dict, "a dictionary"),
    (FunctionType, "a function"),
)


def a_type(value: object) -> str:
    """Say of what kind a value is, to follow "it is"."""
    for kind, words in _IN_WORDS:
        if type(value) is kind:
            return words
    name = type_name(value)
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def is_made_by(module: str, name: str, value: object) -> bool:
    """Tell whether a value's exact type is one class of a library, without loading that library."""
    made = getattr(sys.modules.get(module), name, None)
    return made is not None and type(value) is made


def plain(value: object, depth: int = _DEPTH) -> Plain:
    """Give a value as plain data: Python's own single values, numpy's as Python's, lists as tuples.

    Raises
    ------
    NotPlainError
        If the value, or a part of it, is anything else; also if it has more than `LONGEST` parts.
    """
    kind = type(value)
    if _is_single(value):
        return value
    if kind is list or kind is tuple:
        parts: Any = value
        if depth == 0 or len(parts) > LONGEST:
            raise NotPlainError(f"a {kind.__name__} that is too long or too deep to read")
        return tuple(plain(part, depth - 1) for part in parts)
    if _is_numpy(value):
        item = value.item()
        if _is_single(item):
            return item
    if is_made_by("pandas._libs.missing", "NAType", value):
        return None
    raise NotPlainError(a_type(value))


def _is_single(value: object) -> TypeGuard[bool | int | float | str | None]:
    kind = type(value)
    return value is None or kind is bool or kind is int or kind is float or kind is str


def _is_numpy(value: object) -> TypeGuard[Any]:
    numpy: Any = sys.modules.get("numpy")
    # `in` would ask a metaclass of the learner's own for equality; `is` asks nobody.
    return numpy is not None and any(type(value) is known for known in numpy.sctypeDict.values())


def show(value: Plain) -> str:
    """Write plain data as Python would, cut to a length that fits a sentence."""
    try:
        text = repr(value)
    except ValueError:  # an int of more digits than Python is willing to write
        text = "a number with thousands of digits"
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."


def word(value: Plain) -> Plain:
    """Give a text without the differences that do not matter: capitals and spaces around or inside."""
    return " ".join(value.split()).casefold() if type(value) is str else value
