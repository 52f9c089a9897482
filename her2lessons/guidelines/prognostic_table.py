"""The file that holds both prognostic tables: read once, and used only if nothing is wrong with it."""

import csv
from collections.abc import Mapping
from functools import cache
from itertools import product
from pathlib import Path

from her2lessons.guidelines import factors, given
from her2lessons.guidelines.anatomic_stage import GROUPS, Group

Key = tuple[str, int, int, str]
"""Table, row, grade, and receptors such as HER2+ ER+ PR-."""

_ROWS = ("1", "2", "3", "4", "5")
_GRADES = {f"G{grade}": grade for grade in factors.GRADES}
_RECEPTORS = tuple(f"HER2{her2} ER{er} PR{pr}" for her2, er, pr in product("+-", repeat=3))
_HEADER = ["table", "row_group", "tnm_members", "grade", *(name.replace(" ", "_") for name in _RECEPTORS)]

_STAGES: Mapping[str, Group] = {stage: stage for stage in GROUPS if stage not in ("0", "IV")}
"""What the tables can say; stage 0 and stage IV are not looked up."""


class TableAbsent(ValueError):  # noqa: N818 - named as what has happened, like MissingFactor
    """The file with the prognostic tables is not there."""


@cache
def read(file: Path, tables: tuple[str, ...]) -> Mapping[Key, Group]:
    """Read the stage for each table, row, grade and receptors.

    Raises
    ------
    TableAbsent
        If the file is not there.
    ValueError
        If it is damaged: a line is missing, is there twice, or does not say what it should.
    """
    header, *lines = _lines(file) or [[]]
    if header != _HEADER:
        raise _damaged(file, "the first line does not name the columns")
    stages: dict[Key, Group] = {}
    due = set(product(tables, _ROWS, _GRADES))
    for line in lines:
        place = (line[0], *line[1:4:2])
        if len(line) != len(_HEADER) or place not in due:
            raise _damaged(file, f"the line {given.named(','.join(line))} is cut, unknown or there twice")
        due.remove(place)
        table, row, grade = place
        for receptors, cell in zip(_RECEPTORS, line[4:], strict=True):
            if cell not in _STAGES:
                raise _damaged(file, f"{given.named(cell)} is no stage that the tables can give")
            stages[table, int(row), _GRADES[grade], receptors] = _STAGES[cell]
    if due:
        raise _damaged(file, f"there are {len(lines)} of {len(due) + len(lines)} lines")
    return stages


def _lines(file: Path) -> list[list[str]]:
    """Return the cells of every line that is not empty; a mark that some programs put first is left out."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        return [line for line in csv.reader(text.splitlines()) if line]
    except FileNotFoundError:
        raise TableAbsent(
            f"The prognostic tables are absent: {file.parent.name}/{file.name} has been taken out of "
            f"her2lessons/guidelines. Anatomic stage and all else still work; put the file back for the "
            f"prognostic stage."
        ) from None
    except (UnicodeDecodeError, csv.Error):
        raise _damaged(file, "there is something other than a table") from None


def _damaged(file: Path, what: str) -> ValueError:
    return ValueError(
        f"The prognostic tables are damaged: in {file.parent.name}/{file.name} of her2lessons/guidelines, "
        f"{what}. Anatomic stage and all else still work; get the file anew for the prognostic stage."
    )
