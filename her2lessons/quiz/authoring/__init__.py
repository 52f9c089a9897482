"""What an exam board would reject: rules for one bank, rules for all of them, and the ledger of ids."""

from her2lessons.quiz.authoring.finding import Finding, Where
from her2lessons.quiz.authoring.report import (
    Checked,
    bank_findings,
    check_course,
    check_files,
    course_findings,
    record,
)

__all__ = [
    "Checked",
    "Finding",
    "Where",
    "bank_findings",
    "check_course",
    "check_files",
    "course_findings",
    "record",
]
