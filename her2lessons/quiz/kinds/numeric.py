"""A number with its unit. Response: ``{"value": "2.4", "unit": ""}``, as typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, ValidationInfo, field_validator

from her2lessons.quiz.item import Item
from her2lessons.quiz.numbers import Typed, read_number, same_unit
from her2lessons.quiz.result import Chosen, Reason, ResponseError, Result, result
from her2lessons.quiz.view import PublicView, view

_ANSWER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_TOLERANCE = re.compile(r"(?P<number>[0-9]{1,15}(\.[0-9]{1,15})?)(?P<relative> ?%)?")


def _plain_number(text: str) -> str:
    if not _ANSWER.fullmatch(text):
        raise ValueError(f'{text!r} is not a plain number; write digits with a decimal point, such as "2.4".')
    return text


def _margin(text: str) -> str:
    if not _TOLERANCE.fullmatch(text):
        raise ValueError(
            f'{text!r} is not a tolerance; write a distance ("0.05") or a share of the answer ("5 %").'
        )
    return text


class Numeric(Item):
    """A question answered with a number.

    Attributes
    ----------
    answer
        The right number, as text so that its digits are exact.
    unit
        Shown beside the field; ``""`` for a number without a unit.
    tolerance
        How far off is still right, both ends included: a distance in the same unit (``"0.05"``; ``"0"``
        for exactly), or a share of the answer (``"5 %"``). A share of an answer of 0 is refused.
    """

    kind: Literal["numeric"]
    answer: Annotated[str, AfterValidator(_plain_number)]
    unit: str
    tolerance: Annotated[str, AfterValidator(_margin)]

    @field_validator("tolerance")
    @classmethod
    def _share_of_something(cls, text: str, info: ValidationInfo) -> str:
        answer = info.data.get("answer")
        if text.endswith("%") and answer is not None and Fraction(answer) == 0:
            raise ValueError("is a share of an answer of 0, which is nothing; write a distance instead.")
        return text

    @property
    def margin(self) -> Fraction:
        """The exact distance from the answer that is still right."""
        number = Fraction(self.tolerance.removesuffix("%").strip())
        return abs(Fraction(self.answer)) * number / 100 if self.tolerance.endswith("%") else number


Model = Numeric


def read_response(item: Numeric, response: object) -> Typed:
    """Read what was typed.

    Raises
    ------
    ResponseError
        If the response is not a mapping of typed texts, or its value cannot be read as one number.
    """
    if not isinstance(response, Mapping) or not {"value"} <= set(response) <= {"value", "unit"}:
        raise ResponseError('This question takes a typed number and its unit: {"value": "2.4", "unit": ""}.')
    value, unit = response["value"], response.get("unit", "")
    if not isinstance(value, str) or not isinstance(unit, str):
        raise ResponseError(
            'Give the number and the unit as text, as they were typed: {"value": "2.4", "unit": ""}.'
        )
    typed = read_number(value)
    return typed if typed.unit else Typed(typed.value, unit.strip(), typed.note)


def score(item: Numeric, response: object) -> Result:
    """Give 1 point within the tolerance and in the unit asked for, else 0; no unit typed means that unit."""
    typed = read_response(item, response)
    unit_fits = not typed.unit or same_unit(typed.unit, item.unit)
    near = abs(typed.value - Fraction(item.answer)) <= item.margin
    correct = near and unit_fits
    asked = f"in {item.unit}" if item.unit else "as a number without a unit"
    wrong_unit = "" if unit_fits else f"The answer is asked for {asked}; you gave {typed.unit}."
    right = [Reason(_with_unit(item.answer, item.unit), "" if item.margin == 0 else _accepted(item))]
    shown = response["value"].strip() if isinstance(response, Mapping) else ""
    return result(
        item,
        Fraction(int(correct)),
        chosen=[Chosen(shown, "", correct)],
        right=right,
        missed=[] if correct else right,
        note=" ".join(part for part in (typed.note, wrong_unit) if part),
    )


def public_view(item: Numeric) -> PublicView:
    """Give the prompt and the unit, without the answer and its tolerance."""
    return view(item, unit=item.unit)


def _with_unit(number: str, unit: str) -> str:
    return f"{number} {unit}".rstrip()


def _accepted(item: Numeric) -> str:
    margin = item.tolerance if item.tolerance.endswith("%") else _with_unit(item.tolerance, item.unit)
    return f"Up to {margin} more or less was accepted."
