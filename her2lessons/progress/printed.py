"""The overview as plain text, for a terminal of any kind."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

from her2lessons.progress import mastery
from her2lessons.progress.overview import LessonProgress, Overview


def printed(found: Overview, log: Path) -> str:
    """Give the overview as lines of text; words and figures only, so that it reads aloud as it stands."""
    lines = [f"Your progress on {_day(found.at)}: {_answers(found.answers)} so far."]
    if found.due:
        lines.append(f"Due today: {len(found.due)}. In a notebook, review() asks them.")
    elif found.next_due is not None:
        lines.append(f"Nothing is due today. The next question comes back on {_day(found.next_due)}.")
    elif found.answers:
        lines.append("Nothing comes back yet. Answer questions in a lesson, and they will.")
    if found.days_in_row > 1:
        lines.append(f"You have answered on {found.days_in_row} days in a row.")
    lines.append("")
    lines += [_lesson(row) for row in found.lessons if row.objectives]
    if said := found.looks.sentences:
        lines += ["", *said]
    lines += ["", f"Your answers are kept on this computer only, in {log}"]
    return "\n".join(lines)


def _lesson(row: LessonProgress) -> str:
    questions = f"{row.answered}/{row.questions}" if row.questions else "not out yet"
    words = Counter(one.word for one in row.objectives)
    objectives = ", ".join(f"{words[word]} {word}" for word in reversed(mastery.WORDS) if words[word])
    return f"{row.lesson.number}  {row.lesson.title:<31}  {questions:>11}  {objectives}"


def _day(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y}"


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"
