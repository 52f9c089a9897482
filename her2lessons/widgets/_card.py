"""One question card: prompt, answer, how sure, check, verdict, saved mark."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from ipywidgets import HTML, Button, HBox, VBox

from her2lessons import quiz
from her2lessons.progress import Answer, Memory
from her2lessons.quiz.kinds.case import Case
from her2lessons.widgets import _html, _reading, _saving
from her2lessons.widgets._sure import Sure

ICONS = {"right": "✔", "partly": "◐", "wrong": "✘"}
_NOTHING_YET = "Choose or type an answer first."
#: A learner who misses a question this often in a row is shown where it is explained.
_POINT_AFTER = 2


def tone(result: quiz.Result) -> str:
    """Give the tone of a verdict: one of `ICONS`."""
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
    memory
        What the learner's answers so far add up to.
    announce
        Called with the verdict in words after each check.
    afresh
        Ask without showing what was answered before, and a generated question with a new case: remembering
        is the exercise.
    """

    def __init__(
        self,
        item: quiz.Item,
        *,
        position: int,
        total: int,
        lesson: str,
        memory: Memory,
        announce: Callable[[str], None],
        afresh: bool = False,
    ) -> None:
        self.item = item
        self._lesson = lesson
        self._announce = announce
        self._kicker = f"Question {position} of {total}"
        self._misses = memory.misses(item.id)
        self._kept: Answer | None = None
        self._mark = _saving.Mark("", kept=False)
        #: Whether answers are taken no more.
        self.closed = False
        earlier = memory.last_answer(item.id)
        self._sitting = _sitting(item, earlier, afresh=afresh)
        self.prompt = HTML()
        self.verdict = HTML()
        self.sure = Sure()
        self.check_button = Button(description="Check")
        self.check_button.add_class("her2-check")
        self.another_button = Button(description="Try a new one")
        buttons = [self.check_button] if self._sitting is None else [self.check_button, self.another_button]
        # The box stays while what is in it changes: replacing a card's own children would draw the buttons
        # anew, and the keyboard's focus would be lost with them.
        self._box = VBox()
        super().__init__([self.prompt, self._box, self.sure, HBox(buttons), self.verdict])
        self.add_class("her2-card")
        self._ask()
        if earlier is not None and not afresh:
            self._recall(earlier)
        self.check_button.on_click(lambda _button: self.check())
        self.another_button.on_click(lambda _button: self.another())

    @property
    def seed(self) -> int | None:
        """Of the generated case on the card; None for an authored question."""
        return None if self._sitting is None else self._sitting.seed

    @property
    def response(self) -> Any:
        """What the learner has chosen or typed; None for nothing yet."""
        return self.answer.response

    @response.setter
    def response(self, response: Any) -> None:
        self.answer.response = response

    def receive(self, inputs: list[Any], sure: Any = None) -> None:
        """Take the answer as it stands on the page and check it; a report of other controls is not ours."""
        if len(inputs) == self.answer.inputs and not self.closed:
            self.answer.receive(inputs)
            self.sure.receive(sure)
            self.check()

    def check(self) -> None:
        """Mark the answer, save it, then show the verdict; an unreadable answer is not marked."""
        if self.closed:
            return
        if self.response is None:
            self._unread(self._nothing_yet)
            return
        try:
            result = quiz.score(self.concrete, self.response)
        except quiz.ResponseError as error:
            self._unread(str(error))
            return
        given = Answer(
            item=self.item.id,
            response=self.response,
            points=result.points,
            lesson=self._lesson,
            seed=self.seed,
            item_hash=quiz.item_hash(self.concrete),
            confidence=self.sure.response,
        )
        if self._is_kept(given):
            mark = self._mark  # checked again as it was: the same answer is one answer
        else:
            mark = _saving.save(given)
            self._misses = 0 if result.correct else self._misses + 1
            if self._sitting is not None:
                self._sitting.note(result.points)
            if mark.kept:
                self._kept, self._mark = given, mark
        self._close_question()
        self._show(result, mark)
        self._say(result, mark)

    def _is_kept(self, given: Answer) -> bool:
        """Say whether this very answer is on disk already."""
        kept = self._kept
        return kept is not None and all(
            getattr(given, name) == getattr(kept, name) for name in ("response", "seed", "item_hash")
        )

    def _close_question(self) -> None:
        """Ask only once how sure one is: after the reasons have been read it would mean something else."""
        self.sure.close_question()

    def another(self) -> None:
        """Ask the next case of this family: a new one, harder after success."""
        if self._sitting is not None:
            self._sitting.another()
            self._ask()
            self._announce("A new case is on the card.")

    def begin(self, sitting: quiz.Sitting) -> None:
        """Ask the cases of another sitting from now on."""
        self._sitting = sitting
        self._ask()

    def _ask(self) -> None:
        self.concrete = self.item if self._sitting is None else self._sitting.asked
        self.prompt.value = _html.fill("prompt.html", kicker=self._kicker, prompt=self.concrete.prompt)
        self.verdict.value = ""
        module = import_module(f"her2lessons.widgets._cards.{self.concrete.kind}")
        self._nothing_yet = getattr(module, "NOTHING_YET", _NOTHING_YET)
        self.answer = module.AnswerPart(self.concrete)
        self.answer.add_class("her2-answer")
        self._box.children = (self.answer,)
        self.sure.ask()

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
        self._close_question()
        if self._sitting is not None:
            self._sitting.note(result.points)
        self._kept = earlier
        self._mark = _saving.Mark(f"You answered this on {_saving.when(earlier.at)}.", kept=True)
        self._show(result, self._mark)

    def _show(self, result: quiz.Result, mark: _saving.Mark) -> None:
        where = _reading.where(self.item) if self._misses >= _POINT_AFTER else None
        self.verdict.value = _html.fill(
            "verdict.html",
            feedback=result.feedback,
            tone=tone(result),
            icon=ICONS[tone(result)],
            where=where,
            unread=None,
            mark=mark,
        )
        # Where the answer stands on a field, the truth is drawn on it.
        if hasattr(self.answer, "reveal"):
            self.answer.reveal()

    def _say(self, result: quiz.Result, mark: _saving.Mark) -> None:
        self._announce(f"{self._kicker}: {result.feedback.verdict}. {mark.text}")

    def _unread(self, sentence: str) -> None:
        self.verdict.value = _html.fill("verdict.html", feedback=None, unread=sentence, mark=None)
        self._announce(sentence)


def _sitting(item: quiz.Item, earlier: Answer | None, *, afresh: bool) -> quiz.Sitting | None:
    """Begin with the case answered last, to show it again; or, afresh, with the one after it."""
    if not isinstance(item, Case):
        return None
    if earlier is None or earlier.seed is None:
        return quiz.Sitting(item)
    # A log can be edited by hand; no case has a seed below 0.
    sitting = quiz.Sitting(item, max(earlier.seed, 0))
    if afresh:
        sitting.note(earlier.points)
        sitting.another()
    return sitting
