"""The frame around everything a learner touches: keys stay inside, one live region speaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
from ipywidgets import Widget, widget_serialization
from traitlets import Dict, Instance, Unicode

_HERE = Path(__file__).parent


class Frame(anywidget.AnyWidget):
    """A stock widget inside a border that JupyterLab's own keys do not cross.

    Parameters
    ----------
    child
        The widget to show.
    label
        What a screen reader calls this region.
    plain, html
        What a saved notebook shows where no kernel runs; neither may hold a right answer.
    """

    _esm = _HERE / "frame.js"
    _css = _HERE / "frame.css"

    child = Instance(Widget).tag(sync=True, **widget_serialization)
    label = Unicode().tag(sync=True)
    announcement = Dict().tag(sync=True)

    def __init__(self, child: Widget, *, label: str, plain: str, html: str) -> None:
        super().__init__(child=child, label=label)
        self.plain = plain
        self.html = html
        self.on_msg(self._receive)

    def announce(self, text: str) -> None:
        """Say ``text`` in the live region, even when it is what was said last."""
        self.announcement = {"text": text, "count": self.announcement.get("count", 0) + 1}

    def receive(self, content: dict[str, Any]) -> None:
        """Take a message from the page; cards and explorers that expect one override this."""

    def _receive(self, _widget: Widget, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        self.receive(content)

    def __repr__(self) -> str:
        return self.plain

    def _repr_mimebundle_(self, **_kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Give the live view and, for readers without a kernel, stable text and HTML."""
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        data = {
            "text/plain": self.plain,
            "text/html": self.html,
            "application/vnd.jupyter.widget-view+json": view,
        }
        return data, {}
