"""``microscope.ihc(seed=3)``, ``.fish(...)``, ``.train()`` and ``.report()``: fields to read."""

from __future__ import annotations

from typing import Any

from ipywidgets import HTML, Button, HBox, VBox

from her2lessons import microscope as room
from her2lessons.guidelines import ihc
from her2lessons.microscope import Field
from her2lessons.widgets import _html, _truth
from her2lessons.widgets._frame import Frame
from her2lessons.widgets._viewer import Viewer

WARNING = "A drawing made by rules, not a photograph of tissue. It is here to practise on."


class Look(Frame):
    """One field in the eyepiece, and two buttons: the truth, and the next field."""

    def __init__(self, draw: Any, seed: int, title: str) -> None:
        self._draw, self.seed = draw, seed
        self.viewer = HBox()
        self.words = HTML()
        self.outcome = HTML()
        self.truth_button = Button(description="Show what is true of it")
        self.next_button = Button(description="Another field")
        self.truth_button.on_click(lambda _button: self.reveal())
        self.next_button.on_click(lambda _button: self.another())
        buttons = HBox([self.truth_button, self.next_button])
        box = VBox(
            [HTML(_html.fill("notice.html", text=WARNING)), self.viewer, self.words, buttons, self.outcome]
        )
        box.add_class("her2-explorer")
        self._show()
        super().__init__(
            box,
            label=title,
            plain=title,
            html=_html.fill("explorer.html", title=title, intro=self.field.description, warning=WARNING),
        )

    def reveal(self) -> None:
        """Draw the truth on top and say it."""
        shapes = _truth.of_cells(self.field) if self.field.kind == "ihc" else _truth.of_signals(self.field)
        self._eye.reveal([] if self.field.must_be_rejected else shapes)
        said = _said(self.field)
        looks = [] if self.field.must_be_rejected else _truth.legend(self.field)
        self.outcome.value = f"<p><strong>{said}</strong></p>{_html.fill('legend.html', looks=looks)}"
        self.announce(said)

    def another(self) -> None:
        """Show the field of the next seed."""
        self.seed += 1
        self._show()
        self.announce(f"Field {self.seed} is under the microscope.")

    def _show(self) -> None:
        self.field: Field = self._draw(self.seed)
        self._eye = Viewer(self.field, label=f"Field {self.seed}: {self.field.description}")
        self.viewer.children = (self._eye,)
        self.words.value = _html.fill("field_words.html", text=self.field.description)
        self.outcome.value = ""


def _said(field: Field) -> str:
    if field.flaw is not None:
        return f"This field must be rejected. {room.FLAWS[field.kind][field.flaw]}"
    if field.kind == "ihc":
        return f"The score is {field.truth.score}."  # type: ignore[union-attr]
    probe: Any = field.truth
    return (
        f"Ratio {probe.ratio:.2f}, {probe.her2_copies:.2f} HER2 copies per nucleus: group {probe.group}, "
        f"from {int(field.nuclei['countable'].sum())} nuclei."
    )


class MicroscopeFace:
    """What a lesson calls to look at fields; the tasks on them are questions of the banks."""

    def ihc(self, score: ihc.Score | None = None, *, seed: int = 0, **asked: Any) -> Look:
        """Look at an IHC field; the arguments are those of `microscope.ihc_field`, "2+" where none is given.

        Raises
        ------
        ValueError
            If such a field cannot be drawn; the sentence says why.
        """
        return Look(lambda one: room.ihc_field(score, seed=one, **asked), seed, "Microscope: an IHC field")

    def fish(self, *, ratio: float, her2_copies: float, seed: int = 0, **asked: Any) -> Look:
        """Look at a FISH field; the arguments are those of `microscope.fish_field`.

        Raises
        ------
        ValueError
            If such a field cannot be drawn; the sentence says why.
        """
        return Look(
            lambda one: room.fish_field(ratio=ratio, her2_copies=her2_copies, seed=one, **asked),
            seed,
            "Microscope: a FISH field",
        )

    def report(self) -> Frame:
        """Show how well you score fields, and where you score too high or too low."""
        from her2lessons.widgets import _reader

        return _reader.report()

    def train(self) -> Frame:
        """Score one field after another, each where you are least sure so far."""
        from her2lessons.widgets import _reader

        return _reader.train()


microscope = MicroscopeFace()
