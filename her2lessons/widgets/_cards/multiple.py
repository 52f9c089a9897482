"""Several answers out of several: a column of tick boxes."""

from __future__ import annotations

from typing import Any

from ipywidgets import Checkbox, VBox

from her2lessons.quiz.kinds.multiple import Multiple


class AnswerPart(VBox):
    """Tick boxes whose ``response`` is the list of ticked option ids, or None when none is ticked."""

    def __init__(self, item: Multiple) -> None:
        self._ids = [option.id for option in item.options]
        super().__init__([Checkbox(description=option.text, indent=False) for option in item.options])

    @property
    def response(self) -> list[str] | None:
        """The ids of the ticked options; None until one is ticked."""
        ticked = [key for key, box in zip(self._ids, self.children, strict=True) if box.value]
        return ticked or None

    @response.setter
    def response(self, response: Any) -> None:
        chosen = response if isinstance(response, list) else []
        for key, box in zip(self._ids, self.children, strict=True):
            box.value = key in chosen

    @property
    def inputs(self) -> int:
        """How many controls the page reports."""
        return len(self._ids)

    def receive(self, inputs: list[Any]) -> None:
        """Take the ticks as they stand on the page: one bool an option."""
        for ticked, box in zip(inputs, self.children, strict=True):
            box.value = ticked is True
