"""The values of a step curve, checked, in plain numbers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from numbers import Real
from typing import Any, Literal

from her2lessons.figures import given

What = Literal["survival", "incidence"]

_SLACK = 1e-9
"""How far a computed band may miss its own line, by the last digit of a float."""


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve; each value holds from its month until the next."""

    months: tuple[float, ...]
    value: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    at_risk: tuple[int, ...] | None
    """How many are followed at each month; None where it is not known."""

    def at(self, month: float) -> int:
        """Return the place of the value that holds at a month."""
        return bisect_right(self.months, month) - 1

    def risk_at(self, month: float) -> int | None:
        """Return how many are followed at a month, which is at the next month noted; None beyond the last."""
        place = bisect_left(self.months, month)
        return None if self.at_risk is None or place == len(self.months) else self.at_risk[place]

    def until(self, month: float) -> Curve:
        """Return the curve up to a month."""
        keep = bisect_right(self.months, month)
        return Curve(
            self.months[:keep],
            self.value[:keep],
            self.low[:keep],
            self.high[:keep],
            self.at_risk[:keep] if self.at_risk else None,
        )


def read_curves(curves: Any, what: What) -> dict[str, Curve]:
    """Check curves one by one.

    Parameters
    ----------
    curves : mapping
        Curves by name.
    what : {"survival", "incidence"}
        What they hold beside ``months``, ``low`` and ``high``.

    Raises
    ------
    ValueError
        If there is none, or if one is not what it must be; the curve is named.
    """
    if not isinstance(curves, Mapping):
        raise ValueError(
            f"Curves are drawn by name, and a {type(curves).__name__} has no names. "
            f'Give a mapping such as {{"HR+/HER2+": curve}}, each curve with months, {what}, low and high.'
        )
    if not curves:
        raise ValueError("There is nothing to draw: no curve was given. Give at least one.")
    return {_name(label): _read(label, curve, what) for label, curve in curves.items()}


def _name(label: Any) -> str:
    if not isinstance(label, str) or not label.strip():
        raise ValueError(f"A curve is named {label!r}. Give every curve a name in words.")
    return label


def _read(label: str, curve: Any, what: What) -> Curve:
    """Check the arrays of a curve, and begin it at month 0."""
    columns = ["months", what, "low", "high"]
    needed = [*columns, "at_risk"] if what == "survival" or hasattr(curve, "at_risk") else columns
    absent = [column for column in needed if not hasattr(curve, column)]
    if absent:
        raise ValueError(
            f"The curve {label!r} has no {' and no '.join(absent)}. It needs {', '.join(needed)}, "
            "arrays of one length."
        )
    arrays = {column: _numbers(label, column, getattr(curve, column)) for column in needed}
    lengths = {column: len(values) for column, values in arrays.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(
            f"The arrays of the curve {label!r} have different lengths: "
            f"{', '.join(f'{column} {length}' for column, length in lengths.items())}. "
            "Give one value a month."
        )
    months, values, low, high = (arrays[column] for column in columns)
    if not months:
        raise ValueError(f"The curve {label!r} is empty. Give at least one month.")
    _check_months(label, months)
    _check_shares(label, what, values, low, high)
    risk = _whole(label, arrays["at_risk"]) if "at_risk" in arrays else None
    if months[0] > 0:
        start = 1.0 if what == "survival" else 0.0
        months, values, low, high = [0.0, *months], [start, *values], [start, *low], [start, *high]
        risk = [risk[0], *risk] if risk is not None else None
    return Curve(tuple(months), tuple(values), tuple(low), tuple(high), None if risk is None else tuple(risk))


def _numbers(label: str, column: str, values: Any) -> list[float]:
    """Return a plain list of floats, or say which value is no number."""
    found = values.tolist() if hasattr(values, "tolist") else values
    if not isinstance(found, (list, tuple)):
        raise ValueError(f"{column} of the curve {label!r} is {values!r}. Give an array of numbers.")
    for value in found:
        given.check_size(value, f"A value in {column} of the curve {label!r}")
        if not isinstance(value, Real) or isinstance(value, bool) or not isfinite(value):
            raise ValueError(f"{column} of the curve {label!r} holds {value!r}. Give finite numbers only.")
    return [float(value) for value in found]


def _check_months(label: str, months: list[float]) -> None:
    if months[0] < 0 or any(later <= earlier for earlier, later in pairwise(months)):
        raise ValueError(f"The months of the curve {label!r} do not rise from 0 on. Sort them, each once.")
    if months[-1] == 0:
        raise ValueError(f"The curve {label!r} ends at month 0. Give at least one month above 0.")


def _check_shares(label: str, what: What, values: list[float], low: list[float], high: list[float]) -> None:
    for lower, value, upper in zip(low, values, high, strict=True):
        if not 0 <= value <= 1:
            raise ValueError(f"{what} of the curve {label!r} holds {value!r}. A share lies between 0 and 1.")
        if not -_SLACK <= lower <= value + _SLACK or not value - _SLACK <= upper <= 1 + _SLACK:
            raise ValueError(
                f"The band of the curve {label!r} runs from {lower!r} to {upper!r} around {value!r}. "
                "It must hold its own value and stay between 0 and 1."
            )
    sign, wrong = (1, "rises") if what == "survival" else (-1, "falls")
    for earlier, later in pairwise(values):
        if sign * (later - earlier) > _SLACK:
            raise ValueError(
                f"{what} of the curve {label!r} {wrong} from {earlier!r} to {later!r}. "
                f"It never {wrong}; check it."
            )


def _whole(label: str, numbers: list[float]) -> list[int]:
    for number in numbers:
        if number < 0 or not number.is_integer():
            raise ValueError(
                f"at_risk of the curve {label!r} holds {number!r}. Give whole numbers of 0 or more."
            )
    return [int(number) for number in numbers]
