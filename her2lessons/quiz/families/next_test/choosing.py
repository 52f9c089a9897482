"""Reports for the family: drawn as for ``her2_status``, and kept where the next step is beyond argument."""

from __future__ import annotations

from random import Random

from her2lessons.guidelines.her2 import NextStep
from her2lessons.guidelines.ish import DualProbe, SingleProbe
from her2lessons.quiz.families.her2_status import reports
from her2lessons.quiz.families.her2_status.reports import Report

TEXTS: dict[NextStep | None, str] = {
    None: "No further test: the result can be given",
    "ish": "An ISH test",
    "ihc": "IHC on the same tissue",
    "dual-probe ish": "A dual-probe ISH test",
    "recount": "A blinded recount by another observer",
    "adjudicate": "The laboratory settles it by its own rules",
    "repeat": "The test is repeated, because it failed",
}
"""Every step that can come next, and the words in which an option states it."""

#: One report in so many is kept where this comes next; else every one. A report that needs nothing further is
#: the commonest by far, and would otherwise be the answer to guess.
_ONE_IN: dict[NextStep | None, int] = {None: 4, "repeat": 2}
_SPECIMENS = (
    "a core biopsy of the breast",
    "a breast tumour removed by surgery",
    "a core biopsy of a lymph node that holds breast cancer",
    "a biopsy of a liver metastasis of breast cancer",
)
#: Hours in fixative; all of them proper, so that the time is no reason to reject a test. Source: wolff2018.
_HOURS = range(8, 65)


def draw(chance: Random) -> Report:
    """Draw one report."""
    while True:
        report = reports.draw(chance)
        if _is_beyond_argument(report):
            step = report.interpret().next_step
            if chance.randrange(_ONE_IN.get(step, 1)) == 0:
                return report


def specimen(chance: Random) -> str:
    """Say what was taken and how it was handled."""
    return f"{chance.choice(_SPECIMENS)}, {chance.choice(_HOURS)} hours in fixative"


def undecided_group(report: Report) -> int | None:
    """Give the ISH group where it is one that is not decided by itself, else None."""
    undecided = isinstance(report.ish, DualProbe) and report.ish.alone == "undecided"
    return report.group if undecided else None


def _is_beyond_argument(report: Report) -> bool:
    """Whether "no further test" would be wholly right or wholly wrong.

    Tests that contradict each other are reviewed. A negative result without IHC still wants its category, and
    IHC is recommended beside every single probe.
    """
    found = report.interpret()
    uncategorised = found.status == "negative" and found.category == "undetermined"
    bare_single = isinstance(report.ish, SingleProbe) and report.ihc is None and found.next_step is None
    return not (found.discordant or uncategorised or bare_single)
