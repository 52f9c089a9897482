"""Signals to be counted on a simulated FISH field.

Response: ``{"nuclei": "20", "her2": "48", "cep17": "40"}``, as typed.
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
    from her2lessons.guidelines.ish import DualProbe

#: A count within this share of the truth is a good count; clusters cannot be counted to the dot.
CLOSE = Fraction(15, 100)
NAMES = {"nuclei": "nuclei counted", "her2": "HER2 signals", "cep17": "CEP17 signals"}
_WORDS = Words(chosen="You counted", missed="There are", also="There are")
_MOST = 100_000


class Counted(NamedTuple):
    """What a reader counted."""

    nuclei: int
    her2: int
    cep17: int


def is_fish(request: Request) -> Request:
    """Refuse a request for anything but a FISH field that can be read."""
    if request.kind != "fish" or request.flaw is not None:
        raise ValueError("asks to count signals; give a FISH field that can be read.")
    return request


class Count(Item):
    """A question answered by counting nuclei and signals.

    Attributes
    ----------
    field
        The FISH field to count on.
    alt
        What is seen, without telling counts.
    """

    kind: Literal["count"]
    field: Annotated[Request, AfterValidator(is_fish)]
    alt: Text

    @property
    def truth(self) -> DualProbe:
        """What a perfect reader counts."""
        return self.field.field().truth  # type: ignore[return-value]


Model = Count


def read_response(item: Count, response: object) -> Counted:
    """Read the three numbers as typed.

    Raises
    ------
    ResponseError
        If one is missing or is no whole number from 0, or if no nuclei or no CEP17 signals were counted.
    """
    if not isinstance(response, Mapping) or set(response) != set(NAMES):
        raise ResponseError(
            'This question takes three counts: {"nuclei": "20", "her2": "48", "cep17": "40"}.'
        )
    counted = Counted(**{name: _whole(response[name], words) for name, words in NAMES.items()})
    if not counted.nuclei:
        raise ResponseError("Count at least one nucleus first.")
    if not counted.cep17:
        raise ResponseError("Count the CEP17 signals too; without them there is no ratio.")
    return counted


def score(item: Count, response: object) -> Result:
    """Give half of the point for the right ISH group, a quarter each for a close ratio and close copies.

    Close is within `CLOSE` of the truth; copies from fewer nuclei than the rule asks for earn nothing, where
    the field has enough.
    """
    from her2lessons.guidelines import ish

    counted, truth = read_response(item, response), item.truth
    ratio, copies = Fraction(counted.her2, counted.cep17), Fraction(counted.her2, counted.nuclei)
    # Figures are compared unrounded; counts of nothing make no probe.
    group = ish.group(float(ratio), float(copies)) if counted.her2 else None
    right_group = group == truth.group
    enough = counted.nuclei >= min(ish.MIN_NUCLEI, int(item.field.nuclei))
    close = [_is_close(ratio, truth.ratio), _is_close(copies, truth.her2_copies) and enough]
    mark = Fraction(right_group, 2) + Fraction(sum(close), 4)
    said = f"ratio {float(ratio):.2f}, {float(copies):.1f} HER2 copies per nucleus, group {group or 'none'}"
    true = f"ratio {truth.ratio:.2f}, {truth.her2_copies:.1f} HER2 copies per nucleus, group {truth.group}"
    right = [Reason(true, "Each counted dot is ringed on the picture above.")]
    return result(
        item,
        mark,
        chosen=[Chosen(said, "", mark == 1)],
        right=right,
        missed=[] if mark == 1 else right,
        words=_WORDS,
        note=_note(counted, truth, enough=enough) if mark != 1 else "",
    )


def public_view(item: Count) -> PublicView:
    """Give the prompt alone: a saved page shows no field."""
    return view(item)


def _whole(value: object, words: str) -> int:
    if not isinstance(value, str):
        raise ResponseError(f"Give the number of {words} as it was typed.")
    typed = read_number(value)
    if typed.unit or typed.value.denominator != 1 or not 0 <= typed.value <= _MOST:
        raise ResponseError(f"The number of {words} is a whole number from 0; “{value[:40]}” is not.")
    return int(typed.value)


def _is_close(given: Fraction, true: float) -> bool:
    return abs(given - Fraction(true)) <= CLOSE * Fraction(true)


def _note(counted: Counted, truth: DualProbe, *, enough: bool) -> str:
    from her2lessons.guidelines import ish

    few = (
        ""
        if enough
        else f"The rule asks for at least {ish.MIN_NUCLEI} nuclei; fewer give an average that jumps."
    )
    return " ".join(part for part in (_far_off(counted, truth), few) if part)


def _far_off(counted: Counted, truth: DualProbe) -> str:
    """Say which of the three counts is likely to be off, and which way."""
    said = []
    for name, signals, true in (
        ("HER2", counted.her2, truth.her2_copies),
        ("CEP17", counted.cep17, truth.cep17_copies),
    ):
        given = Fraction(signals, counted.nuclei)
        if not _is_close(given, true):
            said.append(f"{'more' if given > true else 'fewer'} {name} signals per nucleus than there are")
    return f"You counted {' and '.join(said)}." if said else ""
