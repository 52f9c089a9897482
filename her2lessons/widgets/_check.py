"""`check`: what a learner runs below an answer, and what nbgrader reads as the points."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from her2lessons.exercises import Outcome, evaluate

# Colours are the theme's own where there is a theme, and readable on light and on dark where there is none.
_CARD = (
    "border: 1px solid var(--jp-border-color1, #8a8f98); border-left: 4px solid {edge}; border-radius: 8px; "
    "color: var(--jp-content-font-color1, inherit); "
    "font-family: var(--jp-ui-font-family, system-ui, sans-serif); "
    "font-size: 15px; line-height: 1.5; margin: 0.25rem 0; max-width: 46rem; padding: 0.6rem 1rem;"
)
_RIGHT, _PARTLY, _WAITING = "#0f8a66", "#c46a1b", "var(--jp-border-color1, #8a8f98)"


@dataclass(frozen=True, repr=False)
class Checked:
    """The outcome of one check, shown as a card.

    Its plain text is the points and nothing else: nbgrader reads them from there, and gives full points
    to a cell that shows anything else.
    """

    outcome: Outcome

    @property
    def points(self) -> float:
        """From 0.0 to the task's maximum."""
        return self.outcome.points

    @property
    def feedback(self) -> str:
        """What was right and what to look at: plain text, one thing a line."""
        return self.outcome.feedback

    def __repr__(self) -> str:
        return repr(float(self.points))

    def _repr_html_(self) -> str:
        icon, word, edge = _verdict(self.outcome)
        first, *more = self.feedback.split("\n")
        head = f"{icon} {word} · {self.points:g} of {self.outcome.max_points:g} points"
        items = "".join(f'<li style="margin: 0.2rem 0;">{escape(line)}</li>' for line in more)
        listed = f'<ul style="margin: 0.4rem 0 0; padding-left: 1.2rem;">{items}</ul>' if items else ""
        return (
            f'<div role="group" aria-label="Check of task {escape(self.outcome.task)}" '
            f'style="{_CARD.format(edge=edge)}">'
            f'<p style="margin: 0;"><strong>{escape(self.outcome.task)}: {head}</strong></p>'
            f'<p style="margin: 0.3rem 0 0;">{escape(first)}</p>{listed}</div>'
        )

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}


def _verdict(outcome: Outcome) -> tuple[str, str, str]:
    if not outcome.attempted:
        return "○", "Not tried yet", _WAITING
    if outcome.points >= outcome.max_points:
        return "✓", "All right", _RIGHT
    return ("◐", "Partly right", _PARTLY) if outcome.points > 0 else ("→", "Not yet", _PARTLY)


def check(task_id: str, answer: object) -> Checked:
    """Try your answer to a task and hear how it went.

    Parameters
    ----------
    task_id : str
        The task's id, such as "05.b".
    answer : object
        Your answer; None while you have not started. Nothing it is or does ends in an error here.

    Returns
    -------
    Checked
        `.points`, `.feedback`, and a card to look at.

    Raises
    ------
    ValueError
        If there is no such task; the sentence names those there are.
    """
    return Checked(evaluate(task_id, answer))
