"""The whole of a learner's progress on one page: lessons, objectives, what is due, days, both looks."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from her2lessons.progress import looks, mastery
from her2lessons.progress.memory import Memory
from her2lessons.progress.recall import due, next_due
from her2lessons.quiz import Item, bank_names, load_bank, syllabus

CSV_COLUMNS = ("lesson", "objective", "text", "questions", "answers", "estimate", "word")


@dataclass(frozen=True)
class ObjectiveProgress:
    """One objective."""

    objective: syllabus.Objective
    questions: int
    """How many questions the lesson's bank holds on it."""
    answers: int
    """How many answers moved the estimate."""
    estimate: float | None
    """From `mastery.after`, 0 to 1; None before the first answer."""

    @property
    def word(self) -> str:
        """One of `mastery.WORDS`."""
        return mastery.word(self.estimate)


@dataclass(frozen=True)
class LessonProgress:
    """One lesson."""

    lesson: syllabus.Lesson
    questions: int
    """How many questions its bank holds; 0 while it has none."""
    answered: int
    """How many of them were answered at least once."""
    objectives: tuple[ObjectiveProgress, ...]


@dataclass(frozen=True)
class Overview:
    """Everything that `progress()` shows and ``her2lessons progress`` prints."""

    at: datetime
    """The moment it stands for."""
    answers: int
    """How many answers the log holds."""
    days_in_row: int
    """Days in a row with an answer, up to today or yesterday."""
    due: tuple[Item, ...]
    """The questions due today, the most urgent first."""
    next_due: datetime | None
    """When the next question is due, where none is today."""
    lessons: tuple[LessonProgress, ...]
    looks: looks.Comparison

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain JSON values."""
        return {
            "at": self.at.isoformat(timespec="seconds"),
            "answers": self.answers,
            "days_in_row": self.days_in_row,
            "due": [item.id for item in self.due],
            "next_due": None if self.next_due is None else self.next_due.isoformat(timespec="seconds"),
            "looks": {
                name: {
                    "questions": one.total,
                    "answered": len(one.points),
                    # The marks of a look are not told before its end.
                    "right": one.right if one.finished else None,
                }
                for name, one in (("before", self.looks.before), ("after", self.looks.after))
            },
            "lessons": [
                {
                    "lesson": row.lesson.number,
                    "title": row.lesson.title,
                    "questions": row.questions,
                    "answered": row.answered,
                    "objectives": [_objective_dict(one) for one in row.objectives],
                }
                for row in self.lessons
            ],
        }

    def to_csv(self) -> str:
        """Give the objectives as CSV, a row each, with the columns `CSV_COLUMNS`."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(CSV_COLUMNS)
        for row in self.lessons:
            for one in row.objectives:
                known = "" if one.estimate is None else f"{one.estimate:.3f}"
                found = (row.lesson.number, one.objective.id, one.objective.text)
                writer.writerow((*found, one.questions, one.answers, known, one.word))
        return text.getvalue()


def reviewable() -> list[Item]:
    """Give every question that may come back: all but the trial questions of lesson 00 and the two looks."""
    names = [name for name in bank_names() if name not in looks.FORMS and not name.startswith("00_")]
    return [item for name in names for item in load_bank(name)]


def overview(memory: Memory, now: datetime | None = None) -> Overview:
    """Build the overview from what the answers add up to; ``now`` is by default this moment."""
    now = now or datetime.now(UTC)
    items = reviewable()
    today = tuple(due(items, memory, now))
    return Overview(
        at=now,
        answers=memory.answers,
        days_in_row=memory.days_in_row(now.astimezone().toordinal()),
        due=today,
        next_due=None if today else next_due(items, memory, now),
        lessons=tuple(_lesson(lesson, items, memory) for lesson in syllabus.lessons()),
        looks=both_looks(memory),
    )


def both_looks(memory: Memory) -> looks.Comparison:
    """Give both looks at oneself, as far as they were answered."""
    before, after = (looks.look(load_bank(name), memory) for name in looks.FORMS)
    return looks.Comparison(before, after)


def _lesson(lesson: syllabus.Lesson, items: list[Item], memory: Memory) -> LessonProgress:
    own = [item for item in items if item.objective[:2] == lesson.number]
    return LessonProgress(
        lesson=lesson,
        questions=len(own),
        answered=sum(item.id in memory.items for item in own),
        objectives=tuple(_objective(one, own, memory) for one in lesson.objectives),
    )


def _objective(objective: syllabus.Objective, own: list[Item], memory: Memory) -> ObjectiveProgress:
    found = memory.objectives.get(objective.id)
    return ObjectiveProgress(
        objective=objective,
        questions=sum(item.objective == objective.id for item in own),
        answers=0 if found is None else found.answers,
        estimate=None if found is None else found.known,
    )


def _objective_dict(one: ObjectiveProgress) -> dict[str, Any]:
    return {
        "objective": one.objective.id,
        "text": one.objective.text,
        "questions": one.questions,
        "answers": one.answers,
        "estimate": None if one.estimate is None else round(one.estimate, 3),
        "word": one.word,
    }
