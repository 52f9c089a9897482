"""Whether a bank covers its lesson: ids and objectives of the syllabus, enough questions, every concept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from her2lessons.quiz.authoring.finding import Finding, Where, error, warning
from her2lessons.quiz.bank import Bank
from her2lessons.quiz.syllabus import ACROSS_LESSONS, concepts, lessons, objectives

#: Authored questions, cases not counted: for each objective, and in a bank.
FEWEST_AN_OBJECTIVE = 3
FEWEST_A_BANK = 12

_STARTER = 'While the bank is growing, write stage: "starter" at its top.'


def findings(bank: Bank) -> Iterator[Finding]:
    """Give what a bank's questions lack beside the syllabus."""
    for item in bank:
        if item.objective not in objectives():
            yield error(
                Where(bank.name, item.id, "objective"),
                f"{item.objective} is not an objective of the syllabus; look them up in "
                "quiz/tables/objectives.csv.",
            )
        if not item.id.startswith(f"{item.objective}-"):
            yield error(
                Where(bank.name, item.id, "id"),
                f"must begin with its objective and a hyphen, such as {item.objective}-01; progress reads "
                "the objective from it.",
            )
    yield from _completeness(bank)


def without_bank(banks: Sequence[Bank]) -> Iterator[Finding]:
    """Name the lessons that have no bank at all, in one line."""
    covered = {bank.lesson for bank in banks}
    missing = [lesson.number for lesson in lessons() if lesson.number not in covered]
    if missing:
        yield warning(Where("course"), f"these lessons have no bank yet: {', '.join(missing)}.")


def _completeness(bank: Bank) -> Iterator[Finding]:
    """Say what is missing; for a starter that is only worth a warning, for the looks nothing is."""
    if bank.lesson in ACROSS_LESSONS:
        return
    starter = bank.stage == "starter"
    for sentence in _missing(bank):
        if starter:
            yield warning(Where(bank.name), sentence)
        else:
            yield error(Where(bank.name), f"{sentence} {_STARTER}")


def _missing(bank: Bank) -> Iterator[str]:
    authored = Counter(item.objective for item in bank if item.kind != "case")
    if authored.total() < FEWEST_A_BANK:
        yield (
            f"has {_questions(authored.total())} besides cases; a bank of a lesson needs at least "
            f"{FEWEST_A_BANK}."
        )
    for objective in objectives().values():
        if objective.lesson == bank.lesson and authored[objective.id] < FEWEST_AN_OBJECTIVE:
            yield (
                f"objective {objective.id} ({objective.text}) has {_questions(authored[objective.id])} "
                f"besides cases; write at least {FEWEST_AN_OBJECTIVE}."
            )
    carried = {concept for item in bank for concept in item.concepts}
    for concept in concepts().values():
        if bank.lesson in concept.lessons and concept.id not in carried:
            yield f"no question carries {concept.id} ({concept.text}), which this lesson teaches."


def _questions(count: int) -> str:
    return f"{count} question{'s' if count != 1 else ''}"
