"""The family kappa against exact fractions from the table of the page."""

import re
from fractions import Fraction

import pytest
from checks_of_models import (
    check_answer,
    check_levels,
    check_same_again,
    check_slips,
    check_sources,
    check_steps,
    check_words,
    numeric_questions_of,
    points,
    share_drawn_again,
    slips,
    table,
)

from her2lessons.quiz.families import kappa
from her2lessons.quiz.kinds.numeric import Numeric

PERCENT = "Giving the share of agreement for kappa"
SUBTRACTED = "Subtracting chance and stopping there"
CHANCE = "Giving the agreement by chance"


def parts(page: str) -> tuple[Fraction, Fraction]:
    """Agreement as seen and by chance: the second from every pair of answers, one case of each reader."""
    both, first, second, neither = table(page)
    n = both + first + second + neither
    pairs = (both + first) * (both + second) + (neither + second) * (neither + first)
    return Fraction(both + neither, n), Fraction(pairs, n * n)


def expected(page: str) -> Fraction:
    seen, chance = parts(page)
    return (seen - chance) / (1 - chance)


@pytest.fixture(scope="module")
def questions() -> list[Numeric]:
    return numeric_questions_of(kappa)


def test_the_answer_is_the_exact_fraction_from_the_table(questions: list[Numeric]) -> None:
    for item in questions:
        check_answer(item, expected(item.prompt), 2)
        check_steps(item)


def test_every_named_mistake_gives_what_it_says_and_is_refused(questions: list[Numeric]) -> None:
    for item in questions:
        seen, chance = parts(item.prompt)
        check_slips(item, {PERCENT: seen, SUBTRACTED: seen - chance, CHANCE: chance}, 2)
        assert {PERCENT, SUBTRACTED} <= set(slips(item))


def test_three_decimals_on_the_way_are_enough(questions: list[Numeric]) -> None:
    for item in questions:
        seen, chance = (round(float(part), 3) for part in parts(item.prompt))
        assert points(item, f"{(seen - chance) / (1 - chance):.2f}") == 1, item.prompt


def test_the_share_given_in_an_easy_question_is_that_of_its_table(questions: list[Numeric]) -> None:
    for item in questions:
        given = re.search(r"agree on a share of \*\*(0\.\d{3})\*\*", item.prompt)
        assert (given is not None) == (item.difficulty == 1)
        if given:
            assert abs(Fraction(given[1]) - parts(item.prompt)[1]) <= Fraction(1, 1000)


def test_the_hardest_agree_nearly_always_and_have_a_low_kappa_from_a_rare_answer(
    questions: list[Numeric],
) -> None:
    rare = set()
    for item in questions:
        hard = item.difficulty == 3
        assert ("one answer is so rare" in item.explain) == hard
        assert ("cicchetti1990" in item.sources) == hard
        if hard:
            both, _, _, neither = counts = table(item.prompt)
            assert parts(item.prompt)[0] >= Fraction(87, 100)
            assert expected(item.prompt) < Fraction(1, 2)
            assert min(both, neither) <= Fraction(sum(counts), 25)
            rare.add(both < neither)
    assert rare == {True, False}


def test_the_tables_hold_the_stated_number_of_samples(questions: list[Numeric]) -> None:
    for item in questions:
        stated = re.search(r"read the same (\d+) samples", item.prompt)
        assert stated is not None
        assert int(stated[1]) == sum(table(item.prompt))
        assert min(table(item.prompt)) >= 1
        assert "invented data" in item.prompt


def test_seeds_repeat_and_levels_sources_and_words_hold(questions: list[Numeric]) -> None:
    check_levels(questions)
    check_same_again(kappa, questions)
    assert check_sources(questions) == {"cohen1960", "cicchetti1990"}
    check_words(questions)


def test_hardly_a_case_is_drawn_again() -> None:
    assert share_drawn_again(kappa) <= 5
