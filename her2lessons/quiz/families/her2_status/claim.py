"""What a named mistake makes of a report."""

from __future__ import annotations

from typing import NamedTuple

from her2lessons.quiz.families.her2_status import outcomes
from her2lessons.quiz.families.her2_status.outcomes import Outcome

BELOW_EQUIVOCAL = {
    "1+": outcomes.LOW,
    "0+": outcomes.ULTRALOW,
    "0 absent": outcomes.NULL,
    "0": outcomes.ZERO,
}
"""The outcome of each IHC score below 2+ where nothing else speaks."""


class Claim(NamedTuple):
    """What a mistake makes of a report."""

    mistake: str
    outcome: Outcome
    because: str
