"""Tasks whose answer is a function: it is called on many inputs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from her2lessons.exercises.plain import Plain, a_type, show
from her2lessons.exercises.running import call
from her2lessons.exercises.task import Mark, Reply, UnreadableError, above_guessing

REFUSAL = "ValueError"
"""What is expected where a function has to raise a ValueError."""

_SHOWN_FAULTS = 3


@dataclass(frozen=True)
class Trial:
    """One input and what the rules make of it."""

    given: tuple[float, ...]
    """The arguments, in order."""
    expected: Plain
    """The right value; where `refuses`, `REFUSAL`."""
    refuses: bool = False
    """Whether the right thing is to raise a ValueError."""


@dataclass(frozen=True)
class FunctionAnswer:
    """A function is tried on every trial; the points are the share that is right, beyond guessing."""

    name: str
    """What the learner calls the function."""
    parameters: tuple[str, ...]
    """The names of its arguments, in order."""
    trials: tuple[Trial, ...]
    hint: Callable[[Trial, Plain], str]
    """A kind sentence on a trial for which the function gave a wrong value; may be empty."""

    def ask(self, answer: Any) -> tuple[Reply, ...]:
        """Call the function on copies of every input, and stop early only if it hangs."""
        if not callable(answer):
            raise UnreadableError(
                f"{self.name} has to be a function, and it is {a_type(answer)}. "
                f"Start with def {self.name}({', '.join(self.parameters)}): and go on below."
            )
        replies: list[Reply] = []
        for trial in self.trials:
            if replies and replies[-1].last:
                replies.append(replies[-1])
            else:
                replies.append(call(answer, trial.given))
        return tuple(replies)

    def judge(self, replies: tuple[Reply, ...]) -> Mark:
        """Compare each reply with its trial."""
        wrong = [pair for pair in zip(self.trials, replies, strict=True) if not _right(*pair)]
        parts, guess = len(self.trials), self.by_guessing()
        right = parts - len(wrong)
        if not wrong:
            return Mark(1.0, (f"All {parts} inputs came out right, the ones exactly on a line too.",))
        lines = [f"{right} of {parts} inputs came out right."]
        if right and right <= guess:
            lines.append(
                f"The same answer every time would get {guess} right, so the points start above that."
            )
        lines += [self._fault(trial, reply) for trial, reply in self._examples(wrong)]
        return Mark(above_guessing(right, parts, guess), tuple(lines))

    def by_guessing(self) -> int:
        """Give how many inputs come out right for the best function that ignores its input."""
        counts: Counter[Hashable] = Counter((trial.refuses, trial.expected) for trial in self.trials)
        return max(counts.values())

    def _examples(self, wrong: list[tuple[Trial, Reply]]) -> list[tuple[Trial, Reply]]:
        # One fault tends to spoil many inputs; show different faults before more of the same.
        first_of_each: dict[Hashable, tuple[Trial, Reply]] = {}
        for trial, reply in wrong:
            first_of_each.setdefault(
                (trial.refuses, reply.problem or self.hint(trial, reply.value)), (trial, reply)
            )
        return list(first_of_each.values())[:_SHOWN_FAULTS]

    def _fault(self, trial: Trial, reply: Reply) -> str:
        given = ", ".join(f"{n}={show(v)}" for n, v in zip(self.parameters, trial.given, strict=True))
        if reply.problem:
            return f"{self.name}({given}) {reply.problem}"
        return f"{self.name}({given}) gave {show(reply.value)}. {self.hint(trial, reply.value)}".strip()


def _right(trial: Trial, reply: Reply) -> bool:
    if trial.refuses:
        return reply.raised == REFUSAL
    return not reply.problem and same(trial.expected, reply.value)


def same(expected: Plain, gave: Plain) -> bool:
    """Tell whether two values are the same; True is not 1; figures may differ as floats do."""
    if type(expected) is tuple:
        return type(gave) is tuple and len(gave) == len(expected) and all(map(same, expected, gave))
    if type(expected) is int or type(expected) is float:
        return close(expected, gave)
    return type(gave) is type(expected) and gave == expected


def close(expected: float, gave: Plain, tolerance: float = 1e-9) -> bool:
    """Tell whether a value is a number within `tolerance`, a fraction, of the expected one."""
    if type(gave) is not int and type(gave) is not float:
        return False
    try:
        return math.isclose(expected, gave, rel_tol=tolerance)
    except OverflowError:  # an int too large for a float is not near anything asked for here
        return False
