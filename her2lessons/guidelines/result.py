"""What the HER2 rule gives back: an interpretation, and the words it may use."""

from dataclasses import dataclass
from typing import Literal, get_args

from her2lessons.guidelines.steps import Step

Status = Literal["positive", "negative", "equivocal", "pending", "indeterminate"]
"""Equivocal: IHC 2+ with no ISH yet. Pending: ISH asks for more. Indeterminate: a test failed."""

Category = Literal[
    "HER2-positive", "HER2-low", "HER2-ultralow", "HER2-null", "HER2-0 (not further stated)", "undetermined"
]
"""Low, ultralow and null are treatment labels within HER2-negative, not diseases of their own."""

NextStep = Literal["ish", "ihc", "dual-probe ish", "recount", "adjudicate", "repeat"]
"""What has to happen before there is a final result."""

STATUSES: tuple[Status, ...] = get_args(Status)
CATEGORIES: tuple[Category, ...] = get_args(Category)
NEXT_STEPS: tuple[NextStep, ...] = get_args(NextStep)


@dataclass(frozen=True)
class Interpretation:
    """What the tests of one specimen say together, and every step on the way there."""

    status: Status
    category: Category
    next_step: NextStep | None
    """What to do next; None when the result is final."""
    steps: tuple[Step, ...]
    """The walk, first to last; the last step is the conclusion."""
    discordant: bool = False
    """Whether IHC and ISH contradict each other, so that both are reviewed."""
    comment: str | None = None
    """The text that belongs beside a negative result of ISH groups 2 to 4."""
    ish_group: int | None = None
    """The ISH group of the first count, 1 to 5; None without a dual-probe result."""
    second_population: "Interpretation | None" = None
    """The result of a second population of cells: it stands beside this one and is never averaged with it."""
