"""Two readers and the table of what each of them said: rows one reader, columns the other."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from her2lessons.models import given

if TYPE_CHECKING:
    import pandas as pd


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
        All that a reader may say, each once, in their order; for weighted kappa the order matters.

    Returns
    -------
    pandas.DataFrame
        Counts: a row for each category of reader a, a column for each of reader b, also where it is empty.

    Raises
    ------
    ValueError
        If the readers read different numbers of cases or none, if a reading is no category, or if there are
        fewer than two categories or one twice.
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
        Counts, square; a frame must name rows and columns alike, in the same order.
    size : int, optional
        How many categories it must have.

    Raises
    ------
    ValueError
        If it is not square, empty, not of that size, if rows and columns are named differently, or if it
        holds anything but whole numbers of 0 or more.
    """
    framed = hasattr(table, "index") and hasattr(table, "columns")
    counts = given.counts(table, "The table's counts")
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
        shape = " by ".join(map(str, counts.shape)) or "a single number"
        raise ValueError(
            f"The table is {shape}; it must be square, a row and a column for each category. "
            "agreement.from_readings makes one that keeps categories nobody used."
        )
    if size is not None and len(counts) != size:
        raise ValueError(
            f"The table has {len(counts)} categories; this needs {size}. Join or leave out some."
        )
    if not counts.any():
        raise ValueError("The table counts nobody. Give at least one case that both readers read.")
    return Table(counts, _labels(table) if framed else tuple(range(len(counts))))


def _labels(frame: Any) -> tuple[Hashable, ...]:
    rows, columns = tuple(frame.index), tuple(frame.columns)
    if rows != columns:
        raise ValueError(
            f"The rows are {_listed(rows)} and the columns {_listed(columns)}. Both readers need the same "
            "categories in the same order: sort one of them, or use agreement.from_readings."
        )
    return _categories(rows) if len(rows) > 1 else rows


def _categories(categories: object) -> tuple[Hashable, ...]:
    named = given.words(categories, "categories")
    if len(named) < 2:
        raise ValueError(f"There must be at least two categories, not {len(named)}. Give all there are.")
    for place, name in enumerate(named):
        if not isinstance(name, (str, int, np.integer, np.bool_)):
            raise ValueError(
                f"The category {given.named(name)} is no word and no whole number. Name it in a word."
            )
        if name in named[:place]:
            raise ValueError(f"The category {given.named(name)} is named twice. Name each once.")
    return named


def _places(said: tuple[object, ...], categories: tuple[Hashable, ...], reader: str) -> list[int]:
    """Turn readings into their places among the categories."""
    found = {name: place for place, name in enumerate(categories)}
    for case, reading in enumerate(said):
        if not isinstance(reading, Hashable) or reading not in found:
            raise ValueError(
                f"Reader {reader} said {given.named(reading)} about case {case + 1}. "
                f"It must be one of {_listed(categories)}; leave out cases without a reading."
            )
    return [found[reading] for reading in said]


def _listed(names: tuple[object, ...]) -> str:
    return ", ".join(given.named(name) for name in names)
