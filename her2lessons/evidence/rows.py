"""Read a table of evidence row by row and turn its cells into values, naming the row that is wrong."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from importlib.resources import files
from io import StringIO
from typing import TypeVar

Row = dict[str, str]
Value = TypeVar("Value")


def read(name: str, columns: Sequence[str]) -> Iterator[tuple[str, Row]]:
    """Yield every row of ``tables/<name>.csv`` with a name for it that an error can carry.

    Raises
    ------
    ValueError
        When the header is not exactly ``columns``.
    """
    table = files(__package__).joinpath("tables", f"{name}.csv").read_text(encoding="utf-8")
    yield from parse(StringIO(table), name, columns)


def parse(lines: Iterable[str], name: str, columns: Sequence[str]) -> Iterator[tuple[str, Row]]:
    """Do the same for lines that are already open."""
    reader = csv.DictReader(lines)
    if list(reader.fieldnames or []) != list(columns):
        raise ValueError(
            f"{name}.csv has the columns {reader.fieldnames}; they must be {list(columns)} in this order. "
            "Mend the header."
        )
    for row in reader:
        where = f"{name}.csv, line {reader.line_num}"
        if None in row or None in row.values():
            raise ValueError(
                f"{where} does not have {len(columns)} cells. Put quotes around a cell that holds a comma."
            )
        yield where, row


def collect(items: Iterable[tuple[str, str, Value]], what: str) -> dict[str, Value]:
    """Gather ``(where, key, value)`` into a mapping; a key that comes twice is an error."""
    found: dict[str, Value] = {}
    for where, key, value in items:
        if key in found:
            raise ValueError(f"{where}: the {what} {key!r} is there twice. Give one of them another name.")
        found[key] = value
    return found


def look_up(found: dict[str, Value], key: object, what: str, listing: str) -> Value:
    """Return ``found[key]``, or say which keys come close to the one that was asked for."""
    if not isinstance(key, str):
        raise ValueError(f"A {what} is named by text, not by {key!r}. Call {listing} to see all names.")
    if key in found:
        return found[key]
    close = get_close_matches(key.lower(), found, n=3, cutoff=0.6)
    hint = f"Did you mean {' or '.join(map(repr, close))}? " if close else ""
    raise ValueError(f"There is no {what} {key!r}. {hint}Call {listing} to see all names.")


def text(row: Row, column: str, where: str) -> str:
    """Return a cell that may not be empty."""
    value = row[column].strip()
    if not value:
        raise ValueError(f"{where}: the column {column!r} is empty. Fill it in.")
    return value


def optional(row: Row, column: str, convert: Callable[[str, str, str], Value], where: str) -> Value | None:
    """Return a converted cell, or None where it is empty."""
    value = row[column].strip()
    return convert(value, column, where) if value else None


def number(value: str, column: str, where: str) -> float:
    """Turn a cell into a finite number."""
    try:
        parsed = float(value)
    except ValueError:
        parsed = math.nan
    if not math.isfinite(parsed):
        raise ValueError(f"{where}: {column} is {value!r}, which is not a number. Write it like 0.69.")
    return parsed


def year(value: str, column: str, where: str) -> int:
    """Turn a cell into a year."""
    if not (value.isdecimal() and len(value) == 4):
        raise ValueError(f"{where}: {column} is {value!r}, which is not a year. Write it like 2018.")
    return int(value)


def day(value: str, column: str, where: str) -> date:
    """Turn a cell into a date."""
    try:
        parsed = date.fromisoformat(value)
    except ValueError:
        parsed = None
    # fromisoformat also takes forms such as 20261120, which a reader of the table would trip over.
    if parsed is None or parsed.isoformat() != value:
        raise ValueError(f"{where}: {column} is {value!r}, which is not a date. Write it like 2026-11-20.")
    return parsed
