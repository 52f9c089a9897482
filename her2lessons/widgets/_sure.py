"""How sure are you? Asked once before an answer is checked; leaving it open is an answer too."""

from __future__ import annotations

from typing import Any

from ipywidgets import HTML, RadioButtons, VBox

WORDS = ("sure", "think so", "guess")


class Sure(VBox):
    """Three radio buttons in a row; ``response`` is one of `WORDS`, or None."""

    def __init__(self) -> None:
        self._choice = RadioButtons(options=WORDS, value=None)
        super().__init__(
            [
                HTML('<span class="her2-sure-label">How sure are you? (you may leave this open)</span>'),
                self._choice,
            ]
        )
        self.add_class("her2-sure")

    @property
    def response(self) -> str | None:
        """The chosen word; None when none is, or when it is not asked any more."""
        return self._choice.value if self.layout.display != "none" else None

    @response.setter
    def response(self, response: str | None) -> None:
        self._choice.value = response if response in WORDS else None

    def receive(self, chosen: Any) -> None:
        """Take the choice as it stands on the page: its place, or anything else for none."""
        known = isinstance(chosen, int) and not isinstance(chosen, bool) and 0 <= chosen < len(WORDS)
        self.response = WORDS[chosen] if known else None

    def ask(self) -> None:
        """Ask for a new question."""
        self._choice.value = None
        self.layout.display = None

    def close_question(self) -> None:
        """Stop asking."""
        self._choice.value = None
        self.layout.display = "none"
