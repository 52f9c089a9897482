"""Exercise 05: from a report, or from counts, to a HER2 status and category."""

from her2lessons.exercises.ex05.cases import WHOLE_RULE
from her2lessons.exercises.ex05.causes import CAUSES
from her2lessons.exercises.ex05.counts import RATIO_AND_COPIES
from her2lessons.exercises.ex05.groups import GROUP
from her2lessons.exercises.ex05.report import READ_A_REPORT

TASKS = (READ_A_REPORT, GROUP, RATIO_AND_COPIES, WHOLE_RULE, CAUSES)
"""In the order they are done in."""
