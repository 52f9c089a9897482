"""Shares of cells estimated on a simulated IHC field, and the score they give.

Response: ``{"intense_complete": "30", ..., "score": "3+"}``: the four shares as typed, and the score.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from pydantic import AfterValidator

from her2lessons.quiz.drawn import Request
from her2lessons.quiz.item import Item, Text
from her2lessons.quiz.numbers import read_number
from her2lessons.quiz.result import Chosen, Reason, ResponseError, Result, Words, result
from her2lessons.quiz.view import PublicView, view

if TYPE_CHECKING:
    from her2lessons.guidelines.ihc import Reading

#: Percentage points; an estimate by eye is no better than that.
CLOSE = 10
PATTERNS = {
    "intense_complete": "complete and intense",
    "weak_moderate_complete": "complete, weak to moderate",
    "moderate_intense_incomplete": "incomplete, moderate to intense",
    "faint_incomplete": "incomplete and faint",
}
_WORDS = Words(chosen="You saw", missed="There is", also="There is")


class Estimated(NamedTuple):
    """What a reader estimated."""

    percents: dict[str, Fraction]
    score: str


def _is_ihc(request: Request) -> Request:
    if request.kind != "ihc" or request.flaw is not None:
        raise ValueError("asks to estimate staining; give an IHC field that can be read.")
    return request


class Estimate(Item):
    """A question answered with four percentages and a score.

    Attributes
    ----------
    field
        The IHC field to look at.
    alt
        What is seen, without telling shares or score.
    """

    kind: Literal["estimate"]
    field: Annotated[Request, AfterValidator(_is_ihc)]
    alt: Text

    @property
    def truth(self) -> Reading:
        """What a perfect reader reports."""
        return self.field.field().truth  # type: ignore[return-value]

    @property
    def shares(self) -> dict[str, float]:
        """The true percentage of scored cells with each pattern."""
        cells = self.field.field().cells
        scored = cells[cells["scored"]]
        names = {words: name for name, words in _CELL_WORDS.items()}
        found = scored["pattern"].map(names).value_counts()
        return {name: 100 * int(found.get(name, 0)) / len(scored) for name in PATTERNS}


#: How the cells of a field name the patterns.
_CELL_WORDS = {
    "intense_complete": "intense complete",
    "weak_moderate_complete": "weak to moderate complete",
    "moderate_intense_incomplete": "moderate to intense incomplete",
    "faint_incomplete": "faint incomplete",
}

Model = Estimate


def read_response(item: Estimate, response: object) -> Estimated:
    """Read the shares as typed, and the score; a share left open is 0.

    Raises
    ------
    ResponseError
        If a share is no number from 0 to 100, if together they pass 100, or if there is no score.
    """
    from her2lessons.guidelines import ihc

    if not isinstance(response, Mapping) or not set(response) <= {*PATTERNS, "score"}:
        raise ResponseError("This question takes four percentages and a score.")
    percents = {name: _percent(response.get(name, ""), words) for name, words in PATTERNS.items()}
    if sum(percents.values()) > 100:
        raise ResponseError(
            "Together the four shares pass 100 %; each cell belongs to one of them or to none."
        )
    given = response.get("score")
    if given not in ihc.SCORES:
        raise ResponseError(f"Choose the score too; it is one of {', '.join(ihc.SCORES)}.")
    return Estimated(percents, str(given))


def score(item: Estimate, response: object) -> Result:
    """Give half of the point for the right score, an eighth for each share within `CLOSE` of the truth."""
    from her2lessons.guidelines import ihc

    seen, truth = read_response(item, response), item.truth
    shares = item.shares
    close = {name: abs(share - Fraction(shares[name])) <= CLOSE for name, share in seen.percents.items()}
    mark = Fraction(seen.score == truth.score, 2) + Fraction(sum(close.values()), 8)
    follows = ihc.score(**{name: float(share) for name, share in seen.percents.items()}).score
    note = (
        "" if follows == seen.score else f"Your own shares would give {follows}, and you chose {seen.score}."
    )
    right = [
        *(Reason(f"{words}: {shares[name]:.0f} %", "") for name, words in PATTERNS.items()),
        Reason(f"score {truth.score}", truth.steps[-1].rule),
    ]
    return result(
        item,
        mark,
        chosen=[
            *(
                Chosen(f"{words}: {float(seen.percents[name]):g} %", "", close[name])
                for name, words in PATTERNS.items()
            ),
            Chosen(f"score {seen.score}", "", seen.score == truth.score),
        ],
        right=right,
        missed=[] if mark == 1 else right,
        words=_WORDS,
        note=note,
    )


def public_view(item: Estimate) -> PublicView:
    """Give the prompt alone: a saved page shows no field."""
    return view(item)


def _percent(value: object, words: str) -> Fraction:
    if not isinstance(value, str):
        raise ResponseError(f"Give the share of {words} as it was typed.")
    if not value.strip():
        return Fraction(0)
    typed = read_number(value)
    if typed.unit not in ("", "%") or not 0 <= typed.value <= 100:
        raise ResponseError(f"The share of {words} is a number from 0 to 100; “{value[:40]}” is not.")
    return typed.value
