"""Every outcome of the HER2 rule, and the words in which an option states it."""

from __future__ import annotations

from typing import NamedTuple

from her2lessons.guidelines.her2 import Category, Interpretation, NextStep, Status


class Outcome(NamedTuple):
    """What a report adds up to."""

    status: Status
    next_step: NextStep | None
    category: Category
    discordant: bool = False
    """Whether the tests contradict each other, so that both are reviewed."""

    @classmethod
    def of(cls, interpretation: Interpretation) -> Outcome:
        """Take the outcome from an interpretation."""
        return cls(
            interpretation.status,
            interpretation.next_step,
            interpretation.category,
            interpretation.discordant,
        )

    @property
    def result(self) -> Outcome:
        """The outcome without its review: two options that differ in nothing else are open to argument."""
        return self._replace(discordant=False)

    @property
    def text(self) -> str:
        """The outcome as an option states it."""
        return _TEXTS[self]


POSITIVE = Outcome("positive", None, "HER2-positive")
DISCORDANT = POSITIVE._replace(discordant=True)
LOW = Outcome("negative", None, "HER2-low")
ULTRALOW = Outcome("negative", None, "HER2-ultralow")
NULL = Outcome("negative", None, "HER2-null")
ZERO = Outcome("negative", None, "HER2-0 (not further stated)")
NEGATIVE_WITHOUT_IHC = Outcome("negative", None, "undetermined")
ISH_NEXT = Outcome("equivocal", "ish", "undetermined")
IHC_NEXT = Outcome("pending", "ihc", "undetermined")
DUAL_PROBE_NEXT = Outcome("pending", "dual-probe ish", "undetermined")
RECOUNT_NEXT = Outcome("pending", "recount", "undetermined")
ADJUDICATE_NEXT = Outcome("pending", "adjudicate", "undetermined")
REPEAT_NEXT = Outcome("indeterminate", "repeat", "undetermined")

_TEXTS = {
    POSITIVE: "HER2-positive",
    DISCORDANT: "HER2-positive, and both tests are reviewed",
    LOW: "HER2-negative, and HER2-low",
    ULTRALOW: "HER2-negative, and HER2-ultralow",
    NULL: "HER2-negative, and HER2-null",
    ZERO: "HER2-negative; ultralow or null stays open",
    NEGATIVE_WITHOUT_IHC: "HER2-negative, with no category yet",
    ISH_NEXT: "Equivocal; the next step is ISH",
    IHC_NEXT: "Pending; the next step is IHC on the same tissue",
    DUAL_PROBE_NEXT: "Pending; the next step is a dual-probe ISH",
    RECOUNT_NEXT: "Pending; the next step is a blinded recount",
    ADJUDICATE_NEXT: "Pending; the laboratory adjudicates",
    REPEAT_NEXT: "Indeterminate; the next step is to repeat the test",
}
