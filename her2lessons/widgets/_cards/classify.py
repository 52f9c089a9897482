"""A picture or a case to be put into a category: the picture above radio buttons."""

from __future__ import annotations

from typing import Any

from ipywidgets import HTML, VBox, Widget

from her2lessons.quiz.drawn import Drawn
from her2lessons.quiz.kinds.classify import Classify
from her2lessons.widgets import _html
from her2lessons.widgets._choosing import Radio


class AnswerPart(VBox):
    """A picture, if there is one, above radio buttons; ``response`` is the chosen category's id, or None.

    A single simulated field is shown in the viewer, to move and to zoom, and tells its truth afterwards.
    """

    def __init__(self, item: Classify) -> None:
        self._choice = Radio(item.categories)
        self._image = item.image
        self._legend = HTML()
        super().__init__([*self._pictured(), self._choice])

    def _pictured(self) -> list[Widget]:
        self.viewer = None
        if self._image is None:
            return []
        if isinstance(self._image, Drawn) and len(self._image.fields) == 1:
            # Imported here: most cards show no field.
            from her2lessons.widgets._viewer import Viewer

            self.viewer = Viewer(self._image.fields[0].field(), label=self._image.alt)
            return [self.viewer, HTML(_html.fill("field_words.html", text=self._image.alt)), self._legend]
        return [HTML(_html.fill("picture.html", image=self._image))]

    @property
    def response(self) -> str | None:
        """The id of the chosen category; None until one is chosen."""
        return self._choice.response

    @response.setter
    def response(self, response: Any) -> None:
        self._choice.response = response

    @property
    def inputs(self) -> int:
        """How many controls the page reports: the viewer's marks, which are none here, and the buttons."""
        return self._choice.inputs + (self.viewer is not None)

    def receive(self, inputs: list[Any]) -> None:
        """Take the choice as it stands on the page."""
        self._choice.receive(inputs[-self._choice.inputs :])

    def reveal(self) -> None:
        """Draw the truth on the field, if there is one."""
        if self.viewer is None:
            return
        from her2lessons.widgets import _truth

        field = self._image.fields[0].field()  # type: ignore[union-attr]
        self.viewer.reveal(_truth.of_cells(field) if field.kind == "ihc" else _truth.of_signals(field))
        self._legend.value = _html.fill("legend.html", looks=_truth.legend(field))
