"""A risk as people: 100 or 1,000 of them, those with the event marked by shape, colour and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from numbers import Real
from typing import Any

from her2lessons.figures import given, style
from her2lessons.figures.people import SIZES, Shape, people
from her2lessons.figures.shown import Picture

_GAP = 40
"""Pixels between two groups."""
_ACROSS = {100: (20, 10), 1000: (50, 25)}
"""People in a row: of one group alone, and of each of two."""
_ONE = {"have": "has", "are": "is", "do": "does", "were": "was"}
"""What a verb turns into when there is one person."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of people in a group: how many, how they are drawn, and what is said of them."""

    count: int
    shape: Shape
    said: str


def icons(
    affected: int,
    of: int = 100,
    *,
    what: str,
    otherwise: str = "do not",
    title: str | None = None,
    group: str = "",
    compare: Mapping[str, int] | None = None,
) -> Picture:
    """Draw a risk as people, and next to it the risk of a second group.

    Parameters
    ----------
    affected : int
        How many of the people have the event.
    of : {100, 1000}
        How many people there are.
    what : str
        What happens to those affected, after "12 of 100 people": "have a recurrence within 10 years".
    otherwise : str
        What is said of the others: "do not", or "have not" where ``what`` is "have died within 10 years".
    title : str, optional
        What stands above; "12 of 100 people have a recurrence within 10 years" unless given.
    group : str
        Who the people are or what they are treated with, such as "chemotherapy alone". Needed beside
        ``compare``.
    compare : mapping, optional
        One second group: its name, and how many of as many people have the event. Those who are spared, or
        who have the event in addition, are drawn with a shape of their own.

    Returns
    -------
    Picture
        The people; the alternative text says the numbers in plain words.

    Raises
    ------
    ValueError
        If ``of`` is neither 100 nor 1,000, if a number is not whole or not between 0 and ``of``, if ``what``
        or ``otherwise`` is empty, or if ``compare`` is not one named group beside a named one.
    """
    if not isinstance(of, int) or of not in SIZES:
        raise ValueError(f"of is {of!r}. An icon array holds 100 or 1,000 people; use of=100 or of=1000.")
    for said, name, such in (
        (what, "what", "have a recurrence within 10 years"),
        (otherwise, "otherwise", "do not"),
    ):
        if not isinstance(said, str) or not said.strip():
            raise ValueError(f"{name} is {said!r}. Say it in words after people, such as {such!r}.")
    given.text(group, "group")
    first = _people(affected, of, "affected")
    numbers = {group: first}
    words = (what, otherwise)
    groups = [(group, _kinds(first, of, words))]
    if compare is not None:
        name, second = _second(compare, group, of)
        numbers[name] = second
        groups.append((name, _kinds(second, of, words, (group, first))))
    heading = title or _heading(first, of, what, group, compare)
    if compare is None and title is None:
        groups = [("", groups[0][1])]  # the title names the group
    return Picture(_drawn(heading, groups, of), heading, _alt(numbers, of, words))


def _people(number: Any, of: int, name: str) -> int:
    """Return a number of people, or say why it is none."""
    given.check_size(number, name)
    if isinstance(number, bool) or not isinstance(number, Real) or not isfinite(number):
        raise ValueError(f"{name} is {number!r}. Give a whole number of people from 0 to {of:,}.")
    whole = float(number)
    if not whole.is_integer():
        finer = " or use of=1000 for a smaller risk" if of == SIZES[0] else ""
        raise ValueError(f"{name} is {number!r}, and icons are whole people. Round it{finer}.")
    if not 0 <= whole <= of:
        raise ValueError(f"{name} is {number!r} of {of:,} people. Give a whole number from 0 to {of:,}.")
    return int(whole)


def _second(compare: Any, group: str, of: int) -> tuple[str, int]:
    """Return name and number of the group to compare with."""
    if not isinstance(compare, Mapping) or len(compare) != 1:
        raise ValueError(
            f"compare is {compare!r}. Give one second group with its number, "
            'such as {"chemotherapy and trastuzumab": 16}.'
        )
    name, number = next(iter(compare.items()))
    if not isinstance(name, str) or not name.strip() or not group.strip() or name == group:
        raise ValueError(
            f"The groups are named {group!r} and {name!r}. Two groups need a name each, and not the same one."
        )
    return name, _people(number, of, f"The number of {name!r}")


def _kinds(
    affected: int, of: int, words: tuple[str, str], other: tuple[str, int] | None = None
) -> list[_Kind]:
    """Split a group; beside another group, what differs from that is a kind of its own."""
    what, otherwise = words
    kinds: list[tuple[Shape, int, str, str]]
    if other is None:
        kinds = [("affected", affected, what, ""), ("unaffected", of - affected, otherwise, "")]
    elif affected <= other[1]:
        fewer = f": that many fewer than with {other[0]}"
        kinds = [
            ("affected", affected, what, ""),
            ("spared", other[1] - affected, otherwise, fewer),
            ("unaffected", of - other[1], otherwise, ", with either"),
        ]
    else:
        kinds = [
            ("affected", other[1], what, ", with either"),
            ("added", affected - other[1], "more", f" than with {other[0]}"),
            ("unaffected", of - affected, otherwise, ""),
        ]
    return [
        _Kind(count, shape, f"{count:,} {_verb(count, said)}{added}")
        for shape, count, said, added in kinds
        if count
    ]


def _verb(count: int, what: str) -> str:
    """Let a leading "have" or "do" agree with one person."""
    first, _, rest = what.partition(" ")
    return f"{_ONE.get(first, first)} {rest}".rstrip() if count == 1 else what


def _heading(first: int, of: int, what: str, group: str, compare: Mapping[str, int] | None) -> str:
    if compare is not None:
        return f"People who {what}, of {of:,}"
    who = f" ({group})" if group else ""
    return f"{first:,} of {of:,} people{who} {_verb(first, what)}"


def _drawn(title: str, groups: Sequence[tuple[str, Sequence[_Kind]]], of: int) -> str:
    """Draw the groups side by side, each with its name above and its numbers below."""
    alone = len(groups) == 1
    across = _ACROSS[of][0 if alone else 1]
    width = (style.WIDTH - 2 * style.MARGIN - (0 if alone else _GAP)) / len(groups)
    pitch = width / across
    # A person is taller than wide; a dot is round.
    down = pitch * (1.35 if of == SIZES[0] else 1)
    names = [style.wrap(name, width, bold=True) for name, _ in groups]
    said = [[style.wrap(kind.said, width - 26) for kind in kinds] for _, kinds in groups]
    above = max(len(lines) for lines in names) * style.LEADING
    below = max(sum(len(lines) * style.LEADING + 4 for lines in group) for group in said)
    top = style.MARGIN + style.title_height(title) + 10
    start = top + above + 8
    under = start + down * of / across + 14
    height = round(under + below + style.MARGIN)
    shapes: list[str] = []
    with style.applied():
        canvas = style.figure(height)
        style.put_title(canvas, title)
        page = style.page(canvas)
        for place, (_, kinds) in enumerate(groups):
            left = style.MARGIN + place * (width + _GAP)
            style.write(page, left, top + style.LEADING / 2, names[place], fontweight="bold")
            shapes += _crowd(kinds, (left, start), across, (pitch, down), of)
            line = under
            for kind, lines in zip(kinds, said[place], strict=True):
                middle = line + style.LEADING / 2
                shapes += people(kind.shape, [(left + 10, middle)], 17 if of == SIZES[0] else 12, of)
                style.write(page, left + 26, middle, lines)
                line += len(lines) * style.LEADING + 4
        return style.with_shapes(style.to_svg(canvas), shapes)


def _crowd(
    kinds: Sequence[_Kind], corner: tuple[float, float], across: int, pitch: tuple[float, float], of: int
) -> list[str]:
    """Place every person of a group, row by row, kind after kind."""
    places = [
        (corner[0] + pitch[0] * (place % across + 0.5), corner[1] + pitch[1] * (place // across + 0.5))
        for place in range(of)
    ]
    shapes: list[str] = []
    begin = 0
    for kind in kinds:
        shapes += people(kind.shape, places[begin : begin + kind.count], pitch[0], of)
        begin += kind.count
    return shapes


def _alt(numbers: Mapping[str, int], of: int, words: tuple[str, str]) -> str:
    """Say the numbers in plain words."""
    what, otherwise = words
    parts = [
        f"{name}: ".removeprefix(": ")
        + f"{number:,} of {of:,} people {_verb(number, what)}, "
        + f"{of - number:,} {_verb(of - number, otherwise)}."
        for name, number in numbers.items()
    ]
    if len(numbers) == 2:
        (one, first), (other, second) = numbers.items()
        word = "fewer" if second < first else "more"
        parts.append(
            f"With {other} it is {abs(first - second):,} {word} of {of:,} than with {one}."
            if first != second
            else f"There is no difference between {one} and {other}."
        )
    return " ".join(parts)
