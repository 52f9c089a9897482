"""``progress()``: a map of the course that fills in, what is due today, and both looks at oneself."""

from __future__ import annotations

from typing import Any

from ipywidgets import HTML, Button, VBox

from her2lessons.progress import default_path, durability, mastery
from her2lessons.progress.overview import LessonProgress, Overview, overview
from her2lessons.quiz import syllabus
from her2lessons.widgets import _html, _saving
from her2lessons.widgets._frame import Frame
from her2lessons.widgets._quiz import Quiz, review

MARKS = dict(zip(mastery.WORDS, "○◔◑●", strict=True))


class ProgressMap(Frame):
    """The map, and below it, on demand, the questions that are due."""

    def __init__(self) -> None:
        self.map = HTML()
        self.sitting: Quiz | None = None
        self.review_button = Button(description="Answer what is due")
        self.review_button.on_click(lambda _button: self.ask_due())
        self._below = VBox()
        super().__init__(
            VBox([self.map, self._below]),
            label=_title(),
            plain=_title(),
            html=_html.fill("progress_saved.html", title=_title(), lessons=syllabus.lessons()),
        )
        self._draw()
        self._below.children = [self.review_button] if self.overview.due else []

    def ask_due(self) -> None:
        """Ask what is due now, below the map, in place of what was asked there before."""
        self._draw()
        asked = review()
        if isinstance(asked, Quiz):
            self.sitting = asked
            # The cards are drawn in this frame, so what they announce must be said in its live region.
            asked.observe(lambda change: self.announce(change["new"]["text"]), names="announcement")
            self._below.children = (asked.child, self.review_button)
            self.review_button.description = "Ask what is still due"
            self.announce(f"{_questions(len(asked.cards))} below the map.")
        else:
            self.sitting = None
            self._below.children = (asked.child,)
            self.announce("Nothing more is due today.")

    def receive(self, content: dict[str, Any]) -> None:
        """Hand an answer on to the sitting below the map."""
        if self.sitting is not None:
            self.sitting.receive(content)

    def _draw(self) -> None:
        """Draw the map as it stands now."""
        memory, trouble = _saving.memory()
        self.overview = overview(memory)
        kept_here = durability() == "disk"
        self.map.value = _html.fill(
            "progress.html",
            found=self.overview,
            lead=_lead(self.overview),
            day=_saving.day(self.overview.at),
            lessons=[(row, _marks(row)) for row in self.overview.lessons],
            marks=MARKS,
            trouble=trouble,
            path=default_path() if kept_here and memory.answers else None,
            download=None if kept_here else _saving.download(),
        )


def _title() -> str:
    return f"Progress: {len(syllabus.lessons())} lessons, {len(syllabus.objectives())} objectives"


def _questions(count: int) -> str:
    return "1 question stands" if count == 1 else f"{count} questions stand"


def _lead(found: Overview) -> list[str]:
    """Say first what can be done today."""
    if not found.answers:
        return ["No answers yet. Answer a question in any lesson, then run this cell again."]
    said = []
    if found.due:
        questions = "1 question is" if len(found.due) == 1 else f"{len(found.due)} questions are"
        said.append(f"{questions} due today.")
    elif found.next_due is not None:
        said.append(f"Nothing is due today. The next question comes back on {_saving.day(found.next_due)}.")
    else:
        said.append("Nothing comes back yet. Answer questions in a lesson, and they will.")
    # A missed day is nobody's fault, so only a row that goes on is mentioned.
    if found.days_in_row > 1:
        said.append(f"You have answered on {found.days_in_row} days in a row.")
    return said


def _marks(row: LessonProgress) -> tuple[str, str]:
    """Give the marks of a lesson's objectives in a row, and the same in words."""
    words = [one.word for one in row.objectives]
    counts = [f"{words.count(word)} {word}" for word in reversed(mastery.WORDS) if word in words]
    return "".join(MARKS[word] for word in words), ", ".join(counts)


def progress() -> ProgressMap:
    """Show how far you have come: each lesson, each objective, what is due today.

    The estimate behind the words is explained in `her2lessons.progress.mastery`.
    """
    return ProgressMap()
