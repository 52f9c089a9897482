"""Habits that give answers away over a whole bank: right options that are long, or stand in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from her2lessons.quiz.authoring.finding import Finding, Where, error
from her2lessons.quiz.authoring.pieces import plain, with_one_right
from her2lessons.quiz.bank import Bank
from her2lessons.quiz.item import Option

#: From so many questions on, no place may hold more than half of the right options. With fewer, chance
#: alone does that often: of three right options among four places, two share one in 10 draws of 16.
ENOUGH_TO_CROWD = 4
#: From so many questions on, no place may be empty. Chance leaves one of four places empty in 12 % of banks
#: of twelve and in 1 % of banks of twenty; an author who moves one option is soon there.
ENOUGH_TO_FILL = 12


def findings(bank: Bank) -> Iterator[Finding]:
    """Give the habits of a bank that a learner could guess by; single and classify questions count."""
    asked = with_one_right(bank.items)
    yield from _long(bank, asked)
    yield from _crowded(bank, asked)


def _long(bank: Bank, asked: Sequence[Sequence[Option]]) -> Iterator[Finding]:
    """Count where the right option is the longest, no other being as long; one such question is no habit."""
    longest = sum(_right_is_longest(options) for options in asked)
    if longest > max(len(asked) / 2, 1):
        yield error(
            Where(bank.name),
            f"the right option is the longest in {longest} of {len(asked)} single and classify questions; at "
            "most half may be. Shorten right options, or say more in wrong ones.",
        )


def _right_is_longest(options: Sequence[Option]) -> bool:
    right = max(len(plain(option.text)) for option in options if option.correct)
    return all(len(plain(option.text)) < right for option in options if not option.correct)


def _crowded(bank: Bank, asked: Sequence[Sequence[Option]]) -> Iterator[Finding]:
    places = Counter([option.correct for option in options].index(True) for options in asked)
    # A place that only few questions have cannot be filled often.
    usual = [place for place in range(4) if sum(len(options) > place for options in asked) >= ENOUGH_TO_FILL]
    crowded = len(asked) >= ENOUGH_TO_CROWD and max(places.values(), default=0) > len(asked) / 2
    empty = any(not places[place] for place in usual)
    if crowded or empty:
        most = max([*places, *usual])
        shown = ", ".join(f"{places[place]} in place {place + 1}" for place in range(most + 1))
        yield error(
            Where(bank.name),
            f"the right options of {len(asked)} single and classify questions are not spread: {shown}. Move "
            "some, so that no place holds more than half and none stays empty.",
        )
