"""Take a question bank out of the course: to Moodle, to any reader of QTI 2.1, or to Anki."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from her2lessons.classroom.export import content, files
from her2lessons.classroom.export.content import ExportError, Packed, Question
from her2lessons.classroom.export.moodle import Ordering
from her2lessons.quiz import Bank, BankError, bank_names, load_bank, load_bank_file
from her2lessons.quiz.faults import near
from her2lessons.quiz.kinds.numeric import Numeric

__all__ = ["FORMS", "ExportError", "Exported", "export", "find_bank"]

FORMS = ("moodle", "qti", "anki")
"""What a bank can be exported to."""

_ORDERINGS = get_args(Ordering)
_MOST_CASES = 200
_NEVER = (
    "How sure a learner is, saved answers, the review schedule and the names of mistakes are not exported."
)


@dataclass(frozen=True)
class Exported:
    """What an export wrote.

    Attributes
    ----------
    path
        The file.
    questions
        How many it holds.
    notes
        What was left out or changed in meaning, a sentence each.
    """

    path: Path
    questions: int
    notes: tuple[str, ...]


def find_bank(name: str) -> Bank:
    """Give a bank of the course by its name, or one in a YAML file by its path.

    Raises
    ------
    BankError
        If there is neither, or the file has faults.
    """
    if name in bank_names():
        return load_bank(name)
    if Path(name).suffix.lower() in (".yaml", ".yml") or Path(name).is_file():
        return load_bank_file(Path(name))
    raise BankError(
        f"There is no question bank {name!r}; give the path of a YAML file, or one of the course's banks: "
        f"{', '.join(bank_names())}.{near(name, bank_names())}"
    )


def export(
    bank: Bank,
    form: str,
    out: str | Path,
    *,
    cases: int = 5,
    ordering: str = "matching",
    replace: bool = False,
) -> Exported:
    """Write ``bank`` as one file that another system imports.

    Parameters
    ----------
    bank
        Of the course, or read from a teacher's own file.
    form
        ``"moodle"`` (Moodle XML), ``"qti"`` (a QTI 2.1 package) or ``"anki"`` (a deck).
    out
        The file to write; its folder must be there.
    cases
        How many questions to make of each item that makes them on demand, 1 to 200, with seeds from the
        item's own upward.
    ordering
        For Moodle: ``"matching"`` puts an order as places to choose, which imports everywhere;
        ``"ordering"`` uses the question type that Moodle has since 4.4.
    replace
        Whether a file that is there may be written over.

    Raises
    ------
    ExportError
        If it cannot be done; nothing was written, and an earlier file is as it was.
    """
    if form not in FORMS:
        raise ExportError(f"There is no form {form!r}; choose one of {', '.join(FORMS)}.{near(form, FORMS)}")
    if ordering not in _ORDERINGS:
        raise ExportError(f"There is no ordering {ordering!r}; choose one of {', '.join(_ORDERINGS)}.")
    if isinstance(cases, bool) or not isinstance(cases, int) or not 1 <= cases <= _MOST_CASES:
        raise ExportError(
            f"The number of cases is a whole number from 1 to {_MOST_CASES}; this is {cases!r}."
        )
    path = Path(out)
    files.check_place(path, replace)
    questions, notes = content.questions(bank.items, cases)
    packed = _build(bank.name, form, questions, ordering)
    files.write(path, packed.data)
    return Exported(path, packed.questions, (_NEVER, *notes, *_distances(questions), *packed.notes))


def _build(name: str, form: str, questions: list[Question], ordering: str) -> Packed:
    """Load a form only when it is asked for: Anki's needs what learners do not install."""
    if form == "moodle":
        from her2lessons.classroom.export import moodle

        return moodle.build(name, questions, ordering="ordering" if ordering == "ordering" else "matching")
    if form == "qti":
        from her2lessons.classroom.export import qti

        return qti.build(name, questions)
    try:
        from her2lessons.classroom.export import anki
    except ModuleNotFoundError as error:
        raise ExportError(
            f"An Anki deck needs {error.name}, which is not installed. "
            "Run 'make test' once, or install 'her2lessons[teaching]'."
        ) from None
    return anki.build(name, questions)


def _distances(questions: list[Question]) -> list[str]:
    """Name the tolerances that are shares here and distances there."""
    return [
        f"{question.id}: the tolerance of {item.tolerance} became {content.decimal(item.margin)}."
        for question in questions
        if isinstance(item := question.item, Numeric) and item.tolerance.endswith("%")
    ]
