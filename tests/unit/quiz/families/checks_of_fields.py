"""What every family of questions about simulated fields has to pass, and the rules, written a second time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

import pytest

from her2lessons.evidence import reference
from her2lessons.quiz import item_hash, public_view
from her2lessons.quiz.drawn import Request
from her2lessons.quiz.item import Item, Option
from her2lessons.quiz.kinds.classify import Classify

SEEDS = range(2000)
LADDER = ["0 absent", "0+", "1+", "2+", "3+"]
PATTERNS = (
    "intense_complete",
    "weak_moderate_complete",
    "moderate_intense_incomplete",
    "faint_incomplete",
)
TELLING = re.compile(
    r"[0-9]\+|0 absent|[0-9]+ ?%|positive|negative|group|ratio|\bin[- ]situ\b|invasive|reject"
)


@contextmanager
def nothing_drawn() -> Iterator[None]:
    """Let every drawing of a field fail."""

    def refuse(*_given: object, **_more: object) -> None:
        raise AssertionError("a field was drawn")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("her2lessons.microscope.ihc.ihc_field", refuse)
        patch.setattr("her2lessons.microscope.fish.fish_field", refuse)
        patch.setattr("her2lessons.quiz.drawn._draw", refuse)
        patch.setattr("her2lessons.quiz.drawn._encoded", refuse)
        yield


def made(make: Callable[[int], Item], kind: str) -> list[Any]:
    """Make every question, hash and show it, without drawing anything."""
    with nothing_drawn():
        items = [make(seed) for seed in SEEDS]
        assert {item.kind for item in items} == {kind}
        for item in items[:50]:
            assert len(item_hash(item)) == 12
            assert public_view(item).prompt == item.prompt
    return items


def shares(request: Request) -> list[Fraction]:
    """Read the four percentages that a request asks for."""
    assert request.percents is not None
    assert set(request.percents) <= set(PATTERNS)
    return [Fraction(request.percents.get(name, "0")) for name in PATTERNS]


def score(request: Request) -> str:
    """Apply the rule to a request: three questions and not a walk."""
    if request.percents is None:
        assert request.score is not None
        return request.score
    intense, ring, gaps, faint = shares(request)
    if intense > 10:
        return "3+"
    stronger_than_faint = ring > 0 or gaps > 0
    if intense or intense + ring > 10 or gaps > 10 or (stronger_than_faint and faint <= 10):
        return "2+"
    return LADDER[(faint > 0) + (faint > 10)]


def totals(request: Request) -> tuple[int, int, int]:
    """Find the whole HER2 and CEP17 signals that a request's figures stand for, and its nuclei."""
    nuclei = int(request.nuclei)
    her2 = round(Fraction(str(request.her2_copies)) * nuclei)
    cep17 = round(her2 / Fraction(str(request.ratio)))
    assert abs(Fraction(her2, nuclei) - Fraction(str(request.her2_copies))) < Fraction(1, 100_000)
    assert abs(Fraction(her2, cep17) - Fraction(str(request.ratio))) < Fraction(1, 100_000)
    return her2, cep17, nuclei


def group(ratio: Fraction, copies: Fraction) -> int:
    """Find the one region that holds the point."""
    regions = {
        1: (2, 10_000, 4, 10_000),
        2: (2, 10_000, 0, 4),
        3: (0, 2, 6, 10_000),
        4: (0, 2, 4, 6),
        5: (0, 2, 0, 4),
    }
    [found] = [
        number
        for number, (low, high, few, many) in regions.items()
        if low <= ratio < high and few <= copies < many
    ]
    return found


def group_of(request: Request) -> int:
    """Place a request in its group by its whole counts."""
    her2, cep17, nuclei = totals(request)
    return group(Fraction(her2, cep17), Fraction(her2, nuclei))


def near(request: Request, part: Fraction = Fraction(8, 100)) -> bool:
    """Whether so much more or less of one figure would move a count into another group."""
    her2, cep17, nuclei = totals(request)
    ratio, copies = Fraction(her2, cep17), Fraction(her2, nuclei)
    here = group(ratio, copies)
    return any(
        group(ratio * (1 + sign * part), copies) != here or group(ratio, copies * (1 + sign * part)) != here
        for sign in (-1, 1)
    )


def right(item: Classify) -> Option:
    """Give the right category."""
    return next(option for option in item.categories if option.correct)


def wrong(item: Classify) -> list[Option]:
    """Give the wrong categories."""
    return [option for option in item.categories if not option.correct]


def assert_reasons_are_full(items: Sequence[Classify]) -> None:
    """Every category has a sentence of its own; wrong ones name a mistake."""
    for item in items:
        assert len({option.text for option in item.categories}) == len(item.categories)
        for option in item.categories:
            assert len(option.because) >= 40, option
            assert option.because.endswith("."), option
            assert (option.misconception is None) is option.correct, option


def assert_what_holds_for_all(make: Callable[[int], Item], items: Sequence[Any], hashes: int) -> None:
    """Levels, sources, words and seeds."""
    levels = Counter(item.difficulty for item in items)
    assert set(levels) == {1, 2, 3}
    assert min(levels.values()) >= 0.15 * len(items), levels
    for key in {key for item in items for key in item.sources}:
        assert reference(key).key == key
    for item in items:
        assert "wolff2018" in item.sources
        assert item.reviewed == "2026-11-26"
        assert item.prompt.count("drawn, not photographed") == 1
        assert item.prompt.endswith("?")
        lines = item.explain.splitlines()
        assert [line.partition(". ")[0] for line in lines] == [str(n + 1) for n in range(len(lines))]
        said = item.image.alt if item.kind == "classify" else item.alt
        assert not TELLING.search(said), said
        assert len(said) >= 60
        assert said.endswith(".")
    assert [make(seed) for seed in range(0, len(items), 100)] == list(items[::100])
    assert len({item.id for item in items}) == len(items)
    assert len({item_hash(item) for item in items}) >= hashes
    with pytest.raises(ValueError, match="A seed is a whole number from 0"):
        make(-1)
