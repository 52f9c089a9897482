"""What a task of an exercise is, and what comes of trying an answer to it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from her2lessons.exercises.plain import Plain

NOT_ATTEMPTED = "Not tried yet. Write your answer in the cell above, run it, and run this cell again."


class UnreadableError(Exception):
    """An answer of another kind than the task asks for; the message is the sentence to show."""


@dataclass(frozen=True)
class Reply:
    """What an answer gave for one part of a task, as plain data that needs no trust."""

    value: Plain = None
    """What it gave, where it gave something that can be read."""
    problem: str = ""
    """Why there is no value: the rest of a sentence that starts with what was tried. Else empty."""
    raised: str = ""
    """The kind of error it raised: "ValueError", "RecursionError", or "Exception" for all others."""
    last: bool = False
    """Whether trying the further parts would only take time: the call hung or was stopped."""


@dataclass(frozen=True)
class Mark:
    """How much of a task is right, from 0 to 1, and what to say about it, a sentence or two a line."""

    share: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What a learner hears about one answer."""

    task: str
    """The task's id, for example "05.b"."""
    points: float
    """From 0.0 to `max_points`, with at most two decimals."""
    max_points: float
    feedback: str
    """What was right and what to look at: plain text, one thing a line."""
    attempted: bool
    """False when the answer is still None."""


class Kind(Protocol):
    """A kind of answer. Its two halves can run in different processes: only replies pass between them."""

    def ask(self, answer: Any) -> tuple[Reply, ...]:
        """Try the answer on everything the task asks; the only half that touches what the learner made."""

    def judge(self, replies: tuple[Reply, ...]) -> Mark:
        """Compare replies with what the rules give."""


@dataclass(frozen=True)
class Task:
    """One thing to do in an exercise."""

    id: str
    """Two digits of the exercise, a point, a letter: "05.a"."""
    title: str
    """What it is about, in a few words."""
    objective: str
    """The id of the syllabus's objective that it practises, for example "05.1"."""
    max_points: float
    kind: Kind
    """How an answer is tried and judged."""
    handout: Callable[[], object] | None = None
    """Makes what the learner is given to work on, new at each call; None if the task needs nothing."""

    def judge(self, replies: tuple[Reply, ...]) -> Outcome:
        """Give the outcome of an answer that has been tried."""
        mark = self.kind.judge(replies)
        # Rounded down, so that an answer with a fault never shows the full points.
        points = (
            self.max_points
            if mark.share >= 1
            else math.floor(mark.share * self.max_points * 100 + 1e-6) / 100
        )
        return Outcome(self.id, float(points), self.max_points, "\n".join(mark.lines), attempted=True)

    def refuse(self, sentence: str) -> Outcome:
        """Give the outcome of an answer that cannot be tried at all."""
        return Outcome(self.id, 0.0, self.max_points, sentence, attempted=True)

    def not_attempted(self) -> Outcome:
        """Give the outcome of no answer."""
        return Outcome(self.id, 0.0, self.max_points, NOT_ATTEMPTED, attempted=False)


def above_guessing(right: int, parts: int, by_guessing: int) -> float:
    """Give the share of the points that is earned by knowing, from 0 to 1.

    Parameters
    ----------
    right, parts : int
        How many parts of the answer are right, out of how many.
    by_guessing : int
        How many would be right if the most frequent answer were given everywhere. They earn nothing: the
        points are spread over the parts beyond them. Source: course.
    """
    return max(0.0, (right - by_guessing) / (parts - by_guessing))
