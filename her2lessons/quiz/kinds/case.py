"""A question made from a rule, a new one for every seed. Response: as for the kind that was made."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticKnownError

from her2lessons.quiz import families, kinds
from her2lessons.quiz.item import Item
from her2lessons.quiz.result import Result
from her2lessons.quiz.view import PublicView

_SEED = re.compile(r"[0-9]{1,9}")


def _seed(text: object) -> int:
    """Read the quoted seed of a bank, so that it is written like every other number there."""
    if not isinstance(text, str):
        raise PydanticKnownError("string_type")
    if not _SEED.fullmatch(text):
        raise ValueError(f'{text!r} is not a seed; write up to nine digits, such as "7".')
    return int(text)


def _known_family(name: str) -> str:
    families.check(name)
    return name


class Case(Item):
    """A question whose text and options a family makes from a seed.

    Attributes
    ----------
    family
        Name of a module in ``quiz.families``.
    seed
        The case to show where none is asked for, such as in a saved page.
    """

    kind: Literal["case"]
    family: Annotated[str, AfterValidator(_known_family)]
    seed: Annotated[int, BeforeValidator(_seed)]


Model = Case


def realise(item: Case, seed: int | None = None) -> Item:
    """Make the question of ``seed`` (by default the item's own) under this item's id.

    The bank's prompt leads in, the family states the case and says how hard it is; the family explains
    the case, the bank's explanation closes.
    """
    made = families.load(item.family).make(item.seed if seed is None else seed)
    return made.model_copy(
        update={
            "id": item.id,
            "section": item.section,
            "objective": item.objective,
            "concepts": item.concepts,
            "prompt": f"{item.prompt.rstrip()}\n\n{made.prompt}",
            "explain": f"{made.explain}\n\n{item.explain.strip()}",
            "sources": tuple(dict.fromkeys((*made.sources, *item.sources))),
            "reviewed": item.reviewed,
        }
    )


def read_response(item: Case, response: object) -> object:
    """Read the response as the kind made for the item's own seed reads it."""
    made = realise(item)
    return kinds.load(made.kind).read_response(made, response)


def score(item: Case, response: object) -> Result:
    """Mark the response to the item's own seed; for another seed, score what `realise` gives."""
    made = realise(item)
    return kinds.load(made.kind).score(made, response)


def public_view(item: Case) -> PublicView:
    """Give what may be shown of the question made for the item's own seed."""
    made = realise(item)
    return kinds.load(made.kind).public_view(made)
