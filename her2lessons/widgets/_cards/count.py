"""Counting signals: the field with marks for two probes, and three numbers that follow them or are typed."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from ipywidgets import HTML, Dropdown, Text, VBox

from her2lessons.quiz import ResponseError, item_hash
from her2lessons.quiz.kinds import count as kind
from her2lessons.widgets import _html, _truth
from her2lessons.widgets._viewer import Tool, Viewer

TOOLS = (
    Tool("her2", "HER2 signal", *_truth.PROBES["her2"]),
    Tool("cep17", "CEP17 signal", *_truth.PROBES["cep17"]),
    Tool("nucleus", "nucleus counted", "cross", "#ffffff"),
)
_NAMES = ("nuclei", "her2", "cep17")
_TOOL_OF = {"nuclei": "nucleus", "her2": "her2", "cep17": "cep17"}
NOTHING_YET = "Mark the signals, or type the three counts, first."


class AnswerPart(VBox):
    """The viewer above three numbers; ``response`` holds the numbers as they stand, or None for none.

    A mark sets its number; a number may as well be typed, so that nobody needs a mouse or the picture.
    """

    def __init__(self, item: kind.Count) -> None:
        self._item = item
        field = item.field.field()
        self.viewer = Viewer(field, label=item.alt, tools=TOOLS, key=f"count-{item_hash(item)}")
        self.palette = Dropdown(
            description="Colours", options=["usual", "for colour-blind readers"], value="usual"
        )
        self.numbers = {
            name: Text(description=words[0].upper() + words[1:]) for name, words in kind.NAMES.items()
        }
        self.settling = HTML()
        self._legend = HTML()
        words = HTML(_html.fill("field_words.html", text=f"{item.alt} {field.description}"))
        super().__init__(
            [self.viewer, words, self._legend, self.palette, *self.numbers.values(), self.settling]
        )
        self.viewer.observe(lambda change: self._from_marks(change["old"]), names="marks")
        self.palette.observe(lambda _change: self._recolour(), names="value")
        for number in self.numbers.values():
            number.observe(lambda _change: self._settle(), names="value")
        self._from_marks([])

    @property
    def response(self) -> dict[str, str] | None:
        """The three numbers as they stand; None while all are empty."""
        typed = {name: self.numbers[name].value.strip() for name in _NAMES}
        return typed if any(typed.values()) else None

    @response.setter
    def response(self, response: Any) -> None:
        kept = response if isinstance(response, dict) else {}
        for name in _NAMES:
            self.numbers[name].value = str(kept.get(name, ""))

    @property
    def inputs(self) -> int:
        """How many controls the page reports: the marks, the colours, three numbers."""
        return 5

    def receive(self, inputs: list[Any]) -> None:
        """Take the numbers as they stand on the page; the marks have set them already, or they were typed."""
        marks, _colours, *numbers = inputs
        with suppress(ValueError):  # a page gone wrong; the numbers below count
            self.viewer.receive(json.loads(str(marks)))
        for name, typed in zip(_NAMES, numbers, strict=True):
            self.numbers[name].value = str(typed)

    def reveal(self) -> None:
        """Ring every dot that counts."""
        field = self._item.field.field()
        self.viewer.reveal(_truth.of_signals(field))
        self._legend.value = _html.fill("legend.html", looks=_truth.legend(field))

    def _from_marks(self, before: list[dict[str, Any]]) -> None:
        """Let each number follow its marks; where there were none and are none, what was typed stays."""
        for name in _NAMES:
            found, earlier = (
                sum(mark["tool"] == _TOOL_OF[name] for mark in marks) for marks in (self.viewer.marks, before)
            )
            if found or earlier:
                self.numbers[name].value = str(found) if found else ""
        self._settle()

    def _recolour(self) -> None:
        other = self.palette.value != "usual"
        self.viewer.show(self._item.field.field("magenta-cyan" if other else None))

    def _settle(self) -> None:
        """Show how ratio, copies and group stand, how sure they are, and how far from the lines."""
        self.settling.value = _html.fill("settling.html", found=self._figures())

    def _figures(self) -> dict[str, Any] | None:
        from her2lessons.guidelines import ish
        from her2lessons.models import counting

        try:
            counted = kind.read_response(self._item, self.response)
        except ResponseError:
            return None
        if not counted.her2:
            return None
        probe = ish.DualProbe.from_counts(
            her2_signals=counted.her2, cep17_signals=counted.cep17, nuclei=counted.nuclei, allow_few=True
        )
        least = min(counted.nuclei, counting.MOST_NUCLEI)
        ratio = counting.expected("ratio", probe.ratio, least)
        copies = counting.expected("her2_copies", probe.her2_copies, least)
        return {
            "group": probe.group,
            "nuclei": counted.nuclei,
            "least": ish.MIN_NUCLEI,
            "figures": [
                ("Ratio", ratio, ish.RATIO_POSITIVE),
                ("HER2 copies per nucleus", copies, ish.COPIES_LOW),
            ],
        }
