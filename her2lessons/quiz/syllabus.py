"""The course on one page: its lessons, the objectives that questions test, the concepts they carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO

#: The two looks at oneself ask about the objectives of every lesson.
ACROSS_LESSONS = ("00", "14")


@dataclass(frozen=True)
class Objective:
    """Something a learner will be able to do."""

    id: str
    """Lesson, dot, number, such as ``"05.2"``."""
    text: str
    """What it is, beginning with a verb."""
    in_words: bool
    """Whether it is shown in a written answer rather than by choosing."""

    @property
    def lesson(self) -> str:
        """Number of its lesson, two digits."""
        return self.id[:2]


@dataclass(frozen=True)
class Lesson:
    """One notebook of the course."""

    number: str
    """Two digits."""
    name: str
    """Of its notebook and of its bank, such as ``"05_her2_status"``."""
    title: str
    """A few words."""
    question: str
    """What it answers."""
    objectives: tuple[Objective, ...]
    """None for lesson 00."""


@dataclass(frozen=True)
class Concept:
    """One of the things that every learner should have met."""

    id: str
    """A letter and two digits."""
    text: str
    """What it is."""
    lessons: tuple[str, ...]
    """Numbers of the lessons that teach it."""


@cache
def lessons() -> tuple[Lesson, ...]:
    """Give the fifteen lessons in their order, each with its objectives."""
    return tuple(
        Lesson(**row, objectives=tuple(one for one in objectives().values() if one.lesson == row["number"]))
        for row in _rows("lessons", "number", "name", "title", "question")
    )


@cache
def objectives() -> dict[str, Objective]:
    """Give the objectives by id, in the order of the course."""
    return {
        row["id"]: Objective(row["id"], row["text"], row["in_words"] == "yes")
        for row in _rows("objectives", "id", "text", "in_words")
    }


@cache
def concepts() -> dict[str, Concept]:
    """Give the concepts by id."""
    return {
        row["id"]: Concept(row["id"], row["concept"], tuple(row["lessons"].split()))
        for row in _rows("concepts", "id", "concept", "lessons")
    }


@cache
def headings() -> dict[tuple[str, str], str]:
    """Give the heading under which a lesson asks a section of its bank, by (number of the lesson, section).

    The table is made by `her2lessons build` from the lessons themselves.
    """
    return {
        (row["lesson"], row["section"]): row["heading"]
        for row in _rows("headings", "lesson", "section", "heading")
    }


def objective_of(item_id: str) -> str | None:
    """Give the objective that an item's id begins with, or None where it begins with none."""
    return item_id[:4] if item_id[:4] in objectives() else None


def _rows(name: str, *columns: str) -> Iterator[dict[str, str]]:
    # Imported here so that reading a bank's schema does not load the reader of tables.
    from her2lessons.evidence import rows

    text = files(__package__).joinpath("tables", f"{name}.csv").read_text(encoding="utf-8")
    for _, row in rows.parse(StringIO(text), name, columns):
        yield row
