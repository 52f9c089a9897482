"""Tasks whose answer is a choice of letters from a list of statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from her2lessons.exercises.plain import LONGEST, NotPlainError, a_type, plain, show
from her2lessons.exercises.task import Mark, Reply, UnreadableError


@dataclass(frozen=True)
class Choice:
    """One statement to pick or leave."""

    text: str
    right: bool
    because: str
    """Why it belongs or does not; shown after it was picked."""


@dataclass(frozen=True)
class PicksAnswer:
    """Letters; each right one earns its share of the points and each wrong one costs its share of them.

    So picking everything earns nothing, and picking by chance earns nothing on average. Source: course.
    """

    name: str
    """What the learner calls the list."""
    choices: dict[str, Choice]
    """The statements by their letter, a capital."""

    def ask(self, answer: Any) -> tuple[Reply, ...]:
        """Read which letters were picked; a reply of True or False for each statement, in order."""
        kind = type(answer)
        if not (kind is list or kind is tuple or kind is set or kind is frozenset):
            raise UnreadableError(
                f"{self.name} has to be a list of letters, and it is {a_type(answer)}. "
                'Write it as ["A", "B"].'
            )
        if len(answer) > LONGEST:
            raise UnreadableError(
                f"{self.name} has {len(answer)} entries, and there are {len(self.choices)} letters."
            )
        picked = {self._letter(part) for part in answer}
        return tuple(Reply(value=letter in picked) for letter in self.choices)

    def _letter(self, part: object) -> str:
        try:
            value = plain(part)
        except NotPlainError as error:
            raise UnreadableError(
                f'{self.name} holds {error}. Give letters in quotes, such as "A".'
            ) from None
        letter = value.strip().upper() if type(value) is str else None
        if letter is None or letter not in self.choices:
            raise UnreadableError(
                f"{self.name} holds {show(value)}. The letters are {', '.join(self.choices)}."
            )
        return letter

    def judge(self, replies: tuple[Reply, ...]) -> Mark:
        """Weigh right picks against wrong ones."""
        picked = [letter for letter, reply in zip(self.choices, replies, strict=True) if reply.value is True]
        wrong = [letter for letter in picked if not self.choices[letter].right]
        belong = sum(choice.right for choice in self.choices.values())
        hits = len(picked) - len(wrong)
        share = max(0.0, hits / belong - len(wrong) / (len(self.choices) - belong))
        lines = [f"You found {hits} of {belong}." if picked else "The list is empty: nothing was picked."]
        if wrong:
            lines[0] += f" {len(wrong)} of your picks {'does' if len(wrong) == 1 else 'do'} not belong."
            lines[0] += " A wrong pick costs points."
        # Reasons for right picks only: a reason for one that was left would answer for the learner.
        lines += [f"{letter}: {self.choices[letter].because}" for letter in picked]
        return Mark(share, tuple(lines))
