"""Nuclei to be picked that may be counted. Response: the list of picked numbers, as text."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator

from her2lessons.quiz.drawn import Request
from her2lessons.quiz.item import Item, Text
from her2lessons.quiz.kinds.count import is_fish
from her2lessons.quiz.result import Chosen, Reason, ResponseError, Result, Words, result
from her2lessons.quiz.view import PublicView, view

if TYPE_CHECKING:
    import pandas as pd

_WORDS = Words(chosen="You picked", missed="Also countable", also="Also countable")
_WHY = {
    "overlapping": "It lies over or under another nucleus, so nobody can say whose a signal is.",
    "truncated": "The edge of the picture cuts it off, and signals may be missing.",
    "out of focus": "It is out of focus, and its signals cannot be told apart.",
    "no signals": "It shows no signals of one probe, so the probe may not have reached it.",
    "not a tumour cell": "It is no tumour cell; only invasive tumour cells are counted.",
}
_COUNTS = "It is whole, sharp, apart from others, and a tumour cell."


class Pick(Item):
    """A question answered by picking nuclei.

    Attributes
    ----------
    field
        The FISH field, with nuclei that may and nuclei that may not be counted.
    alt
        What is seen, without telling which is which.
    """

    kind: Literal["pick"]
    field: Annotated[Request, AfterValidator(is_fish)]
    alt: Text

    @property
    def nuclei(self) -> pd.DataFrame:
        """The drawn nuclei, numbered from 1 in reading order."""
        table = self.field.field().nuclei.sort_values(["y", "x"], kind="stable").reset_index(drop=True)
        table.index += 1
        return table


Model = Pick


def read_response(item: Pick, response: object) -> tuple[int, ...]:
    """Give the picked numbers.

    Raises
    ------
    ResponseError
        If the response is not a list of different numbers of nuclei, or is empty.
    """
    if not isinstance(response, list | tuple):
        raise ResponseError("This question takes a list of numbers, one for each nucleus that is picked.")
    known = [str(number) for number in item.nuclei.index]
    for given in response:
        if given not in known:
            raise ResponseError(
                f"There is no nucleus {given!r} in this field; they are numbered 1 to {known[-1]}."
            )
        if list(response).count(given) > 1:
            raise ResponseError(f"Nucleus {given} is picked twice; name each once.")
    if not response:
        raise ResponseError("Pick at least one nucleus first.")
    return tuple(sorted(map(int, response)))


def score(item: Pick, response: object) -> Result:
    """Give the share of countable nuclei picked less the share of the others; guessing earns nothing."""
    picked = read_response(item, response)
    table = item.nuclei
    right = [number for number in table.index if table.at[number, "countable"]]
    wrong = len(table) - len(right)
    hits = sum(number in right for number in picked)
    mark = Fraction(hits, len(right)) - (Fraction(len(picked) - hits, wrong) if wrong else 0)
    return result(
        item,
        mark,
        chosen=[
            Chosen(f"nucleus {number}", _reason(str(table.at[number, "why"])), number in right)
            for number in picked
        ],
        right=[Reason(f"nucleus {number}", _COUNTS) for number in right],
        missed=[Reason(f"nucleus {number}", _COUNTS) for number in right if number not in picked],
        words=_WORDS,
    )


def public_view(item: Pick) -> PublicView:
    """Give the prompt alone: a saved page shows no field."""
    return view(item)


def _reason(why: str) -> str:
    return _WHY.get(why, _COUNTS)
