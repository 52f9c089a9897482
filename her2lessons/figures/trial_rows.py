"""Rows of trial results as a forest plot needs them: checked, and put in words."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from numbers import Real
from typing import TYPE_CHECKING, Any, Literal

from her2lessons.figures import given

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "id",
    "trial",
    "population",
    "n",
    "arm_experimental",
    "arm_control",
    "endpoint",
    "experimental",
    "control",
    "unit",
    "ratio",
    "ratio_kind",
    "low",
    "high",
    "interval",
)
"""Columns that ``evidence.trials()`` has and a forest plot reads."""

Side = Literal["below", "above"]

SILENT = "not reported"
ALONE = "no other arm"
"""Why a trial with one arm has no ratio."""


@dataclass(frozen=True, slots=True)
class Row:
    """One result, with None where something was not reported."""

    trial: str
    population: str
    endpoint: str
    n: int | None
    arms: tuple[str, str]
    values: tuple[float | None, float | None]
    unit: str
    ratio: float | None
    kind: str
    low: float | None
    high: float | None
    interval: str

    @property
    def estimate(self) -> str:
        """The ratio with its interval, as written beside its point."""
        if self.ratio is None:
            return f"ratio {SILENT}" if self.arms[1] else ALONE
        if self.low is None or self.high is None:
            return f"{self.ratio:.2f}"
        return f"{self.ratio:.2f} ({self.low:.2f}–{self.high:.2f})"

    @property
    def count(self) -> str:
        """How many people there were."""
        return f"n {SILENT}" if self.n is None else f"n = {self.n:,}"

    @property
    def people(self) -> str:
        """How many, and whose cancer."""
        return f"{self.count}, {self.population}" if self.population else self.count

    @property
    def results(self) -> tuple[str, ...]:
        """The absolute number of each arm."""
        # Without a ratio, the interval is that of the experimental arm.
        own = ""
        if self.ratio is None and self.low is not None and self.high is not None:
            own = f" ({self.interval} {self.low:g}–{self.high:g})"
        first = f"{self.arms[0]}: {self._number(self.values[0])}{own}"
        return (first, f"{self.arms[1]}: {self._number(self.values[1])}") if self.arms[1] else (first,)

    @property
    def spoken(self) -> str:
        """All of it in one sentence."""
        said = self.estimate
        if self.ratio is not None:
            reach = f"interval {SILENT}"
            if self.low is not None and self.high is not None:
                reach = f"{self.interval} {self.low:.2f} to {self.high:.2f}"
            said = f"{self.kind} {self.ratio:.2f}, {reach}"
        return f"{self.trial}, {self.endpoint}: {said}; {'; '.join(self.results)}; {self.people}."

    def _number(self, value: float | None) -> str:
        if value is None:
            return SILENT
        # As many decimals as either arm has, so that 77.0 stands beside 88.3.
        known = [f"{number:g}" for number in self.values if number is not None]
        decimals = max(len(number.partition(".")[2]) for number in known)
        return f"{value:.{decimals}f} {self.unit}".rstrip()


def read(rows: pd.DataFrame) -> list[Row]:
    """Check a table of results row by row.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of ``evidence.trials()``.

    Raises
    ------
    ValueError
        If it is no such table, holds no row or no ratio, or a row says what cannot be; the row is named.
    """
    import pandas as pd

    if not isinstance(rows, pd.DataFrame):
        raise ValueError(
            f"A forest plot draws rows of a table, not a {type(rows).__name__}. "
            "Give rows of evidence.trials()."
        )
    absent = [column for column in COLUMNS if column not in rows.columns]
    if absent:
        raise ValueError(f"The table lacks {', '.join(absent)}. Give rows of evidence.trials().")
    if not len(rows):
        raise ValueError("There is nothing to draw: the table has no rows. Give at least one result.")
    # A missing value may be None, NaN or pandas' own; from here on it is None.
    plain = rows[list(COLUMNS)].astype(object)
    found = [_row(row) for row in plain.where(plain.notna(), None).to_dict("records")]
    if all(row.ratio is None for row in found):
        raise ValueError("There is nothing to draw: no row has a ratio. A forest plot needs at least one.")
    return found


def _row(row: dict[Any, Any]) -> Row:
    name = f"The row {row['id'] or row['trial']!s}"
    numbers = {
        column: _number(row[column], column, name)
        for column in ("n", "experimental", "control", "ratio", "low", "high")
    }
    ratio, low, high = numbers["ratio"], numbers["low"], numbers["high"]
    words = {
        column: str(row[column] or "").strip()
        for column in COLUMNS
        if column not in numbers and column != "id"
    }
    for column in ("trial", "endpoint", "arm_experimental"):
        if not words[column]:
            raise ValueError(f"{name} has no {column}. Every result of a forest plot names it.")
    _check_ratio(name, ratio, low, high, words)
    n = numbers["n"]
    if n is not None and (n < 1 or not n.is_integer()):
        raise ValueError(f"{name} has n = {n:g}. Give a whole number of people, or leave it empty.")
    return Row(
        trial=words["trial"],
        population=words["population"],
        endpoint=words["endpoint"],
        n=None if n is None else int(n),
        arms=(words["arm_experimental"], words["arm_control"]),
        values=(numbers["experimental"], numbers["control"]),
        unit=words["unit"],
        ratio=ratio,
        kind=words["ratio_kind"],
        low=low,
        high=high,
        interval=words["interval"] or "interval",
    )


def _number(value: Any, column: str, name: str) -> float | None:
    if value is None:
        return None
    given.check_size(value, f"{name}: {column}")
    if isinstance(value, bool) or not isinstance(value, Real) or not isfinite(value):
        raise ValueError(f"{name} has {column} {value!r}. Give a finite number, or leave it empty.")
    return float(value)


def _check_ratio(
    name: str, ratio: float | None, low: float | None, high: float | None, words: dict[str, str]
) -> None:
    """A ratio is above 0, says what it is, and lies inside its interval."""
    if (low is None) != (high is None):
        raise ValueError(f"{name} has one end of an interval without the other. Give both, or neither.")
    if low is not None and high is not None and low > high:
        raise ValueError(f"{name} has an interval from {low:g} to {high:g}. The lower end comes first.")
    if ratio is None:
        return
    if ratio <= 0:
        raise ValueError(f"{name} has the ratio {ratio:g}. A ratio is above 0; check it.")
    if not words["ratio_kind"]:
        raise ValueError(f"{name} has a ratio without ratio_kind. Say which ratio it is: hazard ratio, ...")
    if not words["arm_control"]:
        raise ValueError(f"{name} has a ratio but no arm_control. Name what it was compared with.")
    if low is not None and high is not None and not 0 < low <= ratio <= high:
        raise ValueError(
            f"{name} has the ratio {ratio:g} with an interval from {low:g} to {high:g}. "
            "The interval holds the ratio and stays above 0; check it."
        )


def one_kind(rows: list[Row]) -> str:
    """Name the ratio of the axis, or refuse rows whose ratios do not share one."""
    kinds = list(dict.fromkeys(row.kind for row in rows if row.ratio is not None))
    if len(kinds) > 1 and any(_may_be_good(kind) for kind in kinds):
        raise ValueError(
            f"The rows hold {' and '.join(kinds)}s. An odds ratio does not share an axis with a hazard or "
            "rate ratio; draw them apart."
        )
    return " or ".join(kinds)


def _may_be_good(kind: str) -> bool:
    return kind not in ("hazard ratio", "rate ratio")


def favoured_side(kind: str, favours: Side | None) -> Side:
    """Say which side of 1 is in favour of the experimental arm."""
    if favours is None and _may_be_good(kind.split(" or ")[0]):
        raise ValueError(
            f"{kind.capitalize()}s may count something good or something bad. Give favours='above' if a "
            "ratio above 1 is in favour of the experimental arm, favours='below' if one below 1 is."
        )
    if favours not in (None, "below", "above"):
        raise ValueError(f"favours is {favours!r}; it must be 'below' or 'above'.")
    return favours or "below"
