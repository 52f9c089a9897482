"""The eyepiece: a microscope field to look at, to mark, and, after an answer, to see the truth on."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import anywidget
from traitlets import Bool, Dict, Float, Int, List, Unicode

from her2lessons.microscope import Field
from her2lessons.progress import marks as store

_HERE = Path(__file__).parent
#: Below this, faint membranes fade, and 0+ against 0 absent hangs on them.
_QUALITY = 92


class Tool(NamedTuple):
    """Something that can be marked: its name, its words, and its shape and colour, never colour alone."""

    name: str
    text: str
    shape: str
    colour: str


class Viewer(anywidget.AnyWidget):
    """One field on one canvas.

    Parameters
    ----------
    field
        What to show.
    label
        What a screen reader calls it.
    tools
        What can be marked; none for a field to look at.
    key
        Under which the marks are kept from day to day; "" keeps them only on the page.
    """

    _esm = _HERE / "viewer.js"
    _css = _HERE / "viewer.css"

    image = Unicode().tag(sync=True)
    size = Int().tag(sync=True)
    micrometres_per_pixel = Float().tag(sync=True)
    label = Unicode().tag(sync=True)
    description = Unicode().tag(sync=True)
    tools = List(Dict()).tag(sync=True)
    marks = List(Dict()).tag(sync=True)
    truth = List(Dict()).tag(sync=True)
    closed = Bool(False).tag(sync=True)
    trouble = Unicode().tag(sync=True)

    def __init__(self, field: Field, *, label: str, tools: Sequence[Tool] = (), key: str = "") -> None:
        self._names = [tool.name for tool in tools]
        self._key = key
        super().__init__(
            image=address(field),
            size=field.size,
            micrometres_per_pixel=field.micrometres_per_pixel,
            label=label,
            description=field.description,
            tools=[tool._asdict() for tool in tools],
            marks=store.load(key, field.size, self._names) if key else [],
        )
        self.observe(self._changed, names="marks")

    def show(self, field: Field) -> None:
        """Show the same field in other colours."""
        self.image = address(field)

    def reveal(self, shapes: Sequence[dict[str, Any]]) -> None:
        """Draw the truth on top, and take no more marks."""
        self.truth = list(shapes)
        self.closed = True

    def hide(self) -> None:
        """Take the truth away and take marks again."""
        self.truth = []
        self.closed = False

    def receive(self, marks: object) -> None:
        """Take the marks as they stand on the page."""
        self.marks = store.checked(marks, self.size, self._names)

    def _changed(self, change: dict[str, Any]) -> None:
        sound = store.checked(change["new"], self.size, self._names)
        if sound != change["new"]:
            self.marks = sound  # comes back here once more
        elif self._key:
            self.trouble = store.save(self._key, sound) or ""


def address(field: Field) -> str:
    """Give the picture of a field as a data address."""
    media_type, data = field.encoded(_QUALITY)
    return f"data:{media_type};base64,{base64.b64encode(data).decode('ascii')}"
