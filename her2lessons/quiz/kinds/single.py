"""One right option out of several. Response: the id of the chosen option."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from her2lessons.quiz import options as choice
from her2lessons.quiz.item import Item, Option
from her2lessons.quiz.result import Result
from her2lessons.quiz.view import PublicView, view


class Single(Item):
    """A question with exactly one right option."""

    kind: Literal["single"]
    options: Annotated[tuple[Option, ...], Field(strict=False), AfterValidator(choice.one_right)]


Model = Single


def read_response(item: Single, response: object) -> str:
    """Give the chosen option's id.

    Raises
    ------
    ResponseError
        If the response is not the id of one of the options.
    """
    return choice.one_of(item.options, response)


def score(item: Single, response: object) -> Result:
    """Give 1 point for the right option and 0 for any other."""
    return choice.score_one(item, item.options, response)


def public_view(item: Single) -> PublicView:
    """Give the prompt and the options, without marks and reasons."""
    return view(item, item.options)
