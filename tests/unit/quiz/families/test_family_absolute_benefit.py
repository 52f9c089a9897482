"""The family absolute_benefit against powers and fractions written out from the figures of the page."""

import re
from collections import Counter
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
    share_drawn_again,
    slips,
)

from her2lessons.quiz.families import absolute_benefit
from her2lessons.quiz.kinds.numeric import Numeric

OF_ALL = "Reading the hazard ratio as a share of all people"
DIRECT = "Applying the hazard ratio to the risk itself"
SAME_GAIN = "Taking the same ratio for the same gain"
RELATIVE = "Giving the relative reduction of the risk"
ALL_WELL = "Giving all who stay well with the treatment"
ALL_ILL = "Giving all who still have the event"
IN_100 = "Stopping at the people spared in 100"
BY_ILL = "Dividing 100 by all who still have the event"
BY_RELATIVE = "Dividing by the relative reduction"


def shares(page: str) -> list[Fraction]:
    return [Fraction(int(count), 100) for count in re.findall(r"\*\*(\d+) of 100\*\*", page)]


def expected(page: str) -> tuple[float | Fraction, int, dict[str, float | Fraction]]:
    """Answer, decimals and what each mistake gives, with nothing from the package."""
    found = re.search(r"ratio of a treatment against none is \*\*(0\.\d\d)\*\*", page)
    if found is None:
        without, treated = shares(page)
        gain, risk = treated - without, 1 - without
        if "spare this event" in page:
            wrong = {RELATIVE: 100 * gain / risk, ALL_WELL: 100 * treated, ALL_ILL: 100 * (1 - treated)}
            return 100 * gain, 0, wrong
        return 1 / gain, 0, {IN_100: 100 * gain, BY_ILL: 1 / (1 - treated), BY_RELATIVE: risk / gain}
    ratio = float(found[1])
    if "in another" in page and "first" in page:
        few, many = (float(share) for share in shares(page))
        gains = [(1 - risk) ** ratio - (1 - risk) for risk in (few, many)]
        return 100 * (gains[1] - gains[0]), 1, {SAME_GAIN: 0, DIRECT: 100 * (1 - ratio) * (many - few)}
    (share,) = shares(page)
    free = float(1 - share if "have the event within" in page else share)
    gain = free**ratio - free
    if "are treated for one event fewer" in " ".join(page.split()):
        return 1 / gain, 1, {OF_ALL: 1 / (1 - ratio), DIRECT: 1 / ((1 - free) * (1 - ratio))}
    return 100 * gain, 1, {OF_ALL: 100 * (1 - ratio), DIRECT: 100 * (1 - free) * (1 - ratio)}


@pytest.fixture(scope="module")
def questions() -> list[Numeric]:
    return numeric_questions_of(absolute_benefit)


def test_the_answer_is_what_the_figures_of_the_page_give(questions: list[Numeric]) -> None:
    for item in questions:
        answer, decimals, _ = expected(item.prompt)
        check_answer(item, answer, decimals)
        check_steps(item)


def test_every_named_mistake_gives_what_it_says_and_is_refused(questions: list[Numeric]) -> None:
    for item in questions:
        check_slips(item, expected(item.prompt)[2], 2)


def test_the_hazard_ratio_applied_to_the_risk_is_named_wherever_there_is_one(
    questions: list[Numeric],
) -> None:
    for item in questions:
        assert (DIRECT in slips(item)) == ("hazard ratio" in item.prompt)
        if OF_ALL in slips(item):
            assert "does not mean that" in slips(item)[OF_ALL].because


def test_event_and_years_are_named_and_the_figures_said_to_be_invented(questions: list[Numeric]) -> None:
    for item in questions:
        assert re.search(r"([Ww]ithin|[Aa]fter) \d+ years", item.prompt)
        assert "return of the cancer" in item.prompt
        assert "all figures are invented" in item.prompt


def test_numbers_needed_to_treat_are_said_in_a_sentence_with_event_and_years(
    questions: list[Numeric],
) -> None:
    asked = [item for item in questions if "are treated for one event fewer" in item.prompt]
    assert len(asked) >= 400
    for item in asked:
        assert re.search(r"Treating [\d.]+ people means one return .+ fewer within \d+ years\.", item.explain)


def test_the_figures_stay_plausible(questions: list[Numeric]) -> None:
    for item in questions:
        answer = Fraction(item.answer)
        assert 1 <= answer <= 60, item.prompt
        for ratio in re.findall(r"none is \*\*(0\.\d\d)\*\*", item.prompt):
            assert Fraction(1, 2) <= Fraction(ratio) <= Fraction(4, 5)


def test_all_levels_and_forms_come_up(questions: list[Numeric]) -> None:
    check_levels(questions)
    forms = Counter(
        ("hazard ratio" in item.prompt, "treated for one event" in item.prompt, "**more**" in item.prompt)
        for item in questions
    )
    assert len(forms) == 5
    assert min(forms.values()) >= 150


def test_seeds_repeat_and_sources_and_words_hold(questions: list[Numeric]) -> None:
    check_same_again(absolute_benefit, questions)
    assert check_sources(questions) == {"altman1999"}
    check_words(questions)


def test_hardly_a_case_is_drawn_again() -> None:
    assert share_drawn_again(absolute_benefit) <= 5
