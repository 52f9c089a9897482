"""``quiz("05_her2_status", "status")`` and ``review()``: questions answered and remembered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ipywidgets import HTML, VBox

from her2lessons.progress import Memory, choose_recall, due, next_due
from her2lessons.progress.overview import reviewable
from her2lessons.quiz import Item, bank_names, load_bank, public_view
from her2lessons.widgets import _html, _saving
from her2lessons.widgets._card import Card
from her2lessons.widgets._frame import Frame

#: How many questions from earlier lessons open a lesson.
RECALLED = 2
#: Lesson 00 shows how questions work; its own are not recalled.
FIRST_LESSON = "01"
#: More questions in one sitting are no review.
LONGEST_REVIEW = 50


class Quiz(Frame):
    """A column of question cards in one frame, with what the learner answered before.

    Parameters
    ----------
    asked
        Each question with the number of the lesson it belongs to.
    title
        Names the quiz in saved output and to a screen reader.
    preview
        The questions that a saved notebook shows; the same for every learner.
    afresh
        Earlier answers stay out of sight, because remembering is the exercise.
    """

    def __init__(
        self, asked: Sequence[tuple[str, Item]], *, title: str, preview: Sequence[Item], afresh: bool = False
    ) -> None:
        memory, trouble = _saving.memory()
        self.cards = [
            Card(
                item,
                position=number,
                total=len(asked),
                lesson=lesson,
                memory=memory,
                announce=self.announce,
                afresh=afresh,
            )
            for number, (lesson, item) in enumerate(asked, start=1)
        ]
        notice = [HTML(_html.fill("notice.html", text=trouble))] if trouble else []
        # A review differs from learner to learner, so its saved form counts nothing.
        count = f", {len(preview)} question{'s' if len(preview) != 1 else ''}" if preview else ""
        super().__init__(
            VBox([*notice, *self.cards]),
            label=f"Quiz: {title}",
            plain=f"Quiz: {title}{count}",
            html=_html.fill(
                "quiz.html", title=f"Quiz: {title}", views=[public_view(item) for item in preview]
            ),
        )

    def receive(self, content: dict[str, Any]) -> None:
        """Check the card that the page names, with the answer as it stands there."""
        number, inputs = content.get("check"), content.get("inputs")
        if isinstance(number, int) and 0 <= number < len(self.cards) and isinstance(inputs, list):
            self.cards[number].receive(inputs, content.get("sure"))


def _section(name: str, section: str) -> Quiz:
    bank = load_bank(name)
    items = bank.section(section)
    return Quiz([(bank.lesson, item) for item in items], title=f"{name} / {section}", preview=items)


def _recall(lesson: str) -> Quiz:
    if not isinstance(lesson, str) or not re.fullmatch(r"[0-9]{2}", lesson):
        raise ValueError(f'A lesson is two digits in quotes, such as "05"; this is {lesson!r}.')
    items: list[Item] = []
    for name in bank_names():
        if FIRST_LESSON <= name[:2] < lesson:
            items += [item for item in load_bank(name) if item.kind != "case"]
    if not items:
        raise ValueError(
            f'No lesson before {lesson!r} has questions to recall; lessons are numbered like "05".'
        )
    memory, _ = _saving.memory()
    due = choose_recall(lesson, items, memory, RECALLED)
    # What a saved notebook shows is the same for everyone: what a learner without any answers would be asked.
    everyone = choose_recall(lesson, items, Memory(), RECALLED)
    title = f"before lesson {lesson}, from earlier lessons"
    return Quiz([(item.objective[:2], item) for item in due], title=title, preview=everyone, afresh=True)


def review(n: int = 10) -> Frame:
    """Ask up to ``n`` questions that are due today, from all lessons, as one sitting.

    Parameters
    ----------
    n
        A whole number from 1 to 50.

    Raises
    ------
    ValueError
        If ``n`` is something else.
    """
    if isinstance(n, bool) or not isinstance(n, int) or not 1 <= n <= LONGEST_REVIEW:
        raise ValueError(
            f"A review has a whole number of questions from 1 to {LONGEST_REVIEW}; this is {n!r}."
        )
    memory, _ = _saving.memory()
    items = reviewable()
    asked = due(items, memory)[:n]
    if not asked:
        return _nothing_due(next_due(items, memory))
    title = "review of what is due"
    return Quiz([(item.objective[:2], item) for item in asked], title=title, preview=[], afresh=True)


def _nothing_due(moment: datetime | None) -> Frame:
    lead = "Nothing is due today."
    if moment is None:
        more = "Questions come back some days after you have answered them. Answer some in a lesson first."
    else:
        more = f"The next question comes back on {_saving.day(moment)}."
    title = "Quiz: review of what is due"
    saved = _html.fill("quiz.html", title=title, views=[])
    return Frame(HTML(_html.fill("empty.html", lead=lead, more=more)), label=title, plain=title, html=saved)


class QuizFace:
    """What a lesson calls: ``quiz(bank, section)``, ``quiz.recall(lesson)`` and ``quiz.look(which)``."""

    def __call__(self, bank: str, section: str) -> Quiz:
        """Show the questions of one section of a bank.

        Parameters
        ----------
        bank
            Name of a question bank, for example ``"05_her2_status"``.
        section
            A section of that bank, for example ``"status"``.

        Raises
        ------
        ValueError
            If there is no such bank or section; the message names those there are.
        """
        return _section(bank, section)

    def look(self, which: str) -> Frame:
        """Ask ten questions on the whole course, ``"before"`` or ``"after"`` it, with feedback at the end."""
        from her2lessons.widgets import _look

        return _look.look(which)

    def recall(self, lesson: str) -> Quiz:
        """Ask two questions from before ``lesson``, first what this learner got wrong or has not met."""
        return _recall(lesson)


quiz = QuizFace()
