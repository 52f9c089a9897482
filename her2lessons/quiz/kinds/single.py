"""One right option out of several. Response: the id of the chosen option."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from her2lessons.quiz import options as choice
from her2lessons.quiz.item import Item, Option
from her2lessons.quiz.result import ResponseError, Result, result
from her2lessons.quiz.view import PublicView, view


def _one_right(options: tuple[Option, ...]) -> tuple[Option, ...]:
    if sum(option.correct for option in choice.check_options(options)) > 1:
        raise ValueError(
            "has more than one right option; a single question has one, a multiple question several."
        )
    return options


class Single(Item):
    """A question with exactly one right option."""

    kind: Literal["single"]
    options: Annotated[tuple[Option, ...], Field(strict=False), AfterValidator(_one_right)]


Model = Single


def read_response(item: Single, response: object) -> str:
    """Give the chosen option's id.

    Raises
    ------
    ResponseError
        If the response is not the id of one of the options.
    """
    if not isinstance(response, str):
        raise ResponseError("Choose one option first; this question takes a single option id.")
    return choice.known_id(item.options, response)


def score(item: Single, response: object) -> Result:
    """Give 1 point for the right option and 0 for any other."""
    given = read_response(item, response)
    chosen = choice.chosen(item.options, [given])
    return result(
        item,
        Fraction(int(chosen[0].correct)),
        chosen=chosen,
        right=choice.reasons(item.options),
        missed=choice.reasons(item.options, without=[given]),
    )


def public_view(item: Single) -> PublicView:
    """Give the prompt and the options, without marks and reasons."""
    return view(item, item.options)
