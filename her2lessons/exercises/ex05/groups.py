"""Task 05.b: from ratio and copies to a group."""

from her2lessons.exercises.function import FunctionAnswer, Trial
from her2lessons.exercises.plain import Plain
from her2lessons.exercises.task import Task
from her2lessons.guidelines import ish

GROUPS = (1, 2, 3, 4, 5)

RATIO_AND_COPIES = (
    *((2.0, 4.0), (2.0, 6.0), (2.01, 5.9), (2.4, 4.0), (6.1, 18.3)),
    *((2.0, 3.99), (2.0, 3.9999), (2.2, 2.9), (2.6, 2.1), (3.1, 3.996)),
    *((1.99, 6.0), (1.996, 6.0), (1.9999, 7.5), (1.2, 9.4), (1.8, 6.1)),
    *((1.99, 4.0), (1.996, 5.99), (1.5, 5.9999), (1.1, 4.2), (1.7, 4.4)),
    *((1.99, 3.99), (1.996, 3.996), (1.9, 3.9), (1.0, 2.0), (0.7, 1.1)),
)
"""Five for each group; most lie on a line, or so near that rounding would carry them across it."""


def _hint(trial: Trial, gave: Plain) -> str:
    ratio, copies = trial.given
    if type(gave) is bool or gave not in GROUPS:
        return f"A group is a whole number from {GROUPS[0]} to {GROUPS[-1]}."
    side = f"{'at or above' if ratio >= ish.RATIO_POSITIVE else 'below'} {ish.RATIO_POSITIVE}"
    if copies >= ish.COPIES_HIGH:
        band = f"at or above {ish.COPIES_HIGH}"
    elif copies >= ish.COPIES_LOW:
        band = f"at or above {ish.COPIES_LOW} and below {ish.COPIES_HIGH}"
    else:
        band = f"below {ish.COPIES_LOW}"
    return f"Unrounded, the ratio is {side} and the copies are {band}. Which row of the table is that?"


GROUP = Task(
    id="05.b",
    title="Group from ratio and copies",
    objective="05.2",
    max_points=4.0,
    kind=FunctionAnswer(
        name="group",
        parameters=("ratio", "her2_copies"),
        trials=tuple(Trial(pair, ish.group(*pair)) for pair in RATIO_AND_COPIES),
        hint=_hint,
    ),
)
