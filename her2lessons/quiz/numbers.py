"""Read a number as people type it, or say what to type instead."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple

from her2lessons.quiz.result import ResponseError

_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>[0-9]*)(?:(?P<mark>[.,])(?P<part>[0-9]*))?(?:[eE](?P<power>[+-]?[0-9]+))?"
)
# Words or signs, with a 2 or 3 allowed only where it is a power, as in mm2.
_UNIT = re.compile(r"(?:[^\W\d_]|[%°/])[^\d,;]{0,29}(?:(?<=[a-z])[23])?")
_LONGEST = 40
_WIDEST_POWER = 15
_SAME_AS = {"percent": "%", "per cent": "%", "pct": "%"}


class Typed(NamedTuple):
    """What was typed: the exact number, the unit typed with it, and how an unusual entry was read."""

    value: Fraction
    unit: str
    note: str


def read_number(text: str) -> Typed:
    """Read a typed number, with or without a unit behind it.

    A decimal comma is read as a decimal point and said so. A comma that could as well part thousands
    (``"1,234"``) is not guessed at.

    Raises
    ------
    ResponseError
        If the text is blank, is no number, could mean two numbers, or is out of any sensible range; the
        sentence says what to type.
    """
    # NFKC turns no-break spaces, full-width digits and the two micro signs into one form each.
    typed = unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()
    if not typed:
        raise ResponseError("Type a number first, such as 2.4.")
    shown = typed if len(typed) <= _LONGEST else f"{typed[:_LONGEST]}..."
    if len(typed) > _LONGEST:
        raise ResponseError(f"“{shown}” is too long to be read as a number; type it in digits, such as 2.4.")
    found = _NUMBER.match(typed)
    if found is None or not (found["whole"] or found["part"]):
        raise ResponseError(f"“{shown}” cannot be read as a number; type it in digits, such as 2.4.")
    unit = typed[found.end() :].strip()
    if unit and not _UNIT.fullmatch(unit):
        raise ResponseError(
            f"“{shown}” cannot be read as one number; type digits and one decimal point, such as 2.4."
        )
    if found["power"] and abs(int(found["power"])) > _WIDEST_POWER:
        raise ResponseError(
            f"“{shown}” is too large or too small to be an answer here; type an ordinary number."
        )
    return Typed(_exact(found), unit, _how_read(found, shown))


def same_unit(one: str, other: str) -> bool:
    """Whether two units as typed mean the same: case, spaces and the word for % do not matter."""
    return _unit_key(one) == _unit_key(other)


def _exact(found: re.Match[str]) -> Fraction:
    digits = f"{found['sign']}{found['whole'] or 0}.{found['part'] or 0}"
    return Fraction(digits) * Fraction(10) ** int(found["power"] or 0)


def _how_read(found: re.Match[str], shown: str) -> str:
    if found["mark"] != ",":
        return ""
    whole, part = found["whole"], found["part"]
    if len(part) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0"):
        raise ResponseError(
            f"“{shown}” could mean {whole}{part} or {whole}.{part}; type the one you mean, without a comma."
        )
    return f"The comma was read as a decimal point: {found['sign']}{whole or 0}.{part or 0}."


def _unit_key(unit: str) -> str:
    words = " ".join(unicodedata.normalize("NFKC", unit).casefold().split())
    return _SAME_AS.get(words, words).replace(" ", "")
