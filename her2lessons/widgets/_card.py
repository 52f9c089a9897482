"""One question card: prompt, answer, check, verdict, saved mark."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from ipywidgets import HTML, Button, HBox, VBox

from her2lessons import quiz
from her2lessons.progress import Answer
from her2lessons.quiz.kinds.case import Case
from her2lessons.widgets import _html, _saving

_ICONS = {"right": "✔", "partly": "◐", "wrong": "✘"}


def _tone(result: quiz.Result) -> str:
    if result.correct:
        return "right"
    return "partly" if result.points > 0 else "wrong"


class Card(VBox):
    """A question that can be answered, checked, and answered again.

    Parameters
    ----------
    item
        The question; a generated one is asked with the seed its bank gives, or a fresh one.
    position, total
        Where the card stands in its quiz, counted from 1.
    earlier
        The learner's last answer to this item, shown with its time; None for none.
    announce
        Called with the verdict in words after each check.
    """

    def __init__(
        self,
        item: quiz.Item,
        *,
        position: int,
        total: int,
        lesson: str,
        earlier: Answer | None,
        announce: Callable[[str], None],
    ) -> None:
        self.item = item
        self._lesson = lesson
        self._announce = announce
        self._kicker = f"Question {position} of {total}"
        self.seed = item.seed if isinstance(item, Case) else None
        if self.seed is not None and earlier is not None and earlier.seed is not None:
            # A log can be edited by hand; no case has a seed below 0.
            self.seed = max(earlier.seed, 0)
        self.prompt = HTML()
        self.verdict = HTML()
        self.check_button = Button(description="Check")
        self.check_button.add_class("her2-check")
        self.another_button = Button(description="Try a new one")
        buttons = [self.check_button] if self.seed is None else [self.check_button, self.another_button]
        # The box stays while what is in it changes: replacing a card's own children would draw the buttons
        # anew, and the keyboard's focus would be lost with them.
        self._box = VBox()
        super().__init__([self.prompt, self._box, HBox(buttons), self.verdict])
        self.add_class("her2-card")
        self._ask()
        if earlier is not None:
            self._recall(earlier)
        self.check_button.on_click(lambda _button: self.check())
        self.another_button.on_click(lambda _button: self.another())

    @property
    def response(self) -> Any:
        """What the learner has chosen or typed; None for nothing yet."""
        return self.answer.response

    @response.setter
    def response(self, response: Any) -> None:
        self.answer.response = response

    def receive(self, inputs: list[Any]) -> None:
        """Take the answer as it stands on the page and check it; a report of other controls is not ours."""
        if len(inputs) == self.answer.inputs:
            self.answer.receive(inputs)
            self.check()

    def check(self) -> None:
        """Mark the answer, save it, then show the verdict; an unreadable answer is not marked."""
        if self.response is None:
            self._unread("Choose or type an answer first.")
            return
        try:
            result = quiz.score(self.concrete, self.response)
        except quiz.ResponseError as error:
            self._unread(str(error))
            return
        mark = _saving.save(
            Answer(
                item=self.item.id,
                response=self.response,
                points=result.points,
                lesson=self._lesson,
                seed=self.seed,
                item_hash=quiz.item_hash(self.concrete),
            )
        )
        self._show(result, mark)
        self._announce(f"{self._kicker}: {result.feedback.verdict}. {mark.text}")

    def another(self) -> None:
        """Ask the next case of this family."""
        if self.seed is not None:
            self.seed += 1
            self._ask()
            self._announce("A new case is on the card.")

    def _ask(self) -> None:
        self.concrete = quiz.realise(self.item, self.seed)
        self.prompt.value = _html.fill("prompt.html", kicker=self._kicker, prompt=self.concrete.prompt)
        self.verdict.value = ""
        self.answer = import_module(f"her2lessons.widgets._cards.{self.concrete.kind}").AnswerPart(
            self.concrete
        )
        self.answer.add_class("her2-answer")
        self._box.children = (self.answer,)

    def _recall(self, earlier: Answer) -> None:
        if earlier.item_hash != quiz.item_hash(self.concrete):
            text = f"You answered an earlier wording of this question on {_saving.when(earlier.at)}."
            self.verdict.value = _html.fill(
                "verdict.html", feedback=None, unread=None, mark=_saving.Mark(text, kept=True)
            )
            return
        try:
            result = quiz.score(self.concrete, earlier.response)
        except quiz.ResponseError:
            return
        self.response = earlier.response
        self._show(result, _saving.Mark(f"You answered this on {_saving.when(earlier.at)}.", kept=True))

    def _show(self, result: quiz.Result, mark: _saving.Mark) -> None:
        tone = _tone(result)
        self.verdict.value = _html.fill(
            "verdict.html", feedback=result.feedback, tone=tone, icon=_ICONS[tone], unread=None, mark=mark
        )

    def _unread(self, sentence: str) -> None:
        self.verdict.value = _html.fill("verdict.html", feedback=None, unread=sentence, mark=None)
        self._announce(sentence)
