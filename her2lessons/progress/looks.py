"""The two looks at oneself, before the course and after it: ten questions each, side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from her2lessons.progress.memory import Memory
    from her2lessons.quiz import Item

#: The two parallel forms, by the name of their bank.
BEFORE, AFTER = "00_diagnostic", "14_second_look"
FORMS = (BEFORE, AFTER)
#: How far two counts out of ten may lie apart by luck alone: twice the standard error of their difference
#: where half of the answers are right, 2 x sqrt(2 x 10 x 0.25) = 4.5, rounded down.
LUCK = 4


#: How the ids of their questions end, as in "03.2-d1" and "03.2-s1".
_ID = re.compile(r"[0-9]{2}\.[0-9]-[ds][0-9]+")


def asks(item_id: str) -> bool:
    """Say whether a question belongs to one of the two looks, going by its id."""
    return _ID.fullmatch(item_id) is not None


@dataclass(frozen=True)
class Look:
    """One form as far as it was answered."""

    total: int
    """How many questions it has."""
    points: dict[str, float]
    """The mark of the last answer to each question that was answered, by its id, 0 to 1."""

    @property
    def finished(self) -> bool:
        """Whether every question was answered."""
        return len(self.points) == self.total

    @property
    def right(self) -> int:
        """How many were answered in full."""
        return sum(points == 1 for points in self.points.values())


@dataclass(frozen=True)
class Comparison:
    """Both looks."""

    before: Look
    after: Look

    @property
    def sentences(self) -> list[str]:
        """What there is to say, in plain words; nothing before the first look is finished."""
        said = []
        if self.before.finished:
            said.append(f"Before the course: {_count(self.before)}.")
        if self.after.finished:
            said.append(f"After it: {_count(self.after)}.")
        if self.before.finished and self.after.finished:
            said.append(_difference(self.after.right - self.before.right))
        if said:
            said.append(
                "Ten questions are a mirror, not a measurement. They show you where to look again; they do "
                "not say how much you know."
            )
        if self.before.finished and self.after.finished:
            said.append(f"A difference of up to {LUCK} can be luck.")
        elif self.before.finished:
            said.append("Lesson 14 asks ten others on the same things.")
        return said


def look(items: Sequence[Item], memory: Memory) -> Look:
    """Give one form as far as it was answered; answers to other wordings of a question count as they were."""
    kept = {item.id: memory.items[item.id].points for item in items if item.id in memory.items}
    return Look(total=len(items), points=kept)


def _count(one: Look) -> str:
    return f"{one.right} of {one.total} answered in full"


def _difference(more: int) -> str:
    if more == 0:
        return "The two counts are the same."
    questions = "question" if abs(more) == 1 else "questions"
    way = "more" if more > 0 else "fewer"
    return f"That is {abs(more)} {questions} {way} the second time."
