"""What a caller may give a model: numbers, counts and arrays of them, each checked once, at the border.

A missing value, an infinity, a boolean, text or a masked cell is never read as a number.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

LARGEST_COUNT = 1_000_000_000_000
"""No study counts this many people. The bound also keeps sums of counts exact, and their products far below
the largest number a computer holds. Source: course."""

_NUMBER = "Give it as a number, without quotes or a unit."
_FINITE = "Leave out what was not measured."


def named(value: object) -> str:
    """Write what was given as it should appear in an error: text in quotes, on one line, and short."""
    try:
        text = repr(str(value)) if isinstance(value, str) else " ".join(str(value).split())
    except ValueError:
        # Python writes no whole number of more than some thousand digits.
        return "a number with too many digits to write"
    return text if len(text) <= 60 else f"{text[:57]}..."


def number(value: object, name: str, allowed: str = "a number") -> float:
    """Return a finite number as a float.

    Parameters
    ----------
    value : object
        What the caller gave.
    name : str
        What it is called, for the error.
    allowed : str
        What it may be, worded to follow "must be".

    Raises
    ------
    ValueError
        If it is no number (text, None, True, a missing value, an array) or not finite.
    """
    found = as_float(value)
    if found is None:
        raise ValueError(f"{name} must be {allowed}, not {named(value)}. {_NUMBER}")
    if not math.isfinite(found):
        raise ValueError(f"{name} must be {allowed}, not {named(value)}. {_FINITE}")
    return found


def positive(value: object, name: str, unit: str = "") -> float:
    """Return a finite number above 0 as a float, or raise ValueError; ``unit`` is said in the error."""
    allowed = f"a number above 0{f', in {unit}' if unit else ''}"
    found = number(value, name, allowed)
    if found <= 0:
        raise ValueError(f"{name} must be {allowed}, not {named(value)}. Check the figure.")
    return found


def between(value: object, name: str, low: float, high: float, unit: str = "") -> float:
    """Return a number from ``low`` to ``high``, both included, as a float, or raise ValueError."""
    allowed = f"a number from {low:g} to {high:g}{f' {unit}' if unit else ''}"
    found = number(value, name, allowed)
    if not low <= found <= high:
        raise ValueError(f"{name} must be {allowed}, not {named(value)}. Check the figure and its unit.")
    return found


def inside(value: object, name: str) -> float:
    """Return a number strictly between 0 and 1 as a float, or raise ValueError."""
    allowed = "a number between 0 and 1, neither of them included"
    found = number(value, name, allowed)
    if not 0 < found < 1:
        raise ValueError(f"{name} must be {allowed}, not {named(value)}. Write 95 % as 0.95.")
    return found


def whole(value: object, name: str, low: int, high: int | None = None) -> int:
    """Return a whole number from ``low`` to ``high`` as an int, or raise ValueError; 3.0 is taken as 3."""
    allowed = f"a whole number {f'from {low} to {high}' if high is not None else f'of {low} or more'}"
    found = number(value, name, allowed)
    if found != math.floor(found) or found < low or (high is not None and found > high):
        raise ValueError(f"{name} must be {allowed}, not {named(value)}. Check the figure.")
    return int(found)


def numbers(values: Any, name: str, allowed: str = "numbers") -> FloatArray:
    """Return an array of finite numbers as floats, in the shape they were given.

    Parameters
    ----------
    values : array_like
        A number, a sequence of numbers, an array, a pandas Series or a frame.
    name : str
        What they are called, for the error.
    allowed : str
        What they may be, in the plural, worded to follow "must be".

    Raises
    ------
    ValueError
        If one of them is no number or not finite, or if there is none.
    """
    array = _array(values, name)
    if array.size == 0:
        raise ValueError(f"{name} must be {allowed}, and there are none. Give at least one.")
    if array.dtype.kind in "iuf":
        result = array.astype(np.float64)
    else:
        parts = [as_float(value) for value in array.flat]
        if None in parts:
            _refuse(array, parts.index(None), name, allowed, _NUMBER)
        result = np.array(parts, dtype=np.float64).reshape(array.shape)
    finite = np.isfinite(result)
    if not finite.all():
        _refuse(array, int(np.flatnonzero(~finite.ravel())[0]), name, allowed, _FINITE)
    return result


def at_least(values: Any, name: str, low: float, unit: str = "") -> FloatArray:
    """Return an array of finite numbers of ``low`` or more, or raise ValueError."""
    allowed = f"numbers of {low:g} or more{f', in {unit}' if unit else ''}"
    result = numbers(values, name, allowed)
    _check(result >= low, values, name, allowed)
    return result


def shares(values: Any, name: str) -> FloatArray:
    """Return an array of numbers from 0 to 1, or raise ValueError."""
    allowed = "numbers from 0 to 1"
    result = numbers(values, name, allowed)
    _check((result >= 0) & (result <= 1), values, name, allowed)
    return result


def counts(values: Any, name: str) -> FloatArray:
    """Return an array of whole numbers from 0 to a million million, as floats, or raise ValueError."""
    allowed = "whole numbers of 0 or more"
    result = numbers(values, name, allowed)
    _check((result >= 0) & (result == np.floor(result)), values, name, allowed)
    _check(result <= LARGEST_COUNT, values, name, f"whole numbers from 0 to {LARGEST_COUNT:,}")
    return result


def flags(values: Any, name: str) -> npt.NDArray[np.bool_]:
    """Return an array of True and False from booleans or from 0 and 1, or raise ValueError."""
    array = _array(values, name)
    allowed = "True or False, or 1 or 0"
    for place, value in enumerate(array.flat):
        if not is_truth(value) and as_float(value) not in (0.0, 1.0):
            _refuse(array, place, name, allowed, "Say for each person whether it happened.")
    return array.astype(bool)


def line(array: npt.NDArray[Any], name: str) -> None:
    """Refuse an array that is not one row of values."""
    if array.ndim != 1:
        raise ValueError(f"{name} must be one list of values, and this has {array.ndim} dimensions.")


def words(values: object, name: str) -> tuple[object, ...]:
    """Return several values as a tuple; a single word is refused, because it would be read by letters."""
    # An array without dimensions calls itself iterable, and is not.
    if (
        isinstance(values, (str, bytes))
        or not isinstance(values, Iterable)
        or getattr(values, "ndim", 1) == 0
    ):
        raise ValueError(f"{name} must be a list of values, not {named(values)}. Put it in brackets: [...].")
    return tuple(values)


def is_frame(table: object) -> bool:
    """Return whether a table names its rows and columns, as a pandas DataFrame does."""
    return hasattr(table, "index") and hasattr(table, "columns")


def is_truth(value: object) -> bool:
    """Return whether a value is True or False, which Python would take for 1 or 0."""
    return isinstance(value, (bool, np.bool_))


def frozen(array: Any) -> npt.NDArray[Any]:
    """Return a copy of an array that cannot be written to."""
    result = np.array(array)
    result.flags.writeable = False
    return result


def as_float(value: object) -> float | None:
    """Return a number as a float, also an infinite one, or None for what is no number."""
    # Decimal is a number that does not call itself Real; True and False are Real but are not measurements.
    if not isinstance(value, (Real, Decimal)) or isinstance(value, bool):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf
    except ValueError:
        return math.nan


def _array(values: Any, name: str) -> npt.NDArray[Any]:
    """Make an array without turning a boolean or a word into a number on the way."""
    if np.ma.isMaskedArray(values) and np.ma.getmaskarray(values).any():
        raise ValueError(f"{name} has masked values. Leave out what was not measured.")
    typed = hasattr(values, "dtype") or hasattr(values, "dtypes")
    array = np.asarray(values) if typed else np.asarray(values, dtype=object)
    return array if array.dtype.kind in "iuf" else array.astype(object)


def _check(good: npt.NDArray[np.bool_], values: Any, name: str, allowed: str) -> None:
    if not good.all():
        place = int(np.flatnonzero(~good.ravel())[0])
        _refuse(_array(values, name), place, name, allowed, "Check the figures.")


def _refuse(array: npt.NDArray[Any], place: int, name: str, allowed: str, advice: str) -> None:
    where = f" at place {place + 1}" if array.size > 1 else ""
    raise ValueError(f"{name} must be {allowed}, not {named(array.flat[place])}{where}. {advice}")
