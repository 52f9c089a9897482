"""A picture or a case to be put into a category: the picture above radio buttons."""

from __future__ import annotations

from typing import Any

from ipywidgets import HTML, VBox

from her2lessons.quiz.kinds.classify import Classify
from her2lessons.widgets import _html
from her2lessons.widgets._choosing import Radio


class AnswerPart(VBox):
    """A picture, if there is one, above radio buttons; ``response`` is the chosen category's id, or None."""

    def __init__(self, item: Classify) -> None:
        self._choice = Radio(item.categories)
        picture = [] if item.image is None else [HTML(_html.fill("picture.html", image=item.image))]
        super().__init__([*picture, self._choice])

    @property
    def response(self) -> str | None:
        """The id of the chosen category; None until one is chosen."""
        return self._choice.response

    @response.setter
    def response(self, response: Any) -> None:
        self._choice.response = response

    @property
    def inputs(self) -> int:
        """How many controls the page reports."""
        return self._choice.inputs

    def receive(self, inputs: list[Any]) -> None:
        """Take the choice as it stands on the page."""
        self._choice.receive(inputs)
