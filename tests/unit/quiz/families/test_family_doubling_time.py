"""The family doubling_time against logarithms written out from the figures of the page."""

import math
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
    figures,
    numeric_questions_of,
    points,
    share_drawn_again,
    slips,
)

from her2lessons.quiz.families import doubling_time
from her2lessons.quiz.kinds.numeric import Numeric

DIAMETER = "Treating the diameter as the volume"
TAKEN_FOR_DIAMETERS = "Taking volumes for diameters"
DIVIDING = "Dividing the days by how many times larger the tumour is"
STEADY = "Growing by the same amount every day"
TIMES = "Giving how many times larger the volume is"
TIMES_AS_DOUBLINGS = "Counting how many times larger the volume is as doublings"
SQUARE = "Taking the square root in place of the cube root"


def expected(page: str) -> tuple[float, int, dict[str, float]]:
    """Answer, decimals and what each mistake gives, with nothing from the package."""
    numbers = [float(number) for number in figures(page)]
    if "mm³**" in page:
        first, days, second = numbers
        times = second / first
        wrong = {
            TAKEN_FOR_DIAMETERS: days / math.log2(times**3),
            DIVIDING: days / times,
            STEADY: days / max(times - 1, 1e-9),
        }
        return days * math.log(2) / math.log(times), 0, wrong
    if "double on the way" in page:
        first, second = numbers
        times = (second / first) ** 3
        return math.log2(times), 1, {DIAMETER: math.log2(second / first), TIMES: times}
    if "mm across is it" in page:
        pace, first, days = numbers
        times = 2 ** (days / pace)
        return first * times ** (1 / 3), 1, {DIAMETER: first * times, SQUARE: first * math.sqrt(times)}
    if "How many days does it take" in page:
        pace, first, second = numbers
        times = (second / first) ** 3
        wrong = {DIAMETER: pace * math.log2(second / first), TIMES_AS_DOUBLINGS: pace * times}
        return pace * math.log2(times), 0, wrong
    first, days, second = numbers
    wrong = {
        DIAMETER: days * math.log(2) / math.log(second / first),
        STEADY: days * first / (second - first),
    }
    return days * math.log(2) / math.log((second / first) ** 3), 0, wrong


@pytest.fixture(scope="module")
def questions() -> list[Numeric]:
    return numeric_questions_of(doubling_time)


def test_the_answer_is_what_logarithms_of_the_figures_give(questions: list[Numeric]) -> None:
    for item in questions:
        answer, decimals, _ = expected(item.prompt)
        check_answer(item, answer, decimals)
        check_steps(item)


def test_every_named_mistake_gives_what_it_says_and_is_refused(questions: list[Numeric]) -> None:
    for item in questions:
        check_slips(item, expected(item.prompt)[2], 2)


def test_the_diameter_taken_for_the_volume_is_named_wherever_diameters_are_given(
    questions: list[Numeric],
) -> None:
    for item in questions:
        assert (DIAMETER in slips(item)) == ("mm³**" not in item.prompt)


def test_rounding_on_the_way_to_three_figures_is_accepted(questions: list[Numeric]) -> None:
    for item in questions:
        if item.unit == "days" and "mm³**" not in item.prompt and "take" not in item.prompt:
            first, days, second = (float(number) for number in figures(item.prompt))
            rounded = float(f"{math.log2(second / first):.3g}")
            assert points(item, f"{days / (3 * rounded):.0f}") == 1, item.prompt


def test_a_diameter_that_doubled_is_met_and_is_three_doublings(questions: list[Numeric]) -> None:
    met = 0
    for item in questions:
        numbers = figures(item.prompt)
        if "wide, and" in item.prompt and numbers[2] == 2 * numbers[0]:
            met += 1
            assert abs(3 * Fraction(item.answer) - numbers[1]) <= Fraction(3, 2)
    assert met >= 50


def test_no_tumour_grows_outside_what_was_measured(questions: list[Numeric]) -> None:
    for item in questions:
        if item.unit == "days" and "take" not in item.prompt:
            assert 55 <= Fraction(item.answer) <= 560, item.prompt
        if "doubles every" in item.prompt:
            assert 66 <= figures(item.prompt)[0] <= 521


def test_each_page_says_that_it_is_invented_and_a_model(questions: list[Numeric]) -> None:
    for item in questions:
        assert "invented" in item.prompt
        assert "this is a model" in item.prompt
        assert "no such sum tells when one person's cancer began" in item.explain
        assert "from 66 to 521 days" in item.explain


def test_each_unit_and_all_levels_come_up(questions: list[Numeric]) -> None:
    assert {item.unit for item in questions} == {"days", "mm", "doublings"}
    check_levels(questions)


def test_seeds_repeat_and_sources_and_words_hold(questions: list[Numeric]) -> None:
    check_same_again(doubling_time, questions)
    assert check_sources(questions) == {"zhang2017", "benzekry2014", "hart1998"}
    check_words(questions)


def test_hardly_a_case_is_drawn_again() -> None:
    assert share_drawn_again(doubling_time) <= 5
