"""A number, typed, with its unit beside it."""

from __future__ import annotations

from typing import Any

from ipywidgets import HBox, Label, Text

from her2lessons.quiz.kinds.numeric import Numeric


class AnswerPart(HBox):
    """A text field whose ``response`` is what was typed, or None when nothing was."""

    def __init__(self, item: Numeric) -> None:
        self._unit = item.unit
        self._typed = Text(placeholder="a number", continuous_update=False)
        super().__init__([self._typed, Label(item.unit)])

    @property
    def response(self) -> dict[str, str] | None:
        """The text as typed and the unit shown beside it; None while the field is empty."""
        return {"value": self._typed.value, "unit": self._unit} if self._typed.value.strip() else None

    @response.setter
    def response(self, response: Any) -> None:
        self._typed.value = str(response.get("value", "")) if isinstance(response, dict) else ""

    @property
    def inputs(self) -> int:
        """How many controls the page reports."""
        return 1

    def receive(self, inputs: list[Any]) -> None:
        """Take the text as it stands on the page."""
        self._typed.value = str(inputs[0])
