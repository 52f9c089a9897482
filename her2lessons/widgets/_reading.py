"""Where in the lessons a question is explained."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from her2lessons.quiz import Item, bank_names, load_bank, syllabus


@dataclass(frozen=True)
class Place:
    """A section of a lesson."""

    lesson: str
    """Number, two digits."""
    title: str
    """Of the lesson."""
    heading: str
    """Of the section, word for word."""


def where(item: Item) -> Place | None:
    """Give the section that explains a question; None where no lesson does yet.

    The numbered sections of a lesson explain. A question asked elsewhere, such as under "Common mistakes", is
    explained where the lesson first asks about the same objective.
    """
    number = item.objective[:2]
    headings = syllabus.headings()
    found = [headings.get((number, one.section)) for one in (item, *_of_objective(item))]
    heading = next((heading for heading in found if heading and heading[0].isdigit()), None)
    if heading is None:
        return None
    [lesson] = [lesson for lesson in syllabus.lessons() if lesson.number == number]
    return Place(number, lesson.title, heading)


def _of_objective(item: Item) -> Iterable[Item]:
    """Give the questions of the same lesson on the same objective."""
    for name in bank_names():
        if name.startswith(f"{item.objective[:2]}_"):
            yield from (one for one in load_bank(name) if one.objective == item.objective)
