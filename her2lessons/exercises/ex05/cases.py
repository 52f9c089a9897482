"""Task 05.d: the whole rule for a small table of invented cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from her2lessons.exercises.table import Column, TableAnswer
from her2lessons.exercises.task import Task
from her2lessons.guidelines import her2, ish

if TYPE_CHECKING:
    import pandas as pd


class Case(NamedTuple):
    """The results of one invented case; None where a test was not done."""

    ihc: str | None
    ratio: float | None = None
    her2_copies: float | None = None

    def interpret(self) -> her2.Interpretation:
        """Give what the rule makes of it."""
        probe = None
        if self.ratio is not None and self.her2_copies is not None:
            probe = ish.DualProbe(ratio=self.ratio, her2_copies=self.her2_copies)
        return her2.interpret(ihc=self.ihc, ish=probe)


CASES = {
    "A": Case("3+"),
    "B": Case("2+"),
    "C": Case("2+", 1.3, 3.1),
    "D": Case("1+"),
    "E": Case("0+"),
    "F": Case("0 absent", 2.3, 3.4),
    "G": Case("2+", 2.0, 4.0),
    "H": Case("2+", 1.7, 5.1),
    "I": Case(None, 3.4, 8.2),
    "J": Case("0"),
}

_MEANINGS = tuple(case.interpret() for case in CASES.values())

_ON_CATEGORIES = (
    "The word for a negative result follows the IHC score; a result that is not final yet has none."
)


def _rule(meaning: her2.Interpretation) -> str:
    return "".join(f"The rule: {step.rule}" for step in meaning.steps if step.slug == "decision")


def _table() -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(CASES.values()), index=pd.Index(list(CASES), name="case"))


WHOLE_RULE = Task(
    id="05.d",
    title="The whole rule for a small table",
    objective="05.3",
    max_points=6.0,
    kind=TableAnswer(
        name="labelled",
        label="case",
        rows=tuple(CASES),
        columns=(
            Column("status", tuple(m.status for m in _MEANINGS), her2.STATUSES, tuple(map(_rule, _MEANINGS))),
            Column(
                "category",
                tuple(m.category for m in _MEANINGS),
                her2.CATEGORIES,
                (_ON_CATEGORIES,) * len(CASES),
            ),
        ),
    ),
    handout=_table,
)
