"""What scoring gives back: points, and words fit for a card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from her2lessons.quiz.item import Item

RIGHT = "Right"
PARTLY = "Partly right"
NOT_YET = "Not yet"


class ResponseError(ValueError):
    """A response that cannot be read as an answer. It is not a wrong answer: nothing is marked or saved."""


class Chosen(NamedTuple):
    """Something the learner chose or typed, the reason behind it, and whether it was right."""

    text: str
    because: str
    correct: bool


class Reason(NamedTuple):
    """A right answer and the reason it is right."""

    text: str
    because: str


class Words(NamedTuple):
    """How a kind of question speaks of what was given and of what would have been right."""

    chosen: str = "You chose"
    missed: str = "The right answer"
    also: str = "Also right"
    numbered: bool = False
    """Whether the right answers are shown as one numbered list in place of what was missed."""


@dataclass(frozen=True)
class Feedback:
    """What to tell a learner after an answer.

    Attributes
    ----------
    verdict
        ``"Right"``, ``"Partly right"`` or ``"Not yet"``.
    chosen
        What the learner chose, in the order shown. Typed answers stand here as they were typed, so
        a page must escape them.
    right
        Every right answer.
    missed
        The right answers the learner did not give.
    explain
        The explanation that follows whatever was answered (Markdown).
    sources
        Keys of the reference table.
    note
        How an unusual entry was read, or what is wrong with its unit; empty when there is nothing to say.
    words
        What leads in the chosen and the missed answers.
    """

    verdict: str
    chosen: tuple[Chosen, ...]
    right: tuple[Reason, ...]
    missed: tuple[Reason, ...]
    explain: str
    sources: tuple[str, ...]
    note: str = ""
    words: Words = Words()  # noqa: RUF009 - an unchanging value

    @property
    def partial(self) -> bool:
        """Whether the answer was partly right."""
        return self.verdict == PARTLY

    @property
    def missed_word(self) -> str:
        """What leads in a missed answer: the one right answer, or one more beside those given."""
        return self.words.missed if len(self.missed) == 1 and not self.partial else self.words.also

    def __str__(self) -> str:
        lines = [f"{self.verdict}."]
        if self.note:
            lines.append(self.note)
        lines += [_line(self.words.chosen, text, because) for text, because, _ in self.chosen]
        lines += [_line("Right answer", text, because) for text, because in self.missed]
        lines += [self.explain.strip(), f"Sources: {', '.join(self.sources)}."]
        return "\n".join(lines)


@dataclass(frozen=True)
class Result:
    """The mark for one response.

    Attributes
    ----------
    points
        From 0 to 1.
    correct
        True only for full points.
    feedback
        What to tell the learner.
    raw
        The mark before it is held at 0 from below, at most 1. For every kind that offers a choice, its
        mean over random play, and over ticking everything, is 0 or less: guessing does not pay.
    """

    points: float
    correct: bool
    feedback: Feedback
    raw: float


def result(
    item: Item,
    raw: Fraction,
    *,
    chosen: Iterable[Chosen],
    right: Iterable[Reason],
    missed: Iterable[Reason],
    note: str = "",
    words: Words = Words(),  # noqa: B008 - an unchanging value
) -> Result:
    """Build the result of ``item`` from its exact mark, which may lie below 0, with the verdict it earns."""
    points = max(Fraction(0), raw)
    verdict = RIGHT if points == 1 else PARTLY if points > 0 else NOT_YET
    feedback = Feedback(
        verdict=verdict,
        chosen=tuple(chosen),
        right=tuple(right),
        missed=tuple(missed),
        explain=item.explain,
        sources=item.sources,
        note=note,
        words=words,
    )
    return Result(points=float(points), correct=points == 1, feedback=feedback, raw=float(raw))


def _line(lead: str, text: str, because: str) -> str:
    return f"{lead}: {text.strip()} {because.strip()}".rstrip()
