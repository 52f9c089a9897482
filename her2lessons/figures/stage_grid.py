"""Prognostic stage of one T and N for every grade and every set of receptors, anatomic stage beside it."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Literal

from her2lessons.figures import style
from her2lessons.figures.palette import FAINT, GROUND, INK, STAGE_SHADES, ink_on
from her2lessons.figures.shown import Picture
from her2lessons.guidelines import staging

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LEFT = 92
"""Pixels from the left edge to the first cell."""
_ROW = 46
_GRADES = (1, 2, 3)
_SETS = tuple(product((True, False), repeat=3))
"""HER2, ER and PR of each column, positive first."""
_RECEPTORS = ("HER2", "ER", "PR")
_ORDER = tuple(STAGE_SHADES)
_SIGNS = {-1: "↓", 0: "", 1: "↑"}


def stage_map(
    t: str,
    n: str,
    *,
    table: Literal["clinical", "pathological"] = "clinical",
    m: str = "M0",
    title: str | None = None,
) -> Picture:
    """Draw the prognostic stage of one T and N: a row for each grade, a column for each set of receptors.

    Parameters
    ----------
    t, n, m : str
        Categories such as "T2", "N1" and "M0".
    table : {"clinical", "pathological"}
        Which prognostic table; pathological only where surgery came first.
    title : str, optional
        What stands above; the categories and the table unless given.

    Returns
    -------
    Picture
        The map, darker for a higher stage, the stage written in every cell with an arrow where it is lower
        or higher than the anatomic stage. The alternative text says all 24 stages.

    Raises
    ------
    ValueError
        If the categories or the table are unknown, the table does not stage them, or the file with the tables
        has been taken away.

    Notes
    -----
    Source: ``guidelines.staging``, AJCC 8th edition.
    """
    anatomic = str(staging.anatomic(t, n, m))
    stages = [
        [
            str(staging.prognostic(t, n, m, grade=grade, her2=her2, er=er, pr=pr, table=table))
            for her2, er, pr in _SETS
        ]
        for grade in _GRADES
    ]
    case = " ".join((t, n, m))
    heading = title or f"{case}: {table} prognostic stage"
    notes = [
        "↓ lower and ↑ higher than the anatomic stage, which knows T, N and M alone.",
        f"AJCC 8th edition, current on {staging.AS_OF}. A lower stage is no reason to treat less.",
    ]
    svg = _drawn(heading, stages, anatomic, case, notes)
    return Picture(svg, heading, _alt(stages, anatomic, case, table))


def _drawn(title: str, stages: list[list[str]], anatomic: str, case: str, notes: list[str]) -> str:
    first = style.MARGIN + style.title_height(title) + 12
    top = first + 56 + 3 * style.LEADING
    height = top + _ROW * len(_GRADES) + 14 + style.LEADING * len(notes) + style.MARGIN
    cell = (style.WIDTH - style.MARGIN - _LEFT) / len(_SETS)
    with style.applied():
        canvas = style.figure(height)
        style.put_title(canvas, title)
        page = style.page(canvas)
        _box(page, (style.MARGIN, first), (64, 36), anatomic, anatomic)
        style.write(page, style.MARGIN + 76, first + 18, f"Anatomic stage of {case}")
        for down, name in enumerate(_RECEPTORS):
            middle = first + 50 + style.LEADING * (down + 0.5)
            for across, receptors in enumerate(_SETS):
                style.write(
                    page,
                    _LEFT + cell * (across + 0.5),
                    middle,
                    f"{name}{'+' if receptors[down] else '−'}",
                    ha="center",
                    color=INK if receptors[down] else FAINT,
                    fontweight="bold" if receptors[down] else "normal",
                )
        for down, (grade, row) in enumerate(zip(_GRADES, stages, strict=True)):
            style.write(page, style.MARGIN, top + _ROW * (down + 0.5), f"Grade {grade}")
            for across, stage in enumerate(row):
                written = f"{stage} {_SIGNS[_compared(stage, anatomic)]}".rstrip()
                _box(page, (_LEFT + cell * across, top + _ROW * down), (cell, _ROW), stage, written)
        style.write(page, style.MARGIN, top + _ROW * len(_GRADES) + 20, notes, color=FAINT)
        return style.to_svg(canvas)


def _box(
    page: Axes, corner: tuple[float, float], size: tuple[float, float], stage: str, written: str
) -> None:
    from matplotlib.patches import Rectangle

    ground = STAGE_SHADES[stage]
    page.add_patch(Rectangle(corner, *size, facecolor=ground, edgecolor=GROUND, linewidth=2))
    style.write(
        page,
        corner[0] + size[0] / 2,
        corner[1] + size[1] / 2,
        written,
        ha="center",
        color=ink_on(ground),
        fontweight="bold",
    )


def _compared(stage: str, anatomic: str) -> int:
    """Return -1, 0 or 1: whether a stage is lower than, equal to or higher than the anatomic one."""
    difference = _ORDER.index(stage) - _ORDER.index(anatomic)
    return (difference > 0) - (difference < 0)


def _alt(stages: list[list[str]], anatomic: str, case: str, table: str) -> str:
    cells = [_compared(stage, anatomic) for row in stages for stage in row]
    return (
        f"Anatomic stage of {case}: {anatomic}. The {table} prognostic stage is lower in {cells.count(-1)} "
        f"of {len(cells)} combinations of grade and receptors, the same in {cells.count(0)} and higher in "
        f"{cells.count(1)}. {_listed(stages)}"
    )


def _listed(stages: list[list[str]]) -> str:
    """Say every stage once: grades that are alike together."""
    if len({stage for row in stages for stage in row}) == 1:
        return f"Every combination is {stages[0][0]}."
    names = [
        " ".join(
            f"{name}{'+' if positive else '-'}" for name, positive in zip(_RECEPTORS, given, strict=True)
        )
        for given in _SETS
    ]
    alike: dict[tuple[str, ...], list[int]] = {}
    for grade, row in zip(_GRADES, stages, strict=True):
        alike.setdefault(tuple(row), []).append(grade)
    return " ".join(
        f"Grade {' and '.join(map(str, grades))}: "
        + ", ".join(f"{name} {stage}" for name, stage in zip(names, row, strict=True))
        + "."
        for row, grades in alike.items()
    )
