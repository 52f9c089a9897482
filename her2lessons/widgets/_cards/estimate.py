"""Estimating on an IHC field: the field above four percentages and a score."""

from __future__ import annotations

from typing import Any

from ipywidgets import HTML, Dropdown, Text, VBox

from her2lessons.quiz.kinds import estimate as kind
from her2lessons.widgets import _html, _truth
from her2lessons.widgets._viewer import Viewer

_OPEN = "Choose ..."
NOTHING_YET = "Estimate the shares and choose the score first."


class AnswerPart(VBox):
    """The viewer above four numbers and a list of scores; ``response`` holds what stands there, or None."""

    def __init__(self, item: kind.Estimate) -> None:
        from her2lessons.guidelines import ihc

        self._item = item
        self._scores = list(ihc.SCORES)
        field = item.field.field()
        self.viewer = Viewer(field, label=item.alt)
        self.shares = {name: Text(description=f"{words}, %") for name, words in kind.PATTERNS.items()}
        self.score = Dropdown(description="score", options=[_OPEN, *self._scores], value=_OPEN)
        self._legend = HTML()
        words = HTML(_html.fill("field_words.html", text=f"{item.alt} {field.description}"))
        super().__init__([self.viewer, words, self._legend, *self.shares.values(), self.score])

    @property
    def response(self) -> dict[str, str] | None:
        """The shares as typed and the score, if chosen; None while nothing was given."""
        typed = {name: box.value.strip() for name, box in self.shares.items()}
        chosen = {} if self.score.value == _OPEN else {"score": str(self.score.value)}
        return typed | chosen if chosen or any(typed.values()) else None

    @response.setter
    def response(self, response: Any) -> None:
        kept = response if isinstance(response, dict) else {}
        for name, box in self.shares.items():
            box.value = str(kept.get(name, ""))
        self.score.value = kept.get("score") if kept.get("score") in self._scores else _OPEN

    @property
    def inputs(self) -> int:
        """How many controls the page reports: the marks (none here), four numbers, the list."""
        return 6

    def receive(self, inputs: list[Any]) -> None:
        """Take everything as it stands on the page; the list by its place, 0 for none."""
        _marks, *typed, place = inputs
        for box, value in zip(self.shares.values(), typed, strict=True):
            box.value = str(value)
        known = isinstance(place, int) and not isinstance(place, bool) and 1 <= place <= len(self._scores)
        self.score.value = self._scores[place - 1] if known else _OPEN

    def reveal(self) -> None:
        """Outline every cell in the look of its pattern."""
        field = self._item.field.field()
        self.viewer.reveal(_truth.of_cells(field))
        self._legend.value = _html.fill("legend.html", looks=_truth.legend(field))
