"""A look at oneself: ten questions without feedback until the last, then what they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ipywidgets import HTML, Button, VBox

from her2lessons import quiz
from her2lessons.progress import Answer, Memory, looks
from her2lessons.progress.overview import both_looks
from her2lessons.quiz import Item, load_bank, public_view
from her2lessons.widgets import _html, _saving
from her2lessons.widgets._card import ICONS, Card, tone
from her2lessons.widgets._frame import Frame

WHICH = {"before": looks.BEFORE, "after": looks.AFTER}
_TITLES = {"before": "A look at yourself, before the course", "after": "A second look, after the course"}


class QuietCard(Card):
    """A card that keeps the answer and says nothing about it.

    ``when_kept`` is called after each answer that was kept.
    """

    def __init__(self, item: Item, *, when_kept: Callable[[], None], **rest: Any) -> None:
        self._when_kept = when_kept
        super().__init__(item, **rest)
        self.check_button.description = "Keep this answer"

    def reveal(self, kept: Answer | None) -> None:
        """Take no more answers, and show whether the kept one was right, and why."""
        self.closed = True
        self.check_button.disabled = True
        self.check_button.layout.display = "none"
        self.sure.close_question()
        if kept is None or kept.item_hash != quiz.item_hash(self.concrete):
            return  # it was given to an earlier wording, and the card says so
        try:
            result = quiz.score(self.concrete, kept.response)
        except quiz.ResponseError:
            return
        self.response = kept.response
        self.verdict.value = _html.fill(
            "verdict.html",
            feedback=result.feedback,
            tone=tone(result),
            icon=ICONS[tone(result)],
            unread=None,
            mark=None,
        )

    def _recall(self, earlier: Answer) -> None:
        super()._recall(earlier)
        self.sure.response = earlier.confidence

    def _close_question(self) -> None:
        """Keep asking how sure one is: no reasons were read, and the answer may still change."""

    def _is_kept(self, given: Answer) -> bool:
        """Say whether this very answer is on disk already, with the same word for how sure one is."""
        return (
            super()._is_kept(given) and self._kept is not None and self._kept.confidence == given.confidence
        )

    def _show(self, result: quiz.Result, mark: _saving.Mark) -> None:
        self.verdict.value = _html.fill("verdict.html", feedback=None, unread=None, mark=mark)

    def _say(self, result: quiz.Result, mark: _saving.Mark) -> None:
        self._announce(f"{self._kicker}: {mark.text} You can change it until the end.")
        if mark.kept:
            self._when_kept()


class Look(Frame):
    """Ten questions; after the last one, a button that shows all answers and what the two looks say."""

    def __init__(self, which: str) -> None:
        items = load_bank(WHICH[which]).items
        memory, trouble = _saving.memory()
        self._which = which
        self._items = items
        self.cards = [
            QuietCard(
                item,
                when_kept=self._count,
                position=number,
                total=len(items),
                lesson=WHICH[which][:2],
                memory=memory,
                announce=self.announce,
            )
            for number, item in enumerate(items, start=1)
        ]
        self.finish_button = Button(description="Show what my answers say")
        self.finish_button.on_click(lambda _button: self.finish())
        self.outcome = HTML()
        heading = HTML(_html.fill("look.html", trouble=trouble, total=len(items)))
        title = _TITLES[which]
        super().__init__(
            VBox([heading, *self.cards, self.outcome, self.finish_button]),
            label=title,
            plain=f"{title}: {len(items)} questions",
            html=_html.fill("quiz.html", title=title, views=[public_view(item) for item in items]),
        )
        self._draw(memory)
        # A look that was finished is over: what is answered with the reasons in sight says nothing.
        if looks.look(items, memory).finished:
            self.finish()

    def receive(self, content: dict[str, Any]) -> None:
        """Keep the answer of the card that the page names, as it stands there."""
        number, inputs = content.get("check"), content.get("inputs")
        if isinstance(number, int) and 0 <= number < len(self.cards) and isinstance(inputs, list):
            self.cards[number].receive(inputs, content.get("sure"))

    def finish(self) -> None:
        """Show every verdict and compare the looks; only once every question has an answer on disk."""
        memory, _ = _saving.memory()
        if not looks.look(self._items, memory).finished:
            self._draw(memory)
            return
        for card in self.cards:
            card.reveal(memory.last_answer(card.item.id))
        self.finish_button.layout.display = "none"
        said = both_looks(memory).sentences
        self.outcome.value = _html.fill("look_outcome.html", said=said)
        self.announce(" ".join(said))

    def _count(self) -> None:
        memory, _ = _saving.memory()
        self._draw(memory)

    def _draw(self, memory: Memory) -> None:
        kept = looks.look(self._items, memory)
        left = kept.total - len(kept.points)
        self.finish_button.disabled = left > 0
        questions = "1 question has" if left == 1 else f"{left} questions have"
        more = f"{questions} no answer yet." if left else "Every question has an answer."
        self.outcome.value = f"<p>{more}</p>"


def look(which: str) -> Look:
    """Show one of the two looks.

    Raises
    ------
    ValueError
        If ``which`` is neither "before" nor "after".
    """
    if which not in WHICH:
        raise ValueError(f'There are two looks, "before" and "after"; this is {which!r}.')
    return Look(which)
