"""What every family of questions about the guidelines has to pass, whatever it asks."""

from collections import Counter
from collections.abc import Callable, Sequence

import made_once

from her2lessons.evidence import reference
from her2lessons.quiz.item import Item, Option
from her2lessons.quiz.kinds.single import Single

SEEDS = made_once.SEEDS


def made(make: Callable[[int], Item]) -> list[Single]:
    """Make every question, and see to it that each offers a choice."""
    items = made_once.questions(make.__module__.rpartition(".")[2])
    assert {type(item) for item in items} == {Single}
    return items  # type: ignore[return-value]


def right(item: Single) -> Option:
    """Give the right option."""
    return next(option for option in item.options if option.correct)


def wrong(item: Single) -> list[Option]:
    """Give the wrong options."""
    return [option for option in item.options if not option.correct]


def assert_reasons_are_full(items: Sequence[Single]) -> None:
    """Every option has a sentence of its own; wrong ones name a mistake, each another text."""
    for item in items:
        assert 3 <= len(item.options) <= 4, item.id
        assert len({option.text for option in item.options}) == len(item.options), item.id
        for option in item.options:
            assert len(option.because) >= 40, option
            assert option.because.endswith("."), option
            assert (option.misconception is None) is option.correct, option


def assert_places_tell_nothing(items: Sequence[Single]) -> None:
    """The right option stands in every place about as often as in the others."""
    for number in (3, 4):
        some = [item for item in items if len(item.options) == number]
        places = Counter(item.options.index(right(item)) for item in some)
        if len(some) >= 200:
            assert min(places[place] for place in range(number)) > 0.7 * len(some) / number, places


def assert_length_tells_nothing(items: Sequence[Single]) -> None:
    """The right option is not the longest in half of the questions or more."""
    longest = sum(max(item.options, key=lambda option: len(option.text)).correct for item in items)
    assert longest < 0.5 * len(items)


def assert_levels_all_occur(items: Sequence[Item]) -> None:
    """Every difficulty takes at least fifteen percent of the seeds."""
    levels = Counter(item.difficulty for item in items)
    assert set(levels) == {1, 2, 3}
    assert min(levels.values()) >= 0.15 * len(items), levels


def assert_every_seed_is_its_own(make: Callable[[int], Item], items: Sequence[Item], prompts: int) -> None:
    """The same seed gives the same question again, and the seeds give at least so many prompts."""
    assert [make(seed) for seed in range(0, len(items), 100)] == list(items[::100])
    assert len({item.prompt for item in items}) >= prompts
    assert len({item.id for item in items}) == len(items)


def assert_sources_are_known(items: Sequence[Item]) -> None:
    """Every source key stands in the table of references, and every explanation is a numbered walk."""
    for key in {key for item in items for key in item.sources}:
        assert reference(key).key == key
    for item in items:
        lines = item.explain.splitlines()
        assert [line.partition(". ")[0] for line in lines] == [str(n + 1) for n in range(len(lines))], item.id
        assert item.reviewed == "2026-11-26"
