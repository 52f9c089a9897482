"""A filled answer sheet of an examination: read whole, or one sentence on what is wrong with it."""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from her2lessons.guidelines import given, ihc

_LARGEST_FILE = 1_000_000
_PARTS = ",;\t"
"""What may part the columns: spreadsheets write what their country writes."""

_ALLOWED = ", ".join(ihc.SCORES)


def read_sheet(sheet: object, count: int, label: str) -> Mapping[int, ihc.Score]:
    """Return what a student wrote for each number.

    Parameters
    ----------
    sheet : path
        A CSV file with the columns number and score; others are passed over, and so are empty lines.
    count : int
        How many numbers there must be.
    label : str
        The set's name, compared with the column set where the sheet has it.

    Raises
    ------
    ValueError
        If the file cannot be read or has no such columns, if it is of another set, if a number is missing,
        repeated or unknown, or if a score is missing or unknown.
    """
    path, rows = _rows(sheet)
    names = {row.get("set", "").strip() for row in rows} - {""}
    if names - {label}:
        other = given.named(min(names - {label}))
        raise ValueError(
            f"{path} is a sheet of the set {other}, and this secret and size make the set '{label}': give "
            f"the secret and the size that the set was made from."
        )
    numbers = [_number(row["number"], path, count) for row in rows]
    _check_numbers(numbers, path, count)
    said = {number: row["score"].strip() for number, row in zip(numbers, rows, strict=True)}
    empty = [number for number in sorted(said) if not said[number]]
    if empty:
        raise ValueError(f"{path} has no score for {_listed(empty)}: write one of {_ALLOWED} for each.")
    return {number: _score(word, number, path) for number, word in sorted(said.items())}


def _rows(sheet: object) -> tuple[Path, list[dict[str, str]]]:
    """Return the sheet's lines as mappings from the names of its columns, empty lines left out."""
    path = _checked_path(sheet)
    lines = _text(path).splitlines()
    head = next((line for line in lines if line.strip(_PARTS + " ")), "")
    if not head:
        raise ValueError(f"{path} is empty: fill in the answer sheet of the set and give that.")
    parts = max(_PARTS, key=head.count)
    try:
        table = list(csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=parts, strict=True))
    except csv.Error as error:
        raise ValueError(f"{path} is no readable CSV file ({error}): save the sheet as CSV again.") from None
    table = [[cell.strip() for cell in cells] for cells in table if any(cell.strip() for cell in cells)]
    columns = [name.lower() for name in table[0]]
    for needed in ("number", "score"):
        if columns.count(needed) != 1:
            raise ValueError(
                f"{path} needs one column named {needed} and has {columns.count(needed)}: keep the first "
                f"line of the answer sheet as it is."
            )
    width = len(columns)
    # A spreadsheet may drop empty cells at the end of a line.
    full = [dict(zip(columns, [*cells, *[""] * (width - len(cells))], strict=False)) for cells in table[1:]]
    return path, full


def _checked_path(sheet: object) -> Path:
    if isinstance(sheet, (str, os.PathLike)) and str(sheet).strip():
        return Path(sheet)
    raise ValueError(f"sheet must be the path of a CSV file, not {given.named(sheet)}: give one as text.")


def _text(path: Path) -> str:
    try:
        if path.is_dir():
            raise ValueError(f"{path} is a folder: give the path of one filled answer sheet.")
        with path.open("rb") as file:
            data = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        why = error.strerror or str(error)
        raise ValueError(f"{path} cannot be read ({why}): give the path of a filled answer sheet.") from None
    if len(data) > _LARGEST_FILE:
        raise ValueError(f"{path} is far too large for an answer sheet: give the path of a filled one.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise ValueError(f"{path} is not plain text in UTF-8: save the sheet as CSV, not as a workbook.")
    return text


def _number(text: str, path: Path, count: int) -> int:
    """Return a number from 1 to ``count``; 7, 07 and 7.0 are the same, as spreadsheets write them."""
    word = text.removesuffix(".0")
    if word.isascii() and word.isdigit() and len(word) <= 4 and 1 <= int(word) <= count:
        return int(word)
    raise ValueError(
        f"{path} has the number {given.named(text)}, and the set goes from 1 to {count}: keep the numbers of "
        f"the answer sheet as they are."
    )


def _check_numbers(numbers: list[int], path: Path, count: int) -> None:
    repeated = sorted(number for number, times in Counter(numbers).items() if times > 1)
    if repeated:
        raise ValueError(f"{path} has {_listed(repeated)} more than once: keep one line for each number.")
    missing = sorted(set(range(1, count + 1)) - set(numbers))
    if missing:
        raise ValueError(
            f"{path} has no line for {_listed(missing)}: the set has {count} fields, and each needs its line."
        )


def _score(word: str, number: int, path: Path) -> ihc.Score:
    found = next((score for score in ihc.SCORES if score == word), None)
    if found is not None:
        return found
    # A bare 0 is no answer here: the two scores it may stand for are what is asked.
    close = [score for score in ihc.SCORES if word and score.split()[0].rstrip("+") == word.rstrip("+ ")]
    hint = f" (perhaps {' or '.join(close)})" if close else ""
    raise ValueError(
        f"{path} has the score {given.named(word)} for number {number}, which is none{hint}: write one of "
        f"{_ALLOWED}."
    )


def _listed(numbers: Iterable[int]) -> str:
    words = [str(number) for number in numbers]
    if len(words) == 1:
        return f"number {words[0]}"
    return f"numbers {', '.join(words[:-1])} and {words[-1]}"
