"""Picking nuclei: the field with numbered nuclei, to be clicked or ticked in a list."""

from __future__ import annotations

import json
from math import hypot
from typing import Any

from ipywidgets import HTML, Checkbox, VBox

from her2lessons.quiz.kinds import pick as kind
from her2lessons.widgets import _html, _truth
from her2lessons.widgets._viewer import Tool, Viewer

TOOL = Tool("pick", "nucleus that counts", "circle", "#ffffff")
NOTHING_YET = "Pick the nuclei that may be counted first, on the picture or in the list."


class AnswerPart(VBox):
    """The viewer above a list of tick boxes; ``response`` is the list of picked numbers, or None.

    A click on a nucleus ticks its box; the boxes alone do as well, with each nucleus told in words.
    """

    def __init__(self, item: kind.Pick) -> None:
        self._item = item
        self._table = item.nuclei
        field = item.field.field()
        self.viewer = Viewer(field, label=item.alt, tools=[TOOL])
        self.viewer.truth = [
            {
                "x": float(row["x"]),
                "y": float(row["y"]),
                "shape": "cross",
                "colour": "#00000000",
                "text": str(number),
            }
            for number, row in self._table.iterrows()
        ]
        self.boxes = {
            str(number): Checkbox(description=f"{number}: {_told(row, field.size)}", indent=False)
            for number, row in self._table.iterrows()
        }
        self._legend = HTML()
        words = HTML(_html.fill("field_words.html", text=f"{item.alt} {field.description}"))
        super().__init__([self.viewer, words, self._legend, *self.boxes.values()])
        self.viewer.observe(lambda _change: self._from_marks(), names="marks")

    @property
    def response(self) -> list[str] | None:
        """The numbers of the ticked nuclei; None until one is ticked."""
        return [number for number, box in self.boxes.items() if box.value] or None

    @response.setter
    def response(self, response: Any) -> None:
        picked = response if isinstance(response, list) else []
        for number, box in self.boxes.items():
            box.value = number in picked

    @property
    def inputs(self) -> int:
        """How many controls the page reports: the marks, and a box a nucleus."""
        return len(self.boxes) + 1

    def receive(self, inputs: list[Any]) -> None:
        """Take the ticks as they stand on the page."""
        marks, *ticks = inputs
        for ticked, box in zip(ticks, self.boxes.values(), strict=True):
            box.value = ticked is True
        try:
            self.viewer.receive(json.loads(str(marks)))
        except ValueError:
            return  # a page gone wrong; the ticks count

    def reveal(self) -> None:
        """Outline every nucleus, and say of the others why they do not count."""
        field = self._item.field.field()
        self.viewer.reveal(_truth.of_signals(field))
        self._legend.value = _html.fill("legend.html", looks=_truth.legend(field))

    def _from_marks(self) -> None:
        """Tick the box of each nucleus that a mark lies on."""
        for mark in self.viewer.marks:
            for number, row in self._table.iterrows():
                if hypot(mark["x"] - row["x"], mark["y"] - row["y"]) <= max(row["radius_x"], row["radius_y"]):
                    self.boxes[str(number)].value = True
                    break


def _told(row: Any, size: int) -> str:
    """Tell a nucleus as somebody would who sees it and judges nothing."""
    where = f"{'left' if row['x'] < size / 3 else 'right' if row['x'] > 2 * size / 3 else 'middle'}"
    high = f"{'top' if row['y'] < size / 3 else 'bottom' if row['y'] > 2 * size / 3 else 'middle'}"
    seen = {
        "overlapping": "its edge runs into another nucleus",
        "truncated": "cut by the edge of the picture",
        "out of focus": "its outline is blurred",
        "no signals": "dots of only one colour, or none",
        "not a tumour cell": "small, round and evenly dark",
    }.get(row["why"], "whole, with a sharp outline and dots of both colours")
    return f"{high} {where}; {seen}"
