"""Several right options out of several. Response: the list of ticked option ids."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from her2lessons.quiz import options as choice
from her2lessons.quiz.item import Item, Option
from her2lessons.quiz.result import ResponseError, Result, result
from her2lessons.quiz.view import PublicView, view


class Multiple(Item):
    """A question with at least one right and at least one wrong option."""

    kind: Literal["multiple"]
    options: Annotated[tuple[Option, ...], Field(strict=False), AfterValidator(choice.check_options)]


Model = Multiple


def read_response(item: Multiple, response: object) -> tuple[str, ...]:
    """Give the ticked options' ids.

    Raises
    ------
    ResponseError
        If the response is not a list of different option ids, or is an empty one.
    """
    if not isinstance(response, list | tuple):
        raise ResponseError("This question takes a list of option ids, one for each box that is ticked.")
    if not response:
        raise ResponseError("Tick at least one option first.")
    ids = tuple(choice.known_id(item.options, given) for given in response)
    for given in ids:
        if ids.count(given) > 1:
            raise ResponseError(f"The option {given!r} is ticked twice; name each option once.")
    return ids


def score(item: Multiple, response: object) -> Result:
    """Give the share of right options ticked less the share of wrong options ticked.

    Ticking everything gives 0, and so, on average before the floor, does ticking at random.
    """
    ids = read_response(item, response)
    right = {option.id for option in item.options if option.correct}
    wrong = len(item.options) - len(right)
    share = Fraction(len(right & set(ids)), len(right)) - Fraction(len(set(ids) - right), wrong)
    return result(
        item,
        share,
        chosen=choice.chosen(item.options, ids),
        right=choice.reasons(item.options),
        missed=choice.reasons(item.options, without=ids),
    )


def public_view(item: Multiple) -> PublicView:
    """Give the prompt and the options, without marks and reasons."""
    return view(item, item.options)
