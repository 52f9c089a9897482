"""What a caller may give: numbers, whole counts and percentages, each checked once, at the border.

numpy's numbers are accepted without importing numpy, because they register themselves as
`numbers.Real`; its booleans, like Python's, are refused.
"""

import math
from decimal import Decimal
from numbers import Real

LARGEST_COUNT = 1_000_000
"""No reader counts this many signals. The bound also keeps a quotient of two counts exact enough that
rounding can never carry it across a threshold. Source: course."""

SUM_TOLERANCE = 1e-9
"""How far, as a fraction, a sum of percentages may pass a limit by the rounding of computer arithmetic
alone. Source: course."""


def named(value: object) -> str:
    """Write what was given as it should appear in an error: text in quotes, on one line, and short."""
    try:
        text = repr(str(value)) if isinstance(value, str) else " ".join(str(value).split())
    except ValueError:
        # Python writes no whole number of more than some thousand digits.
        return "a number with too many digits to write"
    return text if len(text) <= 60 else f"{text[:57]}..."


def _is_number(value: object) -> bool:
    # Decimal is a number that does not call itself Real; True and False are Real but are not measurements.
    return isinstance(value, (Real, Decimal)) and not isinstance(value, bool)


def number(value: object, name: str, allowed: str) -> float:
    """Return a finite number as a float.

    Parameters
    ----------
    value : object
        What the caller gave.
    name : str
        The parameter's name, for the error.
    allowed : str
        What the parameter may be, worded to follow "must be".

    Raises
    ------
    ValueError
        If it is no number (text, None, True, a missing value), not finite, or too large for a float.
    """
    wrong = f"{name} must be {allowed}, not {named(value)}."
    if not _is_number(value):
        raise ValueError(f"{wrong} Give it as a number, without quotes or a unit.")
    try:
        result = float(value)  # type: ignore[arg-type]  # _is_number has seen that it is one
    except (OverflowError, ValueError):
        result = math.nan
    if not math.isfinite(result):
        raise ValueError(f"{wrong} If it was not measured, leave the whole result out.")
    return result


def positive(value: object, name: str) -> float:
    """Return a finite number above 0 as a float, or raise ValueError."""
    allowed = "a number above 0"
    result = number(value, name, allowed)
    if result <= 0:
        raise ValueError(
            f"{name} must be {allowed}, not {named(value)}. "
            f"Check the figure; a test that could not be read is rejected instead."
        )
    return result


def percent(value: object, name: str) -> float:
    """Return a percentage from 0 to 100 as a float, or raise ValueError."""
    allowed = "a percentage from 0 to 100"
    result = number(value, name, allowed)
    if not 0 <= result <= 100:
        raise ValueError(
            f"{name} must be {allowed}, not {named(value)}. Give percent of invasive tumour cells."
        )
    return result


def count(value: object, name: str, thing: str) -> int:
    """Return a whole count of at least 1, or raise ValueError.

    Parameters
    ----------
    value : object
        What the caller gave; a float that is whole is taken as the whole number.
    name : str
        The parameter's name, for the error.
    thing : str
        What is counted, in the plural, for the error.
    """
    allowed = f"a whole number of {thing} from 1 to {LARGEST_COUNT:,}"
    result = number(value, name, allowed)
    if result != math.floor(result):
        raise ValueError(
            f"{name} must be {allowed}, not {named(value)}. Give the total counted, not an average."
        )
    if not 1 <= result <= LARGEST_COUNT:
        advice = (
            "If none could be counted, the test has failed: reject it instead."
            if result < 1
            else "No count is that large: check the figure."
        )
        raise ValueError(f"{name} must be {allowed}, not {named(value)}. {advice}")
    return int(result)


def shown(value: float, *lines: float) -> str:
    """Write a figure with two decimals, or with more where rounding would move it onto or across a line.

    Parameters
    ----------
    value : float
        The unrounded figure.
    *lines : float
        The thresholds it is compared with: 1.999 must not be shown as 2.0 beside a line at 2.0.
    """
    for places in range(2, 18):
        text = f"{value:.{places}f}"
        if all(_side(float(text), line) == _side(value, line) for line in lines):
            whole, _, decimals = text.partition(".")
            return f"{whole}.{decimals.rstrip('0') or '0'}"
    return repr(value)


def _side(value: float, line: float) -> int:
    """Say on which side of a line a figure lies: -1 below, 0 on it, 1 above."""
    return (value > line) - (value < line)
