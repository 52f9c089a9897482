"""The HER2 rule for a whole table, by looking each row up among all the answers there are."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

from her2lessons.guidelines import given, ish, rows_of_a_frame
from her2lessons.guidelines.ihc import NOT_FURTHER_STATED, SCORES
from her2lessons.guidelines.result import CATEGORIES, NEXT_STEPS, STATUSES, Interpretation
from her2lessons.guidelines.rows_of_a_frame import is_missing, value_in
from her2lessons.guidelines.rule import interpret

Codes = npt.NDArray[np.intp]

NEEDED = ("ihc", "ratio", "her2_copies")
RECOUNT = ("recount_ratio", "recount_her2_copies")
WORD = "ish_reported"

_WRONG = -1
"""The code of a value, or of a row, that no rule accepts."""

_PLAIN_NUMBERS = ("floating", "integer", "mixed-integer-float", "empty")
"""What pandas calls a column of objects that are all numbers, booleans not among them, or all missing."""

# The classes of each part of a row; 0 is always "not done".
_IHC = (None, *SCORES, NOT_FURTHER_STATED)
_GROUPS = (None, 1, 2, 3, 4, 5)
_ISH = (*_GROUPS, *ish.WORDS)


@dataclass(frozen=True)
class _Table:
    """Every answer of `interpret`, as codes, at the place that its classes give."""

    status: Codes
    category: Codes
    next_step: Codes
    group_at: Codes
    """The group for each side of the ratio's line and each band of copies."""


@cache
def _table() -> _Table:
    """Ask `interpret` about every combination of classes, once."""
    sides = (ish.RATIO_POSITIVE / 2, ish.RATIO_POSITIVE)
    bands = (ish.COPIES_LOW / 2, ish.COPIES_LOW, ish.COPIES_HIGH)
    probes = [ish.DualProbe(ratio, copies) for ratio, copies in product(sides, bands)]
    example: dict[int, ish.DualProbe] = {probe.group: probe for probe in probes}
    counts = [None, *(example[group] for group in _GROUPS[1:])]
    results = [*counts, *(ish.Reported(word) for word in ish.WORDS)]
    answers = [_codes_of(*classes) for classes in product(_IHC, results, counts)]
    status, category, next_step = np.array(answers, dtype=np.intp).T
    return _Table(status, category, next_step, np.array([probe.group for probe in probes], dtype=np.intp))


def _codes_of(
    score: str | None, result: ish.Result | None, recount: ish.DualProbe | None
) -> tuple[int, int, int]:
    try:
        answer = interpret(ihc=score, ish=result, recount=recount)
    except ValueError:
        return _WRONG, 0, 0
    next_step = 0 if answer.next_step is None else 1 + NEXT_STEPS.index(answer.next_step)
    return STATUSES.index(answer.status), CATEGORIES.index(answer.category), next_step


def interpret_frame(df: pd.DataFrame) -> pd.DataFrame:
    """Interpret every row; `her2.interpret_frame` says how."""
    there = _check_columns(df)
    scores = _words(df["ihc"], _IHC)
    groups = _groups(df["ratio"], df["her2_copies"])
    words = _words(df[WORD], (None, *ish.WORDS)) if WORD in there else np.zeros_like(groups)
    recounts = _groups(*(df[name] for name in RECOUNT)) if RECOUNT[0] in there else np.zeros_like(groups)

    results = np.where(words > 0, words + len(_GROUPS) - 1, groups)
    wrong = (scores < 0) | (groups < 0) | (words < 0) | (recounts < 0) | ((words > 0) & (groups > 0))
    place = np.where(wrong, 0, (scores * len(_ISH) + results) * len(_GROUPS) + recounts)
    table = _table()
    status = np.take(table.status, place)
    wrong |= status == _WRONG
    if wrong.any():
        raise ValueError(rows_of_a_frame.complaint(df, np.flatnonzero(wrong), interpret_row, "interpreted"))

    # Text keeps pandas' own text type; the next step is made of objects, so that none stays None.
    answer = df.copy()
    answer["status"] = pd.Series(STATUSES).array.take(status)
    answer["category"] = pd.Series(CATEGORIES).array.take(np.take(table.category, place))
    answer["ish_group"] = pd.arrays.IntegerArray(groups.astype(np.int64), groups == 0)
    next_steps = np.array([None, *NEXT_STEPS], dtype=object)
    answer["next_step"] = pd.Series(
        np.take(next_steps, np.take(table.next_step, place)), df.index, dtype=object
    )
    return answer


def interpret_row(row: pd.Series) -> Interpretation:
    """Interpret one row through `interpret`, with the sentence for what is wrong with it.

    Raises
    ------
    ValueError
        If the row is half a result, two results at once, or one that `interpret` refuses.
    """
    counted = _probe(row, "ratio", "her2_copies")
    word = value_in(row, WORD)
    if counted is not None and word is not None:
        raise ValueError(
            f"There are ISH figures and the word {given.named(word)} in {WORD}. Keep the "
            f"figures, and leave {WORD} missing in this row."
        )
    return interpret(
        ihc=value_in(row, "ihc"),
        ish=counted if word is None else ish.Reported(word),
        recount=_probe(row, *RECOUNT),
    )


def _probe(row: pd.Series, ratio_name: str, copies_name: str) -> ish.DualProbe | None:
    ratio, copies = value_in(row, ratio_name), value_in(row, copies_name)
    if ratio is None and copies is None:
        return None
    if ratio is None or copies is None:
        there, absent = (copies_name, ratio_name) if ratio is None else (ratio_name, copies_name)
        raise ValueError(
            f"{there} is given without {absent}, and a dual-probe result has both. Fill in {absent}, or "
            f"leave both missing; a single-probe result goes to her2.interpret."
        )
    return ish.DualProbe(given.positive(ratio, ratio_name), given.positive(copies, copies_name))


def _check_columns(df: pd.DataFrame) -> list[str]:
    """Return the columns that are there, once they are known to make sense."""
    advice = "where a test was never done, add its columns filled with None."
    there = rows_of_a_frame.columns(df, "interpret_frame", NEEDED, (*RECOUNT, WORD), advice)
    if sum(name in there for name in RECOUNT) == 1:
        raise ValueError(
            f"A recount needs both columns, {' and '.join(RECOUNT)}. Add the other one, or drop this one."
        )
    return there


def _words(column: pd.Series, known: tuple[str | None, ...]) -> Codes:
    """Return the place of each value among the known words: 0 for missing, -1 for an unknown one."""

    def code(value: object) -> int:
        if is_missing(value):
            return 0
        return places.get(value, _WRONG) if isinstance(value, str) else _WRONG

    places = {word: place for place, word in enumerate(known) if word is not None}
    try:
        where, values = pd.factorize(column)
    except TypeError:  # a value such as a list, which cannot be looked up
        return np.array([code(value) for value in column], dtype=np.intp)
    # factorize gives -1 for a missing value, which is the last entry here.
    return np.array([*map(code, values), 0], dtype=np.intp)[where]


def _groups(ratio: pd.Series, copies: pd.Series) -> Codes:
    """Return the ISH group of each row: 0 where neither figure is given, -1 where they make no result."""
    ratios, copies_ = _figures(ratio), _figures(copies)
    there = ~np.isnan(ratios)
    possible = (ratios > 0) & np.isfinite(ratios) & (copies_ > 0) & np.isfinite(copies_)
    bands = (copies_ >= ish.COPIES_LOW).astype(np.intp) + (copies_ >= ish.COPIES_HIGH)
    groups = np.take(_table().group_at, (ratios >= ish.RATIO_POSITIVE) * 3 + bands)
    return np.where(possible, groups, np.where(there | ~np.isnan(copies_), _WRONG, 0))


def _figures(column: pd.Series) -> npt.NDArray[np.float64]:
    """Return a column as floats: NaN for missing, minus infinity for what is no number."""
    kind = column.dtype
    if pd.api.types.is_numeric_dtype(kind) and not (
        pd.api.types.is_bool_dtype(kind) or pd.api.types.is_complex_dtype(kind)
    ):
        return column.to_numpy(dtype=np.float64, na_value=np.nan)
    # A column of objects is converted at once when it holds nothing but plain numbers and missing values.
    if pd.api.types.infer_dtype(column, skipna=True) in _PLAIN_NUMBERS:
        with suppress(OverflowError):  # a whole number can be too large for a float; it is refused below
            return column.where(column.notna(), np.nan).to_numpy(dtype=np.float64)
    return np.array([_figure(value) for value in column], dtype=np.float64)


def _figure(value: object) -> float:
    if is_missing(value):
        return np.nan
    try:
        return given.positive(value, "figure")
    except ValueError:
        return -np.inf
