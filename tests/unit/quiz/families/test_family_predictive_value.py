"""The family predictive_value against people counted one group at a time from the figures of the page."""

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
    figures,
    numeric_questions_of,
    points,
    share_drawn_again,
    slips,
    table,
)

from her2lessons.quiz.families import predictive_value
from her2lessons.quiz.kinds.numeric import Numeric

SENSITIVITY = "Giving the sensitivity"
SPECIFICITY = "Giving the specificity"
EVEN = "Leaving out how common it is"
ALL_RIGHT = "Giving the share of all results that are right"


def asks_for_positive(page: str) -> bool:
    return "(the positive predictive value)" in page


def value(found: Fraction, cleared: Fraction, common: Fraction, positive: bool) -> Fraction:
    """Count a crowd: who has it and is found, who has it not and is cleared, and the two mistakes."""
    true_positive, false_negative = common * found, common * (1 - found)
    true_negative, false_positive = (1 - common) * cleared, (1 - common) * (1 - cleared)
    if positive:
        return 100 * true_positive / (true_positive + false_positive)
    return 100 * true_negative / (true_negative + false_negative)


def expected(page: str) -> tuple[Fraction, dict[str, Fraction]]:
    positive = asks_for_positive(page)
    if "sensitivity is **" in page:
        found, cleared, common = (number / 100 for number in figures(page)[:3])
    else:
        hit, alarmed, missed, right = table(page)
        found, cleared = Fraction(hit, hit + missed), Fraction(right, right + alarmed)
        moved = re.search(r"only \*\*(\d+) in 100\*\*", page)
        n = hit + alarmed + missed + right
        common = Fraction(int(moved[1]), 100) if moved else Fraction(hit + missed, n)
    wrong = {
        SENSITIVITY: 100 * found,
        SPECIFICITY: 100 * cleared,
        EVEN: value(found, cleared, Fraction(1, 2), positive),
        ALL_RIGHT: 100 * (common * found + (1 - common) * cleared),
    }
    return value(found, cleared, common, positive), wrong


@pytest.fixture(scope="module")
def questions() -> list[Numeric]:
    return numeric_questions_of(predictive_value)


def test_the_answer_is_what_counting_people_gives(questions: list[Numeric]) -> None:
    for item in questions:
        check_answer(item, expected(item.prompt)[0], 1)
        check_steps(item)


def test_rounding_to_whole_percents_is_accepted(questions: list[Numeric]) -> None:
    for item in questions:
        assert points(item, f"{float(expected(item.prompt)[0]):.0f}") == 1, item.prompt


def test_every_named_mistake_gives_what_it_says_and_is_refused(questions: list[Numeric]) -> None:
    for item in questions:
        check_slips(item, expected(item.prompt)[1], 1)
        main = SENSITIVITY if asks_for_positive(item.prompt) else SPECIFICITY
        assert main in slips(item)


def test_leaving_out_how_common_it_is_is_named_in_nearly_all_harder_questions(
    questions: list[Numeric],
) -> None:
    harder = [item for item in questions if item.difficulty > 1]
    assert sum(EVEN in slips(item) for item in harder) >= 0.9 * len(harder)


def test_people_are_counted_whole_in_the_working(questions: list[Numeric]) -> None:
    for item in questions:
        if item.difficulty == 1:
            continue
        counted = re.search(r"Of (1,000|10,000) people ([\d,]+) have it and ([\d,]+) do not\.", item.explain)
        assert counted is not None, item.explain
        people, ill, well = (int(number.replace(",", "")) for number in counted.groups())
        assert ill + well == people
        last = re.search(r"([\d,]+) / \(([\d,]+) \+ ([\d,]+)\) = ([\d.]+) %", item.explain)
        assert last is not None, item.explain
        right, again, wrong = (int(number.replace(",", "")) for number in last.groups()[:3])
        assert right == again
        assert Fraction(100 * right, right + wrong) == expected(item.prompt)[0]


def test_the_hardest_move_the_test_to_where_the_condition_is_rare(questions: list[Numeric]) -> None:
    for item in questions:
        moved = "Now the test is used where only" in item.prompt
        assert moved == (item.difficulty == 3)
        if moved:
            hit, alarmed, missed, right = table(item.prompt)
            assert hit + missed == alarmed + right == 100
            assert expected(item.prompt)[0] < expected(item.prompt)[1][SENSITIVITY] - 5


def test_both_values_come_up_and_all_is_said_to_be_invented(questions: list[Numeric]) -> None:
    positive = sum(asks_for_positive(item.prompt) for item in questions)
    assert 0.6 * len(questions) <= positive <= 0.9 * len(questions)
    assert all("invented" in item.prompt for item in questions)


def test_seeds_repeat_and_levels_sources_and_words_hold(questions: list[Numeric]) -> None:
    check_levels(questions)
    check_same_again(predictive_value, questions)
    assert check_sources(questions) == {"altman1994"}
    check_words(questions)


def test_hardly_a_case_is_drawn_again() -> None:
    assert share_drawn_again(predictive_value) <= 5
