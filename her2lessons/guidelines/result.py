"""What the HER2 rule gives back: an interpretation, and the words it may use."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

from her2lessons.guidelines.steps import Step

Status = Literal["positive", "negative", "equivocal", "pending", "indeterminate"]
"""Equivocal: IHC 2+ with no ISH yet. Pending: ISH asks for more. Indeterminate: a test failed.

"Pending" is this course's word for "a further step is needed". Source: course."""

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
    """Whether IHC and ISH contradict each other, so that both are reviewed.

    IHC 3+ beside a negative count is not discordant when another population is positive by ISH: that
    population explains the 3+."""
    comment: str | None = None
    """The text that belongs beside a negative result of ISH groups 2 to 4."""
    ish_group: int | None = None
    """The ISH group of the first count, 1 to 5; None without a dual-probe result."""
    second_population: "Interpretation | None" = None
    """The result of a second population of cells: it stands beside this one and is never averaged with it."""

    def __str__(self) -> str:
        """Give the result and every step on the way, one numbered line each, with its source."""
        steps = (f"{n}. {s.finding} {s.rule} [{s.source}]" for n, s in enumerate(self.steps, start=1))
        return "\n".join([self._headline(), *steps])

    def _headline(self) -> str:
        if self.second_population is None:
            return self._result()
        second = self.second_population._result()
        return f"First population: {self._result()}; second population: {second}"

    def _result(self) -> str:
        parts = [f"{self.category}", f"status {self.status}"]
        parts += [f"next step: {self.next_step}"] if self.next_step else []
        return " · ".join(parts + (["discordant"] if self.discordant else []))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        # In a notebook's text form the walk reads better than the fields of a dataclass.
        printer.text(str(self))

    def _repr_markdown_(self) -> str:
        steps = (
            f"{n}. **{s.finding}** {s.rule} ({_linked(s.source)})" for n, s in enumerate(self.steps, start=1)
        )
        return "\n".join([f"**{self._headline()}**", "", *steps])


def _linked(key: str) -> str:
    """Name a source as a link to its own page."""
    # Imported here: a rule needs its sources' keys, and only a reader needs the sources.
    from her2lessons.evidence import reference

    source = reference(key)
    return f"[{source.short}]({source.link})" if source.link.startswith("https://") else source.short
