"""Options that cannot both be told apart: the same but for case and punctuation, or numbers that overlap."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from her2lessons.quiz.authoring.finding import Finding, Where, error
from her2lessons.quiz.authoring.pieces import choices, parts, plain
from her2lessons.quiz.bank import Bank
from her2lessons.quiz.item import Item

_NUMBER = r"[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d+(?:\.\d+)?"
_HEDGE = re.compile(
    r"^(?:(?:about|around|roughly|nearly|almost|some|approximately|exactly|from|ca\.?|~|≈)\s*)+"
)
_UNIT = r"(?P<unit>[^\d+]*)"
_SHAPES = tuple(
    (name, re.compile(shape))
    for name, shape in {
        "share": rf"(?P<low>{_NUMBER}) (?:in|of|out of)(?: every)? (?P<high>{_NUMBER}){_UNIT}",
        "range": rf"(?P<low>{_NUMBER})\s?(?P<first>[^\d\s]*)\s?(?:-|–|—|to)\s?(?P<high>{_NUMBER}){_UNIT}",
        "between": rf"between (?P<low>{_NUMBER}) and (?P<high>{_NUMBER}){_UNIT}",
        "below": rf"(?:less than|fewer than|under|below|<)\s?(?P<high>{_NUMBER}){_UNIT}",
        "at most": rf"(?:at most|up to|no more than|≤)\s?(?P<high>{_NUMBER}){_UNIT}",
        "above": rf"(?:more than|over|above|>)\s?(?P<low>{_NUMBER}){_UNIT}",
        "at least": rf"(?:at least|no less than|no fewer than|≥)\s?(?P<low>{_NUMBER}){_UNIT}",
        "at most, said after": rf"(?P<high>{_NUMBER})(?P<unit>[^\d+]*?)\s?or (?:fewer|less|lower|below)",
        "at least, said after": rf"(?P<low>{_NUMBER})(?P<unit>[^\d+]*?)\s?or (?:more|higher|above|over)",
        "at most, unit last": rf"(?P<high>{_NUMBER}) or (?:fewer|less|lower){_UNIT}",
        "at least, unit last": rf"(?P<low>{_NUMBER}) or (?:more|higher){_UNIT}",
        "point": rf"(?P<low>{_NUMBER}){_UNIT}",
    }.items()
)
#: Words after a number that still make it a quantity; more make it a sentence.
_MOST_WORDS = 4
#: Punctuation that changes what an option says.
_SPEAKING = frozenset("%/<>=+±")
_INFINITE = Fraction(10**30)


@dataclass(frozen=True)
class Span:
    """The numbers that an option covers, in a unit."""

    low: Fraction
    high: Fraction
    unit: str
    low_included: bool = True
    high_included: bool = True

    def meets(self, other: Span) -> bool:
        """Whether some number is in both."""
        if self.unit != other.unit:
            return False
        first, second = sorted((self, other), key=lambda span: (span.low, not span.low_included))
        if first.high != second.low:
            return first.high > second.low
        return first.high_included and second.low_included


def span(text: str) -> Span | None:
    """Read an option that is a quantity, such as ``"about 15 %"``, ``"10-20"`` or ``"1 in 5"``; else None.

    A percentage and a share ("20 %", "1 in 5") are both read as a share of 1, so that they can meet.
    """
    said = _HEDGE.sub("", plain(text).casefold().rstrip(" ."))
    for name, shape in _SHAPES:
        found = shape.fullmatch(said)
        if found and len(found["unit"].split()) <= _MOST_WORDS:
            return _read(name, found.groupdict())
    return None


def findings(bank: Bank) -> Iterator[Finding]:
    """Give the options of a bank that a learner cannot tell apart."""
    for item in bank:
        yield from _same(bank, item)
        yield from _overlapping(bank, item)


def _same(bank: Bank, item: Item) -> Iterator[Finding]:
    for (field, first, one), (other_field, second, other) in combinations(parts(item), 2):
        if field == other_field and _bare(one.text) == _bare(other.text):
            yield error(
                Where(bank.name, item.id, f"{field}[{second}].text"),
                f"differs from {field}[{first}] only in case or punctuation; say what sets it apart.",
            )


def _bare(text: str) -> str:
    """Drop case, spaces and punctuation, but keep the points within numbers and signs that mean something."""
    shown = plain(text).casefold()
    kept = [
        sign
        for place, sign in enumerate(shown)
        if sign in _SPEAKING
        or not unicodedata.category(sign).startswith(("P", "Z", "C"))
        or (shown[place - 1 : place].isdigit() and shown[place + 1 : place + 2].isdigit())
    ]
    return "".join(kept)


def _overlapping(bank: Bank, item: Item) -> Iterator[Finding]:
    field, options = choices(item)
    read = [(number, option.text, span(option.text)) for number, option in enumerate(options, start=1)]
    for (first, text, one), (second, other_text, other) in combinations(read, 2):
        if one and other and one.meets(other) and _bare(text) != _bare(other_text):
            yield error(
                Where(bank.name, item.id, f"{field}[{second}].text"),
                f'"{plain(other_text)}" and "{plain(text)}" ({field}[{first}]) share a number, so both could '
                "be right; draw them apart.",
            )


def _read(name: str, found: dict[str, str | None]) -> Span | None:
    unit = " ".join((found["unit"] or "").split())
    low, high = (_number(found.get(end)) for end in ("low", "high"))
    if name == "share":
        if low is None or not high:
            return None
        low = high = low / high
        return Span(low, high, f"share {unit}".rstrip())
    scale = Fraction(1)
    if unit.startswith(("%", "percent", "per cent")):
        scale, unit = (
            Fraction(1, 100),
            f"share {unit.removeprefix('%').removeprefix('percent').strip()}".rstrip(),
        )
    if name == "point":
        high = low
    return Span(
        -_INFINITE if low is None else low * scale,
        _INFINITE if high is None else high * scale,
        unit,
        low_included=name != "above",
        high_included=name != "below",
    )


def _number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text.replace(",", "").replace("−", "-"))
