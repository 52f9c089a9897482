"""Things to be matched: a list to choose from beside each of them."""

from __future__ import annotations

from typing import Any

from ipywidgets import Dropdown, VBox

from her2lessons.quiz.kinds.match import Matching

_OPEN = "Choose ..."


class AnswerPart(VBox):
    """Drop-down lists whose ``response`` maps each pair chosen for to its match, or None when none is."""

    def __init__(self, item: Matching) -> None:
        self._pairs = [pair.id for pair in item.pairs]
        self._matches = [match.id for match in item.matches]
        options = [(_OPEN, -1), *((match.text, number) for number, match in enumerate(item.matches))]
        super().__init__([Dropdown(description=pair.text, options=options, value=-1) for pair in item.pairs])
        self.add_class("her2-match")

    @property
    def response(self) -> dict[str, str] | None:
        """The chosen match of each pair that has one; None until one has."""
        chosen = {
            pair: self._matches[box.value]
            for pair, box in zip(self._pairs, self.children, strict=True)
            if box.value >= 0
        }
        return chosen or None

    @response.setter
    def response(self, response: Any) -> None:
        chosen = response if isinstance(response, dict) else {}
        for pair, box in zip(self._pairs, self.children, strict=True):
            match = chosen.get(pair)
            box.value = self._matches.index(match) if match in self._matches else -1

    @property
    def inputs(self) -> int:
        """How many controls the page reports."""
        return len(self._pairs)

    def receive(self, inputs: list[Any]) -> None:
        """Take the choices as they stand on the page: the place of each in its list, 0 for none."""
        for place, box in zip(inputs, self.children, strict=True):
            known = (
                isinstance(place, int) and not isinstance(place, bool) and 1 <= place <= len(self._matches)
            )
            box.value = place - 1 if known else -1
