"""Which questions of earlier lessons open a lesson."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from her2lessons.progress.answer import Answer

_LESSON = re.compile(r"[0-9]{2}")


class Asked(Protocol):
    """What is needed of a question to choose it."""

    @property
    def id(self) -> str:
        """Its permanent id."""

    @property
    def objective(self) -> str:
        """The objective it tests, such as ``"04.3"``."""


Question = TypeVar("Question", bound=Asked)


def choose(
    lesson: str, items: Iterable[Question], answers: Sequence[Answer], count: int = 2
) -> list[Question]:
    """Choose questions of lessons before ``lesson``: a plain rule that a review schedule can later replace.

    First come questions whose last answer fell short, then questions never answered, the nearest earlier
    lesson first, then questions answered fully, those asked longest ago first. Within each of the three, a
    second question on an objective waits until every objective had its turn. "Last" and "longest ago" go
    by the order of the log, not by its clock, which may have been set back. The same input always gives
    the same choice.

    Parameters
    ----------
    lesson
        Two digits, such as ``"05"``.
    items
        Questions to choose from, in the order of their banks; those of ``lesson`` and later are left out.
    answers
        The log, in file order.
    count
        How many to choose; fewer come back where there are fewer.

    Raises
    ------
    ValueError
        If ``lesson`` is not two digits in text, or ``count`` is not a whole number from 0.
    """
    if not isinstance(lesson, str) or not _LESSON.fullmatch(lesson):
        raise ValueError(f'A lesson is two digits in quotes, such as "05"; this is {lesson!r}.')
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise ValueError(f"The number of questions must be a whole number from 0; this is {count!r}.")
    last = {answer.item: (place, answer.points) for place, answer in enumerate(answers)}
    earlier = [item for item in items if item.objective[:2] < lesson]
    ordered = sorted(((_urgency(item, last), item) for item in earlier), key=lambda pair: pair[0])
    return _turns(ordered)[:count]


def _urgency(item: Asked, last: dict[str, tuple[int, float]]) -> tuple[int, int]:
    """Give the class of a question and its place there; equal places keep the order of the banks."""
    if item.id not in last:
        return 1, -int(item.objective[:2])
    place, points = last[item.id]
    return (2 if points == 1 else 0), place


def _turns(ordered: list[tuple[tuple[int, int], Question]]) -> list[Question]:
    """Within each class, move second and later questions on an objective behind the first ones."""
    asked: Counter[tuple[int, str]] = Counter()
    keyed: list[tuple[tuple[int, int], Question]] = []
    for (urgency, _), item in ordered:
        keyed.append(((urgency, asked[urgency, item.objective]), item))
        asked[urgency, item.objective] += 1
    return [item for _, item in sorted(keyed, key=lambda pair: pair[0])]
