"""A picture, or a case in words, to be put into one of several categories. Response: the category's id."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag

from her2lessons.quiz import options as choice
from her2lessons.quiz.drawn import Drawn
from her2lessons.quiz.item import Item, Option
from her2lessons.quiz.picture import Picture
from her2lessons.quiz.result import Result
from her2lessons.quiz.view import PublicView, view


def _which(image: Any) -> str:
    """Say which of the two a picture is meant to be, so that its faults are told of that one alone."""
    return (
        "Drawn" if isinstance(image, Drawn) or (isinstance(image, dict) and "fields" in image) else "Picture"
    )


Shown = Annotated[
    Annotated[Picture, Tag("Picture")] | Annotated[Drawn, Tag("Drawn")],
    Discriminator(_which),
]


class Classify(Item):
    """A question that shows something and asks where it belongs.

    Attributes
    ----------
    image
        What is looked at; without it the prompt describes the case.
    categories
        Where it could belong, in their natural order; exactly one is right.
    """

    kind: Literal["classify"]
    image: Shown | None = None
    categories: Annotated[tuple[Option, ...], Field(strict=False), AfterValidator(choice.one_right)]


Model = Classify


def read_response(item: Classify, response: object) -> str:
    """Give the chosen category's id.

    Raises
    ------
    ResponseError
        If the response is not the id of one of the categories.
    """
    return choice.one_of(item.categories, response)


def score(item: Classify, response: object) -> Result:
    """Give 1 point for the right category and 0 for any other."""
    return choice.score_one(item, item.categories, response)


def public_view(item: Classify) -> PublicView:
    """Give the prompt, the picture and the categories, without marks and reasons."""
    return view(item, item.categories, image=item.image)
