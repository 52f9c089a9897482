"""Parts to be put in order: a list whose rows move up and down, by key, by button and by dragging."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
from traitlets import Bool, Int, List, Unicode

from her2lessons.quiz.kinds.order import Order

NOTHING_YET = (
    "Move the rows into their order first, with the arrow buttons or keys, or by dragging. "
    "If you think that they stand right, move one away and back."
)
_MOVED = "moved"


class AnswerPart(anywidget.AnyWidget):
    """A list whose ``response`` is the part ids from top to bottom, or None while nothing was moved."""

    _esm = Path(__file__).with_name("order.js")

    rows = List(Unicode()).tag(sync=True)
    order = List(Int()).tag(sync=True)
    moved = Bool(False).tag(sync=True)

    def __init__(self, item: Order) -> None:
        # Rows are named by their place as first shown: an id could give the right order away.
        self._ids = [part.id for part in item.shown]
        super().__init__(
            rows=[part.text for part in item.shown],
            order=list(range(len(self._ids))),
        )

    @property
    def response(self) -> list[str] | None:
        """The part ids from top to bottom; None while nothing was moved, or where the page sent nonsense."""
        if not self.moved or not self._is_order(self.order):
            return None
        return [self._ids[place] for place in self.order]

    @response.setter
    def response(self, response: Any) -> None:
        known = isinstance(response, list) and sorted(map(str, response)) == sorted(self._ids)
        self.order = [self._ids.index(part) for part in response] if known else list(range(len(self._ids)))
        self.moved = known

    @property
    def inputs(self) -> int:
        """How many controls the page reports: a row each, and whether any was moved."""
        return len(self._ids) + 1

    def receive(self, inputs: list[Any]) -> None:
        """Take the rows as they stand on the page: the first-shown place of each, then "moved" or ""."""
        *places, moved = inputs
        order = [int(place) for place in places if isinstance(place, str) and place.isdecimal()]
        if self._is_order(order):
            self.order = order
            self.moved = moved == _MOVED

    def _is_order(self, order: list[Any]) -> bool:
        return all(isinstance(place, int) for place in order) and sorted(order) == list(range(len(self._ids)))
