"""Radio buttons for one option out of several, as several cards use them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ipywidgets import RadioButtons

from her2lessons.quiz import Option


class Radio(RadioButtons):
    """Radio buttons whose ``response`` is the id of the chosen option, or None."""

    def __init__(self, options: Sequence[Option]) -> None:
        self._ids = [option.id for option in options]
        super().__init__(options=[(option.text, option.id) for option in options], value=None)

    @property
    def response(self) -> str | None:
        """The id of the chosen option; None until one is chosen."""
        return None if self.index is None else self._ids[self.index]

    @response.setter
    def response(self, response: Any) -> None:
        self.index = self._ids.index(response) if response in self._ids else None

    @property
    def inputs(self) -> int:
        """How many controls the page reports."""
        return len(self._ids)

    def receive(self, inputs: list[Any]) -> None:
        """Take the choice as it stands on the page: one bool an option."""
        self.index = inputs.index(True) if True in inputs else None
