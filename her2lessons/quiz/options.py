"""Options shared by the kinds that offer a choice: checks, reasons, and reading one option id."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from her2lessons.quiz.item import Item, Option
from her2lessons.quiz.result import Chosen, Reason, ResponseError, Result, result


def check_options(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Refuse options that no learner could choose between: too few, alike, or tagged against sense."""
    if len(options) < 2:
        raise ValueError("holds fewer than two options; a choice needs at least two.")
    for field in ("id", "text"):
        values = [getattr(option, field).strip() for option in options]
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise ValueError(f"repeats the option {field} {twice[0]!r}; make each {field} different.")
    for option in options:
        if option.correct and option.misconception is not None:
            raise ValueError(
                f"tags the right option {option.id!r} with a misconception; only wrong ones carry that tag."
            )
    if not any(option.correct for option in options):
        raise ValueError("has no right option; write correct: true on what is right.")
    if all(option.correct for option in options):
        raise ValueError("has only right options; at least one must be wrong.")
    return options


def one_right(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Refuse what `check_options` refuses, and more than one right option."""
    if sum(option.correct for option in check_options(options)) > 1:
        raise ValueError(
            "has more than one right option; a single question has one, a multiple question several."
        )
    return options


def one_of(options: Sequence[Option], response: object) -> str:
    """Give the id of the one option that was chosen.

    Raises
    ------
    ResponseError
        If the response is not the id of one of the options.
    """
    if not isinstance(response, str):
        raise ResponseError("Choose one option first; this question takes a single option id.")
    return known_id(options, response)


def score_one(item: Item, options: Sequence[Option], response: object) -> Result:
    """Give 1 point for the right option; a wrong one takes away what guessing brings on average."""
    given = one_of(options, response)
    made = chosen(options, [given])
    return result(
        item,
        Fraction(1) if made[0].correct else Fraction(-1, len(options) - 1),
        chosen=made,
        right=reasons(options),
        missed=reasons(options, without=[given]),
    )


def known_id(options: Sequence[Option], given: object) -> str:
    """Give ``given`` back if it is the id of an option; else say which ids there are."""
    if isinstance(given, str) and any(option.id == given for option in options):
        return given
    ids = ", ".join(option.id for option in options)
    raise ResponseError(f"There is no option {given!r} in this question; choose one of: {ids}.")


def chosen(options: Sequence[Option], ids: Sequence[str]) -> list[Chosen]:
    """Give the chosen options in the order shown."""
    return [Chosen(option.text, option.because, option.correct) for option in options if option.id in ids]


def reasons(options: Sequence[Option], *, without: Sequence[str] = ()) -> list[Reason]:
    """Give the right options in the order shown, less those whose ids are in ``without``."""
    return [
        Reason(option.text, option.because)
        for option in options
        if option.correct and option.id not in without
    ]
