"""Which questions to ask again: what is due, and what opens a lesson."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from her2lessons.progress.memory import ItemMemory, Memory

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
Key = tuple[int, float]


def due(items: Iterable[Question], memory: Memory, now: datetime | None = None) -> list[Question]:
    """Give the questions whose day has come by the schedule, the most urgent first.

    A question never answered is not due. First come answers that were sure and wrong, then others that fell
    short, then the rest, the longest overdue first.
    """
    now = now or datetime.now(UTC)
    keyed = [
        (_key(found, now), item)
        for item in items
        if (found := memory.items.get(item.id)) and _day_has_come(found, now)
    ]
    return [item for _, item in sorted(keyed, key=lambda pair: pair[0])]


def next_due(items: Iterable[Asked], memory: Memory, now: datetime | None = None) -> datetime | None:
    """Give the moment at which the next question becomes due; None where nothing was answered."""
    now = now or datetime.now(UTC)
    return min((found.due(now) for item in items if (found := memory.items.get(item.id))), default=None)


def choose(
    lesson: str,
    items: Iterable[Question],
    memory: Memory,
    count: int = 2,
    now: datetime | None = None,
) -> list[Question]:
    """Choose questions of lessons before ``lesson`` to open it with.

    First come questions whose last answer was sure and wrong, then those that fell short otherwise, then
    those that are due (see `due`), then questions never answered, the nearest earlier lesson first, then
    those that are not due yet, asked longest ago first. Within each of these a second question on an
    objective waits until every objective had its turn. "Longest ago" goes by the order of the log, not by its
    clock, which may have been set back. The same input always gives the same choice.

    Parameters
    ----------
    lesson
        Two digits, such as ``"05"``.
    items
        Questions to choose from, in the order of their banks; those of ``lesson`` and later are left out.
    memory
        What the answers so far add up to.
    count
        How many to choose; fewer come back where there are fewer.
    now
        The moment to choose for; by default this one.

    Raises
    ------
    ValueError
        If ``lesson`` is not two digits in text, or ``count`` is not a whole number from 0.
    """
    if not isinstance(lesson, str) or not _LESSON.fullmatch(lesson):
        raise ValueError(f'A lesson is two digits in quotes, such as "05"; this is {lesson!r}.')
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise ValueError(f"The number of questions must be a whole number from 0; this is {count!r}.")
    now = now or datetime.now(UTC)
    earlier = [item for item in items if item.objective[:2] < lesson]
    keyed = [(_opening_key(item, memory.items.get(item.id), now), item) for item in earlier]
    return _turns(sorted(keyed, key=lambda pair: pair[0]))[:count]


_SURE_AND_WRONG, _SHORT, _DUE, _NEW, _LATER = range(5)


def _day_has_come(found: ItemMemory, now: datetime) -> bool:
    """Go by the calendar of this computer: what is due this evening is due this morning."""
    moment = found.due(now)
    return moment <= now or moment.astimezone().date() <= now.astimezone().date()


def _key(found: ItemMemory, now: datetime) -> Key:
    if found.sure_and_wrong:
        return _SURE_AND_WRONG, found.place
    if found.points < 1:
        return _SHORT, found.place
    return (_DUE, found.due(now).timestamp()) if _day_has_come(found, now) else (_LATER, found.place)


def _opening_key(item: Asked, found: ItemMemory | None, now: datetime) -> Key:
    return (_NEW, -int(item.objective[:2])) if found is None else _key(found, now)


def _turns(ordered: list[tuple[Key, Question]]) -> list[Question]:
    """Within each class, move second and later questions on an objective behind the first ones."""
    asked: Counter[tuple[int, str]] = Counter()
    keyed: list[tuple[tuple[int, int], Question]] = []
    for (urgency, _), item in ordered:
        keyed.append(((urgency, asked[urgency, item.objective]), item))
        asked[urgency, item.objective] += 1
    return [item for _, item in sorted(keyed, key=lambda pair: pair[0])]
