"""Agreement of two readers on each answer by itself, where there are two: positive and negative."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from her2lessons.models import given
from her2lessons.models.proportion import LEVEL, Proportion, wilson
from her2lessons.models.readings import NAMES, Table, square


def positive_percent_agreement(
    table: Any, positive: Hashable | None = None, level: float = LEVEL
) -> Proportion:
    """Share of the reference's positives that the other reader calls positive too (PPA).

    It takes one reader, in the **columns**, as the reference; it is what sensitivity would be if the
    reference were the truth. For two readers of equal standing use :func:`positive_agreement`.

    Parameters
    ----------
    table : array_like or pandas.DataFrame
        Counts, 2 by 2; the reference in the columns. Without names, the first row and column are the positive
        ones.
    positive : optional
        Which category is the positive one; needed for a frame that names none "positive".
    level : float
        Confidence of Wilson's interval, strictly between 0 and 1.

    Returns
    -------
    Proportion
        The share and its interval.

    Raises
    ------
    ValueError
        If the table is not 2 by 2 or wrongly named, if no category is the positive one, or if the reference
        called nobody positive.

    Notes
    -----
    Interval: wilson1927.
    """
    both, rest = _against_reference(table, positive, 0)
    return _share_of_reference(both, both + rest, "positive", level)


def negative_percent_agreement(
    table: Any, positive: Hashable | None = None, level: float = LEVEL
) -> Proportion:
    """Share of the reference's negatives that the other reader calls negative too (NPA).

    The counterpart of :func:`positive_percent_agreement`, with the same parameters and errors.
    """
    both, rest = _against_reference(table, positive, 1)
    return _share_of_reference(both, both + rest, "negative", level)


def positive_agreement(table: Any, positive: Hashable | None = None, level: float = LEVEL) -> Proportion:
    """How far two readers of equal standing agree on the answer "positive".

    Twice the cases both call positive, divided by all positive calls of both: no reader is the reference, and
    exchanging them changes nothing.

    Parameters
    ----------
    table : array_like or pandas.DataFrame
        Counts, 2 by 2. Without names, the first row and column are the positive ones.
    positive : optional
        Which category is the positive one; needed for a frame that names none "positive".
    level : float
        Confidence of the interval, strictly between 0 and 1.

    Returns
    -------
    Proportion
        The agreement; ``count`` and ``n`` are the cases both, and at least one of them, called positive. The
        interval is Wilson's for ``count`` of ``n``, carried over by the same formula, 2s / (1 + s).

    Raises
    ------
    ValueError
        If the table is not 2 by 2 or wrongly named, if no category is the positive one, or if neither reader
        called anybody positive.

    Notes
    -----
    Source: cicchetti1990; interval wilson1927, carried over by this course.
    """
    return _specific(table, positive, 0, "positive", level)


def negative_agreement(table: Any, positive: Hashable | None = None, level: float = LEVEL) -> Proportion:
    """How far two readers of equal standing agree on the answer "negative".

    The counterpart of :func:`positive_agreement`, with the same parameters and errors.
    """
    return _specific(table, positive, 1, "negative", level)


def _positive_first(table: Any, positive: Hashable | None) -> Table:
    """Return a 2 by 2 table with the positive category first."""
    checked = square(table, 2)
    if positive is not None and not isinstance(positive, NAMES):
        raise ValueError(
            f"positive is {given.named(positive)}; it must name a category: a word, a whole number, True "
            "or False."
        )
    wanted = positive if positive is not None else ("positive" if given.is_frame(table) else 0)
    # True equals 1 in Python, and is no name of a second category.
    same = [name == wanted and given.is_truth(name) == given.is_truth(wanted) for name in checked.categories]
    if True not in same:
        categories = " and ".join(map(given.named, checked.categories))
        raise ValueError(
            f"The table's categories are {categories}, and none is {given.named(wanted)}. "
            "Say which one is the positive one: positive=..."
        )
    return checked if same[0] else Table(checked.counts[::-1, ::-1], checked.categories[::-1])


def _against_reference(table: Any, positive: Hashable | None, place: int) -> tuple[int, int]:
    """Return how many the reference gave this answer, where the other reader agrees and where not."""
    cells = _positive_first(table, positive).counts
    return int(cells[place, place]), int(cells[1 - place, place])


def _share_of_reference(both: int, n: int, answer: str, level: float) -> Proportion:
    if n == 0:
        raise ValueError(
            f"The reference, in the columns, called nobody {answer}, so there is nothing to agree with. "
            "Give a table in which it did."
        )
    return wilson(both, n, level)


def _specific(table: Any, positive: Hashable | None, place: int, answer: str, level: float) -> Proportion:
    cells = _positive_first(table, positive).counts
    both, apart = int(cells[place, place]), int(cells[0, 1] + cells[1, 0])
    if both + apart == 0:
        raise ValueError(f"Neither reader called anybody {answer}, so there is nothing to agree on.")
    found = wilson(both, both + apart, level)
    share, low, high = (2 * end / (1 + end) for end in (found.share, found.low, found.high))
    return Proportion(share, low, high, found.count, found.n, found.level)
