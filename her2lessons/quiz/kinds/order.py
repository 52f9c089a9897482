"""Parts to be put in order. Response: the list of all part ids, first to last."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from her2lessons.quiz.item import Identifier, Item, Strict, Text
from her2lessons.quiz.result import Chosen, Reason, ResponseError, Result, Words, result
from her2lessons.quiz.view import PublicView, view

_FEWEST = 3
_WORDS = Words(chosen="You put", missed="In order", also="In order", numbered=True)


class Part(Strict):
    """One of the things to be put in order.

    Attributes
    ----------
    id
        Unique within its question.
    text
        What the learner reads before answering (plain text).
    because
        Why it stands in its place, shown only after answering (Markdown).
    """

    id: Identifier
    text: Text
    because: Text


def _checked(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    if len(parts) < _FEWEST:
        raise ValueError(f"holds fewer than {_FEWEST} parts; with two, a guess is right half the time.")
    for field in ("id", "text"):
        values = [getattr(part, field).strip() for part in parts]
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise ValueError(f"repeats the part {field} {twice[0]!r}; make each {field} different.")
    return parts


class Order(Item):
    """A question whose parts have one right order.

    Attributes
    ----------
    order
        The parts in the right order; they are shown in another one.
    """

    kind: Literal["order"]
    order: Annotated[tuple[Part, ...], Field(strict=False), AfterValidator(_checked)]

    @property
    def shown(self) -> tuple[Part, ...]:
        """The parts as they are first shown: always the same way, and in an order that scores nothing."""
        chance = Random(f"order {self.id}")
        parts = list(self.order)
        while _mark([self.order.index(part) for part in parts]) > 0:
            chance.shuffle(parts)
        return tuple(parts)


Model = Order


def read_response(item: Order, response: object) -> tuple[str, ...]:
    """Give the part ids in the learner's order.

    Raises
    ------
    ResponseError
        If the response is not a list that names every part once.
    """
    if not isinstance(response, list | tuple):
        raise ResponseError("This question takes a list of part ids, from the first to the last.")
    known = [part.id for part in item.order]
    for given in response:
        if given not in known:
            raise ResponseError(
                f"There is no part {given!r} in this question; its parts are {_listed(known)}."
            )
        if list(response).count(given) > 1:
            raise ResponseError(f"The part {given!r} stands twice in this order; name each part once.")
    missing = [part_id for part_id in known if part_id not in response]
    if missing:
        raise ResponseError(f"This order lacks {_listed(missing)}; put every part in its place.")
    return tuple(response)


def score(item: Order, response: object) -> Result:
    """Give the share of pairs in the right order less the share in the wrong one (Kendall's tau).

    A random order scores 0 on average before the floor, the reversed one -1, one swap of neighbours
    among four parts 0.67.
    """
    ids = read_response(item, response)
    known = [part.id for part in item.order]
    places = [known.index(given) for given in ids]
    mark = _mark(places)
    right = [
        Reason(part.text, _reason(part, ids.index(part.id), number)) for number, part in enumerate(item.order)
    ]
    return result(
        item,
        mark,
        chosen=[Chosen(item.order[place].text, "", place == number) for number, place in enumerate(places)],
        right=right,
        missed=[] if mark == 1 else right,
        words=_WORDS,
    )


def _reason(part: Part, given: int, right: int) -> str:
    """Give the reason for a part's place, and where it was put if elsewhere."""
    return part.because if given == right else f"{part.because} You had it in place {given + 1}."


def public_view(item: Order) -> PublicView:
    """Give the prompt and the parts as they are first shown, without their places and reasons."""
    return view(item, item.shown)


def _mark(places: Sequence[int]) -> Fraction:
    pairs = list(combinations(places, 2))
    return Fraction(sum(1 if first < second else -1 for first, second in pairs), len(pairs))


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(map(repr, ids))
