"""Two readers and the table of what each of them said: rows one reader, columns the other."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from her2lessons.models import given

if TYPE_CHECKING:
    import pandas as pd


NAMES = (str, int, np.integer, np.bool_)
"""What a category may be named by: a word, a whole number, or True or False."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A square table of counts that has been checked."""

    counts: given.FloatArray
    """Whole numbers, square."""
    categories: tuple[Hashable, ...]
    """What rows and columns stand for, in their order; numbers from 0 where the table has no names."""


def from_readings(
    a: Sequence[Hashable], b: Sequence[Hashable], categories: Sequence[Hashable]
) -> pd.DataFrame:
    """Count how often two readers said what about the same cases.

    Parameters
    ----------
    a, b : sequence
        What each reader said, case by case, in the same order. A case that one of them did not read must be
        left out of both.
    categories : sequence
        All that a reader may say, each once, in their order; for weighted kappa the order matters. Words, or
        whole numbers, or True and False, which are not the numbers 1 and 0 here.

    Returns
    -------
    pandas.DataFrame
        Counts: a row for each category of reader a, a column for each of reader b, also where it is empty.

    Raises
    ------
    ValueError
        If the readers read different numbers of cases or none, if a reading is no category, or if there are
        fewer than two categories, one twice, or True or False beside numbers.
    """
    import pandas as pd

    named = _categories(categories)
    readings = given.words(a, "a"), given.words(b, "b")
    if len(readings[0]) != len(readings[1]):
        raise ValueError(
            f"Reader a has {len(readings[0])} readings and reader b {len(readings[1])}. "
            "Both must have read the same cases: leave out what one of them did not read."
        )
    if not readings[0]:
        raise ValueError("There are no readings. Give at least one case that both readers read.")
    counts = np.zeros((len(named), len(named)), dtype=np.int64)
    np.add.at(
        counts, tuple(_places(said, named, reader) for said, reader in zip(readings, "ab", strict=True)), 1
    )
    return pd.DataFrame(
        counts, index=pd.Index(named, name="a", dtype=object), columns=pd.Index(named, name="b", dtype=object)
    )


def square(table: Any, size: int | None = None) -> Table:
    """Check a table of two readers.

    Parameters
    ----------
    table : array_like or pandas.DataFrame
        Counts, square; a frame must name rows and columns alike, in the same order, and have no totals.
    size : int, optional
        How many categories it must have.

    Raises
    ------
    ValueError
        If it is not square, empty, not of that size, if rows and columns are named differently, if a frame
        ends in totals, or if it holds anything but whole numbers from 0 to a million million.
    """
    framed = given.is_frame(table)
    counts = given.counts(table, "The table's counts")
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
        shape = " by ".join(map(str, counts.shape)) or "a single number"
        raise ValueError(
            f"The table is {shape}; it must be square, a row and a column for each category. "
            "agreement.from_readings makes one that keeps categories nobody used."
        )
    if framed and _ends_in_totals(counts):
        raise ValueError(
            "The last row and column are the totals of the others and would count as a category: leave out "
            "the totals (margins). If these are counts of their own, give table.to_numpy()."
        )
    if size is not None and len(counts) != size:
        raise ValueError(
            f"The table has {len(counts)} categories; this needs {size}. Join or leave out some."
        )
    if not counts.any():
        raise ValueError("The table counts nobody. Give at least one case that both readers read.")
    return Table(counts, _labels(table) if framed else tuple(range(len(counts))))


def _ends_in_totals(counts: given.FloatArray) -> bool:
    """Return whether the last row and column hold the sums of the others, as pandas.crosstab adds them."""
    across, down = counts[:, :-1].sum(axis=1), counts[:-1].sum(axis=0)
    same = (counts[:, -1] == across).all() and (counts[-1] == down).all()
    return len(counts) > 2 and bool(counts.any() and same)


def _labels(frame: Any) -> tuple[Hashable, ...]:
    rows, columns = _named(tuple(frame.index)), _named(tuple(frame.columns))
    if list(map(_key, rows)) != list(map(_key, columns)):
        raise ValueError(
            f"The rows are {_listed(rows)} and the columns {_listed(columns)}. Both readers need the same "
            "categories in the same order: sort one of them, or use agreement.from_readings."
        )
    return rows


def _categories(categories: object) -> tuple[Hashable, ...]:
    named = given.words(categories, "categories")
    if len(named) < 2:
        raise ValueError(f"There must be at least two categories, not {len(named)}. Give all there are.")
    return _named(named)


def _named(named: tuple[Any, ...]) -> tuple[Hashable, ...]:
    """Return the names of categories, each of which must be one and stand once."""
    for name in named:
        if not isinstance(name, NAMES):
            raise ValueError(
                f"The category {given.named(name)} is no word and no whole number. Name it in a word."
            )
    kinds = {given.is_truth(name) for name in named if not isinstance(name, str)}
    if len(kinds) > 1:
        raise ValueError(
            f"The categories are {_listed(named)}. True and False are no numbers: use these or numbers."
        )
    for place, name in enumerate(named):
        if name in named[:place]:
            raise ValueError(f"The category {given.named(name)} is named twice. Name each once.")
    return named


def _key(name: object) -> tuple[bool, object]:
    """Return what tells a name from all others; True equals 1 in Python, and is another answer."""
    return given.is_truth(name), name


def _places(said: tuple[object, ...], categories: tuple[Hashable, ...], reader: str) -> list[int]:
    """Turn readings into their places among the categories."""
    found = {_key(name): place for place, name in enumerate(categories)}
    for case, reading in enumerate(said):
        # Only what is surely hashable is looked up: a tuple may hold a list.
        if not isinstance(reading, (str, Real, np.bool_)) or _key(reading) not in found:
            raise ValueError(
                f"Reader {reader} said {given.named(reading)} about case {case + 1}. "
                f"It must be one of {_listed(categories)}; leave out cases without a reading."
            )
    return [found[_key(reading)] for reading in said]


def _listed(names: tuple[object, ...]) -> str:
    return ", ".join(given.named(name) for name in names)
