"""What the tests of six families share: making many questions, and reading a question back from its text."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from types import ModuleType
from typing import NamedTuple

import made_once

from her2lessons.evidence import reference
from her2lessons.quiz import Item, score
from her2lessons.quiz.kinds.numeric import Numeric

SEEDS = made_once.SEEDS

_SLIP = re.compile(r"^- (?P<name>[^:*]+): \*\*(?P<value>-?[\d.]+)[^*]*\*\*\. (?P<because>.+)$", re.MULTILINE)


class Named(NamedTuple):
    """A mistake as the explanation names it."""

    value: str
    because: str


def questions_of(family: ModuleType) -> list[Item]:
    return made_once.questions(_name(family))


def _name(family: ModuleType) -> str:
    return family.__name__.rpartition(".")[2]


def numeric_questions_of(family: ModuleType) -> list[Numeric]:
    made = questions_of(family)
    assert all(isinstance(item, Numeric) for item in made)
    return made  # type: ignore[return-value]


def figures(text: str) -> list[Fraction]:
    """The figures of a prompt that stand in bold, in their order."""
    return [Fraction(found) for found in re.findall(r"\*\*(\d+(?:\.\d+)?)\b[^*]*\*\*", text)]


def table(text: str) -> list[int]:
    """The four counts of a table of two by two, by rows."""
    return [int(cell) for cell in re.findall(r"\| (\d+) (?=\|)", text)]


def slips(item: Item) -> dict[str, Named]:
    """The typical mistakes that an explanation names, with what each would have given."""
    _, found, rest = item.explain.partition("Typical mistakes, and what each would have given here:")
    assert found
    return {one["name"]: Named(one["value"], one["because"]) for one in _SLIP.finditer(rest)}


def points(item: Item, value: str) -> Fraction:
    return score(item, {"value": value, "unit": ""}).points


def plain(value: float | Fraction) -> str:
    return f"{float(value):.9f}"


def check_answer(item: Numeric, right: float | Fraction, decimals: int) -> None:
    """The answer is the right one as asked, and the right one is accepted as computed and as rounded."""
    assert len(item.answer.partition(".")[2]) == decimals, item.prompt
    assert abs(Fraction(item.answer) - Fraction(right)) <= Fraction(501, 1000) / 10**decimals, item.prompt
    for accepted in (item.answer, plain(right), f"{float(right):.{decimals}f}"):
        assert points(item, accepted) == 1, item.prompt


def check_slips(item: Numeric, wrong: dict[str, float | Fraction], least: int) -> None:
    """Each named mistake gives what a second computation gives, is refused, and is refuted at some length."""
    named = slips(item)
    assert len(named) >= least, item.explain
    for name, slip in named.items():
        value = wrong[name]
        decimals = len(slip.value.partition(".")[2])
        assert abs(Fraction(slip.value) - Fraction(value)) <= Fraction(501, 1000) / 10**decimals, name
        assert points(item, slip.value) == 0, (name, item.prompt)
        assert points(item, plain(value)) == 0, (name, item.prompt)
        assert len(slip.because) >= 40, slip.because
        assert slip.because.endswith("."), slip.because


def check_steps(item: Item) -> None:
    """The working is numbered from 1, and ends with the answer."""
    steps = re.findall(r"^(\d+)\. ", item.explain, re.MULTILINE)
    assert steps == [str(number) for number in range(1, len(steps) + 1)]
    assert len(steps) >= 2


def share_drawn_again(family: ModuleType) -> float:
    """How many draws in a hundred questions were thrown away because a mistake would have been accepted."""
    return 100 * made_once.made(_name(family)).unclear / len(SEEDS)


def check_levels(items: Sequence[Item]) -> Counter[int]:
    """Each of the three levels comes up in at least 15 of 100 seeds."""
    levels = Counter(item.difficulty for item in items)
    assert set(levels) == {1, 2, 3}
    assert min(levels.values()) >= 0.15 * len(items), levels
    return levels


def check_same_again(family: ModuleType, items: Sequence[Item]) -> None:
    """A seed gives its question again word for word, and many seeds give different ones."""
    assert [family.make(seed) for seed in range(25)] == list(items[:25])
    assert len({item.prompt for item in items}) >= 500
    assert [item.id for item in items[:3]] == [f"{_name(family)}-{n}" for n in range(3)]


def check_sources(items: Iterable[Item]) -> set[str]:
    """Every source key is in the table of references; gives all of them."""
    keys = {key for item in items for key in item.sources}
    assert [reference(key).key for key in sorted(keys)] == sorted(keys)
    return keys


_UNKIND = re.compile(
    r"\b(sufferers?|victims?|battles?|aggressive|terminal|patients? failed)\b", re.IGNORECASE
)


def check_words(items: Iterable[Item]) -> None:
    """No word stands there that this course does not use of people."""
    for item in items:
        assert not _UNKIND.findall(f"{item.prompt} {item.explain}"), item.prompt
        assert item.reviewed == "2026-11-26"
